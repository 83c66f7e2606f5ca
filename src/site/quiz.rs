//! The quiz page: what stands there before the program starts, and where it cannot.

use maud::{Markup, html};

use super::icon::icon;
use super::shell::{Content, Program, Section, Shell};
use super::{Assets, Page};
use crate::diagram::Icon;
use crate::lesson::props::encode;
use crate::quiz::{Ask, Authored, Bank, Choice};

/// `quiz.html`.
pub fn page(bank: &Bank, shell: &Shell, assets: &Assets) -> Page {
    let main = main(bank);
    let content = Content {
        path: "quiz.html",
        title: "Quiz",
        description: "Questions about Amazon ECS that the simulator makes and answers: practice with explanations, \
                      reviews when they are due, and tests that a class can share.",
        section: Some(Section::Quiz),
        program: Program::Quiz,
        body_class: "is-quiz",
        main,
    };
    shell.stamp(content, assets)
}

/// The quiz itself.
pub fn main(bank: &Bank) -> Markup {
    html! {
        main id="main" {
            div data-island="quiz" data-props=(encode(bank)) { (still(bank)) }
        }
    }
}

fn still(bank: &Bank) -> Markup {
    html! {
        div class="quiz-home" {
            h1 { "Quiz" }
            p class="lead" {
                "Say where a task goes before the scheduler does. A wrong answer costs nothing: the board shows what \
                 happened, and another question like it comes next."
            }
            p class="note if-js" { (icon(Icon::Info, 18)) span { "The quiz starts in a moment." } }
            noscript {
                p class="note" {
                    (icon(Icon::Info, 18))
                    span {
                        "With scripts the quiz draws boards, marks answers, and remembers what you are to see again. \
                         Here are some of its questions, each with its answer."
                    }
                }
            }
            section aria-labelledby="some-questions" {
                h2 id="some-questions" { "Some of the questions" }
                @for authored in shown(bank) { (question(authored)) }
            }
        }
    }
}

/// The first question of each area that is one of several choices.
fn shown(bank: &Bank) -> impl Iterator<Item = &Authored> {
    bank.areas.iter().filter_map(|area| {
        bank.authored
            .iter()
            .filter(|it| area.skills.iter().any(|skill| skill.id == it.skill))
            .find(|it| matches!(it.ask, Ask::Single(_)))
    })
}

fn question(authored: &Authored) -> Markup {
    let choices: &[Choice] = match &authored.ask {
        Ask::Single(choices) | Ask::Multiple(choices) | Ask::Place(choices) => choices,
        Ask::Order(_) | Ask::Match(_) | Ask::Numeric(_) | Ask::Counts(_) => &[],
    };
    // In the order of their letters, so that the right one is not always the first.
    let mut choices: Vec<&Choice> = choices.iter().collect();
    choices.sort_by(|left, right| left.text.cmp(&right.text));
    html! {
        section class="panel q-still" {
            h3 { (authored.question) }
            ul { @for choice in &choices { li { (choice.text) } } }
            details {
                summary { "Show the answer" }
                dl class="reasons" {
                    @for choice in &choices {
                        dt {
                            (choice.text) " "
                            @if choice.is_right() { span class="pill ok" { "Right" } }
                            @else { span class="pill bad" { "Wrong" } }
                        }
                        dd { (choice.why) }
                    }
                }
                p { (authored.rule) }
                p class="tiny muted" { "Source: " (authored.source) }
                @if let Some(link) = &authored.lesson { p { a href=(link.path) { "Read it in “" (link.title) "”" } } }
            }
        }
    }
}
