//! Stored scenarios make the same worlds for ever; the browser test compares the same numbers in WebAssembly.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is wrong")]

use std::path::PathBuf;

use bayplan::share::v1::SavedSandbox;
use serde_json::{Value, json};

fn scenarios() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    files.sort();
    files
}

/// `UPDATE_EXPECT=1` writes the present hashes into the files; do it only with a reason in the commit.
#[test]
fn every_stored_scenario_has_the_expected_hash_after_every_command() {
    assert!(!scenarios().is_empty());
    for file in scenarios() {
        let text = std::fs::read_to_string(&file).unwrap();
        let hashes = bayplan::share::scenario_hashes(&text).unwrap();
        let mut stored: Value = serde_json::from_str(&text).unwrap();
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            stored["hashes"] = json!(hashes);
            std::fs::write(&file, serde_json::to_string_pretty(&stored).unwrap() + "\n").unwrap();
        }
        let n_commands = stored["sandbox"]["commands"].as_array().unwrap().len();
        assert_eq!(hashes.len(), n_commands + 1);
        assert_eq!(json!(hashes), stored["hashes"], "{}", file.display());
    }
}

#[test]
fn every_stored_scenario_comes_back_as_it_was_saved() {
    for file in scenarios() {
        let stored: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let saved = SavedSandbox::from_text(&stored["sandbox"].to_string()).unwrap();
        let simulation = saved.to_simulation().unwrap();
        let again = SavedSandbox::from_text(&SavedSandbox::of(&simulation).to_text()).unwrap();
        assert_eq!(again.to_commands().unwrap(), simulation.commands(), "{}", file.display());
        assert!(again.is_same_world(&again.to_simulation().unwrap()));
    }
}
