//! The launch that a scene is about. An author says what is launched, where its calls are in the picture, and for each
//! step what is taken away; what comes of that, and what AWS says, is the simulator's, never the author's.
//!
//! Start reading at [`Launch::step`]; the game is played in [`trial`].

mod trial;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::document::{Place, read_text};
use crate::diagram::{Edge, Scene, State, StateChange, Step as SceneStep};
use crate::ecs::{Reading, read_task_definition};
use crate::iam::launch::Step;
use crate::sim::{LaunchType, explain};
use trial::{LaunchRole, Outcome, Trial, Without};

/// `[launch]` of a scene as it is written.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Written {
    /// EC2 or FARGATE.
    on: LaunchType,
    /// A file beside the scene, in AWS's own JSON.
    task_definition: Spanned<String>,
    /// What the application calls.
    calls: WrittenCall,
    /// The node of each role.
    #[serde(default)]
    roles: BTreeMap<LaunchRole, Spanned<String>>,
    /// Where the calls of each step are.
    #[serde(default, rename = "step")]
    steps: Vec<Spanned<Shown>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenCall {
    action: String,
    resource: String,
}

/// Where some steps of the launch are in the picture.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shown {
    does: Vec<Step>,
    /// Lit when the launch comes so far.
    parts: Vec<String>,
    /// The line of their calls: ticked when they are allowed, crossed out when one is refused.
    call: String,
    /// The line to the role that signs them: crossed out in place of the calls when that role is not there, or
    /// does not let itself be assumed.
    #[serde(default)]
    signs: Option<String>,
}

/// A step of a walk-through that takes something away. That it can say nothing else is the point of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenVariant {
    /// The words before what the simulator says.
    says: String,
    without: Spanned<Without>,
}

impl WrittenVariant {
    /// Where it is written.
    pub fn at(&self) -> usize {
        self.without.span().start
    }
}

/// A launch that can be played, and its picture.
pub struct Launch {
    trial: Trial,
    roles: BTreeMap<LaunchRole, String>,
    steps: Vec<Shown>,
    /// The ends of each line of the scene, by its id.
    ends: BTreeMap<String, [String; 2]>,
}

impl Launch {
    /// Checks what is written and looks whether the launch goes well when nothing is taken away. None after a problem.
    pub fn new(written: Written, root: &Path, place: &Place<'_>, scene: &Scene) -> Option<Self> {
        let Written { on, task_definition, calls, roles, steps } = written;
        let at = task_definition.span().start;
        let folder = place.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let text = read_text(root, &format!("{folder}/{}", task_definition.get_ref()), place.problems)?;
        let read = read_task_definition(&text).ok().filter(Reading::is_registrable);
        let Some(read) = read else {
            place.complain_at(
                at,
                "is no task definition; check it with `cargo run --example validate_task_definition`",
            );
            return None;
        };
        let call = (calls.action, calls.resource);
        let trial = Trial { launch_type: on, task_definition: read.task_definition, call };
        if let Some(fault) = trial.fault() {
            place.complain_at(at, format!("it does not run, although nothing is taken away: {fault}"));
            return None;
        }
        let is_part = |id: &str| has(scene, id);
        let lost = |at: usize, id: &str| {
            if !is_part(id) {
                place.complain_at(
                    at,
                    format!("`{id}` is not in this scene; name a group, node or edge of it"),
                );
            }
        };
        let taken = trial.steps();
        for it in &steps {
            let (at, it) = (it.span().start, it.get_ref());
            it.parts.iter().chain([&it.call]).for_each(|id| lost(at, id));
            for id in it.signs.iter().filter(|id| !scene.edges.iter().any(|edge| edge.id == **id)) {
                place.complain_at(at, format!("`{id}` is no edge of this scene; `signs` names one"));
            }
            for step in it.does.iter().filter(|step| !taken.contains(step)) {
                place.complain_at(at, format!("this launch has no step {step:?}; it has {taken:?}"));
            }
        }
        for role in roles.values() {
            lost(role.span().start, role.get_ref());
        }
        for step in taken.iter().filter(|step| !steps.iter().any(|it| it.get_ref().does.contains(step))) {
            place.complain_at(
                at,
                format!(
                    "the launch has a step {step:?}, which no [[launch.step]] shows; add it to `does` of one"
                ),
            );
        }
        let roles = roles.into_iter().map(|(role, id)| (role, id.into_inner())).collect();
        let steps = steps.into_iter().map(Spanned::into_inner).collect();
        let ends = |it: &Edge| (it.id.clone(), [it.from.clone(), it.to.clone()]);
        Some(Self { trial, roles, steps, ends: scene.edges.iter().map(ends).collect() })
    }

