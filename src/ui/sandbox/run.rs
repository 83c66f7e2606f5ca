//! On what to run, how many, and the button.

use leptos::prelude::*;

use crate::diagram::Icon;
use crate::sim::{Command, Explanation, LaunchType, decide, explain};

use super::fargate_size::FargateOffer;
use super::icon::icon_of_size;
use super::{Desk, text};

/// Tasks that one call of RunTask starts at most.
const MOST: u32 = 10;

/// EC2 or Fargate, and why not Fargate.
#[component]
pub fn Launch(desk: Desk) -> AnyView {
    let launch_type = desk.request.launch_type;
    // Whether Fargate takes the selected definition is asked, not known here.
    let refusal = Memo::new(move |_| {
        let request = desk.request.run_task_on_fargate(desk.selected.get()?);
        desk.session.simulation.with(|it| match decide(it.world(), &Command::RunTask(request)).explanation {
            Explanation::Refused(refusal) => Some(explain::refusal_sentence(&refusal)),
            Explanation::Placement(_) | Explanation::Plain => None,
        })
    });
    // A definition that Fargate refuses runs on EC2, whatever was chosen for another.
    Effect::new(move |_| {
        if refusal.with(Option::is_some) && launch_type.get_untracked() == LaunchType::Fargate {
            launch_type.set(LaunchType::Ec2);
        }
    });
    let choice = move |id: &'static str, value: LaunchType, words: &'static str| {
        let is_refused = move || value == LaunchType::Fargate && refusal.with(Option::is_some);
        let on_click = move |_| {
            if !is_refused() {
                launch_type.set(value);
            }
        };
        view! {
            <button
                id=id
                type="button"
                aria-pressed=move || (launch_type.get() == value).to_string()
                aria-disabled=move || is_refused().then_some("true")
                on:click=on_click
            >
                {words}
            </button>
        }
    };
    view! {
        <div>
            <h2 id="launch-type">{text::LAUNCH_TYPE}</h2>
            <div class="seg wide" role="group" aria-labelledby="launch-type">
                {choice("on-ec2", LaunchType::Ec2, text::EC2)}
                {choice("on-fargate", LaunchType::Fargate, text::FARGATE_SHORT)}
            </div>
            <FargateOffer desk refusal/>
        </div>
    }
    .into_any()
}

/// The count and the one primary button.
#[component]
pub fn Run(desk: Desk) -> AnyView {
    let count = desk.request.count;
    let family = desk.read(move |it| {
        let all = &it.world().task_definitions;
        let id = desk.request.selected(it.world())?;
        all.get(usize::try_from(id.0).ok()?).map(|it| it.task_definition.family.clone())
    });
    let words = move || family.with(|it| text::run(count.get(), it.as_deref()));
    let on_run = move |_| {
        if let Some(id) = desk.selected.get_untracked() {
            desk.run(id, count.get_untracked());
        }
    };
    let step = move |by: i32| count.update(|it| *it = it.saturating_add_signed(by).clamp(1, MOST));
    view! {
        <div class="go">
            <div class="stepper" role="group" aria-label=text::COUNT>
                <button type="button" aria-label=text::FEWER aria-disabled=move || (count.get() <= 1).then_some("true") on:click=move |_| step(-1)>{icon_of_size(Icon::Minus, "16")}</button>
                <output aria-live="off">{move || count.get()}</output>
                <button type="button" aria-label=text::MORE aria-disabled=move || (count.get() >= MOST).then_some("true") on:click=move |_| step(1)>{icon_of_size(Icon::Plus, "16")}</button>
            </div>
            <button class="btn pri" id="run" type="button" aria-disabled=move || family.with(Option::is_none).then_some("true") on:click=on_run>
                {words}
            </button>
        </div>
    }
    .into_any()
}
