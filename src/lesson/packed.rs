//! Layouts as they travel to a page: lists of numbers, each the difference to one of its kind before it, so that most are
//! small, many are 0, and a page packs well.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::diagram::{Layout, PartRef, Point, Rect, Route, WidthClass};

const CLASSES: [WidthClass; 3] = [WidthClass::Narrow, WidthClass::Compact, WidthClass::Wide];

pub(super) fn serialize<S: Serializer>(layouts: &[Vec<Layout>], serializer: S) -> Result<S::Ok, S::Error> {
    let packed: Vec<Vec<Vec<i32>>> = layouts.iter().map(|room| room.iter().map(pack).collect()).collect();
    packed.serialize(serializer)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Vec<Layout>>, D::Error> {
    let packed = Vec::<Vec<Vec<i32>>>::deserialize(deserializer)?;
    let rooms = packed.into_iter().map(|room| room.into_iter().map(unpack).collect());
    rooms.collect::<Option<_>>().ok_or_else(|| D::Error::custom("a layout ends too early"))
}

fn pack(layout: &Layout) -> Vec<i32> {
    let class = CLASSES.iter().position(|it| *it == layout.class).unwrap_or_default();
    let mut numbers = vec![number(class), layout.width, layout.height];
    numbers.extend([layout.groups.len(), layout.nodes.len(), layout.edges.len()].map(number));
    let mut before = Rect::default();
    for rect in layout.groups.iter().chain(&layout.nodes) {
        numbers.extend(difference(rect, &before));
        before = *rect;
    }
    let (mut at, mut hub) = (Point::default(), 0);
    for route in &layout.edges {
        numbers.push(number(route.points.len()));
        for point in &route.points {
            numbers.extend([point.x - at.x, point.y - at.y]);
            at = *point;
        }
        numbers.extend([route.net.cast_signed() - hub, i32::from(route.hub_at_end)]);
        hub = route.net.cast_signed();
        numbers.push(i32::from(route.label.is_some()));
        if let Some(label) = &route.label {
            numbers.extend(difference(label, &before));
            before = *label;
        }
    }
    let mut last = 0;
    for part in &layout.reading {
        let next = match part {
            PartRef::Group(at) => at.cast_signed(),
            PartRef::Node(at) => number(layout.groups.len()) + at.cast_signed(),
        };
        numbers.push(next - last);
        last = next;
    }
    numbers
}

fn unpack(numbers: Vec<i32>) -> Option<Layout> {
    let mut numbers = numbers.into_iter();
    let mut next = || numbers.next();
    let class = *CLASSES.get(usize::try_from(next()?).ok()?)?;
    let (width, height) = (next()?, next()?);
    let (n_groups, n_nodes, n_edges) = (next()?, next()?, next()?);
    let mut before = Rect::default();
    let mut rects = vec![];
    for _ in 0..n_groups + n_nodes {
        before = after(&before, &mut next)?;
        rects.push(before);
    }
    let nodes = rects.split_off(usize::try_from(n_groups).ok()?.min(rects.len()));
    let (mut at, mut hub, mut edges) = (Point::default(), 0, vec![]);
    for _ in 0..n_edges {
        let mut points = vec![];
        for _ in 0..next()? {
            at = Point { x: at.x + next()?, y: at.y + next()? };
            points.push(at);
        }
        hub += next()?;
        let hub_at_end = next()? == 1;
        let label = if next()? == 1 { Some(after(&before, &mut next)?) } else { None };
        before = label.unwrap_or(before);
        edges.push(Route { points, net: hub.cast_unsigned(), hub_at_end, label });
    }
    let mut part = 0;
    let reading = numbers.map(|by| {
        part += by;
        match part - n_groups {
            at if at < 0 => PartRef::Group(part.cast_unsigned()),
            at => PartRef::Node(at.cast_unsigned()),
        }
    });
    Some(Layout { class, width, height, reading: reading.collect(), groups: rects, nodes, edges })
}

fn difference(rect: &Rect, before: &Rect) -> [i32; 4] {
    [rect.x - before.x, rect.y - before.y, rect.w - before.w, rect.h - before.h]
}

fn after(before: &Rect, next: &mut impl FnMut() -> Option<i32>) -> Option<Rect> {
    Some(Rect { x: before.x + next()?, y: before.y + next()?, w: before.w + next()?, h: before.h + next()? })
}

fn number(length: usize) -> i32 {
    i32::try_from(length).expect("a picture has fewer than 2^31 parts because it fits on a page")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout() -> Layout {
        let rect = |x, y| Rect { x, y, w: 100 + y, h: 40 };
        let point = |x, y| Point { x, y };
        let edge = |points, net, label| Route { points, net, hub_at_end: net == 1, label };
        Layout {
            class: WidthClass::Compact,
            width: 500,
            height: 300,
            groups: vec![rect(8, 8), rect(16, 40)],
            nodes: vec![rect(20, 60), rect(4, -2), rect(300, 60)],
            edges: vec![
                edge(vec![point(120, 80), point(200, 80), point(200, 20)], 1, Some(rect(150, 70))),
                edge(vec![], 0, None),
                edge(vec![point(1, 2), point(1, 3)], 7, Some(rect(0, 0))),
            ],
            reading: vec![
                PartRef::Group(0),
                PartRef::Node(1),
                PartRef::Group(1),
                PartRef::Node(0),
                PartRef::Node(2),
            ],
        }
    }

    #[test]
    fn a_layout_survives_being_packed() {
        assert_eq!(unpack(pack(&layout())), Some(layout()));
        assert_eq!(unpack(pack(&Layout::default())), Some(Layout::default()));
    }

    #[test]
    fn a_list_that_ends_too_early_is_no_layout() {
        let whole = pack(&layout());
        let n_needed = whole.len() - layout().reading.len();
        for n in 0..n_needed {
            assert_eq!(unpack(whole[..n].to_vec()), None, "{n} of {} numbers", whole.len());
        }
    }
}
