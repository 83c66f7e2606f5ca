//! Spot capacity is taken back: a menu in the row over the board.

use crate::diagram::Icon;
use crate::sim::capacity::{CapacityOrder, CapacityProvider, SpotTarget};
use crate::sim::{Command, ContainerInstance, Switch, Task, explain};
use crate::ui::icon::icon_of_size;
use crate::ui::part::Part;

use super::super::menu::{Choice, menu};
use super::super::{Desk, text};

/// The menu.
pub fn spot(desk: Desk) -> Vec<Part> {
    let face = |button: Part| button.with(icon_of_size(Icon::Bolt, "16")).text(text::SPOT_INTERRUPTION);
    vec![menu("spot-interruption", "btn sm", text::SPOT_INTERRUPTION, face, move || choices(desk))]
}

/// What runs on Spot capacity, and whether Fargate has any.
fn choices(desk: Desk) -> Vec<Choice> {
    let order = move |order: CapacityOrder| -> Box<dyn Fn()> {
        Box::new(move || desk.befall(Command::Capacity(order.clone())))
    };
    let interrupt = |name: &str, target: SpotTarget| Choice {
        words: text::interrupt(name),
        is_open: true,
        act: order(CapacityOrder::InterruptSpot(target)),
    };
    desk.session.simulation.with_untracked(|it| {
        let world = it.world();
        let is_spot = |it: &Task| it.counts() && it.capacity_provider == Some(CapacityProvider::FargateSpot);
        let tasks = world.tasks.values().filter(|it| is_spot(it));
        let tasks = tasks.map(|it| interrupt(&explain::task_name(world, it.id), SpotTarget::Task(it.id)));
        let is_of_spot_group = |it: &ContainerInstance| {
            let provider = it.capacity_provider.and_then(|id| world.group_provider(id));
            provider.is_some_and(|it| it.settings.market.is_spot())
        };
        let instances = world.container_instances.values().filter(|it| is_of_spot_group(it));
        let instances = instances.map(|it| interrupt(&it.name, SpotTarget::ContainerInstance(it.id)));
        let has_capacity = world.capacity.fargate_spot == Switch::On;
        let capacity = Choice {
            words: if has_capacity { text::NO_SPOT } else { text::SPOT_BACK }.to_owned(),
            is_open: true,
            act: order(CapacityOrder::SetFargateSpot(if has_capacity { Switch::Off } else { Switch::On })),
        };
        tasks.chain(instances).chain([capacity]).collect()
    })
}
