//! The words an author may use for groups, nodes, edges and their states.

use serde::{Deserialize, Serialize};

use super::Icon;
pub use bayplan_layout::{Flow, Lane, Side};

/// What a group stands for; gives its border, its fill and its icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GroupKind {
    /// The AWS Cloud.
    Cloud,
    /// An AWS Region.
    Region,
    /// A virtual private cloud.
    Vpc,
    /// An Availability Zone.
    Az,
    /// A subnet.
    Subnet,
    /// A security group.
    SecurityGroup,
    /// An ECS cluster.
    Cluster,
    /// A container instance.
    Instance,
    /// The environment that one Fargate task gets for itself.
    Fargate,
    /// A task that shows its containers.
    Taskbox,
}

impl GroupKind {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::Cloud,
        Self::Region,
        Self::Vpc,
        Self::Az,
        Self::Subnet,
        Self::SecurityGroup,
        Self::Cluster,
        Self::Instance,
        Self::Fargate,
        Self::Taskbox,
    ];

    /// The class that gives the group its looks.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Cloud => "k-cloud",
            Self::Region => "k-region",
            Self::Vpc => "k-vpc",
            Self::Az => "k-az",
            Self::Subnet => "k-subnet",
            Self::SecurityGroup => "k-security-group",
            Self::Cluster => "k-cluster",
            Self::Instance => "k-instance",
            Self::Fargate => "k-fargate",
            Self::Taskbox => "k-taskbox",
        }
    }

    /// The icon in the header.
    pub const fn icon(self) -> Icon {
        match self {
            Self::Cloud => Icon::Internet,
            Self::Region => Icon::Region,
            Self::Vpc => Icon::Vpc,
            Self::Az => Icon::Az,
            Self::Subnet => Icon::Subnet,
            Self::SecurityGroup => Icon::SecurityGroup,
            Self::Cluster => Icon::Cluster,
            Self::Instance => Icon::Ec2,
            Self::Fargate => Icon::Fargate,
            Self::Taskbox => Icon::Task,
        }
    }

    /// Whether it holds rows of blocks that fill its width, rather than things that stand apart.
    pub const fn is_box_of_rows(self) -> bool {
        matches!(self, Self::Instance | Self::Fargate | Self::Taskbox)
    }
}

/// What a node looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NodeKind {
    /// A card with an icon, a label and a second line.
    #[default]
    Card,
    /// A task block: fill and pattern by letter, with its mark (A1) above its family.
    Task,
    /// A plain row: a label and a second line, no icon.
    Flat,
    /// Short lines of text beside a task, such as "1 vCPU", "2 GB".
    Mini,
    /// One line of text at the foot of a box.
    Foot,
    /// A free place: dashed and empty.
    Slot,
}

impl NodeKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [Self::Card, Self::Task, Self::Flat, Self::Mini, Self::Foot, Self::Slot];

    /// Whether a learner can select it and read about it.
    pub const fn is_selectable(self) -> bool {
        matches!(self, Self::Card | Self::Task | Self::Flat)
    }
}

/// The letter of a task definition: its color and its pattern on every screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TaskLetter {
    /// Sky, no pattern.
    A,
    /// Amber, rising diagonals.
    B,
    /// Green, dots.
    C,
    /// Pink, horizontal lines.
    D,
    /// Yellow, vertical lines.
    E,
    /// Rust, falling diagonals.
    F,
    /// Blue, grid.
    G,
    /// Slate, crosshatch.
    H,
}

impl TaskLetter {
    /// Every letter, in order of first use.
    pub const ALL: [Self; 8] = [Self::A, Self::B, Self::C, Self::D, Self::E, Self::F, Self::G, Self::H];

    /// The class that sets `--task` and `--task-ink`.
    pub const fn class(self) -> &'static str {
        match self {
            Self::A => "task-a",
            Self::B => "task-b",
            Self::C => "task-c",
            Self::D => "task-d",
            Self::E => "task-e",
            Self::F => "task-f",
            Self::G => "task-g",
            Self::H => "task-h",
        }
    }

    /// The letter as it stands on the block.
    pub const fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
            Self::E => "E",
            Self::F => "F",
            Self::G => "G",
            Self::H => "H",
        }
    }
}

/// What an edge carries; gives its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EdgeKind {
    /// A request.
    #[default]
    Traffic,
    /// A command or an agent's call.
    Control,
    /// Which role signs.
    Credentials,
    /// File access.
    Data,
    /// A call that a policy allows.
    Allowed,
    /// A call that a policy denies.
    Denied,
    /// A path that is not used or fails.
    Unused,
}

impl EdgeKind {
    /// Every kind, in the order of the legend.
    pub const ALL: [Self; 7] = [
        Self::Traffic,
        Self::Control,
        Self::Credentials,
        Self::Data,
        Self::Allowed,
        Self::Denied,
        Self::Unused,
    ];

    /// The class that gives a dot on the line its looks.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Traffic => "e-traffic",
            Self::Control => "e-control",
            Self::Credentials => "e-credentials",
            Self::Data => "e-data",
            Self::Allowed => "e-allowed",
            Self::Denied => "e-denied",
            Self::Unused => "e-unused",
        }
    }

    /// The classes that give the line its looks, in a picture and in its legend.
    pub const fn line_class(self) -> &'static str {
        match self {
            Self::Traffic => "edg e-traffic",
            Self::Control => "edg e-control",
            Self::Credentials => "edg e-credentials",
            Self::Data => "edg e-data",
            Self::Allowed => "edg e-allowed",
            Self::Denied => "edg e-denied",
            Self::Unused => "edg e-unused",
        }
    }
}

/// Who runs a thing: the "who manages what" of the lessons in one glyph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Owner {
    /// The learner.
    You,
    /// Amazon Web Services.
    Aws,
}

/// How a group, a node or an edge stands at this moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Nothing special.
    #[default]
    Normal,
    /// Chosen by the learner, or by the step.
    Selected,
    /// Outside the current step.
    Dimmed,
    /// Does not work: dashed, with a cross and a word.
    Offline,
    /// Just appeared: with a plus.
    New,
    /// Allowed: green, with a tick.
    Allowed,
    /// Refused: red, with a cross.
    Denied,
    /// What the current step is about.
    Hot,
    /// Not yet: a task that starts, dashed and empty with a clock; a line that is not used yet, thin.
    Coming,
    /// Not for long: a task that stops or an instance that is drained, dashed; a line that is not used any more, thin.
    Going,
    /// Named, and not there: dashed, with a cross and a word.
    Missing,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 11] = [
        Self::Normal,
        Self::Selected,
        Self::Dimmed,
        Self::Offline,
        Self::New,
        Self::Allowed,
        Self::Denied,
        Self::Hot,
        Self::Coming,
        Self::Going,
        Self::Missing,
    ];
}
