//! Words around the board as a diagram.

pub const CLUSTER_VIEWS: &str = "Views of the cluster";
pub const CARDS: &str = "Cards";
pub const DIAGRAM: &str = "Diagram";
pub const DIAGRAM_FILE: &str = "bayplan-board";
pub const DIAGRAM_HINT: &str = "Select anything in the picture to see what belongs to it.";
pub const DIAGRAM_IS_CUT: &str = "There is more of it: drag the picture, or scroll it, to see the rest.";
pub const DIAGRAM_ABOUT: &str = "What is selected";
pub const DIAGRAM_GONE: &str = "What was selected is gone.";
pub const DIAGRAM_AS_TEXT: &str = "Everything in the picture, as text";
pub const DIAGRAM_COLUMNS: [&str; 4] = ["From", "To", "What", "Status"];
