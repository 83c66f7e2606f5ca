//! The arenas of one layout: items, channels, lines, nets, each named by its index.

use std::ops::Range;

use super::Style;
use super::list::List;
use super::score::Candidate;
use crate::{Graph, Side, Thing};

pub(super) use super::{Px, Sum};

/// Far beyond every drawing.
pub(super) const FAR: Px = 1 << 28;

/// Lines whose ends come nearer than this need different tracks.
const MARGIN: Px = 6;

/// How often the channels may grow.
const MOST_PASSES: usize = 6;

/// The item that holds everything.
pub(super) const ROOT: usize = 0;

pub(super) const LEFT: usize = 0;
pub(super) const RIGHT: usize = 1;
pub(super) const TOP: usize = 2;
pub(super) const BOTTOM: usize = 3;
/// With a left or right side: through it, not to it.
pub(super) const GATE: usize = 4;

pub(super) fn px(n: usize) -> Px {
    Px::try_from(n).unwrap_or(FAR)
}

/// A length of a drawing that was computed wide.
pub(super) fn narrow(length: Sum) -> Px {
    Px::try_from(length).unwrap_or(FAR)
}

/// What may be more than a length.
pub(super) fn product(a: Px, b: Px) -> Sum {
    Sum::from(a) * Sum::from(b)
}

/// The mean, rounded half up.
pub(super) fn mean(sum: impl Into<Sum>, n: impl Into<Sum>) -> Px {
    quotient(sum.into(), n.into())
}

#[inline(never)]
fn quotient(sum: Sum, n: Sum) -> Px {
    narrow((2 * sum + n).div_euclid(2 * n.max(1)))
}

#[derive(Default)]
pub(super) struct Item {
    pub thing: Thing,
    pub is_leaf: bool,
    pub kids: List<usize>,
    pub parent: usize,
    pub depth: usize,
    pub w: Px,
    pub h: Px,
    /// Relative to the parent (`y`) or to its column (`x`).
    pub x: Px,
    pub y: Px,
    /// Shift of the columns inside a group that is wider than they are.
    pub ox: Px,
    pub left: Px,
    pub top: Px,
    /// The numbers of its columns, and of the first channel between them; the others follow.
    pub cols: Range<usize>,
    pub v: usize,
    /// Its lanes are stacked as rows.
    pub rows: bool,
    /// The last wire whose lowest common ancestor it is.
    pub inner: Option<usize>,
    pub inner_h: Px,
    /// The column and the shelf in which it stands, its place there and the last place there.
    pub col: usize,
    pub shelf: usize,
    pub k: usize,
    pub last: usize,
    pub bary: Sum,
    /// The lines that end at its sides or lead through them.
    pub ends: List<usize>,
}

impl Item {
    pub fn cx(&self) -> Px {
        self.left + self.w / 2
    }

    pub fn cy(&self) -> Px {
        self.top + self.h / 2
    }

    /// The first (left) or last (right) of its shelf.
    #[inline(never)]
    pub fn is_exposed(&self, side: usize) -> bool {
        if side == RIGHT { self.k == self.last } else { self.k == 0 }
    }
}

#[derive(Default)]
pub(super) struct Column {
    /// The numbers of its shelves, and of the first channel between them.
    pub shelves: Range<usize>,
    pub h: usize,
    /// The channel at its left; that at its right follows.
    pub v: usize,
    pub x: Px,
    pub w: Px,
    pub height: Px,
}

#[derive(Default)]
pub(super) struct Shelf {
    /// Where its items are in [`Arena::row`], and the number of the first channel between them.
    pub items: Range<usize>,
    pub g: usize,
    pub y: Px,
    pub h: Px,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum ChannelKind {
    /// Between columns.
    #[default]
    V,
    /// Between shelves.
    H,
    /// Between neighbors.
    G,
}

#[derive(Default)]
pub(super) struct Channel {
    pub kind: ChannelKind,
    pub group: usize,
    pub lines: List<usize>,
    pub tracks: Px,
    /// The most tracks that it ever had.
    pub most: Px,
    pub min: Px,
    /// The width it was given.
    pub used: Px,
    pub lo: Px,
    pub hi: Px,
    pub from: Px,
    pub to: Px,
    /// The first of its kind in its group or column, or the last.
    pub is_first: bool,
    pub is_last: bool,
}

impl Channel {
    /// Between the left or the right side of a group and what it holds.
    pub fn is_side(&self) -> bool {
        self.kind == ChannelKind::V && (self.is_first || self.is_last)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
    /// In a channel.
    Track(usize),
    /// At a side of an item, or through it.
    End(usize, usize),
}

impl Default for LineKind {
    fn default() -> Self {
        Self::Track(0)
    }
}

/// Where another line meets this one.
#[derive(Clone, Copy)]
pub(super) struct Pin {
    pub other: usize,
    pub reach: Reach,
    pub n: Px,
    /// Its place along this line, when the tracks are computed.
    pub at: Px,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Comes from the left or from above.
    Low,
    /// Comes from the right or from below.
    High,
    /// The line runs out of the channel at its low end.
    OutLow,
    /// The line runs out of the channel at its high end.
    OutHigh,
}

#[derive(Default)]
pub(super) struct Line {
    pub net: usize,
    pub kind: LineKind,
    pub is_vertical: bool,
    pub pos: Px,
    pub makes_u: bool,
    /// An edge ends with it.
    pub has_head: bool,
    /// The height at which its first edge would like it.
    pub want: Option<Px>,
    pub pins: List<Pin>,
    /// The interval of the pins.
    pub lo: Px,
    pub hi: Px,
    pub track: Px,
}

impl Line {
    pub fn is_straight(&self) -> bool {
        self.hi - self.lo < 1
    }

