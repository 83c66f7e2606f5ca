//! A page in a frame: it says that it is ready and how high it would like to be, does what the page around it asks,
//! and tells what the learner does once that page said hello.
//!
//! Which message is heard and which is not is decided by `share::message::Gate`.

use std::cell::RefCell;

use super::mount::{all, document};
use super::on_demand::{Load, soon};
use super::report::{self, Report};
use super::storage::{self, Kept};
use super::{address, messages};
use crate::quiz::Score;
use crate::share::message::{Gate, Heard, Motion, Notice, Received, Request, Storage, Theme};
use crate::sorted::SortedSet;
use leptos::web_sys::{Element, ResizeObserver};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

const PROBE: &str = "bayplan.probe";

/// Parts that an address may lock, and where they are.
const LOCKS: [(&str, &str); 3] = [("build", ".sb-l"), ("seed", ".sb-h .seed"), ("board", ".board")];

thread_local! {
    static FRAME: RefCell<Frame> = RefCell::default();
}

#[derive(Default)]
struct Frame {
    gate: Gate,
    n_said: u64,
    height: u32,
    predicted: SortedSet<String>,
    is_completed: bool,
}

/// What a page in a frame needs and no other: a chunk.
pub struct Conversation {
    start: fn(String),
}

impl Conversation {
    /// All of it.
    pub const ALL: Self = Self { start };
}

/// Starts the conversation where the page is one for frames.
pub fn start_in_frame(load: Load<Conversation>) {
    let Some(kind) = root().get_attribute("data-embed") else { return };
    soon(async move {
        if let Ok(it) = load().await {
            (it.start)(kind);
        }
    });
}

fn start(kind: String) {
    let is_as_high_as_its_words = kind != "sandbox";
    FRAME.with_borrow_mut(|it| it.gate = Gate::new(address::parameter("host")));
    messages::listen(hear);
    report::listen(tell);
    say(&Notice::Ready {
        kind,
        lesson: lesson(),
        understands: Request::TYPES.map(str::to_owned).to_vec(),
        storage: storage_mode(),
    });
    // The sandbox fills its frame, whatever its height; all others are as high as what they say.
    if is_as_high_as_its_words {
        watch_height();
    }
}

fn root() -> Element {
    document().document_element().expect("a document of a page has a root element")
}

fn lesson() -> String {
    root().get_attribute("data-lesson").unwrap_or_default()
}

fn storage_mode() -> Storage {
    let kept = storage::write(PROBE, "?");
    storage::remove(PROBE);
    match kept {
        Kept::ForNextVisit => Storage::Local,
        Kept::UntilReload(_) => Storage::Memory,
    }
}

/// Takes the parts that the address locks out of reach.
pub fn lock() {
    let locked = root().get_attribute("data-lock").unwrap_or_default();
    for (word, selector) in LOCKS {
        if locked.split(' ').any(|it| it == word) {
            for element in all(&document(), selector) {
                let _ = element.set_attribute("inert", "");
            }
        }
    }
}

fn say(notice: &Notice) {
    let (text, origin) = FRAME.with_borrow_mut(|it| {
        it.n_said += 1;
        let everybody = notice.is_for_everybody().then_some("*");
        // A page without an origin cannot be named; it still is the one that holds this frame.
        let pinned = it.gate.pinned().map(|it| if it == "null" { "*" } else { it });
        (notice.to_text(it.n_said), everybody.or(pinned).map(str::to_owned))
    });
    if let Some(origin) = origin {
        messages::post(&text, &origin);
    }
}

fn hear(origin: &str, text: &str) {
    let received = Received { origin, is_from_parent: true, text };
    match FRAME.with_borrow_mut(|it| it.gate.receive(received)) {
        Heard::Nothing => {}
        Heard::Refused { id, code } => say(&Notice::Nack { id, code: code.to_owned() }),
        Heard::Request { id, request } => {
            say(&match carry_out(request) {
                Ok(()) => Notice::Ack { id },
                Err(code) => Notice::Nack { id, code: code.to_owned() },
            });
        }
    }
}

fn carry_out(request: Request) -> Result<(), &'static str> {
    match request {
        Request::Hello {} => {}
        Request::GetState {} => say(&Notice::State { fragment: address::fragment() }),
        Request::SetState { fragment } => address::go_to(&fragment),
        Request::Goto { step } => {
            if lesson().is_empty() || step == 0 {
                return Err("step");
            }
            address::go_to(&format!("#step-{step}"));
        }
        Request::Config { theme, motion } => {
            configure("data-theme", theme.map(Theme::name));
            configure("data-motion", motion.map(Motion::name));
        }
    }
    Ok(())
}

/// Without the attribute the page is as the system has it.
fn configure(attribute: &str, value: Option<&str>) {
    let _ = match value {
        None => Ok(()),
        Some("auto") => root().remove_attribute(attribute),
        Some(value) => root().set_attribute(attribute, value),
    };
}

fn tell(report: &Report) {
    let number = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
    let lesson = lesson();
    let is_completed = match report {
        Report::Step { step, total } => {
            say(&Notice::Progress { lesson, step: number(step + 1), total: number(*total) });
            // Where there are questions, the walk-through is not all.
            step + 1 == *total && n_questions() == 0
        }
        Report::Predicted { question, choice, is_right } => {
            say(&Notice::Predicted {
                lesson,
                question: question.clone(),
                choice: number(*choice),
                correct: *is_right,
            });
            let n_predicted = FRAME.with_borrow_mut(|it| {
                it.predicted.insert(question.clone());
                it.predicted.len()
            });
            n_predicted == n_questions()
        }
        Report::Question { question, total } => {
            say(&Notice::Progress { lesson, step: number(question + 1), total: number(*total) });
            false
        }
        Report::Answered { question, response, score } => {
            say(&Notice::Answered {
                question: question.clone(),
                response: response.clone(),
                correct: score.is_full(),
                score: share_of(*score),
            });
            false
        }
        Report::Finished { score } => {
            // A class may take one round after another: each is told.
            say(&Notice::Completed { scaled: Some(share_of(*score)), passed: None });
            false
        }
    };
    if is_completed && !FRAME.with_borrow_mut(|it| std::mem::replace(&mut it.is_completed, true)) {
        say(&Notice::Completed { scaled: None, passed: None });
    }
}

/// From 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "a question has few points")]
fn share_of(score: Score) -> f32 {
    score.points as f32 / score.of.max(1) as f32
}

fn n_questions() -> usize {
    all(&document(), "[data-island=prediction]").len()
}

fn watch_height() {
    let Some(body) = document().body() else { return };
    let watched = body.clone();
    let resized: Box<dyn FnMut()> = Box::new(move || {
        let content = watched.children();
        let heights =
            (0..content.length()).filter_map(|at| content.item(at)).map(|it| it.get_bounding_client_rect());
        // The body is as high as the frame at least; what stands in it is not.
        let bottom = heights.filter(|it| it.height() > 1.0).map(|it| it.bottom()).fold(0.0, f64::max);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a height is a small number"
        )]
        let height = (bottom + super::mount::window().scroll_y().unwrap_or_default()).ceil() as u32;
        let is_new = FRAME.with_borrow_mut(|it| std::mem::replace(&mut it.height, height) != height);
        if is_new {
            say(&Notice::Resize { height });
        }
    });
    let closure = Closure::wrap(resized).into_js_value();
    if let Ok(observer) = ResizeObserver::new(closure.unchecked_ref()) {
        observer.observe(&body);
        for element in all(&document(), "main, [data-island]") {
            observer.observe(&element);
        }
    }
}
