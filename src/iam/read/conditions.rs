//! The `Condition` element: operators, in them keys, in them values.

use serde_json::Value;

use super::reader::Reader;
use crate::iam::{Condition, Gap, Operator};

pub(super) fn conditions(value: &Value, reader: &mut Reader, gaps: &mut Vec<Gap>) -> Vec<Condition> {
    let mut conditions = vec![];
    for (name, keys) in reader.object(value).into_iter().flatten() {
        let Some(keys) = reader.within(name, |reader| reader.object(keys)) else { continue };
        let Some(operator) = Operator::parse(name) else {
            gaps.push(Gap::Operator { name: name.chars().take(64).collect() });
            continue;
        };
        for (key, values) in keys {
            let values = reader.within(name, |reader| reader.within(key, |reader| scalars(values, reader)));
            conditions.push(Condition { operator, key: key.clone(), values });
        }
    }
    conditions
}

/// One value or a list of them: texts, numbers and booleans.
fn scalars(value: &Value, reader: &mut Reader) -> Vec<String> {
    match value {
        Value::Array(items) => {
            let read = |(index, item)| reader.at(index, |reader| scalar(item, reader));
            items.iter().enumerate().filter_map(read).collect()
        }
        alone => scalar(alone, reader).into_iter().collect(),
    }
}

fn scalar(value: &Value, reader: &mut Reader) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => {
            reader.wrong_type("text, a number, true or false, or a list of these", value);
            None
        }
    }
}
