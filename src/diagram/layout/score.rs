//! Which of several layouts is the best.

use super::arena::{Arena, Candidate, Px, px};

/// The tries, counted and never timed: the same scene gets the same picture on every machine.
pub(super) fn candidates(n_nodes: usize) -> Vec<Candidate> {
    let ratios: &[Px] = match n_nodes {
        ..=60 => &[20, 100, 400],
        61..=250 => &[50, 200],
        251.. => &[100],
    };
    let both: &[bool] = if n_nodes <= 120 { &[true, false] } else { &[true] };
    let mut tries = Vec::new();
    for &ratio in ratios {
        tries.extend(both.iter().map(|&loose_last| Candidate { ratio, loose_last }));
    }
    tries
}

/// Short lines, few crossings, a pleasant shape, and above all not wider than the room. Less is better.
pub(super) fn score(arena: &Arena) -> Px {
    let length: Px = (0..arena.wires.len()).map(|wire| arena.length(wire)).sum();
    let (w, h) = (arena.root().w.max(1), arena.root().h.max(1));
    let aspect = 100_000 * w / h / arena.style.aspect;
    let stretch = if aspect < 1000 { 1_000_000 / aspect.max(1) } else { aspect };
    let length = length.max(px(arena.node_items.len()) * 10);
    let shape = 3 * length * (thousandths_of_ln(stretch) - 600).max(0) / 1000;
    let excess = if w > arena.style.max_w { 1_000_000 + 1000 * (w - arena.style.max_w) } else { 0 };
    let (crossings, clashes) = (arena.crossings % 1_000_000, arena.crossings / 1_000_000);
    length + 150 * crossings + 2000 * clashes + shape + excess
}

/// The natural logarithm of a ratio from 1 on, both in thousandths; good to one percent.
fn thousandths_of_ln(ratio: Px) -> Px {
    let (mut ratio, mut ln) = (ratio, 0);
    while ratio > 2000 {
        ratio /= 2;
        ln += 693;
    }
    let over = ratio - 1000;
    ln + over - 307 * over / 1000 * over / 1000
}
