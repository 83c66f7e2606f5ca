//! A page in which Chromium drives a module that never ships: one that is measured, or compared.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::{cache::Cache, optimize, options::Quality, step, wasm};

/// Builds the program of a package as the site's modules are built, and lays it as `NAME.wasm` and `NAME.js` beside the
/// page's files, which `source` holds in `page/`. Answers with the folder of the page.
pub fn build(
    root: &Path,
    package: &str,
    name: &'static str,
    source: &Path,
    files: &[&str],
) -> Result<PathBuf> {
    wasm::require_target()?;
    let folder = step::step(&format!("Compile {package}"), || wasm::build(root, package, Quality::Release))?;
    let path = folder.join(format!("{package}.wasm"));
    let mut modules = [wasm::bind_one(name, &path, Quality::Release)?];
    optimize::optimize(root, &Cache::new(root), &mut modules)?;
    let [module] = modules;
    let page = root.join("target/page").join(name);
    fs::create_dir_all(&page)?;
    for file in files {
        fs::copy(source.join("page").join(file), page.join(file))
            .with_context(|| format!("{file} is missing"))?;
    }
    fs::write(page.join(format!("{name}.js")), module.glue)?;
    fs::write(page.join(format!("{name}.wasm")), module.wasm)?;
    Ok(page)
}
