//! The pictures: a [`Scene`] without coordinates becomes boxes, lines and text.
//!
//! An author writes a scene (TOML, all keys in `scene.rs` and `kind.rs`), and nobody writes a position. One scene gives
//! the drawing, its text outline, its keyboard map and its legend, so that they cannot drift apart.
//!
//! Nothing here decides anything about placement, knows a browser, or reads a file. All numbers are integers, so
//! the static picture and the live one are the same to the pixel.
//! Start reading at [`Scene`].

mod check;
mod icon;
mod kind;
mod scene;

pub use check::{SceneFinding, scene_findings};
pub use icon::{Category, Icon};
pub use kind::{EdgeKind, Flow, GroupKind, Lane, NodeKind, Owner, Side, State, TaskLetter};
pub use scene::{Edge, Explain, Group, Node, Scene, StateChange, Step};
