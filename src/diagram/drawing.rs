//! The drawing: plain shapes with classes, grouped by the part of the scene they draw, in painting order.
//!
//! Both the static SVG text and the live view loop over the same parts.

mod edge;
mod group;
mod kept;
mod line;
mod mark;
mod node;
mod stand;

use std::rc::Rc;

pub use kept::Kept;
pub use line::{Stroke, strokes};
pub(super) use line::{line_sample, path_data};
pub(super) use mark::sample as mark_sample;
use stand::{Stand, stands};

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
    /// The box that [`Part::ring`] stands around (edges: empty).
    pub bounds: Rect,
    /// Where its shapes are counted from: alike parts then have equal shapes, wherever they stand, and pages of
    /// pictures become smaller.
    pub origin: Point,
    /// In painting order.
    pub shapes: Vec<Shape>,
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
    fn new(kind: PartKind, id: &str, bounds: Rect) -> Self {
        Self {
            kind,
            id: id.to_owned(),
            class: String::new(),
            name: String::new(),
            is_selectable: false,
            is_selected: false,
            bounds,
            origin: Point { x: bounds.x, y: bounds.y },
            shapes: Vec::new(),
        }
    }

    /// What every thing says and shows: who runs it, how it stands, what it stands in.
    fn stands(&mut self, scene: &Scene, owner: Option<Owner>, state: State, parent: Option<&String>) {
        for more in [owner.map_or("", text::owner_runs), text::state(state)] {
            text::add(&mut self.name, more);
        }
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
        let Point { x, y } = self.origin;
        ((x, y) != (0, 0)).then(|| translation(x, y))
    }
}

/// A `transform` that moves by so much.
pub(super) fn translation(x: i32, y: i32) -> String {
    ["translate(", &x.to_string(), " ", &y.to_string(), ")"].concat()
}

/// A primitive. Every color comes from its class; positions are in the units of the view box, from [`Part::origin`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `<rect>`; `fill` is a pattern from the [shared definitions](super::defs_svg).
    Rect {
        /// Its class.
        class: &'static str,
        /// Where.
        rect: Rect,
        /// The radius of its corners.
        radius: i32,
        /// A pattern, such as `url(#pat-b)`.
        fill: Option<&'static str>,
    },
    /// `<text>`, placed by the left end (or, by class, the middle) of its base line.
    Text {
        /// Its class; may be empty.
        class: &'static str,
        /// Left, or middle.
        x: i32,
        /// The base line.
        y: i32,
        /// The words.
        text: String,
        /// More words in a second style, 6 px after: class and words.
        tail: Option<(&'static str, String)>,
    },
    /// `<g class="gi" transform="translate(x y) scale(size/24)">` around the icon's markup.
    Icon {
        /// Which.
        icon: Icon,
        /// Left.
        x: i32,
        /// Top.
        y: i32,
        /// Its size: 12, 16, 18 or 24.
        size: i32,
    },
    /// `<path class="ln">` along the axes through these points; its [strokes].
    Line {
        /// Corner by corner.
        points: Vec<Point>,
        /// Of the corners, where there is room.
        radius: i32,
    },
    /// `<path>`.
    Path {
        /// Its class: `hd` for an arrowhead.
        class: &'static str,
        /// The path data.
        d: String,
    },
    /// `<circle>`.
    Circle {
        /// Its class.
        class: &'static str,
        /// Middle.
        x: i32,
        /// Middle.
        y: i32,
        /// Radius.
        r: i32,
    },
    /// A `<g>` with a class of its own around shapes: badges, tags, pills.
    Nested {
        /// Its class.
        class: &'static str,
        /// What it holds.
        shapes: Vec<Shape>,
    },
}

// Inlined, each would stand at ten places.
impl Shape {
    #[inline(never)]
    fn rect(class: &'static str, rect: Rect, radius: i32) -> Self {
        Self::Rect { class, rect, radius, fill: None }
    }

    #[inline(never)]
    fn text(class: &'static str, x: i32, y: i32, text: &str) -> Self {
        Self::Text { class, x, y, text: text.to_owned(), tail: None }
    }
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
        PartKind::Mark => mark::part(scene, layout, stand),
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

/// The owner tag, by its right end and top.
fn owner_tag(owner: Owner, right: i32, top: i32) -> Shape {
    let (class, w) = match owner {
        Owner::You => ("own o-you", 40),
        Owner::Aws => ("own o-aws", 44),
    };
    tag(class, Rect { x: right - w, y: top, w, h: 18 }, text::owner(owner))
}

/// Words in the middle of a box whose ends are round.
fn tag(class: &'static str, rect: Rect, words: &str) -> Shape {
    let text = Shape::text("", rect.x + rect.w / 2, rect.y + rect.h / 2 + 4, words);
    Shape::Nested { class, shapes: vec![Shape::rect("", rect, rect.h / 2), text] }
}

/// A round badge around a middle.
fn badge_shapes(icon: Icon, x: i32, y: i32) -> [Shape; 2] {
    let circle = Shape::Circle { class: "", x, y, r: BADGE_RADIUS };
    [circle, Shape::Icon { icon, x: x - 6, y: y - 6, size: 12 }]
}

/// Half of a badge.
const BADGE_RADIUS: i32 = 9;

/// An owner tag for the legend, with its width.
pub(super) fn owner_sample(owner: Owner) -> (i32, Shape) {
    (46, owner_tag(owner, 45, 1))
}
