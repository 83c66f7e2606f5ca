//! The pictures of a stage: what a learner does to them, and what they show in each step.

use super::dots::Walking;
use super::showing::{Place, Showing};
use super::{in_view, keyboard};
use crate::diagram::{View, legend};
use crate::lesson::Room;
use crate::ui::clock;
use crate::ui::part::Part;
use crate::ui::picture::{self, Drawn};
use leptos::web_sys::{Element, EventTarget};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;

/// Puts the picture of a panel into its place, drawn for a room.
pub fn put(place: Part, showing: Showing, panel: usize, room: Room) -> Part {
    let layout = showing.layout(panel, room);
    let (picture, drawn) = showing.with_stage(|stage| picture::empty(&stage.panels[panel].scene, layout));
    let drawn = Rc::new(RefCell::new(drawn));
    // Chromium puts an `<svg>` that listens for focus itself into the order of Tab, so what is around it listens.
    let for_focus = Rc::clone(&drawn);
    place
        .with(live(picture, showing, panel, drawn))
        .on("focusin", move |event| on_focus(showing, panel, &for_focus.borrow(), event.target()))
        .on("focusout", picture::take_ring)
}

fn live(picture: Part, showing: Showing, panel: usize, drawn: Rc<RefCell<Drawn>>) -> Part {
    let (for_keys, for_tab, for_scroll) = (Rc::clone(&drawn), Rc::clone(&drawn), Rc::clone(&drawn));
    let dots = Walking::new();
    let timer = Cell::new(None);
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
            draw(showing, panel, picture, &mut drawn);
            dots.follow(showing, panel, &drawn);
        })
        .by(move |_| {
            // A step brings new things, which need their place in the order of Tab too.
            showing.step.track();
            let drawn = for_tab.borrow();
            drawn.put_tab_stop(tab_stop(showing.focused.get(), panel, &drawn).as_deref());
        })
        .by(move |picture| {
            // Once the sentence of the step stands there too.
            timer.set(showing.step.get().map(|step| {
                let (picture, drawn) = (picture.clone(), Rc::clone(&for_scroll));
                clock::after(0, move || bring(showing, panel, step, &picture, &drawn.borrow()))
            }));
        })
}

/// Scrolls to the things that a step lights.
fn bring(showing: Showing, panel: usize, step: usize, picture: &Element, drawn: &Drawn) {
    showing.with_stage(|stage| {
        let scene = &stage.panels[panel].scene;
        let Some(step) = scene.steps.get(step) else { return };
        let lit = || step.highlight.iter().chain(&step.appear);
        let is_node = |id: &&String| scene.nodes.iter().any(|it| it.id == **id);
        // A group is larger than what happens in it.
        if lit().any(|id| is_node(&id)) {
            in_view::bring(picture, drawn, panel == 0, lit().filter(is_node));
        } else {
            in_view::bring(picture, drawn, panel == 0, lit());
        }
    });
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
    picture::legend_of(&entries)
}

/// Draws this moment. It follows the selection in its own picture and the step.
fn draw(showing: Showing, panel: usize, picture: &Element, drawn: &mut Drawn) {
    let selected = showing.selected.get().filter(|it| it.panel == panel).map(|it| it.id);
    let view = View { selected: selected.as_deref(), step: showing.step.get() };
    showing.with_stage(|stage| drawn.show(picture, &stage.panels[panel].scene, view));
}

/// The thing that an element of a picture belongs to.
fn place_of(panel: usize, element: &Element) -> Option<Place> {
    let part = element.closest("[role=button]").ok()??;
    Some(Place { panel, id: part.get_attribute("data-id")? })
}

/// The thing of this picture that Tab leads to: what had the focus last or, when a step took it away, the first thing.
fn tab_stop(focused: Option<Place>, panel: usize, drawn: &Drawn) -> Option<String> {
    let (in_panel, id) = focused.map_or((0, String::new()), |it| (it.panel, it.id));
    let parts = || drawn.drawing.parts.iter().filter(|it| it.is_selectable);
    let stop = parts().find(|it| it.id == id).or_else(|| parts().next())?;
    (in_panel == panel).then(|| stop.id.clone())
}

fn on_focus(showing: Showing, panel: usize, drawn: &Drawn, target: Option<EventTarget>) {
    let Some(element) = target.and_then(|it| it.dyn_into::<Element>().ok()) else { return };
    let Some(part) = drawn.part(&element) else { return };
    showing.focused.set(Some(Place { panel, id: part.id.clone() }));
    picture::put_ring(part, &element);
}
