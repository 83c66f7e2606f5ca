//! The tasks of one place as a list: why each is there, and a way to stop it.

use leptos::prelude::*;

use super::keyboard::Cell;
use super::task_block::{Block, chip};
use super::{Desk, text};

/// A row for each task. `cell` takes the focus when a row goes.
#[component]
pub fn TaskRows(desk: Desk, blocks: Memo<Vec<Block>>, cell: Cell) -> AnyView {
    let nothing =
        move || blocks.with(Vec::is_empty).then(|| view! { <p class="tiny muted">{text::NO_TASKS}</p> });
    view! {
        <ul class="rows">
            <For each=move || blocks.get() key=|block| block.task.0 children=move |block| row(desk, &block, cell)/>
        </ul>
        {nothing}
    }
    .into_any()
}

fn row(desk: Desk, block: &Block, cell: Cell) -> AnyView {
    let task = block.task;
    view! {
        <li>
            {chip(block.look(), block.label.clone())}
            <small>{block.family.clone()}</small>
            <button class="btn sm ghost" type="button" aria-label=text::why_is_here(&block.label) on:click=move |_| desk.ask_why(task)>
                {text::WHY_HERE}
            </button>
            <button class="btn sm ghost" type="button" aria-label=text::stop(&block.label) on:click=move |_| desk.stop(task, cell)>
                {text::STOP}
            </button>
        </li>
    }
    .into_any()
}
