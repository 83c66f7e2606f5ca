//! Dots along the lines of a picture: what is on its way.
//!
//! Where they are follows from a time that somebody else keeps, so they pause, jump and go back with it. Start reading at
//! [`Dots::put`]; the way of a dot is in `way.rs`.

mod way;

use std::cell::RefCell;
use std::rc::Rc;

use leptos::web_sys::Element;

use self::way::Way;
use super::clock::{self, Frames};
use super::decimal::tenths;
use super::media;
use super::part::svg;
use super::picture::Drawn;
use crate::diagram::{EdgeKind, Part, Point, corner_radius};

/// How long a dot is on its way, in seconds of its time.
pub const TRAVEL_SECONDS: f64 = 1.4;

/// Where dots stand for who wants nothing to move, and before anything has moved.
pub const STILL: f64 = 0.35;

/// From the tip of a line back to the badge that says that nothing gets through.
const BADGE_BACK: f64 = 24.0;

/// A line of a picture with so many dots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The id of the edge.
    pub id: String,
    /// What the edge carries.
    pub kind: EdgeKind,
    /// How many.
    pub n: u8,
    /// Whether the line is drawn from where it leads.
    pub is_backwards: bool,
    /// Whether they fade before they arrive.
    pub is_refused: bool,
}

/// The dots of a picture.
#[derive(Default)]
pub struct Dots {
    lines: Vec<Dotted>,
    frames: Option<Frames>,
}

/// A line with its dots.
struct Dotted {
    line: Line,
    /// The edge has a cross, or its dots are refused.
    is_refused: bool,
    /// The corners of the line and their radius.
    corners: (Vec<Point>, i32),
    way: Way,
    circles: Vec<Element>,
}

impl Dots {
    /// Puts dots on these lines of a picture, in place of those that were there.
    pub fn put(&mut self, lines: Vec<Line>, picture: &Drawn) {
        let place = picture.on_lines(!lines.is_empty());
        let radius = corner_radius(picture.layout.class);
        let mut before: Vec<_> = std::mem::take(&mut self.lines).into_iter().map(Some).collect();
        for (at, line) in lines.into_iter().enumerate() {
            let Some(part) = picture.drawing.parts.iter().find(|it| it.id == line.id) else { continue };
            let is_refused = line.is_refused || line.kind == EdgeKind::Denied || is_denied(part);
            let is_like = |it: &mut Dotted| {
                it.line == line
                    && it.is_refused == is_refused
                    && it.corners.0 == part.line
                    && it.corners.1 == radius
            };
            let same = before.get_mut(at).and_then(|it| it.take_if(is_like));
            self.lines.push(same.unwrap_or_else(|| {
                let way = Way::along(&part.line, radius);
                let circles = (0..line.n).map(|_| circle(&line, place)).collect();
                Dotted { line, is_refused, corners: (part.line.clone(), radius), way, circles }
            }));
        }
        for circle in before.into_iter().flatten().flat_map(|it| it.circles) {
            circle.remove();
        }
    }

    /// Moves them to where they are after so many seconds of their time.
    pub fn go_to(&self, seconds: f64) {
        let turns = if media::reduced_motion() { STILL } else { seconds / TRAVEL_SECONDS };
        for line in &self.lines {
            line.go_to(turns);
        }
    }
}

/// From now on dots follow a time, which a closure tells from the milliseconds of each frame, or no time any more.
pub fn travel(dots: &Rc<RefCell<Dots>>, do_travel: bool, mut seconds: impl FnMut(f64) -> f64 + 'static) {
    let do_travel = do_travel && !dots.borrow().lines.is_empty() && !media::reduced_motion();
    if do_travel == dots.borrow().frames.is_some() {
        return;
    }
    let weak = Rc::downgrade(dots);
    let frames = do_travel.then(|| {
        clock::frames(move |now| {
            if let Some(dots) = weak.upgrade() {
                dots.borrow().go_to(seconds(now));
            }
        })
    });
    dots.borrow_mut().frames = frames;
}

fn circle(line: &Line, place: &Element) -> Element {
    let circle =
        svg("circle").class(&["dot ", line.kind.class()].concat()).attr("r", "4.5").element().clone();
    let _ = place.append_child(&circle);
    circle
}

/// Nothing gets through.
fn is_denied(edge: &Part) -> bool {
    [" is-deny", " is-deny is-on"].iter().any(|class| edge.class.ends_with(class))
}

impl Dotted {
    /// After so many turns of its first dot; the others are ahead of it, all equally far apart.
    fn go_to(&self, turns: f64) {
        let length = self.way.length();
        let whole = if self.is_refused { (length - BADGE_BACK).max(0.0) } else { length };
        for (at, circle) in (0..self.line.n).zip(&self.circles) {
            let part = (turns + f64::from(at) / f64::from(self.line.n)).rem_euclid(1.0);
            let behind = whole * part;
            let (x, y) = self.way.at(if self.line.is_backwards { length - behind } else { behind });
            let place = ["translate(", &tenths(x), " ", &tenths(y), ")"].concat();
            let _ = circle.set_attribute("transform", &place);
            if self.is_refused {
                // Whole for most of the way, then gone.
                let left = ((1.0 - part) * 4.0).min(1.0);
                let _ = circle.set_attribute("opacity", &tenths(left));
            }
        }
    }
}
