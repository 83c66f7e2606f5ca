//! The decision that the learner looks at, with the world that it was taken in.

use crate::diagram::TaskLetter;
use crate::sim::{Explanation, Placement, Simulation, TaskPlace, World};
use crate::ui::session::Session;
use crate::ui::signal::{Memo, RwSignal};

use super::{Orders, task_block};

/// An opened placement.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The world just before it.
    pub world: World,
    /// The account of it.
    pub placement: Placement,
}

impl Opened {
    /// The letter of the task's definition.
    pub fn letter(&self) -> TaskLetter {
        self.world.task_definition(self.placement.task_definition).map_or(TaskLetter::A, task_block::letter)
    }

    /// Letter and number of the task: A3.
    pub fn label(&self) -> String {
        task_block::label(self.letter(), self.placement.number)
    }
}

/// Where the opened decision put its task, as long as the task is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The place.
    pub place: TaskPlace,
    /// Letter and number of the task.
    pub label: String,
}

/// The opened decision. What was decided stays as it is while time goes on: whatever takes it back, or puts another board
/// in place of this one, opens another decision.
pub fn opened(session: Session, orders: RwSignal<Option<&'static Orders>>) -> Memo<Option<Opened>> {
    let opened = move |_: Option<&Option<Opened>>| {
        let (orders, index) = (orders.get()?, session.opened.get()?);
        session.simulation.with_untracked(|it| (orders.decision)(it, index))
    };
    // Comparing two worlds costs more than showing one again.
    Memo::new_with_compare(opened, |_, _| true)
}

/// A decision of the log, if it placed a task.
pub fn read(simulation: &Simulation, index: usize) -> Option<Opened> {
    let (world, decision) = simulation.decision(index)?;
    let Explanation::Placement(placement) = decision.explanation else { return None };
    Some(Opened { world, placement: *placement })
}

/// See [`Chosen`].
pub fn chosen(session: Session, opened: Memo<Option<Opened>>) -> Memo<Option<Chosen>> {
    Memo::new(move |_| {
        opened.with(|it| {
            let it = it.as_ref()?;
            let place = it.placement.chosen?;
            let is_there = session.simulation.with(|simulation| {
                simulation.world().tasks.values().any(|task| {
                    task.place == place
                        && task.number == it.placement.number
                        && task.task_definition == it.placement.task_definition
                })
            });
            is_there.then(|| Chosen { place, label: it.label() })
        })
    })
}
