//! The world in numbers: one column for each thing that decides a placement. How it changes is in `change.rs`.

use crate::id::{AttributeId, GroupId, InstanceIndex, PortId, PredicateId, ValueId};
use crate::journal::Journal;

/// Registered CPU units stay below this: 20 bits of a key.
pub(crate) const CPU_LIMIT: u32 = 1 << 20;
/// Registered MiB stay below this (32 TiB): 25 bits of a key.
pub(crate) const MEMORY_LIMIT: u32 = 1 << 25;
/// Tasks of one instance stay below this: 18 bits of a key.
pub(crate) const TASKS_LIMIT: u32 = 1 << 18;
/// Network interface attachments and GPUs stay below this.
pub(crate) const DEVICE_LIMIT: u32 = 1 << 14;

/// A number is too large for the index. The caller then scans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfRange;

/// Amounts of the four resources that are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    /// CPU units.
    pub cpu_units: u32,
    /// MiB.
    pub memory_mib: u32,
    /// Network interface attachments.
    pub enis: u32,
    /// Whole GPUs.
    pub gpus: u32,
}

/// An instance as it joins: active, its agent connected, without tasks.
#[derive(Clone, Debug, Default)]
pub struct Registration {
    /// What it registers.
    pub amounts: Amounts,
    /// Its zone, a number of the caller's.
    pub zone: u8,
    /// Host ports that registration reserves.
    pub reserved_ports: Vec<PortId>,
    /// Its attributes.
    pub attributes: Vec<(AttributeId, ValueId)>,
    /// The predicates that hold for it.
    pub predicates: Vec<PredicateId>,
}

/// What an instance has left, and whether it may get tasks at all: the part that every look at it reads.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Offer {
    /// Registered less used; negative when more is used than registered.
    pub cpu_units: i32,
    pub memory_mib: i32,
    pub enis: i32,
    pub gpus: i32,
    /// Reasons why it gets no tasks, one bit each.
    pub barred: u8,
    pub zone: u8,
    pub n_tasks: u32,
}

pub(crate) const NOT_ACTIVE: u8 = 1;
pub(crate) const DISCONNECTED: u8 = 2;
pub(crate) const DEREGISTERED: u8 = 4;

/// The cluster as the index sees it, with the journal of its changes.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    pub(crate) offers: Vec<Offer>,
    pub(crate) registered: Vec<Amounts>,
    /// By word of 64 ports, then by instance.
    pub(crate) ports: Vec<Vec<u64>>,
    /// By attribute, then by instance.
    pub(crate) attributes: Vec<Vec<ValueId>>,
    /// By predicate; one bit an instance.
    pub(crate) predicates: Vec<Vec<u64>>,
    /// By group, then by instance.
    pub(crate) counts: Vec<Vec<u32>>,
    pub(crate) journal: Journal,
    /// Rises when something other than tasks and status changes.
    pub(crate) epoch: u64,
}

impl Columns {
    /// How many instances ever joined.
    #[must_use]
    pub fn len(&self) -> usize {
        self.offers.len()
    }

    /// Whether no instance ever joined.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.offers.is_empty()
    }

    /// Tasks on the instance whose desired status is RUNNING.
    #[must_use]
    pub fn n_tasks(&self, instance: InstanceIndex) -> u32 {
        self.offers[instance.at()].n_tasks
    }

    /// Those of one group.
    #[must_use]
    pub fn n_tasks_of_group(&self, group: GroupId, instance: InstanceIndex) -> u32 {
        self.counts.get(group.at()).map_or(0, |counts| counts[instance.at()])
    }

    /// What the instance registered.
    #[must_use]
    pub fn registered(&self, instance: InstanceIndex) -> Amounts {
        self.registered[instance.at()]
    }

    /// What is left of it.
    #[must_use]
    pub fn left(&self, instance: InstanceIndex) -> Amounts {
        let offer = self.offers[instance.at()];
        Amounts {
            cpu_units: offer.cpu_units.max(0).cast_unsigned(),
            memory_mib: offer.memory_mib.max(0).cast_unsigned(),
            enis: offer.enis.max(0).cast_unsigned(),
            gpus: offer.gpus.max(0).cast_unsigned(),
        }
    }

    /// Whether the instance is active, connected and still registered.
    #[must_use]
    pub fn takes_tasks(&self, instance: InstanceIndex) -> bool {
        self.offers[instance.at()].barred == 0
    }

    /// Whether the agent is connected.
    #[must_use]
    pub fn is_agent_connected(&self, instance: InstanceIndex) -> bool {
        self.offers[instance.at()].barred & DISCONNECTED == 0
    }

    /// The zone of the instance.
    #[must_use]
    pub fn zone(&self, instance: InstanceIndex) -> u8 {
        self.offers[instance.at()].zone
    }

    /// Whether something holds the host port.
    #[must_use]
    pub fn is_port_taken(&self, port: PortId, instance: InstanceIndex) -> bool {
        let (word, bit) = place_of_bit(port.0);
        self.ports.get(word).is_some_and(|column| column[instance.at()] & bit != 0)
    }

    /// The value of an attribute.
    #[must_use]
    pub fn attribute(&self, attribute: AttributeId, instance: InstanceIndex) -> ValueId {
        self.attributes.get(attribute.at()).map_or(ValueId::MISSING, |column| column[instance.at()])
    }

    /// Whether a predicate holds.
    #[must_use]
    pub fn predicate(&self, predicate: PredicateId, instance: InstanceIndex) -> bool {
        let (word, bit) = place_of_bit(instance.0);
        let words = self.predicates.get(predicate.at());
        words.and_then(|words| words.get(word)).is_some_and(|it| it & bit != 0)
    }
}

/// The word and the bit in it of one bit of a long row of bits.
#[inline(always)]
pub(crate) const fn place_of_bit(bit: u32) -> (usize, u64) {
    ((bit >> 6) as usize, 1 << (bit & 63))
}
