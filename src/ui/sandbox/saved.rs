//! What the learner made survives a reload: the commands of the board and the request that is being put together, as
//! `share` writes them.

use crate::share::ShareError;
use crate::share::v1::{SavedDraft, SavedSandbox};
use crate::sim::{RunTask, Simulation};
use crate::ui::storage::{self, Kept, Refusal};

/// The key of the learner's board, and the beginning of that of the board before it.
pub const KEY: &str = "bayplan.work.sandbox.1";
const BEFORE: &str = "bayplan.work.sandbox.1.before";

/// What was found in the browser.
#[derive(Clone, Debug)]
pub struct Restored {
    /// The newest board that can be read.
    pub board: Option<Board>,
    /// What could not be read.
    pub unread: Option<Unread>,
}

/// A saved board.
#[derive(Clone, Debug)]
pub struct Board {
    /// As its commands make it now.
    pub simulation: Box<Simulation>,
    /// Whether they made the same when it was saved: a later model may decide otherwise.
    pub is_same: bool,
    /// What was being put together.
    pub draft: Option<Draft>,
}

/// Text that could not be read; it was set aside.
#[derive(Clone, Debug)]
pub struct Unread {
    /// The text itself.
    pub text: String,
    /// What that means.
    pub outcome: Outcome,
}

/// What the learner sees in place of a board that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The board as it was one change before.
    OneBefore,
    /// A fresh one.
    Fresh,
    /// A fresh one: the text is of a newer version.
    Newer,
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
    storage::read(KEY)
}

/// Reads the saved board, or the one before it. Text that cannot be read moves to a key of its own, so that nothing is
/// lost.
pub fn restore(text: String) -> Restored {
    let error = match read(&text) {
        Ok(board) => return Restored { board: Some(board), unread: None },
        Err(error) => error,
    };
    storage::set_aside(KEY);
    if matches!(error, ShareError::Newer { .. }) {
        return Restored { board: None, unread: Some(Unread { text, outcome: Outcome::Newer }) };
    }
    let board = storage::read(BEFORE).and_then(|before| read(&before).ok());
    let outcome = if board.is_some() { Outcome::OneBefore } else { Outcome::Fresh };
    Restored { board, unread: Some(Unread { text, outcome }) }
}

fn read(text: &str) -> Result<Board, ShareError> {
    let saved = SavedSandbox::from_text(text)?;
    let simulation = saved.to_simulation()?;
    let is_same = saved.is_same_world(&simulation);
    let draft = match saved.draft {
        Some(it) => Some(Draft { request: it.to_request()?, task_definition: it.task_definition }),
        None => None,
    };
    Ok(Board { simulation: Box::new(simulation), is_same, draft })
}

/// Saves the board; says why when the browser does not keep it.
pub fn save(simulation: &Simulation, draft: Draft) -> Option<Refusal> {
    keep(SavedSandbox::of(simulation), draft)
}

/// A board as it was when it was to be saved.
pub struct Unsaved {
    /// The board.
    pub simulation: Simulation,
    /// What was typed beside it.
    pub draft: Draft,
}

/// Why the browser does not keep a board, if it does not; or the board, when more code is needed to write it.
pub type Saving = Result<Option<Refusal>, Box<Unsaved>>;

/// The same for a board with the first task definitions only; else it comes back.
pub fn save_starters(simulation: &Simulation, draft: Draft) -> Saving {
    match SavedSandbox::of_starters(simulation) {
        Some(saved) => Ok(keep(saved, draft)),
        None => Err(Box::new(Unsaved { simulation: simulation.clone(), draft })),
    }
}

fn keep(saved: SavedSandbox, draft: Draft) -> Option<Refusal> {
    let draft = Some(SavedDraft::of(&draft.request, draft.task_definition));
    let text = SavedSandbox { draft, ..saved }.to_text();
    keep_last(&text);
    let mut kept = storage::write(KEY, &text);
    if kept == Kept::UntilReload(Refusal::Full) {
        // The newest board is worth more than the one before it.
        storage::remove(BEFORE);
        kept = storage::write(KEY, &text);
    }
    match kept {
        Kept::ForNextVisit => None,
        Kept::UntilReload(refusal) => Some(refusal),
    }
}

/// Puts back what was saved before; nothing when nothing was.
pub fn put_back(text: Option<&str>) {
    match text {
        Some(text) => {
            storage::write(KEY, text);
        }
        None => storage::remove(KEY),
    }
}

/// Keeps the last board beside the one that is about to be saved.
fn keep_last(next: &str) {
    if let Some(last) = text().filter(|last| last != next) {
        storage::write(BEFORE, &last);
    }
}
