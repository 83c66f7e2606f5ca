//! The quiz: practice, reviews and tests, with the board of each question and the account of each decision.
//!
//! Nothing here marks an answer or makes a question: `quiz` does. What is answered is kept after every change, so a
//! reload in the middle loses nothing. Start reading at [`mount`], then at `desk` and `question`.

mod answer;
mod board;
mod choices;
mod data;
mod desk;
mod feedback;
mod home;
mod lesson;
mod matching;
mod numbers;
mod ordering;
mod question;
mod replay;
mod results;
mod test;
mod text;

use leptos::prelude::*;
use leptos::web_sys::Element;

use super::part::{self, Part, html};
use super::props::props;
use crate::quiz::Bank;

use desk::{Desk, Screen};

/// Brings the quiz to life.
pub fn mount(place: Element) {
    let bank: Bank = props(&place);
    part::mount(place, move || {
        let desk = Desk::restored(bank);
        vec![html("div").inside_by(move || screen(desk))]
    });
}

fn screen(desk: Desk) -> Vec<Part> {
    let screen = desk.screen.get();
    untrack(move || match screen {
        Screen::Home => home::home(desk),
        Screen::Invited(link) => vec![home::invitation(desk, link)],
        Screen::Question(index) => vec![question::question(desk, index)],
        Screen::Look(index) => vec![question::looked_at(desk, index)],
        Screen::Results => vec![results::results(desk)],
    })
}
