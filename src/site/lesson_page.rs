//! The page of a lesson.

use maud::{PreEscaped, html};

use super::home::lesson_path;
use super::shell::{Content, Program, Section, Shell};
use super::{Assets, Page};
use crate::lesson::{Course, Lesson, Module};

/// `lessons/SLUG.html`.
pub fn page(_course: &Course, module: &Module, lesson: &Lesson, shell: &Shell, assets: &Assets) -> Page {
    let path = lesson_path(lesson);
    let mut prose = String::new();
    pulldown_cmark::html::push_html(&mut prose, pulldown_cmark::Parser::new(&lesson.prose));
    let main = html! {
        main class="lesson" id="main" {
            header class="prose head" {
                p class="eyebrow" { (module.title) }
                h1 { (lesson.title) }
                p class="lead" { (lesson.lead) }
            }
            article class="prose body" { (PreEscaped(prose)) }
        }
    };
    let content = Content {
        path: &path,
        title: &lesson.title,
        description: &lesson.description,
        section: Some(Section::Course),
        program: Program::Read,
        body_class: "",
        main,
    };
    shell.stamp(content, assets)
}
