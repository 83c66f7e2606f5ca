//! Which secrets and parameters are encrypted with a customer managed key.

use leptos::prelude::untrack;

use crate::sim::roles::{RoleCommand, customer_key_arn, secret_arns};
use crate::ui::part::{Part, html};

use super::super::keyboard_help::checkbox;
use super::super::note::paragraph;
use super::super::{Desk, text};

/// A checkbox for each that a task definition names; nothing when none does.
pub fn keys(desk: Desk) -> Part {
    let arns = desk.read(|it| secret_arns(it.world()));
    html("div").inside_by(move || {
        let switches: Vec<Part> =
            arns.with(|it| it.iter().map(|arn| untrack(|| switch(desk, arn))).collect());
        if switches.is_empty() {
            return vec![];
        }
        let inside = html("div")
            .class("stack")
            .with(paragraph("small t2", text::KEYS_OF_SECRETS_HELP))
            .with_all(switches);
        vec![html("details").class("how-to").with(html("summary").text(text::KEYS_OF_SECRETS)).with(inside)]
    })
}

fn switch(desk: Desk, arn: &str) -> Part {
    let known = arn.to_owned();
    let is_on = move || desk.with_roles(|it| it.customer_keys.contains_key(&known)) == Some(true);
    let named = arn.to_owned();
    let set = move |is_on: bool| {
        let key = desk.session.simulation.with_untracked(|it| customer_key_arn(it.world()));
        desk.order_roles(RoleCommand::SetCustomerKey(named.clone(), is_on.then_some(key)));
    };
    html("label")
        .class("chk")
        .with(checkbox(is_on, set))
        .with(html("span").class("brk").text(&text::has_customer_key(arn)))
}
