//! Elements without generic types: what the islands are built of.
//!
//! Leptos' `view!` gives every view its own type, and every type its own code; here each kind of step has one code for
//! all. That halves the program. What changes does so by Leptos' signals: the parts
//! that take a closure run it again whenever a signal in it changes, and forget it together with what it made.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::mount::{document, focus};
use crate::sorted::SortedMap;
use crate::ui::signal::StoredValue;
use leptos::prelude::{Owner, RenderEffect, untrack};
use leptos::web_sys::{Element, Event, HtmlElement, Node};
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

/// One of a list of parts that come and go: its key, and how it is made when it comes.
pub type Keyed = (u64, Box<dyn FnOnce() -> Part>);

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

    /// Sets what stands inside to markup of our own.
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
        self.keep_attr(name, Box::new(value))
    }

    fn keep_attr(self, name: &'static str, value: Box<dyn Fn() -> Option<String>>) -> Self {
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
        self.keep_inside(Box::new(parts))
    }

    fn keep_inside(self, parts: Box<dyn Fn() -> Vec<Part>>) -> Self {
        let element = self.0.clone();
        keep(Box::new(move || {
            element.set_text_content(None);
            for part in parts() {
                let _ = element.append_child(&part.0);
            }
        }));
        self
    }

    /// Adds a place whose elements are what a closure says, between what stands before and what comes after.
    #[must_use]
    pub fn slot(self, parts: impl Fn() -> Vec<Part> + 'static) -> Self {
        self.keep_slot(Box::new(parts))
    }

    fn keep_slot(self, parts: Box<dyn Fn() -> Vec<Part>>) -> Self {
        let (parent, anchor) = (self.0.clone(), self.anchor());
        let shown: RefCell<Vec<Part>> = RefCell::default();
        keep(Box::new(move || {
            let next = parts();
            for part in shown.replace(vec![]) {
                part.0.remove();
            }
            for part in &next {
                let _ = parent.insert_before(&part.0, Some(&anchor));
            }
            shown.replace(next);
        }));
        self
    }

    /// Adds a place for a list of parts: those that stay are neither made again nor moved without need, so that
    /// they keep the focus, and whoever presses one presses it to the end. Where the one with the focus goes, the focus
    /// goes to what stands there then.
    #[must_use]
    pub fn each(self, list: impl Fn() -> Vec<Keyed> + 'static) -> Self {
        self.keep_each(Box::new(list))
    }

    fn keep_each(self, list: Box<dyn Fn() -> Vec<Keyed>>) -> Self {
        let (parent, anchor) = (self.0.clone(), self.anchor());
        let around = Owner::current().unwrap_or_default();
        let shown: RefCell<SortedMap<u64, (Owner, Part)>> = RefCell::default();
        let in_order = RefCell::new(Vec::<Part>::new());
        keep(Box::new(move || {
            let mut before = shown.replace(SortedMap::new());
            let mut after = SortedMap::new();
            let mut order = vec![];
            for (key, make) in list() {
                let kept = before.remove(&key).unwrap_or_else(|| {
                    let owner = around.child();
                    let part = untrack(|| owner.with(make));
                    (owner, part)
                });
                order.push(kept.1.clone());
                after.insert(key, kept);
            }
            let focused = document().active_element();
            let had_focus = in_order.take().iter().position(|it| it.0.contains(focused.as_deref()));
            for (owner, part) in before.into_values() {
                part.0.remove();
                owner.cleanup();
            }
            put_in_order(&parent, &order, anchor.clone());
            // It still has it, unless it went.
            if let Some(at) = had_focus
                && document().active_element() != focused
            {
                focus_on(order.get(at).or(order.last()));
            }
            in_order.replace(order);
            shown.replace(after);
        }));
        self
    }

    /// The same for a list of values, each with a part that shows nothing else: equal values keep their part.
    #[must_use]
    pub fn rows<T: PartialEq + 'static>(
        self,
        list: impl Fn() -> Vec<T> + 'static,
        row: impl Fn(&T) -> Part + Copy + 'static,
    ) -> Self {
        let (known, last_key) = (RefCell::new(Vec::<(u64, Rc<T>)>::new()), Cell::new(0));
        let fresh = move |value: T| {
            last_key.set(last_key.get() + 1);
            (last_key.get(), Rc::new(value))
        };
        self.each(move || {
            let mut before = known.take();
            let named = |value: T| match before.iter().position(|(_, it)| **it == value) {
                Some(at) => before.remove(at),
                None => fresh(value),
            };
            let after: Vec<(u64, Rc<T>)> = list().into_iter().map(named).collect();
            known.replace(after.clone());
            let part = |(key, value): (u64, Rc<T>)| -> Keyed { (key, Box::new(move || row(&value))) };
            after.into_iter().map(part).collect()
        })
    }

    /// An invisible text that marks a place among the children.
    fn anchor(&self) -> Node {
        let anchor: Node = document().create_text_node("").into();
        let _ = self.0.append_child(&anchor);
        anchor
    }

    /// Gives the element a class as long as a closure says so.
    #[must_use]
    pub fn class_by(self, class: &'static str, value: impl Fn() -> bool + 'static) -> Self {
        let element = self.0.clone();
        keep(Box::new(move || {
            let _ = element.class_list().toggle_with_force(class, value());
        }));
        self
    }

    /// Sets a style property, which the content security policy allows only in this way.
    #[must_use]
    pub fn style(self, name: &str, value: &str) -> Self {
        if let Some(element) = self.0.dyn_ref::<HtmlElement>() {
            let _ = element.style().set_property(name, value);
        }
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

fn put_in_order(parent: &Element, order: &[Part], anchor: Node) {
    let mut next = anchor;
    for part in order.iter().rev() {
        if part.0.next_sibling().as_ref() != Some(&next) || part.0.parent_element().as_ref() != Some(parent) {
            let _ = parent.insert_before(&part.0, Some(&next));
        }
        next = part.0.clone().into();
    }
}

/// What can have the focus in a row that cannot have it itself.
const CONTROLS: &str = "button, input, select, summary";

/// Gives the focus to a part of a list, or to the first control in it.
fn focus_on(part: Option<&Part>) {
    let Some(Part(part)) = part else { return };
    let control =
        if part.has_attribute("tabindex") { None } else { part.query_selector(CONTROLS).ok().flatten() };
    focus(control.as_ref().unwrap_or(part));
}

/// Runs something now and again whenever a signal in it changes, until the view around it goes.
pub fn keep(run: Box<dyn Fn()>) {
    StoredValue::new(RenderEffect::new(move |_| run()));
}

fn set(element: &Element, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}
