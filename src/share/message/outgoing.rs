//! What a frame tells the page around it.

use serde::Serialize;

/// A notice. `Ready` and `Resize` carry nothing of the learner and go to whoever holds the frame; all others go to the
/// origin that said hello.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", content = "payload", rename_all = "camelCase")]
pub enum Notice {
    /// The frame lives. Sent once; whoever hears it may say `hello`.
    #[serde(rename_all = "camelCase")]
    Ready {
        /// What the frame shows: `lesson`, `diagram`, `quiz` or `sandbox`.
        kind: String,
        /// The name of the lesson in its address; empty for the quiz and the sandbox.
        lesson: String,
        /// The requests that it understands.
        understands: Vec<String>,
        /// Whether it can keep something.
        storage: Storage,
    },
    /// How high the frame would like to be, in CSS pixels.
    #[serde(rename_all = "camelCase")]
    Resize {
        /// CSS pixels.
        height: u32,
    },
    /// The learner is at a step of the walk-through, or at a question of a quiz.
    #[serde(rename_all = "camelCase")]
    Progress {
        /// The name of the lesson in its address; empty for the quiz.
        lesson: String,
        /// Counted from 1.
        step: u32,
        /// How many steps there are.
        total: u32,
    },
    /// The learner locked a prediction in.
    #[serde(rename_all = "camelCase")]
    Predicted {
        /// The name of the lesson in its address.
        lesson: String,
        /// The id of the question in its lesson.
        question: String,
        /// The index of the choice, counted from 0.
        choice: u32,
        /// Whether it was right.
        correct: bool,
    },
    /// The learner answered an item of a quiz.
    #[serde(rename_all = "camelCase")]
    Answered {
        /// The reference of the item: its id, version and seed.
        question: String,
        /// The answer in words.
        response: String,
        /// Whether it was right.
        correct: bool,
        /// From 0 to 1.
        score: f32,
    },
    /// The learner has seen or answered everything of the frame, or has finished a round of a quiz.
    #[serde(rename_all = "camelCase")]
    Completed {
        /// From 0 to 1; none where nothing is scored.
        scaled: Option<f32>,
        /// Whether it was passed; none where nothing says what passing takes.
        passed: Option<bool>,
    },
    /// What the frame shows, as a link.
    #[serde(rename_all = "camelCase")]
    State {
        /// The fragment of a link, with its `#`; empty when there is nothing to link to.
        fragment: String,
    },
    /// Something went wrong that the page around may want to tell somebody.
    #[serde(rename_all = "camelCase")]
    Error {
        /// One word.
        code: String,
    },
    /// A request was carried out.
    #[serde(rename_all = "camelCase")]
    Ack {
        /// The id of the request.
        id: u64,
    },
    /// A request was not carried out.
    #[serde(rename_all = "camelCase")]
    Nack {
        /// The id of the request.
        id: u64,
        /// Why, in one word.
        code: String,
    },
}

/// Whether a frame can keep something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Storage {
    /// In this browser.
    Local,
    /// Until the frame is closed.
    Memory,
}

impl Notice {
    /// Whether anybody who holds the frame may hear it.
    #[must_use]
    pub fn is_for_everybody(&self) -> bool {
        match self {
            Self::Ready { .. } | Self::Resize { .. } => true,
            Self::Progress { .. }
            | Self::Predicted { .. }
            | Self::Answered { .. }
            | Self::Completed { .. }
            | Self::State { .. }
            | Self::Error { .. }
            | Self::Ack { .. }
            | Self::Nack { .. } => false,
        }
    }

    /// The message, with the id that counts what the frame has said.
    ///
    /// # Panics
    /// Never: all fields have a JSON form.
    #[must_use]
    pub fn to_text(&self, id: u64) -> String {
        #[derive(Serialize)]
        struct Message<'a> {
            ns: &'static str,
            v: u64,
            id: u64,
            #[serde(flatten)]
            notice: &'a Notice,
        }
        let message = Message { ns: super::NAMESPACE, v: super::VERSION, id, notice: self };
        serde_json::to_string(&message).expect("a notice has a JSON form because all its fields have one")
    }
}
