//! The pictures: the parts of a drawing as SVG elements that stay the same while what they show changes.
//!
//! Each part is one `<g>`, so that the focus stays where it is; what stands inside is the same SVG text as on the
//! still page, written anew only when it has changed.

use super::dots;
use super::keyboard;
use super::showing::{Place, Showing};
use crate::diagram::{Drawing, Layout, Part as Shown, Rect, View, drawing, layout, legend, push_shape};
use crate::ui::part::{Part, html, svg};
use leptos::prelude::*;
use leptos::web_sys::{Element, Node};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;

/// The room of one picture, in px: two of them stand side by side in the stage of a lesson.
const PANEL_WIDTH: i32 = 344;

/// What a picture shows at this moment, with its elements.
type Drawn = Rc<RefCell<Vec<(Shown, Element)>>>;

/// The picture of a panel.
pub fn view(showing: Showing, panel: usize) -> Part {
    let layout = showing.stage.with_value(|stage| layout(&stage.panels[panel].scene, PANEL_WIDTH));
    let first = draw(showing, panel, &layout, View::default());
    let picture = svg("svg")
        .class("diagram")
        .attr("viewBox", &format!("0 0 {} {}", first.width, first.height))
        .attr("width", &first.width.to_string())
        .attr("height", &first.height.to_string())
        .attr("role", "group")
        .attr("aria-label", &first.title)
        .with(svg("desc").text(&first.description));
    let drawn = Drawn::default();
    let (for_keys, for_focus, for_tab) = (Rc::clone(&drawn), Rc::clone(&drawn), Rc::clone(&drawn));
    picture
        .on("click", move |event| {
            if let Some(place) = event.target().and_then(|it| place_of(panel, it.unchecked_ref())) {
                showing.select(place);
            }
        })
        .on("keydown", move |event| {
            keyboard::on_key(showing, panel, &for_keys.borrow(), event.unchecked_ref());
        })
        .on("focusin", move |event| {
            if let Some(element) = event.target() {
                on_focus(showing, panel, &for_focus.borrow(), element.unchecked_ref());
            }
        })
        .on("focusout", |event| {
            if let Some(ring) = event.current_target().and_then(|it| ring_in(it.unchecked_ref())) {
                ring.remove();
            }
        })
        .by(move |picture| {
            let selected = showing.selected.get().filter(|it| it.panel == panel).map(|it| it.id);
            let drawing = draw(
                showing,
                panel,
                &layout,
                View { selected: selected.as_deref(), step: showing.step.get() },
            );
            bring_up_to_date(picture, &mut drawn.borrow_mut(), drawing.parts);
            dots::put(showing, panel, &layout, picture);
        })
        .by(move |_| {
            // A step brings new things, which need their place in the order of Tab too.
            showing.step.track();
            put_tab_stop(&for_tab.borrow(), showing.focused.get().filter(|it| it.panel == panel));
        })
}

/// The entries of the legend, each once for all pictures.
pub fn legend_of(showing: Showing) -> Part {
    let mut entries: Vec<_> = Vec::new();
    showing.stage.with_value(|stage| {
        for entry in stage.panels.iter().flat_map(|panel| legend(&panel.scene)) {
            if !entries.contains(&entry) {
                entries.push(entry);
            }
        }
    });
    let samples = entries.iter().map(|entry| {
        let group = svg("g").class(entry.class).markup(&svg_text(&entry.sample));
        let sample = svg("svg")
            .class("diagram")
            .attr("viewBox", &format!("0 0 {} {}", entry.width, entry.height))
            .attr("width", &entry.width.to_string())
            .attr("height", &entry.height.to_string())
            .attr("aria-hidden", "true");
        html("span").with(sample.with(group)).text(&entry.meaning)
    });
    html("div").class("legend").with_all(samples)
}

fn draw(showing: Showing, panel: usize, layout: &Layout, view: View<'_>) -> Drawing {
    showing.stage.with_value(|stage| drawing(&stage.panels[panel].scene, layout, view))
}

/// The thing that an element of a picture belongs to.
pub fn place_of(panel: usize, element: &Element) -> Option<Place> {
    let part = element.closest("[role=button]").ok()??;
    Some(Place { panel, id: part.get_attribute("data-id")? })
}

/// Makes the elements of a picture those of the new parts, keeping every element whose part is still there.
fn bring_up_to_date(picture: &Element, drawn: &mut Vec<(Shown, Element)>, parts: Vec<Shown>) {
    let mut before = std::mem::take(drawn);
    for part in parts {
        let known = before.iter().position(|(old, _)| old.id == part.id).map(|at| before.remove(at));
        let (old, element) =
            known.map_or_else(|| (None, svg("g").element().clone()), |(old, element)| (Some(old), element));
        write(&element, &part, old.as_ref());
        drawn.push((part, element));
    }
    for (_, element) in before {
        element.remove();
    }
    // Painting order changes only among edges. What stands right already is not moved: moving takes the focus away.
    let mut next: Option<Element> = picture.first_element_child().and_then(|it| it.next_element_sibling());
    for (_, element) in drawn.iter() {
        if next.as_ref() == Some(element) {
            next = element.next_element_sibling();
        } else {
            let _ = picture.insert_before(element, next.as_deref().map(AsRef::<Node>::as_ref));
        }
    }
}

fn write(element: &Element, part: &Shown, old: Option<&Shown>) {
    if old == Some(part) {
        return;
    }
    let set = |name: &str, value: &str| {
        let _ = element.set_attribute(name, value);
    };
    set("class", &part.class);
    set("data-id", &part.id);
    if part.is_selectable {
        set("role", "button");
        set("aria-pressed", if part.is_selected { "true" } else { "false" });
        set("aria-label", &part.name);
    }
    if old.is_none_or(|old| old.shapes != part.shapes) {
        element.set_inner_html(&svg_text(&part.shapes));
    }
}

fn svg_text(shapes: &[crate::diagram::Shape]) -> String {
    let mut text = String::new();
    for shape in shapes {
        push_shape(&mut text, shape);
    }
    text
}

/// Of everything that can be selected in all pictures, Tab leads to one thing; the arrow keys lead on from there.
fn put_tab_stop(drawn: &[(Shown, Element)], focused: Option<Place>) {
    for (part, element) in drawn.iter().filter(|(part, _)| part.is_selectable) {
        let is_stop = focused.as_ref().is_some_and(|it| it.id == part.id);
        let _ = element.set_attribute("tabindex", if is_stop { "0" } else { "-1" });
    }
}

/// A browser draws no good outline around parts of a picture, so the ring of the focus is a part of the picture.
fn on_focus(showing: Showing, panel: usize, drawn: &[(Shown, Element)], element: &Element) {
    let Some((part, _)) = drawn.iter().find(|(_, it)| it == element) else { return };
    showing.focused.set(Some(Place { panel, id: part.id.clone() }));
    if let (Ok(true), Some(picture)) = (element.matches(":focus-visible"), element.parent_element()) {
        let Rect { x, y, w, h } = part.bounds.grown(RING_ROOM);
        let ring = [("x", x), ("y", y), ("width", w), ("height", h), ("rx", 14)]
            .into_iter()
            .fold(svg("rect").class("focus-ring"), |ring, (name, value)| ring.attr(name, &value.to_string()));
        let _ = picture.append_child(ring.element());
    }
}

/// Outside the ring of what is selected, so that both can be seen.
const RING_ROOM: i32 = 8;

fn ring_in(picture: &Element) -> Option<Element> {
    picture.query_selector(".focus-ring").ok().flatten()
}
