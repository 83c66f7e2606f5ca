//! What a stage shows at this moment, and what each gesture changes.

use super::text;
use crate::diagram::Layout;
use crate::lesson::{LaidStage, Room, SCROLLS_BELOW, Stage};
use crate::share::link::{step_fragment, step_from_fragment};
use crate::ui::clock::{self, Timer};
use crate::ui::report::{Report, report};
use crate::ui::signal::{RwSignal, StoredValue};
use crate::ui::{address, live, media};
use leptos::prelude::*;

/// The shortest time for a step that plays, in milliseconds.
const STEP_MS: u32 = 6000;
/// To find what lights up, and to read a word, in milliseconds.
const LOOK_MS: u32 = 2000;
const WORD_MS: u32 = 300;

/// A thing of one of the pictures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The index of the panel.
    pub panel: usize,
    /// The id of the node or group in its scene.
    pub id: String,
}

/// What a stage shows at this moment.
#[derive(Clone, Copy)]
pub struct Showing {
    /// What the author wrote, and where everything stands.
    laid: StoredValue<LaidStage>,
    /// The room that the stage has for a picture.
    pub room: RwSignal<Room>,
    /// Whether pictures that outgrow phones scroll sideways.
    pub is_tight: RwSignal<bool>,
    /// What the explain panel is about.
    pub selected: RwSignal<Option<Place>>,
    /// Where Tab leads to: the one thing of all pictures that can take the focus.
    pub focused: RwSignal<Option<Place>>,
    /// The step of the walk-through, while it runs.
    pub step: RwSignal<Option<usize>>,
    /// Whether the walk-through goes on by itself.
    pub is_playing: RwSignal<bool>,
    /// Whether lists stand in place of the pictures.
    pub is_text: RwSignal<bool>,
    /// Whether the address names the step, so that it follows.
    is_in_address: StoredValue<bool>,
    timer: StoredValue<Option<Timer>>,
}

impl Showing {
    /// The stage as it stands on the page, so many CSS pixels wide: one thing selected, no walk-through.
    pub fn new(laid: LaidStage, width: i32) -> Self {
        let first = place_of(&laid.stage, &laid.stage.selected);
        Self {
            room: RwSignal::new(laid.room(width)),
            is_tight: RwSignal::new(width < SCROLLS_BELOW),
            selected: RwSignal::new(first.clone()),
            focused: RwSignal::new(first),
            step: RwSignal::new(None),
            is_playing: RwSignal::new(false),
            is_text: RwSignal::new(false),
            is_in_address: StoredValue::new(false),
            timer: StoredValue::new(None),
            laid: StoredValue::new(laid),
        }
    }

    /// Reads what the author wrote.
    pub fn with_stage<T>(self, read: impl FnOnce(&Stage) -> T) -> T {
        self.laid.with_value(|laid| read(&laid.stage))
    }

