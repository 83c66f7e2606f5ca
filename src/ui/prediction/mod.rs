//! The prediction: a question before the answer is shown. It costs nothing to be wrong.
//!
//! Open until the learner locks an answer in, then every option says why it is right or wrong, and the learner's own
//! choice stays visible. Nothing here keeps a score.
//! Start reading at [`mount`].

mod answer;
mod option;
mod still;
mod text;

use self::answer::{Answer, Confidence};
pub use self::still::{Choice, Question};
use super::icon::icon;
use super::mount::{WAS_OPEN, document, focus};
use super::part::{self, Part, html};
use super::report::{Report, report};
use super::storage::{Kept, Refusal};
use super::{live, storage};
use crate::diagram::Icon;
use crate::lesson::Purpose;
use crate::ui::signal::{Memo, RwSignal, StoredValue};
use leptos::prelude::*;
use leptos::web_sys::Element;

/// Brings a prediction to life.
pub fn mount(element: Element) {
    let question = still::read(&element);
    let page = element.get_attribute("data-lesson").unwrap_or_default();
    let key = key(&page, &question.id);
    part::mount(element, move || vec![view(Asked::new(question, key))]);
}

/// A prediction of a question that is no lesson's, with whether the answer counts by now. It is not kept.
pub fn of(question: Question) -> (Part, Memo<bool>) {
    let asked = Asked::new(question, String::new());
    (view(asked), asked.is_locked)
}

/// Where the answer to a question of a lesson is kept.
fn key(lesson: &str, question: &str) -> String {
    storage::key("prediction", &["1.", lesson, ".", question].concat())
}

/// Whether a question of a lesson is answered, so that the answer counts.
pub fn is_locked(lesson: &str, question: &str) -> bool {
    storage::read(&key(lesson, question)).is_some_and(|it| Answer::is_locked_in(&it))
}

/// A prediction with what the learner answered so far.
#[derive(Clone, Copy)]
struct Asked {
    question: StoredValue<Question>,
    /// Empty when it is not kept.
    key: StoredValue<String>,
    answer: RwSignal<Answer>,
    is_locked: Memo<bool>,
    /// Why the browser did not keep the answer, if it did not.
    not_kept: RwSignal<Option<Refusal>>,
}

impl Asked {
    fn new(question: Question, key: String) -> Self {
        let answer = storage::read(&key).and_then(|text| Answer::from_text(&text, &question));
        let answer = RwSignal::new(answer.unwrap_or_default());
        Self {
            question: StoredValue::new(question),
            key: StoredValue::new(key),
            answer,
            is_locked: Memo::new(move |_| answer.with(|it| it.is_locked)),
            not_kept: RwSignal::new(None),
        }
    }

    fn change(self, change: impl FnOnce(&mut Answer)) {
        self.answer.update(change);
        self.keep();
    }

    fn keep(self) {
        if self.key.with_value(String::is_empty) {
            return;
        }
        let text = self.question.with_value(|question| self.answer.with_untracked(|it| it.to_text(question)));
        self.key.with_value(|key| match text {
            Some(text) => {
                let Kept::UntilReload(refusal) = storage::write(key, &text) else { return };
                self.not_kept.set(Some(refusal));
            }
            None => storage::remove(key),
        });
    }

    fn lock(self) {
        if self.answer.with_untracked(|it| it.choice.is_none()) {
            live::say(text::CHOOSE_FIRST);
            return;
        }
        self.change(|answer| answer.is_locked = true);
        report(|| self.told());
        // The button that had the focus is gone; the result takes it and is read out with it.
        self.focus_soon("result");
    }

    fn told(self) -> Report {
        let choice = self.answer.with_untracked(|it| it.choice.unwrap_or_default());
        self.question.with_value(|it| Report::Predicted {
            question: it.id.clone(),
            choice,
            is_right: it.choices.get(choice).is_some_and(|it| it.is_right),
        })
    }

    fn ask_again(self) {
        self.change(|answer| *answer = Answer::default());
        live::say(text::ASKED_AGAIN);
        self.focus_soon("question");
    }

    fn purpose(self) -> Purpose {
        self.question.with_value(|question| question.purpose)
    }

    /// The id of a part of this prediction.
    fn id(self, part: &str) -> String {
        self.question.with_value(|question| format!("{}-{part}", question.id))
    }

