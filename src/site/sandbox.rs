//! The sandbox page: what stands there before the program starts, and where it cannot.

use maud::{Markup, html};

use super::icon::icon;
use super::shell::{Content, Program, Section, Shell};
use super::{Assets, Page};
use crate::diagram::Icon;

const ZONES: [&str; 3] = ["a", "b", "c"];

/// `sandbox.html`.
pub fn page(shell: &Shell, assets: &Assets) -> Page {
    let content = Content {
        path: "sandbox.html",
        title: "Sandbox",
        description: "A small Amazon ECS cluster in your browser: add instances, paste a task definition, press Run, \
                      and read why each task went where it did.",
        section: Some(Section::Sandbox),
        program: Program::Play,
        body_class: "is-sandbox",
        main: main("lessons/ec2-and-fargate.html", None),
    };
    shell.stamp(content, assets)
}

/// The board, on the whole page and in a frame; in the latter perhaps that of a scenario.
pub fn main(first_lesson: &str, scenario: Option<&str>) -> Markup {
    html! {
        main id="main" {
            div data-island="sandbox" data-scenario=[scenario] { (still(first_lesson)) }
        }
    }
}

/// The frame of the board at its final size: nothing moves when the board takes its place.
fn still(first_lesson: &str) -> Markup {
    html! {
        div class="sb" data-view="board" {
            header class="sb-h" { h1 { "Sandbox" } }
            div class="sb-l" { (placeholders(&["s1", "s3", "s3", "s2", "s3"])) }
            section class="board" aria-label="Cluster" {
                (note(first_lesson))
                div class="azs" tabindex="0" role="group" aria-label="Zones" {
                    @for zone in ZONES {
                        section class="azc" aria-label={ "Zone " (zone) } {
                            header { (icon(Icon::Az, 16)) span { "Zone " (zone) } }
                            (placeholders(&["s4", "s4"]))
                        }
                    }
                }
            }
            div class="tline" {}
            div class="sb-r" { (placeholders(&["s1", "s2", "s2", "s3"])) }
        }
    }
}

fn note(first_lesson: &str) -> Markup {
    html! {
        p class="note if-js" {
            (icon(Icon::Info, 18))
            span {
                "The board starts in a moment. It runs on your device: no AWS account, no costs, and nothing that you do \
                 here leaves it."
            }
        }
        noscript {
            div class="note" {
                (icon(Icon::Info, 18))
                div {
                    p {
                        "The sandbox needs scripts. With them you add EC2 instances of any type to a small Amazon ECS \
                         cluster, paste a task definition, and press Run. Each task then tells why it is where it is: \
                         how many instances could hold it, which obeyed the constraints, and how the strategies ranked \
                         the rest."
                    }
                    p { a href=(first_lesson) { "Read the first lesson" } ", which works without scripts." }
                }
            }
        }
    }
}

/// Grey blocks where panels will stand.
fn placeholders(sizes: &[&str]) -> Markup {
    html! { div class="still" aria-hidden="true" { @for size in sizes { i class=(size) {} } } }
}
