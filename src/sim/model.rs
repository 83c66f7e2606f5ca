//! How a simulation goes on: with all that the model knows, or as boards that stand still need.

use super::{Command, Decision, Event, World, apply, capacity, decide, decision, explain, still};

/// The functions by which a simulation goes on. Those of [`Model::WHOLE`] are only in programs that name it.
#[derive(Debug)]
pub struct Model {
    /// Whether it knows an order.
    pub knows: fn(&Command) -> bool,
    /// What happens on an order.
    pub decide: fn(&World, &Command) -> Decision,
    /// Tasks that were placed as if the board stood still begin their lives.
    pub begin: fn(&World, Decision) -> Decision,
    /// What the schedulers do next.
    pub next: fn(&World) -> Option<Decision>,
    /// Makes the next world.
    pub apply: fn(&mut World, &Event),
    /// What happened, in one line.
    pub sentence: fn(&World, &Decision) -> String,
}

impl Model {
    /// All that the model knows.
    pub const WHOLE: Self = Self {
        knows: |_| true,
        decide,
        begin: decision::begun,
        next: capacity::next,
        apply,
        sentence: explain::sentence,
    };

    /// What boards need that stand still and have no services. An order that it does not know ([`Command::moves`])
    /// changes nothing.
    pub const STILL: Self = Self {
        knows: |command| !command.moves(),
        decide: |world, command| still::decide(world, command).unwrap_or_else(|| Decision::plain(vec![])),
        begin: |_, decision| decision,
        next: |_| None,
        apply: still::apply,
        sentence: explain::still_sentence,
    };

    /// What a board needs that is only looked at: it knows no order.
    pub const SEEN: Self = Self {
        knows: |_| false,
        decide: |_, _| Decision::plain(vec![]),
        begin: |_, decision| decision,
        next: |_| None,
        apply: |_, _| (),
        sentence: |_, _| String::new(),
    };

    /// While time passes the schedulers have their turn before anything else happens.
    pub(super) fn own_turn(&self, world: &World, order: &Command) -> Option<Decision> {
        match order {
            Command::Advance(_) => (self.next)(world),
            _ => None,
        }
    }
}
