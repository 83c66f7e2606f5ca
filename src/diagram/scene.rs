//! The scene: what a diagram shows. Authors write it (TOML), layout and drawing only read it.

use serde::{Deserialize, Serialize};

use super::kind::{EdgeKind, Flow, GroupKind, Lane, NodeKind, Owner, Side, State, TaskLetter};
use super::{Category, Icon, text};

/// A diagram without a single coordinate: groups, nodes, edges, and the steps of its walk-through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Scene {
    /// Unique in the course; part of the ids on a page.
    pub id: String,
    /// The caption, which also names the drawing.
    pub title: String,
    /// One or two sentences for those who do not see the drawing.
    #[serde(default)]
    pub description: String,
    /// How the things outside every group are put.
    #[serde(default)]
    pub flow: Flow,
    /// The groups, parents in any order.
    #[serde(default)]
    pub groups: Vec<Group>,
    /// The nodes. In one parent and lane, nodes come before groups unless `order` says otherwise.
    #[serde(default)]
    pub nodes: Vec<Node>,
    /// The edges.
    #[serde(default)]
    pub edges: Vec<Edge>,
    /// The walk-through; may be empty.
    #[serde(default)]
    pub steps: Vec<Step>,
}

/// A box with a header that holds nodes and other groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Group {
    /// Unique among groups, nodes and edges of the scene.
    pub id: String,
    /// The group around it.
    #[serde(default, rename = "in")]
    pub parent: Option<String>,
    /// What it stands for.
    pub kind: GroupKind,
    /// The header.
    pub label: String,
    /// A quieter word after the label, such as the cluster's name.
    #[serde(default)]
    pub second: String,
    /// The header in a narrow drawing; the label when empty.
    #[serde(default)]
    pub short: String,
    /// Who runs it.
    #[serde(default)]
    pub owner: Option<Owner>,
    /// How it stands before any step.
    #[serde(default)]
    pub state: State,
    /// How its children are put.
    #[serde(default)]
    pub flow: Flow,
    /// Hint: the column it stands in.
    #[serde(default)]
    pub lane: Option<Lane>,
    /// Hint: its place among its siblings; 0 when not given, ties keep the written order.
    #[serde(default)]
    pub order: Option<i32>,
    /// Hint: starts a new row.
    #[serde(default)]
    pub starts_row: bool,
    /// What the panel beside the drawing says when it is selected. It stands on the page as text, so of its bytes
    /// only whether there is any travels to the browser.
    #[serde(default, with = "is_explained")]
    pub explain: Option<Explain>,
}

/// A thing in the drawing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Node {
    /// Unique among groups, nodes and edges of the scene.
    pub id: String,
    /// The group around it.
    #[serde(default, rename = "in")]
    pub parent: Option<String>,
    /// What it looks like.
    #[serde(default)]
    pub kind: NodeKind,
    /// The name. For a task its family; for a foot its text; for `mini` and `slot` only read aloud.
    #[serde(default)]
    pub label: String,
    /// The second line.
    #[serde(default)]
    pub second: String,
    /// The label in a narrow drawing; the label when empty.
    #[serde(default)]
    pub short: String,
    /// The icon of a card.
    #[serde(default)]
    pub icon: Option<Icon>,
    /// The letter of a task.
    #[serde(default)]
    pub letter: Option<TaskLetter>,
    /// The number of a task: with its letter the mark, such as A1. Without it the block shows the family alone.
    #[serde(default)]
    pub number: Option<u16>,
    /// The lines of a `mini`. Of a `flat` they are only read aloud: what it stands for.
    #[serde(default)]
    pub lines: Vec<String>,
    /// Who runs it.
    #[serde(default)]
    pub owner: Option<Owner>,
    /// How it stands before any step.
    #[serde(default)]
    pub state: State,
    /// Hint: the column it stands in; when not given, the icon says.
    #[serde(default)]
    pub lane: Option<Lane>,
    /// Hint: its place among its siblings; 0 when not given, ties keep the written order.
    #[serde(default)]
    pub order: Option<i32>,
    /// Hint: starts a new row.
    #[serde(default)]
    pub starts_row: bool,
    /// What the panel beside the drawing says when it is selected. It stands on the page as text, so of its bytes
    /// only whether there is any travels to the browser.
    #[serde(default, with = "is_explained")]
    pub explain: Option<Explain>,
}

/// A connection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Edge {
    /// Unique among groups, nodes and edges of the scene.
    pub id: String,
    /// Where it starts: a node or a group.
    pub from: String,
    /// Where it ends: a node or a group.
    pub to: String,
    /// What it carries.
    #[serde(default)]
    pub kind: EdgeKind,
    /// A pill on the line, at most 14 characters; the legend is better.
    #[serde(default)]
    pub label: String,
    /// What it says in the legend and in the table of connections, such as "start command".
    #[serde(default)]
    pub meaning: String,
    /// How it stands before any step.
    #[serde(default)]
    pub state: State,
    /// How it stands, more exactly than its state says, such as `unhealthy`. Authors have states only.
    #[serde(skip)]
    pub status: String,
    /// Hint: the side it takes when both ends stand in one column.
    #[serde(default)]
    pub side: Option<Side>,
    /// Hint: never shares a line with an edge of the same kind and end.
    #[serde(default)]
    pub solo: bool,
}

