//! When a lesson is done.

use crate::ui::mount::{all, document};
use crate::ui::{clock, prediction, progress};

/// The lesson of this page, when all questions that it asks are answered.
pub fn lesson_without_open_question() -> Option<String> {
    let mut lesson = None;
    for question in all(&document(), "[data-island=prediction]") {
        let slug = question.get_attribute("data-lesson")?;
        if !prediction::is_locked(&slug, &question.get_attribute("data-question")?) {
            return None;
        }
        lesson = Some(slug);
    }
    lesson
}

/// Remembers that a lesson is done, and since when.
pub fn finish(lesson: String) {
    let mut progress = progress::load().progress;
    progress.lessons.entry(lesson).or_insert_with(clock::now_seconds);
    progress::save(&mut progress);
}
