//! `predictions.toml` of a lesson.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;

use super::cite;
use super::document::{Place, Table, read_text, with_document};
use crate::lesson::{Choice, Prediction, Problems, Purpose};

/// Reads a `predictions.toml`.
pub fn read(root: &Path, file: &str, problems: &RefCell<Problems>) -> BTreeMap<String, Prediction> {
    let mut predictions = BTreeMap::new();
    let Some(text) = read_text(root, file, problems) else { return predictions };
    let place = Place { file, text: &text, problems };
    with_document(&place, |top| {
        top.each("prediction", |table| {
            let prediction = prediction(table);
            if predictions.contains_key(&prediction.id) {
                table.complain_about(
                    "id",
                    format!("two predictions are called `{}`; rename one", prediction.id),
                );
            }
            predictions.insert(prediction.id.clone(), prediction);
        });
    });
    predictions
}

fn prediction(table: &mut Table<'_>) -> Prediction {
    let id = table.text("id");
    let question = table.text("question");
    let explanation = table.text("explanation");
    let sources = table.texts("sources");
    let mut choices: Vec<Choice> = vec![];
    table.each("choice", |entry| {
        let choice = choice(entry);
        if !choice.why.is_empty() && choices.iter().any(|other| other.why == choice.why) {
            entry.complain_about("why", "two choices share one explanation; each needs its own");
        }
        choices.push(choice);
    });
    if !(2..=5).contains(&choices.len()) {
        table.complain(format!(
            "`{id}` has {} choices; write two to five [[prediction.choice]]",
            choices.len()
        ));
    }
    let n_right = choices.iter().filter(|choice| choice.is_right()).count();
    if n_right != 1 {
        let message = format!("`{id}` has {n_right} right choices; exactly one must say right = true");
        table.complain_about("id", message);
    }
    let states_fact =
        cite::needs_source(&explanation) || choices.iter().any(|choice| cite::needs_source(&choice.why));
    if sources.is_empty() && states_fact {
        let message = format!(
            "an answer of `{id}` has a number or a quotation; add sources = [\"…\"] with ids of lesson.toml"
        );
        table.complain(message);
    }
    Prediction { id, question, choices, purpose: Purpose::Predict, explanation, sources }
}

/// One choice: right, or wrong with the idea behind it.
pub fn choice(entry: &mut Table<'_>) -> Choice {
    let text = entry.text("text");
    let why = entry.text("why");
    let is_right = entry.flag("right");
    let misconception = entry.optional_text("misconception");
    if is_right && misconception.is_some() {
        entry.complain_about("misconception", "the right choice rests on no misconception; remove the key");
    }
    if !is_right && misconception.is_none() {
        entry.complain("a wrong choice needs `misconception`: a short id of the wrong idea behind it");
    }
    let misconception = if is_right { None } else { Some(misconception.unwrap_or_default()) };
    Choice { text, why, misconception }
}
