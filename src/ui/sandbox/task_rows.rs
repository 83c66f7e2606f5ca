//! The tasks of one place as a list: why each is there, and a way to stop it.

use crate::ui::part::{Keyed, Part, html};

use super::button::button;
use super::keyboard::Cell;
use super::note::paragraph;
use super::task_block::{Block, chip};
use super::{Desk, text};

/// A row for each task. `cell` takes the focus when a row goes.
pub fn task_rows(desk: Desk, blocks: impl Fn() -> Vec<Block> + Copy + 'static, cell: Cell) -> Part {
    let rows = move || {
        let row = |block: Block| -> Keyed { (block.task.0, Box::new(move || row(desk, &block, cell))) };
        blocks().into_iter().map(row).collect()
    };
    let nothing = move || {
        if blocks().is_empty() { vec![paragraph("tiny muted", text::NO_TASKS)] } else { vec![] }
    };
    html("div").class("listed").with(html("ul").class("rows").each(rows)).slot(nothing)
}

fn row(desk: Desk, block: &Block, cell: Cell) -> Part {
    let task = block.task;
    let why = button("btn sm ghost", move || desk.ask_why(task))
        .attr("aria-label", &text::why_is_here(&block.label))
        .text(text::WHY_HERE);
    let stop = button("btn sm ghost", move || desk.stop(task, cell))
        .attr("aria-label", &text::stop(&block.label))
        .text(text::STOP);
    html("li")
        .with(chip(block.look(), &block.label))
        .with(html("small").text(&block.family))
        .with(why)
        .with(stop)
}