    fn focus_soon(self, part: &'static str) {
        request_animation_frame(move || {
            if let Some(element) = document().get_element_by_id(&self.id(part)) {
                focus(&element);
            }
        });
    }
}

fn view(asked: Asked) -> Part {
    let Question { words, heading, choices, .. } = asked.question.get_value();
    let n_choices = choices.len();
    let heading = html("span").class("hd").with(icon(Icon::Target)).text(&heading);
    let legend = html("legend").attr("tabindex", "-1").attr("id", &asked.id("question"));
    html("fieldset")
        .class("predict")
        .attr("data-keep", &asked.id("answer"))
        // Whoever had opened the answer before this program came goes on reading it.
        .on(WAS_OPEN, move |_| asked.answer.update(|answer| answer.is_locked = true))
        .with(legend.with(heading).text(&words))
        .with(html("div").class("opts").with_all((0..n_choices).map(|index| option::view(asked, index))))
        .with(html("div").inside_by(move || if asked.is_locked.get() { after(asked) } else { before(asked) }))
}

/// What stands below the options while the question is open: as high as the summary of the still version.
fn before(asked: Asked) -> Vec<Part> {
    let is_unanswered = Memo::new(move |_| asked.answer.with(|it| it.choice.is_none()));
    let reason = asked.id("reason");
    let lock = html("button")
        .class("btn pri")
        .attr("type", "button")
        .attr("aria-describedby", &reason)
        .is("aria-disabled", move || is_unanswered.get())
        .on("click", move |_| asked.lock())
        .text(text::lock_in(asked.purpose()));
    let note = move || if is_unanswered.get() { text::CHOOSE_FIRST } else { text::NO_POINTS };
    let levels = move || if is_unanswered.get() { Vec::new() } else { confidence(asked) };
    vec![
        html("div").class("predict-confidence").inside_by(levels),
        html("div")
            .class("row predict-row")
            .with(lock)
            .with(html("span").class("tiny muted").attr("id", &reason).text_by(move || note().to_owned())),
    ]
}

/// Asked once there is something to be sure of.
fn confidence(asked: Asked) -> Vec<Part> {
    let levels = html("div").class("seg").attr("role", "group").attr("aria-label", text::HOW_SURE);
    vec![
        html("span").class("small t2").text(text::HOW_SURE),
        levels.with_all(Confidence::ALL.map(|level| confidence_button(asked, level))),
    ]
}

fn confidence_button(asked: Asked, confidence: Confidence) -> Part {
    let is_pressed = move || asked.answer.with(|it| it.confidence == Some(confidence));
    html("button")
        .attr("type", "button")
        .is("aria-pressed", is_pressed)
        .on("click", move |_| {
            // A second press takes it back: nobody has to say how sure they are.
            let next = if untrack(is_pressed) { None } else { Some(confidence) };
            asked.change(|answer| answer.confidence = next);
        })
        .text(text::confidence(confidence))
}

/// What stands below the options once the answer is locked in.
fn after(asked: Asked) -> Vec<Part> {
    let Answer { choice, confidence, .. } = asked.answer.get_untracked();
    let (outcome, explanation) = asked.question.with_value(|question| {
        let chosen = choice.and_then(|at| question.choices.get(at));
        (chosen.map(|it| it.is_right), question.explanation.clone())
    });
    let (look, mark, word) = match outcome {
        Some(true) => ("note ok predict-result", Icon::Check, text::right(asked.purpose())),
        Some(false) => ("note bad predict-result", Icon::Cross, text::WRONG),
        None => ("note predict-result", Icon::Info, text::NOT_ANSWERED),
    };
    let result = html("p").attr("tabindex", "-1").attr("id", &asked.id("result"));
    let result = result.with(html("b").text(word)).text(confidence.map_or("", text::was_sure));
    let again = html("button").class("btn").attr("type", "button").on("click", move |_| asked.ask_again());
    let not_kept = move || asked.not_kept.get().map_or("", text::not_kept).to_owned();
    vec![
        html("div")
            .class(look)
            .with(icon(mark))
            .with(html("div").with(result).with(html("p").text(&explanation))),
        html("div")
            .class("row wrap predict-row")
            .with(again.with(icon(Icon::Reset)).text(text::ASK_AGAIN))
            .with(html("span").class("tiny muted").text_by(not_kept)),
    ]
}
