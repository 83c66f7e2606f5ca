//! A step is seen: what it lights scrolls to where neither the bar at the top nor the sentence below covers it.

use crate::ui::mount::window;
use crate::ui::picture::Drawn;
use leptos::web_sys::Element;

/// Between what is lit and what would cover it, in CSS pixels.
const ROOM: f64 = 10.0;

/// Scrolls to the things of a picture that have these ids, as little as can be. Of two pictures one above the other only
/// that moves which is being looked at, which is the first one when a walk-through starts above it.
pub fn bring<'a>(picture: &Element, drawn: &Drawn, is_first: bool, lit: impl Iterator<Item = &'a String>) {
    let (mut top, mut bottom) = (f64::INFINITY, f64::NEG_INFINITY);
    for element in lit.filter_map(|id| drawn.element(id)) {
        let place = element.get_bounding_client_rect();
        (top, bottom) = (top.min(place.top()), bottom.max(place.bottom()));
    }
    let rect = |around: &str, of: &str| {
        let it = picture.closest(around).ok().flatten()?.query_selector(of).ok().flatten()?;
        Some(it.get_bounding_client_rect())
    };
    let bar = rect("body", ".top,.emb-h");
    let (Some(bar), Some(says), Some(controls)) =
        (bar, rect("figure", ".says"), rect("section", ".step-bar"))
    else {
        return;
    };
    let (from, to) = (bar.bottom() + ROOM, controls.top() - says.height() - ROOM);
    let (all, middle) = (picture.get_bounding_client_rect(), f64::midpoint(from, to));
    let is_looked_at = all.bottom() > middle && (all.top() < middle || is_first);
    if top > bottom || !is_looked_at {
        return;
    }
    // What is too high for the room is seen from its top on.
    let down = (bottom - to).min(top - from).max(0.0);
    let up = (top - from).min(0.0);
    scroll(picture, if up < 0.0 { up } else { down });
}

/// Beside the text the pictures scroll by themselves, else with the page.
fn scroll(picture: &Element, by: f64) {
    let by = whole(by);
    match picture.closest(".work").ok().flatten().filter(|it| it.scroll_height() > it.client_height()) {
        Some(work) => work.set_scroll_top(work.scroll_top() + by),
        None => window().scroll_by_with_x_and_y(0.0, by.into()),
    }
}

fn whole(pixels: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "pages are not so high")]
    let whole = pixels as i32;
    whole
}
