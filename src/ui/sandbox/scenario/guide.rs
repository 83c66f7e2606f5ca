//! What a scenario is about, over its board: how the board stands, a prediction, what to do and to watch for.

use leptos::prelude::*;

use crate::diagram::Icon;
use crate::lesson::Purpose;
use crate::share::scenario::Scenario;
use crate::ui::address;
use crate::ui::icon::icon_of_size;
use crate::ui::part::{Part, html, keep};
use crate::ui::prediction::{self, Choice, Question};

use super::super::button::{button, icon_button};
use super::super::note::paragraph;
use super::super::text::scenario as words;
use super::{Desk, GUIDE, text};

/// The panel.
pub fn guide(desk: Desk) -> Vec<Part> {
    let panel = move || {
        let Some(scenario) = desk.scenarios.shown.get() else { return vec![] };
        vec![untrack(|| of_scenario(desk, scenario))]
    };
    vec![html("div").class("scn-p").inside_by(panel)]
}

fn of_scenario(desk: Desk, it: &'static Scenario) -> Part {
    let heading = html("h2").attr("id", GUIDE).attr("tabindex", "-1").text(it.title);
    let dismiss = icon_button("btn sm icon ghost", Icon::Cross, text::DISMISS, move || {
        desk.scenarios.shown.set(None);
        super::focus_soon("scenarios".to_owned());
    });
    let head = html("header")
        .with(icon_of_size(Icon::Flask, "18"))
        .with(heading)
        .with(html("span").class("sp"))
        .with(dismiss);
    let watch = html("p").with(html("b").text(words::DO)).with(html("span").text(it.watch));
    html("section")
        .class("panel svcs scn")
        .attr("aria-labelledby", GUIDE)
        .with(head)
        .with(paragraph("", it.story))
        .with(question(desk, it))
        .with(watch)
        .with_all(whose(desk, it))
}

/// The prediction; once it is locked in, the account of what happened opens.
fn question(desk: Desk, it: &'static Scenario) -> Part {
    let question = &it.question;
    let choice = |(at, (text, why)): (usize, &(&str, &str))| Choice {
        text: (*text).to_owned(),
        why: (*why).to_owned(),
        is_right: at == question.right,
    };
    let (prediction, is_locked) = prediction::of(Question {
        id: it.name.to_owned(),
        purpose: Purpose::Predict,
        heading: words::PREDICT.to_owned(),
        words: question.ask.to_owned(),
        choices: question.answers.iter().enumerate().map(choice).collect(),
        explanation: String::new(),
    });
    keep(Box::new(move || {
        if is_locked.get() {
            untrack(|| desk.session.open_newest());
        }
    }));
    prediction
}

/// Whose board this is, and the ways on.
fn whose(desk: Desk, it: &'static Scenario) -> Vec<Part> {
    let again = button("btn sm", move || desk.open_scenario(it.name.to_owned()))
        .with(icon_of_size(Icon::Reset, "16"))
        .text(words::AGAIN);
    let row = html("div").class("row wrap").with(again);
    if address::is_frame() {
        return vec![row];
    }
    let others = button("btn sm", move || desk.scenarios.is_open.set(true)).text(words::OTHERS);
    let take = button("btn sm", move || desk.take_scenario()).text(text::TAKE_BOARD);
    let leave = html("a").class("btn sm").attr("href", text::SANDBOX_PAGE).text(text::KEEP_MINE);
    vec![row.with(others).with(take).with(leave), paragraph("tiny muted", words::IS_NOT_KEPT)]
}

impl Desk {
    /// Makes the board of the scenario the learner's own.
    fn take_scenario(self) {
        self.scenarios.shown.set(None);
        // Else a reload would begin the scenario anew.
        address::clear();
        self.take_board();
    }
}
