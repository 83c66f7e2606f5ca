//! What every diagram must be: the same picture as before, and told in words as fully as it is drawn.
#![allow(clippy::unwrap_used, reason = "a test")]

mod by_name;

use std::collections::BTreeMap;
use std::path::Path;

use bayplan::diagram::{
    EdgeKind, GroupKind, NodeKind, OutlineItem, PartKind, Scene, State, SvgRole, View, drawing, frame,
    layout, outline, svg_from_drawing, text,
};
use bayplan::lesson::{Lesson, read};
use by_name::by_name;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn scene(path: &Path) -> Option<Scene> {
    toml::from_str(&std::fs::read_to_string(path).unwrap()).ok()
}

/// Every scene of the tests and of the lessons, with what it is called.
fn scenes() -> Vec<(String, Scene)> {
    let of_tests = std::fs::read_dir(root().join("tests/scenes")).unwrap().map(|it| it.unwrap().path());
    let of_tests = of_tests.filter_map(|path| Some((path.display().to_string(), scene(&path)?)));
    let course = read(root()).unwrap_or_else(|problems| panic!("{problems}"));
    let lessons = course.modules.iter().flat_map(|it| &it.lessons);
    let panels = lessons.flat_map(Lesson::stages).flat_map(|it| &it.panels).map(|it| &it.scene);
    let of_lessons = course.picture.iter().chain(panels).map(|it| (it.id.clone(), it.clone()));
    of_tests.chain(of_lessons).collect()
}

/// Names and notes by id.
fn told(items: &[OutlineItem], told_by_id: &mut BTreeMap<String, String>) {
    for item in items {
        told_by_id.insert(item.id.to_owned(), format!("{}, {}", item.name, item.notes));
        told(&item.items, told_by_id);
    }
}

#[test]
fn the_outline_tells_every_thing_and_every_state_that_a_picture_shows() {
    let scenes = scenes();
    assert!(scenes.len() >= 20, "the scenes of this test are there");
    for (name, scene) in scenes {
        let layout = layout(&scene, 760);
        for step in std::iter::once(None).chain((0..scene.steps.len()).map(Some)) {
            let at = format!("{name}, step {step:?}");
            let outline = outline(&scene, step);
            let mut told_by_id = BTreeMap::new();
            told(&outline.items, &mut told_by_id);
            let frame = frame(&scene, step);
            let nodes = scene.nodes.iter().zip(&frame.nodes).map(|(it, state)| (&it.id, it.owner, state));
            let groups = scene.groups.iter().zip(&frame.groups).map(|(it, state)| (&it.id, it.owner, state));
            let shown: BTreeMap<&str, _> =
                nodes.chain(groups).map(|(id, owner, state)| (&**id, (owner, state))).collect();
            let parts = drawing(&scene, &layout, View { step, ..View::default() }).parts;
            for part in parts.iter().filter(|part| !matches!(part.kind, PartKind::Edge | PartKind::Mark)) {
                let Some(told) = told_by_id.get(&part.id) else {
                    let silent = scene.nodes.iter().find(|it| it.id == part.id);
                    assert!(silent.is_some_and(|it| it.spoken().is_empty()), "{at}: {} is not told", part.id);
                    continue;
                };
                let (owner, state) = shown[part.id.as_str()];
                let mut words = vec![text::state(state.unwrap())];
                words.extend(owner.map(text::owner_runs));
                assert!(words.iter().all(|word| told.contains(word)), "{at}: {} is told as {told}", part.id);
            }
            let drawn: Vec<_> = parts.iter().filter(|part| part.kind == PartKind::Edge).collect();
            assert_eq!(outline.connections.len(), drawn.len(), "{at}");
            for (edge, row) in scene
                .edges
                .iter()
                .filter(|it| drawn.iter().any(|part| part.id == it.id))
                .zip(&outline.connections)
            {
                let part = drawn.iter().find(|part| part.id == edge.id).unwrap();
                assert!(part.name.contains(row.status), "{at}: {} is told as {}", part.name, row.status);
            }
        }
    }
}

#[test]
fn the_specimen_sheet_shows_every_kind_and_every_state() {
    let sheet = scene(&root().join("tests/scenes/states.toml")).unwrap();
    for kind in GroupKind::ALL {
        assert!(sheet.groups.iter().any(|it| it.kind == kind), "{kind:?}");
    }
    for kind in NodeKind::ALL {
        assert!(sheet.nodes.iter().any(|it| it.kind == kind), "{kind:?}");
    }
    for kind in EdgeKind::ALL {
        assert!(sheet.edges.iter().any(|it| it.kind == kind), "{kind:?}");
    }
    for state in State::ALL {
        assert!(sheet.nodes.iter().any(|it| it.state == state), "{state:?}");
    }
}

/// A changed file of `tests/golden` is a changed picture: look at it, then keep it with `UPDATE_EXPECT=1`.
#[test]
fn pictures_are_as_they_were() {
    for name in ["states", "launch-types", "iam-flow", "alb-efs"] {
        let scene = scene(&root().join(format!("tests/scenes/{name}.toml"))).unwrap();
        for width in [1100, 526, 360] {
            let drawing = drawing(&scene, &layout(&scene, width), View::default());
            let svg = by_name(svg_from_drawing(&drawing, SvgRole::Picture)).replace("<g", "\n<g") + "\n";
            expect_test::expect_file![root().join(format!("tests/golden/{name}-{width}.svg"))]
                .assert_eq(&svg);
        }
    }
}
