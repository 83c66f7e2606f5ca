//! The page of a lesson.

use maud::{Markup, html};

use super::home::lesson_path;
use super::icon::icon;
use super::shell::{Content, Program, Section, Shell};
use super::{Assets, Page, prediction, prose, stage};
use crate::diagram::Icon;
use crate::lesson::{Course, Lesson, Module, StagePlace};
use crate::quiz::Bank;

/// `lessons/SLUG.html`.
pub fn page(
    course: &Course,
    bank: &Bank,
    module: &Module,
    lesson: &Lesson,
    shell: &Shell,
    assets: &Assets,
) -> Page {
    let path = lesson_path(lesson);
    let main = html! {
        main class="lesson" id="main" {
            (parts(course, module, lesson, html! { (retrieval(bank, lesson)) (next_bar(course, lesson)) }))
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

/// The text of a lesson with its pictures, and something at the end.
pub fn parts(course: &Course, module: &Module, lesson: &Lesson, last: Markup) -> Markup {
    let parts = prose::parts(lesson);
    html! {
        article {
            @for (index, part) in parts.iter().enumerate() {
                section class="part" {
                    div class="prose head" {
                        @if index == 0 { (head(module, lesson)) }
                        (prose::markup(course, lesson, &part.head))
                    }
                    div class="work" {
                        (stage::island(part.stage, StagePlace::Lesson))
                        (stage::as_text(lesson, part.stage))
                    }
                    div class="prose body" {
                        (prose::markup(course, lesson, &part.body))
                        @if index + 1 == parts.len() { (words(course, lesson)) (sources(lesson)) (last) }
                    }
                }
            }
        }
    }
}

fn head(module: &Module, lesson: &Lesson) -> Markup {
    html! {
        p class="eyebrow" { (module.title) ", " (lesson.minutes) " minutes" }
        h1 { (lesson.title) }
        p class="lead" { (lesson.lead) }
    }
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

/// The questions that the lesson ends with.
fn retrieval(bank: &Bank, lesson: &Lesson) -> Markup {
    html! {
        @if !lesson.retrieval.is_empty() {
            section aria-labelledby="retrieval" {
                h2 id="retrieval" { "Before you go" }
                p { "Three questions from the quiz. " a href="../quiz.html" { "There are more" } ", and they come back when you are about to forget them." }
                @for asked in lesson.retrieval.iter().filter_map(|id| bank.recall(id)) {
                    (prediction::island(&asked, &lesson.slug))
                }
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

/// What the lesson rests on; the text of its pictures refers to it.
pub fn sources(lesson: &Lesson) -> Markup {
    html! {
        details class="more" {
            summary { "Where this comes from" }
            ol {
                @for source in &lesson.sources {
                    li id={ "source-" (source.id) } { b { (source.title) } ", " (source.publisher) ". " (source.supports) "." }
                }
            }
            p { "Times and prices change. Before you rely on one of these facts, look the page up by its title." }
        }
    }
}

fn next_bar(course: &Course, lesson: &Lesson) -> Markup {
    let lessons: Vec<&Lesson> = course.modules.iter().flat_map(|module| &module.lessons).collect();
    let here = lessons.iter().position(|other| other.slug == lesson.slug).unwrap_or_default();
    let next = lessons.get(here + 1);
    let previous = here.checked_sub(1).and_then(|at| lessons.get(at));
    html! {
        nav class="nextbar" aria-label="Previous and next" {
            @if let Some(previous) = previous {
                a class="btn ghost" href={ (previous.slug) ".html" } { (icon(Icon::ChevronLeft, 18)) (previous.title) }
            } @else {
                a class="btn ghost" href="../index.html" { "Back to the course" }
            }
            @if let Some(next) = next {
                a class="btn" href={ (next.slug) ".html" } { (next.title) " " (icon(Icon::Arrow, 18)) }
            } @else {
                a class="btn" href="../sandbox.html" { "Open the sandbox " (icon(Icon::Arrow, 18)) }
            }
        }
    }
}
