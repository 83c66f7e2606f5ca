//! Dots along the lines of a picture: what is on its way.
//!
//! Where they are follows from a time that somebody else keeps, so they pause, jump and go back with it.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::web_sys::{Element, SvgGeometryElement, SvgPoint};
use wasm_bindgen::JsCast;

use super::clock::{self, Frames};
use super::decimal::tenths;
use super::media;
use super::part::svg;

/// How long a dot is on its way, in seconds of its time.
pub const TRAVEL_SECONDS: f64 = 1.4;

/// Where dots stand for who wants nothing to move, and before anything has moved.
pub const STILL: f64 = 0.35;

/// From the tip of a line back to the badge that says that nothing gets through.
const BADGE_BACK: f32 = 24.0;

/// A line of a picture with so many dots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The id of the edge.
    pub id: String,
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
    lines: Vec<Line>,
    all: Vec<Dot>,
    frames: Option<Frames>,
}

struct Dot {
    circle: Element,
    line: SvgGeometryElement,
    /// How long the line is.
    length: f32,
    is_backwards: bool,
    is_refused: bool,
    /// How far it is ahead of the first one on its line, as a part of it.
    ahead: f64,
}

impl Dots {
    /// Puts dots on these lines of a picture, whose elements `edge` finds, in place of those that were there.
    pub fn put<'a>(&mut self, lines: Vec<Line>, edge: impl Fn(&str) -> Option<&'a Element>) {
        let is_there = |dot: &Dot| dot.circle.is_connected() && dot.line.is_connected();
        if self.lines == lines && self.all.iter().all(is_there) {
            return;
        }
        for dot in self.all.drain(..) {
            dot.circle.remove();
        }
        for line in &lines {
            if let Some(edge) = edge(&line.id) {
                self.put_on(line, edge);
            }
        }
        self.lines = lines;
    }

    fn put_on(&mut self, line: &Line, edge: &Element) {
        let found = |what| edge.query_selector(what).ok().flatten();
        let Some(path) = found(".ln").and_then(|it| it.dyn_into::<SvgGeometryElement>().ok()) else { return };
        let is_refused = line.is_refused || found(".b-danger").is_some();
        let length = path.get_total_length();
        for at in 0..line.n {
            let circle = svg("circle").class("dot").attr("r", "4.5").element().clone();
            let _ = edge.append_child(&circle);
            self.all.push(Dot {
                circle,
                line: path.clone(),
                length,
                is_backwards: line.is_backwards,
                is_refused,
                ahead: f64::from(at) / f64::from(line.n),
            });
        }
    }

    /// Moves them to where they are after so many seconds of their time.
    pub fn go_to(&self, seconds: f64) {
        let turns = if media::reduced_motion() { STILL } else { seconds / TRAVEL_SECONDS };
        // A question about a line makes the browser lay out what was written before: so all are asked first.
        let part = |dot: &Dot| (turns + dot.ahead).rem_euclid(1.0);
        let points: Vec<_> = self.all.iter().map(|dot| dot.point(part(dot))).collect();
        for (dot, point) in self.all.iter().zip(points) {
            dot.stand_at(point, part(dot));
        }
    }
}

/// From now on dots follow a time, which a closure tells from the milliseconds of each frame, or no time any more.
pub fn travel(dots: &Rc<RefCell<Dots>>, do_travel: bool, mut seconds: impl FnMut(f64) -> f64 + 'static) {
    let do_travel = do_travel && !dots.borrow().all.is_empty() && !media::reduced_motion();
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

impl Dot {
    /// Where it is when `part` of its way lies behind it.
    #[expect(clippy::cast_possible_truncation, reason = "a part of a line needs no more digits")]
    fn point(&self, part: f64) -> Option<SvgPoint> {
        let way = if self.is_refused { (self.length - BADGE_BACK).max(0.0) } else { self.length };
        let behind = way * part as f32;
        let at = if self.is_backwards { self.length - behind } else { behind };
        self.line.get_point_at_length(at).ok()
    }

    fn stand_at(&self, point: Option<SvgPoint>, part: f64) {
        if let Some(point) = point {
            let _ = self.circle.set_attribute("cx", &tenths(f64::from(point.x())));
            let _ = self.circle.set_attribute("cy", &tenths(f64::from(point.y())));
        }
        if self.is_refused {
            // Whole for most of the way, then gone.
            let left = ((1.0 - part) * 4.0).min(1.0);
            let _ = self.circle.set_attribute("opacity", &tenths(left));
        }
    }
}
