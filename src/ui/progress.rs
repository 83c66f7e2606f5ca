//! The learner's progress in the browser: two copies, written in turn, each with a checksum.
//!
//! A write that stops in the middle spoils the older copy only. Before each write the newest copy is taken in again,
//! so that two tabs never lose each other's work. The texts are `share::progress`.

use crate::quiz::Progress;
use crate::share::progress::{ProgressError, decode, encode};

use super::storage::{self, Kept, Refusal};

/// The names of the two copies.
const COPIES: [&str; 2] = ["1.a", "1.b"];

/// What was found.
pub struct Stored {
    /// The newest copy that can be read; empty when there is none.
    pub progress: Progress,
    /// What is wrong with a copy, if something is. It was set aside.
    pub problem: Option<ProgressError>,
}

struct Slot {
    key: String,
    progress: Progress,
    generation: u64,
}

fn key(copy: &str) -> String {
    storage::key("quiz", copy)
}

/// Reads the copies; one that cannot be read moves to a key of its own, so that nothing is lost.
pub fn load() -> Stored {
    let (newest, problem) = newest();
    Stored { progress: newest.map(|it| it.progress).unwrap_or_default(), problem }
}

fn newest() -> (Option<Slot>, Option<ProgressError>) {
    let (mut newest, mut problem): (Option<Slot>, _) = (None, None);
    for key in COPIES.map(key) {
        let Some(text) = storage::read(&key) else { continue };
        match decode(&text) {
            Ok((progress, generation)) => {
                if newest.as_ref().is_none_or(|it| it.generation < generation) {
                    newest = Some(Slot { key, progress, generation });
                }
            }
            Err(error) => {
                storage::set_aside(&key);
                problem = Some(error);
            }
        }
    }
    (newest, problem)
}

/// Takes in what another tab has written, and writes over the older copy. Says why when the browser keeps nothing.
pub fn save(progress: &mut Progress) -> Option<Refusal> {
    let (newest, _) = newest();
    let [first, second] = COPIES.map(key);
    let (target, generation) = match newest {
        Some(copy) => {
            progress.merge(copy.progress);
            (if copy.key == first { second } else { first }, copy.generation + 1)
        }
        None => (first, 1),
    };
    match storage::write(&target, &encode(progress, generation)) {
        Kept::ForNextVisit => None,
        Kept::UntilReload(refusal) => Some(refusal),
    }
}

/// Forgets everything.
pub fn wipe() {
    COPIES.map(key).iter().for_each(|it| storage::remove(it));
}

/// Runs something when another tab has written.
pub fn on_change(run: impl FnMut() + 'static) {
    storage::on_change("bayplan.work.quiz.", run);
}
