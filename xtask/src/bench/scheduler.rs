//! How fast tasks are placed: the index in wasm against a scan in JavaScript, in one page.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result};

use crate::{cache::Cache, optimize, options::Quality, step, test::browser, tool, wasm};

/// What the page is made of, beside the module.
const PAGE: [&str; 5] = ["index.html", "bench.js", "tuned.js", "workload.js", "rng.js"];

/// Builds the module as the site's are built, and lets Chromium drive it. Fails below the bars.
pub fn measure(root: &Path) -> Result<()> {
    let (source, page) = (root.join("tests/bench/sched"), root.join("target/bench/scheduler"));
    wasm::require_target()?;
    let folder = step::step("Compile the scheduler bench", || {
        wasm::build(root, "bayplan-bench-scheduler", Quality::Release)
    })?;
    let path = folder.join("bayplan-bench-scheduler.wasm");
    let mut modules = [wasm::bind_one("scheduler", &path, Quality::Release)?];
    optimize::optimize(root, &Cache::new(root), &mut modules)?;
    let [module] = modules;
    fs::create_dir_all(&page)?;
    for name in PAGE {
        fs::copy(source.join("page").join(name), page.join(name))
            .with_context(|| format!("{name} is missing"))?;
    }
    fs::write(page.join("scheduler.js"), module.glue)?;
    fs::write(page.join("scheduler.wasm"), module.wasm)?;
    let mut node = Command::new("node");
    node.current_dir(root).arg("tests/bench/sched/run.mjs");
    browser::set_up(&mut node, root, &page)?;
    tool::run(&mut node).context("the scheduler is below its bars, or could not be measured")
}
