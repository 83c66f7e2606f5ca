//! The stage of a lesson: one or more pictures side by side, and a walk-through that plays in all of them at once.

use serde::{Deserialize, Serialize};

use crate::diagram::{Explain, Icon, Scene};

/// The room of one picture in CSS pixels: two stand side by side in the stage of a lesson. The still page and the
/// living one draw for the same room, so nothing moves when one takes over.
pub const PANEL_WIDTH: i32 = 344;

/// The interactive picture of a lesson.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// What the whole stage shows.
    pub title: String,
    /// What the button that starts the walk-through says, such as "Start a task".
    pub action: String,
    /// The id of the node or group that is selected at first.
    pub selected: String,
    /// Side by side where there is room, else one under the other. No two panels share an id.
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

impl Stage {
    /// What is said about a node or a group of any panel.
    #[must_use]
    pub fn explain(&self, part: &str) -> Option<&Explain> {
        let scenes = || self.panels.iter().map(|panel| &panel.scene);
        let node = scenes().flat_map(|scene| &scene.nodes).find(|node| node.id == part);
        let group = scenes().flat_map(|scene| &scene.groups).find(|group| group.id == part);
        node.and_then(|node| node.explain.as_ref()).or(group.and_then(|group| group.explain.as_ref()))
    }
}
