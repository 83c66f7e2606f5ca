//! Makes the modules smaller with binaryen's wasm-opt, where Node is there to run it.

use std::{fs, iter, path::Path, process::Command};

use anyhow::{Context, Result};

use crate::{
    cache::{self, Cache},
    compress, npm, step, tool,
    wasm::Module,
    workers,
};

/// What every browser that runs the module has. Never `--all-features`: it emits what Chromium refuses to load.
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-multivalue",
    "--enable-call-indirect-overlong",
];

/// How hard it tries. `-Oz` comes out within 1 % of it after brotli, and slower.
const LEVEL: &str = "-O3";

/// Replaces each module by its optimised version, where that is smaller after brotli. The smallest chunks gain most: what
/// they declare and do not use goes.
pub fn optimize(root: &Path, cache: &Cache, modules: &mut [Module]) -> Result<()> {
    if !npm::is_there() {
        step::note("Node is not here, so wasm-opt is skipped: the modules stay about 2 % larger");
        return Ok(());
    }
    if let Err(problem) = npm::install(root, npm::Need::Building) {
        step::note(&format!("wasm-opt is skipped, so the modules stay about 2 % larger: {problem:#}"));
        return Ok(());
    }
    let version = npm::read(root, "binaryen/package.json")?;
    let mut all: Vec<_> = modules
        .iter_mut()
        .flat_map(|it| iter::once(&mut it.wasm).chain(it.chunks.iter_mut().map(|it| &mut it.wasm)))
        .collect();
    all.sort_by_key(|wasm| wasm.len());
    workers::for_each(all, |wasm| {
        *wasm = smallest(root, cache, &version, wasm)?;
        Ok(())
    })
}

fn smallest(root: &Path, cache: &Cache, version: &str, wasm: &[u8]) -> Result<Vec<u8>> {
    // The flags and the version are part of the input: another way to optimise is another result.
    let input = [wasm, LEVEL.as_bytes(), FEATURES.concat().as_bytes(), version.as_bytes()].concat();
    let optimized = cache.get_or("opt.wasm", &input, || wasm_opt(root, wasm))?;
    let is_smaller = compress::brotli(cache, &optimized)?.len() < compress::brotli(cache, wasm)?.len();
    Ok(if is_smaller { optimized } else { wasm.to_vec() })
}

fn wasm_opt(root: &Path, wasm: &[u8]) -> Result<Vec<u8>> {
    let folder = root.join("target/xtask-cache");
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let before = folder.join(format!("{}.before.wasm", cache::unique()));
    let after = before.with_extension("after.wasm");
    fs::write(&before, wasm)?;
    let mut node = Command::new("node");
    node.arg(root.join("node_modules/binaryen/bin/wasm-opt")).args(FEATURES).arg(LEVEL);
    tool::run(node.arg(&before).arg("-o").arg(&after))?;
    let optimized = fs::read(&after)?;
    fs::remove_file(before)?;
    fs::remove_file(after)?;
    Ok(optimized)
}
