//! The stage: the pictures of a lesson, where a learner selects things, reads about them, and watches a walk-through.
//!
//! The drawing is the same list of shapes as the still picture on the page; what happens in a step is written in the
//! scene, so nothing here knows what ECS does.
//! Start reading at [`mount`]; what a gesture does is in [`Showing`].

mod dots;
mod drawing;
mod explain;
mod in_view;
mod keyboard;
mod outline;
mod showing;
mod terms;
mod text;
mod toolbar;
mod viewing;
mod walk;
mod zoom;

pub use viewing::{Viewing, follow_size, make_readable};
pub use zoom::{Picture, add as add_zoom};

use self::showing::Showing;
use self::zoom::WHOLE;
use super::icon::icon;
use super::on_demand::Load;
use super::part::{self, Part, html};
use super::props::props;
use crate::lesson::LaidStage;
use leptos::prelude::*;
use leptos::web_sys::Element;

/// Brings a stage to life.
pub fn mount(element: Element, load: Load<Viewing>) {
    let laid: LaidStage = props(&element);
    part::mount(element.clone(), move || {
        let showing = Showing::new(laid, element.client_width());
        follow_width(showing, element);
        terms::follow(showing);
        showing.follow_address();
        vec![view(showing, load), explain::view(showing)]
    });
}

/// A picture is drawn anew when another room fits; as on the still page, the width of the stage tells.
fn follow_width(showing: Showing, element: Element) {
    let listener = window_event_listener(leptos::ev::resize, move |_| showing.fit(element.client_width()));
    on_cleanup(move || listener.remove());
}

fn view(showing: Showing, load: Load<Viewing>) -> Part {
    let n_panels = showing.with_stage(|stage| stage.panels.len());
    let pictures =
        html("div").class(showing.class()).with_all((0..n_panels).map(|panel| figure(showing, panel, load)));
    let pictures = pictures.by(move |pictures| {
        let _ = pictures.toggle_attribute_with_force("hidden", showing.is_text.get());
    });
    html("section")
        .class("stage")
        .attr("id", &showing.with_stage(|stage| stage.id.clone()))
        .attr("aria-labelledby", &showing.part_id("title"))
        .with(toolbar::view(showing))
        .with(html("div").class("stage-b").with(pictures).with(outline::view(showing)))
        .with(walk::view(showing))
        .with(drawing::legend_of(showing))
}

fn figure(showing: Showing, panel: usize, load: Load<Viewing>) -> Part {
    let (name, symbol, scene) = showing.with_stage(|stage| {
        let panel = &stage.panels[panel];
        (panel.name.clone(), panel.icon, panel.scene.id.clone())
    });
    let menu = showing.part_id(&format!("download-{panel}"));
    let outgrows = showing.outgrows_phones(panel);
    let figure = if outgrows { html("figure").class("over") } else { html("figure") };
    let figure = figure.with(html("figcaption").with(icon(symbol)).text(&name));
    let picture = Picture::new(&figure, scene);
    let drawn = move || {
        let room = showing.room.get();
        // Drawn for another room, it is seen whole.
        picture.percent.set(WHOLE);
        let place = html("div").class(room.class());
        let place = if outgrows { scrolling(place, showing, panel) } else { place };
        vec![untrack(move || drawing::put(place, showing, panel, room))]
    };
    zoom::add(figure.slot(drawn), picture, load, &menu).with(walk::sentence(showing, panel))
}

/// Where a picture scrolls sideways, keys scroll it too.
fn scrolling(place: Part, showing: Showing, panel: usize) -> Part {
    let name = showing.with_stage(|stage| text::scrolls(&stage.panels[panel].name));
    let if_tight = move |value: &str| showing.is_tight.get().then(|| value.to_owned());
    place
        .attr_by("tabindex", move || if_tight("0"))
        .attr_by("role", move || if_tight("group"))
        .attr_by("aria-label", move || if_tight(&name))
}
