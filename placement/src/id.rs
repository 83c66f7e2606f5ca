//! Numbers that stand for the caller's names.

macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
    };
}
id!(/// A container instance, in order of joining. Never reused: who has left keeps its number.
    InstanceIndex);
id!(/// What `spread` and `distinctInstance` count: a service's tasks, or a task group.
    GroupId);
id!(/// The name of an attribute.
    AttributeId);
id!(/// The value of an attribute. Number 0 is [`ValueId::MISSING`].
    ValueId);
id!(/// A protocol and a host port.
    PortId);
id!(/// A fact about instances that tasks and status never change, such as `attribute:stack == prod`.
    PredicateId);
id!(/// A class of equal tasks; see [`crate::Placer::class`].
    ClassId);

macro_rules! index {
    ($($name:ident),*) => {
        $(impl $name {
            /// As an index into a column.
            #[inline(always)]
            pub(crate) const fn at(self) -> usize {
                self.0 as usize
            }
        })*
    };
}
index!(InstanceIndex, GroupId, AttributeId, PredicateId, ClassId);

impl ValueId {
    /// The instance does not have the attribute. For `spread` that is one more value.
    pub const MISSING: Self = Self(0);

    /// Whether it is the wanted value, or any at all when none is wanted.
    pub(crate) fn satisfies(self, wanted: Option<Self>) -> bool {
        self != Self::MISSING && wanted.is_none_or(|wanted| wanted == self)
    }
}

/// The length of a column as a number of fixed width.
pub(crate) fn number(length: usize) -> u32 {
    u32::try_from(length)
        .expect("columns are far shorter than 2^32 because instances are numbered in 32 bits")
}
