//! How fast and how well diagrams are laid out, against graphviz and ELK, in one page.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, ensure};

use crate::{cache::Cache, compress, npm, page, step, test::browser, tool};

/// The most bytes that all of diagrams may take, after brotli.
const MOST_BYTES: usize = 30 * 1024;

/// What the page is made of, beside the module.
const PAGE: [&str; 4] = ["index.html", "bench.js", "peers.js", "quality.js"];

/// What it is measured against, from the packages of the bench.
const PEERS: [(&str, &str); 2] =
    [("@hpcc-js/wasm-graphviz/dist/index.js", "graphviz.js"), ("elkjs/lib/elk.bundled.js", "elk.js")];

/// Looks for faults in two hundred networks, builds the module as the site's are built, and lets Chromium drive it. Fails
/// below the bars.
pub fn measure(root: &Path) -> Result<()> {
    step::step("Look for faults in two hundred networks", || {
        let mut tests = tool::cargo();
        tests.current_dir(root).args(["test", "--quiet", "--locked", "--package", "bayplan", "--lib"]);
        tool::run(tests.args(["--", "--ignored", "two_hundred_generated_networks"]))
    })?;
    let source = root.join("tests/bench/layout");
    let page = page::build(root, "bayplan-bench-layout", "layout", &source, &PAGE)?;
    step::step("Write the networks", || {
        let mut program = tool::cargo();
        program.current_dir(root).args(["run", "--quiet", "--locked", "--package", "bayplan-bench-layout"]);
        tool::run(program.arg("--").arg(&page))
    })?;
    let packages = root.join("target/bench/layout-peers");
    npm::install_peers(&source, &packages)?;
    for (from, to) in PEERS {
        fs::copy(packages.join("node_modules").join(from), page.join(to))
            .with_context(|| format!("{from} is not in its package"))?;
    }
    let mut node = Command::new("node");
    node.current_dir(root).arg("tests/bench/layout/run.mjs");
    browser::set_up(&mut node, root, &page)?;
    let bytes = compress::brotli(&Cache::new(root), &fs::read(page.join("layout.wasm"))?)?.len();
    println!("\nall of diagrams: {bytes} bytes after brotli, bar {MOST_BYTES}");
    tool::run(&mut node).context("the layout is below its bars, or could not be measured")?;
    ensure!(bytes <= MOST_BYTES, "diagrams take {bytes} bytes after brotli, bar {MOST_BYTES}");
    Ok(())
}
