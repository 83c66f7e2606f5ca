//! The placement index behind a pointer: a program that never makes one does not hold its code.

use std::fmt::Debug;

use super::placer::{Lost, Placer};
use super::{ContainerInstanceId, Request, World};
use crate::sim::Event;

/// What a simulation asks of its index.
trait Answers: Debug + Send + Sync {
    fn follow(&mut self, world: &World, event: &Event) -> Result<(), Lost>;
    fn choose(&mut self, world: &World, request: &Request) -> Option<ContainerInstanceId>;
    fn best(&mut self, world: &World, request: &Request) -> Vec<ContainerInstanceId>;
    fn is_crowded(&self) -> bool;
    fn copy(&self) -> Box<dyn Answers>;
}

impl Answers for Placer {
    fn follow(&mut self, world: &World, event: &Event) -> Result<(), Lost> {
        Self::follow(self, world, event)
    }

    fn choose(&mut self, world: &World, request: &Request) -> Option<ContainerInstanceId> {
        Self::choose(self, world, request)
    }

    fn best(&mut self, world: &World, request: &Request) -> Vec<ContainerInstanceId> {
        Self::best(self, world, request)
    }

    fn is_crowded(&self) -> bool {
        Self::is_crowded(self)
    }

    fn copy(&self) -> Box<dyn Answers> {
        Box::new(self.clone())
    }
}

/// The index over one world; see [`Placer`].
#[derive(Debug)]
pub struct Index(Box<dyn Answers>);

impl Clone for Index {
    fn clone(&self) -> Self {
        Self(self.0.copy())
    }
}

impl Index {
    /// The index over this world; none when a number in it is larger than the index has bits for.
    #[must_use]
    pub fn of(world: &World) -> Option<Self> {
        Some(Self(Box::new(Placer::of(world)?)))
    }

    /// Learns of an event. `world` is the world before it.
    ///
    /// # Errors
    /// When the index cannot follow: it must be dropped then.
    pub fn follow(&mut self, world: &World, event: &Event) -> Result<(), Lost> {
        self.0.follow(world, event)
    }

    /// Where the next task goes; none when no instance can take it.
    pub(in crate::sim) fn choose(&mut self, world: &World, request: &Request) -> Option<ContainerInstanceId> {
        self.0.choose(world, request)
    }

    /// The equal best for the next task, in order of joining.
    pub(in crate::sim) fn best(&mut self, world: &World, request: &Request) -> Vec<ContainerInstanceId> {
        self.0.best(world, request)
    }

    /// Whether so many kinds of requests were asked for that starting anew is cheaper.
    pub(in crate::sim) fn is_crowded(&self) -> bool {
        self.0.is_crowded()
    }
}
