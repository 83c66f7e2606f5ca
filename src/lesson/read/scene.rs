//! A scene file of a lesson, in the words of `diagram`, with the mistakes of every group, node, edge and step at once.

use std::cell::RefCell;
use std::path::Path;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer, Error};

use super::document::{Place, read_text};
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
    let groups: Vec<Group> = each(&place, part("groups"));
    let nodes: Vec<Node> = each(&place, part("nodes"));
    let edges: Vec<Edge> = each(&place, part("edges"));
    let steps: Vec<Step> = each(&place, part("steps"));
    let scene: Result<Scene, _> = serde::Deserialize::deserialize(Deserializer::from(top));
    let scene = scene.map_err(|error| complain(&place, &error)).ok()?;
    let scene = Scene { groups, nodes, edges, steps, ..scene };
    if problems.borrow().iter().count() == n_before {
        for finding in scene_findings(&scene) {
            let offset = text.find(&format!("id = \"{}\"", finding.at)).filter(|_| !finding.at.is_empty());
            let at = if finding.at.is_empty() { "the scene" } else { &finding.at };
            place.complain_at(offset.unwrap_or(0), format!("{at}: {}", finding.problem));
        }
    }
    Some(scene)
}

fn each<T: DeserializeOwned>(place: &Place<'_>, value: Option<Spanned<DeValue<'_>>>) -> Vec<T> {
    let Some(value) = value else { return vec![] };
    let start = value.span().start;
    let DeValue::Array(array) = value.into_inner() else {
        place.complain_at(start, "must be written in double brackets, such as [[nodes]]");
        return vec![];
    };
    let mut read = vec![];
    for item in array {
        let span = item.span();
        match item.into_inner() {
            DeValue::Table(table) => match T::deserialize(Deserializer::from(Spanned::new(span, table))) {
                Ok(part) => read.push(part),
                Err(error) => complain(place, &error),
            },
            _ => place.complain_at(span.start, "must be a table of its own, such as [[nodes]]"),
        }
    }
    read
}

fn complain(place: &Place<'_>, error: &Error) {
    let offset = error.span().map_or(0, |span| span.start);
    let message = error.message().replace('\n', "; ");
    place.complain_at(offset, format!("{message}; the keys of a scene are told in lessons/README.md"));
}
