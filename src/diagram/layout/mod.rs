//! Positions for a scene: its things and edges as a graph (`graph.rs`), the room that their words need (`size.rs`), and
//! `bayplan-layout`, which knows neither and puts everything in its place.

mod graph;
pub(super) mod size;
#[cfg(test)]
mod tests;

pub use bayplan_layout::{Layout, PartRef, Point, Rect, Route, WidthClass};

use super::Scene;

/// Lays the scene out for a container of `available_width` CSS pixels. The scene must have no
/// [findings](super::scene_findings); edges with unknown ends are left out.
///
/// The drawing is as wide as the container whenever it can be; a scene that cannot be made narrow enough, has more than 40
/// nodes, or would be more than twice as high as wide on a desktop, is wider than its container.
pub fn layout(scene: &Scene, available_width: i32) -> Layout {
    bayplan_layout::layout(&graph::graph_from_scene(scene, WidthClass::of(available_width)), available_width)
}
