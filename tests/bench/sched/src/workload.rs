//! The workload, exactly as `README.md` says. Any language can repeat it and compare the checksum.

/// `xorshift32`.
pub struct Random(u32);

impl Random {
    pub fn new(seed: u32) -> Self {
        Self(seed.max(1))
    }

    pub fn below(&mut self, limit: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 % limit
    }
}

/// A type of instance: name, CPU units, MiB.
pub struct InstanceType {
    pub name: &'static str,
    pub cpu_units: u32,
    pub memory_mib: u32,
}

const TYPES: [InstanceType; 4] = [
    InstanceType { name: "c5.large", cpu_units: 2048, memory_mib: 3840 },
    InstanceType { name: "m5.large", cpu_units: 2048, memory_mib: 7680 },
    InstanceType { name: "m5.xlarge", cpu_units: 4096, memory_mib: 15360 },
    InstanceType { name: "m5.2xlarge", cpu_units: 8192, memory_mib: 31744 },
];

/// The types of the instances; instance i is in zone i % 3.
pub fn instances(n: u32) -> Vec<&'static InstanceType> {
    let mut random = Random::new(1);
    (0..n).map(|_| &TYPES[random.below(4) as usize]).collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    None,
    DistinctInstance,
    /// Only instance types that begin with `m5.`.
    M5,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strategy {
    SpreadZone,
    SpreadInstance,
    BinpackCpu,
    BinpackMemory,
}

#[derive(Clone, Copy, Debug)]
pub struct Service {
    pub cpu_units: u32,
    pub memory_mib: u32,
    pub host_port: Option<u16>,
    pub rule: Rule,
    pub chain: &'static [Strategy],
}

const fn service(
    cpu_units: u32,
    memory_mib: u32,
    host_port: Option<u16>,
    rule: Rule,
    chain: &'static [Strategy],
) -> Service {
    Service { cpu_units, memory_mib, host_port, rule, chain }
}

use Strategy::{BinpackCpu, BinpackMemory, SpreadInstance, SpreadZone};

const SERVICES: [Service; 8] = [
    service(128, 256, None, Rule::None, &[SpreadZone, SpreadInstance]),
    service(256, 512, None, Rule::None, &[SpreadZone, BinpackMemory]),
    service(256, 1024, None, Rule::None, &[BinpackCpu]),
    service(512, 512, Some(8080), Rule::None, &[SpreadInstance]),
    service(256, 256, None, Rule::DistinctInstance, &[SpreadZone, BinpackCpu]),
    service(512, 2048, None, Rule::M5, &[SpreadZone, SpreadInstance]),
    service(1024, 1024, None, Rule::None, &[BinpackMemory]),
    service(128, 128, Some(9090), Rule::None, &[SpreadZone, BinpackMemory]),
];

/// How full the cluster is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// 5 tasks an instance, all services equally often.
    Class,
    /// 20 tasks an instance of a quarter of the size.
    Dense,
}

pub const PROFILES: [Profile; 2] = [Profile::Class, Profile::Dense];

impl Profile {
    pub fn tasks_per_instance(self) -> u32 {
        match self {
            Self::Class => 5,
            Self::Dense => 20,
        }
    }

    pub fn services(self) -> [Service; 8] {
        let shift = if self == Self::Class { 0 } else { 2 };
        SERVICES.map(|it| Service {
            cpu_units: it.cpu_units >> shift,
            memory_mib: it.memory_mib >> shift,
            ..it
        })
    }

    /// Which service the next task is of, by an equal draw.
    fn table(self) -> Vec<u8> {
        match self {
            Self::Class => (0..8).collect(),
            Self::Dense => {
                [3, 4, 7].into_iter().chain([0, 1, 2, 5, 6].into_iter().cycle().take(29)).collect()
            }
        }
    }
}

/// Enough decisions to fill the cluster and then churn it.
pub fn n_decisions(n: u32, profile: Profile) -> u32 {
    match n {
        ..=10 => 100_000,
        11..=100 => 20_000,
        _ => n * profile.tasks_per_instance() + 5_000,
    }
}

/// What is measured.
pub trait Scheduler {
    /// Places one task of the service; the index of its instance, or none.
    fn place(&mut self, service: u8) -> Option<u32>;
    /// Stops one task of the service there.
    fn stop(&mut self, service: u8, instance: u32);
}

pub struct Outcome {
    /// FNV-1a over the chosen instances.
    pub checksum: u32,
    pub n_failed: u32,
}

pub fn drive(scheduler: &mut impl Scheduler, n: u32, profile: Profile, n_decisions: u32) -> Outcome {
    let (mut random, table) = (Random::new(2), profile.table());
    let mut live: Vec<(u8, u32)> = vec![];
    let target = n * profile.tasks_per_instance();
    let mut outcome = Outcome { checksum: 0x811c_9dc5, n_failed: 0 };
    let count = |length: usize| u32::try_from(length).expect("far fewer than 2^32 tasks live");
    for _ in 0..n_decisions {
        if count(live.len()) >= target {
            let (service, instance) = live.swap_remove(random.below(count(live.len())) as usize);
            scheduler.stop(service, instance);
        }
        let service = table[random.below(count(table.len())) as usize];
        let placed = scheduler.place(service);
        match placed {
            Some(instance) => live.push((service, instance)),
            None => outcome.n_failed += 1,
        }
        for byte in placed.unwrap_or(u32::MAX).to_le_bytes() {
            outcome.checksum = (outcome.checksum ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }
    outcome
}
