//! "How many of these tasks are placed": what limits them is not always CPU and memory.

use super::board::{Board, definition, in_awsvpc, run, with_host_port};
use super::malrule::nominal_memory_mib;
use super::{Draft, Malrule, keys};
use crate::ecs::{BinpackField, PlacementConstraint, PlacementStrategy, SpreadField};
use crate::quiz::{Draws, Setting, WrongNumber, text};
use crate::sim::{RunTask, World};

fn by_instance() -> Vec<PlacementStrategy> {
    vec![PlacementStrategy::Spread(SpreadField::InstanceId)]
}

/// Each task on an instance of its own.
pub fn distinct(draws: &mut Draws) -> Option<Draft> {
    let mut board = Board::new(3);
    let web = board.definition(definition("web", 512, 512));
    let worker = board.definition(definition("worker", 512, 1024));
    for zone in 0..3 {
        for _ in 0..draws.between(1, 2) {
            let id = board.instance(zone, 2048, 4096);
            for _ in 0..draws.pick(&[0, 1, 2, 4]) {
                board.start(worker, id);
            }
            if draws.happens(1, 4) {
                board.start(web, id);
            }
        }
    }
    let count = draws.between(4, 8);
    let mut request = run(web, count, by_instance());
    request.placement_constraints = vec![PlacementConstraint::DistinctInstance];
    let setting = Setting { world: board.world, run: request };
    let malrules = [Malrule::ConstraintAsPreference, Malrule::IgnoreCpu];
    let others = vec![
        number(3, "distinct-zone", text::DISTINCT_ZONE),
        number(0, "all-or-nothing", text::ALL_OR_NOTHING),
    ];
    let ask = keys::placed(&setting, &malrules, others, text::DISTINCT_WHY)?;
    Some(draft(setting, ask, text::DISTINCT_HOW, text::DISTINCT_RULE))
}

/// One static host port.
pub fn ports(draws: &mut Draws) -> Option<Draft> {
    let mut board = Board::new(3);
    let port = draws.pick(&[80, 443, 8080]);
    let web = board.definition(with_host_port(definition("web", 256, 512), port));
    for zone in 0..draws.between(2, 3) {
        let zone = u8::try_from(zone).unwrap_or(0);
        for _ in 0..draws.between(1, 2) {
            let id = board.instance(zone, draws.pick(&[1024, 2048]), 4096);
            if draws.happens(1, 3) {
                board.start(web, id);
            }
        }
    }
    let n_instances = u32::try_from(board.world.container_instances.len()).unwrap_or(0);
    let setting = Setting { world: board.world, run: run(web, draws.between(4, 9), by_instance()) };
    let others = vec![
        number(n_instances, "port-taken-overlooked", text::PORT_TAKEN),
        number(0, "all-or-nothing", text::ALL_OR_NOTHING),
        number(1, "port-per-cluster", text::PORT_PER_CLUSTER),
    ];
    let ask = keys::placed(&setting, &[Malrule::IgnorePorts], others, text::PORTS_WHY)?;
    Some(draft(setting, ask, &text::ports_how(port), text::PORTS_RULE))
}

/// Network interfaces.
pub fn enis(draws: &mut Draws) -> Option<Draft> {
    let mut board = Board::new(3);
    let api = board.definition(in_awsvpc(definition("api", 256, 512)));
    for zone in 0..u8::try_from(draws.between(1, 3)).unwrap_or(1) {
        let id =
            board.instance_of_type(zone, draws.pick(&["c5.large", "m5.large", "m5.xlarge", "t3.medium"]));
        if draws.happens(1, 3) {
            board.start(api, id);
        }
    }
    let setting = Setting { world: board.world, run: run(api, draws.between(4, 10), by_instance()) };
    let others = vec![number(0, "all-or-nothing", text::ALL_OR_NOTHING)];
    let ask = keys::placed(&setting, &[Malrule::IgnoreEni, Malrule::PrimaryEni], others, text::ENIS_WHY)?;
    Some(draft(setting, ask, text::ENIS_HOW, text::ENIS_RULE))
}

