//! What AWS would say to an order, asked before it is given: the same rules answer that would carry it out.

use crate::sim::{Command, Explanation, Refusal, Simulation, decide, explain};
use crate::ui::part::{Part, html};
use crate::ui::signal::Memo;

use super::note::{Tone, note, paragraph};

/// The refusal in words. That nothing would change is none.
pub fn refusal(simulation: &Simulation, order: &Command) -> Option<String> {
    match decide(simulation.world(), order).explanation {
        Explanation::Refused(Refusal::AlreadySo)
        | Explanation::Placement(_)
        | Explanation::NotLaunched(_)
        | Explanation::Plain => None,
        Explanation::Refused(refusal) => Some(explain::refusal_sentence(&refusal)),
    }
}

/// Where a form says why its order would be refused.
pub fn said(refusal: Memo<Option<String>>) -> Part {
    let caution =
        move || refusal.get().map(|it| note(Tone::Caution, vec![paragraph("", &it)])).into_iter().collect();
    html("div").attr("role", "status").inside_by(caution)
}
