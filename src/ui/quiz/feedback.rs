//! What is said after an answer: what was said, what happened on the board, the rule. The lesson is the button after it.

use crate::diagram::Icon;
use crate::quiz::{Ask, Confidence, Item, feedback};
use crate::ui::icon::icon_of_size;
use crate::ui::part::{Part, html};
use crate::ui::sandbox::note::paragraph;

use super::desk::Desk;
use super::{replay, text};

/// The feedback to a question that is checked, or shown as an example.
pub fn told(desk: Desk, index: u32, item: &Item) -> Vec<Part> {
    let Some(asked) = desk.asked_untracked(index) else { return vec![] };
    let told = asked.response.as_ref().map(|it| feedback(item, it));
    let (class, sign, heading) = match &told {
        _ if asked.is_worked_example => ("panel fb", Icon::Info, text::SOLVED.to_owned()),
        Some(it) if it.score.is_full() => ("panel fb is-right", Icon::Check, text::RIGHT.to_owned()),
        Some(it) => ("panel fb is-wrong", Icon::Cross, text::wrong(it.score)),
        None => ("panel fb", Icon::Info, text::NOT_ANSWERED.to_owned()),
    };
    let title = html("p")
        .class("q-told")
        .attr("id", "told")
        .attr("tabindex", "-1")
        .with(icon_of_size(sign, "20"))
        .with(html("b").text(&heading))
        .text(asked.confidence.map_or("", text::was_sure));
    let why = told.as_ref().and_then(|it| it.why.clone()).or_else(|| key_in_words(item, told.is_none()));
    let is_surprise =
        asked.confidence == Some(Confidence::Certain) && told.as_ref().is_some_and(|it| !it.score.is_full());
    let differs_at = told.as_ref().and_then(|it| it.differs_at);
    let panel = html("div")
        .class(class)
        .with(title)
        .with_all(why.map(|it| paragraph("", &it)))
        .with_all(item.setting.as_ref().map(|it| replay::replay(it, differs_at)))
        .with(html("p").class("q-rule").with(html("b").text(text::RULE)).text(&item.rule))
        .with_all(is_surprise.then(|| paragraph("tiny t2", text::SURE_AND_WRONG)))
        .with(html("p").class("tiny muted").text(&text::reference(&item.reference.to_string())));
    vec![panel]
}

/// How the key comes about, where no option says it.
fn key_in_words(item: &Item, is_not_answered: bool) -> Option<String> {
    match &item.ask {
        Ask::Numeric(it) => Some(it.why.clone()),
        Ask::Counts(it) => Some(it.why.clone()),
        Ask::Order(it) => Some(it.why.clone()),
        Ask::Place(choices) if is_not_answered => {
            choices.iter().find(|it| it.is_right()).map(|it| it.why.clone())
        }
        Ask::Place(_) | Ask::Single(_) | Ask::Multiple(_) | Ask::Match(_) => None,
    }
}
