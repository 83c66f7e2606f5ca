//! The results of a round: how many were right, how sure, each question again, and what to do next.

use crate::diagram::Icon;
use crate::quiz::{Asked, Confidence, Mode, Results, results as count};
use crate::ui::address;
use crate::ui::icon::icon_of_size;
use crate::ui::part::{Part, html};
use crate::ui::sandbox::button::button;

use super::desk::Desk;
use super::test::Test;
use super::text;
use super::{data, lesson};

/// The page of results.
pub fn results(desk: Desk) -> Part {
    let Some(round) = desk.progress.with_untracked(|it| it.round.clone()) else { return html("div") };
    let results = count(&desk.bank, &round);
    let share = (round.mode == Mode::Test)
        .then(|| share(desk, round.seed, u32::try_from(round.asked.len()).unwrap_or(0)));
    let questions = (0..).zip(&round.asked).map(|(index, asked)| question_row(desk, index, asked));
    let table = html("ul").class("panel q-rows").attr("aria-label", text::QUESTIONS).with_all(questions);
    let areas: Vec<&str> = results.by_area.iter().map(|it| it.0.as_str()).collect();
    html("div").class("quiz is-single").with(
        html("section")
            .attr("aria-labelledby", "results")
            .with(html("p").class("eyebrow").text(&areas.join(", ")))
            .with(html("h1").attr("id", "results").attr("tabindex", "-1").text(&text::verdict_of(&results)))
            .with(stats(desk, &results))
            .with(confidence(&results))
            .with(html("h2").text(text::QUESTIONS))
            .with(table)
            .with_all(share)
            .with(next(desk, &results)),
    )
}

fn stats(desk: Desk, results: &Results) -> Part {
    let stat = |number: &str, words: &str| {
        html("div")
            .class("panel")
            .with(html("b").text(number))
            .with(html("span").class("small t2").text(words))
    };
    let (certain_right, certain_wrong) =
        results.by_confidence.iter().find(|it| it.0 == Confidence::Certain).map_or((0, 0), |it| (it.1, it.2));
    let due = next_due(desk, results);
    html("div")
        .class("stat")
        .with(stat(&text::of(results.n_right, results.n), text::RIGHT_ANSWERS))
        .with(stat(&text::of(certain_right, certain_right + certain_wrong), text::RIGHT_WHEN_CERTAIN))
        .with(stat(&results.missed.len().to_string(), &text::to_see_again(due)))
}

/// In how many days the first of the missed skills is asked again.
fn next_due(desk: Desk, results: &Results) -> Option<u64> {
    let now = crate::ui::clock::now_seconds();
    desk.progress.with_untracked(|it| {
        let due =
            results.missed.iter().filter_map(|id| it.skills.get(id)).map(crate::quiz::SkillProgress::due_at);
        due.min().map(|at| at.saturating_sub(now).div_ceil(86_400))
    })
}

fn confidence(results: &Results) -> Part {
    let row = |(level, right, wrong): &(Confidence, u32, u32)| {
        let piece = |is_right: bool| {
            let (class, sign) = if is_right { ("r", Icon::Check) } else { ("w", Icon::Cross) };
            html("i").class(class).with(icon_of_size(sign, "12"))
        };
        let pieces = (0..*right).map(|_| piece(true)).chain((0..*wrong).map(|_| piece(false)));
        html("div")
            .class("small")
            .with(html("span").text(text::confidence(*level)))
            .with(html("span").class("row wrap").attr("aria-hidden", "true").with_all(pieces))
            .with(html("span").class("t2").text(&text::right_and_wrong(*right, *wrong)))
    };
    html("section")
        .class("panel calib")
        .with(html("h2").text(text::CONFIDENCE_AND_RESULTS))
        .with_all(results.by_confidence.iter().map(row))
}

fn question_row(desk: Desk, index: u32, asked: &Asked) -> Part {
    let Some(item) = desk.bank.item(&asked.reference) else {
        return html("li").text(text::NOT_ASKED_ANY_MORE);
    };
    let (sign, class, words) = match (asked.is_worked_example, asked.is_right(&desk.bank)) {
        (true, _) => (Icon::Info, "t2", text::EXAMPLE),
        (false, true) => (Icon::Check, "ok", text::RIGHT_OPTION),
        (false, false) => (Icon::Cross, "bad", text::WRONG_OPTION),
    };
    let open = button("btn sm ghost", move || desk.look_at(Some(index)))
        .attr("aria-label", &text::open(index + 1))
        .text(text::OPEN);
    html("li")
        .with(
            html("span")
                .class(class)
                .with(icon_of_size(sign, "18"))
                .with(html("span").class("vh").text(words)),
        )
        .with(html("span").text(&item.question))
        .with(html("span").class("small t2").text(asked.confidence.map_or("", text::confidence)))
        .with(open)
}

/// The link to the same test for others.
fn share(desk: Desk, seed: u32, n: u32) -> Part {
    let test = Test { n, seed, bank: desk.bank.fingerprint() };
    html("section")
        .class("panel q-share")
        .with(html("h2").text(text::SHARE_TEST))
        .with(html("p").class("small t2").text(text::SHARE_TEST_LEAD))
        .with(data::copied_text("share-link", text::LINK, move || {
            address::with_fragment(&test.to_fragment())
        }))
}

fn next(desk: Desk, results: &Results) -> Part {
    let missed = results.missed.len();
    let practice = (missed > 0)
        .then(|| button("btn pri", move || desk.practice_missed()).text(&text::practice_missed(missed)));
    let more =
        (missed == 0).then(|| button("btn pri", move || desk.practice(None)).text(text::START_PRACTICE));
    let lessons = results.missed.iter().filter_map(|id| desk.bank.skill(id)?.lesson.clone());
    let mut seen: Vec<String> = vec![];
    let lessons = lessons.filter(move |link| {
        let is_new = !seen.contains(&link.path);
        seen.push(link.path.clone());
        is_new
    });
    let lessons = lessons.map(|it| lesson::link(&it));
    html("div")
        .class("row wrap q-go")
        .with_all(practice)
        .with_all(more)
        .with_all(lessons)
        .with(button("btn", move || desk.end_round()).text(text::TO_QUIZ))
}
