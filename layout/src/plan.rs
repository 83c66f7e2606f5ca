//! Columns and shelves of a group.

use super::arena::{Arena, Channel, ChannelKind, Column, FAR, Px, Shelf, Sum, mean, product};
use super::list::List;
use crate::order::{Key, key, sorted, sorted_keys, with_first};
use crate::{Flow, Lane, RowClass};

impl Arena {
    /// Gives every group its columns and shelves for the sizes that its children have now.
    pub(super) fn plan(&mut self, group: usize, avail: Px) {
        let kids = self.sorted_kids(group);
        let mut cols: List<Column> = List::new();
        let rows = self.items[group].rows;
        let flow = self.items[group].flow;
        let mut rest = &kids[..];
        while let Some(&first) = rest.first() {
            let of_lane = |&&it: &&usize| self.items[it].lane == self.items[first].lane;
            let (lane, others) = rest.split_at(rest.iter().take_while(of_lane).count());
            rest = others;
            let is_compute = self.items[lane[0]].lane == Lane::Compute;
            let width = match flow {
                Flow::Row => avail,
                Flow::Auto if rows => avail,
                Flow::Auto if is_compute && lane.len() > 1 => self.wrap_width(lane, avail),
                Flow::Auto | Flow::Column => 1,
            };
            let gap = if rows { self.style.chan } else { self.style.gap };
            let shelves = if self.items[group].is_box {
                self.pack_box(lane, flow, avail)
            } else {
                self.pack(lane, width, gap)
            };
            match cols.last_mut() {
                Some(col) if rows => col.shelves.extend(shelves),
                _ => cols.push(Column { shelves, ..Column::default() }),
            }
        }
        self.make_channels(group, cols);
    }

    /// By lane, then by hint, then by the height of their neighbors, else as written.
    fn sorted_kids(&self, group: usize) -> Vec<usize> {
        sorted(&self.items[group].kids, |kid| {
            let item = &self.items[kid];
            let lane = Sum::from(item.lane as u8);
            ((lane << 32) + Sum::from(item.order.unwrap_or(0)), item.bary.unwrap_or(0))
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

    fn pack(&mut self, lane: &[usize], width: Px, gap: Px) -> List<Shelf> {
        let mut shelves: List<Shelf> = List::new();
        let mut used = 0;
        for &it in lane {
            let item = &self.items[it];
            match shelves.last_mut() {
                Some(shelf) if used + gap + item.w <= width && !item.starts_row => {
                    shelf.items.push(it);
                    used += gap + item.w;
                }
                _ => {
                    used = item.w;
                    shelves.push(Shelf::of(it));
                }
            }
        }
        shelves
    }

    /// In a box, blocks share rows and everything else has a row of its own.
    fn pack_box(&mut self, kids: &[usize], flow: Flow, avail: Px) -> List<Shelf> {
        let mut shelves: List<Shelf> = List::new();
        let mut used = 0;
        let is_block = |it: usize| self.items[it].row == RowClass::Blocks && !self.items[it].is_text;
        let n_blocks = kids.iter().filter(|&&it| is_block(it)).count();
        let most = if self.candidate.stacks_blocks && n_blocks > 2 { 1 } else { 2 };
        for &it in kids {
            let item = &self.items[it];
            let shares = (item.row == RowClass::Blocks && flow != Flow::Column)
                || (item.row == RowClass::Group && flow == Flow::Row);
            match shelves.last_mut() {
                Some(shelf)
                    if shares
                        && !item.starts_row
                        && self.items[shelf.items[0]].row == item.row
                        && (flow == Flow::Row || shelf.items.len() < most)
                        && used + self.style.gap + item.w <= avail =>
                {
                    shelf.items.push(it);
                    used += self.style.gap + item.w;
                }
                _ => {
                    used = item.w;
                    shelves.push(Shelf::of(it));
                }
            }
        }
        shelves
    }

    fn make_channels(&mut self, group: usize, mut cols: List<Column>) {
        // Inner ones first: their lines have places before those that lead to them need them.
        for col in &mut cols {
            for shelf in &mut col.shelves {
                shelf.g = self.channels_between(ChannelKind::G, group, shelf.items.len());
            }
            col.h = self.channels_between(ChannelKind::H, group, col.shelves.len());
        }
        self.items[group].v = self.channels_between(ChannelKind::V, group, cols.len());
        self.items[group].cols = cols;
    }

    /// Before, between and after `n` things; the number of the first.
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
        let n = self.items.len();
        let (mut sum, mut count, mut source) = (List::of(0, n), List::of(0, n), List::of(None, n));
        let mut ends: List<Key> = List::with_capacity(2 * self.wires.len());
        for wire in &self.wires {
            let (a, b) = (&self.items[wire.a], &self.items[wire.b]);
            for (it, own, other) in [(wire.a, a, b), (wire.b, b, a)] {
                sum[it] += Sum::from(other.cy());
                count[it] += 1;
                if other.lane.distance() <= own.lane.distance() {
                    ends.push((key(it), other.cy().into()));
                }
            }
            source[wire.b].get_or_insert(a.cy());
        }
        for &group in &self.groups {
            for &kid in &self.items[group].kids {
                sum[group] += sum[kid];
                count[group] += count[kid];
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
            let kids = std::mem::take(&mut self.items[group].kids);
            if self.items[group].is_box {
                self.order_tasks(&kids, |it| (source[it].unwrap_or(FAR), mean(sum[it], count[it])));
                self.items[group].kids = kids;
                continue;
            }
            // A hint in a lane, and anything but tasks among the compute, means that the written order tells.
            let mut is_told = [false; Lane::ALL.len()];
            for item in kids.iter().map(|&it| &self.items[it]) {
                is_told[item.lane as usize] |=
                    item.order.is_some() || (item.lane == Lane::Compute && !item.is_leaf);
            }
            for &at in &kids {
                let item = &self.items[at];
                let bary = if is_told[item.lane as usize] {
                    None
                } else if item.lane == Lane::Compute {
                    Some(source[at].unwrap_or(FAR))
                } else if count[at] == 0 {
                    Some(item.cy())
                } else if item.is_leaf {
                    Some(middle(at))
                } else {
                    Some(mean(sum[at], count[at]))
                };
                self.items[at].bary = bary.map(Sum::from);
            }
            self.items[group].kids = kids;
        }
    }

    /// In a box the written order tells, but that tasks which follow one another stand as their sources do, and those of one
    /// source as where they lead to.
    fn order_tasks(&mut self, kids: &[usize], heights: impl Fn(usize) -> (Px, Px)) {
        let (mut run, mut was_task) = (0, false);
        for (at, &kid) in kids.iter().enumerate() {
            let item = &mut self.items[kid];
            let is_task = item.row == RowClass::Blocks && !item.is_text && !item.starts_row;
            if !(is_task && was_task) {
                run = key(at);
            }
            was_task = is_task;
            let (source, ends) = if is_task { heights(kid) } else { (0, 0) };
            let [source, ends] = [source, ends].map(|it| Sum::from(it.min(HIGHEST)));
            item.bary = Some((run << 44) + (source << 22) + ends);
        }
    }
}

/// The square root, bit by bit: that of the standard library is a kilobyte for a speed that nothing here needs.
fn side_of_square(area: Sum) -> Px {
    let longer = |side: Px, bit: Px| if product(side + bit, side + bit) <= area { side + bit } else { side };
    (0..28).rev().fold(0, |side, bit| longer(side, 1 << bit))
}

/// No height of a drawing that can be looked at is greater.
const HIGHEST: Px = (1 << 22) - 1;
