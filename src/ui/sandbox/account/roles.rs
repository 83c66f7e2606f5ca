//! The editor of roles: whom a role lets in and what it may do.

use leptos::prelude::untrack;

use crate::ecs::TaskDefinition;
use crate::iam::roles::RoleUse;
use crate::iam::{Document, DocumentError, ManagedPolicy, PolicyKind};
use crate::sim::roles::{
    AttachedPolicy, Role, RoleCommand, Roles, instance_role_arn, service_linked_role_arn, standard_roles,
};
use crate::sim::{Command, Switch, TaskDefinitionId, TaskDefinitionStatus, World, explain};
use crate::ui::part::{Part, html, keep};
use crate::ui::signal::{Memo, RwSignal};

use super::super::button::button;
use super::super::fields::{Choices, choice};
use super::super::keyboard::focus_soon;
use super::super::note::{Tone, note, paragraph};
use super::super::{Desk, text};
use super::agents::agents;
use super::keys::keys;
use super::manage::{create, manage};
use super::policy::{document, would_be_allowed};
use super::said::said;

/// The value that stands for the trust policy of the role.
pub const TRUST: &str = "trust";

/// The value that stands for the permissions boundary of the role.
pub const BOUNDARY: &str = "boundary";

/// What a boundary that is not there yet begins with: it limits nothing.
const NO_LIMIT: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
      "Resource": "*"
    }
  ]
}"#;

/// The id of the list that says which role is edited.
const EDITED_ROLE: &str = "edited-role";

/// The value that stands for the caller, who is no role.
pub const CALLER: &str = "caller";

/// What the dialog shows.
pub fn roles(desk: Desk) -> Vec<Part> {
    let are_checked = desk.read(|it| it.world().roles.is_some());
    let inside = move || if are_checked.get() { untrack(|| editor(desk)) } else { vec![offer(desk)] };
    vec![html("div").class("stack").inside_by(inside), said(desk, desk.account.roles)]
}

fn offer(desk: Desk) -> Part {
    let check = button("btn pri", move || desk.check_roles()).text(text::CHECK_ROLES);
    html("div").class("stack").with(paragraph("", text::CHECK_ROLES_HELP)).with(check)
}

impl Desk {
    /// From now on time passes and roles are checked, against the standard ones.
    fn check_roles(self) {
        let stands_still =
            move || self.session.simulation.with_untracked(|it| it.world().clock == Switch::Off);
        self.with_whole_model(move || {
            if stands_still() {
                self.dispatch(Command::StartClock);
            }
            let roles = self.session.simulation.with_untracked(|it| standard_roles(it.world()));
            self.order_roles(RoleCommand::Check(Box::new(roles)));
            focus_soon(EDITED_ROLE.to_owned());
        });
    }

    /// Gives an order that has to do with roles.
    pub(super) fn order_roles(self, command: RoleCommand) {
        self.dispatch(Command::OfRoles(Box::new(command)));
    }

    /// Reads something of the roles, if they are checked.
    pub(super) fn with_roles<T>(self, read: impl FnOnce(&Roles) -> T) -> Option<T> {
        self.session.simulation.with(|it| it.world().roles.as_deref().map(read))
    }
}

/// What is edited.
#[derive(Clone, Copy)]
pub struct Editing {
    /// The board's.
    pub desk: Desk,
    /// The ARN of the role, or [`CALLER`].
    pub role: RwSignal<String>,
    /// [`TRUST`], [`BOUNDARY`], or the name of a policy.
    pub policy: RwSignal<String>,
    /// The policy as it is written.
    pub written: RwSignal<String>,
    /// The policies of the role or the caller.
    pub policies: Memo<Vec<AttachedPolicy>>,
    /// The policy as it is saved.
    pub saved: Memo<String>,
}

