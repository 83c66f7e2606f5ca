//! The board as an architecture diagram: what runs where and what stands around it, followed as it runs. A chunk.
//!
//! Tasks come and go, and nothing else moves: see [`WorldPicture`].

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use leptos::web_sys::{Element, KeyboardEvent};
use wasm_bindgen::JsCast;

use crate::diagram::text::IN_USE;
use crate::diagram::{
    Connection, Layout, OnItsWay, Scene, Seats, View, WorldPicture, connections_of, facts_of, on_its_way,
    outline,
};
use crate::ui::dots::{self, Dots, Line};
use crate::ui::mount::{document, focus};
use crate::ui::part::{Part, html};
use crate::ui::picture::{self, Drawn, led_to};
use crate::ui::signal::RwSignal;
use crate::ui::stage::{Picture, Viewing, add_zoom, follow_size, make_readable};

use super::time_bar::Speed;
use super::{Desk, text};

/// Who keeps a picture of the world.
#[derive(Clone)]
struct Watch {
    desk: Desk,
    /// The id of what is selected.
    selected: RwSignal<Option<String>>,
    /// The id of what Tab leads to.
    focused: RwSignal<Option<String>>,
    /// How near it is looked at.
    zoomed: Picture,
    shown: Rc<RefCell<Shown>>,
    dots: Rc<RefCell<Dots>>,
    tempo: Rc<Tempo>,
}

/// The time of the dots, which is the clock's as slow as it would be in real time. Between two moves of the clock they go
/// on as if it moved all the time; where they stand still, they go on from there.
#[derive(Default)]
struct Tempo {
    clock_seconds: Cell<u64>,
    /// How the clock goes: how fast, and whether it is played.
    pace: Cell<Option<(Speed, bool)>>,
    /// When the browser first painted that, in milliseconds.
    since: Cell<Option<f64>>,
    /// What the dots are ahead of the clock, in seconds of theirs.
    ahead: Cell<f64>,
    /// The time that was shown last.
    shown: Cell<f64>,
}

/// The picture as it is shown.
struct Shown {
    seats: Seats,
    picture: WorldPicture,
    /// The places of everything that could be there, for a width.
    all: Layout,
    width: i32,
    drawn: Drawn,
}

/// The picture of the board, what is said about the thing that is selected, and all of it as text.
pub fn show(desk: Desk, is_shown: RwSignal<bool>) -> Vec<Part> {
    let figure = html("figure");
    let place = html("div");
    let zoomed = Picture::new(&figure, text::DIAGRAM_FILE.to_owned());
    let width = RwSignal::new(room());
    let (drawing, watch) = Watch::start(desk, zoomed, width.get_untracked());
    let resized = window_event_listener(leptos::ev::resize, move |_| {
        if room() != width.get_untracked() {
            width.set(room());
        }
    });
    on_cleanup(move || resized.remove());
    // Once it has its place on the page.
    request_animation_frame(move || make_readable(zoomed));
    let (for_picture, for_tab, for_click, for_keys, for_focus) =
        (watch.clone(), watch.clone(), watch.clone(), watch.clone(), watch.clone());
    let drawing = drawing
        .by(move |picture| {
            if is_shown.get() {
                for_picture.follow(picture, width.get());
            } else {
                dots::travel(&for_picture.dots, false, |now| now);
            }
        })
        .by(move |_| for_tab.put_tab_stop())
        .by(move |_| {
            if is_shown.get() {
                request_animation_frame(bring_to_top);
            }
        })
        .on("click", move |event| {
            let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
            if let Some(id) =
                target.and_then(|it| it.closest("[role=button]").ok()??.get_attribute("data-id"))
            {
                for_click.select(id);
            }
        })
        .on("keydown", move |event| for_keys.on_key(event.unchecked_ref()));
    let place = place
        .with(drawing)
        .on("focusin", move |event| {
            if let Some(element) = event.target().and_then(|it| it.dyn_into::<Element>().ok()) {
                for_focus.on_focus(&element);
            }
        })
        .on("focusout", picture::take_ring);
    let hint = move || {
        let is_cut = zoomed.percent.get() > 100.0;
        if is_cut { vec![html("p").class("tiny muted").text(text::DIAGRAM_IS_CUT)] } else { vec![] }
    };
    let figure = figure.with(html("figcaption").text(text::DIAGRAM)).slot(hint).with(place);
    let figure = add_zoom(figure, zoomed, || Box::pin(async { Ok(&Viewing::ALL) }), "diagram-download");
    let pair = html("div").class("pair alone").with(figure);
    let body = html("div").class("stage-b").with(pair).with(watch.about());
    let stage = html("div").class("stage").with(body).with(watch.legend());
    vec![stage, watch.as_text()]
}

/// What stands above the picture makes room for it when it is as high as the questions of a scenario.
fn bring_to_top() {
    let tabs = document().get_element_by_id("show-diagram");
    if let Some(tabs) = tabs.filter(|it| it.get_bounding_client_rect().top() > MOST_ABOVE) {
        tabs.scroll_into_view();
    }
}

/// What may stay above the tabs of the board, in CSS pixels.
const MOST_ABOVE: f64 = 200.0;

