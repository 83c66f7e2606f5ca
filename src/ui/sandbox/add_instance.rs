//! The dialog that adds EC2 instances to a zone.

use leptos::prelude::*;

use crate::ecs::InstanceType;
use crate::sim::{Command, Zone};

use super::dialog::Dialog;
use super::{Desk, text};

/// Instances that one go of the dialog adds at most.
const MOST: u32 = 10;
/// What is chosen until the learner chooses.
const FIRST_TYPE: &str = "m5.large";

/// For which zone the dialog is, and whether it is open.
#[derive(Clone, Copy)]
pub struct Adding {
    zone: RwSignal<Zone>,
    open: RwSignal<bool>,
}

impl Adding {
    /// A closed dialog.
    pub fn new() -> Self {
        Self { zone: RwSignal::new(Zone(0)), open: RwSignal::new(false) }
    }

    /// Opens the dialog for a zone.
    pub fn open_for(self, zone: Zone) {
        self.zone.set(zone);
        self.open.set(true);
    }
}

/// The dialog.
#[component]
pub fn AddInstance(desk: Desk, adding: Adding) -> AnyView {
    let Adding { zone, open } = adding;
    let chosen = RwSignal::new(FIRST_TYPE.to_owned());
    let count = RwSignal::new(1_u32);
    let zone_name = Memo::new(move |_| {
        let at = usize::from(zone.get().0);
        desk.session.simulation.with(|it| it.world().zones.get(at).cloned().unwrap_or_default())
    });
    let title = Signal::derive(move || text::add_an_instance_to(&zone_name.get()));
    let on_add = move |_| {
        let zone = zone.get_untracked();
        for _ in 0..count.get_untracked() {
            desk.session
                .dispatch(Command::AddContainerInstance { instance_type: chosen.get_untracked(), zone });
        }
        if count.get_untracked() > 1 {
            desk.session.say(text::joined(
                count.get_untracked(),
                &chosen.get_untracked(),
                &zone_name.get_untracked(),
            ));
        }
        desk.save();
        open.set(false);
    };
    view! {
        <Dialog open id="add-instance" title>
            <div class="field">
                <label for="instance-type">{text::INSTANCE_TYPE}</label>
                <select class="inp" id="instance-type" on:change=move |event| chosen.set(event_target_value(&event)) prop:value=move || chosen.get()>
                    {families()}
                </select>
            </div>
            <div class="small t2 will">{move || InstanceType::by_name(&chosen.get()).map(facts)}</div>
            <div class="field">
                <label for="instance-count">{text::COUNT}</label>
                <input
                    class="inp"
                    id="instance-count"
                    type="number"
                    min="1"
                    max=MOST.to_string()
                    prop:value=move || count.get().to_string()
                    on:change=move |event| count.set(event_target_value(&event).parse().unwrap_or(1_u32).clamp(1, MOST))
                />
            </div>
            <div class="row end">
                <button class="btn" type="button" on:click=move |_| open.set(false)>{text::CANCEL}</button>
                <button class="btn pri" type="button" on:click=on_add>{move || text::add_instances(count.get(), &zone_name.get())}</button>
            </div>
        </Dialog>
    }
    .into_any()
}

/// Every type of the table, by family.
fn families() -> AnyView {
    let family = |it: &InstanceType| it.name.split('.').next().unwrap_or_default();
    let option = |it: &'static InstanceType| {
        view! { <option value=it.name selected=it.name == FIRST_TYPE>{text::instance_type(it)}</option> }
    };
    let groups = InstanceType::all().chunk_by(|a, b| family(a) == family(b)).map(|types| {
        view! { <optgroup label=family(&types[0]).to_owned()>{types.iter().map(option).collect_view()}</optgroup> }
    });
    groups.collect_view().into_any()
}

/// What the agent will register, and why it is less than the type's size.
fn facts(it: &InstanceType) -> AnyView {
    view! {
        <p>{text::will_register(it)}</p>
        <p>{text::WHY_LESS_MEMORY}</p>
        <p>{text::awsvpc_tasks(it)}</p>
    }
    .into_any()
}
