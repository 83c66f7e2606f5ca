//! Whom a frame listens to, and what it takes for a message.

use serde_json::Value;

use super::{MAX_BYTES, NAMESPACE, Request, VERSION};

/// What the browser says of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Received<'a> {
    /// The origin of who sent it; `null` for a page without one.
    pub origin: &'a str,
    /// Whether it came from the page that holds the frame.
    pub is_from_parent: bool,
    /// The message as JSON.
    pub text: &'a str,
}

/// What comes of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// It is not for us: no answer, no effect.
    Nothing,
    /// Something to do; answer with `ack` or `nack`.
    Request {
        /// The id of the request.
        id: u64,
        /// What to do.
        request: Request,
    },
    /// One of ours that cannot be done: answer with `nack`.
    Refused {
        /// The id of the request.
        id: u64,
        /// Why, in one word.
        code: &'static str,
    },
}

/// Remembers the origin that said hello first; nobody else is heard from then on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gate {
    /// The only origin that may say hello; none: the first one does.
    expected: Option<String>,
    pinned: Option<String>,
}

impl Gate {
    /// A gate for one origin, or for whoever says hello first.
    #[must_use]
    pub fn new(expected: Option<String>) -> Self {
        Self { expected, pinned: None }
    }

    /// The origin that hears of the learner; none before it said hello.
    #[must_use]
    pub fn pinned(&self) -> Option<&str> {
        self.pinned.as_deref()
    }

    /// Reads a message.
    pub fn receive(&mut self, received: Received<'_>) -> Heard {
        let Received { origin, is_from_parent, text } = received;
        let is_known = self.pinned.as_ref().or(self.expected.as_ref()).is_none_or(|it| it == origin);
        if !is_from_parent || !is_known || text.len() > MAX_BYTES {
            return Heard::Nothing;
        }
        let Ok(message) = serde_json::from_str::<Value>(text) else { return Heard::Nothing };
        let heard = read(message);
        match &heard {
            Heard::Request { request: Request::Hello {}, .. } => {
                self.pinned.get_or_insert_with(|| origin.to_owned());
                heard
            }
            Heard::Request { .. } | Heard::Refused { .. } if self.pinned.is_some() => heard,
            // Nobody is answered before hello, so that nobody learns anything.
            Heard::Request { .. } | Heard::Refused { .. } | Heard::Nothing => Heard::Nothing,
        }
    }
}

fn read(message: Value) -> Heard {
    let is_ours = message.get("ns").and_then(Value::as_str) == Some(NAMESPACE);
    let id = message.get("id").and_then(Value::as_u64);
    let (true, Some(id), Value::Object(mut fields)) = (is_ours, id, message) else { return Heard::Nothing };
    if fields.get("v").and_then(Value::as_u64) != Some(VERSION) {
        return Heard::Refused { id, code: "version" };
    }
    let kind = fields.remove("type").unwrap_or_default();
    if !kind.as_str().is_some_and(|it| Request::TYPES.contains(&it)) {
        return Heard::Refused { id, code: "type" };
    }
    // A request without anything to say may leave its payload out.
    let payload = fields.remove("payload").unwrap_or_else(|| Value::Object(serde_json::Map::default()));
    let request = serde_json::json!({ "type": kind, "payload": payload });
    match serde_json::from_value(request) {
        Ok(request) => Heard::Request { id, request },
        Err(_) => Heard::Refused { id, code: "payload" },
    }
}
