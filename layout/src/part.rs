//! The last resort for two lines that would lie on one another, whatever their order: one of them moves a little.

use super::MIN_PITCH;
use super::arena::{Arena, BOTTOM, LEFT, LineKind, Px, RIGHT, Reach};

/// How far a line may move, nearest first.
const SHIFTS: [Px; 8] = [3, -3, 4, -4, 5, -5, 7, -7];

impl Arena {
    /// Parts what the order of the tracks could not. Nothing may compute tracks after it.
    pub(super) fn part_lines(&mut self) {
        for channel in 0..self.n_channels {
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

    /// Moves a line to a free place near by. Whether it could.
    fn shift(&mut self, line: usize) -> bool {
        let was = self.lines[line].pos;
        for by in SHIFTS {
            self.lines[line].pos = was + by;
            if self.is_free(line) {
                return true;
            }
        }
        self.lines[line].pos = was;
        false
    }

    /// Inside its channel or side, and apart from all lines there and from those that meet the same lines.
    fn is_free(&self, line: usize) -> bool {
        let it = &self.lines[line];
        let (from, to, beside) = match it.kind {
            LineKind::Track(channel) => {
                let channel = &self.channels[channel];
                (channel.lo, channel.hi, &channel.lines)
            }
            LineKind::Port(at, side) => {
                let item = &self.items[at];
                let (from, to) = match side {
                    LEFT | RIGHT => (item.top, item.top + item.h),
                    _ => (item.left, item.left + item.w),
                };
                debug_assert!(side <= BOTTOM);
                (from, to, &item.ports[side])
            }
            // A gate has the height of a line of its net.
            LineKind::Gate(..) => return false,
        };
        let is_near = |other: usize| other != line && (self.lines[other].pos - it.pos).abs() < MIN_PITCH;
        let is_inside = from + MIN_PITCH <= it.pos && it.pos <= to - MIN_PITCH;
        // Those that meet what this line meets: only other nets can lie on it.
        let mut meets =
            (0..self.n_lines).filter(|&at| self.lines[at].pins.iter().any(|pin| pin.other == line));
        is_inside
            && !beside.iter().any(|&other| is_near(other))
            && meets.all(|at| {
                let LineKind::Track(channel) = self.lines[at].kind else { return true };
                let near =
                    self.channels[channel].lines.iter().filter(|&&peer| self.lines[peer].net != it.net);
                near.flat_map(|&peer| &self.lines[peer].pins).all(|pin| !is_near(pin.other))
            })
    }
}
