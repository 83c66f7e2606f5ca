//! Nodes: cards, task blocks, rows, lines of text, free places.

use super::stand::Stand;
use super::{Part, PartKind, badge, owner_tag, shape};
use crate::diagram::layout::size::{card_text_x, shown_label, tile};
use crate::diagram::list::nth;
use crate::diagram::svg::push_icon;
use crate::diagram::{Icon, Layout, Node, NodeKind, Rect, Scene, State, TaskLetter, WidthClass, text};

pub(super) fn part(scene: &Scene, layout: &Layout, stand: &Stand) -> Part {
    let Stand { at, state, is_marked: is_selected, .. } = *stand;
    let node = nth(&scene.nodes, at);
    let mut part = Part::new(PartKind::Node, &node.id, nth(&layout.nodes, at));
    let rect = &Rect { x: 0, y: 0, ..part.bounds };
    let svg = &mut part.svg;
    if is_selected {
        shape::rect(svg, "ring", &rect.grown(2), 11);
    }
    let label = shown_label(&node.label, &node.short, layout.class);
    let class = match node.kind {
        NodeKind::Card => card(node, label, rect, layout.class, svg),
        NodeKind::Task => task(node, label, rect, svg),
        NodeKind::Flat => flat(node, label, rect, svg),
        NodeKind::Mini => mini(node, rect, svg),
        NodeKind::Foot => {
            shape::text(svg, "foot", 0, 14, label);
            "node"
        }
        NodeKind::Slot => {
            shape::rect(svg, "slot", rect, 8);
            "node"
        }
    };
    if let Some(owner) = node.owner {
        owner_tag(svg, owner, rect.w - 8, -10);
    }
    let corner_x = if node.owner.is_some() { 4 } else { rect.w - 2 };
    // Words without a card have no corner: a badge would stand on them.
    let is_bare = matches!(node.kind, NodeKind::Mini | NodeKind::Foot);
    if !is_bare && let Some((class, icon)) = badge_of(node.kind, state) {
        shape::group(&mut part.badge, class);
        badge(&mut part.badge, icon, corner_x, 2);
        part.badge.push_str("</g>");
    }
    part.class.push_str(class);
    match (node.kind, node.letter) {
        (NodeKind::Task, Some(letter)) => {
            part.class += " ";
            part.class.push_str(letter.class());
        }
        (NodeKind::Card, _) => {
            part.class += " ";
            part.class.push_str(node.category().class());
        }
        (NodeKind::Task | NodeKind::Flat | NodeKind::Mini | NodeKind::Foot | NodeKind::Slot, _) => {}
    }
    part.name = node.spoken_with(label);
    if label != node.label {
        // Whoever speaks to the page says the short word that stands there; whoever listens hears the whole one too.
        text::add(&mut part.name, &node.label);
    }
    part.is_selectable = node.kind.is_selectable() || node.explain.is_some();
    part.is_selected = is_selected;
    part.stands(scene, node.owner, state, node.parent.as_ref());
    part
}

fn card(node: &Node, label: &str, rect: &Rect, class: WidthClass, svg: &mut String) -> &'static str {
    shape::rect(svg, "card", rect, 9);
    let middle = rect.h / 2;
    let text_x = if let Some(icon) = node.icon {
        let size = tile(rect.h, class);
        shape::rect(svg, "tile", &Rect { x: 8, y: middle - size / 2, w: size, h: size }, 7);
        push_icon(svg, icon, 8 + (size - 18) / 2, middle - 9, 18);
        card_text_x(class)
    } else {
        14
    };
    two_lines("l", label, "s", &node.second, text_x, middle, svg);
    "node"
}

fn two_lines(
    label_class: &str,
    label: &str,
    second_class: &str,
    second: &str,
    x: i32,
    middle: i32,
    svg: &mut String,
) {
    let first = if second.is_empty() { middle + 5 } else { middle - 3 };
    shape::text(svg, label_class, x, first, label);
    if !second.is_empty() {
        shape::text(svg, second_class, x, middle + 12, second);
    }
}

/// What a state puts on the corner; what only tasks have says how far they are on their way to run, or to stop.
const fn badge_of(kind: NodeKind, state: State) -> Option<(&'static str, Icon)> {
    match (state, kind) {
        (State::New, _) => Some(("bdg b-success", Icon::Plus)),
        (State::Allowed, _) => Some(("bdg b-success", Icon::Check)),
        (State::Offline | State::Denied | State::Missing, _) => Some(("bdg b-danger", Icon::Cross)),
        (State::Coming, NodeKind::Task) => Some(("bdg b-muted", Icon::Clock)),
        (State::Going, NodeKind::Task) => Some(("bdg b-muted", Icon::ChevronDown)),
        (State::Normal | State::Selected | State::Dimmed | State::Hot | State::Coming | State::Going, _) => {
            None
        }
    }
}

fn task(node: &Node, label: &str, rect: &Rect, svg: &mut String) -> &'static str {
    shape::rect(svg, "tf", rect, 8);
    if let Some(pattern) = node.letter.and_then(pattern) {
        shape::filled_rect(svg, "tp", rect, 8, pattern);
    }
    let (x, middle) = (rect.w / 2, rect.h / 2);
    if node.number.is_some() {
        // And how far it is, while it does not run.
        let up = if node.second.is_empty() { 0 } else { 8 };
        let mut mark = String::new();
        node.push_mark(&mut mark);
        shape::text(svg, "tl", x, middle - 1 - up, &mark);
        shape::text(svg, "ts", x, middle + 14 - up, label);
        if up > 0 {
            shape::text(svg, "ts", x, middle + 21, &node.second);
        }
    } else {
        two_lines("tl", label, "ts", &node.second, x, middle, svg);
    }
    "tsk"
}

/// The pattern of a letter in the shared definitions; sky has none.
const fn pattern(letter: TaskLetter) -> Option<&'static str> {
    match letter {
        TaskLetter::A => None,
        TaskLetter::B => Some("pat-b"),
        TaskLetter::C => Some("pat-c"),
        TaskLetter::D => Some("pat-d"),
        TaskLetter::E => Some("pat-e"),
        TaskLetter::F => Some("pat-f"),
        TaskLetter::G => Some("pat-g"),
        TaskLetter::H => Some("pat-h"),
    }
}

fn flat(node: &Node, label: &str, rect: &Rect, svg: &mut String) -> &'static str {
    shape::rect(svg, "", rect, 8);
    two_lines("", label, "q", &node.second, 10, rect.h / 2, svg);
    "flat"
}

fn mini(node: &Node, rect: &Rect, svg: &mut String) -> &'static str {
    let n = i32::try_from(node.lines.len()).unwrap_or(0);
    let mut y = (rect.h - 17 * n) / 2 + 13;
    for line in &node.lines {
        shape::text(svg, "", 0, y, line);
        y += 17;
    }
    "mini"
}
