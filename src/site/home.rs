//! The home page: what this is, and the map of the course.

use maud::{Markup, PreEscaped, html};

use super::icon::icon;
use super::shell::{Content, Program, Section, Shell};
use super::{Assets, Page};
use crate::diagram::{Icon, SvgRole, View, drawing, layout, svg_from_drawing};
use crate::lesson::props::encode;
use crate::lesson::{Course, Lesson, Module};
use crate::quiz::{AreaOfSkills, Bank, recall_id};

/// `index.html`.
pub fn page(course: &Course, bank: &Bank, shell: &Shell, assets: &Assets) -> Page {
    let main = html! {
        main class="page" id="main" {
            (hero(course))
            (map(course, bank))
        }
    };
    let content = Content {
        path: "index.html",
        title: "Bayplan: learn Amazon ECS by running it",
        description: "Learn Amazon ECS by running it: lessons with live diagrams and a sandbox cluster in your browser. \
                      Nothing to install, no AWS account.",
        section: Some(Section::Course),
        program: Program::Read,
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
                        a class="btn pri" id="start" href=(lesson_path(lesson)) { "Start the first lesson " (icon(Icon::Arrow, 18)) }
                    }
                    a class="btn" href="sandbox.html" { "Open the sandbox" }
                }
            }
            div class="art" { (picture(course)) }
        }
    }
}

/// The room of the picture in CSS pixels.
const PICTURE_WIDTH: i32 = 460;

fn picture(course: &Course) -> Markup {
    html! {
        @if let Some(scene) = &course.picture {
            @let drawing = drawing(scene, &layout(scene, PICTURE_WIDTH), View { selected: Some("web-c"), step: None });
            (PreEscaped(svg_from_drawing(&drawing, SvgRole::Picture)))
        }
    }
}

fn map(course: &Course, bank: &Bank) -> Markup {
    html! {
        div class="home" {
            section aria-labelledby="course" {
                h2 id="course" { "Course" }
                ol class="mods" {
                    @for (module, number) in course.modules.iter().zip(1..) { (module_card(module, number)) }
                }
                (practice())
            }
            aside class="side" aria-label="How to use Bayplan" {
                div data-island="course" data-props=(encode(&areas(bank))) {}
                (how_it_works())
            }
        }
    }
}

fn module_card(module: &Module, number: u32) -> Markup {
    let minutes: u32 = module.lessons.iter().map(|lesson| lesson.minutes).sum();
    html! {
        li class={ "mod" @if number == 1 { " now" } } {
            span class="no" aria-hidden="true" { (number) }
            div class="card" {
                div class="row" {
                    h3 { (module.title) }
                    span class="sp" {}
                    span class="tiny muted" { (minutes) " min" }
                }
                p class="small t2" { (module.outcome) }
                ul class="les" { @for lesson in &module.lessons { (lesson_row(lesson)) } }
            }
        }
    }
}

fn lesson_row(lesson: &Lesson) -> Markup {
    html! {
        li data-lesson=(lesson.slug) data-questions=(questions(lesson)) {
            a href=(lesson_path(lesson)) { (icon(Icon::Play, 16)) (lesson.title) }
            p class="small t2" { (lesson.lead) }
            p class="small" { "Afterwards you can:" }
            ul class="outcomes small t2" { @for outcome in &lesson.outcomes { li { (outcome) } } }
        }
    }
}

/// The ids of the questions that a lesson asks: when all are answered, it is done.
fn questions(lesson: &Lesson) -> String {
    let recalled = lesson.retrieval.iter().map(|it| recall_id(it));
    lesson.predictions.values().map(|it| it.id.clone()).chain(recalled).collect::<Vec<_>>().join(" ")
}

fn areas(bank: &Bank) -> Vec<AreaOfSkills> {
    bank.areas.iter().map(AreaOfSkills::of).collect()
}

fn practice() -> Markup {
    html! {
        section class="practice panel" aria-labelledby="practice" {
            h3 id="practice" { "Sandbox" }
            p class="small t2" {
                "Add instances of any type, paste a task definition or take a sample, choose strategies and \
                 constraints, and press Run. Ask any task why it is there."
            }
            a class="btn sm" href="sandbox.html" { (icon(Icon::Flask, 16)) "Build a cluster" }
        }
    }
}

const HOW: [(&str, &str); 3] = [
    ("Predict", "Say what you expect before you see it. A wrong guess costs nothing and teaches most."),
    ("Run", "Start a task in a picture, or place your own task definitions on a cluster in the sandbox."),
    ("Read why", "Every task says why it is where it is, and every refusal which rule and which number."),
];

fn how_it_works() -> Markup {
    html! {
        section class="panel" {
            h2 { "How it works" }
            ol class="steps" { @for (name, text) in HOW { li { div { b { (name) } span { (text) } } } } }
        }
        section class="panel" {
            h2 { "What it needs" }
            p class="small t2" {
                "A browser. The cluster is a model that runs on your device: no AWS account, no costs, and nothing \
                 you do here is sent anywhere."
            }
        }
    }
}
