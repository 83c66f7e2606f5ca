//! Positions for a graph of things in things: containment first, then lanes, then lines in the gutters.
//!
//! A group is **columns** (one a lane) of **shelves** (rows) of children. What lies between is a **channel**: V between
//! columns, H between the shelves of a column, G between neighbors in a shelf. An edge is a list of lines,
//! alternately horizontal and vertical, each in a channel, or a short **port** line at its end, or a **gate** through
//! the left or right side of a group. Groups are entered only below their header, so no line can touch a node or a
//! header: by construction, not by search. Edges that share an end and a kind form one **net**, which has one line a
//! channel: the trunk. Tracks are counted, gutters widened to hold them, positions computed again.
//!
//! Same graph, same width, same layout, on every machine: integers only, ties end in the written order. Nothing here knows
//! what a thing is called or drawn like. It is a package of its own so that it alone is compiled for speed and size, not for
//! size alone.
//! Start reading at [`Graph`], then [`layout`].

#![allow(
    clippy::many_single_char_names,
    clippy::similar_names,
    reason = "geometry reads best with x, y, w, h, and a shelf is no shell"
)]

mod align;
mod arena;
mod gate;
mod graph;
pub mod list;
mod measure;
pub mod order;
mod part;
mod place;
mod plan;
mod points;
mod route;
mod score;
mod track;
mod tree;

use serde::{Deserialize, Serialize};

use arena::Arena;
pub use graph::{Flow, Graph, Lane, Link, RowClass, Side, Thing};
use score::Candidate;

/// A length or a position, in the drawing's units. Sums and products of many are [`Sum`]s.
pub type Px = i32;

/// What sums and products of lengths are computed in.
type Sum = i64;

/// How much room the drawing has, which also picks the length of labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WidthClass {
    /// Below 480 px: phones, and panels side by side.
    Narrow,
    /// 480 to 639 px: embeds.
    Compact,
    /// From 640 px.
    #[default]
    Wide,
}

impl WidthClass {
    /// The class of a container of this width in CSS pixels.
    pub const fn of(width: i32) -> Self {
        match width {
            ..480 => Self::Narrow,
            480..640 => Self::Compact,
            640.. => Self::Wide,
        }
    }
}

/// A box, in the drawing's units (one CSS pixel at full size), from its top left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rect {
    /// Left.
    pub x: i32,
    /// Top.
    pub y: i32,
    /// Width.
    pub w: i32,
    /// Height.
    pub h: i32,
}

impl Rect {
    /// The right side.
    pub const fn right(self) -> i32 {
        self.x + self.w
    }

    /// The bottom side.
    pub const fn bottom(self) -> i32 {
        self.y + self.h
    }

    /// The same box, larger by `by` on every side.
    #[must_use]
    pub const fn grown(self, by: i32) -> Self {
        Self { x: self.x - by, y: self.y - by, w: self.w + 2 * by, h: self.h + 2 * by }
    }

    /// Whether the two share any area.
    pub const fn overlaps(self, other: Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }
}

/// A point, in the drawing's units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// To the right.
    pub x: i32,
    /// Down.
    pub y: i32,
}

/// The way of one edge.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// From the start to the end, corner by corner; empty when containment already says it.
    pub points: Vec<Point>,
    /// Edges of one net share lines.
    pub net: u32,
    /// The edges of the net part at the end rather than at the start, so its lines are drawn from the end.
    pub hub_at_end: bool,
    /// Where the pill stands; without room for it the legend has to do.
    pub label: Option<Rect>,
}

/// A group or a node of a graph, by its index there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartRef {
    /// By index in [`Graph::groups`].
    Group(u32),
    /// By index in [`Graph::nodes`].
    Node(u32),
}

/// Where everything stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// The class of the width it was made for.
    pub class: WidthClass,
    /// The width of the drawing.
    pub width: i32,
    /// The height of the drawing.
    pub height: i32,
    /// By index in [`Graph::groups`].
    pub groups: Vec<Rect>,
    /// By index in [`Graph::nodes`].
    pub nodes: Vec<Rect>,
    /// By index in [`Graph::links`].
    pub edges: Vec<Route>,
    /// A group before what it holds, else column by column and row by row, as one reads.
    pub reading: Vec<PartRef>,
}

/// The distances of one width class.
#[derive(Clone, Copy)]
struct Style {
    class: WidthClass,
    /// Inside a group, at its left, right and bottom.
    pad: Px,
    /// Between shelves and between neighbors.
    gap: Px,
    /// Between columns.
    chan: Px,
    /// Between parallel lines.
    pitch: Px,
    /// The aspect to aim for, in percent.
    aspect: Px,
    max_w: Px,
    /// Lines at the sides of a group keep less room.
    is_close: bool,
}

/// Never closer than this, in pixels.
const MIN_PITCH: Px = 3;

/// Groups in one another. With more of them the drawing stands closer together: each costs room on all sides, which a
/// picture that is shown whole would take from its words.
const MOST_SPACIOUS: usize = 3;

