//! Load balancers on the board: the panel under the services, and the dialogs that put a service behind one or change a
//! target group. It comes on demand: most boards have none.
//!
//! Start reading at [`section`], then at `list`.

mod add;
mod application;
mod breaks;
mod list;
mod outcome;
mod requests;
mod routing;
mod shown;
mod target_group;

use crate::diagram::Icon;
use crate::sim::TargetGroupId;
use crate::ui::icon::icon_of_size;
use crate::ui::on_demand::on_demand;
use crate::ui::part::{Part, html};
use crate::ui::signal::RwSignal;

use super::button::button;
use super::note::paragraph;
use super::{Desk, text};

pub use list::panel;

/// The id of the button that adds one.
const ADD: &str = "add-load-balancer";

/// The dialogs about load balancing, and whether they are open.
#[derive(Clone, Copy)]
pub struct Balancing {
    /// The form that puts a service behind a load balancer.
    adding: RwSignal<bool>,
    /// The target group whose settings are shown.
    group: RwSignal<Option<TargetGroupId>>,
}

impl Balancing {
    /// All closed.
    pub fn new() -> Self {
        Self { adding: RwSignal::new(false), group: RwSignal::new(None) }
    }
}

/// The place for it under the services: only the tasks of a service stand behind a load balancer.
pub fn load_balancers(desk: Desk) -> Part {
    let has_any = desk.read(|it| {
        let world = it.world();
        !world.services.is_empty() || !world.load_balancers.is_empty()
    });
    on_demand(move || has_any.get(), desk.chunks.moving, move |it| (it.load_balancers)(desk))
}

/// The panel; what stands in it comes with the first load balancer.
pub fn section(desk: Desk) -> Vec<Part> {
    let adding = desk.balancing.adding;
    let has_any = desk.read(|it| !it.world().load_balancers.is_empty());
    let add = button("btn sm", move || adding.set(true))
        .attr("id", ADD)
        .with(icon_of_size(Icon::Plus, "16"))
        .text(text::ADD_LOAD_BALANCER);
    let head =
        html("header").with(html("h2").text(text::LOAD_BALANCERS)).with(html("span").class("sp")).with(add);
    let nothing = move || {
        if has_any.get() { vec![] } else { vec![paragraph("small muted", text::NO_LOAD_BALANCERS)] }
    };
    let is_wanted = move || has_any.get() || adding.get();
    let section = html("section")
        .class("panel svcs")
        .attr("aria-label", text::LOAD_BALANCERS)
        .with(head)
        .slot(nothing)
        .with(on_demand(is_wanted, desk.chunks.balancing, move |it| (it.panel)(desk)));
    vec![section]
}