    /// The class of the element around all pictures.
    pub fn class(self) -> &'static str {
        self.laid.with_value(LaidStage::class)
    }

    /// Where everything stands in the picture of a panel, in every step.
    pub fn layout(self, panel: usize, room: Room) -> Layout {
        self.laid.with_value(|laid| laid.layout(panel, room).clone())
    }

    /// Whether a picture is wider than the narrowest phones.
    pub fn outgrows_phones(self, panel: usize) -> bool {
        self.laid.with_value(|laid| laid.outgrows_phones(panel))
    }

    /// The stage is as wide as this now, in CSS pixels.
    pub fn fit(self, width: i32) {
        let room = self.laid.with_value(|laid| laid.room(width));
        if self.room.get_untracked() != room {
            self.room.set(room);
        }
        self.is_tight.set(width < SCROLLS_BELOW);
    }

    /// The id of a part of this stage on the page.
    pub fn part_id(self, part: &str) -> String {
        self.with_stage(|stage| stage.part_id(part))
    }

    /// Selects a thing by its id, in the first picture that has it.
    pub fn select_by_id(self, id: &str) {
        if let Some(place) = self.with_stage(|stage| place_of(stage, id)) {
            self.select(place);
        }
    }

    /// Selects a thing.
    pub fn select(self, place: Place) {
        self.focused.set(Some(place.clone()));
        self.selected.set(Some(place));
    }

    /// Selects nothing.
    pub fn clear(self) {
        self.selected.set(None);
    }

    /// How many steps the walk-through has.
    pub fn n_steps(self) -> usize {
        self.with_stage(|stage| stage.steps.len())
    }

    /// Starts the walk-through from its first step. It plays, unless things should stand still.
    pub fn start(self) {
        self.is_text.set(false);
        self.is_playing.set(!media::reduced_motion());
        self.go_to(0);
    }

    /// Ends the walk-through: the pictures are as they were before it.
    pub fn end(self) {
        self.is_playing.set(false);
        self.timer.set_value(None);
        self.step.set(None);
    }

    /// Shows a step and says it. What was selected belongs to what was read before.
    pub fn go_to(self, step: usize) {
        let step = step.min(self.n_steps().saturating_sub(1));
        self.clear();
        self.step.set(Some(step));
        report(|| Report::Step { step, total: self.n_steps() });
        if self.is_in_address.get_value() {
            address::follow(self.with_stage(|it| step_fragment(&it.id, step)));
        }
        live::say_calmly(self.with_stage(|stage| spoken(stage, step)));
        if step + 1 == self.n_steps() {
            self.is_playing.set(false);
        }
        self.wait();
    }

    /// Goes to the step that the address names, now and whenever somebody changes it.
    pub fn follow_address(self) {
        let go = move || {
            if let Some(step) = self.with_stage(|it| step_from_fragment(&it.id, &address::fragment())) {
                self.is_playing.set(false);
                self.is_in_address.set_value(true);
                self.go_to(step);
            }
        };
        self.is_in_address.set_value(address::is_frame());
        go();
        address::on_change(go);
    }

    /// Goes one step back, by the learner's hand: playing stops.
    pub fn previous(self) {
        self.is_playing.set(false);
        self.go_to(self.step.get_untracked().unwrap_or_default().saturating_sub(1));
    }

    /// Goes one step on, by the learner's hand: playing stops.
    pub fn next(self) {
        self.is_playing.set(false);
        self.go_to(self.step.get_untracked().map_or(0, |step| step + 1));
    }

    /// Plays or pauses; at the last step it plays again from the first.
    pub fn play_or_pause(self) {
        if self.is_playing.get_untracked() {
            self.is_playing.set(false);
            self.timer.set_value(None);
        } else if untrack(move || self.is_at_end()) {
            self.start();
        } else {
            self.is_playing.set(true);
            self.wait();
        }
    }

    /// Whether the last step shows.
    pub fn is_at_end(self) -> bool {
        self.step.get().is_some_and(|step| step + 1 >= self.n_steps())
    }

    /// How long a step that plays takes: its sentences are read one after the other.
    fn milliseconds(self) -> u32 {
        let step = self.step.get_untracked().unwrap_or_default();
        let n_words = |stage: &Stage| {
            let steps = stage.panels.iter().filter_map(|panel| panel.scene.steps.get(step));
            steps.flat_map(|it| it.says.bytes()).filter(|&it| it == b' ').count()
        };
        let n_words = u32::try_from(self.with_stage(n_words)).unwrap_or_default();
        STEP_MS.max(LOOK_MS + WORD_MS * n_words)
    }

    fn wait(self) {
        let timer = self.is_playing.get_untracked().then(|| {
            clock::after(self.milliseconds(), move || {
                let next = self.step.get_untracked().map_or(0, |step| step + 1);
                self.go_to(next);
            })
        });
        self.timer.set_value(timer);
    }
}

/// The first picture that has a node or group of this id.
fn place_of(stage: &Stage, id: &str) -> Option<Place> {
    let panel = stage.panels.iter().position(|panel| panel.has(id))?;
    Some(Place { panel, id: id.to_owned() })
}

fn spoken(stage: &Stage, step: usize) -> String {
    let sides: Vec<_> = stage
        .panels
        .iter()
        .map(|panel| {
            let sentence = panel.scene.steps.get(step).map(|it| it.says.clone()).unwrap_or_default();
            // With one picture there are no sides to tell apart.
            let side = if stage.panels.len() > 1 { panel.name.clone() } else { String::new() };
            (side, sentence)
        })
        .collect();
    let name = stage.steps.get(step).map(String::as_str).unwrap_or_default();
    text::step_spoken(step, stage.steps.len(), name, &sides)
}
