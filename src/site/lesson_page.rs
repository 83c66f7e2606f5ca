//! The page of a lesson.

use maud::{Markup, html};

use super::home::lesson_path;
use super::icon::icon;
use super::shell::{Content, Program, Section, Shell};
use super::{Assets, Page, prose, stage};
use crate::diagram::Icon;
use crate::lesson::{Course, Lesson, Module};

/// `lessons/SLUG.html`.
pub fn page(course: &Course, module: &Module, lesson: &Lesson, shell: &Shell, assets: &Assets) -> Page {
    let path = lesson_path(lesson);
    let main = html! {
        main class="lesson" id="main" {
            header class="prose head" {
                p class="eyebrow" { (module.title) ", " (lesson.minutes) " minutes" }
                h1 { (lesson.title) }
                p class="lead" { (lesson.lead) }
            }
            div class="work" {
                (stage::island(&lesson.stage))
                (stage::as_text(&lesson.stage))
            }
            article class="prose body" {
                (prose::markup(course, lesson))
                (words(course, lesson))
                (sources(lesson))
                (next_bar(course, lesson))
            }
            (contents(course, lesson))
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

fn contents(course: &Course, lesson: &Lesson) -> Markup {
    html! {
        div class="toc" {
            nav aria-label="Lessons in this course" {
                @for module in &course.modules {
                    h2 { (module.title) }
                    @for other in &module.lessons {
                        @let is_here = other.slug == lesson.slug;
                        a href={ (other.slug) ".html" } aria-current=[is_here.then_some("page")] {
                            (icon(if is_here { Icon::Play } else { Icon::Book }, 16)) (other.title)
                        }
                    }
                }
            }
            nav aria-label="On this page" {
                h2 { "On this page" }
                @for (id, title) in prose::sections(lesson) { a href={ "#" (id) } { (title) } }
            }
        }
    }
}

fn words(course: &Course, lesson: &Lesson) -> Markup {
    let terms = prose::terms_without_part(course, lesson);
    html! {
        @if !terms.is_empty() {
            details class="more" {
                summary { "Words in this lesson" }
                dl {
                    @for term in terms.iter().filter_map(|id| course.glossary.get(*id)) {
                        dt id={ "term-" (term.id) } { (term.term) }
                        dd { (term.meaning) }
                    }
                }
            }
        }
    }
}

fn sources(lesson: &Lesson) -> Markup {
    html! {
        details class="more" {
            summary { "Where this comes from" }
            ul {
                @for source in &lesson.sources {
                    li { b { (source.title) } ", " (source.publisher) ". " (source.supports) "." }
                }
            }
            p { "Times and prices change. Before you rely on one of these facts, look the page up by its title." }
        }
    }
}

fn next_bar(course: &Course, lesson: &Lesson) -> Markup {
    let lessons: Vec<&Lesson> = course.modules.iter().flat_map(|module| &module.lessons).collect();
    let next = lessons.iter().skip_while(|other| other.slug != lesson.slug).nth(1);
    html! {
        nav class="nextbar" aria-label="Next" {
            a class="btn ghost" href="../index.html" { "Back to the course" }
            @if let Some(next) = next {
                a class="btn" href={ (next.slug) ".html" } { (next.title) " " (icon(Icon::Arrow, 18)) }
            } @else {
                a class="btn" href="../sandbox.html" { "Open the sandbox " (icon(Icon::Arrow, 18)) }
            }
        }
    }
}
