//! `stage.toml` of a lesson and the scenes it names.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::document::{Place, Table, read_text, with_document};
use super::scene;
use crate::diagram::{Explain, Icon};
use crate::lesson::{Explanation, Panel, Problems, Stage};

/// Reads a `stage.toml`, and which part each term of the prose selects.
pub fn read(root: &Path, folder: &str, problems: &RefCell<Problems>) -> (Stage, BTreeMap<String, String>) {
    let file = format!("lessons/{folder}/stage.toml");
    let mut stage = Stage {
        title: String::new(),
        action: String::new(),
        selected: String::new(),
        panels: vec![],
        steps: vec![],
        explanations: vec![],
    };
    let mut terms = BTreeMap::new();
    let Some(text) = read_text(root, &file, problems) else { return (stage, terms) };
    let place = Place { file: &file, text: &text, problems };
    with_document(&place, |top| {
        stage.title = top.text("title");
        stage.action = top.text("action");
        stage.selected = top.text("selected");
        stage.steps = top.texts("steps");
        top.each("panel", |table| stage.panels.extend(panel(table, root, folder, problems)));
        top.each("explain", |table| stage.explanations.push(explanation(table)));
        top.each("term", |table| {
            terms.insert(table.text("id"), table.text("part"));
        });
        check(top, &stage, &terms);
    });
    (stage, terms)
}

fn panel(table: &mut Table<'_>, root: &Path, folder: &str, problems: &RefCell<Problems>) -> Option<Panel> {
    let name = table.text("name");
    let icon_name = table.text("icon");
    let scene = table.text("scene");
    let icon = Icon::ALL.iter().copied().find(|icon| icon.name() == icon_name);
    if icon.is_none() && !icon_name.is_empty() {
        table.complain_about("icon", format!("there is no icon `{icon_name}`; take one of assets/icons/"));
    }
    if scene.is_empty() {
        return None;
    }
    let scene = scene::read(root, &format!("lessons/{folder}/{scene}"), problems)?;
    Some(Panel { name, icon: icon?, scene })
}

fn explanation(table: &mut Table<'_>) -> Explanation {
    let parts = table.texts("parts");
    let explain =
        Explain { title: table.text("title"), text: table.text("text"), facts: table.texts("facts") };
    if parts.is_empty() {
        table.complain("an [[explain]] needs parts = [\"id\", …]: the nodes and groups it is about");
    }
    Explanation { parts, explain }
}

fn check(top: &Table<'_>, stage: &Stage, terms: &BTreeMap<String, String>) {
    if stage.panels.is_empty() && !top.has("panel") {
        top.complain("a stage needs at least one [[panel]]");
    }
    let mut parts = BTreeSet::new();
    for panel in &stage.panels {
        let scene = &panel.scene;
        if scene.steps.len() != stage.steps.len() {
            let message = format!(
                "`steps` names {} steps, but the scene `{}` has {}; each panel needs one sentence for every step",
                stage.steps.len(),
                scene.id,
                scene.steps.len(),
            );
            top.complain_about("steps", message);
        }
        let selectable = scene.nodes.iter().filter(|node| node.kind.is_selectable()).map(|node| &node.id);
        for id in selectable.chain(scene.groups.iter().map(|group| &group.id)) {
            if !parts.insert(id.as_str()) {
                top.complain(format!("two panels have a part `{id}`; give each its own id"));
            }
            if stage.explain(id).is_none() {
                let message = format!(
                    "nothing is said about `{id}` of the scene `{}`; add it to an [[explain]]",
                    scene.id
                );
                top.complain(message);
            }
        }
    }
    if stage.panels.is_empty() {
        return;
    }
    let named =
        stage.explanations.iter().flat_map(|it| &it.parts).chain([&stage.selected]).chain(terms.values());
    for id in named.filter(|id| !id.is_empty() && !parts.contains(id.as_str())) {
        let known: Vec<_> = parts.iter().copied().collect();
        top.complain_near(id, format!("there is no part `{id}` to select; known: {}", known.join(", ")));
    }
}
