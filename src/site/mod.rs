//! Writes the pages: the shell, the home page, the lessons, the sandbox, the quiz, the page for unknown addresses.
//!
//! It never decides what a lesson says (`lessons/`) or how a diagram looks (`diagram`), and it knows no island's code
//! (`ui`). Every link is relative, so a site works from any folder. Start reading at [`pages`].

mod chrome;
mod defs;
mod embed;
mod home;
mod icon;
mod lesson_page;
mod not_found;
mod prediction;
mod prose;
mod quiz;
mod sandbox;
mod shell;
mod stage;
mod teach;
mod try_it;

use std::cell::RefCell;
use std::path::Path;

use crate::{lesson, quiz as questions};

pub use crate::lesson::{Problem, Problems};
pub use defs::defs_svg;
pub use shell::CONTENT_SECURITY_POLICY;
pub use try_it::board_problem;

/// A written page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Relative to the site's root, with `/`.
    pub path: String,
    /// The whole document.
    pub html: String,
}

/// The names of the built assets, hashes included, relative to the site's root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assets {
    /// The [`stylesheet`] of [`Sheet::Lesson`].
    pub lesson_stylesheet: String,
    /// The [`stylesheet`] of [`Sheet::Read`].
    pub read_stylesheet: String,
    /// The [`stylesheet`] of [`Sheet::Play`].
    pub play_stylesheet: String,
    /// The [`stylesheet`] of [`Sheet::Quiz`].
    pub quiz_stylesheet: String,
    /// `assets/js/theme.js`: a classic script.
    pub theme_script: String,
    /// The module script of lesson pages.
    pub start_read: String,
    /// The module script of the sandbox.
    pub start_play: String,
    /// The module script of the quiz.
    pub start_quiz: String,
    /// `assets/js/teach.js`: a classic script.
    pub teach_script: String,
    /// `assets/js/example.js`: a classic script.
    pub example_script: String,
    /// `assets/favicon.svg`.
    pub favicon: String,
}

/// A style sheet: a page of prose does not pay for the looks of the sandbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// For the lessons.
    Lesson,
    /// For the home page, the page for teachers and pages in frames.
    Read,
    /// For the sandbox.
    Play,
    /// For the quiz.
    Quiz,
}

impl Sheet {
    /// Its parts, in order, under `assets/css/`.
    #[must_use]
    pub const fn parts(self) -> &'static [&'static str] {
        match self {
            Self::Lesson => &["tokens", "base", "shell", "controls", "diagram", "lesson", "islands", "media"],
            Self::Read => &[
                "tokens", "base", "shell", "controls", "diagram", "home", "lesson", "islands", "embed",
                "media",
            ],
            Self::Play => &[
                "tokens",
                "base",
                "shell",
                "controls",
                "blocks",
                "diagram",
                "home",
                "lesson",
                "sandbox",
                "islands",
                "embed",
                "media",
                "sandbox-media",
            ],
            Self::Quiz => &[
                "tokens", "base", "shell", "controls", "blocks", "home", "lesson", "sandbox", "islands",
                "embed", "media", "quiz",
            ],
        }
    }
}

/// Writes every page of the project in `root`.
///
/// # Errors
/// Everything that is wrong in the authored files.
pub fn pages(root: &Path, assets: &Assets) -> Result<Vec<Page>, Problems> {
    let course = lesson::read(root)?;
    let bank = questions::read(root, &course)?;
    let mut problems = Problems::default();
    try_it::check(root, &course, &mut problems);
    let problems = RefCell::new(problems);
    let shell = shell::read(root, &problems);
    let mut pages = vec![home::page(&course, &bank, &shell, assets)];
    for module in &course.modules {
        for lesson in &module.lessons {
            pages.push(lesson_page::page(&course, &bank, module, lesson, &shell, assets));
        }
    }
    pages.push(sandbox::page(&shell, assets));
    pages.push(quiz::page(&bank, &shell, assets));
    pages.extend(embed::pages(&course, &bank, &shell, assets));
    pages.push(teach::page(&course, &shell, assets));
    pages.extend(teach::example(&course, &shell, assets));
    pages.push(not_found::page(&shell, assets));
    problems.into_inner().or(pages)
}

/// Everything that is wrong in the lessons, the boards included that they lead to.
///
/// # Errors
/// All of it at once.
pub fn check(root: &Path) -> Result<(), Problems> {
    let course = lesson::read(root)?;
    let mut problems = Problems::default();
    try_it::check(root, &course, &mut problems);
    problems.or(())
}

/// A style sheet of the site: its parts in order, without comments and needless space.
///
/// # Errors
/// Which part cannot be read.
pub fn stylesheet(root: &Path, sheet: Sheet) -> Result<String, Problems> {
    let mut problems = Problems::default();
    let mut css = String::new();
    for part in sheet.parts() {
        let file = format!("assets/css/{part}.css");
        match std::fs::read_to_string(root.join(&file)) {
            Ok(text) => css.push_str(&smaller(&text)),
            Err(error) => problems.add(&file, None, format!("cannot be read ({error}); create the file")),
        }
    }
    problems.or(css)
}

/// Drops comments and line breaks; leaves everything else as it is.
fn smaller(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(start) = rest.find("/*") {
        out.push_str(&rest[..start]);
        rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
    }
    out.push_str(rest);
    out.lines().map(str::trim).collect()
}
