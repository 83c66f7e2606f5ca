//! Lines through points: straight along the axes, with rounded corners, and a head at the end.

use super::Shape;
use crate::diagram::{Point, Route};

/// The line stops this far before the tip of its head.
pub(super) const STOP: i32 = 7;

/// A piece of a line that is drawn, from where the one before ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// The line begins here.
    Start(Point),
    /// Straight on to here, along an axis.
    Straight(Point),
    /// A quadratic curve: towards the first point, and then to the second.
    Bend(Point, Point),
}

/// The strokes of a line through these points, whose corners are rounded with this radius where there is room.
pub fn strokes(points: &[Point], radius: i32) -> Vec<Stroke> {
    let mut strokes = Vec::new();
    let mut before = None;
    for (at, &point) in points.iter().enumerate() {
        match (before, points.get(at + 1)) {
            (None, _) => strokes.push(Stroke::Start(point)),
            (Some(_), None) => strokes.push(Stroke::Straight(point)),
            (Some(before), Some(&next)) => {
                let room = radius.min(distance(point, before) / 2).min(distance(point, next) / 2);
                strokes.push(Stroke::Straight(moved(point, before, room)));
                strokes.push(Stroke::Bend(point, moved(point, next, room)));
            }
        }
        before = Some(point);
    }
    strokes
}

/// The shapes of an edge through these points: its line and its head. `from_end` draws the line from its end, so that
/// the dashes of edges that join there lie on one another.
pub(super) fn line(points: &[Point], radius: i32, from_end: bool) -> Vec<Shape> {
    let [.., before, tip] = points else { return Vec::new() };
    let mut path: Vec<Point> = points.to_vec();
    if let Some(last) = path.last_mut() {
        *last = moved(*tip, *before, STOP.min(distance(*tip, *before) - 1));
    }
    if from_end {
        path.reverse();
    }
    vec![Shape::Line { points: path, radius }, Shape::Path { class: "hd", d: head(*before, *tip) }]
}

/// A sample for the legend: 34 wide, 12 high.
pub(in crate::diagram) fn line_sample() -> Vec<Shape> {
    line(&[Point { x: 1, y: 6 }, Point { x: 33, y: 6 }], 0, false)
}

pub(super) fn distance(from: Point, to: Point) -> i32 {
    (to.x - from.x).abs() + (to.y - from.y).abs()
}

/// A point moved towards another, along an axis.
pub(super) fn moved(from: Point, to: Point, by: i32) -> Point {
    Point { x: from.x + (to.x - from.x).signum() * by, y: from.y + (to.y - from.y).signum() * by }
}

/// How far two edges of one net go together from where it parts.
pub(super) fn together(one: &Route, other: &Route) -> i32 {
    let corner = |route: &Route, n: usize| {
        let n = if route.hub_at_end { route.points.len().wrapping_sub(n + 1) } else { n };
        route.points.get(n).copied()
    };
    let mut length = 0;
    if one.net != other.net {
        return length;
    }
    for n in 0.. {
        let of_both = (corner(one, n), corner(one, n + 1), corner(other, n), corner(other, n + 1));
        let (Some(a), Some(b), Some(c), Some(d)) = of_both else { break };
        if a != c || moved(a, b, 1) != moved(c, d, 1) {
            break;
        }
        length += distance(a, b).min(distance(c, d));
    }
    length
}

/// Takes so much away from the start of a line; of its last piece nothing.
pub(super) fn shorten(points: &mut Vec<Point>, mut by: i32) {
    while let [from, to, _, ..] = points[..]
        && distance(from, to) <= by
    {
        by -= distance(from, to);
        points.remove(0);
    }
    if let [from, to, ..] = &mut points[..] {
        *from = moved(*from, *to, by.clamp(0, distance(*from, *to) - 1));
    }
}

/// Path data of a line. From its first point on it is relative, so that alike corners read alike, which makes pages
/// smaller.
pub(in crate::diagram) fn path_data(points: &[Point], radius: i32) -> String {
    let mut d = String::new();
    let mut pen = Point::default();
    for stroke in strokes(points, radius) {
        match stroke {
            Stroke::Start(at) => {
                push_step(&mut d, "M", at);
                pen = at;
            }
            Stroke::Straight(to) => {
                let Point { x, y } = between(pen, to);
                let (command, step) = if y == 0 { ("h", x) } else { ("v", y) };
                d.push_str(command);
                d.push_str(&step.to_string());
                pen = to;
            }
            Stroke::Bend(by, to) => {
                push_step(&mut d, "q", between(pen, by));
                push_step(&mut d, " ", between(pen, to));
                pen = to;
            }
        }
    }
    d
}

fn between(from: Point, to: Point) -> Point {
    Point { x: to.x - from.x, y: to.y - from.y }
}

fn push_step(d: &mut String, command: &str, step: Point) {
    d.push_str(command);
    d.push_str(&step.x.to_string());
    *d += " ";
    d.push_str(&step.y.to_string());
}

/// A triangle, 9 long and 9 wide.
fn head(before: Point, tip: Point) -> String {
    let mut d = String::new();
    push_step(&mut d, "M", tip);
    d.push_str(match between(before, tip) {
        Point { x: 1.., .. } => "l-9-4.5v9z",
        Point { x: ..=-1, .. } => "l9-4.5v9z",
        Point { y: 1.., .. } => "l-4.5-9h9z",
        Point { .. } => "l-4.5 9h9z",
    });
    d
}
