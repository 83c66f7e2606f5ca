//! A stage as it travels to its page: its pictures are laid out once, when the page is written.

use serde::{Deserialize, Serialize};

use super::{Room, Stage, packed, short};
use crate::diagram::{Layout, layout};

/// In a window of 320 CSS pixels a picture that is drawn for this width has words that are 11 pixels high.
const WIDEST_ON_PHONES: i32 = 354;

/// Where its picture scrolls, a stage is narrower than this, in CSS pixels. `media.css` says the same.
pub const SCROLLS_BELOW: i32 = 355;

/// A stage with the places of everything in its pictures, so that the program of the page need not know how to lay out.
/// Steps light, dim and add; the places are those of all steps, so nothing moves between them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaidStage {
    /// What the author wrote.
    #[serde(with = "short")]
    pub stage: Stage,
    /// For each room the layout of each panel.
    #[serde(with = "packed")]
    layouts: Vec<Vec<Layout>>,
}

/// Where a stage stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StagePlace {
    /// On the page of a lesson.
    Lesson,
    /// In a frame, which a page of somebody else gives any width.
    Frame,
}

impl LaidStage {
    /// Lays the pictures of a stage out for all its rooms. Of several pictures each gets half of the stage.
    #[must_use]
    pub fn new(stage: &Stage, place: StagePlace) -> Self {
        let rooms = match (stage.panels.len(), place) {
            (1, StagePlace::Frame) => 3,
            (1, StagePlace::Lesson) => 2,
            _ => 1,
        };
        let in_room =
            |room: &Room| stage.panels.iter().map(|panel| layout(&panel.scene, room.width())).collect();
        Self { stage: stage.clone(), layouts: Self::rooms_of(rooms).iter().map(in_room).collect() }
    }

    /// The rooms that its pictures are drawn for, the widest first.
    #[must_use]
    pub fn rooms(&self) -> &'static [Room] {
        Self::rooms_of(self.layouts.len())
    }

    fn rooms_of(n: usize) -> &'static [Room] {
        match n {
            3.. => &[Room::Wide, Room::Compact, Room::Narrow],
            2 => &[Room::Wide, Room::Narrow],
            _ => &[Room::Narrow],
        }
    }

    /// The room of a picture when the stage is this wide, in CSS pixels.
    #[must_use]
    pub fn room(&self, stage_width: i32) -> Room {
        self.rooms().iter().copied().find(|room| room.from() <= stage_width).unwrap_or(Room::Narrow)
    }

    /// The class of the element around all pictures.
    #[must_use]
    pub fn class(&self) -> &'static str {
        match self.layouts.len() {
            3.. => "pair alone framed",
            2 => "pair alone",
            _ => "pair",
        }
    }

    /// The layout of a panel for one of its rooms.
    #[must_use]
    pub fn layout(&self, panel: usize, room: Room) -> &Layout {
        let at = self.rooms().iter().position(|it| *it == room).unwrap_or(0);
        &self.layouts[at][panel]
    }

    /// Whether a picture is too wide to be read on the narrowest phones when it is seen whole: there it scrolls sideways.
    #[must_use]
    pub fn outgrows_phones(&self, panel: usize) -> bool {
        self.layout(panel, Room::Narrow).width > WIDEST_ON_PHONES
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagram::quality::unpleasant_shape;
    use crate::diagram::{Icon, Scene, View, drawing};
    use crate::lesson::{Lesson, Panel, read};

    fn stage(n_panels: usize) -> Stage {
        let scene: Scene = toml::from_str(
            r#"
            id = "x"
            title = "X"
            [[nodes]]
            id = "a"
            label = "A"
            [[nodes]]
            id = "b"
            label = "B"
            [[edges]]
            id = "ab"
            from = "a"
            to = "b"
            [[steps]]
            says = "A stands alone."
            highlight = ["a"]
            [[steps]]
            says = "B joins."
            appear = ["b", "ab"]
            "#,
        )
        .unwrap();
        let panel = Panel { name: "X".to_owned(), icon: Icon::Info, scene };
        Stage { panels: vec![panel; n_panels], ..Stage::default() }
    }

    #[test]
    fn there_is_a_layout_for_every_panel_in_every_room() {
        use StagePlace::{Frame, Lesson};
        for (n_panels, place, n_rooms) in [(1, Lesson, 2), (1, Frame, 3), (2, Lesson, 1), (2, Frame, 1)] {
            let laid = LaidStage::new(&stage(n_panels), place);
            assert_eq!(laid.rooms().len(), n_rooms);
            for room in laid.rooms() {
                for panel in 0..n_panels {
                    assert_eq!(
                        laid.layout(panel, *room),
                        &layout(&laid.stage.panels[panel].scene, room.width())
                    );
                }
            }
        }
    }

    #[test]
    fn the_width_of_the_stage_chooses_the_room() {
        use Room::{Compact, Narrow, Wide};
        let rooms = |n_panels, place| {
            let laid = LaidStage::new(&stage(n_panels), place);
            [320, 531, 532, 653, 654, 1440].map(|width| laid.room(width))
        };
        assert_eq!(rooms(1, StagePlace::Frame), [Narrow, Narrow, Compact, Compact, Wide, Wide]);
        assert_eq!(rooms(1, StagePlace::Lesson), [Narrow, Narrow, Narrow, Narrow, Wide, Wide]);
        assert_eq!(rooms(2, StagePlace::Frame), [Narrow; 6]);
    }

    #[test]
    fn what_appears_in_a_step_moves_nothing() {
        let laid = LaidStage::new(&stage(1), StagePlace::Lesson);
        let scene = &laid.stage.panels[0].scene;
        let bounds_of_a = |step| {
            let view = View { step, ..View::default() };
            let parts = drawing(scene, laid.layout(0, Room::Wide), view).parts;
            parts.iter().find(|part| part.id == "a").map(|part| part.bounds)
        };
        assert!(bounds_of_a(None).is_some());
        assert_eq!(bounds_of_a(None), bounds_of_a(Some(0)));
        assert_eq!(bounds_of_a(Some(0)), bounds_of_a(Some(1)));
    }

    #[test]
    fn on_a_desktop_the_pictures_of_all_pages_have_a_pleasant_shape() {
        let course = read(std::path::Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
        let lessons = course.modules.iter().flat_map(|module| &module.lessons);
        let mut faults = Vec::new();
        for stage in lessons.flat_map(Lesson::stages) {
            let laid = LaidStage::new(stage, StagePlace::Lesson);
            for (at, panel) in stage.panels.iter().enumerate() {
                let fault = unpleasant_shape(laid.layout(at, laid.room(1440)));
                faults.extend(fault.map(|it| format!("{}: {it}", panel.scene.id)));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}
