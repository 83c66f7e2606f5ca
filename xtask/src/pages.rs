//! The pages, as the crate writes them.

use std::path::Path;

use anyhow::{Result, ensure};
pub use bayplan::site::Assets;
use bayplan::site::{self, Problem, Problems, Sheet};

use crate::assets::File;

/// Every page as a file.
pub fn files(root: &Path, assets: &Assets) -> Result<Vec<File>> {
    let pages = site::pages(root, assets)?;
    Ok(pages.into_iter().map(|page| File { path: page.path, bytes: page.html.into_bytes() }).collect())
}

/// The style sheets of the site: of the pages that are read, and of the sandbox.
pub fn stylesheets(root: &Path) -> Result<[String; 4]> {
    let sheet = |sheet| site::stylesheet(root, sheet);
    Ok([sheet(Sheet::Lesson)?, sheet(Sheet::Read)?, sheet(Sheet::Play)?, sheet(Sheet::Quiz)?])
}

/// `cargo xtask check [FOLDER]`: everything that is wrong in the authored files, or in those of one lesson, at once.
pub fn check(root: &Path, lesson: Option<&str>) -> Result<()> {
    if let Some(lesson) = lesson {
        return check_lesson(root, lesson);
    }
    let name = |name: &str| format!("assets/{name}");
    let assets = Assets {
        lesson_stylesheet: name("lesson.css"),
        read_stylesheet: name("bayplan.css"),
        play_stylesheet: name("sandbox.css"),
        quiz_stylesheet: name("questions.css"),
        theme_script: name("theme.js"),
        start_read: name("start-read.js"),
        start_play: name("start-play.js"),
        start_quiz: name("start-quiz.js"),
        teach_script: name("teach.js"),
        example_script: name("example.js"),
        favicon: name("favicon.svg"),
    };
    stylesheets(root)?;
    let files = files(root, &assets)?;
    println!("The course and its {} pages are fine.", files.len());
    Ok(())
}

fn check_lesson(root: &Path, lesson: &str) -> Result<()> {
    // `lessons/020-iam-roles/` is as good a name as `020-iam-roles`.
    let name = lesson.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    ensure!(root.join("lessons").join(name).is_dir(), "there is no folder lessons/{name}");
    let folder = format!("lessons/{name}/");
    // A lesson that the course does not name is not read: that too is a problem of this lesson.
    let concerns = |problem: &&Problem| problem.file.starts_with(&folder) || problem.message.contains(name);
    let checked = site::check(root);
    let found: Vec<String> =
        checked.err().iter().flat_map(Problems::iter).filter(concerns).map(ToString::to_string).collect();
    ensure!(found.is_empty(), "{}", found.join("\n"));
    println!("{folder} is fine.");
    Ok(())
}
