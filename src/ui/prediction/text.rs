//! The sentences of a prediction.

use super::answer::Confidence;
use crate::lesson::Purpose;
use crate::ui::storage::Refusal;

/// On the button that locks the answer in.
pub const fn lock_in(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Predict => "Lock in my prediction",
        Purpose::Recall => "Check my answer",
    }
}

/// The result, when the answer was right.
pub const fn right(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Predict => "You predicted it. ",
        Purpose::Recall => "You remembered it. ",
    }
}

/// On the option that the learner had chosen.
pub const fn yours(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Predict => "Your prediction",
        Purpose::Recall => "Your answer",
    }
}

/// Why the button does nothing yet.
pub const CHOOSE_FIRST: &str = "Choose an answer first.";
/// Beside the button.
pub const NO_POINTS: &str = "You can't lose points here.";
/// Above the three levels of confidence.
pub const HOW_SURE: &str = "How sure are you? (optional)";
/// The result, when the answer was wrong.
pub const WRONG: &str = "Not this time. ";
/// The result, when it was opened without an answer.
pub const NOT_ANSWERED: &str = "The answer. ";
/// On the right option.
pub const RIGHT_OPTION: &str = "Right";
/// On each wrong option.
pub const WRONG_OPTION: &str = "Wrong";
/// On the button that opens the question again.
pub const ASK_AGAIN: &str = "Ask me again";
/// Said when the question is open again.
pub const ASKED_AGAIN: &str = "The question is open again.";

/// On the button of a level.
pub const fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Guess => "Guess",
        Confidence::Fairly => "Fairly",
        Confidence::Certain => "Certain",
    }
}

/// In the result.
pub const fn was_sure(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Guess => "You called it a guess.",
        Confidence::Fairly => "You were fairly sure.",
        Confidence::Certain => "You were certain.",
    }
}

/// Beside an answer that the browser did not keep.
pub const fn not_kept(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Blocked => "The browser does not let this page keep your answer: it is gone after a reload.",
        Refusal::Full => "The storage of this browser is full: your answer is gone after a reload.",
    }
}
