//! Finds the places that the page keeps for islands and brings each to life.

use leptos::web_sys::{Document, Element, Event, HtmlElement, HtmlInputElement, Window};
use wasm_bindgen::JsCast;

/// Fills an element with a living view, usually by [`into`].
pub type Island = fn(Element);

/// Mounts every `<div data-island="name">` of the page whose name is in the list.
///
/// The static picture inside is taken out, and what the reader had done on it (a chosen answer, an opened
/// outline, the focus, the place on the page) is done again on the living version.
pub fn mount(islands: &[(&str, Island)]) {
    super::crash::report_panics();
    let document = document();
    let done = Done::by_reader(&document);
    for element in all(&document, "[data-island]") {
        let name = element.get_attribute("data-island").unwrap_or_default();
        if let Some((_, island)) = islands.iter().find(|(known, _)| *known == name) {
            island(element);
        }
    }
    done.again(&document);
}

/// Mounts a view into an element in place of what stood there, and leaves it there for as long as the page lives.
pub fn into<V: leptos::IntoView + 'static>(element: Element, view: impl FnOnce() -> V + 'static) {
    element.set_text_content(None);
    leptos::mount::mount_to(element.unchecked_into::<HtmlElement>(), view).forget();
}

/// Says that an island does not live yet: `assets/js/start.js` calls the page ready when none is busy.
pub fn set_busy(place: &Element, is_busy: bool) {
    let _ =
        if is_busy { place.set_attribute("aria-busy", "true") } else { place.remove_attribute("aria-busy") };
}

/// The page that this program runs in.
///
/// # Panics
/// Never in a page: only a worker has no window.
pub fn window() -> Window {
    leptos::web_sys::window().expect("a window exists because islands are mounted by a page's own script")
}

/// The document that this program runs in.
///
/// # Panics
/// Never in a page: every window of a page has a document.
pub fn document() -> Document {
    window().document().expect("a document exists because the window shows a page")
}

/// Every element under `root` that matches the selector, in document order.
pub fn all(root: &Document, selector: &str) -> Vec<Element> {
    let Ok(list) = root.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|i| list.item(i)?.dyn_into().ok()).collect()
}

/// What a reader can do to an island before it lives, as selectors that hold for both versions of it.
///
/// A pair of parts that is written differently in the two versions carries the same `data-keep`: an opened static
/// `<details data-keep="outline">` becomes a press of the living `<button data-keep="outline">`.
struct Done {
    checked: Vec<String>,
    opened: Vec<String>,
    focus: Option<String>,
    scroll: (f64, f64),
}

impl Done {
    fn by_reader(document: &Document) -> Self {
        let window = window();
        let focused =
            document.active_element().filter(|it| it.closest("[data-island]").ok().flatten().is_some());
        Self {
            checked: all(document, "[data-island] input:checked")
                .iter()
                .filter_map(selector_of_input)
                .collect(),
            opened: all(document, "[data-island] details[open][data-keep]")
                .iter()
                .filter_map(selector_of_kept)
                .collect(),
            focus: focused.as_ref().and_then(selector_of),
            scroll: (window.scroll_x().unwrap_or(0.0), window.scroll_y().unwrap_or(0.0)),
        }
    }

    fn again(&self, document: &Document) {
        let living = |selector: &String| document.query_selector(selector).ok().flatten();
        for input in
            self.checked.iter().filter_map(living).filter_map(|it| it.dyn_into::<HtmlInputElement>().ok())
        {
            if !input.checked() {
                input.click();
            }
        }
        for element in self.opened.iter().filter_map(living) {
            open(&element);
        }
        if let Some(element) = self.focus.as_ref().and_then(living) {
            focus(&element);
        }
        // Focus scrolls what it focuses into view; the reader was looking somewhere already.
        let window = window();
        if (window.scroll_x(), window.scroll_y()) != (Ok(self.scroll.0), Ok(self.scroll.1)) {
            window.scroll_to_with_x_and_y(self.scroll.0, self.scroll.1);
        }
    }
}

/// Opens the living counterpart of something that the reader had opened.
fn open(element: &Element) {
    match element.tag_name().as_str() {
        "DETAILS" => {
            let _ = element.set_attribute("open", "");
        }
        "BUTTON" if element.get_attribute("aria-pressed").as_deref() != Some("true") => {
            element.unchecked_ref::<HtmlElement>().click();
        }
        "BUTTON" => {}
        _ => {
            if let Ok(event) = Event::new(WAS_OPEN) {
                let _ = element.dispatch_event(&event);
            }
        }
    }
}

/// Sent to a living part whose static version was opened, where it is neither a `<details>` nor a button.
pub const WAS_OPEN: &str = "bayplan-was-open";

/// Moves the keyboard focus to an element, if it can have it.
pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    } else if let Some(element) = element.dyn_ref::<leptos::web_sys::SvgElement>() {
        let _ = element.focus();
    }
}

/// Whether something is pressed now, by a pointer or a key.
pub fn is_pressed() -> bool {
    matches!(document().query_selector(":active"), Ok(Some(_)))
}

fn selector_of(element: &Element) -> Option<String> {
    let id = element.id();
    if !id.is_empty() {
        return Some(format!("[id=\"{id}\"]"));
    }
    selector_of_input(element)
        .or_else(|| selector_of_kept(element))
        .or_else(|| selector_of_kept(&element.closest("summary").ok()??.parent_element()?))
}

fn selector_of_input(element: &Element) -> Option<String> {
    let input = element.dyn_ref::<HtmlInputElement>()?;
    Some(format!("[data-island] input[name=\"{}\"][value=\"{}\"]", input.name(), input.value()))
}

fn selector_of_kept(element: &Element) -> Option<String> {
    Some(format!("[data-island] [data-keep=\"{}\"]", element.get_attribute("data-keep")?))
}
