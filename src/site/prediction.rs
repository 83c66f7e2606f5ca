//! A prediction as it stands without scripts: the question, its choices, and the answer behind a summary.

use maud::{Markup, html};

use super::icon::icon;
use crate::diagram::Icon;
use crate::lesson::{Choice, Prediction, Purpose};

const LETTERS: [&str; 5] = ["A", "B", "C", "D", "E"];

/// The island with its static content, from which the living one takes all that it says.
pub fn island(prediction: &Prediction, slug: &str) -> Markup {
    html! {
        @let is_recall = prediction.purpose == Purpose::Recall;
        div data-island="prediction" data-lesson=(slug) data-question=(prediction.id) data-recall[is_recall] {
            (still(prediction))
        }
    }
}

fn still(prediction: &Prediction) -> Markup {
    html! {
        fieldset class="predict" {
            legend {
                span class="hd" { (icon(Icon::Target, 18)) (heading(prediction.purpose)) }
                (prediction.question)
            }
            div class="opts" {
                @for (index, choice) in prediction.choices.iter().enumerate() {
                    label class="opt" {
                        input class="vh" type="radio" name=(prediction.id) value=(index);
                        span class="k" aria-hidden="true" { (letter(index)) }
                        span { (choice.text) }
                    }
                }
            }
            details class="answer" data-keep={ (prediction.id) "-answer" } {
                summary { "Show the answer" }
                (answer(prediction))
            }
        }
    }
}

fn heading(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Predict => "Predict first",
        Purpose::Recall => "Do you remember?",
    }
}

fn answer(prediction: &Prediction) -> Markup {
    html! {
        dl class="reasons" {
            @for (index, choice) in prediction.choices.iter().enumerate() {
                dt { (letter(index)) ": " (choice.text) " " (verdict(choice)) }
                dd { (choice.why) }
            }
        }
        p { (prediction.explanation) }
    }
}

fn letter(index: usize) -> &'static str {
    LETTERS.get(index).copied().unwrap_or_default()
}

fn verdict(choice: &Choice) -> Markup {
    html! {
        @if choice.is_right() { span class="pill ok" { "Right" } } @else { span class="pill bad" { "Wrong" } }
    }
}
