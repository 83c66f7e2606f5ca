//! Runs the browser tests of `tests/browser` against the built site.

use std::{
    collections::BTreeSet,
    num::NonZero,
    path::{Path, PathBuf},
    process::Command,
    thread,
};

use anyhow::{Context, Result, ensure};

use super::{Count, Place};
use crate::tool::{self, Finished};
use crate::{chrome, npm, serve};

/// A path that a careless link or an unencoded space would not survive.
const SUB_PATH: &str = "/some/sub path/";

/// The files that take longest, the longest first; the others follow by name. Only the time that all take depends on it.
const LONGEST: [&str; 10] = [
    "every-page",
    "lighthouse",
    "lesson",
    "sandbox",
    "keyboard",
    "sandbox-account",
    "opened-lesson",
    "random-walk",
    "quiz",
    "read-to-the-end",
];

pub fn run(place: &Place) -> Result<Count> {
    // A browser waits now and then: one file more than there are cores keeps them busy.
    let n_at_once = thread::available_parallelism().map_or(2, NonZero::get) + 1;
    let first = run_files(place, &test_files(place)?, n_at_once)?;
    let count = Count::of(&first);
    let failed = files_that_failed(&first.printed);
    if count.is_fine() || failed.is_empty() {
        return Ok(count);
    }
    // A browser on a machine that is busy with something else may miss a moment. What is broken fails alone as well.
    println!("\nThese files failed and run once more, one after the other: {failed:?}");
    let second = Count::of(&run_files(place, &failed, 1)?);
    let n_mended = count.failed.saturating_sub(second.failed);
    if n_mended > 0 {
        println!("Passed only when run again, which is a fault to look for: {n_mended} of {}", count.failed);
    }
    Ok(Count { passed: count.passed + n_mended, failed: second.failed })
}

fn run_files(place: &Place, files: &[PathBuf], n_at_once: usize) -> Result<Finished> {
    let mut node = Command::new("node");
    let concurrency = format!("--test-concurrency={n_at_once}");
    node.current_dir(&place.root).args(["--test", &concurrency, "--test-reporter=spec"]);
    // Far beyond any slow machine: it ends what would never end, and is no measure of speed.
    node.arg("--test-timeout=1200000");
    node.args(files);
    set_up(&mut node, &place.root, &place.site)?;
    tool::run_aloud(&mut node)
}

/// The files of the failed tests, as node's summary names them: `test at tests/browser/x.test.mjs:87:1`.
fn files_that_failed(printed: &str) -> Vec<PathBuf> {
    let named = |line: &str| Some(PathBuf::from(line.strip_prefix("test at ")?.rsplitn(3, ':').last()?));
    printed.lines().filter_map(named).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Gives a program what `tests/browser/harness.mjs` reads: packages, a browser, and the site at two addresses.
pub fn set_up(node: &mut Command, root: &Path, site: &Path) -> Result<()> {
    npm::install(root, npm::Need::Testing).context("this needs the npm packages of package-lock.json")?;
    let browsers = chrome::find_or_install()?;
    node.env("CHROME_PATH", browsers.chromium).env("BAYPLAN_SHELL", browsers.shell);
    node.env("BAYPLAN_FOLDER", site);
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
    let files = files.iter().filter_map(|file| file.strip_prefix(&place.root).map(PathBuf::from).ok());
    Ok(longest_first(files.collect()))
}

/// A long file that is begun last runs alone, with a core that waits.
fn longest_first(mut files: Vec<PathBuf>) -> Vec<PathBuf> {
    let place = |file: &PathBuf| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        LONGEST.iter().position(|it| name.strip_suffix(".test.mjs") == Some(it)).unwrap_or(LONGEST.len())
    };
    files.sort_by_key(place);
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_long_file_is_begun_last_and_none_is_lost() {
        let files =
            ["a", "every-page", "keyboard", "z"].map(|it| PathBuf::from(format!("tests/{it}.test.mjs")));
        let sorted = longest_first(files.to_vec());
        assert_eq!(sorted, [1, 2, 0, 3].map(|at| files[at].clone()));
    }

    #[test]
    fn each_file_with_a_failed_test_is_named_once() {
        let printed = "✖ failing tests:\n\ntest at tests/browser/links.test.mjs:87:1\n✖ a link\n  error\n\n\
                       test at tests/browser/links.test.mjs:9:1\n✖ another\ntest at tests/browser/frames.test.mjs:5:3\n";
        let files = ["tests/browser/frames.test.mjs", "tests/browser/links.test.mjs"].map(PathBuf::from);
        assert_eq!(files_that_failed(printed), files);
        assert_eq!(files_that_failed("✔ a test at tests/browser/links.test.mjs:9:1"), [] as [PathBuf; 0]);
    }
}
