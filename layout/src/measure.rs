//! Sizes, children before parents, and the places of children relative to their group.

use std::ops::Range;

use super::arena::{Arena, Item, Px, ROOT, px};
use super::{MIN_PITCH, Style};
use crate::{Lane, RowClass, Thing};

/// A tall stack of different things in a box breathes a little more than a row of equals.
const BOX_GAP: Px = 8;
const BOX_BREAK: Px = 14;
/// Groups of a grid that differ by no more than this become equal.
const GRID_SLACK: Px = 16;

impl Arena {
    /// Measures a group and all in it. `Some(room)` plans columns and shelves anew for that width; `None` keeps them
    /// and only gives the channels the room that their lines need by now.
    pub(super) fn measure(&mut self, group: usize, room: Option<Px>) {
        let pad = self.pad(group);
        let inside = room.map(|room| room - 2 * if group == ROOT { self.style.pitch } else { pad });
        for k in 0..self.items[group].kids.len() {
            let kid = self.items[group].kids[k];
            let item = &mut self.items[kid];
            if item.is_leaf {
                (item.w, item.h) = (item.thing.w, item.thing.h);
            } else {
                self.measure(kid, inside);
            }
        }
        if let Some(inside) = inside {
            self.plan(group, inside);
        }
        let (width, height) = self.measure_columns(group);
        let is_root = group == ROOT;
        let item = &mut self.items[group];
        let Thing { w: head_w, h: header, is_box, .. } = item.thing;
        item.inner_h = height;
        item.w = width;
        item.ox = 0;
        item.h = header + height + if is_root { 0 } else { pad };
        self.align(group);
        for k in 0..self.items[group].kids.len() {
            let kid = self.items[group].kids[k];
            let item = &mut self.items[kid];
            let shelf = &self.shelves[item.shelf];
            item.y = header + shelf.y;
            if item.is_leaf && !is_box {
                item.y += (shelf.h - item.h) / 2;
            } else if item.thing.row != RowClass::Foot {
                item.h = item.h.max(shelf.h);
            }
        }
        self.spread_rows(group);
        let width = self.items[group].w;
        let missing = if !is_root {
            head_w - width
        } else if 5 * width >= 4 * self.style.max_w && self.items[ROOT].cols.len() == 1 {
            // What nearly fills its place fills it, so that panels side by side are equal.
            self.style.max_w - width
        } else {
            0
        };
        if missing > 0 {
            self.widen(group, missing);
        }
    }

    pub(super) fn pad(&self, group: usize) -> Px {
        match group {
            ROOT => 0,
            // A group that is not drawn.
            _ if self.items[group].thing.h == 0 => 0,
            _ if self.items[group].thing.is_box => 10,
            _ => self.style.pad,
        }
    }

    /// Width and height of what stands inside a group, with the padding at its sides.
    fn measure_columns(&mut self, group: usize) -> (Px, Px) {
        let cols = self.items[group].cols.clone();
        if !self.items[group].thing.is_box {
            self.equalize(cols.clone());
        }
        let n = cols.len();
        let v = self.items[group].v;
        let pad = self.pad(group);
        let gap = self.neighbor_gap(group);
        let (mut x, mut height, mut between) = (0, 0, pad);
        for (c, v) in cols.zip(v..) {
            x += self.use_channel(v, between);
            between = self.style.chan;
            let (h, shelves) = (self.cols[c].h, self.cols[c].shelves.clone());
            let (mut y, mut col_w, last) = (0, 0, h + shelves.len());
            for (s, h) in shelves.clone().zip(h..) {
                y += self.use_channel(h, if s == shelves.start { 0 } else { self.shelf_gap(group, s) });
                let (g, items) = (self.shelves[s].g, self.shelves[s].items.clone());
                let (mut shelf_w, mut shelf_h, last) = (0, 0, g + items.len());
                let mut between = 0;
                for (at, g) in items.zip(g..) {
                    let it = self.row[at];
                    shelf_w += self.use_channel(g, between) + self.items[it].w;
                    between = gap;
                    shelf_h = shelf_h.max(self.items[it].h);
                }
                shelf_w += self.use_channel(last, 0);
                (self.shelves[s].h, self.shelves[s].y) = (shelf_h, y);
                y += shelf_h;
                col_w = col_w.max(shelf_w);
            }
            y += self.use_channel(last, 0);
            let col = &mut self.cols[c];
            (col.x, col.w, col.height) = (x, col_w, y);
            x += col_w;
            height = height.max(y);
        }
        if n > 0 {
            x += self.use_channel(v + n, pad);
        }
        (x, height)
    }

    fn neighbor_gap(&self, group: usize) -> Px {
        let item = &self.items[group];
        match (item.thing.is_box, item.rows) {
            (true, _) => BOX_GAP,
            (false, true) => self.style.chan,
            (false, false) => self.style.gap,
        }
    }

    /// Above a shelf that is not the first.
    fn shelf_gap(&self, group: usize, shelf: usize) -> Px {
        let [last, first] = [shelf - 1, shelf].map(|it| &self.items[self.row[self.shelves[it].items.start]]);
        if self.items[group].thing.is_box {
            let same = last.thing.row == first.thing.row;
            let foot = first.thing.row == RowClass::Foot;
            return if same || foot { BOX_GAP } else { BOX_BREAK };
        }
        let below = &self.row[self.shelves[shelf].items.clone()];
        let tags = below.iter().any(|&it| self.items[it].thing.has_tag && self.items[it].is_leaf);
        let mixed = last.is_leaf != first.is_leaf;
        let gap = if self.items[group].rows || mixed { self.style.chan + 4 } else { self.style.gap };
        if tags { gap.max(22) } else { gap }
    }

