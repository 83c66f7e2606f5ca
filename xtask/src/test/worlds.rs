//! Replays the stored scenarios in Chromium and compares the worlds with the native ones.

use std::process::Command;

use anyhow::Result;

use super::{Count, Place, browser};
use crate::{options::Quality, page, tool, wasm};

const PACKAGE: &str = "bayplan-replay";

/// What the page is made of, beside the module.
const PAGE: [&str; 2] = ["index.html", "replay-page.js"];

/// Compiles the module, so that [`run`] finds it done.
pub fn compile(place: &Place) -> Result<()> {
    wasm::build(&place.root, PACKAGE, Quality::Release).map(drop)
}

pub fn run(place: &Place) -> Result<Count> {
    let source = place.root.join("tests/replay");
    let page = page::build(&place.root, PACKAGE, "replay", &source, &PAGE)?;
    let mut node = Command::new("node");
    node.current_dir(&place.root).args(["--test", "--test-reporter=spec", "tests/replay/worlds.test.mjs"]);
    browser::set_up(&mut node, &place.root, &page)?;
    Ok(Count::of(&tool::run_aloud(&mut node)?))
}
