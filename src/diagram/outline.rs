//! "Read as text": the same scene as a nested list and a table of connections.

use super::{Edge, Node, Owner, Scene, State, frame, text};

/// A scene in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Groups and nodes, nested as they stand.
    pub items: Vec<OutlineItem>,
    /// The edges, as written.
    pub connections: Vec<Connection>,
}

/// A group or a node, with what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineItem {
    /// Its id in the scene; empty for a thing that is not drawn.
    pub id: String,
    /// "ECS cluster, shop".
    pub name: String,
    /// Who runs it and how it stands: "you run it", "offline"; may be empty.
    pub notes: String,
    /// What it holds.
    pub items: Vec<OutlineItem>,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// Where it starts.
    pub from: String,
    /// Where it ends.
    pub to: String,
    /// What it carries.
    pub what: String,
    /// How it stands.
    pub status: String,
}

/// The outline of a scene in a step, or before the first one.
pub fn outline(scene: &Scene, step: Option<usize>) -> Outline {
    let frame = frame(scene, step);
    let mut connections = Vec::new();
    for (edge, state) in scene.edges.iter().zip(&frame.edges) {
        if let Some(state) = *state {
            connections.push(connection(scene, edge, state));
        }
    }
    Outline { items: items_in(scene, &frame, None, 0), connections }
}

/// The edges that end at a node or group, and those that start there, before the first step.
pub fn connections_of(scene: &Scene, id: &str) -> [Vec<Connection>; 2] {
    let with = |is_there: &dyn Fn(&&Edge) -> bool| {
        scene.edges.iter().filter(is_there).map(|edge| connection(scene, edge, edge.state)).collect()
    };
    [with(&|edge| edge.to == id), with(&|edge| edge.from == id)]
}

fn connection(scene: &Scene, edge: &Edge, state: State) -> Connection {
    Connection {
        from: name_of(scene, &edge.from),
        to: name_of(scene, &edge.to),
        what: if edge.meaning.is_empty() { text::edge(edge.kind).to_owned() } else { edge.meaning.clone() },
        status: edge.status_in(state).to_owned(),
    }
}

fn items_in(scene: &Scene, frame: &super::Frame, parent: Option<&str>, depth: usize) -> Vec<OutlineItem> {
    let mut items = InOrder::default();
    for (node, state) in scene.nodes.iter().zip(&frame.nodes) {
        if let (true, Some(state)) = (node.parent.as_deref() == parent, *state) {
            let within = if node.stands_for_others() { lines_of(node) } else { Vec::new() };
            items.add(node.order, item(&node.id, node.spoken(), notes(node.owner, state), within));
        }
    }
    for (group, state) in scene.groups.iter().zip(&frame.groups) {
        if let (true, Some(state)) =
            (group.parent.as_deref() == parent && depth <= scene.groups.len(), *state)
        {
            let within = items_in(scene, frame, Some(&group.id), depth + 1);
            let name = named(group.name(), &group.second);
            items.add(group.order, item(&group.id, name, notes(group.owner, state), within));
        }
    }
    items.items
}

/// Siblings in their order; those of one order as they come.
#[derive(Default)]
struct InOrder {
    items: Vec<OutlineItem>,
    orders: Vec<i32>,
}

impl InOrder {
    /// What has no name is not told of.
    fn add(&mut self, order: Option<i32>, item: OutlineItem) {
        let order = order.unwrap_or(0);
        let at = self.orders.iter().filter(|it| **it <= order).count();
        if !item.name.is_empty() {
            self.orders.insert(at, order);
            self.items.insert(at, item);
        }
    }
}

fn item(id: &str, name: String, notes: String, items: Vec<OutlineItem>) -> OutlineItem {
    OutlineItem { id: id.to_owned(), name, notes, items }
}

fn lines_of(node: &Node) -> Vec<OutlineItem> {
    let mut lines = Vec::new();
    for name in &node.lines {
        lines.push(item("", name.clone(), String::new(), Vec::new()));
    }
    lines
}

fn named(label: &str, second: &str) -> String {
    let mut name = label.to_owned();
    text::add(&mut name, second);
    name
}

fn notes(owner: Option<Owner>, state: State) -> String {
    named(owner.map_or("", text::owner_runs), text::state(state))
}

/// A node by its name; a group, or a node whose name others share, with the group around it.
fn name_of(scene: &Scene, id: &str) -> String {
    let group_name = |id: &str| {
        let label = &scene.group(id)?.label;
        let (mut number, mut twins) = (0, 0);
        for twin in scene.groups.iter().filter(|it| it.label == *label) {
            twins += 1;
            if twin.id == id {
                number = twins;
            }
        }
        Some(if twins > 1 { [label, " ", &number.to_string()].concat() } else { label.clone() })
    };
    let Some(node) = scene.nodes.iter().find(|node| node.id == id) else {
        return group_name(id).unwrap_or_default();
    };
    let mut name = node.spoken();
    let twins = scene.nodes.iter().filter(|it| it.spoken() == name).count();
    if let (true, Some(around)) = (twins > 1, node.parent.as_deref().and_then(group_name)) {
        name.push_str(text::INSIDE);
        name.push_str(&around);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_from(items: &[OutlineItem], depth: usize, out: &mut String) {
        for item in items {
            out.push_str(&"  ".repeat(depth));
            out.push_str(&named(&item.name, &item.notes));
            out.push('\n');
            text_from(&item.items, depth + 1, out);
        }
    }

    #[test]
    fn an_outline_is_the_scene_in_words() {
        let scene: Scene = toml::from_str(include_str!("../../tests/scenes/panel-ec2.toml")).unwrap();
        let outline = outline(&scene, None);
        let mut text = String::new();
        text_from(&outline.items, 0, &mut text);
        for row in &outline.connections {
            text += &[row.from.as_str(), &row.to, &row.what, &row.status].join(" | ");
            text.push('\n');
        }
        expect_test::expect![[r"
            ECS control plane, picks an instance, AWS runs it
            ECS cluster, shop, you run it
              EC2 instance
                ECS agent, one per host
                Task A1, web
                Task B2, api
                Docker · OS, you patch this
                Auto Scaling, you size this
              EC2 instance
                ECS agent, one per host
                Task B1, api
                Task A2, web
                Docker · OS, you patch this
                Auto Scaling, you size this
            ECS control plane, picks an instance | ECS agent, one per host, inside EC2 instance 1 | start command | in use
            ECS control plane, picks an instance | ECS agent, one per host, inside EC2 instance 2 | start command | in use
        "]]
        .assert_eq(&text);
    }
}
