//! The name of one variant of an item, so that teacher and learner can speak of the same one.

use std::fmt;

use serde::{Deserialize, Serialize};

/// `item . version . seed`, such as `spread-place.1.81723`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reference {
    /// Of an authored item or a generator.
    pub id: String,
    /// Grows whenever the same seed would give another item.
    pub version: u32,
    /// Decides the variant and the order of its options.
    pub seed: u32,
}

impl Reference {
    /// From its parts.
    #[must_use]
    pub fn new(id: &str, version: u32, seed: u32) -> Self {
        Self { id: id.to_owned(), version, seed }
    }

    /// Reads what [`fmt::Display`] writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let (id, version, seed) = (parts.next()?, parts.next()?, parts.next()?);
        let is_id = !id.is_empty() && id.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-');
        if !is_id || parts.next().is_some() {
            return None;
        }
        Some(Self::new(id, version.parse().ok()?, seed.parse().ok()?))
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.id, self.version, self.seed)
    }
}

impl From<Reference> for String {
    fn from(reference: Reference) -> Self {
        reference.to_string()
    }
}

impl TryFrom<String> for Reference {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("`{text}` names no question; it reads ITEM.VERSION.SEED"))
    }
}

#[cfg(test)]
mod tests {
    use super::Reference;

    #[test]
    fn a_reference_reads_as_it_is_written_and_nothing_else_does() {
        let reference = Reference::new("spread-place", 2, u32::MAX);
        assert_eq!(Reference::parse(&reference.to_string()), Some(reference));
        for text in ["", "a", "a.1", "a.1.2.3", ".1.2", "a b.1.2", "a.x.2", "a.1.-2", "a.1.4294967296"] {
            assert_eq!(Reference::parse(text), None, "{text}");
        }
    }
}
