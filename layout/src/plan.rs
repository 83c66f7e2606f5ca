//! Columns and shelves of a group.

use super::arena::{Arena, Channel, ChannelKind, Column, FAR, Px, Shelf, Sum, mean, product};
use super::list::List;
use crate::order::{Key, key, sorted, sorted_keys, with_first};
use crate::{Flow, Lane, RowClass, Thing};

impl Arena {
    /// Gives every group its columns and shelves for the sizes that its children have now.
    pub(super) fn plan(&mut self, group: usize, avail: Px) {
        let kids = self.sorted_kids(group);
        let first = self.cols.len();
        let rows = self.items[group].rows;
        let flow = self.items[group].thing.flow;
        let lane_of = |arena: &Self, at: usize| arena.items[kids[at]].thing.lane;
        let mut next = 0;
        while next < kids.len() {
            let from = next;
            while next < kids.len() && lane_of(self, next) == lane_of(self, from) {
                next += 1;
            }
            let lane = &kids[from..next];
            let is_compute = lane_of(self, from) == Lane::Compute;
            let width = match flow {
                Flow::Row => avail,
                Flow::Auto if rows => avail,
                Flow::Auto if is_compute && lane.len() > 1 => self.wrap_width(lane, avail),
                Flow::Auto | Flow::Column => 1,
            };
            let from = self.shelves.len();
            let is_box = self.items[group].thing.is_box;
            let width = if is_box { avail } else { width };
            let gap = if rows && !is_box { self.style.chan } else { self.style.gap };
            self.pack(lane, flow, is_box, width, gap);
            if !rows || self.cols.len() == first {
                self.cols.push(Column { shelves: from..from, ..Column::default() });
            }
            let at = self.cols.len() - 1;
            self.cols[at].shelves.end = self.shelves.len();
        }
        self.items[group].cols = first..self.cols.len();
        self.make_channels(group);
    }

    /// By lane, then by hint, then by the height of their neighbors, else as written.
    fn sorted_kids(&self, group: usize) -> List<usize> {
        sorted(&self.items[group].kids, |kid| {
            let item = &self.items[kid];
            let lane = Sum::from(item.thing.lane as u8);
            ((lane << 32) + Sum::from(item.thing.order.unwrap_or(0)), item.bary)
        })
    }

    /// A width that gives the lane a pleasant shape.
    fn wrap_width(&self, lane: &[usize], avail: Px) -> Px {
        let gap = self.style.gap;
        let area = |it: usize| product(self.items[it].w + gap, self.items[it].h + gap);
        let area: Sum = lane.iter().map(|&it| area(it)).sum();
        let widest = lane.iter().map(|&it| self.items[it].w).max().unwrap_or(0);
        widest.max(avail.min(side_of_square(area * Sum::from(self.candidate.ratio) / 100)))
    }

    /// In a box, blocks share rows and everything else has a row of its own.
    fn pack(&mut self, lane: &[usize], flow: Flow, is_box: bool, width: Px, gap: Px) {
        let first = self.shelves.len();
        let mut used = 0;
        let is_block = |it: &&usize| {
            let thing = &self.items[**it].thing;
            thing.row == RowClass::Blocks && !thing.is_text
        };
        let n_blocks = lane.iter().filter(is_block).count();
        let most = if self.candidate.stacks_blocks && n_blocks > 2 { 1 } else { 2 };
        for &it in lane {
            let item = &self.items[it];
            let row = item.thing.row;
            let shares = |shelf: &Shelf| {
                let may = match row {
                    RowClass::Blocks => flow == Flow::Row || (flow == Flow::Auto && shelf.items.len() < most),
                    RowClass::Group => flow == Flow::Row,
                    RowClass::Card | RowClass::Flat | RowClass::Foot => false,
                };
                may && self.items[self.row[shelf.items.start]].thing.row == row
            };
            used += gap + item.w;
            let n = self.row.len();
            match self.shelves[first..].last_mut() {
                Some(shelf) if used <= width && !item.thing.starts_row && (!is_box || shares(shelf)) => {
                    shelf.items.end += 1;
                }
                _ => {
                    used = item.w;
                    self.shelves.push(Shelf { items: n..n + 1, ..Shelf::default() });
                }
            }
            self.row.push(it);
        }
    }

    /// Inner ones first: their lines have places before those that lead to them need them.
    fn make_channels(&mut self, group: usize) {
        let cols = self.items[group].cols.clone();
        for col in cols.clone() {
            let shelves = self.cols[col].shelves.clone();
            for shelf in shelves.clone() {
                let items = self.shelves[shelf].items.clone();
                for (k, at) in items.clone().enumerate() {
                    let item = &mut self.items[self.row[at]];
                    (item.col, item.shelf, item.k, item.last) = (col, shelf, k, items.len() - 1);
                }
                self.shelves[shelf].g = self.channels_between(ChannelKind::G, group, items.len());
            }
            self.cols[col].h = self.channels_between(ChannelKind::H, group, shelves.len());
        }
        let v = self.channels_between(ChannelKind::V, group, cols.len());
        self.items[group].v = v;
        for (col, v) in cols.zip(v..) {
            self.cols[col].v = v;
        }
    }

