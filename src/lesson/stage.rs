//! The stage of a lesson: one or more pictures side by side, and a walk-through that plays in all of them at once.

use serde::{Deserialize, Serialize};

use crate::diagram::{Icon, Scene};

/// The interactive picture of a lesson.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// What the whole stage shows.
    pub title: String,
    /// What the button that starts the walk-through says, such as "Start a task".
    pub action: String,
    /// The id of the node that is selected at first, in the first panel that has it.
    pub selected: String,
    /// Side by side where there is room, else one under the other.
    pub panels: Vec<Panel>,
    /// The name of each step, such as "The request"; every panel's scene has as many steps.
    pub steps: Vec<String>,
}

/// One picture of a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Panel {
    /// The caption, such as "Fargate".
    pub name: String,
    /// Beside the caption.
    pub icon: Icon,
    /// What it shows.
    pub scene: Scene,
}
