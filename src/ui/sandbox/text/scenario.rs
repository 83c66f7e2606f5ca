//! The words around scenarios; those of the scenarios themselves are in `share::scenario`.

pub const HELP: &str = "Each is a board on which something worth seeing happens. Your own stays as it is.";
pub const START: &str = "Start";
pub const DO: &str = "What to do: ";
pub const PREDICT: &str = "Predict first";
pub const AGAIN: &str = "Start again";
pub const OTHERS: &str = "Other scenarios";
pub const DID_NOT_ARRIVE: &str =
    "The scenario did not arrive: the network, the server or a content blocker held it back. Try again.";
pub const IS_NOT_KEPT: &str =
    "Your own board is kept. This one is gone when you leave the page, unless you use it as your board.";

pub fn start(title: &str) -> String {
    ["Start: ", title].concat()
}

pub fn unknown(name: &str) -> String {
    ["There is no scenario called ", name, ". Press Scenarios to see the list."].concat()
}

pub fn started(title: &str) -> String {
    ["Scenario: ", title, "."].concat()
}
