//! Finds a Chromium for the browser tests, and installs one where that can be done without asking.
//!
//! There are two of them. The whole browser decides what a page may keep and how it is judged. The headless shell is the
//! same engine without a browser around it and opens a page in half the time, so most tests run in it where it is there.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Result, bail};

use crate::{step, tool};

const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

const SHELL_NAMES: [&str; 2] = ["chromium-headless-shell", "chrome-headless-shell"];

// A browser without any font measures text that nobody will ever see.
const CHROMIUM: &[&str] = &["chromium", "fonts-dejavu-core"];
const SHELL: &[&str] = &["chromium-headless-shell"];

const PLACES: [&str; 6] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files/Chromium/Application/chrome.exe",
    "/snap/bin/chromium",
];

/// The browsers to test with.
pub struct Browsers {
    /// The whole browser.
    pub chromium: PathBuf,
    /// The headless shell, or the whole browser where there is none.
    pub shell: PathBuf,
}

/// Both browsers, of which the whole one must be there.
pub fn find_or_install() -> Result<Browsers> {
    if let Some(chosen) = chosen()? {
        return Ok(Browsers { shell: chosen.clone(), chromium: chosen });
    }
    let can_install = Path::new("/etc/debian_version").exists() && is_root();
    if can_install && find(&NAMES).is_none() {
        step::step("Install Chromium with apt-get", || install(CHROMIUM))?;
    }
    if can_install && find(&SHELL_NAMES).is_none() {
        // The whole browser does all that the shell does: without a network, or where no package has it, that one is used.
        drop(step::step("Install its headless shell with apt-get", || install(SHELL)));
    }
    let Some(chromium) = find(&NAMES) else {
        bail!(
            "no Chromium or Chrome was found: install one (on Debian and Ubuntu `sudo apt-get install chromium`), \
             or put its path into the variable CHROME"
        )
    };
    Ok(Browsers { shell: find(&SHELL_NAMES).unwrap_or_else(|| chromium.clone()), chromium })
}

/// The one that a variable names.
fn chosen() -> Result<Option<PathBuf>> {
    for variable in ["CHROME", "CHROME_PATH"] {
        if let Some(path) = std::env::var_os(variable).map(PathBuf::from) {
            if path.is_file() {
                return Ok(Some(path));
            }
            bail!("the variable {variable} says {}, where no program is", path.display());
        }
    }
    Ok(None)
}

fn find(names: &[&str]) -> Option<PathBuf> {
    let folders: Vec<PathBuf> =
        std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default();
    let suffix = if cfg!(windows) { ".exe" } else { "" };
    let on_path = names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(format!("{name}{suffix}"))));
    let places = PLACES.iter().filter(|_| names == NAMES).map(PathBuf::from);
    on_path.chain(places).find(|path| path.is_file())
}

fn install(packages: &[&str]) -> Result<()> {
    tool::run(Command::new("apt-get").args(["update", "--quiet"]))?;
    let mut install = Command::new("apt-get");
    install.env("DEBIAN_FRONTEND", "noninteractive");
    install.args(["install", "--yes", "--quiet", "--no-install-recommends"]);
    tool::run(install.args(packages))
}

/// Chromium does not start as root with its sandbox, and must not be started without it by anybody else.
pub fn needs_no_sandbox() -> bool {
    is_root()
}

fn is_root() -> bool {
    cfg!(unix) && tool::read(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
