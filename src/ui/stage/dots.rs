//! Dots on the lit edges of a step: what is on its way. They travel while the walk-through plays.

use super::showing::Showing;
use crate::diagram::PartKind;
use crate::ui::dots::{self, Dots, Line, STILL, TRAVEL_SECONDS};
use crate::ui::picture::Drawn;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The dots of a picture, and for how many seconds they have traveled.
pub struct Walking {
    dots: Rc<RefCell<Dots>>,
    seconds: Rc<Cell<f64>>,
}

impl Walking {
    /// None yet.
    pub fn new() -> Self {
        Self { dots: Rc::default(), seconds: Rc::new(Cell::new(STILL * TRAVEL_SECONDS)) }
    }

    /// Puts dots on the edges that are lit now.
    pub fn follow(&self, showing: Showing, panel: usize, drawn: &Drawn) {
        let (is_walking, is_playing) = (showing.step.get().is_some(), showing.is_playing.get());
        let lines = if is_walking { lit(showing, panel, drawn) } else { Vec::new() };
        self.dots.borrow_mut().put(lines, drawn);
        self.dots.borrow().go_to(self.seconds.get());
        let seconds = Rc::clone(&self.seconds);
        let mut before = None;
        dots::travel(&self.dots, is_playing, move |now| {
            let passed = before.replace(now).map_or(0.0, |before| now - before);
            seconds.set(seconds.get() + passed / 1000.0);
            seconds.get()
        });
    }
}

fn lit(showing: Showing, panel: usize, drawn: &Drawn) -> Vec<Line> {
    let is_lit = |class: &str| class.split(' ').any(|it| it == "is-on");
    let parts = drawn.drawing.parts.iter().filter(|it| it.kind == PartKind::Edge && is_lit(&it.class));
    showing.with_stage(|stage| {
        let edges = || stage.panels[panel].scene.edges.iter().zip(&drawn.layout.edges);
        let line = |id: &String| {
            let (edge, route) = edges().find(|(edge, _)| edge.id == *id)?;
            let (kind, is_backwards) = (edge.kind, route.hub_at_end);
            Some(Line { id: id.clone(), kind, n: 2, is_backwards, is_refused: false })
        };
        parts.filter_map(|it| line(&it.id)).collect()
    })
}
