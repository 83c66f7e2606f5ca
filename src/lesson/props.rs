//! How the values of an island travel from the written page into the browser: postcard bytes in base64url.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Serialize, de::DeserializeOwned};

/// Why props could not be read. The page and the program then come from different builds.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum DecodeError {
    /// Not base64url.
    #[error("the props of an island are not base64url")]
    Base64,
    /// Not the bytes of this type.
    #[error(
        "the props of an island do not fit its type: the page and the program come from different builds"
    )]
    Postcard,
}

/// The text for `data-props`.
///
/// # Panics
/// Never for plain data: postcard fails only on types whose length is not known before they are written.
#[must_use]
pub fn encode<T: Serialize>(value: &T) -> String {
    let bytes = postcard::to_allocvec(value).expect("props serialise because they are plain data");
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads what [`encode`] wrote.
///
/// # Errors
/// When the text is not what [`encode`] wrote for this type.
pub fn decode<T: DeserializeOwned>(text: &str) -> Result<T, DecodeError> {
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| DecodeError::Base64)?;
    postcard::from_bytes(&bytes).map_err(|_| DecodeError::Postcard)
}

#[cfg(test)]
mod tests {
    use super::{DecodeError, decode, encode};
    use crate::lesson::{Choice, Prediction};

    fn prediction() -> Prediction {
        Prediction {
            id: "p".into(),
            question: "Which, “a” or b?".into(),
            choices: vec![Choice { text: "a".into(), why: "so".into(), misconception: None }],
            explanation: "…".into(),
        }
    }

    #[test]
    fn props_survive_the_journey() {
        assert_eq!(decode::<Prediction>(&encode(&prediction())), Ok(prediction()));
    }

    #[test]
    fn damaged_props_are_an_error_and_not_a_panic() {
        let text = encode(&prediction());
        assert_eq!(decode::<Prediction>("*"), Err(DecodeError::Base64));
        assert_eq!(decode::<Prediction>(&text[..8]), Err(DecodeError::Postcard));
    }
}
