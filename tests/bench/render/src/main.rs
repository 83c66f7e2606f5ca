//! A picture of many parts that changes in every frame, drawn by the view of lessons and sandbox.
//!
//! It holds no clock: the page measures. It never ships. Natively it only prints what there is to draw.

#[path = "../../layout/src/graph.rs"]
mod graph;
#[cfg(target_arch = "wasm32")]
mod page;

use bayplan::diagram::{
    Edge, EdgeKind, Flow, Group, GroupKind, Icon, Lane, Node, NodeKind, Scene, State, TaskLetter,
};

/// A network with exactly so many groups, nodes and lines: what is left over are lines.
fn scene(n_wanted: usize) -> Scene {
    let n_parts = |scene: &Scene| scene.groups.len() + scene.nodes.len() + scene.edges.len();
    let mut scene = Scene::default();
    for size in n_wanted / 10.. {
        scene = graph::network(size, 42);
        if n_parts(&scene) >= n_wanted {
            break;
        }
    }
    scene.edges.truncate(scene.edges.len() - (n_parts(&scene) - n_wanted));
    scene
}

/// The states that a part goes through.
const STATES: [State; 5] = [State::Normal, State::New, State::Hot, State::Denied, State::Dimmed];

/// Gives so many nodes and lines their next state, other ones in each frame.
fn change(scene: &mut Scene, frame: usize, n_nodes: usize, n_edges: usize) {
    let next = |state: State| {
        let at = STATES.iter().position(|it| *it == state).map_or(0, |at| at + 1);
        STATES[at % STATES.len()]
    };
    let (of_nodes, of_edges) = (scene.nodes.len(), scene.edges.len());
    for at in 0..n_nodes {
        let node = &mut scene.nodes[(frame * n_nodes + at) % of_nodes];
        node.state = next(node.state);
    }
    for at in 0..n_edges {
        let edge = &mut scene.edges[(frame * n_edges + at) % of_edges];
        edge.state = next(edge.state);
    }
}

fn main() {
    if cfg!(not(target_arch = "wasm32")) {
        let mut scene = scene(1_000);
        change(&mut scene, 0, 1, 1);
        println!("{} groups, {} nodes, {} lines", scene.groups.len(), scene.nodes.len(), scene.edges.len());
    }
}
