//! The pictures: the parts of a drawing as SVG elements that stay the same while what they show changes.
//!
//! Each part is one `<g>`, so that the focus stays where it is; what stands inside is the same SVG text as on the
//! still page, written anew only when it has changed.

use super::dots;
use super::keyboard;
use super::showing::{Place, Showing};
use crate::diagram::{Drawing, Layout, Part as Shown, Rect, Shape, View, drawing, legend, push_shape};
use crate::lesson::Room;
use crate::ui::part::{Part, html, svg};
use leptos::prelude::*;
use leptos::web_sys::{Element, EventTarget, Node};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;

/// What a picture shows at this moment.
pub struct Drawn {
    /// Where everything stands, in every step.
    pub layout: Layout,
    /// What is drawn.
    pub drawing: Drawing,
    /// One for each part of the drawing, in the same order.
    elements: Vec<Element>,
}

impl Drawn {
    /// The element of a part.
    pub fn element(&self, id: &str) -> Option<&Element> {
        self.elements.get(self.drawing.parts.iter().position(|part| part.id == id)?)
    }

    fn part(&self, element: &Element) -> Option<&Shown> {
        self.drawing.parts.get(self.elements.iter().position(|it| it == element)?)
    }
}

/// Puts the picture of a panel into its place, drawn for a room.
pub fn put(place: Part, showing: Showing, panel: usize, room: Room) -> Part {
    let layout = showing.layout(panel, room);
    let Drawing { width, height, title, description, .. } = untrack(|| draw(showing, panel, &layout));
    let picture = svg("svg")
        .class("diagram")
        .attr("viewBox", &format!("0 0 {width} {height}"))
        .attr("width", &width.to_string())
        .attr("height", &height.to_string())
        .attr("role", "group")
        .attr("aria-label", &title)
        .with(svg("desc").text(&description));
    let drawing = Drawing { width, height, title, description, parts: Vec::new() };
    let drawn = Rc::new(RefCell::new(Drawn { layout, drawing, elements: Vec::new() }));
    // Chromium puts an `<svg>` that listens for focus itself into the order of Tab, so what is around it listens.
    let for_focus = Rc::clone(&drawn);
    place
        .with(live(picture, showing, panel, drawn))
        .on("focusin", move |event| on_focus(showing, panel, &for_focus.borrow(), event.target()))
        .on("focusout", |event| {
            if let Some(ring) = event.current_target().and_then(|it| ring_in(it.unchecked_ref())) {
                ring.remove();
            }
        })
}

fn live(picture: Part, showing: Showing, panel: usize, drawn: Rc<RefCell<Drawn>>) -> Part {
    let (for_keys, for_tab) = (Rc::clone(&drawn), Rc::clone(&drawn));
    picture
        .on("click", move |event| {
            if let Some(place) = event.target().and_then(|it| place_of(panel, it.unchecked_ref())) {
                showing.select(place);
            }
        })
        .on("keydown", move |event| {
            keyboard::on_key(showing, panel, &for_keys.borrow(), event.unchecked_ref());
        })
        .by(move |picture| {
            let mut drawn = drawn.borrow_mut();
            let drawing = draw(showing, panel, &drawn.layout);
            bring_up_to_date(picture, &mut drawn, drawing);
            dots::put(showing, panel, &drawn.layout, picture);
        })
        .by(move |_| {
            // A step brings new things, which need their place in the order of Tab too.
            showing.step.track();
            let drawn = for_tab.borrow();
            put_tab_stop(&drawn, tab_stop(showing.focused.get(), panel, &drawn).as_deref());
        })
}

