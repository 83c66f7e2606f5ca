//! Readers of the authored files, with every check that can be made without showing them.
//!
//! They never stop at the first mistake. Start reading at [`read`]; the format is told in `lessons/README.md`.

mod cite;
mod course;
pub(crate) mod document;
mod launch;
mod lesson;
pub(crate) mod predictions;
mod prose;
mod scene;
mod stage;

use std::cell::RefCell;
use std::path::Path;

use super::{Course, Problems};

/// Reads the course of a project folder.
///
/// # Errors
/// Everything that is wrong in it.
pub fn read(root: &Path) -> Result<Course, Problems> {
    let problems = RefCell::new(Problems::default());
    let course = course::read(root, &problems);
    problems.into_inner().or(course)
}

/// Checks the course of a project folder: what `cargo xtask check` runs.
///
/// # Errors
/// Everything that is wrong in it.
pub fn check(root: &Path) -> Result<(), Problems> {
    read(root).map(|_| ())
}
