//! What the course consists of.

use std::collections::BTreeMap;

use crate::diagram::Scene;

use super::{Prediction, Stage, Term};

/// Everything under `lessons/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// What the whole course is about.
    pub title: String,
    /// The picture on the home page; none when it could not be read.
    pub picture: Option<Scene>,
    /// In teaching order.
    pub modules: Vec<Module>,
    /// By term id.
    pub glossary: BTreeMap<String, Term>,
    /// What older guides say, each to be taught or corrected by a lesson.
    pub statements: Vec<Statement>,
}

/// A statement that learners arrive with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Unique in the course.
    pub id: String,
    /// The id of the module that deals with it.
    pub module: String,
    /// What is said.
    pub says: String,
    /// Whether it holds today: accurate, incomplete, dated, misleading or wrong.
    pub verdict: String,
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
    /// The interactive picture beside the beginning of the prose.
    pub stage: Stage,
    /// The pictures beside later sections, by the name that `{{stage NAME}}` in the prose gives.
    pub later_stages: BTreeMap<String, Stage>,
    /// Which node or group of a stage a term of the prose selects, by term id.
    pub terms: BTreeMap<String, String>,
    /// Questions of `lessons/quiz/` that it ends with, by id.
    pub retrieval: Vec<String>,
    /// The way from the lesson into the sandbox.
    pub try_it: Option<TryIt>,
    /// What the facts of the lesson rest on.
    pub sources: Vec<Source>,
    /// Which statements of the source guide it teaches or corrects, and where.
    pub covers: Vec<Covers>,
}

impl Lesson {
    /// Every stage, the first one first.
    pub fn stages(&self) -> impl Iterator<Item = &Stage> {
        [&self.stage].into_iter().chain(self.later_stages.values())
    }
}

/// What to do in the sandbox after reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TryIt {
    /// What to do there.
    pub text: String,
    /// What the button says.
    pub button: String,
    /// The fragment of a link to the board that it opens; none for the learner's own.
    pub opens: Option<String>,
}

/// A page that the facts of a lesson rest on, by its title: addresses change, titles can be searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What `[[^id]]` in the prose names; unique in its lesson.
    pub id: String,
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
