//! How large things must be for their text: budgets a character, not measured type, so that no font can overflow.

use super::WidthClass;
use super::arena::{Px, px};
use crate::diagram::{Group, Node, NodeKind};

/// Tenths of a pixel a character takes in a label (13 px, 600).
pub const LABEL_CHAR: i64 = 74;
/// Tenths of a pixel a character takes in a second line (12.5 px).
pub const SECOND_CHAR: i64 = 68;
/// Where the text of a card starts, after its icon tile.
pub const CARD_TEXT_X: i32 = 44;
/// Where the label of a group starts, after its icon.
pub const HEADER_TEXT_X: i32 = 31;
/// The height of a header.
pub const HEADER: i32 = 34;

fn text(characters: &str, tenths: i64) -> Px {
    (px(characters.chars().count()) * tenths + 9) / 10
}

fn even(length: Px) -> Px {
    length + length % 2
}

/// The width of an edge's pill.
pub(super) fn label_width(label: &str) -> Px {
    even(text(label, SECOND_CHAR) + 18)
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
    let label = text(shown_label(&node.label, &node.short, class), LABEL_CHAR);
    let second = text(&node.second, SECOND_CHAR);
    let has_second = !node.second.is_empty();
    let block = if siblings_have_marks { (58, 56) } else { (72, 46) };
    match node.kind {
        NodeKind::Card => {
            let spare = if class == WidthClass::Narrow { 0 } else { 10 };
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
            let family = if node.number.is_some() { text(&node.label, SECOND_CHAR) } else { label + 8 };
            (
                even((family.max(second) + 16).max(block.0)),
                block.1 + if has_second && node.number.is_none() { 10 } else { 0 },
            )
        }
        NodeKind::Slot => block,
        NodeKind::Flat => (even(label.max(second) + 20), if has_second { 40 } else { 30 }),
        NodeKind::Mini => {
            let widest = node.lines.iter().map(|line| text(line, SECOND_CHAR)).max().unwrap_or(0);
            (even(widest), 17 * px(node.lines.len()) + 5)
        }
        NodeKind::Foot => (even(text(&node.label, SECOND_CHAR)), 20),
    }
}

/// Width and height of a group's header.
pub(super) fn header_size(group: &Group, class: WidthClass) -> (Px, Px) {
    let label = shown_label(&group.label, &group.short, class);
    if label.is_empty() {
        return (0, 12);
    }
    let second = if group.second.is_empty() { 0 } else { 6 + text(&group.second, SECOND_CHAR) };
    let tag = if group.owner.is_some() { 50 } else { 0 };
    (even(Px::from(HEADER_TEXT_X) + text(label, LABEL_CHAR) + second + tag + 10), Px::from(HEADER))
}
