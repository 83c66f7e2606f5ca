//! What is laid out: things in things, and the links between them.

use serde::{Deserialize, Serialize};

use super::Px;

/// Nodes, the groups around them, and links.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// Things that hold nothing.
    pub nodes: Vec<Thing>,
    /// Things that hold others.
    pub groups: Vec<Thing>,
    /// Lines to draw.
    pub links: Vec<Link>,
    /// How what stands in no group is put.
    pub flow: Flow,
}

/// A node or a group.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent facts about one thing")]
pub struct Thing {
    /// The group around it, by its index.
    pub parent: Option<usize>,
    /// The column it belongs to.
    pub lane: Lane,
    /// Its place in its lane; else its links decide.
    pub order: Option<i32>,
    /// How a group puts what it holds.
    pub flow: Flow,
    /// Nothing stands before it in its row.
    pub starts_row: bool,
    /// What it may share a row with.
    pub row: RowClass,
    /// A group whose children are rows that fill its width.
    pub is_box: bool,
    /// Takes a share of the spare width of its row.
    pub stretches: bool,
    /// Lines of text: nothing to point at.
    pub is_text: bool,
    /// Something stands out above its upper edge.
    pub has_tag: bool,
    /// The width that it needs, of a group that of its header.
    pub w: Px,
    /// The height that it needs, of a group that of the band at its top which no line enters.
    pub h: Px,
}

/// Which children of a box share a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowClass {
    /// A row of its own.
    #[default]
    Card,
    /// Rows of blocks.
    Blocks,
    /// Flat things, each in a row of its own.
    Flat,
    /// At the end.
    Foot,
    /// Another group.
    Group,
}

/// A line from one thing to another.
#[derive(Clone, Debug)]
pub struct Link {
    /// Where it starts, as an item: nodes count from 0, groups from where the nodes end. Without both ends it is not drawn.
    pub from: Option<usize>,
    /// Where it ends.
    pub to: Option<usize>,
    /// Links of one kind that share an end share lines; kinds are numbered from 0.
    pub kind: usize,
    /// Shares no lines.
    pub is_solo: bool,
    /// On which side it passes what stands between its ends.
    pub side: Option<Side>,
    /// The width of its label, or 0.
    pub label_w: Px,
    /// A round badge on it, near its end, keeps clear of that of the next line.
    pub has_badge: bool,
}

/// The column a node stands in, from the people on the left to the services on the right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lane {
    /// People and entries.
    People,
    /// Load balancers.
    Balancer,
    /// Listeners and target groups.
    Target,
    /// Networks, clusters, instances, tasks, and anything else.
    #[default]
    Compute,
    /// Roles, mount targets, file systems.
    Role,
    /// Other services.
    Service,
}

impl Lane {
    /// Every lane, from left to right.
    pub const ALL: [Self; 6] =
        [Self::People, Self::Balancer, Self::Target, Self::Compute, Self::Role, Self::Service];

    /// How many lanes it is from the compute.
    pub(crate) const fn distance(self) -> u8 {
        (self as u8).abs_diff(Self::Compute as u8)
    }
}

/// How the children of a group are put.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flow {
    /// Rows that wrap to a pleasant shape.
    #[default]
    Auto,
    /// All in one row while they fit.
    Row,
    /// One under the other.
    Column,
}

/// The side on which an edge leaves and enters when both ends stand in one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The left side.
    Left,
    /// The right side.
    Right,
}
