//! Rebuilds the site when a source changes, and has open pages load themselves again.

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, SystemTime},
};

use anyhow::Result;

use crate::{compress::files_below, step, tool};

/// Where an open page asks how often the site was rebuilt.
pub const VERSION_PATH: &str = "/__version";

/// Where the script is that asks. It exists while watching only, and is no part of the site.
pub const SCRIPT_PATH: &str = "/__watch.js";

/// Asks once a second; a server that is gone is waited for.
pub const SCRIPT: &str = "\
let known;
setInterval(async () => {
  const version = await fetch(\"/__version\").then((it) => it.text(), () => known);
  if (known !== undefined && version !== known) location.reload();
  known = version;
}, 1000);
";

/// What a site is made from.
const SOURCES: [&str; 8] =
    ["src", "assets", "lessons", "index.html", "Cargo.toml", "Cargo.lock", "xtask/src", "xtask/Cargo.toml"];

/// Rebuilds on each change until the program is stopped.
pub fn run(root: &Path, site: &Path, version: &AtomicU64) -> Result<()> {
    println!("Watching {}; a change rebuilds the site and reloads its pages.", SOURCES.join(", "));
    let mut seen = stamps(root);
    loop {
        std::thread::sleep(Duration::from_millis(300));
        let now = stamps(root);
        if now == seen {
            continue;
        }
        seen = now;
        if let Ok(()) = step::step("Rebuild", || rebuild(root, site)) {
            version.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// Builds in a new process: this one holds the page templates as they were when it was compiled.
fn rebuild(root: &Path, site: &Path) -> Result<()> {
    let mut build = tool::cargo();
    build.current_dir(root).args(["run", "--quiet", "--package", "xtask"]);
    if cfg!(windows) {
        // There a running program cannot be replaced.
        build.args(["--target-dir", "target/watch"]);
    }
    tool::run(build.args(["--", "build", "--dev", "--out"]).arg(site))
}

/// The time of the last change of every source.
fn stamps(root: &Path) -> Vec<(PathBuf, Option<SystemTime>)> {
    let sources = SOURCES.iter().map(|source| root.join(source));
    let files =
        sources.flat_map(|it| if it.is_dir() { files_below(&it).unwrap_or_default() } else { vec![it] });
    files.map(|file| (file.clone(), file.metadata().and_then(|it| it.modified()).ok())).collect()
}
