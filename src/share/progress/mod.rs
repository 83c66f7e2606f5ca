//! What is kept of a learner, as versioned text with a checksum.
//!
//! The text is one JSON document: `{"bayplan": "progress", "version": 1, "generation": 7, "checksum": "…", "progress": {…}}`.
//! The generation counts the writes, so that of two copies the newer one is known. A released version is never edited:
//! the next one stands beside it, and [`decode`] brings older documents up to date. Start reading at [`decode`].

mod error;
mod fields;
#[cfg(test)]
mod tests;
pub mod v1;

pub use error::ProgressError;

use serde_json::Value;

use crate::quiz::Progress;
use crate::sim::fnv_1a_64;

/// The version that is written.
pub const VERSION: u64 = 1;

/// More than any learner's document; a bound on the work that a text can ask for.
pub const MAX_BYTES: usize = 256 * 1024;

/// The text of a learner's progress. Equal progress gives equal text.
#[must_use]
pub fn encode(progress: &Progress, generation: u64) -> String {
    let body = v1::write(progress);
    let document = [
        ("bayplan", "progress".into()),
        ("version", VERSION.into()),
        ("generation", generation.into()),
        ("checksum", checksum(generation, &body).into()),
        ("progress", body),
    ];
    Value::from_iter(document).to_string()
}

/// Reads what [`encode`] or an older release wrote: the progress and its generation.
///
/// # Errors
/// When the text is not ours, cut, damaged, or from a later release.
pub fn decode(text: &str) -> Result<(Progress, u64), ProgressError> {
    if text.len() > MAX_BYTES {
        return Err(ProgressError::TooLong { bytes: text.len(), most: MAX_BYTES });
    }
    let mut document: Value = serde_json::from_str(text).map_err(|error| {
        let is_cut = error.is_eof() && text.trim_start().starts_with('{');
        if is_cut { ProgressError::Cut { bytes: text.len() } } else { ProgressError::NotOurs }
    })?;
    let number = |key: &str| document.get(key).and_then(Value::as_u64);
    if document.get("bayplan").and_then(Value::as_str) != Some("progress") {
        return Err(ProgressError::NotOurs);
    }
    let generation = number("generation").ok_or(ProgressError::Damaged)?;
    match number("version").ok_or(ProgressError::NotOurs)? {
        VERSION => {}
        found if found > VERSION => return Err(ProgressError::Newer { found, known: VERSION }),
        _ => return Err(ProgressError::NotOurs),
    }
    let body = document.get_mut("progress").ok_or(ProgressError::Damaged)?.take();
    if document.get("checksum").and_then(Value::as_str) != Some(checksum(generation, &body).as_str()) {
        return Err(ProgressError::Damaged);
    }
    Ok((v1::read(body)?, generation))
}

/// FNV-1a over the generation and the body with its keys in order.
fn checksum(generation: u64, body: &Value) -> String {
    format!("{:016x}", fnv_1a_64([generation.to_string(), body.to_string()].join("\n").as_bytes()))
}
