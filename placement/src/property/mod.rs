//! Random clusters: the index, the scan and an oracle that shares no code must always agree, ties included.

mod draws;
mod oracle;

use draws::{ATTRIBUTES, Draws, PREDICATES, amounts, registration};
use oracle::{Oracle, Task};

use crate::choice::TieRule;
use crate::columns::Columns;
use crate::id::{AttributeId, ClassId, InstanceIndex, PredicateId, ValueId};
use crate::index::Index;
use crate::scan::{Scan, scan};
use crate::spec::{Demand, Spec};

/// Steps in one cluster before the next one begins.
const STEPS_PER_CLUSTER: u32 = 2_500;

/// The same cluster three times: as columns, as an index over them, and as the oracle keeps it.
struct Run<const BITS: u32> {
    columns: Columns,
    index: Index<BITS>,
    oracle: Oracle,
    specs: Vec<(Spec, ClassId)>,
    draws: Draws,
    max_instances: u32,
}

/// What a run did.
#[derive(Default, Debug)]
struct Account {
    n_decisions: u32,
    most_ties: usize,
}

impl<const BITS: u32> Run<BITS> {
    fn new(seed: u64) -> Self {
        let mut draws = Draws(seed);
        let max_instances = draws.one_of(&[1, 3, 10, 40, 100, 300]);
        let mut run = Self {
            columns: Columns::default(),
            index: Index::default(),
            oracle: Oracle::default(),
            specs: vec![],
            draws,
            max_instances,
        };
        (0..8).for_each(|_| run.add_spec());
        for _ in 0..run.draws.below(run.max_instances + 1) {
            run.add_instance();
        }
        run
    }

    fn add_spec(&mut self) {
        let spec = self.draws.spec();
        let class = self.index.class(&mut self.columns, &spec);
        self.specs.push((spec, class));
    }

    fn add_instance(&mut self) {
        if self.columns.len() < self.max_instances as usize {
            let instance = self.draws.instance();
            self.columns.add(&registration(&instance)).unwrap();
            self.oracle.instances.push(instance);
        }
    }

    fn any_instance(&mut self) -> Option<InstanceIndex> {
        let n = u32::try_from(self.oracle.instances.len()).unwrap();
        (n > 0).then(|| InstanceIndex(self.draws.below(n)))
    }

    fn step(&mut self, account: &mut Account) {
        match self.draws.below(100) {
            0..60 => self.decide(account),
            60..78 => self.stop(),
            78..82 => self.add_instance(),
            82..84 => self.replace_spec(),
            84..88 => self.direct(),
            88..94 => self.change_status(),
            94..96 => self.change_instance(),
            96..99 => self.leave(),
            _ => self.forget(),
        }
    }

    fn decide(&mut self, account: &mut Account) {
        let chosen = self.draws.below(u32::try_from(self.specs.len()).unwrap()) as usize;
        let (spec, class) = self.specs[chosen].clone();
        let answer = self.oracle.decide(&spec);
        let ties: Vec<InstanceIndex> = answer.ties.iter().copied().map(InstanceIndex).collect();
        let n_left = answer.n_left.iter().map(|n| u32::try_from(*n).unwrap()).collect();
        let n_eligible = u32::try_from(answer.n_eligible).unwrap();
        assert_eq!(scan(&self.columns, &spec), Scan { n_eligible, n_left, ties: ties.clone() });

        let rule = if self.draws.once_in(2) { TieRule::Lowest } else { TieRule::Draw(self.draws.next()) };
        let best = self.index.best(&self.columns, class);
        assert_eq!(best.is_none(), ties.is_empty(), "{spec:?}");
        let taken = best.map(|best| {
            assert_eq!(best.ties(), ties, "{spec:?}");
            assert_eq!(best.lowest(), ties[0]);
            assert_eq!(best.count() as usize, ties.len());
            let n = u32::try_from(ties.len()).unwrap();
            let skips = if self.draws.once_in(20) { 0..n + 2 } else { n - 1..n + 1 };
            skips.for_each(|skip| assert_eq!(best.nth(skip), ties.get(skip as usize).copied()));
            best.take(rule)
        });
        if self.draws.once_in(8) {
            self.index.class_mut(class).assert_sound(&self.columns);
        }
        account.n_decisions += 1;
        account.most_ties = account.most_ties.max(ties.len());
        if let Some(instance) = taken {
            assert_eq!(instance, ties[rule.pick(u32::try_from(ties.len()).unwrap()) as usize]);
            self.place(instance, spec.demand.clone(), &spec);
        }
    }

    fn place(&mut self, instance: InstanceIndex, demand: Demand, spec: &Spec) {
        self.columns.reserve(instance, &demand).unwrap();
        self.columns.count_in(instance, spec.group).unwrap();
        self.oracle.tasks.push(Task { instance: instance.0, demand, group: spec.group.0, counts: true });
    }

