//! The subnets, a column for each zone: where their default routes lead, and which endpoints they have.

use crate::sim::network::{Endpoint, NetworkChange, Subnet, SubnetKind};
use crate::sim::{Switch, Zone};
use crate::ui::part::{Part, html};
use crate::ui::sandbox::keyboard_help::checkbox;
use crate::ui::sandbox::note::paragraph;
use crate::ui::sandbox::text::network as words;
use crate::ui::sandbox::{Desk, text};

/// The table of subnets.
pub fn subnets(desk: Desk) -> Part {
    let zones = desk.read(|it| it.world().zones.clone());
    let table = move || zones.with(|it| vec![table(desk, it)]);
    html("fieldset")
        .class("stack box")
        .with(html("legend").text(words::SUBNETS))
        .with(paragraph("tiny muted", words::SUBNETS_HELP))
        .with(
            html("div")
                .class("net")
                .attr("tabindex", "0")
                .attr("role", "group")
                .attr("aria-label", words::SUBNETS)
                .inside_by(table),
        )
}

fn table(desk: Desk, zones: &[String]) -> Part {
    let zones: Vec<(Zone, &String)> = (0..).map(Zone).zip(zones).collect();
    let head = zones
        .iter()
        .map(|(_, name)| html("th").attr("scope", "col").attr("title", name).text(&text::zone(name)));
    let row = |name: Part, cells: Vec<Part>| html("tr").with(name.attr("scope", "row")).with_all(cells);
    let routes = |kind: SubnetKind, words: &str| {
        let cells = zones.iter().map(|(zone, _)| route(desk, *zone, kind)).collect();
        row(html("th").text(words).with(html("small").text("0.0.0.0/0")), cells)
    };
    let switches = |words: &str, help: &str, has: Has| {
        let cells =
            zones.iter().map(|(zone, name)| has.cell(desk, *zone, &words::in_zone(words, name))).collect();
        let small = (!help.is_empty()).then(|| html("small").text(help));
        row(html("th").text(words).with_all(small), cells)
    };
    let endpoint = |it: Endpoint| switches(it.name(), words::endpoint(it), Has::Endpoint(it));
    let section = |words: &str| {
        let columns = (zones.len() + 1).to_string();
        html("tr").with(html("th").attr("colspan", &columns).attr("scope", "rowgroup").text(words))
    };
    let interfaces = Endpoint::ALL.into_iter().filter(|it| !it.is_gateway());
    let gateways = Endpoint::ALL.into_iter().filter(|it| it.is_gateway());
    html("table")
        .with(html("thead").with(html("tr").with(html("td")).with_all(head)))
        .with(
            html("tbody")
                .with(routes(SubnetKind::Public, words::PUBLIC_SUBNET))
                .with(routes(SubnetKind::Private, words::PRIVATE_SUBNET))
                .with(switches(words::NAT_GATEWAY, "", Has::NatGateway)),
        )
        .with(html("tbody").with(section(words::INTERFACE_ENDPOINTS)).with_all(interfaces.map(endpoint)))
        .with(html("tbody").with(section(words::GATEWAY_ENDPOINT)).with_all(gateways.map(endpoint)))
}

/// Reads something of a subnet, if there is such a zone.
fn read<T: Default>(desk: Desk, zone: Zone, kind: SubnetKind, read: impl FnOnce(&Subnet) -> T) -> T {
    desk.session.simulation.with(|it| it.world().network.subnet(zone, kind).map(read).unwrap_or_default())
}

/// Where the default route of a subnet leads, in words.
fn route(desk: Desk, zone: Zone, kind: SubnetKind) -> Part {
    let is_attached =
        move || desk.session.simulation.with(|it| it.world().network.internet_gateway == Switch::On);
    let leads = move || match kind {
        SubnetKind::Public if is_attached() => words::TO_INTERNET_GATEWAY,
        SubnetKind::Public => words::TO_DETACHED,
        SubnetKind::Private if read(desk, zone, kind, |it| it.nat_gateway == Switch::On) => {
            words::TO_NAT_GATEWAY
        }
        SubnetKind::Private => words::TO_NOWHERE,
    };
    html("td")
        .class("to")
        .class_by("is-cut", move || [words::TO_NOWHERE, words::TO_DETACHED].contains(&leads()))
        .text_by(move || leads().to_owned())
}

/// What a private subnet has or has not.
#[derive(Clone, Copy)]
enum Has {
    NatGateway,
    Endpoint(Endpoint),
}

impl Has {
    fn cell(self, desk: Desk, zone: Zone, name: &str) -> Part {
        let is_there = move || {
            read(desk, zone, SubnetKind::Private, |it| match self {
                Self::NatGateway => it.nat_gateway == Switch::On,
                Self::Endpoint(endpoint) => it.endpoints.contains(&endpoint),
            })
        };
        let set = move |is_on: bool| {
            let next = if is_on { Switch::On } else { Switch::Off };
            desk.change_network(match self {
                Self::NatGateway => NetworkChange::NatGateway(zone, next),
                Self::Endpoint(endpoint) => NetworkChange::Endpoint(zone, endpoint, next),
            });
        };
        html("td").with(html("label").with(checkbox(is_there, set).attr("aria-label", name)))
    }
}