/// One step of the walk-through. Everything it does not name is dimmed while it shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Step {
    /// One sentence.
    pub says: String,
    /// The nodes, groups and edges it is about. Empty: nothing is dimmed.
    #[serde(default)]
    pub highlight: Vec<String>,
    /// Nodes, groups and edges that are not drawn before this step; they are part of the highlight.
    #[serde(default)]
    pub appear: Vec<String>,
    /// States that hold from this step on.
    #[serde(default)]
    pub states: Vec<StateChange>,
}

/// A state that holds from a step on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct StateChange {
    /// The node, group or edge.
    pub id: String,
    /// Its new state.
    pub state: State,
}

/// What the panel beside the drawing says about a selected node or group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Explain {
    /// The heading.
    pub title: String,
    /// Two or three sentences.
    pub text: String,
    /// Short facts, shown as pills: "Runs on: each EC2 instance".
    #[serde(default)]
    pub facts: Vec<String>,
}

mod is_explained {
    use serde::{Deserialize, Deserializer, Serializer};

    use super::Explain;

    #[allow(clippy::ref_option, reason = "serde calls it with a reference to the field")]
    pub fn serialize<S: Serializer>(explain: &Option<Explain>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(explain.is_some())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Explain>, D::Error> {
        Ok(bool::deserialize(deserializer)?.then(Explain::default))
    }
}

impl Scene {
    /// The group with this id.
    pub fn group(&self, id: &str) -> Option<&Group> {
        self.groups.iter().find(|it| it.id == id)
    }
}

pub(super) fn is_among(ids: &[String], id: &str) -> bool {
    ids.iter().any(|it| it == id)
}

/// The states that a group, a node or an edge comes to in some of the steps of a scene, in turn.
pub fn states_of(steps: &[Step], id: &str) -> Vec<State> {
    let mut states = Vec::new();
    for step in steps {
        for change in &step.states {
            if change.id == id {
                states.push(change.state);
            }
        }
    }
    states
}

impl Group {
    /// Its header, or what it is when that is empty.
    pub fn name(&self) -> &str {
        if self.label.is_empty() { text::group(self.kind) } else { &self.label }
    }
}

impl Step {
    /// Whether it is about a node, a group or an edge.
    pub(super) fn tells_of(&self, id: &str) -> bool {
        is_among(&self.highlight, id) || is_among(&self.appear, id)
    }
}

impl Edge {
    /// How it stands, in words.
    pub fn status_in(&self, state: State) -> &str {
        if self.status.is_empty() { text::edge_status(self.kind, state) } else { &self.status }
    }
}

impl Node {
    /// Adds the mark of a task, such as A1; the letter alone when it has no number.
    pub(super) fn push_mark(&self, words: &mut String) {
        if let Some(letter) = self.letter {
            words.push_str(letter.letter());
        }
        if let Some(number) = self.number {
            text::push_number(words, number.into());
        }
    }

    /// What a reader who does not see the drawing hears: "ECS agent, one per host", "Task A1, web".
    pub fn spoken(&self) -> String {
        self.spoken_with(&self.label)
    }

    /// The same with another word in place of its label.
    pub fn spoken_with(&self, label: &str) -> String {
        let mut words = String::new();
        match self.kind {
            NodeKind::Task => {
                words.push_str("Task ");
                if self.number.is_some() {
                    self.push_mark(&mut words);
                    words.push_str(", ");
                }
                words.push_str(label);
            }
            NodeKind::Slot if label.is_empty() => words.push_str("Free place"),
            NodeKind::Mini if label.is_empty() => {
                for line in &self.lines {
                    text::add(&mut words, line);
                }
            }
            NodeKind::Card | NodeKind::Flat | NodeKind::Mini | NodeKind::Foot | NodeKind::Slot => {
                words.push_str(label);
            }
        }
        if self.stands_for_others() && !self.second.is_empty() {
            // "+2 more" is one phrase in two lines.
            words += " ";
            words.push_str(&self.second);
        } else {
            text::add(&mut words, &self.second);
        }
        words
    }

    /// Whether it is a row in place of several things that are not drawn, which its lines tell.
    pub fn stands_for_others(&self) -> bool {
        self.kind == NodeKind::Flat && !self.lines.is_empty()
    }

    /// The family that colors a card.
    pub fn category(&self) -> Category {
        self.icon.map_or(Category::Neutral, Icon::category)
    }
}
