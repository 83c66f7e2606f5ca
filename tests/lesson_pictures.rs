//! Every picture of every lesson, as it is drawn at three widths. What they show in words is held by `diagrams.rs`.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::path::Path;

use bayplan::diagram::{Drawing, Scene, Shape, SvgRole, View, drawing, layout, svg_from_drawing};
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

/// Where the ticks and crosses of a drawing stand, each place once: lines that end as one share theirs.
fn badges(drawing: &Drawing) -> Vec<(i32, i32)> {
    let mut places = Vec::new();
    for part in &drawing.parts {
        for shape in &part.shapes {
            let Shape::Nested { class, shapes } = shape else { continue };
            let is_circle = |it: &&Shape| matches!(it, Shape::Circle { .. });
            if let (true, Some(Shape::Circle { x, y, .. })) =
                (class.starts_with("bdg"), shapes.iter().find(is_circle))
            {
                places.push((x + part.origin.x, y + part.origin.y));
            }
        }
    }
    places.sort_unstable();
    places.dedup();
    places
}

#[test]
fn badges_do_not_touch_in_any_step() {
    let mut touching = Vec::new();
    for scene in scenes() {
        for width in WIDTHS {
            let layout = layout(&scene, width);
            for step in (0..scene.steps.len()).map(Some).chain([None]) {
                let badges = badges(&drawing(&scene, &layout, View { selected: None, step }));
                for (at, one) in badges.iter().enumerate() {
                    for other in &badges[at + 1..] {
                        let (across, down) = (one.0 - other.0, one.1 - other.1);
                        // They are 18 wide.
                        if across * across + down * down < 19 * 19 {
                            touching
                                .push(format!("{} at {width}, step {step:?}: {one:?}, {other:?}", scene.id));
                        }
                    }
                }
            }
        }
    }
    assert!(touching.is_empty(), "{}", touching.join("\n"));
}
