//! The pictures: a [`Scene`] without coordinates becomes boxes, lines and text.
//!
//! An author writes a scene (TOML, all keys in `scene.rs` and `kind.rs`), and nobody writes a position. One scene gives
//! the drawing, its text outline, its keyboard map and its legend, so that they cannot drift apart.
//!
//! | you want | call |
//! |---|---|
//! | what is wrong with an authored scene | [`scene_findings`] |
//! | the scene of a simulated world | [`scene_from_world`]; one that stays put while its tasks come and go: [`WorldPicture`] |
//! | positions for a container's width | [`layout`] |
//! | what to paint, for a selection and a step | [`drawing`], then [`svg_from_drawing`] or a loop over [`Drawing::parts`] |
//! | the same again and again, while the scene changes | [`redrawing`] |
//! | the patterns that parts use, once a page | `patterns` |
//! | a scene as bytes for a page, and back | [`wire`] |
//! | "Read as text" | [`outline`] |
//! | the legend under the stage | [`legend`] |
//! | arrow keys, Home and End, `]` and `[` | [`nearest`], [`reading_order`], [`followed`] |
//!
//! A live view keeps the [`Layout`] and asks for a new [`Drawing`] when the selection or the step changes: only classes
//! and badges change, nothing moves. It needs a new layout only when the [`WidthClass`] or the room changes.
//!
//! Nothing here decides anything about placement, knows a browser, or reads a file. All numbers are integers, so
//! the static picture and the live one are the same to the pixel.
//! Start reading at [`Scene`], then [`layout`], then [`drawing`].

mod check;
mod drawing;
mod frame;
mod icon;
mod kind;
mod layout;
mod legend;
mod navigate;
mod outline;
#[cfg(test)]
pub mod quality;
mod scene;
mod svg;
pub mod text;
pub mod wire;
mod world;

use bayplan_layout::{list, order};

pub use check::{SceneFinding, scene_findings};
pub use drawing::{Drawing, Kept, Part, PartKind, View, bend, corner_radius, drawing, redrawing};
pub use frame::{Frame, frame};
pub use icon::{Category, Icon};
pub use kind::{EdgeKind, Flow, GroupKind, Lane, NodeKind, Owner, Side, State, TaskLetter};
pub use layout::{Layout, PartRef, Point, Rect, Route, WidthClass, layout};
pub use legend::{LegendEntry, legend};
pub use navigate::{Along, Direction, followed, nearest, reading_order};
pub use outline::{Connection, Outline, OutlineItem, connections_of, outline};
pub use scene::{Edge, Explain, Group, Node, Scene, StateChange, Step};
#[cfg(not(target_arch = "wasm32"))]
pub use svg::patterns;
pub use svg::{SvgRole, svg_from_drawing};
pub use world::{OnItsWay, Seats, WorldPicture, facts_of, on_its_way, scene_from_world};
