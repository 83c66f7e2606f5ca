//! The QR code of a link that stands in a field of the page.

use js_sys::encode_uri_component;
use leptos::web_sys::{Element, HtmlInputElement};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::mount::document;
use super::on_demand::{Load, on_demand};
use super::part::{self, Part, html, svg};
use crate::share::{Picture, qr_code};
use crate::ui::signal::RwSignal;

const NAME: &str = "QR code of the link";
const SAVE: &str = "Save the QR code";
const FILE: &str = "bayplan-link.svg";
const TOO_LONG: &str = "This link is too long for a QR code.";

/// What draws the codes: a chunk.
pub struct Codes {
    show: fn(RwSignal<String>) -> Vec<Part>,
}

impl Codes {
    /// All of it.
    pub const ALL: Self = Self { show };
}

/// Shows the code of what stands in the field that the place names, and of what stands there after each `change`.
pub fn mount(place: Element, load: Load<Codes>) {
    let field = place.get_attribute("data-of").and_then(|id| document().get_element_by_id(&id));
    let Some(field) = field.and_then(|it| it.dyn_into::<HtmlInputElement>().ok()) else { return };
    part::mount(place, move || {
        let link = RwSignal::new(field.value());
        let read = field.clone();
        let changed: Box<dyn FnMut()> = Box::new(move || link.set(read.value()));
        let changed = Closure::wrap(changed).into_js_value();
        let _ = field.add_event_listener_with_callback("change", changed.unchecked_ref());
        vec![on_demand(|| true, load, move |codes| (codes.show)(link))]
    });
}

fn show(link: RwSignal<String>) -> Vec<Part> {
    let inside = move || match qr_code(&link.get()) {
        Some(picture) => code(&picture),
        None => vec![html("p").class("small").text(TOO_LONG)],
    };
    vec![html("div").inside_by(inside)]
}

/// Dark on light in every theme: many readers take no other.
fn code(picture: &Picture) -> Vec<Part> {
    let side = picture.side.to_string();
    let view_box = ["0 0 ", &side, " ", &side].concat();
    let drawing = svg("svg").attr("viewBox", &view_box).attr("role", "img").attr("aria-label", NAME);
    let drawing = drawing.class("qr").with(svg("path").attr("d", &picture.path));
    let save = html("a").class("btn sm").attr("download", FILE).attr("href", &file(picture, &view_box));
    vec![drawing, html("div").with(save.text(SAVE))]
}

/// The code as the address of a file of its own, large enough for a slide.
fn file(picture: &Picture, view_box: &str) -> String {
    let size = (picture.side * 8).to_string();
    let text = [
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"",
        &size,
        "\" height=\"",
        &size,
        "\" viewBox=\"",
        view_box,
        "\"><path fill=\"#fff\" d=\"M0 0h999v999H0z\"/><path d=\"",
        &picture.path,
        "\"/></svg>",
    ]
    .concat();
    let encoded = String::from(encode_uri_component(&text));
    ["data:image/svg+xml,", &encoded].concat()
}
