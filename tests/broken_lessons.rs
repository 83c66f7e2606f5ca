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