    /// In a stack, leaves share a width; in a grid of groups, all are as wide as the widest when that costs little.
    fn equalize(&mut self, cols: Range<usize>) {
        for col in cols {
            let shelves = self.cols[col].shelves.clone();
            let items = self.shelves[shelves.start].items.start..self.shelves[shelves.end - 1].items.end;
            let is_stack = items.len() == shelves.len();
            let counts =
                |it: usize| if is_stack { self.items[it].is_leaf } else { self.takes_spare(it, false) };
            let (mut widest, mut least, mut all) = (0, Px::MAX, true);
            for &it in &self.row[items.clone()] {
                if counts(it) {
                    let w = self.items[it].w;
                    (widest, least) = (widest.max(w), least.min(w));
                } else {
                    all = false;
                }
            }
            if is_stack || (all && least + GRID_SLACK >= widest) {
                for at in items {
                    let it = self.row[at];
                    if is_stack && !self.items[it].is_leaf {
                        continue;
                    }
                    self.widen(it, widest - self.items[it].w);
                }
            }
        }
    }

    // Inlined, it would stand at many places.
    #[inline(never)]
    fn use_channel(&mut self, channel: usize, base: Px) -> Px {
        let used = self.need(channel, base);
        self.channels[channel].used = used;
        used
    }

    /// The width that a channel needs for its tracks.
    #[inline(never)]
    pub(super) fn need(&self, channel: usize, base: Px) -> Px {
        let it = &self.channels[channel];
        let Style { pitch, .. } = self.style;
        let pitch = match it.most {
            ..=10 => pitch,
            11..=24 => (pitch - 2).max(MIN_PITCH + 2),
            25.. => (pitch - 4).max(MIN_PITCH + 1),
        };
        // At the rim of the drawing nothing stands on the other side of the lines.
        let is_rim = it.is_side() && it.group == ROOT;
        let is_tight = it.is_side() && self.style.is_close;
        let lanes = match it.most {
            0 => 0,
            n if is_rim => n * pitch,
            n if is_tight => n * pitch + 4,
            n => (n + 1) * pitch,
        };
        base.max(it.min).max(lanes)
    }

    /// Gives the spare width of each row to those of its items that stretch, and places the items of the row.
    pub(super) fn spread_rows(&mut self, group: usize) {
        let Item { rows, thing: Thing { is_box, .. }, .. } = self.items[group];
        for c in self.items[group].cols.clone() {
            let (col_w, shelves) = (self.cols[c].w, self.cols[c].shelves.clone());
            let n_shelves = shelves.len();
            let longest =
                self.shelves[shelves.clone()].iter().map(|shelf| shelf.items.len()).max().unwrap_or(0);
            let is_stack = longest <= 1;
            let mut place = 0;
            for s in shelves {
                let (g, items) = (self.shelves[s].g, self.shelves[s].items.clone());
                let gaps: Px = self.channels[g..=g + items.len()].iter().map(|it| it.used).sum();
                let (mut shelf_w, mut wished, mut n) = (gaps, gaps, 0);
                for &it in &self.row[items.clone()] {
                    shelf_w += self.items[it].w;
                    wished += self.items[it].w.max(place);
                    n += Px::from(self.takes_spare(it, is_box));
                }
                let spare = col_w - shelf_w;
                if spare > 0 && n > 0 && (is_box || items.len() == longest || rows) {
                    let mut k = 0;
                    for at in items.clone() {
                        let it = self.row[at];
                        if self.takes_spare(it, is_box) {
                            self.widen(it, spare / n + Px::from(k < spare % n));
                            place = if k == 0 { self.items[it].w } else { place };
                            k += 1;
                        }
                    }
                    shelf_w = col_w;
                } else if n == px(items.len()) && !is_box && wished <= col_w {
                    // A last row with fewer of them: as wide as those above.
                    for at in items.clone() {
                        let it = self.row[at];
                        let missing = place - self.items[it].w;
                        self.widen(it, missing.max(0));
                    }
                }
                let centered = is_stack || rows || n_shelves == 1;
                let mut x = if centered { (col_w - shelf_w) / 2 } else { 0 };
                for (at, g) in items.zip(g..) {
                    let item = &mut self.items[self.row[at]];
                    x += self.channels[g].used;
                    item.x = x;
                    x += item.w;
                }
            }
        }
    }

    fn takes_spare(&self, it: usize, is_box: bool) -> bool {
        let item = &self.items[it];
        if item.is_leaf { is_box && item.thing.stretches } else { item.thing.lane == Lane::Compute }
    }

    /// Makes an item wider; what it holds follows when it is one column, else stays in the middle.
    fn widen(&mut self, it: usize, by: Px) {
        let item = &mut self.items[it];
        item.w += by;
        if item.is_leaf || by == 0 {
            return;
        }
        if item.cols.len() == 1 {
            let col = item.cols.start;
            self.cols[col].w += by;
            self.spread_rows(it);
        } else {
            item.ox += by / 2;
        }
    }
}
