//! The row over the board: what can go wrong, and how it is set right again. What it offers comes when the
//! first of its menus is opened: `breaking`.

use crate::diagram::Icon;
use crate::ui::icon::icon_of_size;
use crate::ui::on_demand::soon;
use crate::ui::part::{Part, html};
use crate::ui::signal::RwSignal;

use super::capacity::interruption;
use super::chunks::Dialogs;
use super::menu::{Choice, menu};
use super::{Desk, text};

/// A kind of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// An EC2 instance stops or is gone.
    Instance,
    /// A zone is lost.
    Zone,
    /// An agent loses touch.
    Agent,
    /// An instance drains.
    Drain,
    /// Images cannot be pulled.
    Pull,
}

/// One menu for each kind of failure.
pub fn failures(desk: Desk) -> Part {
    let row = html("div")
        .class("inject")
        .attr("role", "group")
        .attr("aria-labelledby", "break-something")
        .with(html("span").class("lab").attr("id", "break-something").text(text::BREAK_SOMETHING));
    let dialogs = RwSignal::new(None);
    let failure = |id, sign, words, failure| one(desk, dialogs, id, sign, words, failure);
    // Whoever comes near will open one.
    let row =
        row.on("focusin", move |_| fetch(desk, dialogs)).on("pointerenter", move |_| fetch(desk, dialogs));
    row.with(failure("stop-instance", Icon::Bolt, text::STOP_INSTANCE, Failure::Instance))
        .with(failure("zone-outage", Icon::Az, text::ZONE_OUTAGE, Failure::Zone))
        .with(failure("disconnect-agent", Icon::Agent, text::DISCONNECT_AGENT, Failure::Agent))
        .with(failure("drain-instance", Icon::Arrow, text::DRAIN_INSTANCE, Failure::Drain))
        .with(failure("image-pull", Icon::Ecr, text::IMAGE_PULL, Failure::Pull))
        .with(interruption(desk))
}

fn one(
    desk: Desk,
    dialogs: RwSignal<Option<&'static Dialogs>>,
    id: &str,
    sign: Icon,
    words: &'static str,
    failure: Failure,
) -> Part {
    let face = |button: Part| button.with(icon_of_size(sign, "16")).text(words);
    let choices = move || {
        if let Some(dialogs) = dialogs.get() {
            return (dialogs.failures)(desk, failure);
        }
        // What did not arrive is asked for again.
        fetch(desk, dialogs);
        vec![Choice::not_yet()]
    };
    menu(id, "btn sm", words, face, choices)
}

fn fetch(desk: Desk, dialogs: RwSignal<Option<&'static Dialogs>>) {
    if dialogs.with_untracked(Option::is_some) {
        return;
    }
    soon(async move {
        if let Ok(it) = (desk.chunks.dialogs)().await {
            dialogs.set(Some(it));
        }
    });
}