/// The room that the board has for a picture, in CSS pixels.
fn room() -> i32 {
    let board = document().get_element_by_id("view-board").map_or(0, |it| it.client_width());
    (board - FRAME).max(LEAST)
}

/// What stands between the sides of the board and those of the picture.
const FRAME: i32 = 66;
/// The narrowest place of a picture.
const LEAST: i32 = 260;

impl Tempo {
    /// The time so many milliseconds of the browser's clock after its first frame, while the clock is played.
    fn played(&self, now: f64) -> f64 {
        let since = self.since.get().unwrap_or(now);
        self.since.set(Some(since));
        self.show((now - since).min(self.milliseconds()) / 1000.0)
    }

    /// The time while the clock stands still.
    fn paused(&self) -> f64 {
        self.show(0.0)
    }

    fn show(&self, seconds_since: f64) -> f64 {
        self.shown.set(self.of_clock() + self.ahead.get() + seconds_since);
        self.shown.get()
    }

    /// How the clock goes and where it stands. When it goes another way nothing jumps; when it moves, dots move with it.
    fn follow(&self, pace: (Speed, bool), clock_seconds: u64) {
        match self.pace.replace(Some(pace)) {
            Some(before) if before == pace => {}
            before => {
                self.since.set(None);
                self.ahead.set(before.map_or(0.0, |_| self.shown.get() - self.of_clock()));
            }
        }
        if self.clock_seconds.replace(clock_seconds) != clock_seconds {
            self.since.set(None);
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "a clock that runs for millions of years")]
    fn of_clock(&self) -> f64 {
        let (_, seconds) = self.speed().pace();
        self.clock_seconds.get() as f64 / seconds as f64 * self.milliseconds() / 1000.0
    }

    /// Between two moves of the clock.
    fn milliseconds(&self) -> f64 {
        f64::from(self.speed().pace().0)
    }

    fn speed(&self) -> Speed {
        self.pace.get().map_or(Speed::Real, |(speed, _)| speed)
    }
}

impl Watch {
    fn start(desk: Desk, zoomed: Picture, width: i32) -> (Part, Self) {
        let mut seats = Seats::default();
        let picture = untrack(|| read(desk, &mut seats));
        let all = untrack(|| lay_out(desk, &picture, width));
        let layout = picture.layout_in(&all);
        let (part, drawn) = picture::empty(&picture.scene, layout);
        let shown = Rc::new(RefCell::new(Shown { seats, picture, all, width, drawn }));
        let (selected, focused) = (RwSignal::new(None), RwSignal::new(None));
        (part, Self { desk, selected, focused, zoomed, shown, dots: Rc::default(), tempo: Rc::default() })
    }

    /// Draws the board as it is now.
    fn follow(&self, element: &Element, width: i32) {
        let mut shown = self.shown.borrow_mut();
        let shown = &mut *shown;
        let picture = read(self.desk, &mut shown.seats);
        if !picture.is_placed_like(&shown.picture) || width != shown.width {
            shown.all = lay_out(self.desk, &picture, width);
            shown.width = width;
        }
        shown.drawn.layout = picture.layout_in(&shown.all);
        shown.picture = picture;
        let selected = self.selected.get();
        let view = View { selected: selected.as_deref(), step: None };
        let before = shown.drawn.drawing.width;
        shown.drawn.show(element, &shown.picture.scene, view);
        if before != shown.drawn.drawing.width {
            follow_size(self.zoomed, before);
        }
        self.put_dots(shown);
    }

    /// Shows what is on its way at this moment of simulated time.
    fn put_dots(&self, shown: &Shown) {
        let (lines, clock_seconds) = self
            .desk
            .session
            .simulation
            .with(|it| (on_its_way(it.world(), &shown.picture.scene), it.world().clock_seconds));
        let line = |it: OnItsWay| {
            let edges = &shown.picture.scene.edges;
            let at = edges.iter().position(|edge| edge.id == it.edge)?;
            let (kind, is_backwards) = (edges[at].kind, shown.drawn.layout.edges[at].hub_at_end);
            Some(Line { id: it.edge, kind, n: it.n, is_backwards, is_refused: it.is_refused })
        };
        self.dots.borrow_mut().put(lines.into_iter().filter_map(line).collect(), &shown.drawn);
        let playing = self.desk.playing;
        let is_played = playing.is_on.get();
        self.tempo.follow((playing.speed.get(), is_played), clock_seconds);
        if !is_played {
            self.dots.borrow().go_to(self.tempo.paused());
        }
        let tempo = Rc::clone(&self.tempo);
        dots::travel(&self.dots, is_played, move |now| tempo.played(now));
    }

    /// The thing that had the focus last or, when it has gone, the first one.
    fn put_tab_stop(&self) {
        self.desk.session.simulation.track();
        let focused = self.focused.get();
        let shown = self.shown.borrow();
        let parts = || shown.drawn.drawing.parts.iter().filter(|it| it.is_selectable);
        let stop = parts().find(|it| Some(&it.id) == focused.as_ref()).or_else(|| parts().next());
        shown.drawn.put_tab_stop(stop.map(|it| it.id.as_str()));
    }

