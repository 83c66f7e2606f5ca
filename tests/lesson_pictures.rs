//! Every picture of every lesson, as it is drawn at three widths. What they show in words is held by `diagrams.rs`.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::path::Path;

use bayplan::diagram::{Scene, SvgRole, View, drawing, layout, svg_from_drawing};
use bayplan::lesson::{Lesson, read};
use expect_test::expect_file;

/// Wide, compact and narrow. The first and the last are those of the pages.
const WIDTHS: [i32; 3] = [696, 526, 344];

/// The scenes of the course.
fn scenes() -> Vec<Scene> {
    let course = read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap_or_else(|problems| panic!("{problems}"));
    let lessons = course.modules.iter().flat_map(|module| &module.lessons);
    let panels = lessons.flat_map(Lesson::stages).flat_map(|stage| &stage.panels);
    course.picture.iter().chain(panels.map(|panel| &panel.scene)).cloned().collect()
}

/// A changed file of `tests/pictures` is a changed picture: look at it, then keep it with `UPDATE_EXPECT=1`.
#[test]
fn each_picture_is_the_one_that_was_looked_at() {
    let scenes = scenes();
    assert!(scenes.len() > 10, "the lessons have their pictures");
    for scene in scenes {
        for width in WIDTHS {
            let drawing = drawing(&scene, &layout(&scene, width), View::default());
            let svg = svg_from_drawing(&drawing, SvgRole::Interactive).replace("><", ">\n<");
            expect_file![format!("pictures/{}-{width}.svg", scene.id)].assert_eq(&(svg + "\n"));
        }
    }
}

#[test]
fn every_scene_of_the_course_has_an_id_of_its_own() {
    let mut ids: Vec<_> = scenes().into_iter().map(|scene| scene.id).collect();
    ids.sort();
    let n = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), n, "{ids:?}");
}
