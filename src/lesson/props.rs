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

/// Stands before the two hexadecimal digits of every byte that is not plain text.
const ESCAPE: u8 = b'~';

/// The text for `data-props`: safe inside an attribute as it is.
///
/// # Panics
/// Never for plain data: postcard fails only on types whose length is not known before they are written.
#[must_use]
pub fn encode<T: Serialize>(value: &T) -> String {
    let bytes = postcard::to_allocvec(value).expect("props serialise because they are plain data");
    let mut text = String::with_capacity(bytes.len());
    for byte in bytes {
        if is_plain(byte) {
            text.push(char::from(byte));
        } else {
            text.push(char::from(ESCAPE));
            text.push(hex(byte >> 4));
            text.push(hex(byte & 15));
        }
    }
    text
}

fn is_plain(byte: u8) -> bool {
    (b' '..=b'~').contains(&byte) && !matches!(byte, ESCAPE | b'"' | b'&' | b'<' | b'>' | b'{' | b'}')
}

fn hex(digit: u8) -> char {
    char::from_digit(u32::from(digit), 16).unwrap_or('0')
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
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != ESCAPE {
            bytes.push(byte);
            continue;
        }
        let high = char::from(rest.next()?).to_digit(16)?;
        let low = char::from(rest.next()?).to_digit(16)?;
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{DecodeError, decode, encode};
    use crate::lesson::{Choice, Prediction, Purpose};

    fn prediction() -> Prediction {
        Prediction {
            id: "p".into(),
            question: "Which, “a” or b?".into(),
            choices: vec![Choice { text: "a".into(), why: "so".into(), misconception: None }],
            purpose: Purpose::Predict,
            explanation: "…".into(),
            sources: vec![],
        }
    }

    #[test]
    fn props_survive_the_journey() {
        assert_eq!(decode::<Prediction>(&encode(&prediction())), Ok(prediction()));
    }

    #[test]
    fn damaged_props_are_an_error_and_not_a_panic() {
        let text = encode(&prediction());
        assert_eq!(decode::<Prediction>("~x0"), Err(DecodeError::Text));
        assert_eq!(decode::<Prediction>("~0"), Err(DecodeError::Text));
        assert_eq!(decode::<Prediction>(&text[..8]), Err(DecodeError::Postcard));
    }

    #[test]
    fn every_byte_survives_and_none_needs_escaping_in_an_attribute() {
        let bytes: Vec<u8> = (0..=255).collect();
        let text = encode(&bytes);
        assert_eq!(decode::<Vec<u8>>(&text), Ok(bytes));
        assert!(!text.contains(['"', '&', '<', '>']));
    }
}
