//! New roles and policies, and how they go.

use leptos::prelude::untrack;

use crate::iam::MANAGED_POLICIES;
use crate::iam::roles::RoleUse;
use crate::sim::roles::{AttachedPolicy, RoleCommand, managed, own, role, role_arn};
use crate::ui::part::{Part, html};
use crate::ui::signal::{Memo, RwSignal};

use super::super::button::button;
use super::super::fields::{choice, line};
use super::super::text;
use super::roles::{BOUNDARY, CALLER, Editing, TRUST};

/// The actions of a policy that is new.
const FIRST_ACTIONS: [&str; 1] = ["s3:GetObject"];

/// What the dialog offers below the document.
pub fn manage(it: Editing) -> Part {
    html("details")
        .class("how-to")
        .with(html("summary").text(text::MORE_ROLES))
        .with(html("div").class("stack").with_all(policies(it)).with_all(roles(it)))
}

fn policies(it: Editing) -> Vec<Part> {
    let attached = RwSignal::new(String::new());
    let names = Memo::new(|_| {
        MANAGED_POLICIES.iter().map(|it| (it.name.to_owned(), it.name.to_owned())).collect::<Vec<_>>()
    });
    let attach = move || add(it, managed(&attached.get_untracked()));
    let write = move || add(it, own(&unused_name(it), &FIRST_ACTIONS));
    let remove = move || {
        let policy = it.policy.get_untracked();
        let mut all = it.policies.get_untracked();
        if policy == BOUNDARY {
            it.remove_boundary();
        } else if policy != TRUST {
            all.retain(|it| it.name != policy);
            it.put(all);
        }
    };
    // A role always has a trust policy; a boundary is there once it is saved.
    let stays = move || it.policy.with(|it| it == TRUST) || it.saved.with(String::is_empty);
    let buttons = html("div")
        .class("row wrap")
        .with(button("btn sm", attach).text(text::ATTACH))
        .with(button("btn sm", write).text(text::ADD_POLICY))
        .with(button("btn sm", remove).disabled_by(stays).text(text::REMOVE_POLICY));
    vec![choice("attach", text::MANAGED_POLICY, names, attached), buttons]
}

/// Adds a policy and shows it, unless the role has it.
fn add(it: Editing, policy: AttachedPolicy) {
    let mut all = it.policies.get_untracked();
    let name = policy.name.clone();
    if !all.iter().any(|it| it.name == name) {
        all.push(policy);
        it.put(all);
    }
    it.policy.set(name);
}

fn unused_name(it: Editing) -> String {
    let all = it.policies.get_untracked();
    let names = (1..).map(text::own_policy);
    names.into_iter().find(|name| !all.iter().any(|it| it.name == *name)).unwrap_or_default()
}

fn roles(it: Editing) -> Vec<Part> {
    let name = RwSignal::new(String::new());
    let new_role = move |of: RoleUse| {
        if create(it, role_arn(name.get_untracked().trim()), of) {
            name.set(String::new());
        }
    };
    let delete = move || {
        let arn = it.role.get_untracked();
        if arn != CALLER {
            it.desk.order_roles(RoleCommand::DeleteRole(arn));
        }
    };
    let is_caller = move || it.role.with(|it| it == CALLER);
    let buttons = html("div")
        .class("row wrap")
        .with(button("btn sm", move || new_role(RoleUse::Task)).text(text::FOR_TASKS))
        .with(button("btn sm", move || new_role(RoleUse::ContainerInstance)).text(text::FOR_INSTANCES))
        .with(html("span").class("sp"))
        .with(button("btn sm dng", delete).disabled_by(is_caller).text(text::DELETE_ROLE));
    vec![line("new-role", text::NEW_ROLE, name), buttons]
}

/// Creates a role without policies, unless there is one of this name, and shows it; false when it was refused.
pub fn create(it: Editing, arn: String, of: RoleUse) -> bool {
    let is_there = || untrack(|| it.desk.with_roles(|it| it.roles.contains_key(&arn))) == Some(true);
    if !is_there() {
        it.desk.order_roles(RoleCommand::PutRole(Box::new(role(arn.clone(), of, vec![]))));
    }
    let is_created = is_there();
    if is_created {
        it.role.set(arn);
    }
    is_created
}
