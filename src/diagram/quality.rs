//! The faults that a layout must not have, counted; for tests.

use super::layout::size::{HEADER, HEADER_TEXT_X, card_text_x, label_text_width, second_width, shown_label};
use super::{Layout, Node, NodeKind, Point, Rect, Scene, text};
use crate::sorted::SortedMap;

/// One line for each fault.
pub fn faults(scene: &Scene, layout: &Layout) -> Vec<String> {
    let mut faults = Vec::new();
    overlaps(scene, layout, &mut faults);
    strays(scene, layout, &mut faults);
    lines(scene, layout, &mut faults);
    laid_on_each_other(scene, layout, &mut faults);
    texts(scene, layout, &mut faults);
    faults
}

/// What a reader of a desktop's page would not call a pleasant shape: less than 0.5 or more than 2.5 times as wide as high.
/// Of what is drawn, since a small drawing has room at its sides.
pub fn unpleasant_shape(layout: &Layout) -> Option<String> {
    let boxes = layout.groups.iter().chain(&layout.nodes);
    let corners = boxes.flat_map(|it| [(it.x, it.y), (it.right(), it.bottom())]);
    let points = layout.edges.iter().flat_map(|route| &route.points).map(|it| (it.x, it.y));
    let (xs, ys): (Vec<i32>, Vec<i32>) = corners.chain(points).unzip();
    let extent = |of: &[i32]| of.iter().max().zip(of.iter().min()).map_or(0, |(most, least)| most - least);
    let (w, h) = (extent(&xs), extent(&ys));
    (2 * w < h || 2 * w > 5 * h).then(|| format!("{w} x {h} is no pleasant shape"))
}

/// Crossings as drawn: a trunk counts once.
pub fn crossings(layout: &Layout) -> usize {
    let parts = parts(layout);
    let mut seen = crate::sorted::SortedSet::new();
    for v in parts.iter().filter(|part| part.is_vertical()) {
        for h in parts.iter().filter(|part| !part.is_vertical() && part.net != v.net) {
            let (x, y) = (v.rect.x, h.rect.y);
            if h.rect.x < x && x < h.rect.right() && v.rect.y < y && y < v.rect.bottom() {
                seen.insert((v.net, h.net, x, y));
            }
        }
    }
    seen.len()
}

struct LinePart {
    edge: usize,
    net: u32,
    rect: Rect,
}

impl LinePart {
    fn is_vertical(&self) -> bool {
        self.rect.w == 0
    }
}

fn parts(layout: &Layout) -> Vec<LinePart> {
    let mut parts = Vec::new();
    for (edge, route) in layout.edges.iter().enumerate() {
        for pair in route.points.windows(2) {
            let (Point { x: ax, y: ay }, Point { x: bx, y: by }) = (pair[0], pair[1]);
            let rect = Rect { x: ax.min(bx), y: ay.min(by), w: (ax - bx).abs(), h: (ay - by).abs() };
            parts.push(LinePart { edge, net: route.net, rect });
        }
    }
    parts
}

/// A group or a node, with the index of the group around it.
struct Boxed<'a> {
    id: &'a str,
    rect: Rect,
    group: Option<usize>,
    around: Option<usize>,
}

fn boxes<'a>(scene: &'a Scene, layout: &Layout) -> Vec<Boxed<'a>> {
    let at: SortedMap<&str, usize> = scene.groups.iter().enumerate().map(|(at, it)| (&*it.id, at)).collect();
    let around = |parent: &Option<String>| parent.as_deref().map(|id| at[id]);
    let groups = scene.groups.iter().zip(&layout.groups).enumerate();
    let groups = groups.map(|(at, (it, &rect))| Boxed {
        id: &it.id,
        rect,
        group: Some(at),
        around: around(&it.parent),
    });
    let nodes = scene.nodes.iter().zip(&layout.nodes);
    let nodes = nodes.map(|(it, &rect)| Boxed { id: &it.id, rect, group: None, around: around(&it.parent) });
    groups.chain(nodes).collect()
}

fn overlaps(scene: &Scene, layout: &Layout, faults: &mut Vec<String>) {
    let mut all = boxes(scene, layout);
    let parents: Vec<Option<usize>> = all[..scene.groups.len()].iter().map(|it| it.around).collect();
    let holds = |above: &Boxed<'_>, of: &Boxed<'_>| {
        let chain = std::iter::successors(of.around, |&at| parents[at]);
        above.group.is_some() && chain.into_iter().any(|at| Some(at) == above.group)
    };
    all.sort_by_key(|it| it.rect.x);
    for (at, a) in all.iter().enumerate() {
        for b in all[at + 1..].iter().take_while(|b| b.rect.x < a.rect.right()) {
            if a.rect.overlaps(b.rect) && !holds(a, b) && !holds(b, a) {
                faults.push(format!("{} overlaps {}", a.id, b.id));
            }
        }
    }
}

