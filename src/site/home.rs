//! The home page: what this is, and the map of the course.

use maud::{Markup, html};

use super::icon::icon;
use super::shell::{Content, Program, Section, Shell};
use super::{Assets, Page};
use crate::diagram::Icon;
use crate::lesson::{Course, Lesson, Module};

/// `index.html`.
pub fn page(course: &Course, shell: &Shell, assets: &Assets) -> Page {
    let main = html! {
        main class="page" id="main" {
            (hero(course))
            (map(course))
        }
    };
    let content = Content {
        path: "index.html",
        title: "Bayplan: learn Amazon ECS by running it",
        description: "Learn Amazon ECS by running it: lessons with live diagrams and a sandbox cluster in your browser. \
                      Nothing to install, no AWS account.",
        section: Some(Section::Course),
        program: Program::None,
        body_class: "",
        main,
    };
    shell.stamp(content, assets)
}

/// The address of a lesson's page, from the site's root.
pub fn lesson_path(lesson: &Lesson) -> String {
    format!("lessons/{}.html", lesson.slug)
}

fn hero(course: &Course) -> Markup {
    let first = course.modules.iter().flat_map(|module| &module.lessons).next();
    html! {
        section class="hero" {
            div {
                h1 { "Learn Amazon\u{a0}ECS by\u{a0}running\u{a0}it" }
                p {
                    "Place tasks on a small cluster that runs in your browser, and read why each one went where it did. \
                     Nothing to install, no AWS account."
                }
                div class="row wrap" {
                    @if let Some(lesson) = first {
                        a class="btn pri" href=(lesson_path(lesson)) { "Start the first lesson " (icon(Icon::Arrow, 18)) }
                    }
                    a class="btn" href="sandbox.html" { "Open the sandbox" }
                }
            }
        }
    }
}

fn map(course: &Course) -> Markup {
    html! {
        section class="home" aria-labelledby="course" {
            h2 id="course" { "Course" }
            ol class="mods" {
                @for (module, number) in course.modules.iter().zip(1..) { (module_card(module, number)) }
            }
        }
    }
}

fn module_card(module: &Module, number: u32) -> Markup {
    let minutes: u32 = module.lessons.iter().map(|lesson| lesson.minutes).sum();
    html! {
        li class="mod" {
            span class="no" aria-hidden="true" { (number) }
            div class="card" {
                div class="row" {
                    h3 { (module.title) }
                    span class="sp" {}
                    span class="tiny muted" { (minutes) " min" }
                }
                p class="small t2" { (module.outcome) }
                div class="les" {
                    @for lesson in &module.lessons {
                        a href=(lesson_path(lesson)) { (icon(Icon::Book, 16)) (lesson.title) }
                    }
                }
            }
        }
    }
}
