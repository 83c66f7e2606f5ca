//! Networks (see `graph.rs`) laid out by Bayplan, for one page to time against graphviz and ELK.
//!
//! It holds no clock: the page measures. It never ships. Natively it only prints the sizes of the drawings.

mod graph;
#[cfg(target_arch = "wasm32")]
mod page;

use bayplan::diagram::{
    Edge, EdgeKind, Flow, Group, GroupKind, Icon, Lane, Node, NodeKind, Scene, State, TaskLetter,
};

/// The width of the container, in CSS pixels: a desktop's.
const WIDTH: i32 = 1440;

fn main() {
    if cfg!(not(target_arch = "wasm32")) {
        for size in [30, 100, 500, 2_000] {
            let scene = graph::network(size, 42);
            let layout = bayplan::diagram::layout(&scene, WIDTH);
            println!("{size:>6} things, {} edges: {} x {}", scene.edges.len(), layout.width, layout.height);
        }
    }
}
