//! What the page around a frame may ask.

use serde::{Deserialize, Serialize};

/// A request. Each is answered by `ack` or `nack` with its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", content = "payload", rename_all = "camelCase")]
pub enum Request {
    /// Opens the conversation. From then on only the origin that said it is heard, and it hears of the learner.
    Hello {},
    /// Shows what a link shows.
    #[serde(rename_all = "camelCase")]
    SetState {
        /// The fragment of a link, with its `#`.
        fragment: String,
    },
    /// Asks for `state`.
    GetState {},
    /// Goes to a step of the walk-through.
    #[serde(rename_all = "camelCase")]
    Goto {
        /// Counted from 1.
        step: u32,
    },
    /// Changes how the frame looks. What is left out stays.
    #[serde(rename_all = "camelCase")]
    Config {
        /// Light or dark.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        theme: Option<Theme>,
        /// Whether things move.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        motion: Option<Motion>,
    },
}

impl Request {
    /// The types that there are: a message with another one is from a later version.
    pub const TYPES: [&'static str; 5] = ["hello", "setState", "getState", "goto", "config"];
}

/// Colors of the frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    /// As the system has it.
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The word in a message and in an address.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Whether things move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Motion {
    /// As the system has it.
    Auto,
    /// Nothing travels.
    Off,
}

impl Motion {
    /// The word in a message and in an address.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Off => "off",
        }
    }
}
