//! A bar of what an instance has, cut into the blocks of its tasks.

use leptos::prelude::*;

use crate::sim::TaskPlace;

use super::instance_card::Card;
use super::task_block::Block;
use super::{Desk, text};

/// What a bar measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource {
    /// CPU units.
    Cpu,
    /// Memory in MiB.
    Memory,
}

/// Thousandths of the bar that a letter or a figure takes.
const SHARE_OF_LETTER: u32 = 45;

/// A bar with its numbers below. A click on a block asks why it is there; the list of tasks does the same by keyboard.
#[component]
pub fn Meter(desk: Desk, card: Memo<Card>, resource: Resource, place: TaskPlace) -> AnyView {
    let name = if resource == Resource::Cpu { text::CPU } else { text::MEMORY };
    let blocks = Memo::new(move |_| card.with(|it| it.blocks.clone()));
    let numbers = Memo::new(move |_| {
        card.with(|it| match resource {
            Resource::Cpu => text::cpu_of(it.cpu_units_reserved, it.cpu_units),
            Resource::Memory => text::memory_of(it.memory_mib_reserved, it.memory_mib),
        })
    });
    view! {
        <div class="met">
            <span aria-hidden="true">{name}</span>
            <div class="bar" role="img" aria-label=move || numbers.with(|it| text::reserved(name, it))>
                <For
                    each=move || blocks.get()
                    key=|block| block.task.0
                    children=move |block| segment(desk, &block, resource, place)
                />
            </div>
            <span></span>
            <span aria-hidden="true">{numbers}</span>
        </div>
    }
    .into_any()
}

fn segment(desk: Desk, block: &Block, resource: Resource, place: TaskPlace) -> AnyView {
    let share = if resource == Resource::Cpu { block.cpu_share } else { block.memory_share };
    let task = block.task;
    let label = legible(&block.label, share).to_owned();
    let is_new = desk.session.is_fresh(task);
    let on_click = move |_| {
        desk.listed.set(Some(place));
        desk.ask_why(task);
    };
    view! {
        <i class=block.look() class:is-new=is_new title=[&block.label, " ", &block.family].concat() style:width=percent(share) on:click=on_click>
            {label}
        </i>
    }
    .into_any()
}

/// As much of a label as the block has room for: all, the letter alone, nothing.
fn legible(label: &str, share: u32) -> &str {
    let room = usize::try_from(share / SHARE_OF_LETTER).unwrap_or(usize::MAX);
    if room >= label.len() { label } else { label.get(..room.min(1)).unwrap_or_default() }
}

/// Thousandths as CSS writes them: 12.5%.
fn percent(thousandths: u32) -> String {
    [&(thousandths / 10).to_string(), ".", &(thousandths % 10).to_string(), "%"].concat()
}
