//! How long a frame of a living picture with a thousand parts takes in Chromium.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result};
use bayplan::site::defs_svg;

use crate::{page, test::browser, tool};

/// What the page is made of, beside the module.
const PAGE: [&str; 1] = ["bench.js"];
/// The sheets of the site that pictures are drawn with.
const SHEETS: [&str; 3] = ["tokens.css", "diagram.css", "islands.css"];

/// Builds the module as the site's are built, and lets Chromium drive it. Fails above the bar.
pub fn measure(root: &Path) -> Result<()> {
    let page = page::build(root, "bayplan-bench-render", "render", &root.join("tests/bench/render"), &PAGE)?;
    let shell = fs::read_to_string(root.join("tests/bench/render/page/index.html"))?;
    fs::write(page.join("index.html"), shell.replace("{{defs}}", &defs_svg(&[" data-island=\"sandbox\""])))?;
    for sheet in SHEETS {
        fs::copy(root.join("assets/css").join(sheet), page.join(sheet))
            .with_context(|| format!("{sheet} is missing"))?;
    }
    let mut node = Command::new("node");
    node.current_dir(root).arg("tests/bench/render/run.mjs");
    browser::set_up(&mut node, root, &page)?;
    tool::run(&mut node).context("a frame takes too long, or could not be measured")
}
