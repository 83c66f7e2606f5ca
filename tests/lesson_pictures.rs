//! Every picture of every lesson, as it is drawn at three widths. What they show in words is held by `diagrams.rs`.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod by_name;

use std::path::Path;

use bayplan::diagram::{
    Drawing, PartKind, Point, Rect, Scene, SvgRole, View, drawing, layout, svg_from_drawing,
};
use bayplan::lesson::{Lesson, read};
use by_name::by_name;
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
            let svg = by_name(svg_from_drawing(&drawing, SvgRole::Interactive)).replace("><", ">\n<");
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

/// The first attribute with this name.
fn number(svg: &str, name: &str) -> i32 {
    let after = svg.split(&format!(" {name}=\"")).nth(1).unwrap();
    after.split('"').next().unwrap().parse().unwrap()
}

/// Where the tick or the cross of an edge stands.
fn mark(drawing: &Drawing, edge: &str) -> Option<(i32, i32)> {
    let id = format!("{edge}-mark");
    let mark = drawing.parts.iter().find(|part| part.id == id)?;
    badges(&Drawing { parts: vec![mark.clone()], ..drawing.clone() }).first().copied()
}

/// Where the ticks and crosses of a drawing stand, each place once: lines that end as one share theirs.
fn badges(drawing: &Drawing) -> Vec<(i32, i32)> {
    let mut places = Vec::new();
    for part in &drawing.parts {
        let badge = if part.kind == PartKind::Mark { &part.svg } else { &part.badge };
        if !badge.is_empty() {
            places.push((number(badge, "cx") + part.bounds.x, number(badge, "cy") + part.bounds.y));
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

#[test]
fn no_badge_hides_the_head_of_its_line() {
    let mut hidden = Vec::new();
    for scene in scenes() {
        for width in WIDTHS {
            let layout = layout(&scene, width);
            let drawing = drawing(&scene, &layout, View::default());
            for part in drawing.parts.iter().filter(|part| part.kind == PartKind::Edge) {
                let at = scene.edges.iter().position(|edge| edge.id == part.id).unwrap();
                let Some(tip) = layout.edges[at].points.last() else { continue };
                if let Some((x, y)) = mark(&drawing, &part.id) {
                    // A badge takes 10 with its ring, a head 9. Where the room is little, a part of the head must do.
                    let least = if width == 696 { 19 } else { 15 };
                    if (tip.x - x).abs() + (tip.y - y).abs() < least {
                        hidden.push(format!("{} at {width}: {}", scene.id, part.id));
                    }
                }
            }
        }
    }
    assert!(hidden.is_empty(), "{}", hidden.join("\n"));
}

#[test]
fn every_arrowhead_stands_clear_of_the_line_that_it_turns_off() {
    let mut close = Vec::new();
    for scene in scenes() {
        for width in WIDTHS {
            let layout = layout(&scene, width);
            for (edge, route) in scene.edges.iter().zip(&layout.edges) {
                let [.., turn, tip] = route.points[..] else { continue };
                let way = (tip.x - turn.x).abs() + (tip.y - turn.y).abs();
                // A head is 9 long.
                if way < 10 {
                    close.push(format!("{} at {width}: {} has {way}", scene.id, edge.id));
                }
            }
        }
    }
    assert!(close.is_empty(), "{}", close.join("\n"));
}

/// How far a point is from the nearest of the straight pieces between points.
fn distance((x, y): (i32, i32), line: &[Point]) -> i32 {
    let off = |at: i32, one: i32, other: i32| (at - at.clamp(one.min(other), one.max(other))).abs();
    let pieces = line.windows(2).map(|ends| off(x, ends[0].x, ends[1].x).max(off(y, ends[0].y, ends[1].y)));
    pieces.min().unwrap()
}

#[test]
fn no_cross_of_a_line_lies_on_a_line_to_the_same_end_that_is_not_crossed_out() {
    let mut n_shared = 0;
    for scene in scenes() {
        for (width, step) in
            WIDTHS.into_iter().flat_map(|width| (0..scene.steps.len()).map(move |it| (width, it)))
        {
            let layout = layout(&scene, width);
            let drawing = drawing(&scene, &layout, View { step: Some(step), ..View::default() });
            let at = |id: &str| scene.edges.iter().position(|edge| edge.id == id).unwrap();
            let lines = || drawing.parts.iter().filter(|part| part.kind == PartKind::Edge);
            for (dead, living) in lines().flat_map(|dead| lines().map(move |living| (dead, living))) {
                let (of_dead, of_living) = (at(&dead.id), at(&living.id));
                if scene.edges[of_dead].to != scene.edges[of_living].to
                    || mark(&drawing, &living.id).is_some()
                {
                    continue;
                }
                if let Some(place) = mark(&drawing, &dead.id) {
                    n_shared += 1;
                    let away = distance(place, &layout.edges[of_living].points);
                    assert!(away > 9, "{} at {width}, step {step}: {} on {}", scene.id, dead.id, living.id);
                }
            }
        }
    }
    assert!(n_shared > 5, "some lines are crossed out where others are not");
}

#[test]
fn no_line_is_painted_over_a_tick_or_a_cross() {
    let mut n_marks = 0;
    for scene in scenes() {
        let layout = layout(&scene, 696);
        for step in (0..scene.steps.len()).map(Some).chain([None]) {
            let kinds: Vec<_> = drawing(&scene, &layout, View { selected: None, step }).parts;
            let kinds: Vec<_> = kinds.iter().map(|part| part.kind).collect();
            let last_line = kinds.iter().rposition(|&kind| kind == PartKind::Edge);
            let first_mark = kinds.iter().position(|&kind| kind == PartKind::Mark);
            n_marks += usize::from(first_mark.is_some());
            assert!(first_mark.is_none_or(|at| Some(at) > last_line), "{}, step {step:?}", scene.id);
        }
    }
    assert!(n_marks > 20, "some lines have an outcome");
}

#[test]
fn no_ring_touches_what_stands_beside_its_thing() {
    let (mut n_near, mut touching) = (0, Vec::new());
    for scene in scenes() {
        for width in WIDTHS {
            let layout = layout(&scene, width);
            let groups = scene.groups.iter().zip(&layout.groups).map(|(it, rect)| (&it.id, *rect));
            let nodes = scene.nodes.iter().zip(&layout.nodes).map(|(it, rect)| (&it.id, *rect));
            let all: Vec<_> = groups.chain(nodes).collect();
            for (id, rect) in &all {
                let drawing = drawing(&scene, &layout, View { selected: Some(id), step: None });
                // Not all is there before the walk-through.
                let Some(part) = drawing.parts.iter().find(|part| part.id == **id) else { continue };
                assert!(part.svg.starts_with("<rect class=\"ring\""), "{id}");
                let [x, y, w, h] = ["x", "y", "width", "height"].map(|name| number(&part.svg, name));
                let selected = Rect { x: x + rect.x, y: y + rect.y, w, h };
                assert!(part.ring().grown(-2).w >= selected.w, "both rings are seen");
                for (other, beside) in all.iter().filter(|(_, it)| !it.overlaps(*rect)) {
                    n_near += usize::from(rect.grown(9).overlaps(*beside));
                    // Rings are 2 wide, and so are the borders of what a step lights.
                    let border = beside.grown(1);
                    if [selected, part.ring()].iter().any(|ring| ring.grown(1).overlaps(border)) {
                        touching.push(format!("{} at {width}: {id}, {other}", scene.id));
                    }
                }
            }
        }
    }
    assert!(touching.is_empty(), "{}", touching.join("\n"));
    assert!(n_near > 50, "some things stand close to one another: {n_near}");
}
