//! The drawing: SVG text with classes, grouped by the part of the scene it draws, in painting order.
//!
//! Both the static page and the live view put the same parts in place.

mod edge;
mod group;
mod kept;
mod line;
mod mark;
mod node;
mod shape;
mod stand;

use std::rc::Rc;

pub use kept::Kept;
pub(super) use line::line_sample;
pub use line::{bend, corner_radius};
pub(super) use mark::{badge_of as mark_of, sample as mark_sample};
use stand::{Stand, stands};

use super::svg::{push_icon, write};
use super::{Icon, Layout, Owner, Point, Rect, Scene, State, text};

/// What the reader of a drawing chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct View<'a> {
    /// The id of the selected node or group.
    pub selected: Option<&'a str>,
    /// The step of the walk-through, counted from 0; before it when not given.
    pub step: Option<usize>,
}

/// A scene, laid out and looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// The width of the view box.
    pub width: i32,
    /// The height of the view box.
    pub height: i32,
    /// The accessible name.
    pub title: String,
    /// The longer description; may be empty.
    pub description: String,
    /// Groups from the outside in, then edges (dimmed ones first), then their marks, then nodes. A part that looks as it did in an earlier
    /// drawing is that one.
    pub parts: Vec<Rc<Part>>,
}

/// What a part of the drawing stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// A group.
    Group,
    /// A node.
    Node,
    /// An edge.
    Edge,
    /// The tick or the cross of an edge.
    Mark,
}

/// One `<g>`: the shapes of one group, node, edge or mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it stands for.
    pub kind: PartKind,
    /// The id in the scene (`data-id`).
    pub id: String,
    /// The classes of the `<g>`.
    pub class: String,
    /// What is read aloud: "ECS agent, one per host, inside EC2 instance". For an edge, what it carries and how it
    /// stands, of which its mark says nothing more.
    pub name: String,
    /// A learner can select it (`role="button"`, `aria-pressed`).
    pub is_selectable: bool,
    /// It is selected.
    pub is_selected: bool,
    /// The box that [`Part::ring`] stands around (edges: empty, at the corner of the picture). Its corner is where the
    /// shapes of the part are counted from: alike parts then have equal shapes, wherever they stand, and pages of pictures
    /// become smaller.
    pub bounds: Rect,
    /// An edge: the corners of its line as it is drawn, of which those between are rounded with the
    /// [radius of corners](corner_radius) where there is room.
    pub line: Vec<Point>,
    /// What stands inside the `<g>`, in painting order. Every color comes from a class; positions are in the units of the
    /// view box, from the corner of [`Part::bounds`].
    pub svg: String,
    /// What comes last: the one element of a badge on a corner, which comes and goes with a state. May be empty.
    pub badge: String,
}

impl Part {
    /// The middle of the ring of keyboard focus, 2 px wide: outside the ring of what is selected, whose middle is 2 px from
    /// the box, and clear of what stands 8 px away.
    #[must_use]
    pub const fn ring(&self) -> Rect {
        self.bounds.grown(5)
    }

    /// A part that says and shows nothing yet.
    #[inline(never)]
    fn new(kind: PartKind, id: &str, bounds: &Rect) -> Self {
        Self {
            kind,
            id: id.to_owned(),
            class: String::new(),
            name: String::new(),
            is_selectable: false,
            is_selected: false,
            bounds: *bounds,
            line: Vec::new(),
            svg: String::new(),
            badge: String::new(),
        }
    }

    /// What every thing says and shows: who runs it, how it stands, what it stands in.
    fn stands(&mut self, scene: &Scene, owner: Option<Owner>, state: State, parent: Option<&String>) {
        text::add_standing(&mut self.name, owner, state);
        if let Some(group) = parent.and_then(|id| scene.group(id)) {
            self.name.push_str(text::INSIDE);
            self.name.push_str(group.name());
        }
        self.class.push_str(state_class(state));
        if self.is_selected && state != State::Selected {
            self.class.push_str(state_class(State::Selected));
        }
    }