/// The entries of the legend, each once for all pictures.
pub fn legend_of(showing: Showing) -> Part {
    let mut entries: Vec<_> = Vec::new();
    showing.with_stage(|stage| {
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

/// The drawing of this moment. It follows the selection in its own picture and the step.
fn draw(showing: Showing, panel: usize, layout: &Layout) -> Drawing {
    let selected = showing.selected.get().filter(|it| it.panel == panel).map(|it| it.id);
    let view = View { selected: selected.as_deref(), step: showing.step.get() };
    showing.with_stage(|stage| drawing(&stage.panels[panel].scene, layout, view))
}

/// The thing that an element of a picture belongs to.
fn place_of(panel: usize, element: &Element) -> Option<Place> {
    let part = element.closest("[role=button]").ok()??;
    Some(Place { panel, id: part.get_attribute("data-id")? })
}

/// Makes the elements of a picture those of the new parts, keeping every element whose part is still there.
fn bring_up_to_date(picture: &Element, drawn: &mut Drawn, drawing: Drawing) {
    let old_parts = std::mem::replace(&mut drawn.drawing, drawing).parts;
    let mut old: Vec<_> = old_parts.into_iter().zip(std::mem::take(&mut drawn.elements)).collect();
    for part in &drawn.drawing.parts {
        let known = old.iter().position(|(it, _)| it.id == part.id).map(|at| old.remove(at));
        let (before, element) =
            known.map_or_else(|| (None, svg("g").element().clone()), |(part, element)| (Some(part), element));
        write(&element, part, before.as_ref());
        drawn.elements.push(element);
    }
    for (_, element) in old {
        element.remove();
    }
    // Painting order changes only among edges. What stands right already is not moved: moving takes the focus away.
    let mut next: Option<Element> = picture.first_element_child().and_then(|it| it.next_element_sibling());
    for element in &drawn.elements {
        if next.as_ref() == Some(element) {
            next = element.next_element_sibling();
        } else {
            let _ = picture.insert_before(element, next.as_deref().map(AsRef::<Node>::as_ref));
        }
    }
}

fn write(element: &Element, part: &Shown, before: Option<&Shown>) {
    if before == Some(part) {
        return;
    }
    let set = |name: &str, value: &str| {
        let _ = element.set_attribute(name, value);
    };
    set("class", &part.class);
    set("data-id", &part.id);
    if let Some(transform) = part.transform() {
        set("transform", &transform);
    }
    if part.is_selectable {
        set("role", "button");
        set("aria-pressed", if part.is_selected { "true" } else { "false" });
        set("aria-label", &part.name);
    }
    if before.is_none_or(|before| before.shapes != part.shapes) {
        element.set_inner_html(&svg_text(&part.shapes));
    }
}

fn svg_text(shapes: &[Shape]) -> String {
    let mut text = String::new();
    for shape in shapes {
        push_shape(&mut text, shape);
    }
    text
}

/// Of everything that can be selected in all pictures, Tab leads to one thing; the arrow keys lead on from there.
fn put_tab_stop(drawn: &Drawn, stop: Option<&str>) {
    for (part, element) in drawn.drawing.parts.iter().zip(&drawn.elements).filter(|(it, _)| it.is_selectable)
    {
        let is_stop = stop.is_some_and(|id| id == part.id);
        let _ = element.set_attribute("tabindex", if is_stop { "0" } else { "-1" });
    }
}

/// The thing of this picture that Tab leads to: what had the focus last or, when a step took it away, the first thing.
fn tab_stop(focused: Option<Place>, panel: usize, drawn: &Drawn) -> Option<String> {
    let (in_panel, id) = focused.map_or((0, String::new()), |it| (it.panel, it.id));
    let parts = || drawn.drawing.parts.iter().filter(|it| it.is_selectable);
    let stop = parts().find(|it| it.id == id).or_else(|| parts().next())?;
    (in_panel == panel).then(|| stop.id.clone())
}

/// A browser draws no good outline around parts of a picture, so the ring of the focus is a part of the picture.
fn on_focus(showing: Showing, panel: usize, drawn: &Drawn, target: Option<EventTarget>) {
    let Some(element) = target.and_then(|it| it.dyn_into::<Element>().ok()) else { return };
    let Some(part) = drawn.part(&element) else { return };
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
