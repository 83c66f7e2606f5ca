//! How fast tasks are placed: the index in wasm against a scan in JavaScript, in one page.

use std::{path::Path, process::Command};

use anyhow::{Context, Result};

use crate::{page, test::browser, tool};

/// What the page is made of, beside the module.
const PAGE: [&str; 5] = ["index.html", "bench.js", "tuned.js", "workload.js", "rng.js"];

/// Builds the module as the site's are built, and lets Chromium drive it. Fails below the bars.
pub fn measure(root: &Path) -> Result<()> {
    let page =
        page::build(root, "bayplan-bench-scheduler", "scheduler", &root.join("tests/bench/sched"), &PAGE)?;
    let mut node = Command::new("node");
    node.current_dir(root).arg("tests/bench/sched/run.mjs");
    browser::set_up(&mut node, root, &page)?;
    tool::run(&mut node).context("the scheduler is below its bars, or could not be measured")
}