fn strays(scene: &Scene, layout: &Layout, faults: &mut Vec<String>) {
    let frame = Rect { x: 0, y: 0, w: layout.width, h: layout.height };
    for Boxed { id, rect, around, .. } in boxes(scene, layout) {
        let around = around.map_or(frame, |at| layout.groups[at]);
        let inside = rect.x >= around.x
            && rect.y >= around.y
            && rect.right() <= around.right()
            && rect.bottom() <= around.bottom();
        if !inside {
            faults.push(format!("{id} sticks out: {rect:?} of {around:?}"));
        }
    }
    for part in parts(layout) {
        let at = part.rect;
        if at.x < 0 || at.y < 0 || at.right() > layout.width || at.bottom() > layout.height {
            faults.push(format!("{} leaves the drawing", scene.edges[part.edge].id));
        }
    }
}

/// Lines through nodes and headers; pills on nodes and headers.
fn lines(scene: &Scene, layout: &Layout, faults: &mut Vec<String>) {
    let touches = |line: Rect, rect: Rect| {
        line.x < rect.right() - 1
            && line.right() > rect.x + 1
            && line.y < rect.bottom() - 1
            && line.bottom() > rect.y + 1
    };
    for part in parts(layout) {
        let edge = &scene.edges[part.edge];
        for (node, rect) in scene.nodes.iter().zip(&layout.nodes) {
            if edge.from != node.id && edge.to != node.id && touches(part.rect, *rect) {
                faults.push(format!("{} goes through {}", edge.id, node.id));
            }
        }
        for (group, rect) in scene.groups.iter().zip(&layout.groups) {
            if !group.label.is_empty() && touches(part.rect, Rect { h: HEADER, ..*rect }) {
                faults.push(format!("{} goes through the header of {}", edge.id, group.id));
            }
        }
    }
    for (edge, pill) in scene.edges.iter().zip(&layout.edges).filter_map(|(e, it)| it.label.map(|l| (e, l))) {
        if layout.nodes.iter().any(|rect| rect.overlaps(pill)) {
            faults.push(format!("the pill of {} lies on a node", edge.id));
        }
    }
}

fn laid_on_each_other(scene: &Scene, layout: &Layout, faults: &mut Vec<String>) {
    // By direction and place across, then from where to where along.
    let ends = |part: &LinePart| {
        let Rect { x, y, .. } = part.rect;
        if part.is_vertical() { (x, y, part.rect.bottom()) } else { (y, x, part.rect.right()) }
    };
    let mut parts = parts(layout);
    parts.sort_by_key(|part| (part.is_vertical(), ends(part)));
    for (at, a) in parts.iter().enumerate() {
        let (place, _, a_to) = ends(a);
        for b in &parts[at + 1..] {
            let (other, b_from, b_to) = ends(b);
            if b.is_vertical() != a.is_vertical() || other != place || b_from >= a_to - 1 {
                break;
            }
            if b.net != a.net && b_to > b_from + 1 {
                faults.push(format!("{} lies on {}", scene.edges[a.edge].id, scene.edges[b.edge].id));
            }
        }
    }
}

fn texts(scene: &Scene, layout: &Layout, faults: &mut Vec<String>) {
    for (node, rect) in scene.nodes.iter().zip(&layout.nodes) {
        let Node { kind, label, second, short, .. } = node;
        let label = shown_label(label, short, layout.class);
        let needs = match kind {
            NodeKind::Card => card_text_x(layout.class) + label_text_width(label).max(second_width(second)),
            NodeKind::Flat => 14 + label_text_width(label).max(second_width(second)),
            NodeKind::Task => second_width(label) + 8,
            NodeKind::Mini => node.lines.iter().map(|line| second_width(line)).max().unwrap_or(0),
            NodeKind::Foot => second_width(label),
            NodeKind::Slot => 0,
        };
        if needs > rect.w {
            faults.push(format!("the text of {} needs {needs} and has {}", node.id, rect.w));
        }
    }
    for (group, rect) in scene.groups.iter().zip(&layout.groups) {
        let label = shown_label(&group.label, &group.short, layout.class);
        let tag = if group.owner.is_some() { 50 } else { 0 };
        let in_steps = scene.steps.iter().flat_map(|it| &it.states).filter(|it| it.id == group.id);
        let status =
            in_steps.map(|it| it.state).chain([group.state]).map(|it| second_width(text::state(it))).max();
        let second = if group.second.is_empty() { status.unwrap_or(0) } else { second_width(&group.second) };
        let needs = HEADER_TEXT_X + label_text_width(label) + second + tag;
        if !label.is_empty() && needs > rect.w {
            faults.push(format!("the header of {} needs {needs} and has {}", group.id, rect.w));
        }
    }
}
