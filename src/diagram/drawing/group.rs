//! Groups: a box, a header, an owner tag.

use super::stand::Stand;
use super::{Part, PartKind, Shape, owner_tag};
use crate::diagram::layout::size::{HEADER_TEXT_X, shown_label};
use crate::diagram::order::order;
use crate::diagram::{Group, Layout, Rect, Scene, State, text};

/// Indices of the groups, parents before children.
pub(super) fn outside_in(scene: &Scene) -> Vec<usize> {
    let depth = |group: &Group| {
        let (mut depth, mut at) = (0_i64, group.parent.as_deref());
        while let Some(id) = at.filter(|_| depth < 100) {
            depth += 1;
            at = scene.group(id).and_then(|it| it.parent.as_deref());
        }
        depth
    };
    let depths: Vec<_> = scene.groups.iter().map(|group| (depth(group), 0)).collect();
    order(&depths)
}

pub(super) fn part(scene: &Scene, layout: &Layout, stand: &Stand) -> Part {
    let Stand { at, state, is_marked: is_selected, .. } = *stand;
    let group = &scene.groups[at];
    let mut part = Part::new(PartKind::Group, &group.id, layout.groups[at]);
    let rect = Rect { x: 0, y: 0, ..part.bounds };
    if is_selected {
        part.shapes.push(Shape::rect("ring", rect.grown(2), 14));
    }
    part.shapes.push(Shape::rect("box", rect, 12));
    if state == State::Offline {
        part.shapes.push(Shape::Rect { class: "hatch", rect, radius: 12, fill: Some("url(#hatch)") });
    }
    if !group.label.is_empty() {
        part.shapes.push(Shape::Icon { icon: group.kind.icon(), x: 10, y: 9, size: 16 });
        let second = if group.second.is_empty() { text::state(state) } else { &group.second };
        part.shapes.push(Shape::Text {
            class: "gl",
            x: HEADER_TEXT_X,
            y: 21,
            text: shown_label(&group.label, &group.short, layout.class).to_owned(),
            tail: if second.is_empty() { None } else { Some(("gs", second.to_owned())) },
        });
    }
    if let Some(owner) = group.owner {
        part.shapes.push(owner_tag(owner, rect.w - 10, 8));
    }
    part.class.push_str("grp ");
    part.class.push_str(group.kind.class());
    part.name.push_str(group.name());
    text::add(&mut part.name, &group.second);
    (part.is_selectable, part.is_selected) = (group.explain.is_some(), is_selected);
    part.stands(scene, group.owner, state, group.parent.as_ref());
    part
}
