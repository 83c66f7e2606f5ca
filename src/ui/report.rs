//! What a learner does that something else may want to hear of: the page around a frame, the map of the course.

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

type Listener = Rc<dyn Fn(&Report)>;

thread_local! {
    static LISTENERS: RefCell<Vec<Listener>> = const { RefCell::new(vec![]) };
}

/// Hears every report from now on.
pub fn listen(run: impl Fn(&Report) + 'static) {
    LISTENERS.with_borrow_mut(|it| it.push(Rc::new(run)));
}

/// Tells whoever listens.
pub fn report(make: impl FnOnce() -> Report) {
    // A listener may make another report.
    let listeners = LISTENERS.with_borrow(Clone::clone);
    if listeners.is_empty() {
        return;
    }
    let report = make();
    for listener in listeners {
        listener(&report);
    }
}
