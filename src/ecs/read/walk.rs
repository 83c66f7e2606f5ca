//! Compares a JSON document with the shapes: names, types, required fields.

use std::fmt::Write;

use serde_json::{Map, Value};

use super::shape::{Field, Kind, TASK_DEFINITION};
use super::{size, suggest};
use crate::ecs::{Finding, Rule};

/// Nobody mends more than this at once; the rest of a long bad text is not worth the work.
const MAX_FINDINGS: usize = 200;

/// Reports every field of the document that does not fit its shape.
pub(super) fn walk(document: &Value, findings: &mut Vec<Finding>) {
    let mut walker = Walker { path: String::new(), findings };
    walker.value(document, const { &Kind::Object(TASK_DEFINITION) });
    if findings.len() >= MAX_FINDINGS {
        findings.push(Finding::warning("", Rule::More));
    }
}

struct Walker<'a> {
    path: String,
    findings: &'a mut Vec<Finding>,
}

impl Walker<'_> {
    fn value(&mut self, value: &Value, kind: &'static Kind) {
        match (kind, value) {
            // AWS prints no nulls; other tools do, and mean "not given".
            (_, Value::Null)
            | (Kind::Any, _)
            | (Kind::Text, Value::String(_))
            | (Kind::Bool, Value::Bool(_)) => {}
            (Kind::Number, Value::Number(number)) => self.number(number, i32::MAX.unsigned_abs()),
            (Kind::Port, Value::Number(number)) => self.number(number, u32::from(u16::MAX)),
            (Kind::CpuSize, it) => self.size(it, size::cpu_units(it), Rule::NotACpuSize),
            (Kind::MemorySize, it) => self.size(it, size::memory_mib(it), Rule::NotAMemorySize),
            (Kind::OneOf(names), Value::String(text)) => {
                if !names.contains(&text.as_str()) {
                    self.error(Rule::UnknownValue { value: shortened(text), allowed: names });
                }
            }
            (Kind::OneOfElseFirst(names), Value::String(text)) => {
                if !names.contains(&text.as_str()) {
                    self.warning(Rule::UnknownValue { value: shortened(text), allowed: names });
                }
            }
            (Kind::Object(fields), Value::Object(members)) => self.object(members, fields),
            (Kind::List(kind), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.within(format_args!("[{index}]"), |walker| walker.value(item, kind));
                }
            }
            (Kind::TextMap, Value::Object(members)) => {
                for (name, member) in members {
                    self.within(format_args!(".{name:.64}"), |walker| walker.value(member, &Kind::Text));
                }
            }
            (expected, found) => {
                self.error(Rule::WrongType { expected: name_of_kind(expected), found: name_of_value(found) });
            }
        }
    }

    fn object(&mut self, members: &Map<String, Value>, fields: &'static [Field]) {
        for (name, member) in members {
            let known = fields.iter().find(|field| field.name == name);
            self.within(format_args!(".{name:.64}"), |walker| match known {
                Some(field) => walker.value(member, &field.kind),
                None => walker.warning(Rule::UnknownField { suggestion: suggest::nearest(name, fields) }),
            });
        }
        for field in fields.iter().filter(|field| field.is_required) {
            if members.get(field.name).is_none_or(Value::is_null) {
                self.within(format_args!(".{}", field.name), |walker| walker.error(Rule::Missing));
            }
        }
    }

    fn number(&mut self, number: &serde_json::Number, max: u32) {
        if number.is_f64() {
            self.error(Rule::WrongType { expected: "a whole number", found: "a fraction" });
        } else if number.as_u64().is_none_or(|it| it > u64::from(max)) {
            self.error(Rule::OutOfRange { min: 0, max });
        }
    }

    fn size(&mut self, value: &Value, size: Option<u32>, rule: Rule) {
        match (value, size) {
            (Value::Number(_), Some(_)) => self.warning(Rule::SizeIsANumber),
            (Value::Number(_) | Value::String(_), None) => self.error(rule),
            (Value::String(_), Some(_)) => {}
            (found, _) => {
                self.error(Rule::WrongType {
                    expected: name_of_kind(&Kind::Text),
                    found: name_of_value(found),
                });
            }
        }
    }

    /// Runs a step one level deeper. Stops looking once there are enough findings.
    fn within(&mut self, step: std::fmt::Arguments, look: impl FnOnce(&mut Self)) {
        if self.findings.len() >= MAX_FINDINGS {
            return;
        }
        let length = self.path.len();
        if self.path.write_fmt(step).is_ok() {
            look(self);
        }
        self.path.truncate(length);
    }

    fn error(&mut self, rule: Rule) {
        self.findings.push(Finding::error(self.path.trim_start_matches('.'), rule));
    }

    fn warning(&mut self, rule: Rule) {
        self.findings.push(Finding::warning(self.path.trim_start_matches('.'), rule));
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

fn name_of_kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::OneOf(_) | Kind::OneOfElseFirst(_) | Kind::CpuSize | Kind::MemorySize => {
            "text in double quotes"
        }
        Kind::Bool => "true or false, without quotes",
        Kind::Number | Kind::Port => "a number without quotes",
        Kind::Object(_) | Kind::TextMap => "an object in { }",
        Kind::List(_) => "a list in [ ]",
        Kind::Any => "a value",
    }
}

fn name_of_value(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
