//! Sizes, children before parents, and the places of children relative to their group.

use super::arena::{Arena, Column, Px, ROOT, px};
use super::list::List;
use super::{MIN_PITCH, Style};
use crate::{Flow, Lane, RowClass};

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
            if self.items[kid].is_leaf {
                self.items[kid].w = self.items[kid].need_w;
                self.items[kid].h = self.items[kid].need_h;
            } else {
                self.measure(kid, inside);
            }
        }
        if let Some(inside) = inside {
            self.plan(group, inside);
        }
        let mut cols = std::mem::take(&mut self.items[group].cols);
        let (width, height) = self.measure_columns(group, &mut cols);
        let header = self.items[group].header;
        let is_root = group == ROOT;
        let head_w = if is_root { 0 } else { self.items[group].head_w };
        let foot = if is_root { 0 } else { pad };
        let item = &mut self.items[group];
        item.inner_h = height;
        item.w = width;
        item.ox = 0;
        item.h = header + height + foot;
        self.align(group, &mut cols);
        for (at, col) in cols.iter_mut().enumerate() {
            for (s, shelf) in col.shelves.iter().enumerate() {
                for (k, &it) in shelf.items.iter().enumerate() {
                    let boxed = self.items[group].is_box;
                    let item = &mut self.items[it];
                    (item.col, item.shelf, item.k, item.last) = (at, s, k, shelf.items.len() - 1);
                    item.y = header + shelf.y;
                    if item.is_leaf && !boxed {
                        item.y += (shelf.h - item.h) / 2;
                    } else if item.row != RowClass::Foot {
                        item.h = item.h.max(shelf.h);
                    }
                }
            }
        }
        self.items[group].cols = cols;
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
            _ if self.items[group].header == 0 => 0,
            _ if self.items[group].is_box => 10,
            _ => self.style.pad,
        }
    }

    /// Width and height of what stands inside a group, with the padding at its sides.
    fn measure_columns(&mut self, group: usize, cols: &mut [Column]) -> (Px, Px) {
        if !self.items[group].is_box {
            self.equalize(cols);
        }
        let n = cols.len();
        let v = self.items[group].v;
        let pad = self.pad(group);
        let (mut x, mut height) = (0, 0);
        for (at, col) in cols.iter_mut().enumerate() {
            x += self.use_channel(v + at, if at == 0 { pad } else { self.style.chan });
            col.x = x;
            let mut y = 0;
            col.w = 0;
            for s in 0..col.shelves.len() {
                y += self.use_channel(col.h + s, if s == 0 { 0 } else { self.shelf_gap(group, col, s) });
                let shelf = &mut col.shelves[s];
                let gap = self.neighbor_gap(group);
                let (mut w, mut h) = (0, 0);
                for (k, &it) in shelf.items.iter().enumerate() {
                    w += self.use_channel(shelf.g + k, if k == 0 { 0 } else { gap }) + self.items[it].w;
                    h = h.max(self.items[it].h);
                }
                w += self.use_channel(shelf.g + shelf.items.len(), 0);
                (shelf.w, shelf.h, shelf.y) = (w, h, y);
                y += h;
                col.w = col.w.max(w);
            }
            y += self.use_channel(col.h + col.shelves.len(), 0);
            col.height = y;
            x += col.w;
            height = height.max(y);
        }
        if n > 0 {
            x += self.use_channel(v + n, pad);
        }
        (x, height)
    }

    fn neighbor_gap(&self, group: usize) -> Px {
        let item = &self.items[group];
        match (item.is_box, item.rows, item.flow) {
            (true, _, _) => BOX_GAP,
            (false, true, _) => self.style.chan,
            (false, false, Flow::Auto | Flow::Row | Flow::Column) => self.style.gap,
        }
    }

    fn shelf_gap(&self, group: usize, col: &Column, s: usize) -> Px {
        let (above, below) = (&col.shelves[s - 1].items, &col.shelves[s].items);
        if self.items[group].is_box {
            let same = self.items[above[0]].row == self.items[below[0]].row;
            let foot = self.items[below[0]].row == RowClass::Foot;
            return if same || foot { BOX_GAP } else { BOX_BREAK };
        }
        let tags = below.iter().any(|&it| self.items[it].has_tag && self.items[it].is_leaf);
        let mixed = self.items[above[0]].is_leaf != self.items[below[0]].is_leaf;
        let gap = if self.items[group].rows || mixed { self.style.chan + 4 } else { self.style.gap };
        if tags { gap.max(22) } else { gap }
    }

    /// In a stack, leaves share a width; in a grid of groups, all are as wide as the widest when that costs little.
    fn equalize(&mut self, cols: &[Column]) {
        for col in cols {
            let mut alike: List<usize> = List::new();
            for shelf in &col.shelves {
                alike.extend(&*shelf.items);
            }
            let n = alike.len();
            let is_stack = n == col.shelves.len();
            alike.retain(|&it| if is_stack { self.items[it].is_leaf } else { self.takes_spare(it, false) });
            let widest = alike.iter().map(|&it| self.items[it].w).max().unwrap_or(0);
            let is_near = |&it: &usize| self.items[it].w + GRID_SLACK >= widest;
            if is_stack || (alike.len() == n && alike.iter().all(is_near)) {
                for it in alike {
                    self.widen(it, widest - self.items[it].w);
                }
            }
        }
    }

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
        let mut cols = std::mem::take(&mut self.items[group].cols);
        let is_box = self.items[group].is_box;
        let rows = self.items[group].rows;
        for col in &mut cols {
            let (col_w, n_shelves) = (col.w, col.shelves.len());
            let longest = col.shelves.iter().map(|shelf| shelf.items.len()).max().unwrap_or(0);
            let is_stack = longest <= 1;
            let mut place = 0;
            for shelf in &mut col.shelves {
                let gaps: Px =
                    self.channels[shelf.g..=shelf.g + shelf.items.len()].iter().map(|it| it.used).sum();
                let mut shelf_w = gaps + shelf.items.iter().map(|&it| self.items[it].w).sum::<Px>();
                let n = shelf.items.iter().filter(|&&it| self.takes_spare(it, is_box)).count();
                let spare = col_w - shelf_w;
                if spare > 0 && n > 0 && (is_box || shelf.items.len() == longest || rows) {
                    let (n, mut k) = (px(n), 0);
                    for &it in &shelf.items {
                        if self.takes_spare(it, is_box) {
                            self.widen(it, spare / n + Px::from(k < spare % n));
                            place = if k == 0 { self.items[it].w } else { place };
                            k += 1;
                        }
                    }
                    shelf_w = col_w;
                } else if n == shelf.items.len() && !is_box {
                    // A last row with fewer of them: as wide as those above.
                    let wished: Px = shelf.items.iter().map(|&it| self.items[it].w.max(place)).sum();
                    if gaps + wished <= col_w {
                        for &it in &shelf.items {
                            let missing = place - self.items[it].w;
                            self.widen(it, missing.max(0));
                        }
                    }
                }
                let centered = is_stack || rows || n_shelves == 1;
                let mut x = if centered { (col_w - shelf_w) / 2 } else { 0 };
                for (k, &it) in shelf.items.iter().enumerate() {
                    x += self.channels[shelf.g + k].used;
                    self.items[it].x = x;
                    x += self.items[it].w;
                }
                shelf.w = shelf_w;
            }
        }
        self.items[group].cols = cols;
    }

    fn takes_spare(&self, it: usize, is_box: bool) -> bool {
        let item = &self.items[it];
        if item.is_leaf { is_box && item.stretches } else { item.lane == Lane::Compute }
    }

    /// Makes an item wider; what it holds follows when it is one column, else stays in the middle.
    fn widen(&mut self, it: usize, by: Px) {
        self.items[it].w += by;
        if self.items[it].is_leaf || by == 0 {
            return;
        }
        if self.items[it].cols.len() == 1 {
            self.items[it].cols[0].w += by;
            self.spread_rows(it);
        } else {
            self.items[it].ox += by / 2;
        }
    }
}
