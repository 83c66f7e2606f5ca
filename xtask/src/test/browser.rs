//! Runs the browser tests of `tests/browser` against the built site.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

use super::{Count, Place};
use crate::{chrome, npm, serve, tool};

/// A path that a careless link or an unencoded space would not survive.
const SUB_PATH: &str = "/some/sub path/";

pub fn run(place: &Place) -> Result<Count> {
    let mut node = Command::new("node");
    // One file after the other would leave a core idle; more at once would only make each slower.
    node.current_dir(&place.root).args(["--test", "--test-concurrency=2", "--test-reporter=spec"]);
    // Far beyond any slow machine: it ends what would never end, and is no measure of speed.
    node.arg("--test-timeout=1200000");
    node.args(test_files(place)?);
    set_up(&mut node, &place.root, &place.site)?;
    Ok(Count::of(&tool::run_aloud(&mut node)?))
}

/// Gives a program what `tests/browser/harness.mjs` reads: packages, a browser, and the site at two addresses.
pub fn set_up(node: &mut Command, root: &Path, site: &Path) -> Result<()> {
    npm::install(root, npm::Need::Testing).context("this needs the npm packages of package-lock.json")?;
    node.env("CHROME_PATH", chrome::find_or_install()?).env("BAYPLAN_FOLDER", site);
    node.env("BAYPLAN_SITE", serve_at(site, "/")?);
    node.env("BAYPLAN_SITE_UNDER_PATH", serve_at(site, SUB_PATH)?);
    if chrome::needs_no_sandbox() {
        node.env("BAYPLAN_NO_SANDBOX", "1");
    }
    Ok(())
}

/// Serves the site on a free port and gives its address.
fn serve_at(site: &Path, mount: &str) -> Result<String> {
    let listener = serve::listen(0)?;
    let port = listener.local_addr()?.port();
    serve::start(
        listener,
        serve::Site { folder: site.to_path_buf(), mount: mount.to_owned(), version: None },
    )?;
    Ok(format!("http://127.0.0.1:{port}{}", mount.replace(' ', "%20")))
}

fn test_files(place: &Place) -> Result<Vec<PathBuf>> {
    let files = crate::compress::files_below(&place.root.join("tests/browser"))?;
    let is_wanted = |file: &PathBuf| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        name.strip_suffix(".test.mjs").is_some_and(|name| name.contains(&place.files))
    };
    let files: Vec<PathBuf> = files.into_iter().filter(is_wanted).collect();
    ensure!(!files.is_empty(), "no file of tests/browser has `{}` in its name", place.files);
    // Relative, so that a path with a space or a bracket is no pattern to node.
    Ok(files.iter().filter_map(|file| file.strip_prefix(&place.root).map(PathBuf::from).ok()).collect())
}
