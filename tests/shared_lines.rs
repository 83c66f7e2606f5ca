//! What a piece of line shows that several edges share: what works wins over what fails, and what a step lights is lit
//! along its whole way.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

use bayplan::diagram::{
    Kept, Layout, Part, PartKind, Point, Scene, Seats, State, View, WorldPicture, drawing, frame, layout,
    redrawing,
};
use bayplan::lesson::{Lesson, read};
use bayplan::share::scenario::scenario;
use bayplan::share::v1::SavedSandbox;
use bayplan::sim::Command;

/// Wide, compact and narrow.
const WIDTHS: [i32; 3] = [696, 526, 344];
/// The largest radius of a corner: so much of a shared line is needed to turn off it.
const TURN: usize = 10;

/// The points of a line, one for each pixel.
fn pixels(line: &[Point]) -> Vec<(i32, i32)> {
    let mut pixels: Vec<(i32, i32)> = Vec::new();
    for ends in line.windows(2) {
        let (dx, dy) = (ends[1].x - ends[0].x, ends[1].y - ends[0].y);
        let step = |by| (ends[0].x + dx.signum() * by, ends[0].y + dy.signum() * by);
        pixels.extend((0..=dx.abs().max(dy.abs())).map(step));
    }
    pixels.dedup();
    pixels
}

const fn fails(state: State) -> bool {
    matches!(state, State::Denied | State::Offline | State::Missing)
}

/// How many pieces were looked at, and what was wrong.
#[derive(Default)]
struct Seen {
    n_of_both: usize,
    n_lit: usize,
    wrong: Vec<String>,
}

impl Seen {
    fn look(&mut self, name: &str, scene: &Scene, layout: &Layout, step: Option<usize>) {
        let view = View { selected: None, step };
        let drawing = drawing(scene, layout, view);
        let states = frame(scene, step).edges;
        let step = step.map(|at| &scene.steps[at]);
        let is_told = |at: usize| {
            let id = &scene.edges[at].id;
            step.is_some_and(|it| it.highlight.contains(id) || it.appear.contains(id))
        };
        let lines: Vec<(usize, &Rc<Part>)> = drawing
            .parts
            .iter()
            .filter(|part| part.kind == PartKind::Edge)
            .map(|part| (scene.edges.iter().position(|it| it.id == part.id).unwrap(), part))
            .collect();
        // Who is seen at each pixel of a net.
        let mut top = BTreeMap::new();
        for (at, part) in &lines {
            top.extend(pixels(&part.line).into_iter().map(|pixel| ((layout.edges[*at].net, pixel), *at)));
        }
        for (at, part) in &lines {
            let (id, route, state) = (&part.id, &layout.edges[*at], states[*at].unwrap());
            let way = pixels(&route.points);
            if is_told(*at) {
                // The line stops before the tip of its head, or before a ring.
                let own = way.iter().take(way.len().saturating_sub(13));
                let unseen = own.filter(|it| !top.get(&(route.net, **it)).is_some_and(|&it| is_told(it)));
                let n = unseen.count();
                self.n_lit += 1;
                if n > 0 {
                    self.wrong.push(format!("{name}: {n} pixels of {id} are not lit"));
                }
            }
            for (other, _) in &lines {
                let works = !fails(states[*other].unwrap())
                    && (states[*other] != Some(State::Dimmed) || !is_told(*at));
                if !fails(state) || !works || layout.edges[*other].net != route.net {
                    continue;
                }
                let of_other = pixels(&layout.edges[*other].points);
                self.n_of_both += usize::from(of_other.iter().filter(|it| way.contains(it)).count() > 1);
                let n = pixels(&part.line).iter().filter(|it| of_other.contains(it)).count();
                if n > TURN + 1 {
                    self.wrong.push(format!("{name}: {id} takes {n} pixels from {}", scene.edges[*other].id));
                }
                let order = |at: usize| lines.iter().position(|it| it.0 == at);
                if states[*other] != Some(State::Dimmed) && order(*at) > order(*other) {
                    self.wrong.push(format!("{name}: {id} lies on {}", scene.edges[*other].id));
                }
            }
        }
    }

    fn check(self, least_of_both: usize, least_lit: usize) {
        let Self { n_of_both, n_lit, wrong } = self;
        assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
        assert!(n_of_both >= least_of_both && n_lit >= least_lit, "{n_of_both}, {n_lit}");
    }
}

#[test]
fn a_line_that_fails_in_a_lesson_leaves_what_it_shares_to_lines_that_do_not() {
    let course = read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap_or_else(|problems| panic!("{problems}"));
    let lessons = course.modules.iter().flat_map(|module| &module.lessons);
    let panels = lessons.flat_map(Lesson::stages).flat_map(|stage| &stage.panels);
    let mut seen = Seen::default();
    for scene in course.picture.iter().chain(panels.map(|panel| &panel.scene)) {
        for width in WIDTHS {
            let layout = layout(scene, width);
            for step in (0..scene.steps.len()).map(Some).chain([None]) {
                seen.look(&format!("{} at {width}, step {step:?}", scene.id), scene, &layout, step);
            }
        }
    }
    seen.check(50, 200);
}

#[test]
fn a_task_that_cannot_mount_leaves_the_line_to_the_file_system_to_those_that_can() {
    let board = scenario("zone-without-mount-target").unwrap().board;
    let mut simulation = SavedSandbox::from_text(board).unwrap().to_simulation().unwrap();
    let (mut seats, mut seen) = (Seats::default(), Seen::default());
    let mut kept = WIDTHS.map(|_| Kept::default());
    for second in 0..40 {
        seats.follow(simulation.world());
        let picture = WorldPicture::new(simulation.world(), simulation.log(), &seats);
        for (width, kept) in WIDTHS.into_iter().zip(&mut kept) {
            let layout = picture.layout_in(&picture.layout_of_all(simulation.world(), width));
            seen.look(&format!("after {second} s at {width}"), &picture.scene, &layout, None);
            let anew = drawing(&picture.scene, &layout, View::default());
            assert_eq!(redrawing(&picture.scene, &layout, View::default(), kept), anew, "after {second} s");
        }
        simulation.dispatch(Command::Advance(1));
    }
    seen.check(100, 0);
}
