//! The way of dots: a line as it is drawn, measured once.

use crate::diagram::{Point, bend};

/// The straight pieces that stand for the curve of a corner.
const PIECES: u8 = 4;

/// Points of a line, near enough to one another that it is straight between them.
pub struct Way {
    /// How far each is from the start along the line, and where it is.
    points: Vec<(f64, (f64, f64))>,
}

impl Way {
    /// Along a line through these corners, which are rounded with this radius.
    pub fn along(corners: &[Point], radius: i32) -> Self {
        let mut way = Self { points: Vec::new() };
        let place = |it: Point| (f64::from(it.x), f64::from(it.y));
        for (at, &corner) in corners.iter().enumerate() {
            let [from, to] = bend(corners, at, radius);
            way.go_to(place(from));
            if from != to {
                let [from, by, to] = [from, corner, to].map(place);
                for piece in 1..=PIECES {
                    let part = f64::from(piece) / f64::from(PIECES);
                    way.go_to(between(between(from, by, part), between(by, to, part), part));
                }
            }
        }
        way
    }

    fn go_to(&mut self, (x, y): (f64, f64)) {
        let gone = self.points.last().map_or(0.0, |(gone, at)| gone + (x - at.0).hypot(y - at.1));
        self.points.push((gone, (x, y)));
    }

    /// How long it is.
    pub fn length(&self) -> f64 {
        self.points.last().map_or(0.0, |it| it.0)
    }

    /// Where it leads to after a length, which is at most its own.
    pub fn at(&self, length: f64) -> (f64, f64) {
        let next = self.points.partition_point(|it| it.0 < length);
        let Some(&(to, end)) = self.points.get(next).or(self.points.last()) else { return (0.0, 0.0) };
        let Some(&(from, start)) = next.checked_sub(1).and_then(|at| self.points.get(at)) else { return end };
        if to > from { between(start, end, (length - from) / (to - from)) } else { end }
    }
}

fn between(from: (f64, f64), to: (f64, f64), part: f64) -> (f64, f64) {
    (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part)
}
