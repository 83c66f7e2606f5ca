//! Random specs and instances.

use super::oracle::Instance;
use crate::columns::{Amounts, Registration};
use crate::id::{AttributeId, GroupId, PortId, PredicateId, ValueId};
use crate::spec::{Comparison, Demand, Expression, RequiredAttribute, Spec, Strategy, ZoneSet};

/// Groups, predicates and attributes that occur.
pub const GROUPS: u32 = 5;
pub const PREDICATES: u32 = 4;
pub const ATTRIBUTES: u32 = 4;
const PORTS: [u32; 4] = [0, 1, 63, 64];

/// `SplitMix64`.
pub struct Draws(pub u64);

impl Draws {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, limit: u32) -> u32 {
        u32::try_from(self.next() % u64::from(limit)).unwrap()
    }

    /// True once in so many times.
    pub fn once_in(&mut self, times: u32) -> bool {
        self.below(times) == 0
    }

    pub fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(u32::try_from(choices.len()).unwrap()) as usize]
    }

    pub fn value(&mut self, attribute: u32) -> u32 {
        // The last attribute has many values, so that there are many cells.
        if attribute + 1 == ATTRIBUTES { self.below(30) } else { self.below(4) }
    }

    pub fn demand(&mut self) -> Demand {
        Demand {
            cpu_units: self.one_of(&[0, 64, 128, 128, 256, 512, 1 << 20, 2048]),
            memory_mib: self.one_of(&[0, 64, 128, 256, 256, 512, 3000]),
            enis: self.one_of(&[0, 0, 0, 1]),
            gpus: self.one_of(&[0, 0, 0, 0, 1]),
            ports: if self.once_in(4) { vec![PortId(self.one_of(&PORTS))] } else { vec![] },
        }
    }

    fn expression(&mut self, depth: u32) -> Expression {
        let comparisons = [
            Comparison::Equal,
            Comparison::NotEqual,
            Comparison::Greater,
            Comparison::GreaterOrEqual,
            Comparison::Less,
            Comparison::LessOrEqual,
        ];
        match self.below(if depth == 0 { 5 } else { 9 }) {
            0 | 1 => Expression::Predicate(PredicateId(self.below(PREDICATES))),
            2 => Expression::RunsGroup(GroupId(self.below(GROUPS))),
            3 => Expression::RunningTasks(self.one_of(&comparisons), self.below(6)),
            4 => Expression::AgentConnected,
            5 | 6 => Expression::Not(Box::new(self.expression(depth - 1))),
            7 => Expression::All((0..self.below(4)).map(|_| self.expression(depth - 1)).collect()),
            _ => Expression::Any((0..self.below(4)).map(|_| self.expression(depth - 1)).collect()),
        }
    }

    fn strategy(&mut self) -> Strategy {
        match self.below(9) {
            0 => Strategy::Random,
            1 | 2 => Strategy::SpreadInstance,
            3 => Strategy::BinpackCpu,
            4 => Strategy::BinpackMemory,
            _ => Strategy::SpreadAttribute(AttributeId(self.below(ATTRIBUTES))),
        }
    }

    pub fn spec(&mut self) -> Spec {
        let required = |draws: &mut Self| {
            let attribute = draws.below(ATTRIBUTES - 1);
            let value = draws.once_in(2).then(|| ValueId(1 + draws.below(3)));
            RequiredAttribute { attribute: AttributeId(attribute), value }
        };
        Spec {
            demand: self.demand(),
            required: (0..self.one_of(&[0, 0, 0, 1, 2])).map(|_| required(self)).collect(),
            expressions: (0..self.one_of(&[0, 0, 1, 2])).map(|_| self.expression(3)).collect(),
            zones: self
                .once_in(5)
                .then(|| ZoneSet::of((0..self.below(3)).map(|zone| u8::try_from(zone).unwrap()))),
            is_distinct: self.once_in(4),
            group: GroupId(self.below(GROUPS)),
            chain: (0..self.below(6)).map(|_| self.strategy()).collect(),
        }
    }

    pub fn amounts(&mut self) -> [u32; 4] {
        [
            self.one_of(&[512, 1024, 2048, 2048, (1 << 20) - 1]),
            self.one_of(&[512, 1024, 2048, 2048, (1 << 25) - 1]),
            self.below(4),
            self.below(3),
        ]
    }

    /// An instance, with few different amounts so that ties are large.
    pub fn instance(&mut self) -> Instance {
        let mut instance = Instance { registered: self.amounts(), ..Instance::default() };
        instance.zone = u8::try_from(self.below(3)).unwrap();
        for attribute in 0..ATTRIBUTES {
            let value = self.value(attribute);
            if value != 0 {
                instance.attributes.insert(attribute, value);
            }
        }
        instance.predicates = (0..PREDICATES).filter(|_| !self.once_in(3)).collect();
        if self.once_in(3) {
            instance.reserved_ports.insert(self.one_of(&PORTS));
        }
        instance
    }
}

pub fn amounts([cpu_units, memory_mib, enis, gpus]: [u32; 4]) -> Amounts {
    Amounts { cpu_units, memory_mib, enis, gpus }
}

pub fn registration(instance: &Instance) -> Registration {
    Registration {
        amounts: amounts(instance.registered),
        zone: instance.zone,
        reserved_ports: instance.reserved_ports.iter().copied().map(PortId).collect(),
        attributes: instance
            .attributes
            .iter()
            .map(|(name, value)| (AttributeId(*name), ValueId(*value)))
            .collect(),
        predicates: instance.predicates.iter().copied().map(PredicateId).collect(),
    }
}
