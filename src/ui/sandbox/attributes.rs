//! The dialog with the attributes of an instance: the built-in ones to read, custom ones to put and delete.

use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;
use wasm_bindgen::JsCast;

use crate::sim::{Command, ContainerInstanceId, Simulation, explain};
use crate::ui::on_demand::on_demand;
use crate::ui::part::{Part, html};
use crate::ui::signal::{Memo, RwSignal};

use super::button::button;
use super::dialog::dialog;
use super::keyboard::focus_soon;
use super::note::paragraph;
use super::refusal::{refusal, said};
use super::{Desk, text};

/// Whose attributes are shown, and whether they are.
#[derive(Clone, Copy)]
pub struct Attributes {
    container_instance: RwSignal<ContainerInstanceId>,
    open: RwSignal<bool>,
}

impl Attributes {
    /// A closed dialog.
    pub fn new() -> Self {
        Self { container_instance: RwSignal::new(ContainerInstanceId(0)), open: RwSignal::new(false) }
    }

    /// Opens the dialog for an instance.
    pub fn open_for(self, id: ContainerInstanceId) {
        self.container_instance.set(id);
        self.open.set(true);
    }
}

/// The dialog.
pub fn attributes(desk: Desk) -> Part {
    let Attributes { container_instance, open } = desk.attributes;
    let name = move || {
        let id = container_instance.get();
        desk.session.simulation.with(|it| explain::instance_name(it.world(), id).to_owned())
    };
    let inside = on_demand(move || open.get(), desk.chunks.dialogs, move |it| (it.attributes)(desk));
    dialog(open, "attributes", move || text::attributes_of(&name()), vec![inside])
}

/// What it shows.
pub fn inside(desk: Desk) -> Vec<Part> {
    let container_instance = desk.attributes.container_instance;
    let all = Memo::new(move |_| {
        let id = container_instance.get();
        desk.session.simulation.with(|it| pairs(it, id))
    });
    let rows = move || {
        let id = container_instance.get_untracked();
        all.with(|it| it.iter().map(|(name, value)| row(desk, id, name, value)).collect())
    };
    let list = html("dl").class("attrs").inside_by(rows);
    vec![paragraph("small t2", text::ATTRIBUTES_HELP), list, form(desk, container_instance)]
}

/// Custom attributes first, since those can be changed.
fn pairs(simulation: &Simulation, id: ContainerInstanceId) -> Vec<(String, String)> {
    let Some(it) = simulation.world().container_instances.get(&id) else { return vec![] };
    let mut pairs: Vec<_> = it.attributes.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
    pairs.sort_by_key(|(name, _)| is_built_in(name));
    pairs
}

/// Asked of the model's own spelling of the rule: it refuses to delete what is built in.
fn is_built_in(name: &str) -> bool {
    name.starts_with("ecs.") || name.starts_with("com.amazonaws.ecs.")
}

fn row(desk: Desk, id: ContainerInstanceId, name: &str, value: &str) -> Part {
    let own_name = name.to_owned();
    let delete = move || {
        desk.delete_attribute(id, &own_name);
        focus_soon("attribute-name".to_owned());
    };
    let right = if is_built_in(name) {
        html("span").class("tiny muted").text(text::BUILT_IN)
    } else {
        button("btn sm ghost", delete).attr("aria-label", &text::delete_attribute(name)).text(text::DELETE)
    };
    html("div")
        .with(html("dt").attr("translate", "no").text(name))
        .with(html("dd").with(html("span").attr("translate", "no").text(value)).with(right))
}

fn form(desk: Desk, container_instance: RwSignal<ContainerInstanceId>) -> Part {
    let (name, value) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let refused = Memo::new(move |_| {
        let (name, value) = (name.get(), value.get());
        if name.is_empty() || value.is_empty() {
            return None;
        }
        let command = Command::PutAttribute { container_instance: container_instance.get(), name, value };
        desk.session.simulation.with(|it| refusal(it, &command))
    });
    let is_ready = move || {
        refused.with(Option::is_none) && !name.with(String::is_empty) && !value.with(String::is_empty)
    };
    let put = move || {
        if untrack(is_ready) {
            desk.put_attribute(
                container_instance.get_untracked(),
                name.get_untracked(),
                value.get_untracked(),
            );
            name.set(String::new());
            value.set(String::new());
            focus_soon("attribute-name".to_owned());
        }
    };
    let field = |id: &str, words: &str, signal: RwSignal<String>| {
        let input = html("input")
            .class("inp")
            .attr("id", id)
            .attr("maxlength", "128")
            .attr("autocomplete", "off")
            .attr("spellcheck", "false")
            .attr("aria-describedby", "attribute-refusal")
            .by(move |it| {
                let field: &HtmlInputElement = it.unchecked_ref();
                if field.value() != signal.get() {
                    field.set_value(&signal.get());
                }
            })
            .on("input", move |event| signal.set(event_target_value(&event)));
        html("div").class("field").with(html("label").attr("for", id).text(words)).with(input)
    };
    let fields = html("div")
        .class("pair")
        .with(field("attribute-name", text::ATTRIBUTE_NAME, name))
        .with(field("attribute-value", text::ATTRIBUTE_VALUE, value));
    let button = html("button").class("btn pri").attr("type", "submit").text(text::PUT_ATTRIBUTE);
    let button = button.disabled_by(move || !is_ready());
    html("form")
        .class("put")
        .on("submit", move |event| {
            event.prevent_default();
            put();
        })
        .with(fields)
        .with(said(refused).attr("id", "attribute-refusal"))
        .with(html("div").class("row end").with(button))
}
