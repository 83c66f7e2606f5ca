//! The size of a picture in its place.

use super::super::text;
use super::super::zoom::{NEAREST, Picture, WHOLE};
use crate::ui::decimal::tenths;
use crate::ui::live;
use crate::ui::mount::document;
use leptos::web_sys::{Element, HtmlElement, SvgElement};
use wasm_bindgen::JsCast;

/// The sizes at which buttons and keys stop, in percent.
const STOPS: [f64; 8] = [WHOLE, 125.0, 150.0, 200.0, 300.0, 400.0, 600.0, NEAREST];

/// Of the size that it is drawn for, in percent: at least this keeps its words legible, 11 pixels high.
const LEGIBLE: f64 = 88.0;

/// A point of the window, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

/// A picture, and the place that it scrolls in when it is larger.
pub struct Parts {
    /// The place.
    pub place: HtmlElement,
    /// The picture.
    pub drawing: SvgElement,
}

/// The picture of a figure as it stands now: another room of the stage brings another one.
pub fn parts(picture: Picture) -> Option<Parts> {
    let drawing = picture.figure.with_value(|it| it.query_selector(":scope > div > .diagram")).ok()??;
    let place = drawing.parent_element()?.dyn_into().ok()?;
    Some(Parts { place, drawing: drawing.dyn_into().ok()? })
}

/// The next larger stop.
pub fn nearer(percent: f64) -> f64 {
    STOPS.into_iter().find(|stop| *stop > percent + 0.5).unwrap_or(NEAREST)
}

/// The next smaller stop.
pub fn farther(percent: f64) -> f64 {
    STOPS.into_iter().rev().find(|stop| *stop < percent - 0.5).unwrap_or(WHOLE)
}

/// Goes to another stop and says so. What has the focus, or else the middle, stays where it is seen.
pub fn step(picture: Picture, next: fn(f64) -> f64) {
    let Some(parts) = parts(picture) else { return };
    let middle = focused_in(&parts.place).unwrap_or_else(|| seen_middle(&parts.place));
    scale(picture, next(picture.percent.get_untracked()), middle, middle);
    live::say(text::zoomed(picture.percent.get_untracked()));
}

/// Shows all of a picture.
pub fn whole(picture: Picture) {
    step(picture, |_| WHOLE);
}

/// Makes a picture large enough for its words to be read, when seen whole it is not.
pub fn make_readable(picture: Picture) {
    let Some(parts) = parts(picture) else { return };
    let whole = 100.0 * parts.drawing.get_bounding_client_rect().width() / picture.percent.get_untracked();
    let least = width_of(&parts.drawing) * LEGIBLE / whole.max(1.0);
    let corner = corner(&parts.place);
    scale(picture, picture.percent.get_untracked().max(least), corner, corner);
}

/// After its drawing has become another one, which was so wide before, things are as large as they were.
pub fn follow_size(picture: Picture, before: i32) {
    let Some(parts) = parts(picture) else { return };
    let percent = picture.percent.get_untracked() * width_of(&parts.drawing) / f64::from(before.max(1));
    let corner = corner(&parts.place);
    scale(picture, percent, corner, corner);
}

/// The width that a picture is drawn for.
fn width_of(drawing: &SvgElement) -> f64 {
    drawing.get_attribute("width").and_then(|it| it.parse().ok()).unwrap_or_default()
}

fn corner(place: &HtmlElement) -> Spot {
    let place = place.get_bounding_client_rect();
    Spot { x: place.left(), y: place.top() }
}

/// Gives a picture another size, and moves what stood at `from` to `to`.
pub fn scale(picture: Picture, percent: f64, from: Spot, to: Spot) {
    let Some(Parts { place, drawing }) = parts(picture) else { return };
    let percent = percent.clamp(WHOLE, NEAREST);
    let before = drawing.get_bounding_client_rect();
    let (across, down) =
        ((from.x - before.left()) / before.width(), (from.y - before.top()) / before.height());
    let is_larger = percent > WHOLE;
    let _ = place.class_list().toggle_with_force("is-zoomed", is_larger);
    if is_larger {
        // The place keeps the shape that it has around the whole picture.
        let side = |name| drawing.get_attribute(name).unwrap_or_default();
        let _ = place.style().set_property("aspect-ratio", &[&side("width"), "/", &side("height")].concat());
        let _ = drawing.style().set_property("width", &[&tenths(percent), "%"].concat());
    } else {
        let _ = place.style().remove_property("aspect-ratio");
        let _ = drawing.style().remove_property("width");
    }
    let after = drawing.get_bounding_client_rect();
    let by = |is: f64, wanted: f64| pixels(is - wanted);
    place.set_scroll_left(place.scroll_left() + by(after.left() + across * after.width(), to.x));
    place.set_scroll_top(place.scroll_top() + by(after.top() + down * after.height(), to.y));
    picture.percent.set(percent);
}

/// Moves a larger picture so that a thing in it is seen. The focus alone does not do that everywhere.
pub fn show(picture: Picture, thing: &Element) {
    let Some(Parts { place, .. }) = parts(picture).filter(|it| it.place.contains(Some(thing))) else {
        return;
    };
    let (room, own) = (place.get_bounding_client_rect(), thing.get_bounding_client_rect());
    let by = |start: f64, end: f64, from: f64, to: f64| {
        let (before, after) = (start - from - AROUND, end - to + AROUND);
        if before < 0.0 { before } else { after.clamp(0.0, before) }
    };
    let across = by(own.left(), own.right(), room.left(), room.right());
    let down = by(own.top(), own.bottom(), room.top(), room.bottom());
    place.scroll_by_with_x_and_y(across, down);
}

/// Free room around what is shown.
const AROUND: f64 = 12.0;

#[expect(clippy::cast_possible_truncation, reason = "no picture is a million pixels wide")]
fn pixels(length: f64) -> i32 {
    length.round() as i32
}

fn focused_in(place: &HtmlElement) -> Option<Spot> {
    let focused = document().active_element().filter(|it| place.contains(Some(it)))?;
    Some(middle(&focused))
}

fn middle(element: &Element) -> Spot {
    let place = element.get_bounding_client_rect();
    Spot { x: f64::midpoint(place.left(), place.right()), y: f64::midpoint(place.top(), place.bottom()) }
}

/// The middle of what the window shows of a place.
fn seen_middle(place: &HtmlElement) -> Spot {
    let (rect, height) = (place.get_bounding_client_rect(), document().document_element());
    let height = height.map_or(0.0, |it| f64::from(it.client_height()));
    Spot { x: middle(place).x, y: f64::midpoint(rect.top().max(0.0), rect.bottom().min(height)) }
}
