//! Whether one thing can reach another one, and why not.

use crate::sim::network::{Destination, Endpoint, SecurityGroup, Source, answer};
use crate::sim::{Simulation, Switch, Zone, explain};
use crate::ui::part::{Part, html};
use crate::ui::sandbox::Desk;
use crate::ui::sandbox::fields::{Choices, choice, number, pair, select};
use crate::ui::sandbox::note::{Tone, note, paragraph};
use crate::ui::sandbox::text::network as words;
use crate::ui::signal::{Memo, RwSignal};

/// Who can ask, of a zone where it has one, and its words.
type Asker = (fn(Zone) -> Source, &'static str);

/// In the order of the list.
const SOURCES: [Asker; 5] = [
    (Source::ContainerInstance, words::INSTANCE),
    (Source::TaskOnFargate, words::TASK_ON_FARGATE),
    (Source::TaskOnEc2, words::TASK_ON_EC2),
    (|_| Source::LoadBalancer, words::LOAD_BALANCER),
    (|_| Source::Client, words::CLIENT),
];

/// The port of network file systems.
const NFS: u32 = 2049;

/// The question, and its answer as the network is now.
pub fn check(desk: Desk) -> Part {
    let (source, port) = (RwSignal::new(0), RwSignal::new(80));
    let (zone, destination) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let zones = desk.read(|it| {
        let all = it.world().zones.iter().enumerate();
        all.map(|(at, name)| (at.to_string(), name.clone())).collect::<Choices>()
    });
    let of = Memo::new(move |_| {
        let zone = zone.with(|it| Zone(it.parse().unwrap_or_default()));
        let at = source.get();
        SOURCES.get(at).map(|(of, _)| of(zone))
    });
    let has_zone = Memo::new(move |_| !matches!(of.get(), Some(Source::LoadBalancer | Source::Client)));
    let destinations = desk.read(move |it| of.get().map(|of| destinations(it, of)).unwrap_or_default());
    let has_port = Memo::new(move |_| destination.with(|it| group_named(it).is_some()));
    let found = desk.read(move |it| {
        let to = destination.with(|to| to_destination(to, port.get()))?;
        found(it, of.get()?, to)
    });
    let said = move || {
        let (can, said) = found.get().unwrap_or((true, String::new()));
        let tone = if can { Tone::Good } else { Tone::Fault };
        if said.is_empty() { vec![] } else { vec![note(tone, vec![paragraph("", &said)])] }
    };
    let zone_field = move || {
        if has_zone.get() { vec![choice("check-zone", words::IN_ZONE, zones, zone)] } else { vec![] }
    };
    let port_field = move || {
        if !has_port.get() {
            return vec![];
        }
        let is_file_system =
            destination.with_untracked(|it| group_named(it) == Some(SecurityGroup::FileSystem));
        port.set(if is_file_system { NFS } else { 80 });
        vec![number("check-port", words::PORT, port, 0, u16::MAX.into())]
    };
    html("fieldset")
        .class("stack box")
        .with(html("legend").text(words::CHECK))
        .with(pair([
            select("check-from", words::FROM, source, &SOURCES.map(|(_, words)| words)),
            html("div").class("here-field").inside_by(zone_field),
        ]))
        .with(pair([
            choice("check-to", words::TO, destinations, destination),
            html("div").class("here-field").inside_by(port_field),
        ]))
        .with(html("div").attr("role", "status").inside_by(said))
}

/// What it makes sense to ask for: those questions that have an answer.
fn destinations(simulation: &Simulation, of: Source) -> Choices {
    let network = &simulation.world().network;
    let services =
        Endpoint::ALL.map(|it| (it.name().to_owned(), words::service(it), Destination::Service(it)));
    let internet = [(String::new(), words::INTERNET.to_owned(), Destination::Internet)];
    let groups = [
        SecurityGroup::LoadBalancer,
        SecurityGroup::Task,
        SecurityGroup::Instance,
        SecurityGroup::FileSystem,
    ];
    let groups =
        groups.map(|it| (it.name().to_owned(), words::member(it).to_owned(), Destination::Group(it, 0)));
    services
        .into_iter()
        .chain(internet)
        .chain(groups)
        .filter(|(_, _, to)| answer(network, of, *to).is_some())
        .map(|(value, words, _)| (value, words))
        .collect()
}

fn group_named(name: &str) -> Option<SecurityGroup> {
    SecurityGroup::ALL.into_iter().find(|it| it.name() == name)
}

fn to_destination(value: &str, port: u32) -> Option<Destination> {
    if value.is_empty() {
        return Some(Destination::Internet);
    }
    let service = Endpoint::ALL.into_iter().find(|it| it.name() == value).map(Destination::Service);
    let port = u16::try_from(port).unwrap_or(u16::MAX);
    service.or_else(|| Some(Destination::Group(group_named(value)?, port)))
}

/// The answer in words, and whether it is yes.
fn found(simulation: &Simulation, of: Source, to: Destination) -> Option<(bool, String)> {
    let world = simulation.world();
    let is_named =
        world.network.dns == Switch::On || !matches!(to, Destination::Group(SecurityGroup::FileSystem, _));
    Some(match answer(&world.network, of, to)? {
        Ok(way) if is_named => (true, words::yes(explain::way_words(way))),
        Ok(way) => (false, [&words::yes(explain::way_words(way)), " ", words::NO_NAME].concat()),
        Err(blocked) => (false, words::no(&explain::blocked_sentence(world, &blocked))),
    })
}
