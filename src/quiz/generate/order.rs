//! "In which order": the instances as a strategy ranks them.

use super::Draft;
use super::board::{Board, definition, run};
use crate::ecs::{BinpackField, PlacementStrategy};
use crate::quiz::setting::placement;
use crate::quiz::{Ask, Draws, Order, Setting, WrongOrder, text};
use crate::sim::{ContainerInstanceId, RunTask, World};
use crate::sorted::SortedSet;

/// Instances from the one that binpack takes first to the one that it takes last.
pub fn binpack(draws: &mut Draws) -> Option<Draft> {
    let mut board = Board::new(3);
    let web = board.definition(definition("web", 256, 256));
    let (cpu, memory) = (draws.pick(&[256, 512]), draws.pick(&[512, 768]));
    let worker = board.definition(definition("worker", cpu, memory));
    for zone in [0, 0, 1, 2] {
        let id = board.instance(zone, draws.pick(&[1024, 2048, 4096]), draws.pick(&[2048, 4096, 8192]));
        for _ in 0..draws.below(4) {
            board.start(worker, id);
        }
    }
    let field = draws.pick(&[BinpackField::Cpu, BinpackField::Memory]);
    let setting = Setting { world: board.world, run: run(web, 1, vec![PlacementStrategy::Binpack(field)]) };
    let right = ranked(&setting.world, &setting.run)?;
    let other = match field {
        BinpackField::Cpu => BinpackField::Memory,
        BinpackField::Memory => BinpackField::Cpu,
    };
    let by_other = ranked(&setting.world, &run(web, 1, vec![PlacementStrategy::Binpack(other)]))?;
    let reversed: Vec<_> = right.iter().rev().copied().collect();
    let joined: Vec<_> = right.iter().copied().collect::<SortedSet<_>>().into_iter().collect();
    let places = |order: &[ContainerInstanceId]| -> Vec<u8> {
        let place = |id| right.iter().position(|it| it == id).and_then(|at| u8::try_from(at).ok());
        order.iter().filter_map(place).collect()
    };
    let mut wrong: Vec<WrongOrder> = vec![];
    let ideas = [
        (&by_other, "other-resource", text::malrule(super::Malrule::OtherResource)),
        (&reversed, "emptiest-first", text::malrule(super::Malrule::EmptiestFirst)),
        (&joined, "first-fit", text::malrule(super::Malrule::FirstFit)),
    ];
    for (order, misconception, why) in ideas {
        let order = places(order);
        if !order.is_sorted() && wrong.iter().all(|it| it.order != order) {
            wrong.push(WrongOrder { order, misconception: misconception.to_owned(), why: why.to_owned() });
        }
    }
    let name = |id: &ContainerInstanceId| setting.world.container_instances[id].name.clone();
    let ask = Ask::Order(Order {
        entries: right.iter().map(name).collect(),
        shown: vec![],
        is_all_or_nothing: false,
        why: text::ORDER_WHY.to_owned(),
        wrong,
    });
    let question = text::order_question(field);
    Some(Draft { question, ask, rule: text::BINPACK_RULE.to_owned(), setting: Some(setting) })
}

/// The instances by how early the strategy would take them; none when some do not fit or two are equal.
///
/// What is best is taken out and the rest decided again, so that `decide` alone gives the order.
fn ranked(world: &World, run: &RunTask) -> Option<Vec<ContainerInstanceId>> {
    let mut world = world.clone();
    let mut order = vec![];
    while !world.container_instances.is_empty() {
        let [best] = placement(&world, run)?.best()[..] else { return None };
        world.container_instances.remove(&best);
        world.tasks.retain(|_, task| task.place != crate::sim::TaskPlace::ContainerInstance(best));
        order.push(best);
    }
    Some(order)
}
