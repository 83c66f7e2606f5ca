//! How many zones stand beside one another. The tasks of a moment have no say in it: zones that stood side by side would
//! stand below one another as soon as a host needed more places.

use super::super::{GroupKind, Layout, Scene, WidthClass, layout};
use super::{Seats, WorldPicture};
use crate::sim::World;

/// Of its container, in percent: a picture that is wider has words below 11 pixels when it is seen whole.
const MOST_WIDTH: i32 = 112;

/// The widest container for which a picture may become as high as it likes, in CSS pixels.
const HIGH: i32 = 639;

/// A container in which all zones stand in one row.
const ROOMY: i32 = 1 << 14;

/// What stands around a row of zones at its sides.
const AROUND: i32 = 44;

/// What lines take between zones when things stand above and below them, more than when those stand beside them.
const LINES: i32 = 32;

impl WorldPicture {
    /// Lays out everything that could be there, for a container of so many CSS pixels. More zones in a row are worth a
    /// picture that is a little wider, and one that is seen whole is preferred to one whose words could not be read then.
    pub fn layout_of_all(&self, world: &World, available_width: i32) -> Layout {
        let most = available_width * MOST_WIDTH / 100;
        let full = Self::new(world, &[], &Seats::full()).whole;
        let places = layout(&full, ROOMY).groups;
        let zones = full.groups.iter().zip(places).filter(|(it, _)| it.kind == GroupKind::Az);
        let (mut n_zones, mut width, mut gap, mut right) = (0, 1, 0, i32::MAX / 2);
        for (_, zone) in zones {
            n_zones += 1;
            width = width.max(zone.w);
            gap = gap.max(zone.x - right);
            right = zone.right();
        }
        if !full.edges.is_empty() {
            gap += LINES;
        }
        let n_in = |room: i32| ((room - AROUND + gap) / (width + gap)).max(1);
        let n_rows = |room| (n_zones - 1) / n_in(room);
        let is_wide = WidthClass::of(available_width) == WidthClass::Wide;
        let room = if is_wide && n_rows(most) < n_rows(available_width) { most } else { available_width };
        let of_rows = self.in_rows_of(n_in(room));
        let all = layout(&of_rows, room);
        if !is_wide || all.width <= most {
            return all;
        }
        let high = [of_rows, self.in_rows_of(1)].map(|it| layout(&it, HIGH));
        high.into_iter().find(|it| it.width <= available_width).unwrap_or(all)
    }

    /// With so many zones in each row.
    fn in_rows_of(&self, n: i32) -> Scene {
        let mut scene = self.whole.clone();
        let zones = scene.groups.iter_mut().filter(|it| it.kind == GroupKind::Az);
        for (at, zone) in (0..).zip(zones) {
            zone.starts_row = at % n == 0;
        }
        scene
    }
}
