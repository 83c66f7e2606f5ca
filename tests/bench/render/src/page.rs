//! What the page can call: a living picture, and its next frame.

use std::cell::RefCell;
use std::rc::Rc;

use bayplan::diagram::{EdgeKind, Layout, Scene, View, layout};
use bayplan::ui::dots::{Dots, Line};
use bayplan::ui::mount::document;
use bayplan::ui::part;
use bayplan::ui::picture;
use bayplan::ui::signal::RwSignal;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::change;

/// What changes its state in a frame.
const N_NODES: usize = 20;
/// See [`N_NODES`].
const N_EDGES: usize = 5;
/// Lines with dots, and the dots of each: three times what the sandbox shows at most.
const N_LINES: usize = 12;
/// See [`N_LINES`].
const N_DOTS: u8 = 3;
/// The width of the container, in CSS pixels: a desktop's.
const WIDTH: i32 = 1440;

/// What the picture shows: the number of its frame, and the seconds that dots have traveled.
#[wasm_bindgen]
pub struct Living {
    moment: RwSignal<(usize, f64)>,
}

#[wasm_bindgen]
impl Living {
    /// Puts the picture of a network of so many parts into the element with this id.
    #[wasm_bindgen(constructor)]
    pub fn new(id: &str, n_parts: usize) -> Self {
        let moment = RwSignal::new((0, 0.0));
        if let Some(place) = document().get_element_by_id(id) {
            part::mount(place, move || vec![view(moment, n_parts)]);
        }
        Self { moment }
    }

    /// Shows the next frame, in which states change too.
    pub fn go_on(&self, seconds: f64) {
        let (frame, _) = self.moment.get_untracked();
        self.moment.set((frame + 1, seconds));
    }

    /// Shows a frame in which only dots move.
    pub fn travel(&self, seconds: f64) {
        let (frame, _) = self.moment.get_untracked();
        self.moment.set((frame, seconds));
    }
}

fn view(moment: RwSignal<(usize, f64)>, n_parts: usize) -> part::Part {
    let scene = crate::scene(n_parts);
    let layout = layout(&scene, WIDTH);
    let (picture, drawn) = picture::empty(&scene, layout);
    let shown = RefCell::new((scene, drawn, None));
    let dots = Rc::<RefCell<Dots>>::default();
    picture.by(move |element| {
        let (frame, seconds) = moment.get();
        let (scene, drawn, last) = &mut *shown.borrow_mut();
        if last.replace(frame) != Some(frame) {
            change(scene, frame, N_NODES, N_EDGES);
            drawn.show(element, scene, View::default());
            dots.borrow_mut().put(lines(scene, &drawn.layout), drawn);
        }
        dots.borrow().go_to(seconds);
    })
}

fn lines(scene: &Scene, layout: &Layout) -> Vec<Line> {
    let edges = scene.edges.iter().zip(&layout.edges).filter(|(edge, _)| edge.kind == EdgeKind::Traffic);
    let line = |(edge, route): (&bayplan::diagram::Edge, &bayplan::diagram::Route)| Line {
        id: edge.id.clone(),
        kind: edge.kind,
        n: N_DOTS,
        is_backwards: route.hub_at_end,
        is_refused: false,
    };
    edges.take(N_LINES).map(line).collect()
}
