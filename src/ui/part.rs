//! Elements without generic types: what reading pages are built of.
//!
//! Leptos' `view!` gives every view its own type, and every type its own code; here each kind of step has one code for
//! all. That keeps the program of a lesson under its 100 KB. What changes does so by Leptos' signals: the parts
//! that take a closure run it again whenever a signal in it changes, and forget it together with what it made.

use super::mount::document;
use leptos::prelude::{RenderEffect, StoredValue};
use leptos::web_sys::{Element, Event};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// An element that is being built.
#[derive(Clone)]
pub struct Part(Element);

const SVG: &str = "http://www.w3.org/2000/svg";

/// An HTML element.
///
/// # Panics
/// Never: the tag names of this program are valid.
pub fn html(tag: &str) -> Part {
    Part(document().create_element(tag).expect("a tag name in this program is a valid one"))
}

/// An SVG element.
///
/// # Panics
/// Never: the tag names of this program are valid.
pub fn svg(tag: &str) -> Part {
    Part(document().create_element_ns(Some(SVG), tag).expect("a tag name in this program is a valid one"))
}

/// Puts living parts into an element and leaves them there for as long as the page lives.
pub fn mount(place: Element, build: impl FnOnce() -> Vec<Part> + 'static) {
    // What Leptos mounts is nothing; it owns the signals of what is built.
    super::mount::into(place.clone(), move || {
        for part in build() {
            let _ = place.append_child(&part.0);
        }
    });
}

impl Part {
    /// The element itself.
    pub fn element(&self) -> &Element {
        &self.0
    }

    /// Sets an attribute.
    #[must_use]
    pub fn attr(self, name: &str, value: &str) -> Self {
        set(&self.0, name, Some(value));
        self
    }

    /// Sets the classes.
    #[must_use]
    pub fn class(self, value: &str) -> Self {
        self.attr("class", value)
    }

    /// Adds text at the end.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        let _ = self.0.append_with_str_1(text);
        self
    }

    /// Adds an element at the end.
    #[must_use]
    pub fn with(self, part: Part) -> Self {
        let _ = self.0.append_child(&part.0);
        self
    }

    /// Adds elements at the end.
    #[must_use]
    pub fn with_all(self, parts: impl IntoIterator<Item = Part>) -> Self {
        parts.into_iter().fold(self, Self::with)
    }

    /// Sets what stands inside to markup of our own, such as an icon.
    #[must_use]
    pub fn markup(self, markup: &str) -> Self {
        self.0.set_inner_html(markup);
        self
    }

    /// Runs something on an event.
    #[must_use]
    pub fn on(self, event: &str, run: impl FnMut(Event) + 'static) -> Self {
        let run: Box<dyn FnMut(Event)> = Box::new(run);
        let closure = Closure::wrap(run).into_js_value();
        let _ = self.0.add_event_listener_with_callback(event, closure.unchecked_ref());
        self
    }

    /// Keeps an attribute as a closure says; `None` takes it away.
    #[must_use]
    pub fn attr_by(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        let element = self.0.clone();
        keep(Box::new(move || set(&element, name, value().as_deref())));
        self
    }

    /// Keeps `aria-…` attributes that are true or false as a closure says.
    #[must_use]
    pub fn is(self, name: &'static str, value: impl Fn() -> bool + 'static) -> Self {
        let element = self.0.clone();
        keep(Box::new(move || set(&element, name, Some(if value() { "true" } else { "false" }))));
        self
    }

    /// Keeps the text as a closure says.
    #[must_use]
    pub fn text_by(self, text: impl Fn() -> String + 'static) -> Self {
        let element = self.0.clone();
        keep(Box::new(move || element.set_text_content(Some(&text()))));
        self
    }

    /// Keeps the elements inside as a closure says.
    #[must_use]
    pub fn inside_by(self, parts: impl Fn() -> Vec<Part> + 'static) -> Self {
        let element = self.0.clone();
        keep(Box::new(move || {
            element.set_text_content(None);
            for part in parts() {
                let _ = element.append_child(&part.0);
            }
        }));
        self
    }

    /// Keeps something about the element as a closure says, such as whether a radio button is checked.
    #[must_use]
    pub fn by(self, run: impl Fn(&Element) + 'static) -> Self {
        let element = self.0.clone();
        keep(Box::new(move || run(&element)));
        self
    }
}

/// Runs something now and again whenever a signal in it changes, until the view around it goes.
fn keep(run: Box<dyn Fn()>) {
    StoredValue::new_local(RenderEffect::new(move |_| run()));
}

fn set(element: &Element, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}
