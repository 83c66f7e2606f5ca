//! Lines through points: straight along the axes, with rounded corners, and a head at the end.

use crate::diagram::list::nth;
use crate::diagram::svg::write;
use crate::diagram::{Point, Route, WidthClass};

/// The line stops this far before the tip of its head.
const STOP: i32 = 7;

/// The radius of the corners of lines, where there is room.
pub const fn corner_radius(class: WidthClass) -> i32 {
    match class {
        WidthClass::Narrow => 8,
        WidthClass::Wide | WidthClass::Compact => 10,
    }
}

/// Where a line through these points leaves the straight way to one of them, and where it has turned to the next. Between
/// is a quadratic curve; at its ends there is none.
pub fn bend(points: &[Point], at: usize, radius: i32) -> [Point; 2] {
    let corner = *nth(points, at);
    let near = |at: usize| *points.get(at).unwrap_or(&corner);
    let (before, next) = (near(at.wrapping_sub(1)), near(at + 1));
    let room = radius.min(distance(corner, before) / 2).min(distance(corner, next) / 2);
    [moved(corner, before, room), moved(corner, next, room)]
}

/// Draws an edge through these points and gives those of its line: it stops before the tip of the head. `from_end` draws
/// the line from its end, so that the dashes of edges that join there lie on one another. So much of it is `taken` by others
/// where it starts then.
pub(super) fn draw(
    svg: &mut String,
    mut points: Vec<Point>,
    radius: i32,
    from_end: bool,
    taken: i32,
) -> Vec<Point> {
    let [.., before, end] = &mut points[..] else { return points };
    let (before, tip) = (*before, *end);
    *end = moved(tip, before, STOP.min(distance(tip, before) - 1));
    // A little is left below the others, to turn off them.
    let hidden = if taken == 0 { 0 } else { taken - radius - if from_end { STOP } else { 0 } };
    let line = rest_of(&points, from_end, hidden);
    svg.push_str("<path class=\"ln\" d=\"");
    push_line(svg, &line, radius);
    svg.push_str("\"/>");
    // The head of what is taken at its end is that of the others.
    if taken == 0 || !from_end {
        write(svg, r#"<path class="hd" d="M$ $"#, &[tip.x, tip.y]);
        svg.push_str(match between(before, tip) {
            Point { x: 1.., .. } => r#"l-9-4.5v9z"/>"#,
            Point { x: ..=-1, .. } => r#"l9-4.5v9z"/>"#,
            Point { y: 1.., .. } => r#"l-4.5-9h9z"/>"#,
            Point { .. } => r#"l-4.5 9h9z"/>"#,
        });
    }
    line
}

/// A sample for the legend: 34 wide, 12 high.
pub(in crate::diagram) fn line_sample() -> String {
    let mut svg = String::new();
    draw(&mut svg, vec![Point { x: 1, y: 6 }, Point { x: 33, y: 6 }], 0, false, 0);
    svg
}

// Inlined, it would stand at a dozen places.
#[inline(never)]
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

/// What is left of a line without so much at its start; of its last piece all stays.
fn rest_of(points: &[Point], from_end: bool, mut hidden: i32) -> Vec<Point> {
    let last = points.len() - 1;
    let corner = |n: usize| *nth(points, if from_end { last - n } else { n });
    let mut line = Vec::new();
    for n in 0..last {
        let (from, to) = (corner(n), corner(n + 1));
        let length = distance(from, to);
        if n + 1 < last && length <= hidden {
            hidden -= length;
        } else {
            line.push(moved(from, to, hidden.min(length - 1).max(0)));
            hidden = 0;
        }
    }
    line.push(corner(last));
    line
}

/// Path data of a line. From its first point on it is relative, so that alike corners read alike, which makes pages
/// smaller.
fn push_line(svg: &mut String, points: &[Point], radius: i32) {
    let mut pen = Point::default();
    for at in 0..points.len() {
        let corner = *nth(points, at);
        let [from, to] = bend(points, at, radius);
        let gone = between(pen, from);
        if at == 0 {
            write(svg, "M$ $", &[from.x, from.y]);
        } else if gone.y == 0 {
            write(svg, "h$", &[gone.x]);
        } else {
            write(svg, "v$", &[gone.y]);
        }
        if at > 0 && at + 1 < points.len() {
            let (by, on) = (between(from, corner), between(from, to));
            write(svg, "q$ $ $ $", &[by.x, by.y, on.x, on.y]);
        }
        pen = to;
    }
}

fn between(from: Point, to: Point) -> Point {
    Point { x: to.x - from.x, y: to.y - from.y }
}
