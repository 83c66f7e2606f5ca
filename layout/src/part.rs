//! The last resort for two lines that would lie on one another, whatever their order: one of them moves a little.

use super::MIN_PITCH;
use super::arena::{Arena, LineKind, Px, Reach, TOP};

/// How far a line may move, nearest first.
const SHIFTS: [Px; 8] = [3, -3, 4, -4, 5, -5, 7, -7];

impl Arena {
    /// Parts what the order of the tracks could not. Nothing may compute tracks after it.
    pub(super) fn part_lines(&mut self) {
        for channel in 0..self.channels.len() {
            for i in 0..self.channels[channel].lines.len() {
                for j in 0..self.channels[channel].lines.len() {
                    let (a, b) = (self.channels[channel].lines[i], self.channels[channel].lines[j]);
                    if self.lines[a].pos < self.lines[b].pos {
                        self.part_pair(a, b);
                    }
                }
            }
        }
    }

    /// The lines that leave `a` towards `b` and `b` towards `a` must not have one height.
    fn part_pair(&mut self, a: usize, b: usize) {
        for i in 0..self.lines[a].pins.len() {
            for j in 0..self.lines[b].pins.len() {
                let (pin, other) = (self.lines[a].pins[i], self.lines[b].pins[j]);
                if pin.reach != Reach::High || other.reach != Reach::Low {
                    continue;
                }
                let apart = (self.lines[pin.other].pos - self.lines[other.other].pos).abs();
                if apart < MIN_PITCH && !self.shift(other.other) {
                    self.shift(pin.other);
                }
            }
        }
    }

    /// Moves a line to a free place near by in its channel or on the left or right side of its thing. Whether it could.
    fn shift(&mut self, line: usize) -> bool {
        let (from, to, beside) = match self.lines[line].kind {
            LineKind::Track(channel) => {
                let it = &self.channels[channel];
                (it.lo, it.hi, &it.lines)
            }
            LineKind::End(it, side) if side < TOP => {
                let item = &self.items[it];
                (item.top, item.top + item.h, &item.ends)
            }
            LineKind::End(..) => return false,
        };
        let is_free = |&pos: &Px| {
            let mut others = beside
                .iter()
                .filter(|&&other| other != line && self.lines[other].kind == self.lines[line].kind);
            pos >= from + MIN_PITCH
                && pos <= to - MIN_PITCH
                && others.all(|&other| (self.lines[other].pos - pos).abs() >= MIN_PITCH)
        };
        let place = SHIFTS.iter().map(|by| self.lines[line].pos + by).find(is_free);
        if let Some(pos) = place {
            self.lines[line].pos = pos;
        }
        place.is_some()
    }
}