    /// Whether the two need different tracks: they have a part of the channel in common or nearly so.
    pub fn is_beside(&self, other: &Self) -> bool {
        self.lo - MARGIN <= other.hi && other.lo - MARGIN <= self.hi
    }

    /// Where lines meet it from one side.
    pub fn from(&self, reach: Reach) -> impl Iterator<Item = Px> {
        self.pins.iter().filter(move |pin| pin.reach == reach).map(|pin| pin.at)
    }
}

pub(super) struct Net {
    pub hub: usize,
    pub has_badge: bool,
    pub sum_x: Sum,
    pub sum_y: Sum,
    pub n: Px,
}

/// An edge that is drawn.
pub(super) struct Wire {
    pub edge: usize,
    pub a: usize,
    pub b: usize,
    pub net: usize,
    pub top: usize,
    pub side_a: usize,
    pub side_b: usize,
    pub side: Option<Side>,
    pub label_w: Px,
    pub path: List<usize>,
    /// The one before it with the same lowest common ancestor.
    pub next: Option<usize>,
}

pub(super) struct Arena {
    pub style: Style,
    /// The root, then the nodes, then the groups of the graph, and at last the one that is in no graph.
    pub items: List<Item>,
    /// Groups, children before parents; the root is the last.
    pub groups: List<usize>,
    pub cols: List<Column>,
    pub shelves: List<Shelf>,
    /// The items of all shelves, shelf by shelf.
    pub row: List<usize>,
    pub n_nodes: usize,
    pub n_groups: usize,
    pub wires: List<Wire>,
    pub nets: List<Net>,
    pub channels: List<Channel>,
    pub lines: List<Line>,
    /// Sum of the crossings in all channels, of the last computation.
    pub crossings: Sum,
    pub candidate: Candidate,
}

impl Arena {
    pub fn new(graph: &Graph, style: Style, folds: bool) -> Self {
        let mut arena = Self {
            style,
            items: List::new(),
            groups: List::new(),
            cols: List::new(),
            shelves: List::new(),
            row: List::new(),
            n_nodes: graph.nodes.len(),
            n_groups: graph.groups.len(),
            wires: List::new(),
            nets: List::new(),
            channels: List::new(),
            lines: List::new(),
            crossings: 0,
            candidate: Candidate::PLAIN,
        };
        arena.read(graph, folds);
        // What stands in the root stands in no group.
        if arena.items.iter().any(|it| it.depth > super::MOST_SPACIOUS + 1) {
            arena.style = arena.style.closer();
        }
        arena
    }

    /// By index in the graph.
    pub fn node_items(&self) -> &[Item] {
        &self.items[1..=self.n_nodes]
    }

    /// By index in the graph.
    pub fn group_items(&self) -> &[Item] {
        &self.items[1 + self.n_nodes..1 + self.n_nodes + self.n_groups]
    }

    pub fn root(&self) -> &Item {
        &self.items[ROOT]
    }

    /// How far the shape is from the one to aim for, in thousandths; 1000 is that one.
    pub fn stretch(&self) -> Px {
        let (w, h, aspect) = (self.root().w, self.root().h, self.style.aspect);
        let aspect = 100_000 * Sum::from(w.max(1)) / product(h.max(1), aspect).max(1);
        narrow(if aspect < 1000 { 1_000_000 / aspect.max(1) } else { aspect })
    }

    /// Columns and shelves for one candidate, as its things are written.
    pub fn start_shape(&mut self, candidate: Candidate, width: Px) {
        self.candidate = candidate;
        for item in &mut self.items {
            item.rows = false;
            item.bary = 0;
        }
        self.plan_and_measure(width);
    }

    /// The same in the order that their edges ask for, within a width when that can be, and the places that follow.
    pub fn finish_shape(&mut self, width: Px) {
        self.place();
        self.barycenters();
        self.plan_and_measure(width);
        // Too wide: lanes become rows, parents first.
        for g in (0..self.groups.len()).rev() {
            let group = self.groups[g];
            if self.root().w > width && self.items[group].cols.len() > 1 {
                self.items[group].rows = true;
                self.plan_and_measure(width);
            }
        }
        self.place();
    }

    /// Routes, their tracks, and the room for them.
    pub fn draw_lines(&mut self) {
        self.route_all();
        self.track();
        // Room for the lines moves things, which may ask for more lines side by side. No channel ever gets narrower, so
        // this ends.
        for _ in 0..MOST_PASSES {
            self.measure(ROOT, None);
            self.place();
            self.track();
            if !self.is_crowded() {
                break;
            }
        }
        if self.crossings >= super::track::CLASH {
            self.part_lines();
        }
    }

    /// Some lines are nearer to one another than can be told apart.
    fn is_crowded(&self) -> bool {
        self.channels.iter().any(|it| it.tracks > 0 && (it.hi - it.lo) / (it.tracks + 1) < super::MIN_PITCH)
    }

    #[inline(never)]
    fn plan_and_measure(&mut self, width: Px) {
        self.channels = List::new();
        self.cols = List::new();
        self.shelves = List::new();
        self.row = List::new();
        self.measure(ROOT, Some(width));
    }
}