    fn select(&self, id: String) {
        self.focused.set(Some(id.clone()));
        self.selected.set(Some(id));
    }

    fn on_focus(&self, element: &Element) {
        let found = {
            let shown = self.shown.borrow();
            shown.drawn.part(element).map(|part| {
                picture::put_ring(part, element);
                part.id.clone()
            })
        };
        if found.is_some() {
            self.focused.set(found);
        }
    }

    fn on_key(&self, event: &KeyboardEvent) {
        let Some(here) = self.focused.get_untracked() else { return };
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let key = event.key();
        let led = {
            let shown = self.shown.borrow();
            led_to(&shown.picture.scene, &shown.drawn, &here, &key)
                .map(|id| id.and_then(|id| shown.drawn.element(id).cloned()))
        };
        match (led, key.as_str()) {
            (Some(Some(element)), _) => focus(&element),
            (Some(None), _) => {}
            (None, "Enter" | " ") => self.select(here),
            (None, "Escape") => self.selected.set(None),
            (None, _) => return,
        }
        event.prevent_default();
        // The board around the picture has keys of its own.
        event.stop_propagation();
    }

    /// What the selected thing is, with the lines that end there.
    fn about(&self) -> Part {
        let watch = self.clone();
        let inside = move || {
            watch.desk.session.simulation.track();
            let Some(id) = watch.selected.get() else { return vec![html("p").text(text::DIAGRAM_HINT)] };
            let shown = watch.shown.borrow();
            let part = shown.drawn.drawing.parts.iter().find(|part| part.id == id);
            let Some(part) = part else { return vec![html("p").text(text::DIAGRAM_GONE)] };
            let scene = &shown.picture.scene;
            let hidden = scene.nodes.iter().filter(|it| it.id == id && it.stands_for_others());
            let mut facts = watch.desk.session.simulation.with(|it| facts_of(it.world(), &id));
            facts.extend(hidden.flat_map(|it| it.lines.iter().cloned()));
            let facts = facts.iter().map(|it| html("li").text(it));
            let name = html("p").class("name").text(&part.name);
            vec![name, html("ul").with_all(facts), lines_of(scene, &id)]
        };
        html("section")
            .class("panel about")
            .attr("tabindex", "0")
            .attr("aria-label", text::DIAGRAM_ABOUT)
            .attr("aria-live", "polite")
            .inside_by(inside)
    }

    fn legend(&self) -> Part {
        let watch = self.clone();
        html("div").inside_by(move || {
            watch.desk.session.simulation.track();
            vec![picture::legend_of(&watch.shown.borrow().picture.legend())]
        })
    }

    /// The same in words, written while it is open.
    fn as_text(&self) -> Part {
        let watch = self.clone();
        let is_open = RwSignal::new(false);
        let inside = move || {
            watch.desk.session.simulation.track();
            if is_open.get() { in_words(&watch.shown.borrow().picture) } else { vec![] }
        };
        html("details")
            .class("panel as-text")
            .on("toggle", move |event| {
                let element = event.target().and_then(|it| it.dyn_into::<Element>().ok());
                is_open.set(element.is_some_and(|it| it.has_attribute("open")));
            })
            .with(html("summary").text(text::DIAGRAM_AS_TEXT))
            .with(html("div").inside_by(inside))
    }
}

fn read(desk: Desk, seats: &mut Seats) -> WorldPicture {
    desk.session.simulation.with(|simulation| {
        seats.follow(simulation.world());
        WorldPicture::new(simulation.world(), simulation.log(), seats)
    })
}

fn lay_out(desk: Desk, picture: &WorldPicture, width: i32) -> Layout {
    desk.session.simulation.with(|it| picture.layout_of_all(it.world(), width))
}

/// What leads to a thing of the picture, and where its own lines lead.
fn lines_of(scene: &Scene, id: &str) -> Part {
    let [to, from] = connections_of(scene, id);
    let line = |word, peer: &str, of: &Connection| {
        let words = [" ", peer, ": ", of.what].concat();
        let status = if of.status == IN_USE { String::new() } else { [", ", of.status].concat() };
        html("li").with(html("b").text(word)).text(&words).text(&status)
    };
    let to = to.iter().map(|it| line(text::DIAGRAM_COLUMNS[0], &it.from, it));
    let from = from.iter().map(|it| line(text::DIAGRAM_COLUMNS[1], &it.to, it));
    html("ul").with_all(to.chain(from))
}

fn in_words(picture: &WorldPicture) -> Vec<Part> {
    let outline = outline(&picture.scene, None);
    let cell = |words: &str| html("td").text(words);
    let rows = outline
        .connections
        .iter()
        .map(|line| html("tr").with_all([&*line.from, &line.to, line.what, line.status].map(cell)));
    let head = text::DIAGRAM_COLUMNS.map(|it| html("th").attr("scope", "col").text(it));
    let table =
        html("table").with(html("thead").with(html("tr").with_all(head))).with(html("tbody").with_all(rows));
    vec![picture::list_of(&outline.items), html("div").class("table").with(table)]
}
