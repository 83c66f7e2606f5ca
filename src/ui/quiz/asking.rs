//! What asks: the questions, their boards and accounts, and the results. It comes after the page with the modes, see
//! [`crate::ui::on_demand`].

use crate::quiz::{Score, results as count};
use crate::ui::on_demand::{on_demand, soon};
use crate::ui::part::Part;
use crate::ui::report::Report;

use super::desk::Desk;
use super::{question, results};

/// All that shows or marks an item: making one takes a simulation.
pub struct Asking {
    /// The present question of the round.
    pub question: fn(Desk, u32) -> Part,
    /// A question of the finished round.
    pub looked_at: fn(Desk, u32) -> Part,
    /// The results of the round.
    pub results: fn(Desk) -> Part,
    /// For the page around: where the round is.
    pub where_round_is: fn(Desk) -> Report,
}

impl Asking {
    /// All of it.
    pub const ALL: Self = Self {
        question: question::question,
        looked_at: question::looked_at,
        results: results::results,
        where_round_is: Desk::where_round_is,
    };
}

impl Desk {
    /// Fetches what asks the questions.
    pub fn fetch(self) {
        soon(async move {
            if let Ok(asking) = (self.load)().await {
                self.asking.set(Some(asking));
            }
        });
    }

    /// For the page around: the question that is asked, or what the finished round came to.
    pub fn where_round_is(self) -> Report {
        self.progress.with_untracked(|it| {
            let round = it.round.as_ref();
            match round.filter(|it| it.is_finished()) {
                Some(round) => {
                    let results = count(&self.bank, round);
                    Report::Finished { score: Score { points: results.n_right, of: results.n.max(1) } }
                }
                None => Report::Question {
                    question: round.map_or(0, |it| it.at as usize),
                    total: round.map_or(0, |it| it.asked.len()),
                },
            }
        })
    }
}

/// What it shows, as soon as it is here.
pub fn by_asking(desk: Desk, view: impl Fn(&Asking) -> Part + 'static) -> Vec<Part> {
    match desk.asking.get_untracked() {
        Some(asking) => vec![view(asking)],
        None => vec![on_demand(|| true, desk.load, move |asking| vec![view(asking)])],
    }
}