    /// Before, between and after `n` things; the number of the first.
    // Inlined, it would stand at many places.
    #[inline(never)]
    fn channels_between(&mut self, kind: ChannelKind, group: usize, n: usize) -> usize {
        let first = self.channels.len();
        for at in 0..=n {
            let (is_first, is_last) = (at == 0, at == n);
            self.channels.push(Channel { kind, group, is_first, is_last, ..Channel::default() });
        }
        first
    }

    /// What stands outside the compute lane is ordered by the height of what leads to it from there, of a node by the middle
    /// one and of a group by the mean; tasks by the height of their source.
    pub(super) fn barycenters(&mut self) {
        let mut leads = List::of(Leads { sum: 0, n: 0, source: FAR }, self.items.len());
        let mut ends: List<Key> = List::new();
        for wire in &self.wires {
            let (a, b) = (&self.items[wire.a], &self.items[wire.b]);
            for (it, own, other) in [(wire.a, a, b), (wire.b, b, a)] {
                leads[it].sum += Sum::from(other.cy());
                leads[it].n += 1;
                if other.thing.lane.distance() <= own.thing.lane.distance() {
                    ends.push((key(it), other.cy().into()));
                }
            }
            if leads[wire.b].source == FAR {
                leads[wire.b].source = a.cy();
            }
        }
        for &group in &self.groups {
            for &kid in &self.items[group].kids {
                let Leads { sum, n, .. } = leads[kid];
                leads[group].sum += sum;
                leads[group].n += n;
            }
        }
        let ends = sorted_keys(&ends);
        let candidate = self.candidate;
        // Where nothing leads, it is out of the way at the end.
        let middle = |it: usize| match with_first(&ends, key(it)) {
            [] => FAR,
            ends => candidate.middle(ends),
        };
        for g in 0..self.groups.len() {
            let group = self.groups[g];
            if self.items[group].thing.is_box {
                self.order_tasks(group, &leads);
                continue;
            }
            // A hint in a lane, and anything but tasks among the compute, means that the written order tells.
            let mut is_told = [false; Lane::ALL.len()];
            for &kid in &self.items[group].kids {
                let item = &self.items[kid];
                let Thing { lane, order, .. } = item.thing;
                is_told[lane as usize] |= order.is_some() || (lane == Lane::Compute && !item.is_leaf);
            }
            for k in 0..self.items[group].kids.len() {
                let at = self.items[group].kids[k];
                let item = &mut self.items[at];
                let Leads { sum, n, source } = leads[at];
                item.bary = Sum::from(if is_told[item.thing.lane as usize] {
                    0
                } else if item.thing.lane == Lane::Compute {
                    source
                } else if n == 0 {
                    item.cy()
                } else if item.is_leaf {
                    middle(at)
                } else {
                    mean(sum, n)
                });
            }
        }
    }

    /// In a box the written order tells, but that tasks which follow one another stand as their sources do, and those of one
    /// source as where they lead to.
    fn order_tasks(&mut self, group: usize, leads: &[Leads]) {
        let (mut run, mut was_task) = (0, false);
        for k in 0..self.items[group].kids.len() {
            let kid = self.items[group].kids[k];
            let item = &mut self.items[kid];
            let is_task = item.thing.row == RowClass::Blocks && !item.thing.is_text && !item.thing.starts_row;
            if !(is_task && was_task) {
                run = key(k);
            }
            was_task = is_task;
            item.bary = run << 44;
            if is_task {
                let Leads { sum, n, source } = leads[kid];
                item.bary += (Sum::from(source.min(HIGHEST)) << 22) + Sum::from(mean(sum, n).min(HIGHEST));
            }
        }
    }
}

/// The heights to which the edges of a thing lead: their sum, how many they are, and that of the first that comes in.
#[derive(Clone, Copy)]
struct Leads {
    sum: Sum,
    n: Px,
    source: Px,
}

/// The square root, bit by bit: that of the standard library is a kilobyte for a speed that nothing here needs.
fn side_of_square(area: Sum) -> Px {
    let longer = |side: Px, bit: Px| if product(side + bit, side + bit) <= area { side + bit } else { side };
    (0..28).rev().fold(0, |side, bit| longer(side, 1 << bit))
}

/// No height of a drawing that can be looked at is greater.
const HIGHEST: Px = (1 << 22) - 1;
