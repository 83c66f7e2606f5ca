//! The placement constraints of a request: distinctInstance, and memberOf expressions.

use crate::diagram::Icon;
use crate::ecs::query;
use crate::ui::icon::icon_of_size;
use crate::ui::on_demand::on_demand;
use crate::ui::part::{Keyed, Part, html};
use crate::ui::signal::RwSignal;

use super::button::button;
use super::keyboard::focus_soon;
use super::keyboard_help::checkbox;
use super::note::paragraph;
use super::request::Expression;
use super::{Definitions, Desk, text};

/// The id of the button under the expressions.
pub const ADD_EXPRESSION: &str = "add-expression";

/// The constraints.
pub fn constraints(desk: Desk) -> Part {
    let is_distinct = desk.request.is_distinct;
    let expressions = desk.request.expressions;
    // The one that takes the focus as soon as it is there.
    let added = RwSignal::new(None);
    let words = html("span")
        .text(text::DISTINCT_INSTANCE)
        .with(html("code").attr("translate", "no").text("distinctInstance"));
    let switch = checkbox(move || is_distinct.get(), move |is_on| is_distinct.set(is_on));
    let list = move || {
        let row = |it: Expression| -> Keyed { (it.key.into(), Box::new(move || field(desk, it, added))) };
        expressions.get().into_iter().map(row).collect()
    };
    let add = move || {
        let next = expressions.with_untracked(|all| all.iter().map(|it| it.key + 1).max().unwrap_or(0));
        added.set(Some(next));
        expressions.update(|all| all.push(Expression::new(next, query::Expression::empty())));
    };
    let add = button("btn sm ghost add", add)
        .attr("id", ADD_EXPRESSION)
        .with(icon_of_size(Icon::Plus, "16"))
        .text(text::ADD_EXPRESSION);
    html("div")
        .class("constraints")
        .with(html("h2").text(text::CONSTRAINTS))
        .with(html("label").class("rule lock").with(switch).with(words))
        .with(paragraph("tiny muted", text::DISTINCT_INSTANCE_HELP))
        .each(list)
        .with(add)
}

fn field(desk: Desk, it: Expression, added: RwSignal<Option<u32>>) -> Part {
    let view = move |chunk: &Definitions| {
        if added.get_untracked() == Some(it.key) {
            added.set(None);
            focus_soon(["expression-", &it.key.to_string()].concat());
        }
        vec![(chunk.expression)(desk, it)]
    };
    on_demand(|| true, desk.chunks.definitions, view)
}
