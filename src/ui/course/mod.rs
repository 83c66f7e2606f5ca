//! How far the learner is in the course: a lesson is done when all its questions are answered, and the map on the home
//! page shows it. Nothing is ever locked.
//!
//! Start reading at [`watch`], which lessons run, and [`mount`], which the home page runs.

mod done;
mod map;
mod text;

use leptos::web_sys::Element;

use super::on_demand::{Load, soon};
use super::report::{self, Report};

/// What knows of the learner's progress: a chunk, because most visits of a lesson do not end it.
pub struct Course {
    show: fn(Element),
    finish: fn(String),
}

impl Course {
    /// All of it.
    pub const ALL: Self = Self { show: map::show, finish: done::finish };
}

/// Marks the map of the course.
pub fn mount(place: Element, load: Load<Course>) {
    soon(async move {
        // Without it the map is as everybody sees it first.
        if let Ok(course) = load().await {
            (course.show)(place);
        }
    });
}

/// From now on the lesson of this page is done when the last of its questions is answered.
pub fn watch(load: Load<Course>) {
    report::listen(move |report| {
        let Report::Predicted { .. } = report else { return };
        let Some(lesson) = done::lesson_without_open_question() else { return };
        soon(async move {
            if let Ok(course) = load().await {
                (course.finish)(lesson);
            }
        });
    });
}
