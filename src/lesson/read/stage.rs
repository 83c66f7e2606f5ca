//! `stage.toml` of a lesson and the scenes it names.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::document::{Place, Table, read_text, with_document};
use super::scene;
use crate::diagram::{Explain, Icon, Scene};
use crate::lesson::{Panel, Problems, Stage};

/// Reads a `stage.toml`, and which part each term of the prose selects.
pub fn read(root: &Path, folder: &str, problems: &RefCell<Problems>) -> (Stage, BTreeMap<String, String>) {
    let file = format!("lessons/{folder}/stage.toml");
    let mut stage = Stage {
        title: String::new(),
        action: String::new(),
        selected: String::new(),
        panels: vec![],
        steps: vec![],
    };
    let mut terms = BTreeMap::new();
    let Some(text) = read_text(root, &file, problems) else { return (stage, terms) };
    let place = Place { file: &file, text: &text, problems };
    with_document(&place, |top| {
        stage.title = top.text("title");
        stage.action = top.text("action");
        stage.selected = top.text("selected");
        stage.steps = top.texts("steps");
        let mut n_panels = 0;
        top.each("panel", |table| {
            n_panels += 1;
            stage.panels.extend(panel(table, root, folder, problems));
        });
        // Where a scene could not be read, nothing can be said about its parts.
        let is_whole = n_panels > 0 && stage.panels.len() == n_panels;
        top.each("explain", |table| explain(table, &mut stage, is_whole));
        top.each("term", |table| {
            terms.insert(table.text("id"), table.text("part"));
        });
        if n_panels == 0 {
            top.complain("a stage needs at least one [[panel]]");
        }
        if is_whole {
            check(top, &stage, &terms);
        }
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

/// Alike parts share one explanation in the file; in the scenes each part has its own.
fn explain(table: &mut Table<'_>, stage: &mut Stage, is_whole: bool) {
    let parts = table.texts("parts");
    let explain =
        Explain { title: table.text("title"), text: table.text("text"), facts: table.texts("facts") };
    if parts.is_empty() {
        table.complain("an [[explain]] needs parts = [\"id\", …]: the nodes and groups it is about");
    }
    for id in &parts {
        let mut slots = stage.panels.iter_mut().filter_map(|panel| slot(&mut panel.scene, id));
        match slots.next() {
            Some(Some(_)) => {
                table.complain_near(id, format!("`{id}` is explained twice; remove one"));
            }
            Some(slot) => *slot = Some(explain.clone()),
            None if is_whole => {
                table.complain_near(id, format!("no scene has a part `{id}`; remove it or mend its name"));
            }
            None => {}
        }
    }
}

fn slot<'a>(scene: &'a mut Scene, id: &str) -> Option<&'a mut Option<Explain>> {
    let node = scene.nodes.iter_mut().find(|node| node.id == id).map(|node| &mut node.explain);
    node.or_else(|| scene.groups.iter_mut().find(|group| group.id == id).map(|group| &mut group.explain))
}

fn check(top: &Table<'_>, stage: &Stage, terms: &BTreeMap<String, String>) {
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
    let named = terms.values().chain([&stage.selected]);
    for id in named.filter(|id| !id.is_empty() && !parts.contains(id.as_str())) {
        let known: Vec<_> = parts.iter().copied().collect();
        top.complain_near(id, format!("there is no part `{id}` to select; known: {}", known.join(", ")));
    }
}