impl Editing {
    fn new(desk: Desk) -> Self {
        let role = RwSignal::new(first(desk));
        let policy = RwSignal::new(String::new());
        let policies = Memo::new(move |_| {
            let of = |it: &Roles| match role.get().as_str() {
                CALLER => it.caller.clone(),
                arn => it.roles.get(arn).map(|it| it.policies.clone()).unwrap_or_default(),
            };
            desk.with_roles(of).unwrap_or_default()
        });
        let saved = Memo::new(move |_| {
            let (role, policy) = (role.get(), policy.get());
            let of_role = |read: fn(&Role) -> Option<&Document>| {
                let text = |it: &Roles| it.roles.get(&role).and_then(read).map(|it| it.text().to_owned());
                desk.with_roles(text).flatten().unwrap_or_default()
            };
            match policy.as_str() {
                TRUST => return of_role(|it| Some(&it.trust)),
                BOUNDARY => return of_role(|it| it.boundary.as_ref()),
                _ => {}
            }
            let text = |all: &Vec<AttachedPolicy>| {
                all.iter().find(|it| it.name == policy).map(|it| it.document.text().to_owned())
            };
            policies.with(text).unwrap_or_default()
        });
        let written = RwSignal::new(String::new());
        keep(Box::new(move || {
            let is_new = policy.with(|it| it == BOUNDARY) && saved.with(String::is_empty);
            written.set(if is_new { NO_LIMIT.to_owned() } else { saved.get() });
        }));
        Self { desk, role, policy, written, policies, saved }
    }

    /// What is written, if it is a policy.
    pub fn read(self) -> Result<Document, DocumentError> {
        let kind = if self.policy.get() == TRUST { PolicyKind::Trust } else { PolicyKind::Identity };
        Document::read(self.written.get(), kind)
    }

    /// The policies with what is written in place of the one that is edited, and the name that it has then.
    pub fn edited(self, document: Document) -> (Vec<AttachedPolicy>, String) {
        let (mut all, name) = (self.policies.get(), self.policy.get());
        // A managed policy cannot be edited: what is written becomes the role's own.
        let is_managed = ManagedPolicy::named(&name).is_some_and(|it| it.document != document.text());
        let new_name = if is_managed { text::own_copy_of(&name) } else { name.clone() };
        let edited = AttachedPolicy { name: new_name.clone(), document };
        match all.iter_mut().find(|it| it.name == name) {
            Some(policy) => *policy = edited,
            None => all.push(edited),
        }
        (all, new_name)
    }

    /// The role as it is, if there is one of this ARN.
    pub fn known(self) -> Option<Role> {
        let arn = self.role.get_untracked();
        untrack(|| self.desk.with_roles(|it| it.roles.get(&arn).cloned()).flatten())
    }

    /// Gives the role or the caller these policies.
    pub fn put(self, policies: Vec<AttachedPolicy>) {
        if self.role.with_untracked(|it| it == CALLER) {
            self.desk.order_roles(RoleCommand::SetCaller(policies));
        } else {
            self.change(|it| Role { policies, ..it });
        }
    }

    /// Saves what is written.
    pub fn save(self) {
        let Ok(document) = untrack(|| self.read()) else { return };
        match self.policy.get_untracked().as_str() {
            TRUST => self.change(|it| Role { trust: document, ..it }),
            BOUNDARY => self.change(|it| Role { boundary: Some(document), ..it }),
            _ => {
                let (policies, name) = untrack(|| self.edited(document));
                self.put(policies);
                self.policy.set(name);
            }
        }
    }

    /// Takes the boundary from the role.
    pub fn remove_boundary(self) {
        self.change(|it| Role { boundary: None, ..it });
    }

    /// Puts the role with a change.
    fn change(self, change: impl FnOnce(Role) -> Role) {
        if let Some(role) = self.known() {
            self.desk.order_roles(RoleCommand::PutRole(Box::new(change(role))));
        }
    }
}

/// The role that is shown first: that of the tasks that are about to run, if they have one.
fn first(desk: Desk) -> String {
    let selected = desk.selected.get_untracked();
    let named = desk.session.simulation.with_untracked(|it| {
        let known = &it.world().task_definition(selected?)?.task_definition;
        known.task_role_arn.clone().or_else(|| known.execution_role_arn.clone())
    });
    named.unwrap_or_else(instance_role_arn)
}

