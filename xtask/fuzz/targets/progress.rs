//! A learner's progress from a file or from storage: it is refused with its sentence, or written again as the same
//! document. Nothing of that may panic.

#![no_main]

use bayplan::share::progress::{decode, encode, v1};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    match decode(&text) {
        Err(error) => assert!(!error.to_string().is_empty()),
        Ok((progress, generation)) => again(&encode(&progress, generation), generation),
    }
    // Random bytes hardly ever have the right checksum, so they are read as a body too.
    if let Ok(Ok(progress)) = serde_json::from_slice(bytes).map(v1::read) {
        again(&encode(&progress, 7), 7);
    }
});

/// What was written is read, and writing that gives the same text.
fn again(text: &str, generation: u64) {
    let (progress, read) = decode(text).expect("what the program wrote can be read");
    assert_eq!(read, generation);
    assert_eq!(encode(&progress, generation), text);
    let mut merged = progress.clone();
    merged.merge(progress);
    let _ = merged.due(u64::MAX);
}