    /// The step of a walk-through that shows what comes of it when something is taken away. None after a problem.
    pub fn step(&self, variant: WrittenVariant, place: &Place<'_>) -> Option<SceneStep> {
        let (at, without) = (variant.at(), variant.without.get_ref());
        let Some(outcome) = self.trial.outcome(without) else {
            place.complain_at(at, self.changes_nothing(without));
            return None;
        };
        let marked = match without {
            Without::Role(role) => Some((role, State::Offline)),
            Without::Trust(role) => Some((role, State::Denied)),
            Without::Right(_) | Without::Route => None,
        };
        let mut states = self.ticks(&outcome);
        if let Some((role, state)) = marked {
            let Some(id) = self.roles.get(role) else {
                place.complain_at(at, "[launch.roles] does not say which node this role is; add it");
                return None;
            };
            states.insert(id.clone(), state);
        }
        let states = states.into_iter().map(|(id, state)| StateChange { id, state }).collect();
        let says = [&*variant.says, &told(&outcome)].join(" ");
        Some(SceneStep { says, highlight: self.reached(&outcome), appear: vec![], states })
    }

    fn changes_nothing(&self, without: &Without) -> String {
        match without {
            Without::Right(right) => format!(
                "this launch goes on without `{right}`; take away what it needs: {}",
                self.trial.rights().join(", ")
            ),
            Without::Role(_) | Without::Trust(_) | Without::Route => {
                "this launch goes on without it; take away what it needs".to_owned()
            }
        }
    }

    /// Everything that the launch came to, and where it went wrong. What nobody signs is not called.
    fn reached(&self, outcome: &Outcome) -> Vec<String> {
        let mut parts: BTreeSet<&String> = BTreeSet::new();
        for it in self.shown_until(outcome) {
            match unsigned(it, outcome) {
                Some(line) => parts.extend(self.ends[line].iter().chain([line])),
                None => parts.extend(&it.parts),
            }
        }
        parts.into_iter().cloned().collect()
    }

    /// What was allowed, and what was refused or not answered.
    fn ticks(&self, outcome: &Outcome) -> BTreeMap<String, State> {
        let failed = if outcome.is_answered { State::Denied } else { State::Offline };
        let state = |it: &Shown| if it.does.contains(&outcome.step) { failed } else { State::Allowed };
        let line = |it: &Shown| unsigned(it, outcome).unwrap_or(&it.call).clone();
        self.shown_until(outcome).map(|it| (line(it), state(it))).collect()
    }

    /// Where its calls are. A refusal that does not end the launch leaves those after it as they were.
    fn shown_until(&self, outcome: &Outcome) -> impl Iterator<Item = &Shown> {
        let (last, goes_on) = (outcome.step, !outcome.consequence.ends_launch());
        self.steps.iter().filter(move |it| goes_on || it.does.iter().any(|does| *does <= last))
    }
}

/// The line to the role that should have signed these calls, when they failed because nobody could sign.
fn unsigned<'a>(shown: &'a Shown, outcome: &Outcome) -> Option<&'a String> {
    shown.signs.as_ref().filter(|_| outcome.is_unsigned && shown.does.contains(&outcome.step))
}

/// Puts the states of the scene back that the steps before this one changed.
pub fn put_back(scene: &Scene, step: &mut SceneStep, changed: &BTreeSet<String>) {
    let base = |id: &str| {
        let node = scene.nodes.iter().find(|it| it.id == id).map(|it| it.state);
        let edge = || scene.edges.iter().find(|it| it.id == id).map(|it| it.state);
        node.or_else(edge).unwrap_or_default()
    };
    let mut states: Vec<_> =
        changed.iter().map(|id| StateChange { id: id.clone(), state: base(id) }).collect();
    states.retain(|it| !step.states.iter().any(|own| own.id == it.id));
    states.append(&mut step.states);
    step.states = states;
}

fn has(scene: &Scene, id: &str) -> bool {
    scene.groups.iter().any(|it| it.id == id)
        || scene.nodes.iter().any(|it| it.id == id)
        || scene.edges.iter().any(|it| it.id == id)
}

/// How the launch ends, and what AWS says.
fn told(outcome: &Outcome) -> String {
    let message = outcome.message.as_ref().map(|it| format!("“{}”", shortened(it)));
    let message = message.unwrap_or_else(|| explain::NO_MESSAGE.to_owned());
    format!("{} {message}", explain::consequence(outcome.consequence))
}

/// A message without what is different in every account: the beginnings of ARNs, and the names of sessions.
fn shortened(message: &str) -> String {
    let word = |word: &str| {
        let Some((before, arn)) = word.split_once("arn:aws:") else { return word.to_owned() };
        let resource = arn.splitn(4, ':').nth(3).unwrap_or(arn);
        match resource.rsplit_once('/') {
            Some((role, _)) if resource.starts_with("assumed-role/") => format!("{before}…:{role}/…"),
            _ => format!("{before}…:{resource}"),
        }
    };
    message.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn a_message_keeps_the_role_and_loses_the_account() {
        let message = "User: arn:aws:sts::123456789012:assumed-role/orders-execution/0a is not authorized to perform: x:Y on \
                       resource: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db' or *";
        assert_eq!(
            shortened(message),
            "User: …:assumed-role/orders-execution/… is not authorized to perform: x:Y on resource: '…:secret:db' or *"
        );
    }
}
