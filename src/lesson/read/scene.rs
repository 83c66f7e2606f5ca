//! A scene file of a lesson, in the words of `diagram`, with the mistakes of every group, node, edge and step at once.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer, Error};

use super::document::{Place, read_text};
use super::launch::{Launch, Written, WrittenVariant, put_back};
use crate::diagram::{Edge, Group, Node, Scene, Step, scene_findings};
use crate::lesson::Problems;

/// Reads a scene file.
pub fn read(root: &Path, file: &str, problems: &RefCell<Problems>) -> Option<Scene> {
    let text = read_text(root, file, problems)?;
    let place = Place { file, text: &text, problems };
    let (document, errors) = DeTable::parse_recoverable(&text);
    for error in &errors {
        complain(&place, error);
    }
    if !errors.is_empty() {
        return None;
    }
    let n_before = problems.borrow().iter().count();
    let mut top = document;
    let mut part = |key: &str| top.get_mut().remove(key);
    let groups: Vec<Group> = each(&place, part("groups"), of);
    let nodes: Vec<Node> = each(&place, part("nodes"), of);
    let edges: Vec<Edge> = each(&place, part("edges"), of);
    let launch = part("launch");
    let is_launched = launch.is_some();
    let launch: Option<Written> =
        launch.and_then(|it| one(&place, it, "must be written in brackets, as [launch]", of));
    let steps = each(&place, part("steps"), step);
    let scene: Result<Scene, _> = serde::Deserialize::deserialize(Deserializer::from(top));
    let scene = scene.map_err(|error| complain(&place, &error)).ok()?;
    let mut scene = Scene { groups, nodes, edges, ..scene };
    let launch = launch.and_then(|it| Launch::new(it, root, &place, &scene));
    if let (false, Some(WrittenStep::Variant(it))) =
        (is_launched, steps.iter().find(|it| matches!(it, WrittenStep::Variant(_))))
    {
        place.complain_at(
            it.at(),
            "a step can only take something away from a launch; add [launch] to this scene",
        );
    }
    scene.steps = walk(steps, launch.as_ref(), &place, &scene);
    if problems.borrow().iter().count() == n_before {
        for finding in scene_findings(&scene) {
            let offset = text.find(&format!("id = \"{}\"", finding.at)).filter(|_| !finding.at.is_empty());
            let at = if finding.at.is_empty() { "the scene" } else { &finding.at };
            place.complain_at(offset.unwrap_or(0), format!("{at}: {}", finding.problem));
        }
    }
    Some(scene)
}

/// A step as it is written.
enum WrittenStep {
    /// What happens.
    Told(Step),
    /// What is taken away; what happens then is the simulator's.
    Variant(WrittenVariant),
}

/// The steps of the walk-through. After a variant everything stands again as it did.
fn walk(written: Vec<WrittenStep>, launch: Option<&Launch>, place: &Place<'_>, scene: &Scene) -> Vec<Step> {
    let mut changed = BTreeSet::new();
    let mut steps = vec![];
    for it in written {
        let is_variant = matches!(it, WrittenStep::Variant(_));
        let step = match it {
            WrittenStep::Told(step) => Some(step),
            WrittenStep::Variant(it) => launch.and_then(|launch| launch.step(it, place)),
        };
        // After a problem a step is still a step: nobody is to hear that there are too few.
        let mut step = step.unwrap_or_default();
        put_back(scene, &mut step, &changed);
        if is_variant {
            changed.extend(step.states.iter().map(|it| it.id.clone()));
        }
        steps.push(step);
    }
    steps
}

/// A table of the file, in the words of `diagram`.
type Part<'a> = Spanned<DeTable<'a>>;

fn of<T: DeserializeOwned>(part: Part<'_>) -> Result<T, Error> {
    T::deserialize(Deserializer::from(part))
}

fn step(part: Part<'_>) -> Result<WrittenStep, Error> {
    if part.get_ref().contains_key("without") {
        of(part).map(WrittenStep::Variant)
    } else {
        of(part).map(WrittenStep::Told)
    }
}

fn each<T>(
    place: &Place<'_>,
    value: Option<Spanned<DeValue<'_>>>,
    read: impl Fn(Part<'_>) -> Result<T, Error>,
) -> Vec<T> {
    let Some(value) = value else { return vec![] };
    let start = value.span().start;
    let DeValue::Array(array) = value.into_inner() else {
        place.complain_at(start, "must be written in double brackets, such as [[nodes]]");
        return vec![];
    };
    let one = |item| one(place, item, "must be a table of its own, such as [[nodes]]", &read);
    array.into_iter().filter_map(one).collect()
}

fn one<T>(
    place: &Place<'_>,
    value: Spanned<DeValue<'_>>,
    otherwise: &str,
    read: impl Fn(Part<'_>) -> Result<T, Error>,
) -> Option<T> {
    let span = value.span();
    let DeValue::Table(table) = value.into_inner() else {
        place.complain_at(span.start, otherwise);
        return None;
    };
    read(Spanned::new(span, table)).map_err(|error| complain(place, &error)).ok()
}

fn complain(place: &Place<'_>, error: &Error) {
    let offset = error.span().map_or(0, |span| span.start);
    let message = error.message().replace('\n', "; ");
    place.complain_at(offset, format!("{message}; the keys of a scene are told in lessons/README.md"));
}
