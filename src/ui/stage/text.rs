//! The sentences of a stage that are the same in every lesson.

use std::fmt::Write as _;

/// On the button that shows the pictures as nested lists.
pub const READ_AS_TEXT: &str = "Read as text";
/// On the button that opens the list of keys, and its heading.
pub const KEYBOARD: &str = "Keyboard";
/// In the explain panel while nothing is selected.
pub const NOTHING_SELECTED: &str = "Select anything in the picture to read what it is and who manages it.";
/// The heading of that hint.
pub const NOTHING_SELECTED_TITLE: &str = "Nothing is selected";
/// The name of the step controls.
pub const WALK: &str = "Walk-through";
/// Names of the step controls.
pub const PREVIOUS: &str = "Previous step";
/// See [`PREVIOUS`].
pub const NEXT: &str = "Next step";
/// See [`PREVIOUS`].
pub const PLAY: &str = "Play";
/// See [`PREVIOUS`].
pub const PAUSE: &str = "Pause";
/// See [`PREVIOUS`].
pub const PLAY_AGAIN: &str = "Play again";
/// See [`PREVIOUS`].
pub const END: &str = "End";
/// The name of the slider over the steps.
pub const STEP: &str = "Step";

/// Keys and what they do, for the keyboard popover.
pub const KEYS: [(&str, &str); 8] = [
    ("Tab", "to the picture, and out of it"),
    ("Arrow keys", "nearest thing in that direction"),
    ("Enter or Space", "select, and read about it"),
    ("]", "along an edge to where it leads"),
    ("[", "back along an edge"),
    ("Home, End", "first and last thing"),
    ("Escape", "clear the selection"),
    ("Space on the step slider", "play or pause; arrows step"),
];

/// "Step 2 of 6".
pub fn step_of(step: usize, n_steps: usize) -> String {
    format!("Step {} of {n_steps}", step + 1)
}

/// What a screen reader hears of a step: its number, its name, and one sentence for each side.
pub fn step_spoken(step: usize, n_steps: usize, name: &str, sides: &[(String, String)]) -> String {
    let mut words = format!("{}. {name}.", step_of(step, n_steps));
    for (side, sentence) in sides.iter().filter(|(_, sentence)| !sentence.is_empty()) {
        let colon = if side.is_empty() { "" } else { ": " };
        let _ = write!(words, " {side}{colon}{sentence}");
    }
    words
}
