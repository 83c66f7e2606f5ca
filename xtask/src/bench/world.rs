//! How fast a world with tasks, a load balancer and traffic goes on, natively and in Chromium.

use std::{path::Path, process::Command, time::Instant};

use anyhow::{Context, Result, ensure};

use crate::{page, step, test::browser, tool};

/// What the page is made of, beside the module.
const PAGE: [&str; 2] = ["index.html", "bench.js"];

/// Simulated seconds of the native run.
const SECONDS: u32 = 20_000;
/// Simulated seconds in a real one.
const BAR: u32 = 1_000;

/// Times both. Fails below the bar.
pub fn measure(root: &Path) -> Result<()> {
    step::step("Compile the world bench natively", || {
        let mut build = tool::cargo();
        build.current_dir(root).args(["build", "--release", "--locked", "--quiet"]);
        tool::run(build.args(["--package", "bayplan-bench-world"]))
    })?;
    let mut program = Command::new(root.join("target/release/bayplan-bench-world"));
    let start = Instant::now();
    tool::run(program.arg(SECONDS.to_string())).context("the world does not go on")?;
    let per_second = f64::from(SECONDS) / start.elapsed().as_secs_f64();
    println!("natively: {per_second:.0} simulated seconds in a real one, bar {BAR}");
    ensure!(per_second >= f64::from(BAR), "{per_second:.0} simulated seconds in a real one are below {BAR}");
    let page = page::build(root, "bayplan-bench-world", "world", &root.join("tests/bench/world"), &PAGE)?;
    let mut node = Command::new("node");
    node.current_dir(root).arg("tests/bench/world/run.mjs");
    browser::set_up(&mut node, root, &page)?;
    tool::run(&mut node).context("the world is below its bar, or could not be measured")
}
