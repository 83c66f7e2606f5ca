//! What the learner made survives a reload: the commands of the board and the request that is being put together, as
//! `share` writes them.

use crate::share::ShareError;
use crate::share::v1::{SavedDraft, SavedSandbox};
use crate::sim::{RunTask, Simulation};
use crate::ui::storage::{self, Kept, Refusal};

/// What was found in the browser.
#[derive(Clone, Debug)]
pub enum Restored {
    /// A board.
    Board {
        /// As its commands make it now.
        simulation: Box<Simulation>,
        /// Whether they made the same when it was saved: a later model may decide otherwise.
        is_same: bool,
        /// What was being put together.
        draft: Option<Draft>,
    },
    /// Text that is no board any more; it was set aside.
    Unreadable(String),
    /// A board of a newer version; it was set aside.
    Newer(String),
}

/// What is being put together and was not ordered yet.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The request as it stands.
    pub request: RunTask,
    /// The text of a task definition.
    pub task_definition: String,
}

/// The saved board as it stands in the browser.
pub fn text() -> Option<String> {
    storage::read(&key())
}

/// Reads the saved board. Text that cannot be read moves to a key of its own, so that nothing is lost.
pub fn restore(text: String) -> Restored {
    match read(&text) {
        Ok(board) => board,
        Err(error) => {
            storage::set_aside(&key());
            if matches!(error, ShareError::Newer { .. }) {
                Restored::Newer(text)
            } else {
                Restored::Unreadable(text)
            }
        }
    }
}

fn read(text: &str) -> Result<Restored, ShareError> {
    let saved = SavedSandbox::from_text(text)?;
    let simulation = saved.to_simulation()?;
    let is_same = saved.is_same_world(&simulation);
    let draft = match saved.draft {
        Some(it) => Some(Draft { request: it.to_request()?, task_definition: it.task_definition }),
        None => None,
    };
    Ok(Restored::Board { simulation: Box::new(simulation), is_same, draft })
}

/// Saves the board; says why when the browser does not keep it.
pub fn save(simulation: &Simulation, draft: Draft) -> Option<Refusal> {
    keep(SavedSandbox::of(simulation), draft)
}

/// The same for a board with the first task definitions only; else the draft comes back.
pub fn save_starters(simulation: &Simulation, draft: Draft) -> Result<Option<Refusal>, Draft> {
    match SavedSandbox::of_starters(simulation) {
        Some(saved) => Ok(keep(saved, draft)),
        None => Err(draft),
    }
}

fn keep(saved: SavedSandbox, draft: Draft) -> Option<Refusal> {
    let draft = Some(SavedDraft::of(&draft.request, draft.task_definition));
    let saved = SavedSandbox { draft, ..saved };
    match storage::write(&key(), &saved.to_text()) {
        Kept::ForNextVisit => None,
        Kept::UntilReload(refusal) => Some(refusal),
    }
}

/// Puts back what was saved before; nothing when nothing was.
pub fn put_back(text: Option<&str>) {
    match text {
        Some(text) => {
            storage::write(&key(), text);
        }
        None => storage::remove(&key()),
    }
}

fn key() -> String {
    storage::key("sandbox", "1")
}
