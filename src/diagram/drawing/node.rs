//! Nodes: cards, task blocks, rows, lines of text, free places.

use super::stand::Stand;
use super::{Part, PartKind, Shape, badge, inside, owner_tag, state_badge, state_class};
use crate::diagram::layout::size::{card_text_x, shown_label, tile};
use crate::diagram::{Icon, Layout, Node, NodeKind, Point, Rect, Scene, State, TaskLetter, WidthClass, text};

pub(super) fn part(scene: &Scene, layout: &Layout, stand: &Stand) -> Part {
    let Stand { at, state, is_marked: is_selected, .. } = *stand;
    let node = &scene.nodes[at];
    let rect = layout.nodes[at];
    let mut shapes = Vec::new();
    if is_selected {
        shapes.push(Shape::Rect { class: "ring", rect: rect.grown(4), radius: 12, fill: None });
    }
    let label = shown_label(&node.label, &node.short, layout.class);
    let class = match node.kind {
        NodeKind::Card => card(node, label, (rect, layout.class), &mut shapes),
        NodeKind::Task => task(node, label, rect, &mut shapes),
        NodeKind::Flat => flat(node, label, rect, &mut shapes),
        NodeKind::Mini => mini(node, rect, &mut shapes),
        NodeKind::Foot => foot(label, rect, &mut shapes),
        NodeKind::Slot => {
            shapes.push(Shape::Rect { class: "slot", rect, radius: 8, fill: None });
            "node"
        }
    };
    if let Some(owner) = node.owner {
        shapes.push(owner_tag(owner, rect.right() - 8, rect.y - 10));
    }
    let corner_x = if node.owner.is_some() { rect.x + 4 } else { rect.right() - 2 };
    // Words without a card have no corner: a badge would stand on them.
    let is_bare = matches!(node.kind, NodeKind::Mini | NodeKind::Foot);
    shapes.extend(state_badge(state, (corner_x, rect.y + 2)).filter(|_| !is_bare));
    shapes.extend(walk_badge(state, (corner_x, rect.y + 2)).filter(|_| node.kind == NodeKind::Task));
    let mut classes = class.to_owned();
    match (node.kind, node.letter) {
        (NodeKind::Task, Some(letter)) => {
            classes.push(' ');
            classes.push_str(letter.class());
        }
        (NodeKind::Card, _) => {
            classes.push(' ');
            classes.push_str(node.category().class());
        }
        (NodeKind::Task | NodeKind::Flat | NodeKind::Mini | NodeKind::Foot | NodeKind::Slot, _) => {}
    }
    classes.push_str(state_class(state));
    if is_selected && state != State::Selected {
        classes.push_str(state_class(State::Selected));
    }
    Part {
        kind: PartKind::Node,
        id: node.id.clone(),
        class: classes,
        name: spoken(scene, node, label, state),
        is_selectable: node.kind.is_selectable() || node.explain.is_some(),
        is_selected,
        bounds: rect,
        origin: Point::default(),
        shapes,
    }
}

fn card(
    node: &Node,
    label: &str,
    (rect, class): (Rect, WidthClass),
    shapes: &mut Vec<Shape>,
) -> &'static str {
    shapes.push(Shape::Rect { class: "card", rect, radius: 9, fill: None });
    let middle = rect.y + rect.h / 2;
    let text_x = if let Some(icon) = node.icon {
        let size = tile(rect.h, class);
        let tile = Rect { x: rect.x + 8, y: middle - size / 2, w: size, h: size };
        shapes.push(Shape::Rect { class: "tile", rect: tile, radius: 7, fill: None });
        shapes.push(Shape::Icon { icon, x: tile.x + (size - 18) / 2, y: middle - 9, size: 18 });
        rect.x + card_text_x(class)
    } else {
        rect.x + 14
    };
    two_lines(("l", label), ("s", &node.second), text_x, middle, shapes);
    "node"
}

