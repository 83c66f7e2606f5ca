//! Every picture of every lesson: as it is drawn at three widths, and the same in words.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::path::Path;

use bayplan::diagram::{
    Drawing, Outline, OutlineItem, PartKind, Scene, Shape, SvgRole, View, drawing, layout, outline,
    svg_from_drawing,
};
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

/// The frames of a walk-through: before it, and each step.
fn frames(scene: &Scene) -> impl Iterator<Item = Option<usize>> {
    [None].into_iter().chain((0..scene.steps.len()).map(Some))
}

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

#[test]
fn the_outline_says_in_words_whatever_a_picture_shows() {
    for scene in scenes() {
        for step in frames(&scene) {
            let drawn = drawing(&scene, &layout(&scene, 696), View { selected: None, step });
            let told = outline(&scene, step);
            assert_says_all(&scene, step, &drawn, &told);
        }
    }
}

fn assert_says_all(scene: &Scene, step: Option<usize>, drawn: &Drawing, told: &Outline) {
    let at = format!("{} in step {step:?}", scene.id);
    let n_edges = drawn.parts.iter().filter(|part| part.kind == PartKind::Edge).count();
    assert_eq!(told.connections.len(), n_edges, "{at}: one row for each line that is drawn");
    for part in &drawn.parts {
        let mut words = vec![];
        texts(&part.shapes, &mut words);
        if part.kind == PartKind::Edge {
            for word in words {
                let is_told = told.connections.iter().any(|row| row.what.contains(&word));
                assert!(is_told, "{at}: the pill “{word}” of {} is in no row", part.id);
            }
            continue;
        }
        let Some(item) = find(&told.items, &part.id) else {
            assert!(words.is_empty(), "{at}: {} is not in the outline", part.id);
            continue;
        };
        let said = format!("{}, {}", item.name, item.notes);
        for word in words {
            // The tag of an owner says who it is, the outline says what that means.
            let meaning = match word.as_str() {
                "You" => "you run it",
                "AWS" => "AWS runs it",
                other => other,
            };
            assert!(
                said.contains(meaning) || said.contains(&word),
                "{at}: “{word}” of {} is not said: {said}",
                part.id
            );
        }
        for (class, state) in
            [("is-down", "offline"), ("is-bad", "denied"), ("is-ok", "allowed"), ("is-new", "new")]
        {
            let shows = part.class.split(' ').any(|it| it == class);
            assert!(
                !shows || said.contains(state),
                "{at}: {} looks {state}, and nothing says so: {said}",
                part.id
            );
        }
    }
    for row in &told.connections {
        assert!(!row.from.is_empty() && !row.to.is_empty() && !row.what.is_empty(), "{at}: {row:?}");
    }
}

fn texts(shapes: &[Shape], into: &mut Vec<String>) {
    for shape in shapes {
        match shape {
            Shape::Text { text, tail, .. } => {
                into.push(text.clone());
                into.extend(tail.iter().map(|(_, words)| words.clone()));
            }
            Shape::Nested { shapes, .. } => texts(shapes, into),
            Shape::Rect { .. } | Shape::Icon { .. } | Shape::Path { .. } | Shape::Circle { .. } => {}
        }
    }
}

fn find<'a>(items: &'a [OutlineItem], id: &str) -> Option<&'a OutlineItem> {
    items.iter().find_map(|item| if item.id == id { Some(item) } else { find(&item.items, id) })
}
