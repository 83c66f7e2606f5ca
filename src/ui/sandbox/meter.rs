//! A bar of what an instance has, cut into the blocks of its tasks.

use crate::sim::TaskPlace;
use crate::ui::part::{Keyed, Part, html};
use crate::ui::signal::Memo;

use super::instance_card::Card;
use super::task_block::{Block, is_unhealthy, on_board, status_of};
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
pub fn meter(desk: Desk, card: Memo<Card>, resource: Resource, place: TaskPlace) -> Part {
    let name = if resource == Resource::Cpu { text::CPU } else { text::MEMORY };
    let numbers = move || {
        card.with(|it| match resource {
            Resource::Cpu => text::cpu_of(it.cpu_units_reserved, it.cpu_units),
            Resource::Memory => text::memory_of(it.memory_mib_reserved, it.memory_mib),
        })
    };
    let segments = move || {
        let blocks = card.with(|it| it.blocks.clone());
        let segment = |block: Block| -> Keyed {
            (desk.session.key(block.task.0), Box::new(move || segment(desk, card, &block, resource, place)))
        };
        blocks.into_iter().map(segment).collect()
    };
    let bar = html("div")
        .class("bar")
        .attr("role", "img")
        .attr_by("aria-label", move || Some(text::reserved(name, &numbers())))
        .each(segments);
    html("div")
        .class("met")
        .with(html("span").attr("aria-hidden", "true").text(name))
        .with(bar)
        .with(html("span"))
        .with(html("span").attr("aria-hidden", "true").text_by(numbers))
}

fn segment(desk: Desk, card: Memo<Card>, block: &Block, resource: Resource, place: TaskPlace) -> Part {
    let share = if resource == Resource::Cpu { block.cpu_share } else { block.memory_share };
    let segment = html("i").text(legible(&block.label, share)).style("width", &percent(share));
    let task = block.task;
    let status = move || card.with(|it| (status_of(&it.blocks, task), is_unhealthy(&it.blocks, task)));
    on_board(desk, segment, block, block.look(), place, status)
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
