//! TOML with line numbers: every missing, unknown and wrong key of a file is reported, not only the first.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use toml::de::{DeTable, DeValue};

use crate::lesson::Problems;

/// Where a thing stands and where to complain about it.
pub struct Place<'a> {
    /// Relative to the project.
    pub file: &'a str,
    /// The whole text of the file.
    pub text: &'a str,
    /// All problems of the run.
    pub problems: &'a RefCell<Problems>,
}

impl Place<'_> {
    fn line(&self, offset: usize) -> Option<u32> {
        let before = self.text.get(..offset)?;
        u32::try_from(before.matches('\n').count() + 1).ok()
    }

    /// Notes a problem at a byte offset of the text.
    pub fn complain_at(&self, offset: usize, message: impl Into<String>) {
        self.problems.borrow_mut().add(self.file, self.line(offset), message);
    }
}

/// A table of a TOML file; remembers which keys were asked for.
pub struct Table<'a> {
    place: &'a Place<'a>,
    /// How the table is called in messages, such as `[[choice]]`.
    name: String,
    offset: usize,
    entries: BTreeMap<String, (usize, &'a DeValue<'a>)>,
    known: BTreeSet<&'static str>,
}

/// Reads a file of the project; says so when it is missing.
pub fn read_text(root: &Path, file: &str, problems: &RefCell<Problems>) -> Option<String> {
    match std::fs::read_to_string(root.join(file)) {
        Ok(text) => Some(text),
        Err(error) => {
            problems.borrow_mut().add(file, None, format!("cannot be read ({error}); create the file"));
            None
        }
    }
}

/// Parses the text of `place`; `then` reads the top table. Nothing is left unreported. False when it is not TOML.
pub fn with_document(place: &Place<'_>, then: impl FnOnce(&mut Table<'_>)) -> bool {
    let (document, errors) = DeTable::parse_recoverable(place.text);
    for error in &errors {
        let offset = error.span().map_or(0, |span| span.start);
        place.complain_at(offset, format!("not TOML: {}", error.message().replace('\n', "; ")));
    }
    if !errors.is_empty() {
        return false;
    }
    let mut table = Table::new(place, "the file".to_owned(), 0, document.get_ref());
    then(&mut table);
    table.finish();
    true
}

impl<'a> Table<'a> {
    fn new(place: &'a Place<'a>, name: String, offset: usize, table: &'a DeTable<'a>) -> Self {
        let entries = table
            .iter()
            .map(|(key, value)| (key.get_ref().to_string(), (key.span().start, value.get_ref())))
            .collect();
        Self { place, name, offset, entries, known: BTreeSet::new() }
    }

    /// Notes a problem at this table's head.
    pub fn complain(&self, message: impl Into<String>) {
        self.place.complain_at(self.offset, message);
    }

    /// Notes a problem at a key of this table.
    pub fn complain_about(&self, key: &str, message: impl Into<String>) {
        let offset = self.entries.get(key).map_or(self.offset, |(offset, ..)| *offset);
        self.place.complain_at(offset, message);
    }

    /// Notes a problem where a quoted word stands in the file; at this table's head when it is nowhere.
    pub fn complain_near(&self, word: &str, message: impl Into<String>) {
        let offset = self.place.text.find(&format!("\"{word}\"")).unwrap_or(self.offset);
        self.place.complain_at(offset, message);
    }

    /// Whether the key is there.
    pub fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    fn take(&mut self, key: &'static str) -> Option<(usize, &'a DeValue<'a>)> {
        self.known.insert(key);
        self.entries.get(key).copied()
    }

    fn missing(&self, key: &str, example: &str) {
        self.complain(format!("{} has no `{key}`; add {key} = {example}", self.name));
    }

    /// A text that must be there and must say something.
    pub fn text(&mut self, key: &'static str) -> String {
        let text = self.optional_text(key);
        if text.is_none() && !self.has(key) {
            self.missing(key, "\"…\"");
        }
        text.unwrap_or_default()
    }

