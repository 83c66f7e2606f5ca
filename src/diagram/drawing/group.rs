//! Groups: a box, a header, an owner tag.

use super::stand::Stand;
use super::{Part, PartKind, Shape, inside, owner_tag, state_class};
use crate::diagram::layout::size::{HEADER_TEXT_X, shown_label};
use crate::diagram::order::order;
use crate::diagram::{Group, Layout, Point, Scene, State, text};

/// Indices of the groups, parents before children.
pub(super) fn outside_in(scene: &Scene) -> Vec<usize> {
    let depth = |group: &Group| {
        let (mut depth, mut at) = (0_i64, group.parent.as_deref());
        while let Some(id) = at.filter(|_| depth < 100) {
            depth += 1;
            at = scene.groups.iter().find(|it| it.id == id).and_then(|it| it.parent.as_deref());
        }
        depth
    };
    let depths: Vec<_> = scene.groups.iter().map(|group| (depth(group), 0)).collect();
    order(&depths)
}

pub(super) fn part(scene: &Scene, layout: &Layout, stand: &Stand) -> Part {
    let Stand { at, state, is_marked: is_selected, .. } = *stand;
    let group = &scene.groups[at];
    let rect = layout.groups[at];
    let mut class = String::from("grp ");
    class.push_str(group.kind.class());
    class.push_str(state_class(state));
    if is_selected && state != State::Selected {
        class.push_str(state_class(State::Selected));
    }
    let mut shapes = Vec::new();
    if is_selected {
        shapes.push(Shape::Rect { class: "ring", rect: rect.grown(4), radius: 15, fill: None });
    }
    shapes.push(Shape::Rect { class: "box", rect, radius: 12, fill: None });
    if state == State::Offline {
        shapes.push(Shape::Rect { class: "hatch", rect, radius: 12, fill: Some("url(#hatch)") });
    }
    if !group.label.is_empty() {
        shapes.push(Shape::Icon { icon: group.kind.icon(), x: rect.x + 10, y: rect.y + 9, size: 16 });
        let status = text::state(state);
        let second = if group.second.is_empty() { status.to_owned() } else { group.second.clone() };
        shapes.push(Shape::Text {
            class: "gl",
            x: rect.x + HEADER_TEXT_X,
            y: rect.y + 21,
            text: shown_label(&group.label, &group.short, layout.class).to_owned(),
            tail: if second.is_empty() { None } else { Some(("gs", second)) },
        });
    }
    if let Some(owner) = group.owner {
        shapes.push(owner_tag(owner, rect.right() - 10, rect.y + 8));
    }
    Part {
        kind: PartKind::Group,
        id: group.id.clone(),
        class,
        name: spoken(scene, group, state),
        is_selectable: group.explain.is_some(),
        is_selected,
        bounds: rect,
        origin: Point::default(),
        shapes,
    }
}

fn spoken(scene: &Scene, group: &Group, state: State) -> String {
    let mut name = if group.label.is_empty() { text::group(group.kind) } else { &group.label }.to_owned();
    let owner = group.owner.map_or("", text::owner_runs);
    for more in [group.second.as_str(), owner, text::state(state)] {
        if !more.is_empty() {
            name.push_str(", ");
            name.push_str(more);
        }
    }
    name.push_str(&inside(scene, group.parent.as_ref()));
    name
}
