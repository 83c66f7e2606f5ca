//! The form that changes the settings of a capacity provider.

use leptos::prelude::untrack;

use crate::sim::capacity::{CapacityOrder, GroupProviderId, ProviderSettings, UpdateCapacityProvider};
use crate::sim::{Command, Explanation, Refusal, decide, explain};
use crate::ui::part::{Part, html};
use crate::ui::signal::{Memo, RwSignal};

use super::super::button::button;
use super::super::note::{Tone, note, paragraph};
use super::super::{Desk, text};
use super::managed::Managed;

/// Which provider is changed, and whether its dialog is open.
#[derive(Clone, Copy)]
pub struct Changing {
    open: RwSignal<bool>,
    provider: RwSignal<Option<GroupProviderId>>,
}

impl Changing {
    /// A closed dialog.
    pub fn new() -> Self {
        Self { open: RwSignal::new(false), provider: RwSignal::new(None) }
    }

    /// Opens it for a provider, as that is set now: a new form, whatever was written in the one before.
    pub fn open_for(self, id: GroupProviderId) {
        self.provider.set(Some(id));
        self.open.set(true);
    }

    /// Whether the dialog is open.
    pub fn open(self) -> RwSignal<bool> {
        self.open
    }

    /// Its title.
    pub fn title(self, desk: Desk) -> String {
        let name =
            |id| desk.session.simulation.with(|it| it.world().group_provider(id).map(|it| it.name.clone()));
        text::settings_of(&self.provider.get().and_then(name).unwrap_or_default())
    }
}

/// What the dialog shows.
pub fn form(desk: Desk, changing: Changing) -> Vec<Part> {
    let inside = move || match changing.provider.get() {
        Some(id) => untrack(|| fields(desk, changing, id)),
        None => vec![],
    };
    vec![html("div").class("stack").slot(inside)]
}

fn fields(desk: Desk, changing: Changing, id: GroupProviderId) -> Vec<Part> {
    let known = desk
        .session
        .simulation
        .with_untracked(|it| it.world().group_provider(id).map(|it| ProviderSettings::of(&it.settings)));
    let Some(known) = known else { return vec![] };
    let managed = Managed::of(&known);
    let order = move || {
        let request = UpdateCapacityProvider { capacity_provider: id, settings: managed.settings() };
        Command::Capacity(CapacityOrder::UpdateProvider(request))
    };
    // Whether the request is accepted is asked, not known here.
    let refusal = Memo::new(move |_| {
        let order = order();
        desk.session.simulation.with(|it| match decide(it.world(), &order).explanation {
            Explanation::Refused(refusal) => {
                Some((refusal == Refusal::AlreadySo, explain::refusal_sentence(&refusal)))
            }
            Explanation::Placement(_) | Explanation::Plain | Explanation::NotLaunched(_) => None,
        })
    });
    let apply = move || {
        if refusal.with_untracked(Option::is_none) {
            desk.dispatch(untrack(order));
            changing.open.set(false);
        }
    };
    // Nobody has done anything wrong before the first change.
    let said = move || {
        let words = refusal.get().filter(|(is_same, _)| !is_same);
        words.map(|(_, it)| note(Tone::Caution, vec![paragraph("", &it)])).into_iter().collect()
    };
    let buttons = html("div")
        .class("row end")
        .with(button("btn", move || changing.open.set(false)).text(text::CANCEL))
        .with(
            button("btn pri", apply)
                .attr("id", "change-provider-now")
                .disabled_by(move || refusal.with(Option::is_some))
                .text(text::APPLY),
        );
    let mut parts = managed.fields("changed");
    parts.push(paragraph("tiny muted", text::SETTINGS_HELP));
    parts.push(html("div").attr("role", "status").inside_by(said));
    parts.push(buttons);
    parts
}
