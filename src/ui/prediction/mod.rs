//! The prediction: a question before the answer is shown. It costs nothing to be wrong.
//!
//! Open until the learner locks an answer in, then every option says why it is right or wrong, and the learner's own
//! choice stays visible. Nothing here keeps a score.
//! Start reading at [`mount`].

mod answer;
mod option;
mod text;

use self::answer::{Answer, Confidence};
use super::icon::icon;
use super::mount::into;
use super::props::props;
use super::{live, storage};
use crate::diagram::Icon;
use crate::lesson::{Choice, Prediction};
use leptos::prelude::*;
use leptos::web_sys::Element;

/// Brings a prediction to life.
pub fn mount(element: Element) {
    let prediction: Prediction = props(&element);
    let page = element.get_attribute("data-lesson").unwrap_or_default();
    let key = storage::key("prediction", &format!("1.{page}.{}", prediction.id));
    into(element, move || view(Asked::new(prediction, key)));
}

/// A prediction with what the learner answered so far.
#[derive(Clone, Copy)]
struct Asked {
    prediction: StoredValue<Prediction>,
    key: StoredValue<String>,
    answer: RwSignal<Answer>,
    /// What takes the focus when the answer has been locked in, and when it is asked again.
    result: NodeRef<leptos::html::P>,
    legend: NodeRef<leptos::html::Legend>,
}

impl Asked {
    fn new(prediction: Prediction, key: String) -> Self {
        let answer = storage::read(&key).and_then(|text| Answer::from_text(&text, &prediction));
        Self {
            prediction: StoredValue::new(prediction),
            key: StoredValue::new(key),
            answer: RwSignal::new(answer.unwrap_or_default()),
            result: NodeRef::new(),
            legend: NodeRef::new(),
        }
    }

    fn is_locked(self) -> bool {
        self.answer.read().is_locked
    }

    fn change(self, change: impl FnOnce(&mut Answer)) {
        self.answer.update(change);
        let text = self.prediction.with_value(|prediction| self.answer.read_untracked().to_text(prediction));
        self.key.with_value(|key| match text {
            Some(text) => {
                storage::write(key, &text);
            }
            None => storage::remove(key),
        });
    }

    fn lock(self) {
        if self.answer.read_untracked().choice.is_none() {
            live::say(text::CHOOSE_FIRST);
            return;
        }
        self.change(|answer| answer.is_locked = true);
        // The button that had the focus is gone; the result takes it and is read out with it.
        request_animation_frame(move || {
            if let Some(result) = self.result.get_untracked() {
                let _ = result.focus();
            }
        });
    }

    fn ask_again(self) {
        self.change(|answer| *answer = Answer::default());
        live::say(text::ASKED_AGAIN);
        request_animation_frame(move || {
            if let Some(legend) = self.legend.get_untracked() {
                let _ = legend.focus();
            }
        });
    }
}

fn view(asked: Asked) -> AnyView {
    let (question, n_choices) =
        asked.prediction.with_value(|prediction| (prediction.question.clone(), prediction.choices.len()));
    view! {
        <fieldset class="predict" class:is-locked=move || asked.is_locked()>
            <legend tabindex="-1" node_ref=asked.legend>
                <span class="hd">{icon(Icon::Target)}{text::PREDICT_FIRST}</span>
                {question}
            </legend>
            <div class="opts">{(0..n_choices).map(|index| option::view(asked, index)).collect_view()}</div>
            {move || if asked.is_locked() { after(asked) } else { before(asked) }}
        </fieldset>
    }
    .into_any()
}

/// What stands below the options while the question is open.
fn before(asked: Asked) -> AnyView {
    let is_unanswered = move || asked.answer.read().choice.is_none();
    let reason_id = asked.prediction.with_value(|prediction| format!("why-not-{}", prediction.id));
    view! {
        <div class="predict-confidence">
            <span class="small t2">{text::HOW_SURE}</span>
            <div class="seg" role="group" aria-label=text::HOW_SURE>
                {Confidence::ALL.map(|confidence| confidence_button(asked, confidence)).collect_view()}
            </div>
        </div>
        <div class="row wrap predict-row">
            <button
                type="button"
                class="btn pri"
                aria-disabled=move || is_unanswered().then_some("true")
                aria-describedby=reason_id.clone()
                on:click=move |_| asked.lock()
            >
                {text::LOCK_IN}
            </button>
            <span class="tiny muted" id=reason_id.clone()>
                {move || if is_unanswered() { text::CHOOSE_FIRST } else { text::NO_POINTS }}
            </span>
        </div>
    }
    .into_any()
}

fn confidence_button(asked: Asked, confidence: Confidence) -> AnyView {
    let is_pressed = move || asked.answer.read().confidence == Some(confidence);
    view! {
        <button
            type="button"
            aria-pressed=move || if is_pressed() { "true" } else { "false" }
            on:click=move |_| {
                // A second press takes it back: nobody has to say how sure they are.
                let next = if is_pressed() { None } else { Some(confidence) };
                asked.change(|answer| answer.confidence = next);
            }
        >
            {text::confidence(confidence)}
        </button>
    }
    .into_any()
}

/// What stands below the options once the answer is locked in.
fn after(asked: Asked) -> AnyView {
    let (choice, confidence) = {
        let answer = asked.answer.read_untracked();
        (answer.choice.unwrap_or_default(), answer.confidence)
    };
    let (is_right, explanation) = asked.prediction.with_value(|prediction| {
        (prediction.choices.get(choice).is_some_and(Choice::is_right), prediction.explanation.clone())
    });
    let (look, mark) = if is_right { ("note ok", Icon::Check) } else { ("note bad", Icon::Cross) };
    view! {
        <div class=format!("{look} predict-result")>
            {icon(mark)}
            <div>
                <p tabindex="-1" node_ref=asked.result>
                    <b>{if is_right { text::RIGHT } else { text::WRONG }}</b>
                    {confidence.map(text::was_sure)}
                </p>
                <p>{explanation}</p>
            </div>
        </div>
        <div class="row wrap predict-row">
            <button type="button" class="btn" on:click=move |_| asked.ask_again()>
                {icon(Icon::Reset)}
                {text::ASK_AGAIN}
            </button>
        </div>
    }
    .into_any()
}
