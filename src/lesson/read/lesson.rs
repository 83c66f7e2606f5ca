//! One folder of a lesson.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;

use super::document::{Place, read_text, with_document};
use super::{cite, predictions, prose, stage};
use crate::lesson::{Covers, Lesson, Problems, Source, Term, TryIt};

/// Reads `lessons/FOLDER/`.
pub fn read(
    root: &Path,
    folder: &str,
    minutes: u32,
    glossary: &BTreeMap<String, Term>,
    problems: &RefCell<Problems>,
) -> Lesson {
    let slug = folder.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches('-').to_owned();
    let stages = stage::read_all(root, folder, problems);
    let (terms, later_stages) = (stages.terms, stages.later);
    let mut lesson = Lesson {
        folder: folder.to_owned(),
        slug,
        title: String::new(),
        lead: String::new(),
        description: String::new(),
        minutes,
        outcomes: vec![],
        prose: String::new(),
        predictions: predictions::read(root, &format!("lessons/{folder}/predictions.toml"), problems),
        stage: stages.first,
        later_stages,
        terms,
        retrieval: vec![],
        try_it: None,
        sources: vec![],
        covers: vec![],
    };
    facts(root, &format!("lessons/{folder}/lesson.toml"), &mut lesson, problems);
    lesson.prose = read_text(root, &format!("lessons/{folder}/lesson.md"), problems).unwrap_or_default();
    prose::check(&lesson, glossary, problems);
    cite::check(&lesson, problems);
    for term in lesson.terms.keys().filter(|term| !glossary.contains_key(*term)) {
        let message = format!("[[term]] names `{term}`, which is not in lessons/glossary.toml; add it there");
        problems.borrow_mut().add(&format!("lessons/{folder}/stage.toml"), None, message);
    }
    lesson
}

fn facts(root: &Path, file: &str, lesson: &mut Lesson, problems: &RefCell<Problems>) {
    let Some(text) = read_text(root, file, problems) else { return };
    let place = Place { file, text: &text, problems };
    with_document(&place, |top| {
        lesson.title = top.text("title");
        lesson.lead = top.text("lead");
        lesson.description = top.text("description");
        lesson.outcomes = top.texts("outcomes");
        lesson.retrieval = top.texts("retrieval");
        top.each("source", |table| {
            lesson.sources.push(Source {
                id: table.text("id"),
                title: table.text("title"),
                publisher: table.text("publisher"),
                supports: table.text("supports"),
            });
        });
        top.each("covers", |table| {
            lesson.covers.push(Covers { statement: table.text("statement"), anchor: table.text("anchor") });
        });
        top.one("try-it", |table| {
            lesson.try_it = Some(TryIt {
                text: table.text("text"),
                button: table.text("button"),
                opens: table.optional_text("opens"),
            });
        });
        if lesson.sources.is_empty() {
            top.complain("a lesson needs at least one [[source]]");
        }
    });
}