fn two_lines(
    (label_class, label): (&'static str, &str),
    (second_class, second): (&'static str, &str),
    x: i32,
    middle: i32,
    shapes: &mut Vec<Shape>,
) {
    let first = if second.is_empty() { middle + 5 } else { middle - 3 };
    shapes.push(Shape::Text { class: label_class, x, y: first, text: label.to_owned(), tail: None });
    if !second.is_empty() {
        shapes.push(Shape::Text {
            class: second_class,
            x,
            y: middle + 12,
            text: second.to_owned(),
            tail: None,
        });
    }
}

/// The badge of a task that is on its way to run, or to stop.
fn walk_badge(state: State, (x, y): (i32, i32)) -> Option<Shape> {
    match state {
        State::Coming => Some(badge("bdg b-muted", Icon::Clock, x, y)),
        State::Going => Some(badge("bdg b-muted", Icon::ChevronDown, x, y)),
        State::Normal
        | State::Selected
        | State::Dimmed
        | State::Offline
        | State::New
        | State::Allowed
        | State::Denied
        | State::Hot
        | State::Missing => None,
    }
}

fn task(node: &Node, label: &str, rect: Rect, shapes: &mut Vec<Shape>) -> &'static str {
    shapes.push(Shape::Rect { class: "tf", rect, radius: 8, fill: None });
    if let Some(pattern) = node.letter.and_then(pattern) {
        shapes.push(Shape::Rect { class: "tp", rect, radius: 8, fill: Some(pattern) });
    }
    let (x, middle) = (rect.x + rect.w / 2, rect.y + rect.h / 2);
    if node.number.is_some() {
        let mut line = |class, by, text: &str| {
            shapes.push(Shape::Text { class, x, y: middle + by, text: text.to_owned(), tail: None });
        };
        if node.second.is_empty() {
            line("tl", -1, &node.mark());
            line("ts", 14, label);
        } else {
            // And how far it is, while it does not run.
            line("tl", -9, &node.mark());
            line("ts", 6, label);
            line("ts", 21, &node.second);
        }
    } else {
        two_lines(("tl", label), ("ts", &node.second), x, middle, shapes);
    }
    "tsk"
}

/// The pattern of a letter in the shared definitions; sky has none.
const fn pattern(letter: TaskLetter) -> Option<&'static str> {
    match letter {
        TaskLetter::A => None,
        TaskLetter::B => Some("url(#pat-b)"),
        TaskLetter::C => Some("url(#pat-c)"),
        TaskLetter::D => Some("url(#pat-d)"),
        TaskLetter::E => Some("url(#pat-e)"),
        TaskLetter::F => Some("url(#pat-f)"),
        TaskLetter::G => Some("url(#pat-g)"),
        TaskLetter::H => Some("url(#pat-h)"),
    }
}

fn flat(node: &Node, label: &str, rect: Rect, shapes: &mut Vec<Shape>) -> &'static str {
    shapes.push(Shape::Rect { class: "", rect, radius: 8, fill: None });
    two_lines(("", label), ("q", &node.second), rect.x + 10, rect.y + rect.h / 2, shapes);
    "flat"
}

fn mini(node: &Node, rect: Rect, shapes: &mut Vec<Shape>) -> &'static str {
    let n = i32::try_from(node.lines.len()).unwrap_or(0);
    let mut y = rect.y + (rect.h - 17 * n) / 2 + 13;
    for line in &node.lines {
        shapes.push(Shape::Text { class: "", x: rect.x, y, text: line.clone(), tail: None });
        y += 17;
    }
    "mini"
}

fn foot(label: &str, rect: Rect, shapes: &mut Vec<Shape>) -> &'static str {
    shapes.push(Shape::Text { class: "foot", x: rect.x, y: rect.y + 14, text: label.to_owned(), tail: None });
    "node"
}

fn spoken(scene: &Scene, node: &Node, label: &str, state: State) -> String {
    let mut name = node.spoken();
    if label != node.label {
        // Whoever speaks to the page says the short word that stands there; whoever listens hears the whole one too.
        name = [&node.spoken_with(label), ", ", &node.label].concat();
    }
    for more in [node.owner.map_or("", text::owner_runs), text::state(state)] {
        if !more.is_empty() {
            name.push_str(", ");
            name.push_str(more);
        }
    }
    name.push_str(&inside(scene, node.parent.as_ref()));
    name
}
