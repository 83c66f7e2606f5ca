//! Authors hear of all their mistakes at once, each with its file, its line and what to do.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::path::{Path, PathBuf};

use bayplan::lesson::check;
use expect_test::{expect, expect_file};

#[test]
fn all_mistakes_of_a_broken_course_are_told_at_once() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken-course");
    let problems = check(&root).unwrap_err().to_string();
    expect_file!["broken-course/problems.txt"].assert_eq(&(problems + "\n"));
}

/// A copy of the real course, with one change to one file.
fn changed(name: &str, file: &str, from: &str, to: &str) -> String {
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&copy);
    copy_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons"), &copy.join("lessons"));
    let path = copy.join("lessons").join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from}");
    std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
    check(&copy).err().map(|problems| problems.to_string()).unwrap_or_default()
}

fn copy_folder(from: &Path, to: &PathBuf) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

const LESSON: &str = "010-ec2-and-fargate";

#[test]
fn the_course_as_it_stands_is_fine() {
    assert_eq!(changed("fine", "course.toml", "title", "title"), "");
}

#[test]
fn a_step_without_a_sentence_on_one_side_is_told() {
    let told = changed("steps", &format!("{LESSON}/stage.toml"), "  \"RUNNING\",\n", "");
    expect![[r"
        lessons/010-ec2-and-fargate/stage.toml:6: `steps` names 5 steps, but the scene `launch-types-ec2` has 6; each panel needs one sentence for every step
        lessons/010-ec2-and-fargate/stage.toml:6: `steps` names 5 steps, but the scene `launch-types-fargate` has 6; each panel needs one sentence for every step"]]
    .assert_eq(&told);
}

#[test]
fn a_part_without_an_explanation_is_told() {
    let told = changed("explain", &format!("{LESSON}/stage.toml"), "\"agent-1\", \"agent-2\"", "\"agent-1\"");
    expect![[r"
        lessons/010-ec2-and-fargate/stage.toml:1: nothing is said about `agent-2` of the scene `launch-types-ec2`; add it to an [[explain]]"]]
    .assert_eq(&told);
}

#[test]
fn a_wrong_choice_without_its_own_explanation_is_told() {
    let told = changed(
        "why",
        &format!("{LESSON}/predictions.toml"),
        "why = \"It finds room for every task that you ask for. It does not ask for more tasks.\"\n",
        "",
    );
    expect![[r#"lessons/010-ec2-and-fargate/predictions.toml:49: [[choice]] has no `why`; add why = "…""#]]
        .assert_eq(&told);
}

#[test]
fn a_statement_that_no_lesson_deals_with_is_told() {
    let told = changed(
        "covers",
        &format!("{LESSON}/lesson.toml"),
        "[[covers]]\nstatement = \"two-compute-models\"\nanchor = \"four-kinds\"\n",
        "",
    );
    expect![[r"
        lessons/statements.toml: no lesson of the module `launch-types` deals with `two-compute-models`; add a [[covers]] to the lesson that does"]]
    .assert_eq(&told);
}

#[test]
fn what_is_not_toml_is_told_with_its_line() {
    let told = changed("toml", "course.toml", "id = \"launch-types\"", "id = launch-types");
    expect!["lessons/course.toml:6: not TOML: string values must be quoted, expected literal string"]
        .assert_eq(&told);
}

const RIGHTS: &str = "025-missing-rights";

/// What is told of the scene on EC2, in which a launch is played, after one change.
fn changed_launch(name: &str, from: &str, to: &str) -> String {
    changed(name, &format!("{RIGHTS}/ec2.scene.toml"), from, to)
}

#[test]
fn an_author_cannot_say_what_comes_of_a_missing_right() {
    let told = changed_launch(
        "outcome",
        "without = { right = \"ecs:Poll\" }",
        "without = { right = \"ecs:Poll\" }\nstates = [{ id = \"pulls\", state = \"denied\" }]",
    );
    expect![[r"
        lessons/025-missing-rights/ec2.scene.toml:300: unknown field `states`, expected `says` or `without`; the keys of a scene are told in lessons/README.md
        lessons/025-missing-rights/stage.toml:6: `steps` names 10 steps, but the scene `rights-ec2` has 9; each panel needs one sentence for every step"]]
    .assert_eq(&told);
}

#[test]
fn a_right_without_which_the_launch_goes_on_is_told_with_those_that_it_needs() {
    let told = changed_launch("right", "ecr:BatchGetImage\" }", "ecr:BatchGetImages\" }");
    expect!["lessons/025-missing-rights/ec2.scene.toml:315: this launch goes on without `ecr:BatchGetImages`; take away what it needs: ec2:AttachNetworkInterface, ec2:CreateNetworkInterface, ecr:BatchCheckLayerAvailability, ecr:BatchGetImage, ecr:GetAuthorizationToken, ecr:GetDownloadUrlForLayer, ecs:DiscoverPollEndpoint, ecs:Poll, ecs:RegisterContainerInstance, ecs:RegisterTaskDefinition, ecs:RunTask, ecs:StartTelemetrySession, ecs:SubmitAttachmentStateChanges, ecs:SubmitContainerStateChange, ecs:SubmitTaskStateChange, iam:PassRole, logs:CreateLogStream, logs:PutLogEvents, s3:GetObject, secretsmanager:GetSecretValue"]
    .assert_eq(&told);
}

#[test]
fn what_cannot_be_taken_away_is_told() {
    let told = changed_launch("without", "{ trust = \"task-execution\" }", "{ trust = \"execution\" }");
    expect![[r"
        lessons/025-missing-rights/ec2.scene.toml:311: unknown variant `execution`, expected one of `container-instance`, `task-execution`, `task`, `service-linked`; the keys of a scene are told in lessons/README.md
        lessons/025-missing-rights/stage.toml:6: `steps` names 10 steps, but the scene `rights-ec2` has 9; each panel needs one sentence for every step"]]
    .assert_eq(&told);
}

#[test]
fn a_step_of_the_launch_that_the_picture_does_not_show_is_told() {
    let told = changed_launch("shown", "does = [\"Secrets\"]", "does = [\"MountFileSystem\"]");
    expect![[r"
        lessons/025-missing-rights/ec2.scene.toml:232: the launch has a step Secrets, which no [[launch.step]] shows; add it to `does` of one
        lessons/025-missing-rights/ec2.scene.toml:273: this launch has no step MountFileSystem; it has [FindEndpoint, RegisterInstance, Poll, RegisterTaskDefinition, RunTask, NetworkInterface, AssumeRole, RegistryAuth, PullImage, Secrets, Logs, Application, SubmitState]"]]
    .assert_eq(&told);
}

#[test]
fn a_part_that_is_not_in_the_scene_of_the_launch_is_told() {
    let told = changed_launch("part", "call = \"pulls\"", "call = \"pull\"");
    expect!["lessons/025-missing-rights/ec2.scene.toml:268: `pull` is not in this scene; name a group, node or edge of it"]
    .assert_eq(&told);
}

#[test]
fn a_missing_right_without_a_launch_is_told() {
    let told = changed(
        "no-launch",
        "020-iam-roles/two-tasks.scene.toml",
        "[[steps]]",
        "[[steps]]\nsays = \"You lack it.\"\nwithout = { right = \"ecs:RunTask\" }\n\n[[steps]]",
    );
    expect![[r"
        lessons/020-iam-roles/two-tasks.scene.toml:118: a step can only take something away from a launch; add [launch] to this scene
        lessons/020-iam-roles/two-tasks.stage.toml:5: `steps` names 5 steps, but the scene `iam-two-tasks` has 6; each panel needs one sentence for every step"]]
    .assert_eq(&told);
}

#[test]
fn a_launch_that_fails_with_every_right_is_told() {
    let told =
        changed("fault", &format!("{RIGHTS}/orders.task.json"), "\"EC2\", \"FARGATE\"", "\"EXTERNAL\"");
    expect![[r#"lessons/025-missing-rights/fargate.scene.toml:176: it does not run, although nothing is taken away: The task definition does not allow Fargate. Add "FARGATE" to requiresCompatibilities."#]]
    .assert_eq(&told);
}
