//! One memberOf expression: a field that completes names, says what is wrong where, and for which instances it holds.

use leptos::prelude::*;
use leptos::web_sys::{HtmlInputElement, KeyboardEvent};
use wasm_bindgen::JsCast;

use crate::diagram::Icon;
use crate::ecs::query::{self, Completion, Query, QueryError, complete, parse_query};
use crate::ecs::text as ecs_text;
use crate::sim::{ContainerInstanceId, Simulation};
use crate::sorted::SortedSet;
use crate::ui::icon::icon_of_size;
use crate::ui::live;
use crate::ui::part::{Part, html};
use crate::ui::signal::{Memo, RwSignal};

use super::button::icon_button;
use super::constraints::ADD_EXPRESSION;
use super::keyboard::focus_soon;
use super::menu::show_all_of;
use super::note::paragraph;
use super::request::Expression;
use super::{Desk, text};

/// What a text means on the board.
enum Reading {
    Nothing,
    Wrong(QueryError),
    Holds { query: Query, for_ids: Vec<ContainerInstanceId>, names: Vec<String>, n_instances: usize },
}

impl Reading {
    fn of(written: &str, simulation: &Simulation) -> Self {
        if written.trim().is_empty() {
            return Self::Nothing;
        }
        let world = simulation.world();
        match parse_query(written) {
            Err(error) => Self::Wrong(error),
            Ok(query) => {
                let for_ids = world.instances_matching(query.expr.clone());
                let name = |id: &ContainerInstanceId| Some(world.container_instances.get(id)?.name.clone());
                let names = for_ids.iter().filter_map(name).collect();
                Self::Holds { query, for_ids, names, n_instances: world.container_instances.len() }
            }
        }
    }

    /// Everything in one sentence, for the ear.
    fn spoken(&self) -> String {
        match self {
            Self::Nothing => text::EXPRESSION_HELP.to_owned(),
            Self::Wrong(error) => text::query_error(error),
            Self::Holds { names, n_instances, .. } => text::holds_for(names, *n_instances),
        }
    }
}

/// The list of completions under the field.
#[derive(Clone, Copy)]
struct Offer {
    completion: RwSignal<Option<Completion>>,
    /// The option that Enter would take.
    active: RwSignal<Option<usize>>,
}

impl Offer {
    fn close(self) {
        self.completion.set(None);
        self.active.set(None);
    }

    fn step(self, by: isize) {
        let n = self.completion.with_untracked(|it| it.as_ref().map_or(0, |it| it.options.len()));
        if n > 0 {
            self.active.update(|it| {
                let next =
                    it.map_or(if by > 0 { 0 } else { n - 1 }, |at| (at + n).saturating_add_signed(by) % n);
                *it = Some(next);
            });
        }
    }
}

/// The field with all that belongs to it.
pub fn expression(desk: Desk, it: Expression) -> Part {
    let Expression { key, written } = it;
    let id = ["expression-", &key.to_string()].concat();
    let reading = Memo::new_with_compare(
        move |_| written.with(|written| desk.session.simulation.with(|it| Reading::of(written.text(), it))),
        |_, _| true,
    );
    let offer = Offer { completion: RwSignal::new(None), active: RwSignal::new(None) };
    let remove = move || {
        desk.request.expressions.update(|all| all.retain(|it| it.key != key));
        desk.matching.set(None);
        focus_soon(ADD_EXPRESSION.to_owned());
    };
    let label = html("label").attr("for", &id).text(text::MEMBER_OF);
    let head = html("div").class("row").with(label).with(html("span").class("sp")).with(icon_button(
        "btn sm icon ghost",
        Icon::Cross,
        text::REMOVE_EXPRESSION,
        remove,
    ));
    html("div")
        .class("expr field")
        .with(head)
        .with(field(desk, &id, written, reading, offer))
        .slot(move || options(written, offer, &id))
        .with(says(&["expression-", &key.to_string(), "-says"].concat(), written, reading))
}

fn field(
    desk: Desk,
    id: &str,
    written: RwSignal<query::Expression>,
    reading: Memo<Reading>,
    offer: Offer,
) -> Part {
    let (says, list, option) = ([id, "-says"].concat(), [id, "-list"].concat(), [id, "-option-"].concat());
    let show = move || {
        let ids = reading.with_untracked(|it| match it {
            Reading::Holds { for_ids, .. } => Some(for_ids.iter().copied().collect::<SortedSet<_>>()),
            Reading::Nothing | Reading::Wrong(_) => None,
        });
        desk.matching.set(ids);
    };
    html("input")
        .class("inp")
        .attr("id", id)
        .attr("role", "combobox")
        .attr("aria-autocomplete", "list")
        .attr("aria-controls", &list)
        .attr("aria-describedby", &says)
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("placeholder", text::EXPRESSION_EXAMPLE)
        .is("aria-expanded", move || offer.completion.with(Option::is_some))
        .is("aria-invalid", move || reading.with(|it| matches!(it, Reading::Wrong(_))))
        .attr_by("aria-activedescendant", move || {
            offer.active.get().map(|at| [&option, &*at.to_string()].concat())
        })
        .class_by("is-error", move || reading.with(|it| matches!(it, Reading::Wrong(_))))
        .by(move |it| show_text(it.unchecked_ref(), written.get().text()))
        .on("input", move |event| {
            let field: HtmlInputElement = event_target(&event);
            written.set(field.value().into());
            open(desk, &field, offer);
            show();
            live::say_calmly(reading.with_untracked(Reading::spoken));
        })
        .on("focus", move |_| show())
        .on("blur", move |_| {
            offer.close();
            desk.matching.set(None);
        })
        .on("keydown", move |event| on_key(desk, event.unchecked_ref(), written, offer))
}

