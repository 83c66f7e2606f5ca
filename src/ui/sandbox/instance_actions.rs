//! What a card shows once it is opened: the tasks of its instance, and what can be done with it.

use crate::sim::{ContainerInstanceId, Switch, Zone};
use crate::ui::part::{Part, html};
use crate::ui::signal::Memo;

use super::button::button;
use super::instance_card::Card;
use super::keyboard::Cell;
use super::task_rows::task_rows;
use super::{Desk, text};

/// All of it.
pub fn listed(desk: Desk, card: Memo<Card>, id: ContainerInstanceId, zone: Zone) -> Vec<Part> {
    let blocks = move || card.with(|it| it.blocks.clone());
    let rows = task_rows(desk, blocks, Cell::Instance(id));
    vec![rows, actions(desk, card, id), remove_button(desk, card, id, zone)]
}

/// What can be done with an instance.
fn actions(desk: Desk, card: Memo<Card>, id: ContainerInstanceId) -> Part {
    let drain = move || desk.set_draining(id, !card.with_untracked(|it| it.is_draining));
    let drain_words =
        move || card.with(|it| if it.is_draining { text::activate(&it.name) } else { text::drain(&it.name) });
    let connect = move || {
        if card.with_untracked(|it| !it.is_down) {
            let is_connected = card.with_untracked(|it| it.is_connected);
            desk.set_agent(id, if is_connected { Switch::Off } else { Switch::On });
        }
    };
    let connect_words = move || {
        card.with(|it| if it.is_connected { text::DISCONNECT_AGENT } else { text::CONNECT_AGENT }.to_owned())
    };
    html("div")
        .class("row wrap acts")
        .with(button("btn sm", drain).text_by(drain_words))
        .with(
            button("btn sm", connect).disabled_by(move || card.with(|it| it.is_down)).text_by(connect_words),
        )
        .with(button("btn sm", move || desk.attributes.open_for(id)).text(text::ATTRIBUTES))
}

fn remove_button(desk: Desk, card: Memo<Card>, id: ContainerInstanceId, zone: Zone) -> Part {
    button("btn sm dng", move || desk.remove_instance(id, zone))
        .text_by(move || card.with(|it| text::remove(&it.name, it.blocks.len())))
}
