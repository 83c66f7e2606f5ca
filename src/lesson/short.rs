//! A stage as it travels to a page: where a part of a picture names another one, one character stands for the id, by the
//! place of that part in the picture.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Stage;
use crate::diagram::Scene;

/// The character of the first part.
const FIRST: u32 = '0' as u32;

pub(super) fn serialize<S: Serializer>(stage: &Stage, serializer: S) -> Result<S::Ok, S::Error> {
    let mut short = stage.clone();
    for panel in &mut short.panels {
        shorten(&mut panel.scene);
    }
    short.serialize(serializer)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Stage, D::Error> {
    let mut stage = Stage::deserialize(deserializer)?;
    for panel in &mut stage.panels {
        lengthen(&mut panel.scene);
    }
    Ok(stage)
}

fn shorten(scene: &mut Scene) {
    let ids = ids(scene);
    for name in names(scene) {
        let place = (FIRST..).zip(&ids).find(|(_, id)| *id == name);
        if let Some(short) = place.and_then(|(code, _)| char::from_u32(code)) {
            *name = short.into();
        }
    }
}

fn lengthen(scene: &mut Scene) {
    let ids = ids(scene);
    for name in names(scene) {
        let mut letters = name.chars();
        let place = letters.next().and_then(|it| u32::from(it).checked_sub(FIRST));
        let id = place.filter(|_| letters.next().is_none()).and_then(|it| ids.get(usize::try_from(it).ok()?));
        if let Some(id) = id {
            name.clone_from(id);
        }
    }
}

/// The parts of a picture: groups, nodes, edges.
fn ids(scene: &Scene) -> Vec<String> {
    let groups = scene.groups.iter().map(|it| &it.id);
    groups
        .chain(scene.nodes.iter().map(|it| &it.id))
        .chain(scene.edges.iter().map(|it| &it.id))
        .cloned()
        .collect()
}

/// Where a part is named by another one or by a step.
fn names(scene: &mut Scene) -> Vec<&mut String> {
    let mut names: Vec<&mut String> = vec![];
    names.extend(scene.groups.iter_mut().filter_map(|it| it.parent.as_mut()));
    names.extend(scene.nodes.iter_mut().filter_map(|it| it.parent.as_mut()));
    names.extend(scene.edges.iter_mut().flat_map(|it| [&mut it.from, &mut it.to]));
    for step in &mut scene.steps {
        names.extend(step.highlight.iter_mut().chain(&mut step.appear));
        names.extend(step.states.iter_mut().map(|it| &mut it.id));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scene() -> Scene {
        toml::from_str(
            r#"
            id = "x"
            title = "X"
            [[groups]]
            id = "0"
            kind = "cluster"
            label = "C"
            [[nodes]]
            id = "agent"
            in = "0"
            [[nodes]]
            id = "1"
            [[edges]]
            id = "polls"
            from = "agent"
            to = "1"
            [[steps]]
            says = "It polls."
            highlight = ["agent", "0"]
            appear = ["polls"]
            states = [{ id = "1", state = "offline" }]
            "#,
        )
        .unwrap()
    }

    #[test]
    fn names_are_short_on_the_way_and_whole_again_after() {
        let mut travelling = scene();
        shorten(&mut travelling);
        assert!(names(&mut travelling).iter().all(|it| it.chars().count() == 1));
        assert_ne!(travelling, scene());
        lengthen(&mut travelling);
        assert_eq!(travelling, scene());
    }

    #[test]
    fn what_names_no_part_stays_as_it_is() {
        let mut travelling = scene();
        travelling.steps[0].highlight.push("nobody".to_owned());
        let before = travelling.clone();
        shorten(&mut travelling);
        lengthen(&mut travelling);
        assert_eq!(travelling, before);
    }
}
