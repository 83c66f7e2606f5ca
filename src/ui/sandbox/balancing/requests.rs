//! The requests that clients send to a load balancer: how many each second, and to which host and path.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;
use wasm_bindgen::JsCast;

use crate::diagram::Icon;
use crate::sim::load_balancer::{LoadBalancer, LoadBalancerKind, LoadBalancerOrder, Stream};
use crate::sim::{Command, LoadBalancerId, Zone};
use crate::ui::part::{Part, html};
use crate::ui::signal::{Memo, RwSignal};

use super::super::Desk;
use super::super::button::{button, icon_button};
use super::super::fields::{Choices, choice, line, number, pair};
use super::super::keyboard::focus_soon;
use super::super::refusal::{refusal, said};
use super::super::text::balancing as words;
use super::shown::{Shown, goes_to};

/// Requests a second that one press of a button adds.
const STEP: u32 = 50;
/// The id of the list of requests, which takes the focus from one that is removed.
const REQUESTS: &str = "lb-requests";

/// How many requests clients send, in the head of a load balancer while they are all of one kind, to the path `/`.
pub fn plain(desk: Desk, id: LoadBalancerId, shown: Memo<Option<Shown>>, name: &str) -> Part {
    let name = words::requests_to(name);
    let is_plain = Memo::new(move |_| shown.with(|it| it.as_ref().is_none_or(Shown::is_plain)));
    let inside = move || {
        if !is_plain.get() {
            return vec![];
        }
        let now = Memo::new(move |_| shown.with(|it| it.as_ref().map_or(0, |it| it.per_second)));
        let field = ["requests-", &id.0.to_string()].concat();
        vec![stepper(&field, &name, now, Rc::new(move |per_second| desk.send_requests(id, per_second)))]
    };
    html("span").inside_by(inside)
}

/// Requests of several kinds, each with its number and where it goes.
pub fn kinds(desk: Desk, id: LoadBalancerId, shown: Memo<Option<Shown>>, name: &str) -> Part {
    let name = name.to_owned();
    let kinds = Memo::new(move |_| {
        let kind = |(it, to): &(Stream, String)| (Stream { per_second: 0, ..it.clone() }, to.clone());
        let all = shown.with(|it| {
            it.as_ref().filter(|it| !it.is_plain()).map(|it| it.streams.iter().map(kind).collect::<Vec<_>>())
        });
        let mut all = all.unwrap_or_default();
        // A changed number moves a kind to the end of the list, which must not move it here.
        all.sort_by(|one, other| key(&one.0).cmp(&key(&other.0)));
        all
    });
    let line = move |at: usize, kind: &Stream, to: &str| {
        let (said, own, changed) = (words::kind(kind, to), kind.clone(), kind.clone());
        let now = Memo::new(move |_| {
            let own =
                |it: &Shown| it.streams.iter().find(|it| key(&it.0) == key(&own)).map(|it| it.0.per_second);
            shown.with(|it| it.as_ref().and_then(own).unwrap_or(0))
        });
        let set = move |per_second| desk.send(id, Stream { per_second, ..changed.clone() });
        let field = ["requests-", &id.0.to_string(), "-", &at.to_string()].concat();
        let stepper = stepper(&field, &words::requests_to(&[&*name, " ", &said].concat()), now, Rc::new(set));
        html("li").with(html("span").text(&said)).with(stepper)
    };
    let lines =
        move || kinds.with(|all| all.iter().enumerate().map(|(at, (kind, to))| line(at, kind, to)).collect());
    html("ul").class("sg-r lb-req").inside_by(lines)
}

/// What tells one kind of requests from another.
fn key(it: &Stream) -> (u16, &str, &str, Option<Zone>) {
    (it.port, &it.host, &it.path, it.zone)
}

/// Fewer, the number itself, more.
fn stepper(id: &str, name: &str, now: Memo<u32>, set: Rc<dyn Fn(u32)>) -> Part {
    let set = move |per_second: u32| {
        if per_second != now.get_untracked() {
            set(per_second);
        }
    };
    let (less, more) = (set.clone(), set.clone());
    let field = html("input")
        .attr("type", "number")
        .attr("min", "0")
        .attr("inputmode", "numeric")
        .attr("id", id)
        .attr("aria-label", name)
        .by(move |it| it.unchecked_ref::<HtmlInputElement>().set_value(&now.get().to_string()))
        .on("change", move |event| match event_target_value(&event).trim().parse() {
            Ok(per_second) => set(per_second),
            // What is not a number leaves it as it was, and the field shows it again.
            Err(_) => event_target::<HtmlInputElement>(&event).set_value(&now.get_untracked().to_string()),
        });
    let less = move || less(now.get_untracked().saturating_sub(STEP));
    let more = move || more(now.get_untracked().saturating_add(STEP));
    let stepper = html("div")
        .class("stepper sm wide")
        .attr("role", "group")
        .attr("aria-label", name)
        .with(icon_button("", Icon::Minus, words::FEWER, less).disabled_by(move || now.get() == 0))
        .with(field)
        .with(icon_button("", Icon::Plus, words::MORE, more));
    html("span").class("lb-rate").with(stepper).with(html("small").class("muted").text(words::PER_SECOND))
}

