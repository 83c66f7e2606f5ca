//! The placement constraints of a request: distinctInstance, and memberOf expressions.

use leptos::prelude::*;

use crate::diagram::Icon;
use crate::ui::icon::icon_of_size;
use crate::ui::part::{Keyed, Part, html};

use super::button::button;
use super::expression::expression;
use super::keyboard::focus_soon;
use super::keyboard_help::checkbox;
use super::note::paragraph;
use super::request::Expression;
use super::{Desk, text};

/// The id of the button under the expressions.
pub const ADD_EXPRESSION: &str = "add-expression";

/// The constraints.
pub fn constraints(desk: Desk) -> Part {
    let is_distinct = desk.request.is_distinct;
    let expressions = desk.request.expressions;
    let words = html("span")
        .text(text::DISTINCT_INSTANCE)
        .with(html("code").attr("translate", "no").text("distinctInstance"));
    let switch = checkbox(move || is_distinct.get(), move |is_on| is_distinct.set(is_on));
    let list = move || {
        let row = |it: Expression| -> Keyed { (it.key, Box::new(move || expression(desk, it))) };
        expressions.get().into_iter().map(row).collect()
    };
    let add = move || {
        let next = expressions.with_untracked(|all| all.iter().map(|it| it.key + 1).max().unwrap_or(0));
        expressions.update(|all| all.push(Expression::new(next, String::new())));
        focus_soon(["expression-", &next.to_string()].concat());
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
