//! "How many tasks are where afterwards".

use super::board::{Board, by_zone, definition, run};
use super::{Draft, Malrule, keys};
use crate::ecs::{BinpackField, PlacementStrategy, SpreadField};
use crate::quiz::setting::{counts_by_instance, counts_by_zone};
use crate::quiz::{Draws, Setting, text};

/// Tasks in each zone after a spread over zones.
pub fn zones(draws: &mut Draws) -> Option<Draft> {
    let mut board = Board::new(3);
    let web = board.definition(definition("web", 512, 1024));
    let worker = board.definition(definition("worker", 512, 1024));
    for zone in 0..3 {
        for _ in 0..draws.between(1, 3) {
            let id = board.instance(zone, 2048, 4096);
            for _ in 0..draws.below(2) {
                board.start(web, id);
            }
            for _ in 0..draws.pick(&[0, 0, 1, 3]) {
                board.start(worker, id);
            }
        }
    }
    let then = PlacementStrategy::Spread(SpreadField::InstanceId);
    let request = run(web, draws.between(3, 7), vec![by_zone(), then]);
    let setting = Setting { world: board.world, run: request.clone() };
    let columns = setting.world.zones.iter().map(|it| text::zone(it)).collect();
    let malrules = [
        Malrule::StrategyAsConstraint,
        Malrule::SpreadPerInstance,
        Malrule::SpreadCountsAll,
        Malrule::RoundRobin,
        Malrule::FirstFit,
    ];
    let ask =
        keys::counted(&setting, columns, |it| counts_by_zone(it, &request), &malrules, text::ZONES_WHY)?;
    let question = text::zones_question(&setting);
    Some(Draft { question, ask, rule: text::SPREAD_RULE.to_owned(), setting: Some(setting) })
}

/// Tasks on each instance after a binpack.
pub fn packed(draws: &mut Draws) -> Option<Draft> {
    let mut board = Board::new(3);
    let web = board.definition(definition("web", draws.pick(&[256, 512]), draws.pick(&[512, 1024])));
    let worker = board.definition(definition("worker", 256, draws.pick(&[512, 1280])));
    for zone in 0..u8::try_from(draws.between(2, 3)).unwrap_or(2) {
        for _ in 0..draws.between(1, 2) {
            let id = board.instance(zone, draws.pick(&[1024, 2048]), draws.pick(&[2048, 4096]));
            for _ in 0..draws.below(3) {
                board.start(worker, id);
            }
        }
    }
    let field = draws.pick(&[BinpackField::Cpu, BinpackField::Memory]);
    let request = run(web, draws.between(3, 6), vec![PlacementStrategy::Binpack(field)]);
    let setting = Setting { world: board.world, run: request.clone() };
    let columns = setting.world.container_instances.values().map(|it| it.name.clone()).collect();
    let malrules = [
        Malrule::OtherResource,
        Malrule::SpreadPerInstance,
        Malrule::IgnoreCpu,
        Malrule::IgnoreMemory,
        Malrule::EmptiestFirst,
        Malrule::FirstFit,
    ];
    let ask =
        keys::counted(&setting, columns, |it| counts_by_instance(it, &request), &malrules, text::PACKED_WHY)?;
    let question = text::packed_question(&setting);
    Some(Draft { question, ask, rule: text::BINPACK_RULE.to_owned(), setting: Some(setting) })
}
