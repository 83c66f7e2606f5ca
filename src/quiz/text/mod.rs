//! The sentences of generated questions: the only place in `quiz` with English in it. Authored ones stand in
//! `lessons/quiz/`.

mod board;
mod formulas;
mod malrule;

pub use board::*;
pub use formulas::*;
pub use malrule::malrule;
