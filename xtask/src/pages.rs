//! The pages, as the crate writes them.

use std::path::Path;

use anyhow::Result;
use bayplan::site;
pub use bayplan::site::Assets;

use crate::assets::File;

/// Every page as a file.
pub fn files(root: &Path, assets: &Assets) -> Result<Vec<File>> {
    let pages = site::pages(root, assets)?;
    Ok(pages.into_iter().map(|page| File { path: page.path, bytes: page.html.into_bytes() }).collect())
}

/// The one style sheet of the site.
pub fn stylesheet(root: &Path) -> Result<String> {
    Ok(site::stylesheet(root)?)
}

/// `cargo xtask check`: everything that is wrong in the authored files, at once.
pub fn check(root: &Path) -> Result<()> {
    let name = |name: &str| format!("assets/{name}");
    let assets = Assets {
        stylesheet: name("bayplan.css"),
        theme_script: name("theme.js"),
        start_read: name("start-read.js"),
        start_play: name("start-play.js"),
        favicon: name("favicon.svg"),
    };
    stylesheet(root)?;
    let files = files(root, &assets)?;
    println!("The course and its {} pages are fine.", files.len());
    Ok(())
}
