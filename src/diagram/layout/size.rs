//! How large things must be for their text: budgets a character, not measured type, so that no font can overflow.

use super::WidthClass;
use crate::diagram::{Group, Node, NodeKind};
use bayplan_layout::Px;

/// The side of the icon tile of a card of this height.
pub const fn tile(height: i32, class: WidthClass) -> i32 {
    if height < 44 || matches!(class, WidthClass::Narrow) { 24 } else { 28 }
}

/// Where the text of a card starts, after its icon tile.
pub const fn card_text_x(class: WidthClass) -> i32 {
    if matches!(class, WidthClass::Narrow) { 39 } else { 44 }
}

/// Where the label of a group starts, after its icon.
pub const HEADER_TEXT_X: i32 = 31;
/// The height of a header.
pub const HEADER: i32 = 34;

/// Between text and the right edge of its card.
const ROOM: Px = 10;
/// The same in narrow drawings.
const NARROW_ROOM: Px = 7;

/// Pixels that a second line (12.5 px) takes, in the widest of the common system fonts, `DejaVu` Sans.
pub fn second_width(text: &str) -> Px {
    (text.chars().map(tenths).sum::<Px>() + 9) / 10
}

/// Pixels that a label (13 px, 600) takes.
pub fn label_text_width(text: &str) -> Px {
    (text.chars().map(tenths).sum::<Px>() * 117 + 999) / 1000
}

/// Tenths of a pixel that a character takes in a second line.
fn tenths(character: char) -> Px {
    match u8::try_from(character) {
        Ok(character) => Px::from(TENTHS[usize::from(character)]),
        Err(_) if character == '→' => 123,
        Err(_) => 80,
    }
}

/// The same of the characters of Latin-1: looked up, because choosing anew for each weighs more.
static TENTHS: [u8; 256] = {
    let mut tenths = [0; 256];
    let mut character: u8 = 0;
    loop {
        tenths[character as usize] = match character {
            b'i' | b'j' | b'l' | b'I' | b'\'' | b'|' => 38,
            b' ' | b'.' | b',' => 40,
            b'f' | b':' | b';' | b'/' | b'-' | 0xb7 => 44,
            b'r' | b't' | b'(' | b')' | b'!' => 52,
            b'c' | b's' | b'z' => 68,
            b'F' | b'L' | b'P' | b'T' | b'k' | b'v' | b'x' | b'y' => 75,
            b'a' | b'e' | b'o' => 77,
            b'w' | b'M' => 108,
            b'm' | b'W' | b'@' | b'%' => 123,
            b'D' | b'G' | b'H' | b'N' | b'O' | b'Q' => 97,
            b'A'..=b'C' | b'K' | b'R' | b'U'..=b'Z' => 88,
            _ => 80,
        };
        if character == u8::MAX {
            break tenths;
        }
        character += 1;
    }
};

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
    let block = match (siblings_have_marks, class) {
        (true, WidthClass::Narrow) => (56, 56),
        (true, WidthClass::Compact | WidthClass::Wide) => (58, 56),
        (false, _) => (72, 46),
    };
    match node.kind {
        NodeKind::Card => {
            let room = if class == WidthClass::Narrow { NARROW_ROOM } else { ROOM };
            // An owner tag on the top right corner keeps clear of the label, where there is room for that.
            let beside = if class == WidthClass::Narrow { 42 } else { 54 };
            let tag = if node.owner.is_some() && !is_boxed { label + beside } else { 0 };
            let height = match (has_second, is_boxed) {
                (true, true) => 44,
                (true, false) => 46,
                (false, _) => 36,
            };
            (even(card_text_x(class) + (label.max(second) + room).max(tag)), height)
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
            (even(widest), 17 * Px::try_from(node.lines.len()).unwrap_or(0) + 5)
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
    (even(HEADER_TEXT_X + label_text_width(label) + second + tag + 10), HEADER)
}
