//! The keyboard in a drawing: where each key goes. Pure functions; the view moves the focus.

use super::{Drawing, Layout, Part, PartKind, PartRef, Rect, Scene};
use crate::diagram::layout::size::HEADER;

/// An arrow key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
}

/// Along an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Along {
    /// To where an edge ends: `]`.
    Forward,
    /// To where an edge starts: `[`.
    Back,
}

/// The ids that can be selected, in the order of Home and End: a group before what it holds, else as one reads.
pub fn reading_order<'a>(scene: &'a Scene, layout: &Layout, drawing: &Drawing) -> Vec<&'a str> {
    let mut ids = Vec::new();
    for part in &layout.reading {
        let id = match *part {
            PartRef::Group(at) => scene.groups.get(index(at)).map(|group| &*group.id),
            PartRef::Node(at) => scene.nodes.get(index(at)).map(|node| &*node.id),
        };
        if let Some(id) = id
            && drawing.parts.iter().any(|part| part.is_selectable && part.id == *id)
        {
            ids.push(id);
        }
    }
    ids
}

/// The nearest thing that can be selected in a direction. What stands beside counts before what stands askew.
pub fn nearest<'a>(drawing: &'a Drawing, from: &str, direction: Direction) -> Option<&'a str> {
    let start = drawing.parts.iter().find(|part| part.id == from && part.kind != PartKind::Edge)?;
    let start = turned(place(start), direction);
    let mut best = None;
    for part in &drawing.parts {
        let to = turned(place(part), direction);
        let gap = to.x - start.right();
        if gap >= 0 && part.is_selectable && part.id != from {
            let askew = (to.y - start.bottom()).max(start.y - to.bottom()).max(0);
            let shift = (middle_y(start) - middle_y(to)).abs() / 16;
            let cost = (gap + 3 * askew, shift, part.bounds.x);
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, &*part.id));
            }
        }
    }
    best.map(|it| it.1)
}

/// The box in a picture that is turned or mirrored so that this direction leads to the right.
const fn turned(Rect { x, y, w, h }: Rect, direction: Direction) -> Rect {
    match direction {
        Direction::Left => Rect { x: -x - w, y, w, h },
        Direction::Right => Rect { x, y, w, h },
        Direction::Up => Rect { x: -y - h, y: x, w: h, h: w },
        Direction::Down => Rect { x: y, y: x, w: h, h: w },
    }
}

/// A drawn edge that starts (or ends) at a node or group, and its other end. Those that are lit come first; after one that
/// was followed already comes the next, so that going to and fro leads along all of them.
pub fn followed<'a>(
    scene: &'a Scene,
    drawing: &Drawing,
    from: &str,
    along: Along,
    last: Option<&str>,
) -> Option<(&'a str, &'a str)> {
    let part = |id: &str| drawing.parts.iter().find(|part| part.id == id);
    let (mut first, mut is_next) = (None, false);
    for &is_lit in &[true, false] {
        for edge in &scene.edges {
            let (start, end) = match along {
                Along::Forward => (&edge.from, &edge.to),
                Along::Back => (&edge.to, &edge.from),
            };
            let leads = *start == from && part(end).is_some_and(|part| part.is_selectable);
            if leads && part(&edge.id).is_some_and(|line| line.class.ends_with(" is-on") == is_lit) {
                let way = Some((&*edge.id, &**end));
                if is_next {
                    return way;
                }
                first = first.or(way);
                is_next = last == Some(&*edge.id);
            }
        }
    }
    first
}

fn index(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

/// Where a part counts as standing: a group stands in its header.
fn place(part: &Part) -> Rect {
    match part.kind {
        PartKind::Group => Rect { h: HEADER.min(part.bounds.h), ..part.bounds },
        PartKind::Node | PartKind::Edge | PartKind::Mark => part.bounds,
    }
}

fn middle_y(rect: Rect) -> i32 {
    rect.y + rect.h / 2
}

#[cfg(test)]
mod tests {
    use super::super::{View, drawing, layout};
    use super::*;

    fn panel() -> (Scene, Layout, Drawing) {
        let scene: Scene = toml::from_str(include_str!("../../tests/scenes/panel-ec2.toml")).unwrap();
        let layout = layout(&scene, 344);
        let drawing = drawing(&scene, &layout, View::default());
        (scene, layout, drawing)
    }

    /// Follows arrow keys, one letter each, and tells the ids on the way.
    fn walk(drawing: &Drawing, from: &str, keys: &str) -> String {
        let mut at = from.to_owned();
        let mut way = vec![at.clone()];
        for key in keys.chars() {
            let direction = match key {
                'l' => Direction::Left,
                'r' => Direction::Right,
                'u' => Direction::Up,
                _ => Direction::Down,
            };
            if let Some(next) = nearest(drawing, &at, direction) {
                next.clone_into(&mut at);
            }
            way.push(at.clone());
        }
        way.join(" ")
    }

    #[test]
    fn arrow_keys_go_to_what_stands_there() {
        let (_, _, drawing) = panel();
        let way = walk(&drawing, "control", "ddrrruu");
        assert_eq!(way, "control agent1 a1 b2 b1 a2 agent2 control");
    }

    #[test]
    fn at_the_rim_an_arrow_key_stays() {
        let (_, _, drawing) = panel();
        assert_eq!(walk(&drawing, "os1", "l"), "os1 os1");
        assert_eq!(walk(&drawing, "scaling2", "dr"), "scaling2 scaling2 scaling2");
    }

    #[test]
    fn every_node_can_be_reached_by_arrow_keys() {
        let (scene, layout, drawing) = panel();
        let all = reading_order(&scene, &layout, &drawing);
        let mut reached = vec![all[0]];
        let mut at = 0;
        while at < reached.len() {
            for direction in [Direction::Left, Direction::Right, Direction::Up, Direction::Down] {
                if let Some(next) = nearest(&drawing, reached[at], direction)
                    && !reached.contains(&next)
                {
                    reached.push(all[all.iter().position(|id| *id == next).unwrap()]);
                }
            }
            at += 1;
        }
        assert_eq!(reached.len(), all.len());
    }

    #[test]
    fn home_and_end_follow_containment_and_then_reading() {
        let (scene, layout, drawing) = panel();
        let order = reading_order(&scene, &layout, &drawing).join(" ");
        assert_eq!(order, "control agent1 a1 b2 os1 scaling1 agent2 b1 a2 os2 scaling2");
    }

    #[test]
    fn brackets_follow_edges() {
        let (scene, _, drawing) = panel();
        let to = |from, along, last| followed(&scene, &drawing, from, along, last);
        let (edge, agent) = to("control", Along::Forward, None).unwrap();
        assert_eq!(agent, "agent1");
        assert_eq!(to("agent1", Along::Back, Some(edge)), Some((edge, "control")));
        let (other, agent) = to("control", Along::Forward, Some(edge)).unwrap();
        assert_eq!(agent, "agent2", "to and fro leads along the next edge");
        assert_eq!(to("control", Along::Forward, Some(other)), Some((edge, "agent1")), "and around again");
        assert_eq!(to("a1", Along::Forward, None), None);
    }
}
