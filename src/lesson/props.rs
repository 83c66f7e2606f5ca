//! How the values of an island travel from the written page into the browser: postcard bytes as readable text.
//!
//! The text keeps what is readable in the bytes, so that the words of an island compress against the same words in
//! the page around it; base64 would hide them and make a lesson a quarter larger.

use serde::{Serialize, de::DeserializeOwned};

/// Why props could not be read. The page and the program then come from different builds.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum DecodeError {
    /// Not what [`encode`] writes.
    #[error("the props of an island are damaged")]
    Text,
    /// Not the bytes of this type.
    #[error(
        "the props of an island do not fit its type: the page and the program come from different builds"
    )]
    Postcard,
}

/// The character of byte 0; a byte that is not plain text is written as a character after it.
const ESCAPED: u32 = 0x100;

/// The text for `data-props`: safe inside an attribute as it is.
///
/// # Panics
/// Never for plain data: postcard fails only on types whose length is not known before they are written.
#[must_use]
pub fn encode<T: Serialize>(value: &T) -> String {
    let bytes = postcard::to_allocvec(value).expect("props serialise because they are plain data");
    let mut text = String::with_capacity(bytes.len());
    for byte in bytes {
        let code = if is_plain(byte) { 0 } else { ESCAPED } + u32::from(byte);
        text.extend(char::from_u32(code));
    }
    text
}

fn is_plain(byte: u8) -> bool {
    (b' '..=b'~').contains(&byte) && !matches!(byte, b'"' | b'&' | b'<' | b'>' | b'{' | b'}')
}

/// Reads what [`encode`] wrote.
///
/// # Errors
/// When the text is not what [`encode`] wrote for this type.
pub fn decode<T: DeserializeOwned>(text: &str) -> Result<T, DecodeError> {
    let bytes = bytes_from(text).ok_or(DecodeError::Text)?;
    postcard::from_bytes(&bytes).map_err(|_| DecodeError::Postcard)
}

fn bytes_from(text: &str) -> Option<Vec<u8>> {
    let byte = |it: char| u8::try_from(u32::from(it).checked_sub(ESCAPED).unwrap_or(u32::from(it))).ok();
    text.chars().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::{DecodeError, decode, encode};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Words {
        id: u8,
        all: Vec<String>,
    }

    fn words() -> Words {
        Words { id: 200, all: vec!["Which, “a” or b?".into(), "…".into()] }
    }

    #[test]
    fn props_survive_the_journey() {
        assert_eq!(decode::<Words>(&encode(&words())), Ok(words()));
    }

    #[test]
    fn damaged_props_are_an_error_and_not_a_panic() {
        let text = encode(&words());
        let short: String = text.chars().take(8).collect();
        assert_eq!(decode::<Words>("\u{200}"), Err(DecodeError::Text));
        assert_eq!(decode::<Words>(&short), Err(DecodeError::Postcard));
    }

    #[test]
    fn every_byte_survives_and_none_needs_escaping_in_an_attribute() {
        let bytes: Vec<u8> = (0..=255).collect();
        let text = encode(&bytes);
        assert_eq!(decode::<Vec<u8>>(&text), Ok(bytes));
        assert!(!text.contains(['"', '&', '<', '>']));
    }
}
