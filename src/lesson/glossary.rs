//! Terms that the prose links to.

/// A term of `lessons/glossary.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// What `[[id]]` in the prose names.
    pub id: String,
    /// How it is written when the prose gives no text of its own.
    pub term: String,
    /// One or two sentences.
    pub meaning: String,
}