impl Style {
    fn of(available_width: i32, width: i32) -> Self {
        let class = WidthClass::of(available_width);
        let max_w = width.max(200) - 2 * points::MARGIN_X;
        let spacious = |pad, chan, aspect| Self {
            class,
            pad,
            gap: pad,
            chan,
            pitch: pad,
            aspect,
            max_w,
            is_close: false,
        };
        match class {
            WidthClass::Narrow => spacious(10, 24, 60).closer(),
            WidthClass::Compact => spacious(12, 30, 90),
            WidthClass::Wide => spacious(14, 34, 150),
        }
    }

    /// Things and lines as close together as they can be read.
    fn closer(self) -> Self {
        Self { pad: 10, gap: 8, chan: 24, pitch: 10, is_close: true, ..self }
    }
}

/// More nodes than this are not made to fit the container: one zooms and pans in them.
const MANY: usize = 40;
/// Graphs with fewer nodes than this are worth more tries.
const FEW: usize = 20;
/// Any width.
const UNBOUNDED: i32 = 1 << 28;

/// Lays the graph out for a container of `available_width` CSS pixels.
///
/// The drawing is as wide as the container whenever it can be; a graph that cannot be made narrow enough, has more than 40
/// nodes, or would be more than twice as high as wide on a desktop, is wider than its container.
pub fn layout(graph: &Graph, available_width: i32) -> Layout {
    let plain = Way { graph, available_width, folds: false };
    if graph.nodes.len() > MANY {
        return plain.within(UNBOUNDED);
    }
    if WidthClass::of(available_width) == WidthClass::Wide {
        let best = plain.within(available_width);
        return if best.height > 2 * best.width { plain.within(UNBOUNDED) } else { best };
    }
    let best = plain.a_little_wider();
    let is_loose_in = |lane| {
        let mut things = graph.nodes.iter().chain(&graph.groups);
        things.any(|it| it.parent.is_none() && it.lane == lane)
    };
    if !is_loose_in(Lane::Role) || !is_loose_in(Lane::Service) {
        return best;
    }
    let folded = Way { folds: true, ..plain }.a_little_wider();
    if folded.is_shorter(7, 8, &best, available_width) || folded.is_calmer(&best) { folded } else { best }
}

/// How a graph is laid out for a container.
struct Way<'a> {
    graph: &'a Graph,
    available_width: i32,
    /// What stands after the compute lane stands below it, lane beside lane, in place of lane below lane: worth it when
    /// the drawing or its lines become much shorter.
    folds: bool,
}

impl Way<'_> {
    /// A little more room, scaled down a little, but text stays above 11 px: worth it when the drawing becomes much shorter.
    fn a_little_wider(&self) -> Layout {
        let mut best = self.within(self.available_width);
        for percent in [104, 108, 112] {
            let width = self.available_width * percent / 100;
            let wider = self.within(width);
            if wider.width <= width && wider.is_shorter(3, 4, &best, self.available_width) {
                best = wider;
            }
        }
        best
    }

    /// The best layout within this width.
    fn within(&self, width: i32) -> Layout {
        let style = Style::of(self.available_width, width);
        let mut arena = Arena::new(self.graph, style, self.folds);
        let mut search =
            Search { way: self, least: Sum::MAX, best: Candidate::PLAIN, layout: Layout::default() };
        let is_large = self.graph.nodes.len() > MANY;
        for &ratio in score::ratios(&mut arena) {
            for stacks_blocks in [true, false] {
                if !(is_large && stacks_blocks) {
                    search.try_out(&mut arena, Candidate { ratio, balances: false, stacks_blocks });
                }
            }
        }
        // What is best when things stand straight beside one another may be better still when they stand in the middle.
        if !is_large {
            let candidate = Candidate { balances: true, ..search.best };
            search.try_out(&mut arena, candidate);
        }
        search.layout
    }
}

impl Layout {
    /// Whether its lines are less than 7/8 as long as those of another one.
    fn is_calmer(&self, other: &Self) -> bool {
        8 * self.length() < 7 * other.length()
    }

    /// The length of all lines.
    fn length(&self) -> i32 {
        let of =
            |route: &Route| route.points.windows(2).map(|ends| points::length(ends[0], ends[1])).sum::<i32>();
        self.edges.iter().map(of).sum()
    }

    /// Whether it is less than `part` of `whole` as high as another one, both as wide as the room.
    fn is_shorter(&self, part: Sum, whole: Sum, other: &Self, available_width: i32) -> bool {
        let shown = |it: &Self| arena::product(it.height, available_width) / Sum::from(it.width.max(1));
        whole * shown(self) < part * shown(other)
    }
}

/// The best layout so far.
struct Search<'a> {
    way: &'a Way<'a>,
    least: Sum,
    best: Candidate,
    layout: Layout,
}

impl Search<'_> {
    fn try_out(&mut self, arena: &mut Arena, candidate: Candidate) {
        let mut width = arena.style.max_w;
        // Gutters that grew past the width: plan narrower.
        for _ in 0..4 {
            arena.start_shape(candidate, width);
            arena.finish_shape(width);
            arena.draw_lines();
            let mut layout = arena.finished(self.way.graph, self.way.available_width);
            let score = score::score(arena, layout.length());
            if score < self.least {
                arena.set_labels(&mut layout);
                (self.least, self.best, self.layout) = (score, candidate, layout);
            }
            let excess = arena.root().w - arena.style.max_w;
            if excess <= 0 {
                break;
            }
            width -= excess;
        }
    }
}
