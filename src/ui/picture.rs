//! A picture: the parts of a drawing as SVG elements that stay the same while what they show changes.
//!
//! Each part is one `<g>`, so that the focus stays where it is; what stands inside is the same SVG text as on a still
//! page, written anew only when it has changed.

use crate::diagram::{
    Along, Direction, Drawing, Layout, LegendEntry, Part as Shown, Rect, Scene, Shape, followed, nearest,
    push_shape, reading_order,
};
use crate::ui::part::{Part, html, svg};
use leptos::web_sys::{Element, Event, Node};
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

/// A picture with nothing in it, of the size of a drawing.
pub fn empty(layout: Layout, drawing: Drawing) -> (Part, Drawn) {
    let picture = svg("svg")
        .class("diagram")
        .attr("role", "group")
        .attr("aria-label", &drawing.title)
        .with(svg("desc").text(&drawing.description));
    let drawn = Drawn { layout, drawing: Drawing { parts: Vec::new(), ..drawing }, elements: Vec::new() };
    drawn.size(picture.element());
    (picture, drawn)
}

impl Drawn {
    /// The element of a part.
    pub fn element(&self, id: &str) -> Option<&Element> {
        self.elements.get(self.drawing.parts.iter().position(|part| part.id == id)?)
    }

    /// The part that an element stands for.
    pub fn part(&self, element: &Element) -> Option<&Shown> {
        self.drawing.parts.get(self.elements.iter().position(|it| it == element)?)
    }

    /// Makes a picture as large as what is drawn in it.
    pub fn size(&self, picture: &Element) {
        let (width, height) = (self.drawing.width.to_string(), self.drawing.height.to_string());
        let view_box = ["0 0 ", &width, " ", &height].concat();
        for (name, value) in [("viewBox", &view_box), ("width", &width), ("height", &height)] {
            let _ = picture.set_attribute(name, value);
        }
    }

    /// Makes the elements of a picture those of the new parts, keeping every element whose part is still there.
    pub fn bring_up_to_date(&mut self, picture: &Element, drawing: Drawing) {
        let before = std::mem::replace(&mut self.drawing, drawing);
        if (before.width, before.height) != (self.drawing.width, self.drawing.height) {
            self.size(picture);
        }
        let old = before.parts.into_iter().zip(std::mem::take(&mut self.elements));
        let mut old: Vec<_> = old.map(Some).collect();
        let (mut next, mut is_in_order) = (0, self.drawing.parts.len() == old.len());
        for part in &self.drawing.parts {
            // Nearly always the next one.
            let mut all = (next..old.len()).chain(0..next);
            let at = all.find(|&at| old[at].as_ref().is_some_and(|(it, _)| it.id == part.id));
            is_in_order &= at == Some(next);
            next = at.map_or(next, |at| at + 1);
            let (before, element) = at
                .and_then(|at| old[at].take())
                .map_or_else(|| (None, svg("g").element().clone()), |(part, element)| (Some(part), element));
            write(&element, part, before.as_ref());
            self.elements.push(element);
        }
        for (_, element) in old.into_iter().flatten() {
            element.remove();
        }
        if !is_in_order {
            self.put_in_order(picture);
        }
    }

    /// Painting order changes only among edges. What stands right already is not moved: moving takes the focus away.
    fn put_in_order(&self, picture: &Element) {
        let mut next: Option<Element> =
            picture.first_element_child().and_then(|it| it.next_element_sibling());
        for element in &self.elements {
            if next.as_ref() == Some(element) {
                next = element.next_element_sibling();
            } else {
                let _ = picture.insert_before(element, next.as_deref().map(AsRef::<Node>::as_ref));
            }
        }
    }

    /// Of everything that can be selected, Tab leads to one thing; the arrow keys lead on from there.
    pub fn put_tab_stop(&self, stop: Option<&str>) {
        for (part, element) in
            self.drawing.parts.iter().zip(&self.elements).filter(|(it, _)| it.is_selectable)
        {
            let is_stop = stop.is_some_and(|id| id == part.id);
            let _ = element.set_attribute("tabindex", if is_stop { "0" } else { "-1" });
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
    // What is written makes the browser look at the styles again, even if it is what was there.
    let differs = |is_same: fn(&Shown, &Shown) -> bool| before.is_none_or(|before| !is_same(before, part));
    if differs(|a, b| a.class == b.class) {
        set("class", &part.class);
    }
    if before.is_none() {
        set("data-id", &part.id);
    }
    if differs(|a, b| a.origin == b.origin) {
        match part.transform() {
            Some(transform) => set("transform", &transform),
            None => drop(element.remove_attribute("transform")),
        }
    }
    let is_same_button = |a: &Shown, b: &Shown| {
        (a.is_selectable, a.is_selected) == (b.is_selectable, b.is_selected) && a.name == b.name
    };
    if part.is_selectable && differs(is_same_button) {
        set("role", "button");
        set("aria-pressed", if part.is_selected { "true" } else { "false" });
        set("aria-label", &part.name);
    }
    if differs(|a, b| a.shapes == b.shapes) {
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

/// The entries of a legend.
pub fn legend_of(entries: &[LegendEntry]) -> Part {
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

/// Where a key leads from a thing of a picture: none when it is no key of pictures, and none inside where it leads nowhere.
pub fn led_to<'a>(scene: &'a Scene, drawn: &'a Drawn, here: &str, key: &str) -> Option<Option<&'a str>> {
    let to = |direction| nearest(&drawn.drawing, here, direction);
    let all = || reading_order(scene, &drawn.layout, &drawn.drawing);
    Some(match key {
        "ArrowUp" => to(Direction::Up),
        "ArrowDown" => to(Direction::Down),
        "ArrowLeft" => to(Direction::Left),
        "ArrowRight" => to(Direction::Right),
        "Home" => all().first().copied(),
        "End" => all().last().copied(),
        "]" => followed(scene, &drawn.drawing, here, Along::Forward),
        "[" => followed(scene, &drawn.drawing, here, Along::Back),
        _ => return None,
    })
}

/// A browser draws no good outline around parts of a picture, so the ring of the focus is a part of the picture.
pub fn put_ring(part: &Shown, element: &Element) {
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

/// Takes the ring away when the focus leaves.
pub fn take_ring(event: Event) {
    let place = event.current_target().and_then(|it| it.dyn_into::<Element>().ok());
    if let Some(ring) = place.and_then(|it| it.query_selector(".focus-ring").ok().flatten()) {
        ring.remove();
    }
}
