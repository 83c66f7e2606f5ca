//! "Read as text": the same scene as a nested list and a table of connections.

use super::{Edge, Frame, Owner, Scene, State, frame, text};

/// A scene in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline<'a> {
    /// Groups and nodes, nested as they stand.
    pub items: Vec<OutlineItem<'a>>,
    /// The edges, as written.
    pub connections: Vec<Connection<'a>>,
}

/// A group or a node, with what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineItem<'a> {
    /// Its id in the scene; empty for a thing that is not drawn.
    pub id: &'a str,
    /// Its place among its siblings; those of one place stand as they are written.
    pub order: i32,
    /// "ECS cluster, shop".
    pub name: String,
    /// Who runs it and how it stands: "you run it", "offline"; may be empty.
    pub notes: String,
    /// What it holds.
    pub items: Vec<OutlineItem<'a>>,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection<'a> {
    /// Where it starts.
    pub from: String,
    /// Where it ends.
    pub to: String,
    /// What it carries.
    pub what: &'a str,
    /// How it stands.
    pub status: &'a str,
}

/// The outline of a scene in a step, or before the first one.
pub fn outline(scene: &Scene, step: Option<usize>) -> Outline<'_> {
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
pub fn connections_of<'a>(scene: &'a Scene, id: &str) -> [Vec<Connection<'a>>; 2] {
    let with = |is_there: &dyn Fn(&&Edge) -> bool| {
        scene.edges.iter().filter(is_there).map(|edge| connection(scene, edge, edge.state)).collect()
    };
    [with(&|edge| edge.to == id), with(&|edge| edge.from == id)]
}

fn connection<'a>(scene: &Scene, edge: &'a Edge, state: State) -> Connection<'a> {
    Connection {
        from: name_of(scene, &edge.from),
        to: name_of(scene, &edge.to),
        what: if edge.meaning.is_empty() { text::edge(edge.kind) } else { &edge.meaning },
        status: edge.status_in(state),
    }
}

fn items_in<'a>(
    scene: &'a Scene,
    frame: &Frame,
    parent: Option<&String>,
    depth: usize,
) -> Vec<OutlineItem<'a>> {
    let mut items = Vec::new();
    for (node, state) in scene.nodes.iter().zip(&frame.nodes) {
        if let Some(state) = *state
            && node.parent.as_ref() == parent
        {
            let mut lines = Vec::new();
            if node.stands_for_others() {
                for line in &node.lines {
                    add(&mut lines, ("", None), line.clone(), String::new(), Vec::new());
                }
            }
            add(&mut items, (&node.id, node.order), node.spoken(), notes(node.owner, state), lines);
        }
    }
    for (group, state) in scene.groups.iter().zip(&frame.groups) {
        if let Some(state) = *state
            && group.parent.as_ref() == parent
            && depth <= scene.groups.len()
        {
            let mut name = group.name().to_owned();
            text::add(&mut name, &group.second);
            let within = items_in(scene, frame, Some(&group.id), depth + 1);
            add(&mut items, (&group.id, group.order), name, notes(group.owner, state), within);
        }
    }
    items
}

/// What has no name is not told of.
fn add<'a>(
    all: &mut Vec<OutlineItem<'a>>,
    (id, order): (&'a str, Option<i32>),
    name: String,
    notes: String,
    items: Vec<OutlineItem<'a>>,
) {
    let order = order.unwrap_or(0);
    let at = all.iter().filter(|it| it.order <= order).count();
    if !name.is_empty() {
        all.insert(at, OutlineItem { id, order, name, notes, items });
    }
}

fn notes(owner: Option<Owner>, state: State) -> String {
    let mut notes = String::new();
    text::add_standing(&mut notes, owner, state);
    notes
}

/// A node by its name; a group, or a node whose name others share, with the group around it.
fn name_of(scene: &Scene, id: &str) -> String {
    let mut name = String::new();
    let Some(node) = scene.nodes.iter().find(|node| node.id == id) else {
        add_group(&mut name, scene, id);
        return name;
    };
    name = node.spoken();
    let twins = scene.nodes.iter().filter(|it| it.spoken() == name).count();
    if let (true, Some(around)) = (twins > 1, &node.parent) {
        name.push_str(text::INSIDE);
        add_group(&mut name, scene, around);
    }
    name
}

/// Adds the name of a group, with a number when others share it.
fn add_group(name: &mut String, scene: &Scene, id: &str) {
    let Some(group) = scene.group(id) else { return };
    name.push_str(&group.label);
    let (mut number, mut twins) = (0, 0);
    for twin in &scene.groups {
        if twin.label == group.label {
            twins += 1;
            if twin.id == id {
                number = twins;
            }
        }
    }
    if twins > 1 {
        *name += " ";
        text::push_number(name, number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_from(items: &[OutlineItem], depth: usize, out: &mut String) {
        for item in items {
            out.push_str(&"  ".repeat(depth));
            let mut words = item.name.clone();
            text::add(&mut words, &item.notes);
            out.push_str(&words);
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
            text += &[row.from.as_str(), &row.to, row.what, row.status].join(" | ");
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
