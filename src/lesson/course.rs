//! What the course consists of.

use std::collections::BTreeMap;

use super::{Prediction, Term};

/// Everything under `lessons/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// What the whole course is about.
    pub title: String,
    /// In teaching order.
    pub modules: Vec<Module>,
    /// By term id.
    pub glossary: BTreeMap<String, Term>,
}

/// A group of lessons with one outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// Unique in the course.
    pub id: String,
    /// Such as "Launch types".
    pub title: String,
    /// What the learner can do afterwards, in one line.
    pub outcome: String,
    /// In teaching order.
    pub lessons: Vec<Lesson>,
}

/// One lesson: one folder, one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// The folder's name, such as `010-ec2-and-fargate`.
    pub folder: String,
    /// The folder's name without its number; the page is `lessons/SLUG.html`.
    pub slug: String,
    /// The heading of the page.
    pub title: String,
    /// One or two sentences under the heading.
    pub lead: String,
    /// For search engines and link previews.
    pub description: String,
    /// Reading time with the walk-through and the predictions.
    pub minutes: u32,
    /// What the learner can do afterwards.
    pub outcomes: Vec<String>,
    /// The prose, as Markdown with markers (`lessons/README.md`).
    pub prose: String,
    /// By prediction id.
    pub predictions: BTreeMap<String, Prediction>,
    /// What the facts of the lesson rest on.
    pub sources: Vec<Source>,
    /// Which statements of the source guide it teaches or corrects, and where.
    pub covers: Vec<Covers>,
}

/// A page that the facts of a lesson rest on, by its title: addresses change, titles can be searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The title of the page.
    pub title: String,
    /// Whose page it is, and of which date where that matters.
    pub publisher: String,
    /// What was taken from it.
    pub supports: String,
}

/// A statement of the source guide and the heading under which the lesson deals with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covers {
    /// An id of `lessons/statements.toml`.
    pub statement: String,
    /// The id of a heading in the lesson.
    pub anchor: String,
}
