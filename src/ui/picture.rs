//! A picture: the parts of a drawing as SVG elements that stay the same while what they show changes.
//!
//! Each part is one `<g>`, so that the focus stays where it is; what stands inside is the same SVG text as on a still
//! page, written anew only when it has changed.

use std::cell::RefCell;
use std::rc::Rc;

use crate::diagram::{
    Along, Direction, Drawing, Kept, Layout, LegendEntry, OutlineItem, Part as Shown, PartKind, Rect, Scene,
    View, followed, nearest, reading_order, redrawing,
};
use crate::sorted::longest_rise;
use crate::ui::part::{Part, html, svg};

use leptos::web_sys::{Element, Event, Node};
use wasm_bindgen::JsCast;

/// What a picture shows at this moment.
pub struct Drawn {
    /// Where everything stands, in every step.
    pub layout: Layout,
    /// What is drawn.
    pub drawing: Drawing,
    kept: Kept,
    /// One for each part of the drawing, in the same order.
    elements: Vec<Element>,
    /// The edge that keys went along last.
    last_edge: RefCell<String>,
    /// Holds what is on its way along the lines, while anything is: it is seen above them and below all else.
    on_lines: Element,
}

/// A picture of a scene with nothing in it yet.
pub fn empty(scene: &Scene, layout: Layout) -> (Part, Drawn) {
    let picture = svg("svg")
        .class("diagram")
        .attr("role", "group")
        .attr("aria-label", &scene.title)
        .with(svg("desc").text(&scene.description));
    let drawing = Drawing { width: layout.width, height: layout.height, ..Drawing::default() };
    let on_lines = svg("g").element().clone();
    let drawn = Drawn {
        layout,
        drawing,
        kept: Kept::default(),
        elements: Vec::new(),
        last_edge: RefCell::default(),
        on_lines,
    };
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
        Some(&**self.drawing.parts.get(self.elements.iter().position(|it| it == element)?)?)
    }

    /// Makes a picture as large as what is drawn in it.
    pub fn size(&self, picture: &Element) {
        let (width, height) = (self.drawing.width.to_string(), self.drawing.height.to_string());
        let view_box = ["0 0 ", &width, " ", &height].concat();
        for (name, value) in [("viewBox", &view_box), ("width", &width), ("height", &height)] {
            let _ = picture.set_attribute(name, value);
        }
    }

    /// Where dots and the like are put; it is part of the picture while there are any.
    pub fn on_lines(&self, are_there_any: bool) -> &Element {
        if !are_there_any {
            self.on_lines.remove();
        } else if !self.on_lines.is_connected() {
            let _ = match self.elements.get(self.n_below()) {
                Some(next) => next.before_with_node_1(&self.on_lines),
                None => self.elements.last().map_or(Ok(()), |line| line.after_with_node_1(&self.on_lines)),
            };
        }
        &self.on_lines
    }

    /// The parts that lie below what is on its way: groups and lines.
    fn n_below(&self) -> usize {
        let is_below = |kind| matches!(kind, PartKind::Group | PartKind::Edge);
        self.drawing.parts.iter().take_while(|part| is_below(part.kind)).count()
    }

    /// Shows a scene as it is now, keeping every element whose part is still there.
    pub fn show(&mut self, picture: &Element, scene: &Scene, view: View<'_>) {
        let drawing = redrawing(scene, &self.layout, view, &mut self.kept);
        let before = std::mem::replace(&mut self.drawing, drawing);
        if (before.width, before.height) != (self.drawing.width, self.drawing.height) {
            self.size(picture);
        }
        let old = before.parts.into_iter().zip(std::mem::take(&mut self.elements));
        let mut old: Vec<_> = old.map(Some).collect();
        // Where each part was before, if it was.
        let mut places = Vec::with_capacity(self.drawing.parts.len());
        let (mut next, mut first) = (0, 0);
        for part in &self.drawing.parts {
            while first < old.len() && old[first].is_none() {
                first += 1;
            }
            // Nearly always the next one, or the first of those that are left.
            let is_it = |&at: &usize| {
                old.get(at).and_then(Option::as_ref).is_some_and(|(it, _): &(Rc<Shown>, _)| it.id == part.id)
            };
            let place = [next, first].into_iter().chain(first..old.len()).find(is_it);
            next = place.map_or(next, |at| at + 1);
            let (before, element) = place
                .and_then(|at| old[at].take())
                .map_or_else(|| (None, svg("g").element().clone()), |(part, element)| (Some(part), element));
            write(&element, part, before.as_ref());
            places.push(place);
            self.elements.push(element);
        }
        for (_, element) in old.into_iter().flatten() {
            element.remove();
        }
        self.put_in_order(picture, &places);
    }

    /// Moves as few elements as can be, because moving takes the focus away: painting order changes only among edges.
    fn put_in_order(&self, picture: &Element, places: &[Option<usize>]) {
        if places.iter().enumerate().all(|(at, place)| *place == Some(at)) {
            return;
        }
        let stays = longest_rise(places);
        let n_below = if self.on_lines.is_connected() { self.n_below() } else { 0 };
        let mut next: Option<&Element> = None;
        for (at, element) in self.elements.iter().enumerate().rev() {
            if at + 1 == n_below {
                next = Some(&self.on_lines);
            }
            if !stays[at] {
                let _ = picture.insert_before(element, next.map(AsRef::<Node>::as_ref));
            }
            next = Some(element);
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

fn write(element: &Element, part: &Rc<Shown>, before: Option<&Rc<Shown>>) {
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
    if differs(|a, b| (a.bounds.x, a.bounds.y) == (b.bounds.x, b.bounds.y)) {
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
    if differs(|a, b| a.svg == b.svg) {
        element.set_inner_html(&part.svg);
    } else if before.is_some_and(|it| it.badge == part.badge) {
        return;
    } else if before.is_some_and(|it| !it.badge.is_empty()) {
        // A state mostly adds a badge or takes one away, and all else stays.
        if let Some(badge) = element.last_element_child() {
            badge.remove();
        }
    }
    if !part.badge.is_empty() {
        let _ = element.insert_adjacent_html("beforeend", &part.badge);
    }
}

/// The entries of a legend.
pub fn legend_of(entries: &[LegendEntry]) -> Part {
    let samples = entries.iter().map(|entry| {
        let group = svg("g").class(entry.class).markup(&entry.sample);
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
        "]" => along(scene, drawn, here, Along::Forward),
        "[" => along(scene, drawn, here, Along::Back),
        _ => return None,
    })
}

fn along<'a>(scene: &'a Scene, drawn: &Drawn, here: &str, along: Along) -> Option<&'a str> {
    let mut last = drawn.last_edge.borrow_mut();
    let (edge, to) = followed(scene, &drawn.drawing, here, along, Some(&last))?;
    edge.clone_into(&mut last);
    Some(to)
}

/// A browser draws no good outline around parts of a picture, so the ring of the focus is a part of the picture.
pub fn put_ring(part: &Shown, element: &Element) {
    if let (Ok(true), Some(picture)) = (element.matches(":focus-visible"), element.parent_element()) {
        let Rect { x, y, w, h } = part.ring();
        let ring = [("x", x), ("y", y), ("width", w), ("height", h), ("rx", 14)]
            .into_iter()
            .fold(svg("rect").class("focus-ring"), |ring, (name, value)| ring.attr(name, &value.to_string()));
        let _ = picture.append_child(ring.element());
    }
}

/// Things in words, nested as they stand.
pub fn list_of(items: &[OutlineItem]) -> Part {
    html("ul").with_all(items.iter().map(|item| {
        let notes = if item.notes.is_empty() { String::new() } else { [": ", &item.notes].concat() };
        let line = html("li").text(&item.name).text(&notes);
        if item.items.is_empty() { line } else { line.with(list_of(&item.items)) }
    }))
}

/// Takes the ring away when the focus leaves.
pub fn take_ring(event: Event) {
    let place = event.current_target().and_then(|it| it.dyn_into::<Element>().ok());
    if let Some(ring) = place.and_then(|it| it.query_selector(".focus-ring").ok().flatten()) {
        ring.remove();
    }
}
