//! The quiz: practice, reviews and tests, with the board of each question and the account of each decision.
//!
//! Nothing here marks an answer or makes a question: `quiz` does. What is answered is kept after every change, so a
//! reload in the middle loses nothing. Start reading at [`mount`], then at `desk` and `question`.

mod answer;
mod asking;
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

use super::on_demand::Load;
use super::part::{self, Part, html};
use super::props::props;
use crate::quiz::Bank;

pub use asking::Asking;
use asking::by_asking;
use desk::{Desk, Screen};

/// Brings the quiz to life. What asks its questions is fetched as soon as it lives.
pub fn mount(place: Element, load: Load<Asking>) {
    let bank: Bank = props(&place);
    part::mount(place, move || {
        let desk = Desk::restored(bank, load);
        desk.fetch();
        vec![html("div").inside_by(move || screen(desk))]
    });
}

fn screen(desk: Desk) -> Vec<Part> {
    let screen = desk.screen.get();
    untrack(move || match screen {
        Screen::Home => home::home(desk),
        Screen::Invited(link) => vec![home::invitation(desk, link)],
        Screen::Question(index) => by_asking(desk, move |it| (it.question)(desk, index)),
        Screen::Look(index) => by_asking(desk, move |it| (it.looked_at)(desk, index)),
        Screen::Results => by_asking(desk, move |it| (it.results)(desk)),
    })
}
