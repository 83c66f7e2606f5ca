//! The network: gateways, subnets with their routes and endpoints, security groups, and whether one thing can reach another.

mod check;
mod groups;
mod subnets;

use leptos::prelude::untrack;

use crate::sim::network::{Network, NetworkChange, SubnetKind};
use crate::sim::{Command, Switch};
use crate::ui::part::{Part, html};
use crate::ui::sandbox::Desk;
use crate::ui::sandbox::button::button;
use crate::ui::sandbox::keyboard::focus_soon;
use crate::ui::sandbox::keyboard_help::checkbox;
use crate::ui::sandbox::note::{Tone, note, paragraph};
use crate::ui::sandbox::text::network as words;

use super::said::said;

/// What the dialog shows.
pub fn network(desk: Desk) -> Vec<Part> {
    vec![
        paragraph("small t2", words::HELP),
        html("div").class("stack").attr("role", "status").inside_by(move || clock(desk)),
        check::check(desk),
        subnets::subnets(desk),
        tasks(desk),
        groups::groups(desk),
        vpc(desk),
        said(desk, desk.account.network),
    ]
}

impl Desk {
    /// Changes the network.
    fn change_network(self, change: NetworkChange) {
        self.dispatch(Command::ChangeNetwork(change));
    }
}

/// Something that the network has or has not, with a sentence below it.
fn switch(
    desk: Desk,
    words: &str,
    help: &str,
    read: fn(&Network) -> bool,
    change: impl Fn(&Network, Switch) -> NetworkChange + 'static,
) -> Part {
    let is_on = move || desk.session.simulation.with(|it| read(&it.world().network));
    let set = move |is_on: bool| {
        let next = if is_on { Switch::On } else { Switch::Off };
        let change = desk.session.simulation.with_untracked(|it| change(&it.world().network, next));
        desk.change_network(change);
    };
    let words = html("span").with(html("span").text(words)).with(html("small").text(help));
    html("label").class("chk").with(checkbox(is_on, set)).with(words)
}

/// What a board that stands still says about it.
fn clock(desk: Desk) -> Vec<Part> {
    let stands_still = desk.session.simulation.with(|it| it.world().clock == Switch::Off);
    if !stands_still {
        return vec![];
    }
    let start = move || {
        desk.dispatch(Command::StartClock);
        // This button goes with the note.
        focus_soon("network-title".to_owned());
    };
    let start = untrack(|| button("btn sm", start).text(words::START_THE_CLOCK));
    vec![note(Tone::Fact, vec![paragraph("", words::STANDS_STILL), start])]
}

fn vpc(desk: Desk) -> Part {
    html("fieldset")
        .class("stack box")
        .with(html("legend").text(words::VPC))
        .with(switch(
            desk,
            words::INTERNET_GATEWAY,
            words::INTERNET_GATEWAY_HELP,
            |it| it.internet_gateway == Switch::On,
            |_, next| NetworkChange::InternetGateway(next),
        ))
        .with(switch(
            desk,
            words::DNS,
            words::DNS_HELP,
            |it| it.dns == Switch::On,
            |_, next| NetworkChange::Dns(next),
        ))
}

/// Where tasks with an interface of their own start.
fn tasks(desk: Desk) -> Part {
    let kind = |is_public| if is_public == Switch::On { SubnetKind::Public } else { SubnetKind::Private };
    html("fieldset")
        .class("stack box")
        .with(html("legend").text(words::TASKS))
        .with(switch(
            desk,
            words::IN_PUBLIC,
            words::IN_PUBLIC_HELP,
            |it| it.task_subnets == SubnetKind::Public,
            move |it, next| NetworkChange::TaskSubnets(kind(next), it.assign_public_ip),
        ))
        .with(switch(
            desk,
            words::PUBLIC_IP,
            words::PUBLIC_IP_HELP,
            |it| it.assign_public_ip == Switch::On,
            |it, next| NetworkChange::TaskSubnets(it.task_subnets, next),
        ))
}
