//! The stage of a lesson: one or more pictures side by side, and a walk-through that plays in all of them at once.

use serde::{Deserialize, Serialize};

use crate::diagram::{Explain, Icon, Scene, wire};

/// For how much room a picture is drawn. The still page and the living one draw for the same rooms, and the width of
/// the stage chooses among them in both, so nothing moves when one takes over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// The whole width of a stage on the page of a lesson, or of a wide frame.
    Wide,
    /// A frame in a page of somebody else, beside other things.
    Compact,
    /// Half of a wide stage, or a phone.
    Narrow,
}

impl Room {
    /// Its width in CSS pixels.
    #[must_use]
    pub const fn width(self) -> i32 {
        match self {
            Self::Wide => 696,
            Self::Compact => 500,
            Self::Narrow => 344,
        }
    }

    /// The class of the element around a picture for this room.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Compact => "compact",
            Self::Narrow => "narrow",
        }
    }

    /// The least width of a stage that has this room for a picture, in CSS pixels. `diagram.css` says the same.
    #[must_use]
    pub const fn from(self) -> i32 {
        match self {
            Self::Wide => 654,
            Self::Compact => 532,
            Self::Narrow => 0,
        }
    }
}

/// An interactive picture of a lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// Unique on its page, and the beginning of all its ids there: `stage`, or `stage-NAME`.
    pub id: String,
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
    /// The ids of the sources that its sentences rest on; the page writes them beside the island.
    #[serde(skip)]
    pub sources: Vec<String>,
}

/// One picture of a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Panel {
    /// The caption, such as "Fargate".
    pub name: String,
    /// Beside the caption.
    pub icon: Icon,
    /// What it shows.
    #[serde(with = "wire::as_bytes")]
    pub scene: Scene,
}

impl Panel {
    /// Whether a node or group of the picture has this id.
    #[must_use]
    pub fn has(&self, part: &str) -> bool {
        self.scene.nodes.iter().any(|node| node.id == part)
            || self.scene.groups.iter().any(|group| group.id == part)
    }
}

impl Stage {
    /// The id of a part of this stage on the page, such as its title.
    #[must_use]
    pub fn part_id(&self, part: &str) -> String {
        let mut id = self.id.clone();
        id.push('-');
        id.push_str(part);
        id
    }

    /// Whether a node or group of any panel has this id.
    #[must_use]
    pub fn has(&self, part: &str) -> bool {
        self.panels.iter().any(|panel| panel.has(part))
    }

    /// What is said about a node or a group of any panel.
    #[must_use]
    pub fn explain(&self, part: &str) -> Option<&Explain> {
        let scenes = || self.panels.iter().map(|panel| &panel.scene);
        let node = scenes().flat_map(|scene| &scene.nodes).find(|node| node.id == part);
        let group = scenes().flat_map(|scene| &scene.groups).find(|group| group.id == part);
        node.and_then(|node| node.explain.as_ref()).or(group.and_then(|group| group.explain.as_ref()))
    }
}