/// Writes only what is not there already: writing moves the caret.
fn show_text(field: &HtmlInputElement, written: &str) {
    if field.value() != written {
        field.set_value(written);
    }
}

/// Offers what could stand at the caret.
fn open(desk: Desk, field: &HtmlInputElement, offer: Offer) {
    let caret = field.selection_start().ok().flatten().unwrap_or(u32::MAX);
    let value = field.value();
    let caret = byte_at(&value, caret);
    let completion =
        desk.session.simulation.with_untracked(|it| complete(&value, caret, &it.world().vocabulary()));
    offer.active.set(None);
    offer.completion.set(Some(completion).filter(|it| !it.options.is_empty()));
}

/// The place in bytes of a place in the units that browsers count.
fn byte_at(text: &str, units: u32) -> usize {
    let mut before = 0;
    for (at, letter) in text.char_indices() {
        if before >= units as usize {
            return at;
        }
        before += letter.len_utf16();
    }
    text.len()
}

fn on_key(desk: Desk, event: &KeyboardEvent, written: RwSignal<query::Expression>, offer: Offer) {
    let is_open = offer.completion.with_untracked(Option::is_some);
    let field: HtmlInputElement = event_target(event);
    match event.key().as_str() {
        "ArrowDown" if is_open => offer.step(1),
        "ArrowUp" if is_open => offer.step(-1),
        "ArrowDown" => open(desk, &field, offer),
        "Enter" | "Tab" => match offer.active.get_untracked() {
            Some(at) => take(&field, written, offer, at),
            None => return,
        },
        "Escape" if is_open => {
            event.stop_propagation();
            offer.close();
        }
        _ => return,
    }
    event.prevent_default();
}

/// Puts an option in the place of the word at the caret.
fn take(field: &HtmlInputElement, written: RwSignal<query::Expression>, offer: Offer, at: usize) {
    let Some(completion) = offer.completion.get_untracked() else { return };
    let Some(option) = completion.options.get(at) else { return };
    let value = field.value();
    let caret = byte_at(&value, field.selection_start().ok().flatten().unwrap_or(u32::MAX));
    let before = [&value[..completion.start], option, " "].concat();
    let next = u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX);
    field.set_value(&[&before, value[caret..].trim_start()].concat());
    let _ = field.set_selection_range(next, next);
    offer.close();
    // What follows is as if it had been typed.
    written.set(field.value().into());
    if let Ok(event) = leptos::web_sys::Event::new("input") {
        let _ = field.dispatch_event(&event);
    }
}

fn options(written: RwSignal<query::Expression>, offer: Offer, id: &str) -> Vec<Part> {
    let Some(completion) = offer.completion.get() else { return vec![] };
    let option = |(at, words): (usize, &String)| {
        let field_id = id.to_owned();
        html("li")
            .attr("role", "option")
            .attr("id", &[id, "-option-", &at.to_string()].concat())
            .is("aria-selected", move || offer.active.get() == Some(at))
            .attr("translate", "no")
            .text(words)
            // The field keeps the focus.
            .on("mousedown", move |event| {
                event.prevent_default();
                let field = crate::ui::mount::document().get_element_by_id(&field_id);
                if let Some(field) = field.and_then(|it| it.dyn_into::<HtmlInputElement>().ok()) {
                    take(&field, written, offer, at);
                }
            })
    };
    let list = html("ul")
        .class("opts")
        .attr("role", "listbox")
        .attr("id", &[id, "-list"].concat())
        .attr("aria-label", text::COMPLETIONS)
        .with_all(completion.options.iter().enumerate().map(option));
    let shown = list.element().clone();
    // A list below the edge of its panel could not be seen.
    request_animation_frame(move || show_all_of(&shown));
    vec![list]
}

/// What the field says: help, the mistake with its place, or the instances.
fn says(id: &str, written: RwSignal<query::Expression>, reading: Memo<Reading>) -> Part {
    html("div").attr("id", id).class("says").inside_by(move || {
        reading.with(|it| match it {
            Reading::Nothing => vec![paragraph("tiny muted", text::EXPRESSION_HELP)],
            Reading::Wrong(error) => vec![wrong(error), place(written.get().text(), error.position)],
            Reading::Holds { query, names, n_instances, .. } => {
                let class = if names.is_empty() { "tiny hold none" } else { "tiny hold" };
                let sign = if names.is_empty() { Icon::Warning } else { Icon::Check };
                let holds = html("p").class(class).with(icon_of_size(sign, "14"));
                let mut parts = vec![holds.text(&text::holds_for(names, *n_instances))];
                parts.extend(
                    query.advice.iter().map(|it| paragraph("tiny t2", ecs_text::query_advice(it.kind))),
                );
                parts
            }
        })
    })
}

fn wrong(error: &QueryError) -> Part {
    html("p").class("err").with(icon_of_size(Icon::Warning, "14")).text(&text::query_error(error))
}

/// The expression with its wrong place marked; the mark stands for the end where nothing is there.
fn place(written: &str, position: u32) -> Part {
    let letters: Vec<char> = written.chars().collect();
    let at = usize::try_from(position).unwrap_or(usize::MAX).min(letters.len());
    let part = |range: &[char]| range.iter().collect::<String>();
    let marked = letters
        .get(at)
        .filter(|it| !it.is_whitespace())
        .map_or_else(|| "\u{2038}".to_owned(), char::to_string);
    let rest = letters.get(at + 1..).unwrap_or_default();
    html("code")
        .class("where")
        .attr("translate", "no")
        .attr("aria-hidden", "true")
        .text(&part(&letters[at.saturating_sub(24)..at]))
        .with(html("mark").text(&marked))
        .text(&part(&rest[..rest.len().min(16)]))
}
