//! Where in the document the reading is, and what is wrong so far.

use std::fmt::Write;

use serde_json::{Map, Value};

use super::{PolicyKind, PolicyProblem, PolicyRule};
use crate::ecs::nearest_of;
use crate::iam::Gap;

/// Nobody mends more than this at once.
const MAX_PROBLEMS: usize = 50;

pub(super) struct Reader {
    pub kind: PolicyKind,
    pub problems: Vec<PolicyProblem>,
    place: String,
}

impl Reader {
    pub fn new(kind: PolicyKind) -> Self {
        Self { kind, problems: vec![], place: String::new() }
    }

    /// Reads one level deeper, in a member.
    pub fn within<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let separator = if self.place.is_empty() { "" } else { "." };
        self.deeper(format_args!("{separator}{name:.64}"), read)
    }

    /// Reads one level deeper, in an item.
    pub fn at<T>(&mut self, index: usize, read: impl FnOnce(&mut Self) -> T) -> T {
        self.deeper(format_args!("[{index}]"), read)
    }

    fn deeper<T>(&mut self, step: std::fmt::Arguments, read: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.place.len();
        self.place.write_fmt(step).expect("a text takes any text, because it grows");
        let value = read(self);
        self.place.truncate(length);
        value
    }

    pub fn problem(&mut self, rule: PolicyRule) {
        let rule = match self.problems.len() {
            0..MAX_PROBLEMS => rule,
            MAX_PROBLEMS => PolicyRule::More,
            _ => return,
        };
        let place = if rule == PolicyRule::More { String::new() } else { self.place.clone() };
        self.problems.push(PolicyProblem { place, rule });
    }

    pub fn wrong_type(&mut self, expected: &'static str, value: &Value) {
        let found = match value {
            Value::Null => "null",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::String(_) => "text",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        self.problem(PolicyRule::WrongType { expected, found });
    }

    pub fn text<'a>(&mut self, value: &'a Value) -> Option<&'a str> {
        if !value.is_string() {
            self.wrong_type("text", value);
        }
        value.as_str()
    }

    pub fn object<'a>(&mut self, value: &'a Value) -> Option<&'a Map<String, Value>> {
        if !value.is_object() {
            self.wrong_type("an object", value);
        }
        value.as_object()
    }

    /// One text, or a list of texts; each goes through `check`, which may report it.
    pub fn texts(&mut self, value: &Value, check: impl Fn(&mut Self, &str)) -> Vec<String> {
        let one = |reader: &mut Self, item: &Value| match item {
            Value::String(text) => {
                check(reader, text);
                Some(text.clone())
            }
            other => {
                reader.wrong_type("text or a list of texts", other);
                None
            }
        };
        match value {
            Value::Array(items) => {
                let read = |(index, item)| self.at(index, |reader| one(reader, item));
                items.iter().enumerate().filter_map(read).collect()
            }
            alone => one(self, alone).into_iter().collect(),
        }
    }
}

/// An element that this module does not know.
pub(super) fn unknown(name: &str, known: &'static [&'static str]) -> Gap {
    Gap::Element {
        name: name.chars().take(64).collect(),
        suggestion: nearest_of(name, known.iter().copied()),
    }
}
