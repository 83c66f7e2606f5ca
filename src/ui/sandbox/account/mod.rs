//! Roles, the network and volumes of the board: the panel below the services. What it shows, and the dialogs that it opens, come on
//! demand: start reading at [`inside`].

mod access_points;
mod act;
mod agents;
mod document_field;
mod file_system_policy;
mod inside;
mod keys;
mod manage;
mod network;
mod policy;
mod roles;
mod said;
mod trace;
mod volumes;

use crate::diagram::Icon;
use crate::sim::life::{StoppedReason, StoppedTask};
use crate::sim::roles::{Launch, Starter};
use crate::sim::{LaunchType, TaskDefinitionId};
use crate::ui::icon::icon_of_size;
use crate::ui::on_demand::on_demand;
use crate::ui::part::{Part, html};
use crate::ui::signal::RwSignal;

use super::button::button;
use super::note::paragraph;
use super::{Desk, text};

pub use inside::inside;

/// Which dialogs are open, and whose launch is traced.
#[derive(Clone, Copy)]
pub struct Account {
    /// The editor of roles.
    roles: RwSignal<bool>,
    /// The network.
    network: RwSignal<bool>,
    /// The editor of volumes.
    volumes: RwSignal<bool>,
    /// What a container can be told to do.
    act: RwSignal<bool>,
    /// The trace of a launch.
    trace: RwSignal<bool>,
    /// What is launched, on what, and by whom.
    traced: RwSignal<Launch>,
}

impl Account {
    /// Closed dialogs.
    pub fn new() -> Self {
        Self {
            roles: RwSignal::new(false),
            network: RwSignal::new(false),
            volumes: RwSignal::new(false),
            act: RwSignal::new(false),
            trace: RwSignal::new(false),
            traced: RwSignal::new(Launch {
                task_definition: TaskDefinitionId(0),
                launch_type: LaunchType::Ec2,
                starter: Starter::RunTask,
            }),
        }
    }
}

impl Account {
    /// Opens the trace of a launch.
    pub fn show_trace(self, launch: Launch) {
        self.traced.set(launch);
        self.trace.set(true);
    }
}

/// The panel under the services.
pub fn account(desk: Desk) -> Part {
    let is_cut_off = |it: &StoppedTask| {
        let reason = it.task.life.stop.as_ref().and_then(|it| it.reason.as_ref());
        matches!(reason, Some(StoppedReason::Unreachable(_)))
    };
    let has_some = desk.read(move |it| {
        let world = it.world();
        world.roles.is_some() || world.storage.is_some() || world.stopped_tasks.iter().any(is_cut_off)
    });
    let Account { roles, network, volumes, act, .. } = desk.account;
    let open = |words: &str, sign: Icon, signal: RwSignal<bool>| {
        button("btn sm", move || signal.set(true)).with(icon_of_size(sign, "16")).text(words)
    };
    let head = html("header")
        .with(html("h2").text(text::ACCOUNT))
        .with(html("span").class("sp"))
        .with(open(text::ROLES, Icon::Key, roles))
        .with(open(text::NETWORK, Icon::Subnet, network))
        .with(open(text::VOLUMES, Icon::Efs, volumes))
        .with(open(text::ACT, Icon::Play, act));
    let nothing =
        move || if has_some.get() { vec![] } else { vec![paragraph("small muted", text::NO_ACCOUNT)] };
    let is_wanted = move || has_some.get() || roles.get() || network.get() || volumes.get() || act.get();
    html("section")
        .class("panel svcs acc")
        .attr("aria-label", text::ACCOUNT)
        .with(head)
        .slot(nothing)
        .with(on_demand(is_wanted, desk.chunks.resources, move |it| (it.account)(desk)))
}
