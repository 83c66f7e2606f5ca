//! The workload on the placement index, or on its plain scan.

use bayplan_placement::{
    Amounts, AttributeId, ClassId, Demand, Expression, GroupId, InstanceIndex, Placer, PortId, PredicateId,
    Registration, Spec, Strategy, TieRule, ValueId, scan,
};

use crate::workload::{self, Profile, Rule, Scheduler, Service};

const ZONE: AttributeId = AttributeId(0);
const IS_M5: PredicateId = PredicateId(0);

/// Who answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Index,
    Scan,
}

pub struct Indexed {
    placer: Placer,
    services: Vec<(Spec, ClassId)>,
    answer: Answer,
}

impl Indexed {
    pub fn new(n: u32, profile: Profile, answer: Answer) -> Self {
        let mut placer = Placer::new();
        for (number, row) in (0..).zip(workload::instances(n)) {
            let amounts = Amounts { cpu_units: row.cpu_units, memory_mib: row.memory_mib, enis: 0, gpus: 0 };
            let attributes = vec![(ZONE, ValueId(1 + number % 3))];
            let predicates = if row.name.starts_with("m5.") { vec![IS_M5] } else { vec![] };
            let registration = Registration { amounts, attributes, predicates, ..Registration::default() };
            placer.add(&registration).expect("the types of the workload are in range");
        }
        let services = (0..).zip(profile.services()).map(|(number, service)| spec(number, &service));
        let services = services.map(|spec| (spec.clone(), placer.class(&spec))).collect();
        Self { placer, services, answer }
    }
}

fn spec(number: u32, service: &Service) -> Spec {
    let ports = service.host_port.map(|port| PortId(u32::from(port == 9090)));
    let strategy = |it: &workload::Strategy| match it {
        workload::Strategy::SpreadZone => Strategy::SpreadAttribute(ZONE),
        workload::Strategy::SpreadInstance => Strategy::SpreadInstance,
        workload::Strategy::BinpackCpu => Strategy::BinpackCpu,
        workload::Strategy::BinpackMemory => Strategy::BinpackMemory,
    };
    Spec {
        demand: Demand {
            cpu_units: service.cpu_units,
            memory_mib: service.memory_mib,
            ports: ports.into_iter().collect(),
            ..Demand::default()
        },
        expressions: if service.rule == Rule::M5 { vec![Expression::Predicate(IS_M5)] } else { vec![] },
        is_distinct: service.rule == Rule::DistinctInstance,
        group: GroupId(number),
        chain: service.chain.iter().map(strategy).collect(),
        ..Spec::default()
    }
}

impl Scheduler for Indexed {
    fn place(&mut self, service: u8) -> Option<u32> {
        let (spec, class) = &self.services[usize::from(service)];
        let chosen = match self.answer {
            Answer::Index => self.placer.choose(*class, TieRule::Lowest),
            Answer::Scan => scan(self.placer.columns(), spec).ties.first().copied(),
        }?;
        self.placer.place(chosen, &spec.demand, spec.group).expect("a placed task is in range");
        Some(chosen.0)
    }

    fn stop(&mut self, service: u8, instance: u32) {
        let (spec, _) = &self.services[usize::from(service)];
        let stopped = self.placer.stop(InstanceIndex(instance), &spec.demand, spec.group);
        stopped.expect("only tasks that were placed are stopped");
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Indexed};
    use crate::workload::{PROFILES, drive, n_decisions};

    fn checksums(n: u32, answer: Answer) -> [String; 2] {
        PROFILES.map(|profile| {
            let outcome = drive(&mut Indexed::new(n, profile, answer), n, profile, n_decisions(n, profile));
            format!("{:08x}", outcome.checksum)
        })
    }

    #[test]
    fn index_and_scan_choose_what_every_other_implementation_of_the_workload_chooses() {
        for answer in [Answer::Index, Answer::Scan] {
            assert_eq!(checksums(10, answer), ["1a2ef08f", "e2408ef6"]);
            assert_eq!(checksums(100, answer), ["d9e736ce", "f1348303"]);
        }
        assert_eq!(checksums(1_000, Answer::Index), ["b7c1838e", "c9e54e51"]);
    }
}
