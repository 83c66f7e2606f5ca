//! Writes `.br` and `.gz` beside each file that shrinks by it.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::{cache::Cache, workers};

/// Brotli at its best quality, as the budgets are counted.
pub fn brotli(cache: &Cache, bytes: &[u8]) -> Result<Vec<u8>> {
    cache.get_or("br", bytes, || {
        let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
        let mut packed = Vec::new();
        brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters).context("brotli failed")?;
        Ok(packed)
    })
}

/// Gzip at its best level, without a time stamp.
pub fn gzip(cache: &Cache, bytes: &[u8]) -> Result<Vec<u8>> {
    cache.get_or("gz", bytes, || {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes)?;
        Ok(encoder.finish()?)
    })
}

/// Compresses every file of a finished site.
pub fn folder(cache: &Cache, site: &Path) -> Result<()> {
    let files = files_below(site)?.into_iter().filter(|file| shrinks(file)).collect();
    workers::for_each(files, |file| {
        let bytes = fs::read(&file)?;
        fs::write(with_suffix(&file, "br"), brotli(cache, &bytes)?)?;
        fs::write(with_suffix(&file, "gz"), gzip(cache, &bytes)?)?;
        Ok(())
    })
}

/// `page.html` and `br` make `page.html.br`.
pub fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    PathBuf::from(name)
}

/// Every file in a folder and the folders in it, in the order of their names.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn shrinks(file: &Path) -> bool {
    let kind = file.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
    matches!(
        kind,
        "bin" | "html" | "css" | "js" | "json" | "svg" | "txt" | "wasm" | "webmanifest" | "xml" | "ico"
    )
}
