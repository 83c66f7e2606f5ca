//! The networks as files, which the page fetches: so its module holds nothing but diagrams.

use std::{fs, io, path::Path};

use bayplan::diagram::{Scene, wire};

use crate::graph;

/// Groups and nodes.
const SIZES: [usize; 4] = [30, 100, 500, 2_000];
const SEEDS: [u32; 4] = [42, 1, 2, 3];

/// Writes each network as `SIZE-SEED.scene`, the bytes of its scene as a page would keep them, and its ids as
/// `SIZE-SEED.names`.
///
/// # Errors
///
/// When a file cannot be written.
pub fn write(folder: &Path) -> io::Result<()> {
    for size in SIZES {
        for seed in SEEDS {
            let scene = graph::network(size, seed);
            fs::write(folder.join(format!("{size}-{seed}.scene")), wire::bytes_from_scene(&scene))?;
            fs::write(folder.join(format!("{size}-{seed}.names")), names(&scene))?;
        }
    }
    Ok(())
}

/// The ids of a scene for those who cannot read it, line by line: `group ID PARENT`, `node ID PARENT`, `edge ID FROM TO`;
/// in the order of the numbers that the module gives.
fn names(scene: &Scene) -> String {
    let mut text = String::new();
    let mut line = |words: [&str; 4]| text.push_str(&(words.join(" ") + "\n"));
    for group in &scene.groups {
        line(["group", &group.id, group.parent.as_deref().unwrap_or(""), ""]);
    }
    for node in &scene.nodes {
        line(["node", &node.id, node.parent.as_deref().unwrap_or(""), ""]);
    }
    for edge in &scene.edges {
        line(["edge", &edge.id, &edge.from, &edge.to]);
    }
    text
}
