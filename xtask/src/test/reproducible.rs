//! Two builds of one commit, in two folders, are the same byte for byte: whoever doubts a published site can check it.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use super::{Count, Place};
use crate::{bundle, compress::files_below, options::Quality};

/// Everything that a build reads.
const SOURCES: [&str; 12] = [
    "src",
    "assets",
    "lessons",
    "index.html",
    "Cargo.toml",
    "Cargo.lock",
    "xtask/Cargo.toml",
    "xtask/src",
    "package.json",
    "package-lock.json",
    "examples",
    "benches",
];

/// Builds once more in a folder with a space in its name and compares.
pub fn run(place: &Place) -> Result<Count> {
    let other = place.root.join("target/another folder");
    copy_sources(&place.root, &other)?;
    let other_site = other.join("site");
    bundle::build(&other, &other_site, Quality::Release)?;
    let different = differences(&place.site, &other_site)?;
    for path in &different {
        eprintln!("{path} differs between the two builds");
    }
    Ok(if different.is_empty() { Count::PASSED } else { Count::FAILED })
}

/// Makes the copy say what the original says. Equal files are left alone, so that cargo need not build them again.
fn copy_sources(from: &Path, to: &Path) -> Result<()> {
    for source in SOURCES.iter().map(|source| from.join(source)).filter(|source| source.exists()) {
        let files = if source.is_dir() { files_below(&source)? } else { vec![source] };
        for file in files {
            let copy = to.join(file.strip_prefix(from)?);
            let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            if fs::read(&copy).is_ok_and(|known| known == bytes) {
                continue;
            }
            fs::create_dir_all(copy.parent().context("a file stands in a folder")?)?;
            fs::write(&copy, bytes).with_context(|| format!("cannot write {}", copy.display()))?;
        }
    }
    remove_what_is_gone(from, to)
}

/// A source that was deleted must not live on in the copy.
fn remove_what_is_gone(from: &Path, to: &Path) -> Result<()> {
    for source in SOURCES.iter().map(|source| to.join(source)).filter(|source| source.is_dir()) {
        for copy in files_below(&source)? {
            if !from.join(copy.strip_prefix(to)?).exists() {
                fs::remove_file(copy)?;
            }
        }
    }
    Ok(())
}

/// The paths of files that are not the same in both folders, or not in both.
fn differences(one: &Path, other: &Path) -> Result<Vec<String>> {
    let names = |site: &Path| -> Result<BTreeSet<PathBuf>> {
        files_below(site)?.iter().map(|file| Ok(file.strip_prefix(site)?.to_path_buf())).collect()
    };
    let all: BTreeSet<PathBuf> = names(one)?.into_iter().chain(names(other)?).collect();
    let is_same = |name: &PathBuf| match (fs::read(one.join(name)), fs::read(other.join(name))) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    };
    Ok(all.iter().filter(|name| !is_same(name)).map(|name| name.display().to_string()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_a_missing_and_an_added_file_are_differences() {
        let place = std::env::temp_dir().join(format!("bayplan-differences-{}", std::process::id()));
        let (one, other) = (place.join("one"), place.join("other"));
        for (folder, files) in [(&one, ["a=1", "b=1", "c=1"]), (&other, ["a=1", "b=2", "d=1"])] {
            fs::create_dir_all(folder).unwrap();
            for file in files {
                let (name, content) = file.split_once('=').unwrap();
                fs::write(folder.join(name), content).unwrap();
            }
        }
        assert_eq!(differences(&one, &other).unwrap(), ["b", "c", "d"]);
        assert_eq!(differences(&one, &one).unwrap(), [""; 0]);
        fs::remove_dir_all(place).unwrap();
    }
}
