//! Tasks on Fargate: they run in a zone, on nothing that the learner owns.

use crate::diagram::Icon;
use crate::sim::{Simulation, TaskPlace, Zone};
use crate::ui::icon::icon_of_size;
use crate::ui::on_demand::on_demand;
use crate::ui::part::{Keyed, Part, html};
use crate::ui::signal::Memo;

use super::instance_card::list_button;
use super::keyboard::Cell;
use super::task_block::{Block, is_unhealthy, on_board, status_of};
use super::{Desk, text};

/// The lane under the zones.
pub fn fargate_lane(desk: Desk) -> Part {
    let zones = desk.read(|it| it.world().zones.clone());
    let n_tasks = desk.read(|it| {
        it.world().tasks.values().filter(|task| matches!(task.place, TaskPlace::Fargate(_))).count()
    });
    let cells = move || {
        let zones = zones.get();
        let cell = |(at, name): (u8, &String)| lane_cell(desk, Zone(at), name);
        (0..).zip(&zones).map(cell).collect()
    };
    let header = html("header")
        .with(icon_of_size(Icon::Fargate, "16"))
        .with(html("span").text(text::FARGATE))
        .with(html("span").class("muted opt-d").text(text::FARGATE_LANE))
        .with(html("span").class("sp"))
        .with(html("span").class("muted").text_by(move || text::count(n_tasks.get(), "task")));
    html("section")
        .class("lane")
        .attr("aria-label", text::FARGATE)
        .with(header)
        .with(html("div").class("lane-z").inside_by(cells))
}

fn blocks_in(simulation: &Simulation, place: TaskPlace) -> Vec<Block> {
    let world = simulation.world();
    let here = world.tasks.values().filter(|task| task.place == place);
    here.filter_map(|task| Some(Block::of(world, task, world.task_definition(task.task_definition)?)))
        .collect()
}

fn lane_cell(desk: Desk, zone: Zone, name: &str) -> Part {
    let place = TaskPlace::Fargate(zone);
    let cell = Cell::Fargate(zone);
    let blocks = desk.read(move |it| blocks_in(it, place));
    let is_listed = Memo::new(move |_| desk.listed.get() == Some(place));
    let zone_name = text::zone(name);
    let name = [text::FARGATE_SHORT, " ", &zone_name].concat();
    let label = name.clone();
    let shown = move || {
        let block = |block: Block| -> Keyed {
            (desk.session.key(block.task.0), Box::new(move || block_part(desk, blocks, &block, place)))
        };
        blocks.get().into_iter().map(block).collect()
    };
    let listed = move || on_demand(|| true, desk.chunks.dialogs, move |it| (it.tasks)(desk, blocks, cell));
    let list = move || if is_listed.get() { vec![listed()] } else { vec![] };
    let head = html("div")
        .class("h")
        .with(
            html("span").class("blocks").with(html("span").class("muted tiny").text(&zone_name)).each(shown),
        )
        .with(list_button(desk, place, is_listed, move || text::tasks_of(&name)));
    let group = html("div")
        .class("lane-c")
        .class_by("is-chosen", move || desk.chosen.with(|it| it.as_ref().is_some_and(|it| it.place == place)))
        .attr("role", "group")
        .attr("data-column", &zone.0.to_string())
        .attr_by("aria-label", move || {
            Some(blocks.with(|it| [&label, ", ", &text::count(it.len(), "task")].concat()))
        });
    desk.cells.stop(group, cell).with(head).slot(list)
}

fn block_part(desk: Desk, blocks: Memo<Vec<Block>>, block: &Block, place: TaskPlace) -> Part {
    let part = html("span").with(html("span").text(&block.label));
    let task = block.task;
    let status = move || blocks.with(|it| (status_of(it, task), is_unhealthy(it, task)));
    on_board(desk, part, block, &["tk ", block.look()].concat(), place, status)
}