/// Room that is there in sum, but nowhere in one piece.
pub fn stranded(draws: &mut Draws) -> Option<Draft> {
    let mut board = Board::new(3);
    let small = board.definition(definition("small", 512, draws.pick(&[512, 1024])));
    let big = board.definition(definition("big", draws.pick(&[1024, 1536, 2048]), draws.pick(&[2048, 3072])));
    for zone in [0, 0, 1, 1, 2] {
        let id = board.instance(zone, 2048, 4096);
        for _ in 0..draws.below(4) {
            board.start(small, id);
        }
    }
    let setting = Setting {
        world: board.world,
        run: run(big, draws.between(4, 6), vec![PlacementStrategy::Binpack(BinpackField::Memory)]),
    };
    let total = in_sum(&setting.world, &setting.run);
    let others = vec![number(total, "total-free-capacity", text::TOTAL_FREE)];
    let malrules = [Malrule::IgnoreCpu, Malrule::IgnoreMemory];
    let ask = keys::placed(&setting, &malrules, others, text::STRANDED_WHY)?;
    let crate::quiz::Ask::Numeric(numeric) = &ask else { return None };
    if numeric.wrong.iter().all(|it| it.misconception != "total-free-capacity") {
        return None;
    }
    Some(draft(setting, ask, text::STRANDED_HOW, text::STRANDED_RULE))
}

/// The memory that an instance registers.
pub fn memory(draws: &mut Draws) -> Option<Draft> {
    let mut board = Board::new(1);
    let cpu = draws.pick(&[128, 256, 512]);
    let cache = board.definition(definition("cache", cpu, draws.pick(&[1024, 2048, 4096, 8192])));
    let id = board
        .instance_of_type(0, draws.pick(&["m5.large", "t3.large", "m5.xlarge", "r5.large", "c5.xlarge"]));
    let nominal = nominal_memory_mib(&board.world.container_instances[&id]);
    let setting = Setting { world: board.world, run: run(cache, 10, vec![]) };
    let malrules = [Malrule::NominalMemory, Malrule::IgnoreMemory, Malrule::IgnoreCpu];
    let others = vec![number(0, "idle-host-overlooked", text::SOME_FIT)];
    let ask = keys::placed(&setting, &malrules, others, text::MEMORY_WHY)?;
    let crate::quiz::Ask::Numeric(numeric) = &ask else { return None };
    if numeric.wrong.iter().all(|it| it.misconception != Malrule::NominalMemory.id()) {
        return None;
    }
    Some(draft(setting, ask, &text::memory_how(nominal), text::MEMORY_RULE))
}

/// Tasks that would fit if the cluster were one instance.
fn in_sum(world: &World, run: &RunTask) -> u32 {
    let reserved = world.reserved();
    let Some(registered) = world.task_definition(run.task_definition) else { return 0 };
    let pairs = world.container_instances.values().filter_map(|it| Some((it, reserved.get(&it.id)?)));
    let (cpu, memory) = pairs.fold((0, 0), |(cpu, memory), (instance, it)| {
        (cpu + it.cpu_units_left(instance), memory + it.memory_mib_left(instance))
    });
    let demand = &registered.demand;
    (cpu / demand.cpu_units.max(1)).min(memory / demand.memory_mib.max(1)).min(run.count)
}

fn number(value: u32, misconception: &str, why: &str) -> WrongNumber {
    WrongNumber { value, misconception: misconception.to_owned(), why: why.to_owned(), differs_at: None }
}

fn draft(setting: Setting, ask: crate::quiz::Ask, how: &str, rule: &str) -> Draft {
    let question = text::count_question(&setting, how);
    Draft { question, ask, rule: rule.to_owned(), setting: Some(setting) }
}