impl Desk {
    /// Clients send so many requests a second to the first listener.
    fn send_requests(self, id: LoadBalancerId, per_second: u32) {
        let first = self.session.simulation.with_untracked(|it| {
            let it = it.world().load_balancer(id)?;
            let known = it.streams.first().cloned();
            let port = it.listeners.first()?.port;
            let fresh = Stream { port, host: String::new(), path: "/".to_owned(), per_second, zone: None };
            Some(known.map_or(fresh, |it| Stream { per_second, ..it }))
        });
        if let Some(stream) = first {
            self.send(id, stream);
        }
    }

    fn send(self, id: LoadBalancerId, stream: Stream) {
        self.dispatch(Command::ChangeLoadBalancing(LoadBalancerOrder::SetTraffic(id, stream)));
    }
}

/// All kinds of requests, and a form for more.
pub fn requests(desk: Desk, id: LoadBalancerId, known: Memo<Option<LoadBalancer>>) -> Part {
    let list = move || {
        let Some(it) = known.get() else { return vec![] };
        if it.streams.is_empty() {
            return vec![html("li").class("muted").text(words::NO_REQUESTS)];
        }
        it.streams.iter().map(|stream| removable(desk, id, &it, stream)).collect()
    };
    html("fieldset")
        .class("stack box")
        .attr("id", REQUESTS)
        .attr("tabindex", "-1")
        .with(html("legend").text(words::REQUESTS))
        .with(html("ul").class("sg-r").inside_by(list))
        .with(new_requests(desk, id, known))
}

/// Where requests of one kind go, with the button that ends them.
fn removable(desk: Desk, id: LoadBalancerId, of: &LoadBalancer, stream: &Stream) -> Part {
    let to = desk.session.simulation.with_untracked(|it| goes_to(it.world(), of, stream));
    let said = words::stream(stream, &to);
    let none = Stream { per_second: 0, ..stream.clone() };
    let remove = move || {
        desk.befall(Command::ChangeLoadBalancing(LoadBalancerOrder::SetTraffic(id, none.clone())));
        focus_soon(REQUESTS.to_owned());
    };
    let remove = icon_button("btn sm icon ghost", Icon::Cross, &words::remove(&said), remove);
    html("li").with(html("span").text(&said)).with(remove)
}

fn new_requests(desk: Desk, id: LoadBalancerId, known: Memo<Option<LoadBalancer>>) -> Part {
    let (port, per_second) = (RwSignal::new(80), RwSignal::new(100));
    let (host, path) = (RwSignal::new(String::new()), RwSignal::new("/".to_owned()));
    // The index of the zone of clients in the VPC; which one matters to an NLB alone.
    let zone = RwSignal::new(String::new());
    let is_nlb = Memo::new(move |_| {
        known.with(|it| it.as_ref().is_some_and(|it| it.kind == LoadBalancerKind::Network))
    });
    let zones = desk.read(|it| {
        let zones = (0..).zip(&it.world().zones);
        let own = zones.map(|(at, name): (u8, _)| (at.to_string(), words::zone_of_clients(name)));
        std::iter::once((String::new(), words::INTERNET.to_owned())).chain(own).collect::<Choices>()
    });
    let order = move || {
        let trimmed = |it: RwSignal<String>| it.with(|it| it.trim().to_owned());
        let stream = Stream {
            port: u16::try_from(port.get()).unwrap_or(u16::MAX),
            host: trimmed(host),
            path: trimmed(path),
            per_second: per_second.get(),
            zone: zone.get().parse().ok().filter(|_| is_nlb.get()).map(Zone),
        };
        Command::ChangeLoadBalancing(LoadBalancerOrder::SetTraffic(id, stream))
    };
    let refused = Memo::new(move |_| desk.session.simulation.with(|it| refusal(it, &order())));
    let send = move || {
        if refused.with_untracked(Option::is_none) {
            desk.befall(untrack(order));
        }
    };
    let send =
        button("btn", send).attr("id", "send-requests").disabled_by(move || refused.with(Option::is_some));
    html("details").class("how-to").with(html("summary").text(words::OTHER_REQUESTS)).with(
        html("div")
            .class("stack")
            .with(pair([
                line("stream-path", words::REQUEST_PATH, path),
                line("stream-host", words::REQUEST_HOST, host),
            ]))
            .with(pair([
                number("stream-port", words::LISTENER_PORT, port, 1, u16::MAX.into()),
                number("stream-rate", words::RATE, per_second, 0, 1_000_000),
            ]))
            .with(html("div").slot(move || {
                if is_nlb.get() {
                    vec![choice("stream-zone", words::CLIENTS_IN, zones, zone)]
                } else {
                    vec![]
                }
            }))
            .with(said(refused))
            .with(html("div").class("row end").with(send.text(words::SEND))),
    )
}
