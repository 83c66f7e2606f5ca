//! `stage.toml` of a lesson, its `NAME.stage.toml` for later sections, and the scenes that they name.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::document::{Place, Table, read_text, with_document};
use super::{cite, scene};
use crate::diagram::{Explain, Icon, Scene};
use crate::lesson::{Panel, Problems, Stage};

/// Every stage of a lesson, and which part each term of the prose selects.
pub fn read_all(root: &Path, folder: &str, problems: &RefCell<Problems>) -> Stages {
    let mut stages = Stages::default();
    stages.first = read(root, folder, "stage.toml", "stage".to_owned(), problems, &mut stages);
    let entries = std::fs::read_dir(root.join("lessons").join(folder));
    let mut files: Vec<String> = entries
        .into_iter()
        .flatten()
        .flatten()
        .map(|it| it.file_name().to_string_lossy().into_owned())
        .collect();
    files.sort();
    for file in &files {
        if let Some(name) = file.strip_suffix(".stage.toml") {
            let stage = read(root, folder, file, format!("stage-{name}"), problems, &mut stages);
            stages.later.insert(name.to_owned(), stage);
        }
    }
    stages
}

/// What the stage files of a lesson say.
#[derive(Default)]
pub struct Stages {
    /// `stage.toml`.
    pub first: Stage,
    /// The others by name.
    pub later: BTreeMap<String, Stage>,
    /// Which part a term selects, by term id.
    pub terms: BTreeMap<String, String>,
    /// The parts of all scenes that can be selected: a page has each id once.
    parts: BTreeSet<String>,
    /// What is said about each part so far, for parts of later stages that are like it.
    told: BTreeMap<String, Explain>,
}

fn read(
    root: &Path,
    folder: &str,
    file: &str,
    id: String,
    problems: &RefCell<Problems>,
    stages: &mut Stages,
) -> Stage {
    let file = format!("lessons/{folder}/{file}");
    let mut stage = Stage { id, ..Stage::default() };
    let mut terms = BTreeMap::new();
    let Some(text) = read_text(root, &file, problems) else { return stage };
    let place = Place { file: &file, text: &text, problems };
    with_document(&place, |top| {
        stage.title = top.text("title");
        stage.action = top.text("action");
        stage.selected = top.text("selected");
        stage.steps = top.texts("steps");
        stage.sources = top.texts("sources");
        let mut n_panels = 0;
        top.each("panel", |table| {
            n_panels += 1;
            stage.panels.extend(panel(table, root, folder, problems));
        });
        // Where a scene could not be read, nothing can be said about its parts.
        let is_whole = n_panels > 0 && stage.panels.len() == n_panels;
        top.each("explain", |table| explain(table, &mut stage, is_whole, &mut stages.told));
        top.each("term", |table| {
            let id = table.text("id");
            if stages.terms.contains_key(&id) {
                table
                    .complain_about("id", format!("another stage has a part for `{id}` already; remove one"));
            }
            terms.insert(id, table.text("part"));
        });
        if n_panels == 0 {
            top.complain("a stage needs at least one [[panel]]");
        }
        if is_whole {
            check(top, &stage, &terms, &mut stages.parts);
        }
        if stage.sources.is_empty() && facts_of(&stage).any(cite::needs_source) {
            top.complain("a sentence of this stage has a number or a quotation; add sources = [\"…\"] with ids of lesson.toml");
        }
    });
    stages.terms.extend(terms);
    stage
}

/// Every sentence of a stage that can state a fact.
fn facts_of(stage: &Stage) -> impl Iterator<Item = &str> {
    let scenes = || stage.panels.iter().map(|panel| &panel.scene);
    let says = scenes().flat_map(|scene| scene.steps.iter().map(|step| step.says.as_str()));
    let nodes = scenes().flat_map(|scene| scene.nodes.iter().filter_map(|node| node.explain.as_ref()));
    let groups = scenes().flat_map(|scene| scene.groups.iter().filter_map(|group| group.explain.as_ref()));
    let told = nodes.chain(groups);
    says.chain(told.flat_map(|it| [it.text.as_str()].into_iter().chain(it.facts.iter().map(String::as_str))))
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
fn explain(table: &mut Table<'_>, stage: &mut Stage, is_whole: bool, told: &mut BTreeMap<String, Explain>) {
    let parts = table.texts("parts");
    let explain = match table.optional_text("like") {
        Some(like) => told.get(&like).cloned().unwrap_or_else(|| {
            let message = format!("no part `{like}` is explained before this; name one of stage.toml");
            table.complain_about("like", message);
            Explain::default()
        }),
        None => Explain { title: table.text("title"), text: table.text("text"), facts: table.texts("facts") },
    };
    if parts.is_empty() {
        table.complain("an [[explain]] needs parts = [\"id\", …]: the nodes and groups it is about");
    }
    for id in &parts {
        told.insert(id.clone(), explain.clone());
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

fn check(top: &Table<'_>, stage: &Stage, terms: &BTreeMap<String, String>, others: &mut BTreeSet<String>) {
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
            if !parts.insert(id.as_str()) || others.contains(id) {
                top.complain(format!("two pictures of this lesson have a part `{id}`; give each its own id"));
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
    others.extend(parts.into_iter().map(str::to_owned));
}
