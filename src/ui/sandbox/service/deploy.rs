//! The ways to begin a deployment, to make it fail, and to go back.

use leptos::prelude::*;
use leptos::web_sys::HtmlSelectElement;
use wasm_bindgen::JsCast;

use crate::sim::{
    Command, Explanation, ServiceId, Switch, TaskDefinitionId, TaskDefinitionStatus, UpdateService, decide,
    explain,
};
use crate::ui::part::{Part, html};
use crate::ui::signal::{Memo, RwSignal};

use super::super::button::button;
use super::{Desk, text};

/// Another revision, the same one once more, back, or an alarm.
pub fn deploy(desk: Desk, id: ServiceId) -> Part {
    let present = desk.read(move |it| it.world().services.get(&id).map(|it| it.placement.task_definition));
    let chosen = RwSignal::new(present.get_untracked());
    let can_deploy = Memo::new(move |_| chosen.get().is_some() && chosen.get() != present.get());
    let update = move |request: UpdateService| desk.dispatch(Command::UpdateService(Box::new(request)));
    let deploy = move || {
        if can_deploy.get_untracked() {
            update(UpdateService { task_definition: chosen.get_untracked(), ..UpdateService::of(id) });
        }
    };
    let force = move || update(UpdateService { force_new_deployment: Switch::On, ..UpdateService::of(id) });
    let field = html("div")
        .class("field")
        .with(html("label").attr("for", "deploy-revision").text(text::TASK_DEFINITION))
        .with(
            html("div").class("row").with(revisions(desk, chosen)).with(
                button("btn sm pri", deploy)
                    .attr("id", "deploy")
                    .disabled_by(move || !can_deploy.get())
                    .text(text::DEPLOY),
            ),
        );
    let others = html("div")
        .class("row wrap")
        .with(button("btn sm", force).text(text::FORCE_NEW_DEPLOYMENT))
        .with(order(desk, text::ROLL_BACK, Command::RollBackService(id)))
        .with(order(desk, text::SET_OFF_ALARM, Command::SetOffAlarm(id)));
    html("section").class("svc-p").attr("aria-label", text::UPDATE_SERVICE).with(field).with(others)
}

/// A button for an order. Whether it can be given is asked, not known here.
fn order(desk: Desk, words: &str, command: Command) -> Part {
    let asked = command.clone();
    let is_possible =
        desk.read(move |it| !matches!(decide(it.world(), &asked).explanation, Explanation::Refused(_)));
    let give = move || {
        if is_possible.get_untracked() {
            desk.dispatch(command.clone());
        }
    };
    button("btn sm", give).disabled_by(move || !is_possible.get()).text(words)
}

/// The ACTIVE revisions.
fn revisions(desk: Desk, chosen: RwSignal<Option<TaskDefinitionId>>) -> Part {
    let all = desk.read(|it| {
        let world = it.world();
        let ids = (0..).map(TaskDefinitionId).zip(&world.task_definitions);
        let active = ids.filter(|(_, it)| it.status == TaskDefinitionStatus::Active);
        active.map(|(id, _)| (id, explain::revision_name(world, id))).collect::<Vec<_>>()
    });
    let options = move || {
        let option = |(id, name): &(TaskDefinitionId, String)| {
            html("option").attr("value", &id.0.to_string()).text(name)
        };
        all.with(|it| it.iter().map(option).collect())
    };
    html("select")
        .class("inp")
        .attr("id", "deploy-revision")
        .inside_by(options)
        .by(move |it| {
            all.track();
            let id = chosen.get().map_or(0, |it| it.0);
            it.unchecked_ref::<HtmlSelectElement>().set_value(&id.to_string());
        })
        .on("change", move |event| {
            if let Ok(id) = event_target_value(&event).parse() {
                chosen.set(Some(TaskDefinitionId(id)));
            }
        })
}