    /// A task placed by name, whether or not there is room: more may be used than is registered.
    fn direct(&mut self) {
        let Some(instance) = self.any_instance() else { return };
        let (spec, _) = self.specs[0].clone();
        let memory_mib = self.draws.one_of(&[128, 1024, 3000]);
        let demand = Demand { cpu_units: 128, memory_mib, ..self.draws.demand() };
        if self.oracle.has_free_ports(instance.0, &demand) {
            self.place(instance, demand, &spec);
        }
    }

    fn stop(&mut self) {
        let n = u32::try_from(self.oracle.tasks.len()).unwrap();
        if n == 0 {
            return;
        }
        let at = self.draws.below(n) as usize;
        let task = &mut self.oracle.tasks[at];
        let instance = InstanceIndex(task.instance);
        if task.counts {
            self.columns.count_out(instance, crate::id::GroupId(task.group)).unwrap();
            task.counts = false;
        }
        // Some stay for a while as tasks that are on their way to STOPPED.
        if !self.draws.once_in(3) {
            let task = self.oracle.tasks.swap_remove(at);
            self.columns.release(instance, &task.demand).unwrap();
        }
    }

    fn change_status(&mut self) {
        let Some(instance) = self.any_instance() else { return };
        // More often up than down, so that there is somewhere to place.
        let is_up = !self.draws.once_in(3);
        let status = &mut self.oracle.instances[instance.at()];
        if self.draws.once_in(2) {
            status.is_draining = !is_up;
            self.columns.set_active(instance, is_up);
        } else {
            status.is_disconnected = !is_up;
            self.columns.set_agent_connected(instance, is_up);
        }
    }

    fn change_instance(&mut self) {
        let Some(instance) = self.any_instance() else { return };
        let changed = &mut self.oracle.instances[instance.at()];
        match self.draws.below(3) {
            0 => {
                let attribute = self.draws.below(ATTRIBUTES);
                let value = self.draws.value(attribute);
                changed.attributes.remove(&attribute);
                if value != 0 {
                    changed.attributes.insert(attribute, value);
                }
                self.columns.set_attribute(instance, AttributeId(attribute), ValueId(value));
            }
            1 => {
                let predicate = self.draws.below(PREDICATES);
                let holds = self.draws.once_in(2);
                changed.predicates.remove(&predicate);
                if holds {
                    changed.predicates.insert(predicate);
                }
                self.columns.set_predicate(instance, PredicateId(predicate), holds);
            }
            _ => {
                changed.registered = self.draws.amounts();
                self.columns.set_registered(instance, amounts(changed.registered)).unwrap();
            }
        }
    }

    /// An instance leaves; its tasks may outlive it for a while.
    fn leave(&mut self) {
        let n_gone = self.oracle.instances.iter().filter(|it| it.is_gone).count();
        if let Some(instance) = self.any_instance()
            && n_gone * 2 < self.oracle.instances.len()
        {
            self.oracle.instances[instance.at()].is_gone = true;
            self.columns.deregister(instance);
        }
    }

    fn replace_spec(&mut self) {
        if self.specs.len() > 12 {
            self.specs.swap_remove(0);
        }
        self.add_spec();
    }

    /// Classes sleep, or the whole index is dropped: it is a cache.
    fn forget(&mut self) {
        if self.draws.once_in(4) {
            self.index = Index::default();
            for (spec, class) in &mut self.specs {
                *class = self.index.class(&mut self.columns, spec);
            }
        } else {
            self.index.class_mut(self.specs[0].1).sleep();
        }
    }
}

fn check<const BITS: u32>(seed: u64, n_steps: u32) -> Account {
    let mut account = Account::default();
    for cluster in 0..n_steps.div_ceil(STEPS_PER_CLUSTER) {
        let mut run = Run::<BITS>::new(seed << 32 | u64::from(cluster));
        (0..STEPS_PER_CLUSTER.min(n_steps)).for_each(|_| run.step(&mut account));
    }
    account
}

#[test]
fn the_index_the_scan_and_an_independent_oracle_agree_ties_included() {
    for account in [check::<2>(1, 15_000), check::<6>(1, 15_000)] {
        assert!(account.n_decisions > 8_000 && account.most_ties > 40, "the run was too tame: {account:?}");
    }
}

/// 1,200,000 steps: `cargo test --release -p bayplan-placement -- --ignored --nocapture`.
#[test]
#[ignore = "takes a minute and wants a release build"]
fn they_agree_for_1_200_000_steps_at_every_fan_out() {
    let (mut n_decisions, mut most_ties) = (0, 0);
    for seed in 1..=3 {
        let runs = [
            check::<2>(seed, 100_000),
            check::<3>(seed, 100_000),
            check::<4>(seed, 100_000),
            check::<6>(seed, 100_000),
        ];
        n_decisions += runs.iter().map(|it| it.n_decisions).sum::<u32>();
        most_ties = most_ties.max(runs.iter().map(|it| it.most_ties).max().unwrap());
    }
    println!("{n_decisions} decisions compared, tie sets up to {most_ties} instances, no difference");
}
