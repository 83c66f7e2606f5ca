//! The pages, as the crate writes them.

use std::path::Path;

use anyhow::Result;
pub use bayplan::site::Assets;
use bayplan::site::{self, Sheet};

use crate::assets::File;

/// Every page as a file.
pub fn files(root: &Path, assets: &Assets) -> Result<Vec<File>> {
    let pages = site::pages(root, assets)?;
    Ok(pages.into_iter().map(|page| File { path: page.path, bytes: page.html.into_bytes() }).collect())
}

/// The style sheets of the site: of the pages that are read, and of the sandbox.
pub fn stylesheets(root: &Path) -> Result<[String; 3]> {
    let sheet = |sheet| site::stylesheet(root, sheet);
    Ok([sheet(Sheet::Read)?, sheet(Sheet::Play)?, sheet(Sheet::Quiz)?])
}

/// `cargo xtask check`: everything that is wrong in the authored files, at once.
pub fn check(root: &Path) -> Result<()> {
    let name = |name: &str| format!("assets/{name}");
    let assets = Assets {
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
