//! A cluster as lists of instances and tasks, and placement by the book. Shares no code with the index.

use std::collections::{BTreeMap, BTreeSet};

use crate::spec::{Comparison, Demand, Expression, Spec, Strategy};

#[derive(Clone, Default)]
pub struct Instance {
    /// CPU, memory, ENIs, GPUs.
    pub registered: [u32; 4],
    pub reserved_ports: BTreeSet<u32>,
    pub zone: u8,
    pub attributes: BTreeMap<u32, u32>,
    pub predicates: BTreeSet<u32>,
    pub is_draining: bool,
    pub is_disconnected: bool,
    pub is_gone: bool,
}

#[derive(Clone)]
pub struct Task {
    pub instance: u32,
    pub demand: Demand,
    pub group: u32,
    /// Its desired status is RUNNING.
    pub counts: bool,
}

#[derive(Clone, Default)]
pub struct Oracle {
    pub instances: Vec<Instance>,
    pub tasks: Vec<Task>,
}

/// What the tasks do to one instance.
#[derive(Clone, Default)]
struct Load {
    used: [u32; 4],
    ports: BTreeSet<u32>,
    groups: BTreeMap<u32, u32>,
    n_tasks: u32,
}

/// The funnel: eligible, then left after each strategy; and the tie set.
#[derive(Debug, PartialEq)]
pub struct Answer {
    pub n_eligible: usize,
    pub n_left: Vec<usize>,
    pub ties: Vec<u32>,
}

fn amounts(demand: &Demand) -> [u32; 4] {
    [demand.cpu_units, demand.memory_mib, demand.enis, demand.gpus]
}

impl Oracle {
    fn loads(&self) -> Vec<Load> {
        let mut loads = vec![Load::default(); self.instances.len()];
        for task in &self.tasks {
            let load = &mut loads[task.instance as usize];
            for (used, amount) in load.used.iter_mut().zip(amounts(&task.demand)) {
                *used += amount;
            }
            load.ports.extend(task.demand.ports.iter().map(|port| port.0));
            if task.counts {
                *load.groups.entry(task.group).or_default() += 1;
                load.n_tasks += 1;
            }
        }
        loads
    }

    pub fn has_free_ports(&self, instance: u32, demand: &Demand) -> bool {
        let held = |port: u32| {
            let by_task =
                |task: &Task| task.instance == instance && task.demand.ports.iter().any(|it| it.0 == port);
            self.instances[instance as usize].reserved_ports.contains(&port) || self.tasks.iter().any(by_task)
        };
        demand.ports.iter().all(|port| !held(port.0))
    }

    pub fn decide(&self, spec: &Spec) -> Answer {
        let loads = self.loads();
        let mut left: Vec<u32> = vec![];
        for (number, (instance, load)) in (0..).zip(self.instances.iter().zip(&loads)) {
            if is_eligible(spec, instance, load) {
                left.push(number);
            }
        }
        let (n_eligible, mut n_left) = (left.len(), vec![]);
        for strategy in &spec.chain {
            let score = |number: u32| self.score(&loads, spec, *strategy, number as usize);
            if *strategy == Strategy::Random {
                break;
            }
            let scores: Vec<i64> = left.iter().map(|number| score(*number)).collect();
            let best = scores.iter().min().copied();
            left =
                left.into_iter().zip(scores).filter(|(_, it)| Some(*it) == best).map(|(it, _)| it).collect();
            n_left.push(left.len());
        }
        Answer { n_eligible, n_left, ties: left }
    }

    fn score(&self, loads: &[Load], spec: &Spec, strategy: Strategy, number: usize) -> i64 {
        let of_group =
            |number: usize| i64::from(loads[number].groups.get(&spec.group.0).copied().unwrap_or(0));
        let free = |resource: usize| {
            i64::from(
                self.instances[number].registered[resource].saturating_sub(loads[number].used[resource]),
            )
        };
        match strategy {
            Strategy::Random => 0,
            Strategy::SpreadInstance => of_group(number),
            Strategy::BinpackCpu => free(0),
            Strategy::BinpackMemory => free(1),
            Strategy::SpreadAttribute(attribute) => {
                let value = |number: usize| self.instances[number].attributes.get(&attribute.0);
                let same = (0..loads.len()).filter(|other| value(*other) == value(number));
                same.map(of_group).sum()
            }
        }
    }
}

fn is_eligible(spec: &Spec, instance: &Instance, load: &Load) -> bool {
    let barred = instance.is_draining || instance.is_disconnected || instance.is_gone;
    let fits = (0..4).all(|resource| {
        let free = instance.registered[resource].saturating_sub(load.used[resource]);
        amounts(&spec.demand)[resource] <= free
    });
    let taken = |port: u32| instance.reserved_ports.contains(&port) || load.ports.contains(&port);
    let has = |attribute: u32, value: Option<u32>| match instance.attributes.get(&attribute) {
        None => false,
        Some(it) => value.is_none() || value == Some(*it),
    };
    !barred
        && fits
        && !spec.demand.ports.iter().any(|port| taken(port.0))
        && spec.zones.is_none_or(|zones| zones.contains(instance.zone))
        && spec.required.iter().all(|it| has(it.attribute.0, it.value.map(|value| value.0)))
        && !(spec.is_distinct && load.groups.get(&spec.group.0).is_some_and(|n| *n > 0))
        && spec.expressions.iter().all(|it| holds(it, instance, load))
}

fn holds(expression: &Expression, instance: &Instance, load: &Load) -> bool {
    match expression {
        Expression::Predicate(predicate) => instance.predicates.contains(&predicate.0),
        Expression::RunsGroup(group) => load.groups.get(&group.0).is_some_and(|n| *n > 0),
        Expression::AgentConnected => !instance.is_disconnected,
        Expression::Not(inner) => !holds(inner, instance, load),
        Expression::All(parts) => !parts.iter().any(|it| !holds(it, instance, load)),
        Expression::Any(parts) => parts.iter().any(|it| holds(it, instance, load)),
        Expression::RunningTasks(comparison, than) => match load.n_tasks.cmp(than) {
            std::cmp::Ordering::Less => {
                matches!(comparison, Comparison::Less | Comparison::LessOrEqual | Comparison::NotEqual)
            }
            std::cmp::Ordering::Equal => {
                matches!(comparison, Comparison::Equal | Comparison::LessOrEqual | Comparison::GreaterOrEqual)
            }
            std::cmp::Ordering::Greater => {
                matches!(comparison, Comparison::Greater | Comparison::GreaterOrEqual | Comparison::NotEqual)
            }
        },
    }
}
