//! Two builds of one commit, in two folders, are the same byte for byte: whoever doubts a published site can check it.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use super::{Count, Place};
use crate::{bundle, cache::Cache, compress::files_below, options::Quality, wasm};

/// What a build makes or installs; everything else it may read.
const MADE: [&str; 4] = ["target", "dist", "node_modules", ".git"];

/// Where the other folder has its site.
const SITE: &str = "dist";

/// Compiles in the other folder, so that [`run`] finds it done. What came from a registry is taken from the first build, which
/// read the same sources at the same place.
pub fn compile(place: &Place) -> Result<()> {
    let other = other_folder(place)?;
    for folder in wasm::FOLDERS {
        let (from, to) = (place.root.join(folder), other.join(folder));
        if !to.exists() {
            copy_compiled(&from, &to)?;
        }
    }
    wasm::compile(&other, Quality::Release).map(drop)
}

/// Copies what cargo made, with the times by which it knows what is fresh, but not its word that our own packages are.
fn copy_compiled(from: &Path, to: &Path) -> Result<()> {
    for file in files_below(from)? {
        let inner = file.strip_prefix(from)?;
        let is_own = |name: &str| name.starts_with("bayplan") || name.starts_with("libbayplan");
        if inner.iter().any(|it| it.to_str().is_some_and(is_own)) {
            continue;
        }
        let copy = to.join(inner);
        fs::create_dir_all(copy.parent().context("a file stands in a folder")?)?;
        fs::copy(&file, &copy).with_context(|| format!("cannot write {}", copy.display()))?;
        fs::File::options().write(true).open(&copy)?.set_modified(fs::metadata(&file)?.modified()?)?;
    }
    Ok(())
}

/// A folder with a space in its name that holds the same sources.
fn other_folder(place: &Place) -> Result<PathBuf> {
    let other = place.root.join("target/another folder");
    copy_sources(&place.root, &other)?;
    Ok(other)
}

/// Builds once more in another folder and compares.
pub fn run(place: &Place) -> Result<Count> {
    let other = other_folder(place)?;
    let other_site = other.join(SITE);
    // The cache knows results by what went in. Where the second build made the same module, wasm-opt need not run again.
    bundle::build(&other, &Cache::new(&place.root), &other_site, Quality::Release)?;
    let different = differences(&place.site, &other_site)?;
    for path in &different {
        eprintln!("{path} differs between the two builds");
    }
    Ok(if different.is_empty() { Count::PASSED } else { Count::FAILED })
}

/// Makes the copy say what the original says. Equal files are left alone, so that cargo need not build them again.
fn copy_sources(from: &Path, to: &Path) -> Result<()> {
    let originals = sources(from)?;
    for source in &originals {
        let (original, copy) = (from.join(source), to.join(source));
        let bytes = fs::read(&original).with_context(|| format!("cannot read {}", original.display()))?;
        if fs::read(&copy).is_ok_and(|known| known == bytes) {
            continue;
        }
        fs::create_dir_all(copy.parent().context("a file stands in a folder")?)?;
        fs::write(&copy, bytes).with_context(|| format!("cannot write {}", copy.display()))?;
    }
    // A source that was deleted must not live on in the copy.
    for gone in sources(to)?.difference(&originals) {
        fs::remove_file(to.join(gone)).with_context(|| format!("cannot remove {}", gone.display()))?;
    }
    Ok(())
}

/// The files of a checkout that were not made by a build, relative to it.
fn sources(checkout: &Path) -> Result<BTreeSet<PathBuf>> {
    fs::create_dir_all(checkout).with_context(|| format!("cannot create {}", checkout.display()))?;
    let mut sources = BTreeSet::new();
    for entry in fs::read_dir(checkout)? {
        let entry = entry?;
        if MADE.iter().any(|made| entry.file_name() == *made) {
            continue;
        }
        let files = if entry.path().is_dir() { files_below(&entry.path())? } else { vec![entry.path()] };
        for file in files {
            sources.insert(file.strip_prefix(checkout)?.to_path_buf());
        }
    }
    Ok(sources)
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
