//! Scenarios: boards to start with on which something happens (`share::scenario`). One is shown beside the learner's own
//! board, as a board is that came by a link.
//!
//! The list and the guide over the board come on demand. Start reading at [`gallery`].

mod guide;
mod list;

use crate::share::link::scenario_fragment;
use crate::share::scenario::Scenario;
use crate::sim::{LaunchType, Simulation};
use crate::ui::address;
use crate::ui::on_demand::{on_demand, soon};
use crate::ui::part::Part;
use crate::ui::signal::RwSignal;

use super::dialog::dialog;
use super::keyboard::focus_soon;
use super::saved::Board;
use super::text::scenario as words;
use super::{Desk, Orders, text};

pub use guide::guide;
pub use list::list;

/// The id of the heading over the board.
const GUIDE: &str = "scenario";

/// What the desk keeps about scenarios.
#[derive(Clone, Copy)]
pub struct Scenarios {
    /// Whether the list is open.
    pub is_open: RwSignal<bool>,
    /// The one that is shown.
    shown: RwSignal<Option<&'static Scenario>>,
}

impl Scenarios {
    /// None is shown.
    pub fn new() -> Self {
        Self { is_open: RwSignal::new(false), shown: RwSignal::new(None) }
    }

    /// Another board is shown.
    pub fn end(&self) {
        self.shown.set(None);
    }

    /// Whether one is shown.
    pub fn is_shown(&self) -> bool {
        self.shown.with(Option::is_some)
    }

    /// The name of the one that is shown.
    pub fn name(&self) -> Option<&'static str> {
        self.shown.with_untracked(|it| it.map(|it| it.name))
    }
}

/// The dialog with all of them.
pub fn gallery(desk: Desk) -> Part {
    let open = desk.scenarios.is_open;
    let inside = on_demand(move || open.get(), desk.chunks.gallery, move |it| (it.list)(desk));
    dialog(open, "gallery", || text::SCENARIOS.to_owned(), vec![inside])
}

/// The place over the board that says what the scenario is about.
pub fn guide_place(desk: Desk) -> Part {
    let shown = desk.scenarios.shown;
    on_demand(move || shown.with(Option::is_some), desk.chunks.gallery, move |it| (it.guide)(desk))
}

impl Desk {
    /// Shows the board of the scenario with this name, and leads whoever asked for it there.
    pub fn open_scenario(self, name: String) {
        self.find_scenario(name, || focus_soon(GUIDE.to_owned()));
    }

    /// The same for a name that the address gives: whoever has just come begins at the top of the page.
    pub fn arrive_at_scenario(self, name: String) {
        self.find_scenario(name, || ());
    }

    fn find_scenario(self, name: String, then: fn()) {
        soon(async move {
            let (Ok(gallery), Ok(links)) = ((self.chunks.gallery)().await, (self.chunks.links)().await)
            else {
                return self.session.say(words::DID_NOT_ARRIVE.to_owned());
            };
            let Some(scenario) = (gallery.find)(&name) else {
                return self.session.say(words::unknown(&name));
            };
            if let Some(Board { simulation, .. }) = (links.restore)(scenario.board.to_owned()).board {
                self.order(move |orders| {
                    self.show_scenario(orders, scenario, *simulation);
                    then();
                });
            }
        });
    }

    fn show_scenario(self, orders: &Orders, scenario: &'static Scenario, simulation: Simulation) {
        // What was typed on the learner's own board is kept before another one takes its place.
        self.save();
        let n_commands = simulation.cursor();
        self.show_beside(orders, simulation, n_commands);
        // What happened would answer the prediction.
        self.session.close_decision();
        address::follow(scenario_fragment(scenario.name));
        self.scenarios.is_open.set(false);
        self.scenarios.shown.set(Some(scenario));
        // On a board without instances the next task, too, is one for Fargate.
        if self.session.simulation.with_untracked(|it| it.world().container_instances.is_empty()) {
            self.request.launch_type.set(LaunchType::Fargate);
        }
        self.session.say(words::started(scenario.title));
    }
}
