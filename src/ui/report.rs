//! What a learner does that somebody around the page may want to hear of. Nothing listens on a page that stands alone.

use std::cell::RefCell;
use std::rc::Rc;

use crate::quiz::Score;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// A step of the walk-through shows.
    Step {
        /// Counted from 0.
        step: usize,
        /// How many there are.
        total: usize,
    },
    /// A prediction was locked in.
    Predicted {
        /// The id of the question in its lesson.
        question: String,
        /// The index of the choice.
        choice: usize,
        /// Whether it was right.
        is_right: bool,
    },
    /// An answer of the quiz was checked.
    Answered {
        /// The reference of the item.
        question: String,
        /// What was answered, in words.
        response: String,
        /// What it was worth.
        score: Score,
    },
    /// A round of the quiz goes on to a question.
    Question {
        /// Counted from 0; equal to `total` when the round is finished.
        question: usize,
        /// How many there are.
        total: usize,
    },
    /// A round of the quiz is finished.
    Finished {
        /// Questions answered in full, of those asked.
        score: Score,
    },
}

type Listener = Rc<dyn Fn(Report)>;

thread_local! {
    static LISTENER: RefCell<Option<Listener>> = const { RefCell::new(None) };
}

/// Hears every report from now on.
pub fn listen(run: impl Fn(Report) + 'static) {
    LISTENER.with_borrow_mut(|it| *it = Some(Rc::new(run)));
}

/// Tells whoever listens.
pub fn report(make: impl FnOnce() -> Report) {
    if let Some(listener) = LISTENER.with_borrow(Clone::clone) {
        listener(make());
    }
}
