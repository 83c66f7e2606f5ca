//! How large things must be for their text: budgets a character, not measured type, so that no font can overflow.

use super::WidthClass;
use crate::diagram::{Group, Node, NodeKind};
use bayplan_layout::Px;

/// Where the text of a card starts, after its icon tile.
pub const CARD_TEXT_X: i32 = 44;
/// Where the label of a group starts, after its icon.
pub const HEADER_TEXT_X: i32 = 31;
/// The height of a header.
pub const HEADER: i32 = 34;

/// Pixels that a second line (12.5 px) takes, in the widest of the common system fonts.
pub fn second_width(text: &str) -> Px {
    (text.chars().map(tenths).sum::<Px>() + 9) / 10
}

/// Pixels that a label (13 px, 600) takes.
pub fn label_text_width(text: &str) -> Px {
    (text.chars().map(tenths).sum::<Px>() * 114 + 999) / 1000
}

/// Tenths of a pixel that a character takes in a second line.
fn tenths(character: char) -> Px {
    match character {
        'f' | 'i' | 'j' | 'l' | 't' | 'I' | ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '·' => 44,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '→' => 100,
        'A'..='Z' => 84,
        _ => 72,
    }
}

fn even(length: Px) -> Px {
    length + length % 2
}

/// The width of an edge's pill.
pub(super) fn label_width(label: &str) -> Px {
    even(second_width(label) + 18)
}

/// What stands on a node or in a header: the short form where it is narrow.
pub fn shown_label<'a>(label: &'a str, short: &'a str, class: WidthClass) -> &'a str {
    if class == WidthClass::Narrow && !short.is_empty() { short } else { label }
}

/// Width and height that a node needs.
pub(super) fn node_size(
    node: &Node,
    class: WidthClass,
    is_boxed: bool,
    siblings_have_marks: bool,
) -> (Px, Px) {
    let label = label_text_width(shown_label(&node.label, &node.short, class));
    let second = second_width(&node.second);
    let has_second = !node.second.is_empty();
    let block = if siblings_have_marks { (58, 56) } else { (72, 46) };
    match node.kind {
        NodeKind::Card => {
            let spare = if class == WidthClass::Narrow { 4 } else { 10 };
            // An owner tag on the top right corner keeps clear of the label, where there is room for that.
            let tag = if node.owner.is_some() && !is_boxed { label + 42 } else { 0 };
            let height = match (has_second, is_boxed) {
                (true, true) => 44,
                (true, false) => 46,
                (false, _) => 36,
            };
            (even(Px::from(CARD_TEXT_X) + (label.max(second) + spare).max(tag)), height)
        }
        NodeKind::Task => {
            let family = if node.number.is_some() { second_width(&node.label) } else { label + 8 };
            (
                even((family.max(second) + 16).max(block.0)),
                block.1 + if has_second && node.number.is_none() { 10 } else { 0 },
            )
        }
        NodeKind::Slot => block,
        NodeKind::Flat => (even(label.max(second) + 20), if has_second { 40 } else { 30 }),
        NodeKind::Mini => {
            let widest = node.lines.iter().map(|line| second_width(line)).max().unwrap_or(0);
            (even(widest), 17 * i64::try_from(node.lines.len()).unwrap_or(0) + 5)
        }
        NodeKind::Foot => (even(second_width(&node.label)), 20),
    }
}

/// Width and height of a group's header, in which this word may stand in some step in place of a second line.
pub(super) fn header_size(group: &Group, status: &str, class: WidthClass) -> (Px, Px) {
    let label = shown_label(&group.label, &group.short, class);
    if label.is_empty() {
        return (0, 12);
    }
    let second = if group.second.is_empty() { status } else { &group.second };
    let second = if second.is_empty() { 0 } else { 6 + second_width(second) };
    let tag = if group.owner.is_some() { 50 } else { 0 };
    (even(Px::from(HEADER_TEXT_X) + label_text_width(label) + second + tag + 10), Px::from(HEADER))
}
