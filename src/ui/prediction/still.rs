//! The question of a prediction, read from its still version: the page says everything already.

use crate::lesson::Purpose;
use leptos::web_sys::Element;

/// What the page asks.
#[derive(Clone, Debug)]
pub struct Question {
    /// Unique on its page.
    pub id: String,
    /// Before its answer is taught, or after.
    pub purpose: Purpose,
    /// Above the question.
    pub heading: String,
    /// The question.
    pub words: String,
    /// The answers, in order.
    pub choices: Vec<Choice>,
    /// What to take along.
    pub explanation: String,
}

/// One answer.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The answer.
    pub text: String,
    /// Why it is right or wrong.
    pub why: String,
    /// Whether it is right.
    pub is_right: bool,
}

/// Reads the still version, as `site::prediction` writes it.
pub fn read(place: &Element) -> Question {
    let words = |selector: &str| texts(place, selector).pop().unwrap_or_default();
    let heading = words(".hd");
    let whys = texts(place, ".reasons dd");
    let verdicts = all(place, ".reasons dt .pill");
    let is_right = |verdict: &Element| verdict.class_list().contains("ok");
    let choices = texts(place, ".opt span:last-child").into_iter().zip(whys).zip(&verdicts);
    Question {
        id: place.get_attribute("data-question").unwrap_or_default(),
        purpose: if place.has_attribute("data-recall") { Purpose::Recall } else { Purpose::Predict },
        words: words("legend").strip_prefix(&heading).unwrap_or_default().to_owned(),
        heading,
        choices: choices
            .map(|((text, why), verdict)| Choice { text, why, is_right: is_right(verdict) })
            .collect(),
        explanation: words(".answer > p"),
    }
}

fn texts(place: &Element, selector: &str) -> Vec<String> {
    all(place, selector).iter().filter_map(|it| it.text_content()).collect()
}

fn all(place: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = place.query_selector_all(selector) else { return vec![] };
    (0..found.length()).filter_map(|at| wasm_bindgen::JsCast::dyn_into(found.item(at)?).ok()).collect()
}
