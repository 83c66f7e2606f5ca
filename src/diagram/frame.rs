//! How everything stands at one moment: before the walk-through, or in one of its steps.

use super::scene::{is_among, states_of};
use super::{Scene, State};

/// The states at one moment. `None`: not there yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// By index in [`Scene::groups`].
    pub groups: Vec<Option<State>>,
    /// By index in [`Scene::nodes`].
    pub nodes: Vec<Option<State>>,
    /// By index in [`Scene::edges`].
    pub edges: Vec<Option<State>>,
}

/// The states in a step (counted from 0), or before the first one. Layout never depends on the step: what is not
/// there yet keeps its place, so nothing moves.
pub fn frame(scene: &Scene, step: Option<usize>) -> Frame {
    let n_shown = step.map_or(0, |step| step + 1).min(scene.steps.len());
    let (shown, later) = scene.steps.split_at(n_shown);
    let current = shown.last().filter(|step| !step.highlight.is_empty() || !step.appear.is_empty());
    let is_lit = |id: &str| current.is_none_or(|step| step.tells_of(id));
    let is_new = |id: &str| current.is_some_and(|step| is_among(&step.appear, id));
    let stand = |id: &str, base: State, lit: bool| {
        if later.iter().any(|step| is_among(&step.appear, id)) {
            return None;
        }
        Some(match states_of(shown, id).last().copied().unwrap_or(base) {
            State::Normal if is_new(id) => State::New,
            State::Normal if !lit => State::Dimmed,
            State::Normal if current.is_some() => State::Hot,
            state => state,
        })
    };
    // A group is lit by what it holds; its own frame stays quiet then.
    let mut around: Vec<&str> = Vec::new();
    for node in &scene.nodes {
        add_around(scene, node.parent.as_ref().filter(|_| is_lit(&node.id)), &mut around);
    }
    for group in &scene.groups {
        add_around(scene, group.parent.as_ref().filter(|_| is_lit(&group.id)), &mut around);
    }
    let mut frame = Frame { groups: Vec::new(), nodes: Vec::new(), edges: Vec::new() };
    for it in &scene.groups {
        let lit = is_lit(&it.id);
        frame.groups.push(match stand(&it.id, it.state, lit || around.contains(&&*it.id)) {
            Some(State::Hot) if !lit => Some(State::Normal),
            state => state,
        });
    }
    for it in &scene.nodes {
        frame.nodes.push(stand(&it.id, it.state, is_lit(&it.id)));
    }
    for it in &scene.edges {
        frame.edges.push(stand(&it.id, it.state, is_lit(&it.id)));
    }
    frame
}

/// Adds a group and those around it.
fn add_around<'a>(scene: &'a Scene, mut group: Option<&'a String>, around: &mut Vec<&'a str>) {
    while let Some(id) = group
        && !around.contains(&&**id)
    {
        around.push(id);
        group = scene.group(id).and_then(|it| it.parent.as_ref());
    }
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
            id = "c"
            kind = "cluster"
            label = "Cluster"
            [[nodes]]
            id = "a"
            label = "A"
            [[nodes]]
            id = "b"
            in = "c"
            label = "B"
            [[edges]]
            id = "ab"
            from = "a"
            to = "b"
            [[steps]]
            says = "A stands alone."
            highlight = ["a"]
            [[steps]]
            says = "B joins."
            appear = ["b", "ab"]
            [[steps]]
            says = "B fails."
            highlight = ["b"]
            states = [{ id = "b", state = "offline" }]
            "#,
        )
        .unwrap()
    }

    #[test]
    fn before_the_first_step_what_appears_later_is_hidden_and_nothing_is_dimmed() {
        let frame = frame(&scene(), None);
        assert_eq!(frame.nodes, [Some(State::Normal), None]);
        assert_eq!(frame.edges, [None]);
    }

    #[test]
    fn a_step_lights_what_it_names_and_dims_the_rest() {
        let frame = frame(&scene(), Some(0));
        assert_eq!(frame.nodes, [Some(State::Hot), None]);
        assert_eq!(frame.groups, [Some(State::Dimmed)]);
    }

    #[test]
    fn what_appears_is_new_and_its_group_is_not_dimmed() {
        let frame = frame(&scene(), Some(1));
        assert_eq!(frame.nodes, [Some(State::Dimmed), Some(State::New)]);
        assert_eq!(frame.edges, [Some(State::New)]);
        assert_eq!(frame.groups, [Some(State::Normal)]);
    }

    #[test]
    fn a_changed_state_holds_from_its_step_on() {
        assert_eq!(frame(&scene(), Some(2)).nodes[1], Some(State::Offline));
        assert_eq!(frame(&scene(), Some(9)).nodes[1], Some(State::Offline));
    }
}
