//! The words about how far a learner is.

/// A module or a lesson whose questions are all answered.
pub const DONE: &str = "Done";
/// The title of the panel about skills.
pub const WHAT_YOU_KNOW: &str = "What you know so far";
/// The way on when every lesson is done.
pub const PRACTICE: &str = "Practice in the quiz";
/// The way on when nothing is due.
pub const MORE_QUESTIONS: &str = "More questions";

/// How many lessons of a module are done.
pub fn done_of(n_done: usize, n: usize) -> String {
    format!("{n_done} of {n} done")
}

/// How many skills of an area are mastered.
pub fn mastered_of(n_known: usize, n: usize) -> String {
    format!("{n_known} of {n}")
}

/// The way on to a lesson.
pub fn go_on(title: &str) -> String {
    ["Go on: ", title].concat()
}

/// The way to what is to be asked again.
pub fn review(n_due: usize) -> String {
    if n_due == 1 {
        "Review 1 skill that is due".to_owned()
    } else {
        format!("Review {n_due} skills that are due")
    }
}
