//! Authors of questions hear of their mistakes with file, line and what to do.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::path::Path;

use bayplan::lesson;
use bayplan::quiz::{Ask, Bank, Reference, grade, read};
use expect_test::{Expect, expect};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn bank() -> Bank {
    let course = lesson::read(root()).unwrap_or_else(|problems| panic!("{problems}"));
    read(root(), &course).unwrap_or_else(|problems| panic!("{problems}"))
}

/// What is told about a bank of one skill and one file.
fn told(name: &str, questions: &str, expected: Expect) {
    let course = lesson::read(root()).unwrap_or_else(|problems| panic!("{problems}"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("quiz").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("lessons/quiz")).unwrap();
    std::fs::copy(root().join("lessons/quiz/skills.toml"), folder.join("lessons/quiz/skills.toml")).unwrap();
    std::fs::write(folder.join("lessons/quiz/a.toml"), questions).unwrap();
    let problems = read(&folder, &course).unwrap_err();
    let of_file: Vec<String> =
        problems.iter().map(ToString::to_string).filter(|it| it.contains("a.toml")).collect();
    expected.assert_eq(&of_file.join("\n"));
}

const HEAD: &str = "question = \"?\"\nrule = \"r\"\nsource = \"s\"\n";

#[test]
fn unknown_keys_skills_and_lessons_are_told() {
    let choices =
        ["right = true", "misconception = \"m\"", "misconception = \"n\""].iter().zip(["a", "b", "c"]);
    let choices: Vec<String> = choices
        .map(|(key, text)| format!("[[single.choice]]\ntext = \"{text}1\"\nwhy = \"{text}\"\n{key}\n"))
        .collect();
    let choices = choices.concat();
    let question = format!(
        "[[single]]\nid = \"x\"\nskill = \"spraed\"\nlevel = 2\nlesson = \"nowhere#a\"\n{HEAD}{choices}"
    );
    told(
        "keys",
        &question,
        expect![[r"
        lessons/quiz/a.toml:3: there is no skill `spraed`; known: compute-options, fargate-sizes, fargate-limits, reservation, registered-memory, host-ports, eni-limit, containers, fit, spread, binpack, strategy-order, constraints, distinct-instance, failure-reasons, stranded-capacity, service-scheduler, rolling-update, circuit-breaker, zone-rebalancing, draining, provider-strategy, provider-reservation, service-auto-scaling, which-role, role-trust, task-credentials, policy-evaluation, target-types, health-checks, balancer-choice, efs-network, efs-access, ephemeral-storage, volumes
        lessons/quiz/a.toml:4: unknown key `level` in [[single]]; remove it, or use one of `choice`, `id`, `lesson`, `ordered`, `question`, `rule`, `skill`, `source`, `version`
        lessons/quiz/a.toml:5: there is no lesson `nowhere`; leave `lesson` out until there is"]],
    );
}

#[test]
fn a_question_that_gives_itself_away_is_told() {
    let question = format!(
        "[[numeric]]\nid = \"spread-place\"\nskill = \"spread\"\nunit = \"s\"\nanswer = 5\nwhy = \"w\"\n{HEAD}"
    );
    told(
        "flaws",
        &question,
        expect![[r"
        lessons/quiz/a.toml:1: `spread-place` cannot be asked (TooFewDistractors); see README.md beside it
        lessons/quiz/a.toml:2: two questions are called `spread-place`; rename one"]],
    );
    let question = format!(
        "[[match]]\nid = \"y\"\nskill = \"spread\"\noptions = [\"a\", \"b\"]\n{HEAD}[[match.row]]\ntext = \"t\"\nanswer = \"c\"\nmisconception = \"m\"\nwhy = \"w\"\n"
    );
    told(
        "match",
        &question,
        expect![[r"
        lessons/quiz/a.toml:1: `y` cannot be asked (NoKey); see README.md beside it
        lessons/quiz/a.toml:10: `c` is none of the options: a, b"]],
    );
}

#[test]
fn there_are_sixty_questions_and_each_area_has_some() {
    let bank = bank();
    assert!(bank.authored.len() >= 60, "{}", bank.authored.len());
    for area in &bank.areas {
        let n =
            bank.authored.iter().filter(|it| area.skills.iter().any(|skill| skill.id == it.skill)).count();
        assert!(n >= 5, "{} has {n} questions", area.title);
    }
}

#[test]
fn shuffling_keeps_the_key_of_every_question() {
    let bank = bank();
    for authored in &bank.authored {
        for seed in 0..20 {
            let item = bank.item(&Reference::new(&authored.id, authored.version, seed)).unwrap();
            let right = |ask: &Ask| match ask {
                Ask::Single(choices) | Ask::Multiple(choices) | Ask::Place(choices) => {
                    let mut right: Vec<_> =
                        choices.iter().filter(|it| it.is_right()).map(|it| it.text.clone()).collect();
                    right.sort();
                    right
                }
                Ask::Match(it) => {
                    let pair = |row: &bayplan::quiz::MatchRow| {
                        format!("{}: {}", row.text, it.options[usize::from(row.answer)])
                    };
                    let mut pairs: Vec<_> = it.rows.iter().map(pair).collect();
                    pairs.sort();
                    pairs
                }
                Ask::Order(order) => {
                    let mut shown = order.shown.clone();
                    assert!(item.ask != authored.ask, "{} is in order already", authored.id);
                    shown.sort_unstable();
                    assert!(
                        shown.iter().copied().eq(0..u8::try_from(order.entries.len()).unwrap())
                            || shown.is_empty()
                    );
                    order.entries.clone()
                }
                Ask::Numeric(it) => vec![it.answer.to_string()],
                Ask::Counts(it) => it.columns.clone(),
            };
            assert_eq!(right(&item.ask), right(&authored.ask), "{}", item.reference);
            if let Ask::Single(choices) = &item.ask {
                let n_full = (0..)
                    .zip(choices)
                    .filter(|(at, _)| grade(&item.ask, &bayplan::quiz::Response::Choice(*at)).is_full());
                assert_eq!(n_full.count(), 1);
            }
        }
    }
}
