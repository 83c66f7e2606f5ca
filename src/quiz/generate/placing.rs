//! "Which instance takes the next task": spread, binpack, and one after the other.

use super::board::{Board, by_zone, definition, run};
use super::{Draft, Malrule, keys};
use crate::ecs::{BinpackField, PlacementStrategy, SpreadField};
use crate::quiz::{Draws, Setting, text};
use crate::sim::{ContainerInstanceId, TaskDefinitionId};

/// Six instances in three zones with some tasks of the asked definition (A) and of another one (B).
fn crowded(draws: &mut Draws) -> (Board, TaskDefinitionId) {
    let mut board = Board::new(3);
    let web = board.definition(definition("web", 512, 1024));
    let worker = board.definition(definition("worker", 512, 1024));
    let instances: Vec<ContainerInstanceId> =
        [0, 0, 1, 1, 2, 2].iter().map(|zone| board.instance(*zone, 2048, 4096)).collect();
    for id in instances {
        for _ in 0..draws.below(3) {
            board.start(web, id);
        }
        for _ in 0..draws.below(3) {
            board.start(worker, id);
        }
    }
    (board, web)
}

/// Spread over zones, then over instances.
pub fn spread(draws: &mut Draws) -> Option<Draft> {
    let (board, web) = crowded(draws);
    let then = PlacementStrategy::Spread(SpreadField::InstanceId);
    let setting = Setting { world: board.world, run: run(web, 1, vec![by_zone(), then]) };
    let malrules = [
        Malrule::StrategyAsConstraint,
        Malrule::SpreadPerInstance,
        Malrule::SpreadCountsAll,
        Malrule::EmptiestFirst,
        Malrule::FirstFit,
        Malrule::RoundRobin,
    ];
    let ask = keys::place(&setting, &malrules)?;
    let question = text::place_question(&setting);
    Some(Draft { question, ask, rule: text::SPREAD_RULE.to_owned(), setting: Some(setting) })
}

/// Five instances of different sizes, differently full.
fn uneven(draws: &mut Draws) -> (Board, TaskDefinitionId) {
    let mut board = Board::new(3);
    let web = board.definition(definition("web", draws.pick(&[256, 512]), draws.pick(&[512, 1024])));
    let (cpu, memory) = (draws.pick(&[256, 512]), draws.pick(&[512, 768, 1536]));
    let worker = board.definition(definition("worker", cpu, memory));
    for zone in [0, 0, 1, 1, 2] {
        let id = board.instance(zone, draws.pick(&[1024, 2048, 4096]), draws.pick(&[2048, 4096, 8192]));
        for _ in 0..draws.below(4) {
            board.start(worker, id);
        }
        if draws.happens(1, 2) {
            board.start(web, id);
        }
    }
    (board, web)
}

/// Binpack by CPU or memory.
pub fn binpack(draws: &mut Draws) -> Option<Draft> {
    let (board, web) = uneven(draws);
    let field = draws.pick(&[BinpackField::Cpu, BinpackField::Memory]);
    let setting = Setting { world: board.world, run: run(web, 1, vec![PlacementStrategy::Binpack(field)]) };
    let malrules = [
        Malrule::OtherResource,
        Malrule::EmptiestFirst,
        Malrule::IgnoreCpu,
        Malrule::IgnoreMemory,
        Malrule::SpreadPerInstance,
        Malrule::FirstFit,
    ];
    let ask = keys::place(&setting, &malrules)?;
    let question = text::place_question(&setting);
    Some(Draft { question, ask, rule: text::BINPACK_RULE.to_owned(), setting: Some(setting) })
}

/// Spread, then binpack, or the other way around.
pub fn chain(draws: &mut Draws) -> Option<Draft> {
    let (board, web) = uneven(draws);
    let mut strategies = vec![by_zone(), PlacementStrategy::Binpack(BinpackField::Memory)];
    if draws.happens(1, 3) {
        strategies.reverse();
    }
    let setting = Setting { world: board.world, run: run(web, 1, strategies) };
    // The order must matter here: who reads the list backwards is to be found out.
    if Malrule::ReversedStrategies.best(&setting.world, &setting.run)
        == crate::quiz::setting::best(&setting.world, &setting.run)
    {
        return None;
    }
    let malrules = [
        Malrule::ReversedStrategies,
        Malrule::StrategyAsConstraint,
        Malrule::EmptiestFirst,
        Malrule::SpreadPerInstance,
        Malrule::FirstFit,
    ];
    let ask = keys::place(&setting, &malrules)?;
    let question = text::place_question(&setting);
    Some(Draft { question, ask, rule: text::ORDER_RULE.to_owned(), setting: Some(setting) })
}
