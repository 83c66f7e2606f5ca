//! How fast and how well diagrams are laid out, against graphviz and ELK, in one page.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result};

use crate::{cache::Cache, npm, optimize, options::Quality, step, test::browser, tool, wasm};

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
    let (source, page) = (root.join("tests/bench/layout"), root.join("target/bench/layout"));
    wasm::require_target()?;
    let folder = step::step("Compile the layout bench", || {
        wasm::build(root, "bayplan-bench-layout", Quality::Release)
    })?;
    let path = folder.join("bayplan-bench-layout.wasm");
    let mut modules = [wasm::bind_one("layout", &path, Quality::Release)?];
    optimize::optimize(root, &Cache::new(root), &mut modules)?;
    let [module] = modules;
    fs::create_dir_all(&page)?;
    for name in PAGE {
        fs::copy(source.join("page").join(name), page.join(name))
            .with_context(|| format!("{name} is missing"))?;
    }
    let packages = root.join("target/bench/layout-peers");
    npm::install_peers(&source, &packages)?;
    for (from, to) in PEERS {
        fs::copy(packages.join("node_modules").join(from), page.join(to))
            .with_context(|| format!("{from} is not in its package"))?;
    }
    fs::write(page.join("layout.js"), module.glue)?;
    fs::write(page.join("layout.wasm"), module.wasm)?;
    let mut node = Command::new("node");
    node.current_dir(root).arg("tests/bench/layout/run.mjs");
    browser::set_up(&mut node, root, &page)?;
    tool::run(&mut node).context("the layout is below its bars, or could not be measured")
}
