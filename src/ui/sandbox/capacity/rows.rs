//! A row for each Auto Scaling group provider.

use leptos::prelude::untrack;

use crate::diagram::Icon;
use crate::sim::capacity::{CapacityOrder, CapacityProvider, GroupProviderId, reservation};
use crate::sim::{Command, Simulation, Switch, TaskPlace, explain};
use crate::ui::icon::icon_of_size;
use crate::ui::part::{Keyed, Part, html};
use crate::ui::signal::Memo;

use super::super::button::icon_button;
use super::super::keyboard::focus_soon;
use super::super::menu::{Choice, menu};
use super::super::note::paragraph;
use super::super::{Desk, text};
use super::ADD_PROVIDER;
use super::change::Changing;

/// What a row shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Row {
    name: String,
    size: String,
    desired: u32,
    limits: (u32, u32),
    /// The metric in words, and whether it is the target, when scaling is managed.
    metric: Option<(String, bool)>,
    last_scaling: Option<String>,
    instances: Vec<String>,
    waiting: Vec<String>,
    stands_still: bool,
}

impl Row {
    fn read(simulation: &Simulation, id: GroupProviderId) -> Self {
        let world = simulation.world();
        let Some(provider) = world.group_provider(id) else { return Self::default() };
        let now = reservation(world, provider);
        let own = Some(CapacityProvider::AutoScalingGroup(id));
        let waiting = world.tasks.values().filter(|it| it.place == TaskPlace::AwaitsCapacity);
        let waiting = waiting.filter(|it| it.capacity_provider == own);
        let metric = provider.settings.managed_scaling.map(|scaling| {
            let shown = provider.measured.unwrap_or(now);
            let words = [text::RESERVATION, " ", &explain::reservation_percent(shown)].concat();
            (words, shown.permille() == u64::from(scaling.target_capacity) * 10)
        });
        Self {
            name: provider.name.clone(),
            size: text::group_size(
                &provider.settings.instance_type,
                now.running,
                provider.desired_capacity,
                provider.launches.len(),
            ),
            desired: provider.desired_capacity,
            limits: (provider.settings.min_size, provider.settings.max_size),
            stands_still: metric.is_some() && world.clock == Switch::Off,
            metric,
            last_scaling: provider.last_scaling.as_ref().map(explain::scaling_sentence),
            instances: provider.joined(world).map(|it| it.name.clone()).collect(),
            waiting: waiting.map(|it| explain::task_name(world, it.id)).collect(),
        }
    }
}

/// The list of providers.
pub fn rows(desk: Desk, changing: Changing) -> Part {
    let ids = desk.read(|it| it.world().capacity.providers.keys().copied().collect::<Vec<_>>());
    let rows = move || {
        let row = |id: GroupProviderId| -> Keyed {
            (desk.session.key(id.0), Box::new(move || row(desk, changing, id)))
        };
        ids.get().into_iter().map(row).collect()
    };
    html("ul").class("svc-rows").each(rows)
}

fn row(desk: Desk, changing: Changing, id: GroupProviderId) -> Part {
    let row = desk.read(move |it| Row::read(it, id));
    let name = row.with_untracked(|it| it.name.clone());
    let metric = move || {
        let pill = |(words, is_target): &(String, bool)| {
            html("span").class(if *is_target { "pill ok" } else { "pill warn" }).text(words)
        };
        row.with(|it| it.metric.as_ref().map(pill).into_iter().collect())
    };
    let words = html("span")
        .class("svc-w")
        .with(html("b").text(&name))
        .with(html("small").text_by(move || row.with(|it| it.size.clone())))
        .with(html("span").class("row").slot(metric));
    let choices = move || {
        let delete = move || {
            desk.dispatch(Command::Capacity(CapacityOrder::DeleteProvider(id)));
            focus_soon(ADD_PROVIDER.to_owned());
        };
        let change = move || changing.open_for(id);
        vec![
            Choice { words: text::CHANGE_PROVIDER.to_owned(), is_open: true, act: Box::new(change) },
            Choice { words: text::DELETE_PROVIDER.to_owned(), is_open: true, act: Box::new(delete) },
        ]
    };
    let options = menu(
        &["options-provider-", &id.0.to_string()].concat(),
        "btn sm icon ghost",
        &text::options_for_provider(&name),
        |button| button.with(icon_of_size(Icon::Dots, "16")),
        choices,
    );
    // The group of a provider with managed scaling is sized by ECS.
    let is_managed = Memo::new(move |_| row.with(|it| it.metric.is_some()));
    let count = move || if is_managed.get() { vec![] } else { vec![desired(desk, id, row, &name)] };
    html("li")
        .with(icon_of_size(Icon::Ec2, "16"))
        .with(words)
        .slot(count)
        .with(options)
        .with(html("div").class("why").slot(move || row.with(|it| why(it, is_managed.get()))))
}

/// Why it is as large as it is, and who waits for it.
fn why(row: &Row, is_managed: bool) -> Vec<Part> {
    let scaled = row.last_scaling.as_deref().or(is_managed.then_some(text::NO_SCALING_YET));
    let mut parts: Vec<Part> = scaled.map(|it| paragraph("tiny t2", it)).into_iter().collect();
    if row.stands_still {
        parts.push(paragraph("tiny muted", text::NEEDS_CLOCK));
    }
    if !row.waiting.is_empty() {
        parts.push(paragraph("tiny t2", &text::waiting(&row.waiting)));
    }
    if !row.instances.is_empty() {
        parts.push(paragraph("tiny muted", &text::instances_of_group(&row.instances)));
    }
    parts
}

/// The desired capacity: fewer, the number itself, more.
fn desired(desk: Desk, id: GroupProviderId, row: Memo<Row>, name: &str) -> Part {
    let can_be = move |by: i32| {
        row.with(|it| {
            let next = it.desired.saturating_add_signed(by);
            (next != it.desired && (it.limits.0..=it.limits.1).contains(&next)).then_some(next)
        })
    };
    let step = move |by: i32| {
        if let Some(next) = untrack(|| can_be(by)) {
            desk.dispatch(Command::Capacity(CapacityOrder::SetDesiredCapacity(id, next)));
        }
    };
    html("div")
        .class("stepper sm")
        .attr("role", "group")
        .attr("aria-label", &text::desired_capacity_of(name))
        .with(
            icon_button("", Icon::Minus, &text::one_instance_fewer(name), move || step(-1))
                .disabled_by(move || can_be(-1).is_none()),
        )
        .with(html("output").text_by(move || row.with(|it| it.desired.to_string())))
        .with(
            icon_button("", Icon::Plus, &text::one_instance_more(name), move || step(1))
                .disabled_by(move || can_be(1).is_none()),
        )
}
