//! The npm packages of `package-lock.json`: wasm-opt for building, a browser driver and its judges for testing.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::tool;

/// Which of the packages a command needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// What makes the site smaller.
    Building,
    /// Everything.
    Testing,
}

/// Installs the packages unless the versions of the lock file are already there. No package runs a script for it.
pub fn install(root: &Path, need: Need) -> Result<()> {
    if is_installed(root, need) {
        return Ok(());
    }
    let mut npm = tool::npm();
    npm.current_dir(root).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    if need == Need::Building {
        npm.arg("--omit=dev");
    }
    tool::run(&mut npm)
}

/// Installs what a bench measures against into a folder of its own, by the lock file of the bench.
pub fn install_peers(bench: &Path, folder: &Path) -> Result<()> {
    let lock = bench.join("package-lock.json");
    let same = |file: &str| fs::read(bench.join(file)).ok() == fs::read(folder.join(file)).ok();
    if same("package-lock.json") && folder.join("node_modules").is_dir() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    fs::copy(bench.join("package.json"), folder.join("package.json")).context("package.json is missing")?;
    let mut npm = tool::npm();
    fs::copy(&lock, folder.join("package-lock.json")).context("package-lock.json is missing")?;
    npm.current_dir(folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    tool::run(&mut npm)
}

/// Whether what is in `node_modules` is what the lock file asks for.
fn is_installed(root: &Path, need: Need) -> bool {
    let packages: &[&str] = match need {
        Need::Building => &["binaryen"],
        Need::Testing => &["binaryen", "playwright-core", "axe-core", "lighthouse"],
    };
    let Ok(lock) = fs::read_to_string(root.join("package-lock.json")) else { return false };
    packages.iter().all(|package| {
        let installed = fs::read_to_string(root.join("node_modules").join(package).join("package.json"));
        let wanted = version_in_lock(&lock, package);
        installed.is_ok_and(|text| version_of(&text).is_some() && version_of(&text) == wanted)
    })
}

/// Whether Node and npm can be started.
pub fn is_there() -> bool {
    tool::is_there("node") && tool::is_there(tool::npm().get_program())
}

/// The text of a file in an installed package.
pub fn read(root: &Path, path: &str) -> Result<String> {
    fs::read_to_string(root.join("node_modules").join(path))
        .with_context(|| format!("node_modules/{path} cannot be read"))
}

fn version_of(package_json: &str) -> Option<&str> {
    package_json.split_once("\"version\":")?.1.split('"').nth(1)
}

fn version_in_lock<'lock>(lock: &'lock str, package: &str) -> Option<&'lock str> {
    version_of(lock.split_once(&format!("\"node_modules/{package}\":"))?.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_both_files() {
        let lock = r#"{ "packages": { "node_modules/a": { "version": "1.2.3" }, "node_modules/b": { "version": "4.5.6" } } }"#;
        assert_eq!(version_in_lock(lock, "b"), Some("4.5.6"));
        assert_eq!(version_in_lock(lock, "c"), None);
        assert_eq!(version_of("{\n  \"name\": \"b\",\n  \"version\": \"4.5.6\"\n}"), Some("4.5.6"));
    }
}
