//! Reads JSON values key by key.
//!
//! Every page reads progress when it starts. What `serde` derives for a document of this size weighs more than all of
//! this together.

use serde_json::{Map, Value};

use super::ProgressError;

/// The keys of an object that are still to be read.
pub struct Fields(Map<String, Value>);

impl Fields {
    /// All keys of it.
    ///
    /// # Errors
    /// When it is no object.
    pub fn of(value: Value) -> Result<Self, ProgressError> {
        match value {
            Value::Object(fields) => Ok(Self(fields)),
            _ => Err(invalid("a part of it has no keys")),
        }
    }

    /// The value of a key, as a function reads it. A key that is missing has the value `null`.
    ///
    /// # Errors
    /// When the function gives nothing.
    pub fn read<T>(&mut self, key: &str, read: impl FnOnce(Value) -> Option<T>) -> Result<T, ProgressError> {
        read(self.take(key)).ok_or_else(|| invalid(&[key, " is not what it can be"].concat()))
    }

    /// The value of a key that may be `null`.
    ///
    /// # Errors
    /// When it is not, and the function gives nothing.
    pub fn optional<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(Value) -> Option<T>,
    ) -> Result<Option<T>, ProgressError> {
        if self.0.get(key).is_none_or(Value::is_null) {
            self.0.remove(key);
            return Ok(None);
        }
        self.read(key, read).map(Some)
    }

    /// The value of a key.
    pub fn take(&mut self, key: &str) -> Value {
        self.0.remove(key).unwrap_or(Value::Null)
    }

    /// Whether every key has been read.
    ///
    /// # Errors
    /// When one is left.
    pub fn end(self) -> Result<(), ProgressError> {
        self.0.keys().next().map_or(Ok(()), |key| Err(invalid(&["it has an unknown key, ", key].concat())))
    }
}

/// A whole number.
pub fn number<N: TryFrom<u64>>(value: Value) -> Option<N> {
    value.as_u64()?.try_into().ok()
}

/// A text.
pub fn text(value: Value) -> Option<String> {
    if let Value::String(text) = value { Some(text) } else { None }
}

/// `true` or `false`.
pub fn flag(value: Value) -> Option<bool> {
    value.as_bool()
}

/// A list of what a function reads.
pub fn list<T>(value: Value, read: impl FnMut(Value) -> Option<T>) -> Option<Vec<T>> {
    if let Value::Array(values) = value { values.into_iter().map(read).collect() } else { None }
}

/// An error that says what cannot be.
pub fn invalid(problem: &str) -> ProgressError {
    ProgressError::Invalid { problem: problem.to_owned() }
}
