//! Replays the stored scenarios in Chromium and compares the worlds with the native ones.

use std::process::Command;

use anyhow::Result;

use super::{Count, Place, browser};
use crate::{page, tool};

/// What the page is made of, beside the module.
const PAGE: [&str; 2] = ["index.html", "replay-page.js"];

pub fn run(place: &Place) -> Result<Count> {
    let source = place.root.join("tests/replay");
    let page = page::build(&place.root, "bayplan-replay", "replay", &source, &PAGE)?;
    let mut node = Command::new("node");
    node.current_dir(&place.root).args(["--test", "--test-reporter=spec", "tests/replay/worlds.test.mjs"]);
    browser::set_up(&mut node, &place.root, &page)?;
    Ok(Count::of(&tool::run_aloud(&mut node)?))
}