fn editor(desk: Desk) -> Vec<Part> {
    let it = Editing::new(desk);
    let roles = desk.read(|it| role_choices(it.world()));
    let policies = Memo::new(move |_| {
        let of_role = [(TRUST, text::TRUST_POLICY), (BOUNDARY, text::BOUNDARY)];
        let of_role = of_role.map(|(value, words)| (value.to_owned(), words.to_owned()));
        let is_role = it.role.with(|it| it != CALLER);
        let own = it.policies.get().into_iter().map(|it| (it.name.clone(), it.name));
        own.chain(of_role.into_iter().filter(|_| is_role)).collect::<Choices>()
    });
    let use_of = Memo::new(move |_| {
        let role = it.role.get();
        desk.session.simulation.with(|it| used_as(it.world(), &role))
    });
    let is_there = Memo::new(move |_| {
        let role = it.role.get();
        role == CALLER || desk.with_roles(|it| it.roles.contains_key(&role)) == Some(true)
    });
    let inside = move || {
        if !is_there.get() {
            return untrack(|| vec![missing(it)]);
        }
        untrack(|| {
            let policy = choice("edited-policy", text::POLICY, policies, it.policy);
            vec![policy, document(it), would_be_allowed(it)]
        })
    };
    vec![
        html("div")
            .with(choice(EDITED_ROLE, text::ROLE, roles, it.role))
            .with(html("p").class("tiny muted").text_by(move || use_of.get())),
        html("div").class("stack").inside_by(inside),
        manage(it),
        keys(desk),
        agents(desk),
    ]
}

/// A role that a task definition names and that is not there.
fn missing(it: Editing) -> Part {
    let create = move || {
        create(it, it.role.get_untracked(), RoleUse::Task);
    };
    let button = button("btn pri", create).text(text::CREATE_ROLE);
    note(Tone::Caution, vec![paragraph("", text::ROLE_IS_MISSING), button])
}

/// The ACTIVE task definitions.
fn active(world: &World) -> impl Iterator<Item = (TaskDefinitionId, &TaskDefinition)> {
    let all = (0..).map(TaskDefinitionId).zip(&world.task_definitions);
    all.filter(|(_, it)| it.status == TaskDefinitionStatus::Active).map(|(id, it)| (id, &it.task_definition))
}

/// The roles that are there, those that task definitions name and that are not, and the caller.
fn role_choices(world: &World) -> Choices {
    let Some(roles) = world.roles.as_deref() else { return vec![] };
    let mut all: Choices = roles.roles.values().map(|it| (it.arn.clone(), it.name().to_owned())).collect();
    let named = active(world).flat_map(|(_, it)| [&it.task_role_arn, &it.execution_role_arn]).flatten();
    for arn in named {
        if !all.iter().any(|(it, _)| it == arn) {
            all.push((arn.clone(), text::not_there(name(arn))));
        }
    }
    all.push((CALLER.to_owned(), text::THE_CALLER.to_owned()));
    all
}

/// The name in the ARN of a role.
fn name(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or_default()
}

/// Who signs with a role, and for what.
fn used_as(world: &World, role: &str) -> String {
    if role == CALLER {
        return text::CALLER_SIGNS.to_owned();
    }
    let mut uses = vec![];
    if role == service_linked_role_arn() {
        uses.push(text::SERVICE_LINKED.to_owned());
    }
    if world.roles.as_ref().and_then(|it| it.instance_profile.as_deref()) == Some(role) {
        uses.push(text::IN_PROFILE.to_owned());
    }
    for (id, it) in active(world) {
        let revision = explain::revision_name(world, id);
        if it.task_role_arn.as_deref() == Some(role) {
            uses.push(text::task_role_of(&revision));
        }
        if it.execution_role_arn.as_deref() == Some(role) {
            uses.push(text::execution_role_of(&revision));
        }
    }
    let at_launch = world.storage.iter().flat_map(|it| &it.at_launch);
    for (id, _) in at_launch.filter(|(_, it)| it.role_arn == role) {
        uses.push(text::infrastructure_role_of(&explain::revision_name(world, *id)));
    }
    if uses.is_empty() { text::UNUSED.to_owned() } else { text::used_as(&uses) }
}
