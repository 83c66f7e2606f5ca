//! Wheel, fingers and mouse on a picture. A wheel without a key and one finger move the page, as everywhere.

use super::super::zoom::{Picture, WHOLE};
use super::scale::{Spot, parts, scale, show};
use leptos::web_sys::{Element, Event, MouseEvent, PointerEvent, TouchEvent, WheelEvent};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// How far a mouse goes with its button down before that is no click, in pixels.
const SLACK: f64 = 4.0;

/// A wheel that clicks moves a hundred pixels at once; a finger on a pad moves a few.
const MOST_AT_ONCE: f64 = 25.0;

/// From now on a picture follows wheel, fingers and mouse.
pub fn watch(picture: Picture) {
    let figure = picture.figure.get_value();
    // The browser leaves two fingers to the picture from here on.
    let _ = figure.class_list().add_1("is-watched");
    wheel(&figure, picture);
    drag(&figure, picture);
    pinch(&figure, picture);
    listen(&figure, "focusin", move |event| {
        let thing = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        // A mouse is already where it wants to be.
        if let Some(thing) = thing.filter(|it| matches!(it.matches(":focus-visible"), Ok(true))) {
            show(picture, &thing);
        }
    });
}

/// With Ctrl or ⌘. Browsers tell a pinch on a pad in the same way.
fn wheel(figure: &Element, picture: Picture) {
    listen(figure, "wheel", move |event| {
        let event: &WheelEvent = event.unchecked_ref();
        if !event.ctrl_key() && !event.meta_key() {
            return;
        }
        event.prevent_default();
        let pixels_a_unit = if event.delta_mode() == WheelEvent::DOM_DELTA_PIXEL { 1.0 } else { 20.0 };
        let turn = (event.delta_y() * pixels_a_unit).clamp(-MOST_AT_ONCE, MOST_AT_ONCE);
        let spot = spot(event);
        scale(picture, picture.percent.get_untracked() * (turn / -100.0).exp(), spot, spot);
    });
}

/// A larger picture is moved with the mouse. Fingers scroll it, which is the browser's.
fn drag(figure: &Element, picture: Picture) {
    let last: Rc<Cell<Option<Spot>>> = Rc::default();
    let is_drag: Rc<Cell<bool>> = Rc::default();
    let (start, was_drag) = (Rc::clone(&last), Rc::clone(&is_drag));
    listen(figure, "pointerdown", move |event| {
        let event: &PointerEvent = event.unchecked_ref();
        let is_on_picture = event.target().is_some_and(|it| {
            matches!(it.unchecked_ref::<Element>().closest(".is-zoomed > .diagram"), Ok(Some(_)))
        });
        let is_mouse = event.pointer_type() == "mouse" && event.button() == 0;
        start.set((is_mouse && is_on_picture).then(|| spot(event)));
        was_drag.set(false);
    });
    let (moving, is_moving) = (Rc::clone(&last), Rc::clone(&is_drag));
    listen(figure, "pointermove", move |event| {
        let event: &PointerEvent = event.unchecked_ref();
        let (Some(from), Some(parts)) = (moving.get(), parts(picture)) else { return };
        let to = spot(event);
        let is_click = !is_moving.get() && (to.x - from.x).abs().max((to.y - from.y).abs()) < SLACK;
        if event.buttons() & 1 == 0 || is_click {
            return;
        }
        if !is_moving.replace(true) {
            let _ = parts.place.set_pointer_capture(event.pointer_id());
        }
        parts.place.scroll_by_with_x_and_y(from.x - to.x, from.y - to.y);
        moving.set(Some(to));
    });
    for end in ["pointerup", "pointercancel"] {
        let last = Rc::clone(&last);
        listen(figure, end, move |_| last.set(None));
    }
    // The end of a drag is no click on what happens to be there.
    let run: Box<dyn FnMut(Event)> = Box::new(move |event| {
        if is_drag.take() {
            event.stop_propagation();
        }
    });
    let closure = Closure::wrap(run).into_js_value();
    let _ = figure.add_event_listener_with_callback_and_bool("click", closure.unchecked_ref(), true);
}

/// Two fingers hold a picture where they touched it.
fn pinch(figure: &Element, picture: Picture) {
    let last: Rc<Cell<Option<Hold>>> = Rc::default();
    for change in ["touchstart", "touchend", "touchcancel"] {
        let last = Rc::clone(&last);
        listen(figure, change, move |event| last.set(Hold::of(event.unchecked_ref())));
    }
    listen(figure, "touchmove", move |event| {
        let (Some(from), Some(to)) = (last.get(), Hold::of(event.unchecked_ref())) else { return };
        event.prevent_default();
        let percent = picture.percent.get_untracked() * to.width / from.width.max(1.0);
        scale(picture, percent.max(WHOLE), from.middle, to.middle);
        last.set(Some(to));
    });
}

/// Two fingers on a picture.
#[derive(Clone, Copy)]
struct Hold {
    middle: Spot,
    width: f64,
}

impl Hold {
    fn of(event: &TouchEvent) -> Option<Self> {
        let fingers = event.touches();
        if fingers.length() != 2 {
            return None;
        }
        let finger = |at| {
            let finger = fingers.get(at)?;
            Some(Spot { x: f64::from(finger.client_x()), y: f64::from(finger.client_y()) })
        };
        let (one, other) = (finger(0)?, finger(1)?);
        Some(Self {
            middle: Spot { x: f64::midpoint(one.x, other.x), y: f64::midpoint(one.y, other.y) },
            width: (one.x - other.x).hypot(one.y - other.y),
        })
    }
}

fn spot(event: &MouseEvent) -> Spot {
    Spot { x: f64::from(event.client_x()), y: f64::from(event.client_y()) }
}

fn listen(figure: &Element, event: &str, run: impl FnMut(Event) + 'static) {
    let run: Box<dyn FnMut(Event)> = Box::new(run);
    let closure = Closure::wrap(run).into_js_value();
    let _ = figure.add_event_listener_with_callback(event, closure.unchecked_ref());
}
