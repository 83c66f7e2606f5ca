//! Groups: a box, a header, an owner tag.

use super::stand::Stand;
use super::{Part, PartKind, owner_tag, shape};
use crate::diagram::layout::size::{HEADER_TEXT_X, shown_label};
use crate::diagram::list::nth;
use crate::diagram::svg::push_icon;
use crate::diagram::{Layout, Rect, Scene, State, text};

pub(super) fn part(scene: &Scene, layout: &Layout, stand: &Stand) -> Part {
    let Stand { at, state, is_marked: is_selected, .. } = *stand;
    let group = nth(&scene.groups, at);
    let mut part = Part::new(PartKind::Group, &group.id, nth(&layout.groups, at));
    let rect = Rect { x: 0, y: 0, ..part.bounds };
    let svg = &mut part.svg;
    if is_selected {
        shape::rect(svg, "ring", &rect.grown(2), 14);
    }
    shape::rect(svg, "box", &rect, 12);
    if state == State::Offline {
        shape::filled_rect(svg, "hatch", &rect, 12, "hatch");
    }
    if !group.label.is_empty() {
        push_icon(svg, group.kind.icon(), 10, 9, 16);
        let second = if group.second.is_empty() { text::state(state) } else { &group.second };
        let label = shown_label(&group.label, &group.short, layout.class);
        shape::text_with_tail(svg, "gl", HEADER_TEXT_X, 21, label, second);
    }
    if let Some(owner) = group.owner {
        owner_tag(svg, owner, rect.w - 10, 8);
    }
    part.class.push_str("grp ");
    part.class.push_str(group.kind.class());
    part.name.push_str(group.name());
    text::add(&mut part.name, &group.second);
    (part.is_selectable, part.is_selected) = (group.explain.is_some(), is_selected);
    part.stands(scene, group.owner, state, group.parent.as_ref());
    part
}
