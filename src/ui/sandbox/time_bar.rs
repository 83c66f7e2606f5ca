//! The clock of the board: it is started once, then played at one of a few speeds or moved to what happens next.

use crate::diagram::Icon;
use crate::sim::{Command, Simulation, Switch, explain};
use crate::ui::clock::{self, Timer};
use crate::ui::icon::icon_of_size;
use crate::ui::on_demand::{on_demand, soon};
use crate::ui::part::{Part, html};
use crate::ui::signal::{RwSignal, StoredValue};
use crate::ui::{live, mount};

use super::button::{button, icon_button};
use super::keyboard::focus_if_lost;
use super::{Desk, text};

/// How fast simulated time is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speed {
    /// As fast as real time.
    Real,
    /// Five times as fast.
    Five,
    /// Thirty times as fast.
    Thirty,
}

impl Speed {
    const ALL: [Self; 3] = [Self::Real, Self::Five, Self::Thirty];

    /// Milliseconds between two steps, and the simulated seconds of each.
    pub fn pace(self) -> (u32, u64) {
        match self {
            Self::Real => (1_000, 1),
            Self::Five => (200, 1),
            Self::Thirty => (200, 6),
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Real => ("1×", text::REAL_TIME),
            Self::Five => ("5×", text::FIVE_TIMES),
            Self::Thirty => ("30×", text::THIRTY_TIMES),
        }
    }
}

/// Whether the clock is played, and how fast.
#[derive(Clone, Copy)]
pub struct Playing {
    /// Whether it is.
    pub is_on: RwSignal<bool>,
    /// How fast.
    pub speed: RwSignal<Speed>,
    /// Runs while it is played.
    pub timer: StoredValue<Option<Timer>>,
}

impl Playing {
    /// Not played.
    pub fn new() -> Self {
        Self { is_on: RwSignal::new(false), speed: RwSignal::new(Speed::Five), timer: StoredValue::new(None) }
    }
}

/// Seconds until something happens by itself; none when nothing waits.
pub fn seconds_to_next(simulation: &Simulation) -> Option<u64> {
    let world = simulation.world();
    world.queue.first().map(|due| due.at_seconds.saturating_sub(world.clock_seconds))
}

impl Desk {
    /// From now on time passes.
    pub fn start_clock(self) {
        self.with_whole_model(move || {
            self.dispatch(Command::StartClock);
            focus_if_lost("play".to_owned());
        });
    }

    /// Plays the clock, or pauses it.
    pub fn toggle_play(self) {
        if self.playing.is_on.get_untracked() {
            self.pause();
            self.session.say(text::PAUSED.to_owned());
        } else {
            self.playing.is_on.set(true);
            self.keep_playing();
            self.session.say(text::PLAYING.to_owned());
        }
    }

    /// Pauses the clock.
    pub fn pause(self) {
        self.playing.timer.set_value(None);
        if self.playing.is_on.get_untracked() {
            self.playing.is_on.set(false);
            self.save();
        }
    }

    /// Plays at another speed.
    pub fn set_speed(self, speed: Speed) {
        self.playing.speed.set(speed);
        if self.playing.is_on.get_untracked() {
            self.keep_playing();
        }
    }

    fn keep_playing(self) {
        let (milliseconds, seconds) = self.playing.speed.get_untracked().pace();
        let tick = move || {
            // What is pressed stays where it is until it is let go.
            if mount::is_pressed() {
                return;
            }
            if self.session.is_in_past() {
                self.look_by(1);
            } else {
                self.order(move |orders| {
                    if let Some(sentence) = (orders.advance)(self.session, seconds) {
                        live::say_calmly(sentence.clone());
                        self.session.status.set(sentence);
                    }
                });
            }
        };
        self.playing.timer.set_value(Some(clock::every(milliseconds, tick)));
    }

    /// Looks at the moment so many before or after the one that is looked at.
    pub fn look_by(self, by: isize) {
        soon(async move {
            if let Ok(it) = (self.chunks.history)().await {
                (it.look_by)(self, by);
            }
        });
    }

    /// Moves the clock to what happens next; in the past, to the next moment.
    pub fn step_time(self) {
        if self.session.is_in_past() {
            return self.look_by(1);
        }
        match self.session.simulation.with_untracked(seconds_to_next) {
            Some(seconds) => self.order(move |orders| {
                if let Some(sentence) = (orders.advance)(self.session, seconds) {
                    self.session.say(sentence);
                }
                self.save();
            }),
            None => self.session.say(text::NOTHING_DUE.to_owned()),
        }
    }

    /// Whether the clock of the board is started.
    pub fn has_time(self) -> bool {
        self.session.simulation.with_untracked(|it| it.world().clock == Switch::On)
    }
}

/// The controls, or how to get them.
pub fn time_bar(desk: Desk) -> Part {
    let is_started = desk.read(|it| it.world().clock == Switch::On);
    html("div").class("time").attr("role", "group").attr("aria-label", text::TIME).slot(move || {
        if is_started.get() {
            vec![on_demand(|| true, desk.chunks.moving, move |it| (it.clock)(desk))]
        } else {
            standing_still(desk)
        }
    })
}

fn standing_still(desk: Desk) -> Vec<Part> {
    let start = button("btn sm", move || desk.start_clock())
        .attr("id", "start-clock")
        .with(icon_of_size(Icon::Clock, "16"))
        .text(text::START_CLOCK);
    let timeline = button("btn sm ghost", move || desk.timeline.update(|it| *it = !*it))
        .attr("id", "show-timeline")
        .is("aria-pressed", move || desk.timeline.get())
        .text(text::TIMELINE);
    vec![start, timeline, html("span").class("tiny muted").text(text::STANDS_STILL)]
}

/// The controls of a clock that was started.
pub fn started(desk: Desk) -> Vec<Part> {
    let is_on = desk.playing.is_on;
    let play = button("btn sm icon pri", move || desk.toggle_play())
        .attr("id", "play")
        .attr_by("aria-label", move || Some(if is_on.get() { text::PAUSE } else { text::PLAY }.to_owned()))
        .inside_by(move || vec![icon_of_size(if is_on.get() { Icon::Pause } else { Icon::Play }, "16")]);
    let back = icon_button("btn sm icon", Icon::StepBack, text::STEP_BACK, move || desk.look_by(-1))
        .attr("id", "step-back");
    let next = icon_button("btn sm icon", Icon::StepForward, text::NEXT_EVENT, move || desk.step_time())
        .attr("id", "next-event");
    let now = desk.read(|it| explain::clock_text(it.world().clock_seconds));
    let clock = html("output")
        .class("now")
        .attr("id", "clock")
        .attr("aria-live", "off")
        .attr("aria-label", text::SIMULATED_TIME)
        .text_by(move || now.get());
    let due = desk.read(seconds_to_next);
    let soon = html("span").class("tiny muted due").text_by(move || text::next_in(due.get()));
    vec![html("div").class("row").with(back).with(play).with(next), clock, speeds(desk), soon]
}

fn speeds(desk: Desk) -> Part {
    let choice = |speed: Speed| {
        let (sign, words) = speed.words();
        button("", move || desk.set_speed(speed))
            .is("aria-pressed", move || desk.playing.speed.get() == speed)
            .attr("title", words)
            .text(sign)
    };
    html("div")
        .class("seg")
        .attr("role", "group")
        .attr("aria-label", text::SPEED)
        .with_all(Speed::ALL.map(choice))
}
