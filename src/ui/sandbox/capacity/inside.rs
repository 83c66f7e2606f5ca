//! The inside of the panel, and the dialogs that it opens.

use crate::sim::{Simulation, explain};
use crate::ui::part::Part;

use super::super::dialog::dialog;
use super::super::{Desk, text};
use super::change::Changing;
use super::{Capacity, add, change, rows, scaling};

/// A row for each provider, and the dialogs.
pub fn inside(desk: Desk) -> Vec<Part> {
    let Capacity { adding, scaling, scaled } = desk.capacity;
    let title = move || {
        let name = |it: &Simulation| {
            scaled.get().map(|id| explain::service_name(it.world(), id).to_owned()).unwrap_or_default()
        };
        text::auto_scaling_of(&desk.session.simulation.with(name))
    };
    let changing = Changing::new();
    let settings = move || changing.title(desk);
    vec![
        rows::rows(desk, changing),
        dialog(changing.open(), "provider-settings", settings, change::form(desk, changing)),
        dialog(adding, "new-provider", || text::ADD_PROVIDER.to_owned(), add::form(desk)),
        dialog(scaling, "auto-scaling", title, scaling::policies(desk)),
    ]
}
