//! The sentences of a stage that are the same in every lesson.

use crate::ui::decimal;
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
/// The name of a picture that is wider than its place.
pub fn scrolls(picture: &str) -> String {
    [picture, ", scrolls sideways"].concat()
}

/// The name of the slider over the steps.
pub const STEP: &str = "Step";

/// The name of the buttons that change the size of a picture.
pub const ZOOM: &str = "Size of the picture";
/// Names of those buttons.
pub const ZOOM_IN: &str = "Zoom in";
/// See [`ZOOM_IN`].
pub const ZOOM_OUT: &str = "Zoom out";
/// The name of the button that opens the menu of files, and its heading.
pub const DOWNLOAD: &str = "Download the picture";
/// Below that heading.
pub const DOWNLOAD_HINT: &str = "As it stands, in the colors of this page.";
/// In that menu.
pub const AS_SVG: &str = "SVG, sharp at every size";
/// See [`AS_SVG`].
pub const AS_PNG: &str = "PNG, for slides and documents";
/// When a browser does not paint.
pub const NO_PNG: &str = "This browser did not make a PNG. Download the SVG instead.";

/// Keys and what they do, for the keyboard popover.
pub const KEYS: [(&str, &str); 10] = [
    ("Tab", "to the picture, and out of it"),
    ("Arrow keys", "nearest thing in that direction"),
    ("Enter or Space", "select, and read about it"),
    ("]", "along an edge; after [, along the next"),
    ("[", "back along an edge"),
    ("Home, End", "first and last thing"),
    ("Escape", "clear the selection"),
    ("+, −, 0", "larger, smaller, the whole picture"),
    ("Ctrl or ⌘ and wheel", "larger, smaller; drag to move"),
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

/// "150 %".
pub fn percent(percent: f64) -> String {
    [&decimal::whole(percent), " %"].concat()
}

/// The name of the button that says how large a picture is.
pub fn whole(at: f64) -> String {
    format!("{}, show the whole picture", percent(at))
}

/// What a screen reader hears of a new size.
pub fn zoomed(to: f64) -> String {
    format!("The picture is at {}.", percent(to))
}
