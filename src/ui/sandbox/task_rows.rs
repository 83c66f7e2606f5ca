//! The tasks of one place as a list: why each is there, and a way to stop it.

use crate::sim::explain;
use crate::sim::life::TaskStatus;
use crate::ui::part::{Keyed, Part, html};

use super::button::button;
use super::keyboard::Cell;
use super::mishap::mishaps;
use super::note::paragraph;
use super::task_block::{Block, chip, status_of};
use super::{Desk, text};

/// A row for each task. `cell` takes the focus when a row goes.
pub fn task_rows(desk: Desk, blocks: impl Fn() -> Vec<Block> + Copy + 'static, cell: Cell) -> Part {
    let rows = move || {
        let row = |block: Block| -> Keyed {
            (desk.session.key(block.task.0), Box::new(move || row(desk, blocks, &block, cell)))
        };
        blocks().into_iter().map(row).collect()
    };
    let nothing = move || {
        if blocks().is_empty() { vec![paragraph("tiny muted", text::NO_TASKS)] } else { vec![] }
    };
    html("div").class("listed").with(html("ul").class("rows").each(rows)).slot(nothing)
}

fn row(desk: Desk, blocks: impl Fn() -> Vec<Block> + Copy + 'static, block: &Block, cell: Cell) -> Part {
    let task = block.task;
    let family = block.family.clone();
    // A task that runs is the common case and needs no word.
    let words = move || match status_of(&blocks(), task) {
        TaskStatus::Running => family.clone(),
        status => [&family, " ", explain::task_status(status)].concat(),
    };
    let why = button("btn sm ghost", move || desk.ask_why(task))
        .attr("aria-label", &text::why_is_here(&block.label))
        .text(text::WHY_HERE);
    let stop = button("btn sm ghost", move || desk.stop(task, cell))
        .attr("aria-label", &text::stop(&block.label))
        .text(text::STOP);
    html("li")
        .with(chip(block.look(), &block.label))
        .with(html("small").text_by(words))
        // Where they do not all fit beside the name, they go below it together.
        .with(html("span").class("row").with(why).with(stop).with(mishaps(desk, task, &block.label, cell)))
}
