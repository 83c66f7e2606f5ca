//! Finds a Chromium for the browser tests, and installs one where that can be done without asking.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Result, bail};

use crate::{step, tool};

const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

const PLACES: [&str; 6] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files/Chromium/Application/chrome.exe",
    "/snap/bin/chromium",
];

/// The browser to test with.
pub fn find_or_install() -> Result<PathBuf> {
    if let Some(found) = find()? {
        return Ok(found);
    }
    if Path::new("/etc/debian_version").exists() && is_root() {
        step::step("Install Chromium with apt-get", install)?;
        if let Some(found) = find()? {
            return Ok(found);
        }
    }
    bail!(
        "no Chromium or Chrome was found: install one (on Debian and Ubuntu `sudo apt-get install chromium`), \
         or put its path into the variable CHROME"
    )
}

fn find() -> Result<Option<PathBuf>> {
    for variable in ["CHROME", "CHROME_PATH"] {
        if let Some(path) = std::env::var_os(variable).map(PathBuf::from) {
            if path.is_file() {
                return Ok(Some(path));
            }
            bail!("the variable {variable} says {}, where no program is", path.display());
        }
    }
    let folders: Vec<PathBuf> =
        std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default();
    let suffix = if cfg!(windows) { ".exe" } else { "" };
    let on_path = NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(format!("{name}{suffix}"))));
    Ok(on_path.chain(PLACES.iter().map(PathBuf::from)).find(|path| path.is_file()))
}

fn install() -> Result<()> {
    tool::run(Command::new("apt-get").args(["update", "--quiet"]))?;
    let mut install = Command::new("apt-get");
    install.env("DEBIAN_FRONTEND", "noninteractive").args([
        "install",
        "--yes",
        "--quiet",
        "--no-install-recommends",
    ]);
    // A browser without any font measures text that nobody will ever see.
    tool::run(install.args(["chromium", "fonts-dejavu-core"]))
}

/// Chromium does not start as root with its sandbox, and must not be started without it by anybody else.
pub fn needs_no_sandbox() -> bool {
    is_root()
}

fn is_root() -> bool {
    cfg!(unix) && tool::read(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
