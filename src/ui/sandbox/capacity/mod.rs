//! Capacity providers of the board: the panel below the services, the strategy of a request, and service auto scaling. What
//! they show comes on demand: start reading at [`inside`].

mod add;
mod change;
mod inside;
mod line;
mod managed;
mod rows;
mod scaling;
mod spot;
mod steps;
mod strategy;

use crate::diagram::Icon;
use crate::sim::capacity::{CapacityProvider, StrategyItem};
use crate::sim::{LaunchType, ServiceId, Switch, World};
use crate::ui::icon::icon_of_size;
use crate::ui::on_demand::on_demand;
use crate::ui::part::{Part, html};
use crate::ui::signal::{Memo, RwSignal};

use super::button::button;
use super::note::paragraph;
use super::{Desk, text};

pub use inside::inside;
pub use line::line;
pub use spot::spot;
pub use strategy::editor;

/// The id of the button that adds a provider.
const ADD_PROVIDER: &str = "add-provider";

/// Which dialogs are open, and whose policies are shown.
#[derive(Clone, Copy)]
pub struct Capacity {
    /// The form of a new capacity provider.
    adding: RwSignal<bool>,
    /// The policies of a service.
    scaling: RwSignal<bool>,
    /// Whose.
    scaled: RwSignal<Option<ServiceId>>,
}

impl Capacity {
    /// Closed dialogs.
    pub fn new() -> Self {
        Self { adding: RwSignal::new(false), scaling: RwSignal::new(false), scaled: RwSignal::new(None) }
    }

    /// Opens the policies of a service.
    pub fn open_scaling(self, id: ServiceId) {
        self.scaled.set(Some(id));
        self.scaling.set(true);
    }
}

/// The panel.
pub fn capacity(desk: Desk) -> Part {
    let has_some = desk.read(|it| !it.world().capacity.providers.is_empty());
    let nothing =
        move || if has_some.get() { vec![] } else { vec![paragraph("small muted", text::NO_PROVIDERS)] };
    let Capacity { adding, scaling, .. } = desk.capacity;
    let add = button("btn sm", move || adding.set(true))
        .attr("id", ADD_PROVIDER)
        .with(icon_of_size(Icon::Plus, "16"))
        .text(text::ADD_PROVIDER);
    let head = html("header").with(html("h2").text(text::PROVIDERS)).with(html("span").class("sp")).with(add);
    let is_wanted = move || has_some.get() || adding.get() || scaling.get();
    html("section")
        .class("panel svcs cap")
        .attr("aria-label", text::PROVIDERS)
        .with(head)
        .slot(nothing)
        .with(on_demand(is_wanted, desk.chunks.resources, move |it| (it.capacity)(desk)))
}

/// In the row over the board: Spot capacity is taken back, once there is some.
pub fn interruption(desk: Desk) -> Part {
    let has_spot = desk.read(|it| has_spot(it.world()));
    on_demand(move || has_spot.get(), desk.chunks.resources, move |it| (it.spot)(desk))
}

fn has_spot(world: &World) -> bool {
    let is_spot = |it| it == Some(CapacityProvider::FargateSpot);
    world.capacity.fargate_spot == Switch::Off
        || world.tasks.values().any(|it| is_spot(it.capacity_provider))
        || world.capacity.providers.values().any(|it| it.settings.market.is_spot())
}

/// The strategy of a request; none: a launch type. An empty one means the default of the cluster.
pub type Providers = RwSignal<Option<Vec<StrategyItem>>>;

/// Whether tasks run on Fargate: by the providers that are named, or by launch type.
pub fn is_on_fargate(providers: Providers, launch_type: RwSignal<LaunchType>) -> bool {
    let is_fargate =
        |it: &StrategyItem| !matches!(it.capacity_provider, CapacityProvider::AutoScalingGroup(_));
    providers.with(|it| match it {
        Some(all) => all.iter().any(is_fargate),
        None => launch_type.get() == LaunchType::Fargate,
    })
}

/// The choice of capacity providers instead of a launch type.
pub fn by_providers(providers: Providers) -> Part {
    let is_chosen = move || providers.with(Option::is_some);
    let choose = move || {
        if providers.with_untracked(Option::is_none) {
            providers.set(Some(vec![]));
        }
    };
    button("", choose).is("aria-pressed", is_chosen).text(text::PROVIDERS)
}

/// The strategy, when capacity providers are chosen.
pub fn strategy_of(desk: Desk, providers: Providers, n_tasks: RwSignal<u32>) -> Part {
    let is_chosen = Memo::new(move |_| providers.with(Option::is_some));
    let editor = move || {
        let load = desk.chunks.resources;
        let editor = || on_demand(|| true, load, move |it| (it.strategy)(desk, providers, n_tasks));
        if is_chosen.get() { vec![editor()] } else { vec![] }
    };
    html("div").class("stack").slot(editor)
}