    /// A text that may be left out, but must say something where it is.
    pub fn optional_text(&mut self, key: &'static str) -> Option<String> {
        let (offset, value) = self.take(key)?;
        match value.as_str().map(str::trim) {
            Some("") => self.place.complain_at(offset, format!("`{key}` is empty; write it or remove it")),
            Some(text) => return Some(text.to_owned()),
            None => self.place.complain_at(offset, format!("`{key}` must be text in quotes")),
        }
        None
    }

    /// A whole number that must be there.
    pub fn number(&mut self, key: &'static str) -> u32 {
        let Some((offset, value)) = self.take(key) else {
            self.missing(key, "1");
            return 0;
        };
        let number = value
            .as_integer()
            .and_then(|it| u32::from_str_radix(&it.as_str().replace('_', ""), it.radix()).ok());
        number.unwrap_or_else(|| {
            self.place.complain_at(offset, format!("`{key}` must be a whole number from 0 on"));
            0
        })
    }

    /// A whole number, or what it is when it is left out.
    pub fn number_or(&mut self, key: &'static str, default: u32) -> u32 {
        self.known.insert(key);
        if self.has(key) { self.number(key) } else { default }
    }

    /// A yes or no; no when left out.
    pub fn flag(&mut self, key: &'static str) -> bool {
        let Some((offset, value)) = self.take(key) else { return false };
        value.as_bool().unwrap_or_else(|| {
            self.place.complain_at(offset, format!("`{key}` must be true or false"));
            false
        })
    }

    /// A list of texts; empty when left out.
    pub fn texts(&mut self, key: &'static str) -> Vec<String> {
        let Some((offset, value)) = self.take(key) else { return vec![] };
        let Some(array) = value.as_array() else {
            self.place.complain_at(offset, format!("`{key}` must be a list: {key} = [\"…\", \"…\"]"));
            return vec![];
        };
        let texts = array.iter().filter_map(|item| {
            let text = item.get_ref().as_str();
            if text.is_none() {
                self.place
                    .complain_at(item.span().start, format!("`{key}` holds something that is not text"));
            }
            text.map(str::to_owned)
        });
        texts.collect()
    }

    /// Runs `then` on every `[[key]]` of this table.
    pub fn each(&mut self, key: &'static str, mut then: impl FnMut(&mut Table<'_>)) {
        let Some((offset, value)) = self.take(key) else { return };
        let Some(array) = value.as_array() else {
            self.place.complain_at(offset, format!("`{key}` must be written as [[{key}]]"));
            return;
        };
        for item in array {
            match item.get_ref().as_table() {
                Some(entries) => {
                    let mut table = Table::new(self.place, format!("[[{key}]]"), item.span().start, entries);
                    then(&mut table);
                    table.finish();
                }
                None => {
                    self.place
                        .complain_at(item.span().start, format!("`{key}` must be written as [[{key}]]"));
                }
            }
        }
    }

    /// Runs `then` on the table `[key]`; false when it is left out.
    pub fn one(&mut self, key: &'static str, then: impl FnOnce(&mut Table<'_>)) -> bool {
        let Some((offset, value)) = self.take(key) else { return false };
        match value.as_table() {
            Some(entries) => {
                let mut table = Table::new(self.place, format!("[{key}]"), offset, entries);
                then(&mut table);
                table.finish();
            }
            None => self.place.complain_at(offset, format!("`{key}` must be written as [{key}]")),
        }
        true
    }

    /// Reports every key that nobody asked for.
    fn finish(self) {
        for (key, (offset, ..)) in &self.entries {
            if self.known.contains(key.as_str()) {
                continue;
            }
            let known: Vec<_> = self.known.iter().map(|key| format!("`{key}`")).collect();
            let message = format!(
                "unknown key `{key}` in {}; remove it, or use one of {}",
                self.name,
                known.join(", ")
            );
            self.place.complain_at(*offset, message);
        }
    }
}
