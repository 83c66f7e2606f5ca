//! Makes the modules smaller with binaryen's wasm-opt, where Node is there to run it.

mod optimizer;

use std::{
    iter,
    path::Path,
    sync::{Mutex, PoisonError},
};

use anyhow::Result;

use crate::{cache::Cache, compress, npm, step, wasm::Module, workers};
use optimizer::{Optimizer, PROGRAM};

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
    // The version and what is done are part of the input: another way to optimise is another result.
    let how = format!("{version}{PROGRAM}");
    let idle = Mutex::new(vec![]);
    let take = || idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let optimize = |wasm: &[u8]| {
        let mut optimizer = take().map_or_else(|| Optimizer::start(root), Ok)?;
        let smaller = optimizer.optimize(wasm)?;
        idle.lock().unwrap_or_else(PoisonError::into_inner).push(optimizer);
        Ok(smaller)
    };
    workers::for_each(all, |wasm| {
        let optimized = cache.get_or("opt.wasm", &[wasm, how.as_bytes()].concat(), || optimize(wasm))?;
        if compress::brotli(cache, &optimized)?.len() < compress::brotli(cache, wasm)?.len() {
            *wasm = optimized;
        }
        Ok(())
    })
}
