//! What the page can call. Scenes come in and layouts go out as plain bytes and numbers, as a page would do it.

use bayplan::diagram::{
    Along, Direction, Layout, Rect, SvgRole, View, drawing, followed, layout, legend, nearest, outline,
    reading_order, svg_from_drawing, wire,
};
use wasm_bindgen::prelude::wasm_bindgen;

/// The width of the container, in CSS pixels: a desktop's.
const WIDTH: i32 = 1440;

/// Width and height; four numbers for each group and each node; for each edge its net, the number of its points and
/// the points. This is what is timed.
#[wasm_bindgen]
pub fn positions(scene: &[u8]) -> Vec<i32> {
    let Some(scene) = wire::scene_from_bytes(scene) else { return Vec::new() };
    numbers(&layout(&scene, WIDTH))
}

/// The picture of a scene, if its words and its keys lead to anything. Nobody calls it: with it the module holds
/// all that a page can ask of diagrams, and its size is that of all of it.
#[wasm_bindgen]
pub fn picture(scene: &[u8], step: Option<usize>, from: &str) -> Option<String> {
    let scene = wire::scene_from_bytes(scene)?;
    let layout = layout(&scene, WIDTH);
    let drawing = drawing(&scene, &layout, View { selected: Some(from), step });
    let (words, samples) = (outline(&scene, step), legend(&scene));
    let reached = [
        nearest(&drawing, from, Direction::Right),
        followed(&scene, &drawing, from, Along::Forward, None).map(|it| it.1),
        reading_order(&scene, &layout, &drawing).first().copied(),
    ];
    let n = words.items.len() + words.connections.len() + samples.len() + reached.iter().flatten().count();
    (n > 0).then(|| svg_from_drawing(&drawing, SvgRole::Interactive))
}

fn numbers(layout: &Layout) -> Vec<i32> {
    let mut numbers = Vec::new();
    let mut add = |more: &[i32]| numbers.extend_from_slice(more);
    let count = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
    add(&[layout.width, layout.height]);
    for &Rect { x, y, w, h } in layout.groups.iter().chain(&layout.nodes) {
        add(&[x, y, w, h]);
    }
    for route in &layout.edges {
        add(&[i32::try_from(route.net).unwrap_or(i32::MAX), count(route.points.len())]);
        for point in &route.points {
            add(&[point.x, point.y]);
        }
    }
    numbers
}
