//! Worlds kept along a history, so that going back replays little.

use super::World;

/// Commands between two worlds that are kept, at first.
const FIRST_SPACING: usize = 16;
/// When there are more worlds than this, every second one goes: a long history of a large cluster must fit too.
const MOST: usize = 32;

/// The worlds after 0, 1, 2, … times `spacing` commands.
#[derive(Clone, Debug)]
pub(super) struct Checkpoints {
    spacing: usize,
    worlds: Vec<World>,
}

impl Checkpoints {
    /// The world before any command.
    pub fn new(start: World) -> Self {
        Self { spacing: FIRST_SPACING, worlds: vec![start] }
    }

    /// For a world in which nothing is ever ordered.
    pub fn none() -> Self {
        Self { spacing: FIRST_SPACING, worlds: vec![] }
    }

    /// Whether these are [`Self::none`].
    pub fn are_none(&self) -> bool {
        self.worlds.is_empty()
    }

    /// The last world kept at or before that many commands, and after how many it was.
    pub fn at_or_before(&self, n_commands: usize) -> (usize, &World) {
        let kept = (n_commands / self.spacing).min(self.worlds.len() - 1);
        (kept * self.spacing, &self.worlds[kept])
    }

    /// Those of the first so many commands.
    pub fn up_to(&self, n_commands: usize) -> Self {
        let worlds = self.worlds.iter().take(n_commands / self.spacing + 1);
        Self { spacing: self.spacing, worlds: worlds.cloned().collect() }
    }

    /// Keeps the world after that many commands, if it is one to keep.
    pub fn offer(&mut self, n_commands: usize, world: &World) {
        if n_commands != self.worlds.len() * self.spacing {
            return;
        }
        self.worlds.push(world.clone());
        if self.worlds.len() > MOST {
            let mut position = 0..;
            self.worlds.retain(|_| position.next().is_some_and(|it| it % 2 == 0));
            self.spacing *= 2;
        }
    }

    /// What came after that many commands never happened.
    pub fn forget_after(&mut self, n_commands: usize) {
        self.worlds.truncate(n_commands / self.spacing + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::{Checkpoints, MOST};
    use crate::sim::{Scenario, World};

    #[test]
    fn a_long_history_keeps_few_worlds_each_of_its_moment() {
        let world = |n: usize| {
            let mut world = World::new(&Scenario { seed: 1, zones: vec![] });
            world.n_decisions = n as u64;
            world
        };
        let mut checkpoints = Checkpoints::new(world(0));
        for n in 1..=5_000 {
            checkpoints.offer(n, &world(n));
            assert!(checkpoints.worlds.len() <= MOST);
        }
        for n in [0, 1, 15, 16, 999, 4_096, 5_000] {
            let (at, kept) = checkpoints.at_or_before(n);
            assert!(at <= n && n - at < checkpoints.spacing && kept.n_decisions == at as u64);
        }
        checkpoints.forget_after(1_000);
        let (at, _) = checkpoints.at_or_before(5_000);
        assert!(at <= 1_000 && 1_000 - at < checkpoints.spacing);
    }
}
