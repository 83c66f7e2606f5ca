//! The nouns of the Amazon ECS API, in AWS's own JSON spelling, so that a real task definition parses into them.
//!
//! This module decides nothing about what happens: it knows what things are, not what the scheduler does with them.
//! Start reading at [`TaskDefinition`].

mod demand;
mod instance_type;
mod placement;
mod task_definition;

pub use demand::{Demand, HostPort, Protocol};
pub use instance_type::InstanceType;
pub use placement::{BinpackField, PlacementConstraint, PlacementStrategy, SpreadField};
pub use task_definition::{Compatibility, ContainerDefinition, NetworkMode, TaskDefinition};
