//! The course as data: modules, lessons, glossary, stages and predictions, and the readers of what authors write.
//!
//! Nothing here writes HTML and nothing here is a sentence: sentences stand in `lessons/`. The readers and all checks
//! of authored files are native only; what an island needs travels to the browser as [`props`].
//! Start reading at [`Course`].

mod course;
mod glossary;
mod laid_stage;
mod packed;
mod prediction;
pub mod props;
mod short;
mod stage;

#[cfg(not(target_arch = "wasm32"))]
mod problems;
#[cfg(not(target_arch = "wasm32"))]
pub mod prose;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod read;

pub use course::{Course, Covers, Lesson, Module, Source, Statement, TryIt};
pub use glossary::Term;
pub use laid_stage::{LaidStage, SCROLLS_BELOW, StagePlace};
pub use prediction::{Choice, Prediction, Purpose};
pub use stage::{Panel, Room, Stage};

#[cfg(not(target_arch = "wasm32"))]
pub use problems::{Problem, Problems};
#[cfg(not(target_arch = "wasm32"))]
pub use read::{check, read};
