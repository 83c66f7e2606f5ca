//! Reads JSON; what is wrong is told with the field that it is in.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// The whole input. AWS's tools write `null` where there is nothing, so such fields are as if they were not there.
pub fn json(text: &str) -> Result<Value, String> {
    let mut value =
        serde_json::from_str(text).map_err(|error| format!("the input cannot be read: {error}"))?;
    drop_nulls(&mut value);
    Ok(value)
}

fn drop_nulls(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, it| !it.is_null());
            fields.values_mut().for_each(drop_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_nulls),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// All of it, or a part.
pub fn read<T: DeserializeOwned>(value: Value) -> Result<T, String> {
    serde_path_to_error::deserialize(value).map_err(|error: serde_path_to_error::Error<serde_json::Error>| {
        let (field, problem) = (error.path().to_string(), plain(&error.inner().to_string()));
        if matches!(&*field, "." | "?") { problem } else { format!("{field}: {problem}") }
    })
}

/// Without the names of Rust's types.
fn plain(problem: &str) -> String {
    let names = [
        ("expected u8", "expected a whole number from 0 to 255"),
        ("expected u32", "expected a whole number from 0 to 4294967295"),
        ("expected i32", "expected a whole number"),
        ("expected u64", "expected a whole number from 0 on"),
        ("sequence", "list"),
        ("expected struct ", "expected an object: "),
        ("invalid type: map", "invalid type: object"),
    ];
    names.into_iter().fold(problem.to_owned(), |text, (rust, said)| text.replace(rust, said))
}