    /// The `transform` of the `<g>`; none when its shapes are counted from the corner of the picture.
    #[must_use]
    pub fn transform(&self) -> Option<String> {
        let Rect { x, y, .. } = self.bounds;
        ((x, y) != (0, 0)).then(|| translation(x, y))
    }
}

/// A `transform` that moves by so much.
fn translation(x: i32, y: i32) -> String {
    let mut transform = String::new();
    write(&mut transform, "translate($ $)", &[x, y]);
    transform
}

/// Draws a scene that has been laid out.
pub fn drawing(scene: &Scene, layout: &Layout, view: View<'_>) -> Drawing {
    let parts = stands(scene, layout, view).iter().map(|stand| part(scene, layout, stand)).collect();
    of_parts(scene, layout, parts)
}

/// The same after an earlier drawing, of which parts are taken that look alike.
pub fn redrawing(scene: &Scene, layout: &Layout, view: View<'_>, kept: &mut Kept) -> Drawing {
    let stands = stands(scene, layout, view);
    kept.compare_names(scene);
    let again = |stand| kept.part(scene, layout, stand).unwrap_or_else(|| part(scene, layout, stand));
    let parts: Vec<_> = stands.iter().map(again).collect();
    kept.keep(scene, layout, stands, &parts);
    of_parts(scene, layout, parts)
}

fn of_parts(scene: &Scene, layout: &Layout, parts: Vec<Rc<Part>>) -> Drawing {
    let (title, description) = (scene.title.clone(), scene.description.clone());
    Drawing { width: layout.width, height: layout.height, title, description, parts }
}

fn part(scene: &Scene, layout: &Layout, stand: &Stand) -> Rc<Part> {
    Rc::new(match stand.kind {
        PartKind::Group => group::part(scene, layout, stand),
        PartKind::Edge => edge::part(scene, layout, stand),
        PartKind::Mark => mark::part(scene, stand),
        PartKind::Node => node::part(scene, layout, stand),
    })
}

/// The class of a state on a node or a group.
const fn state_class(state: State) -> &'static str {
    match state {
        State::Normal => "",
        State::Selected => " is-selected",
        State::Dimmed => " is-dim",
        State::Offline | State::Missing => " is-down",
        State::New => " is-new",
        State::Allowed => " is-ok",
        State::Denied => " is-bad",
        State::Hot => " is-hot",
        State::Coming => " is-coming",
        State::Going => " is-going",
    }
}

/// Draws the owner tag, by its right end and top.
fn owner_tag(svg: &mut String, owner: Owner, right: i32, top: i32) {
    let (class, w) = match owner {
        Owner::You => ("own o-you", 40),
        Owner::Aws => ("own o-aws", 44),
    };
    tag(svg, class, &Rect { x: right - w, y: top, w, h: 18 }, text::owner(owner));
}

/// Draws words in the middle of a box whose ends are round.
fn tag(svg: &mut String, class: &str, at: &Rect, words: &str) {
    shape::group(svg, class);
    shape::rect(svg, "", at, at.h / 2);
    shape::text(svg, "", at.x + at.w / 2, at.y + at.h / 2 + 4, words);
    svg.push_str("</g>");
}

/// Draws a round badge around a middle.
fn badge(svg: &mut String, icon: Icon, x: i32, y: i32) {
    write(svg, r#"<circle cx="$" cy="$" r="$"/>"#, &[x, y, BADGE_RADIUS]);
    push_icon(svg, icon, x - 6, y - 6, 12);
}

/// Half of a badge.
const BADGE_RADIUS: i32 = 9;

/// An owner tag for the legend: 46 wide, 20 high.
pub(super) fn owner_sample(owner: Owner) -> String {
    let mut svg = String::new();
    owner_tag(&mut svg, owner, 45, 1);
    svg
}
