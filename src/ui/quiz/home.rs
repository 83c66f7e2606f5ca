//! The start of the quiz: a round to go on with, the three modes, how well each skill is known.

use crate::diagram::Icon;
use crate::quiz::{Area, MAX_REVIEWS, Skill, Standing, TEST_LENGTHS};
use crate::ui::clock;
use crate::ui::icon::icon_of_size;
use crate::ui::part::{Part, html};
use crate::ui::sandbox::button::button;
use crate::ui::sandbox::note::{Tone, note, paragraph};
use crate::ui::signal::Memo;

use super::desk::Desk;
use super::test::Test;
use super::{data, text};

/// Everything of the start.
pub fn home(desk: Desk) -> Vec<Part> {
    let head = html("div")
        .with(html("h1").attr("id", "quiz-title").attr("tabindex", "-1").text(text::QUIZ))
        .with(paragraph("lead", text::LEAD));
    let main = html("div")
        .class("quiz-home")
        .with(head)
        .slot(move || notes(desk))
        .slot(move || under_way(desk))
        .with(html("div").class("q-modes").with(practice(desk)).with(review(desk)).with(test(desk)))
        .with(skills(desk))
        .with(data::data(desk));
    vec![main]
}

/// What went wrong before: a link, a copy that could not be read, a browser that keeps nothing.
fn notes(desk: Desk) -> Vec<Part> {
    let mut notes = vec![];
    if let Some(error) = desk.bad_link.get() {
        notes.push(note(Tone::Caution, vec![paragraph("", &[text::LINK_FAILS, " ", &error].concat())]));
    }
    if let Some(error) = desk.problem.get() {
        let words = [&text::sentence(&error.to_string()), " ", text::SET_ASIDE].concat();
        notes.push(note(Tone::Caution, vec![paragraph("", &words)]));
    }
    if let Some(refusal) = desk.not_kept.get() {
        notes.push(note(Tone::Caution, vec![paragraph("", text::not_kept(refusal))]));
    }
    notes
}

fn under_way(desk: Desk) -> Vec<Part> {
    let left = desk.progress.with(|it| {
        let round = it.round.as_ref()?;
        (!round.is_finished()).then_some((round.mode, round.at as usize, round.asked.len()))
    });
    let Some((mode, at, n)) = left else { return vec![] };
    let go_on = button("btn pri sm", move || desk.resume()).text(text::GO_ON);
    let end = button("btn sm", move || desk.end_round()).text(text::END_ROUND);
    let row = html("div").class("row wrap").with(go_on).with(end);
    vec![note(Tone::Fact, vec![paragraph("", &text::under_way(mode, at, n)), row])]
}

fn mode(sign: Icon, title: &str, words: &str) -> Part {
    html("section")
        .class("panel")
        .with(html("h2").with(icon_of_size(sign, "18")).text(title))
        .with(paragraph("small t2", words))
}

fn practice(desk: Desk) -> Part {
    mode(Icon::Target, text::PRACTICE, text::PRACTICE_LEAD)
        .with(button("btn pri", move || desk.practice(None)).text(text::START_PRACTICE))
}

fn review(desk: Desk) -> Part {
    let n_due = Memo::new(move |_| desk.progress.with(|it| it.due(clock::now_seconds()).len()));
    let button = button("btn", move || desk.review())
        .disabled_by(move || n_due.get() == 0)
        .text_by(move || text::start_review(n_due.get().min(MAX_REVIEWS)));
    let words = move || text::due(n_due.get(), desk.progress.with(|it| it.skills.is_empty()));
    mode(Icon::Clock, text::REVIEW, text::REVIEW_LEAD)
        .with(html("p").class("small").text_by(move || words().to_owned()))
        .with(button)
}

fn test(desk: Desk) -> Part {
    let buttons = TEST_LENGTHS.map(|n| button("btn sm", move || desk.test(n)).text(&text::questions(n)));
    mode(Icon::Flag, text::TEST, text::TEST_LEAD).with(html("div").class("row wrap").with_all(buttons))
}

/// A test that somebody shared.
pub fn invitation(desk: Desk, link: Test) -> Part {
    let is_other = link.bank != desk.bank.fingerprint();
    let has_round = desk.progress.with_untracked(|it| it.round.as_ref().is_some_and(|it| !it.is_finished()));
    let start = button("btn pri", move || desk.accept(link)).text(text::START_TEST);
    let home = button("btn", move || desk.go_home()).text(text::TO_QUIZ);
    html("div")
        .class("quiz-home")
        .with(html("h1").attr("id", "quiz-title").attr("tabindex", "-1").text(text::INVITED))
        .with(paragraph("lead", &text::invited(link.n)))
        .with_all(is_other.then(|| note(Tone::Caution, vec![paragraph("", text::OTHER_QUESTIONS)])))
        .with_all(has_round.then(|| note(Tone::Caution, vec![paragraph("", text::ENDS_ROUND)])))
        .with(html("div").class("row wrap").with(start).with(home))
}

fn skills(desk: Desk) -> Part {
    let areas = desk.bank.areas.iter().map(|area| area_panel(desk, area));
    html("section")
        .attr("aria-labelledby", "skills")
        .with(html("h2").attr("id", "skills").text(text::SKILLS))
        .with(paragraph("small t2", text::SKILLS_LEAD))
        .with(html("div").class("q-areas").with_all(areas))
}

fn area_panel(desk: Desk, area: &Area) -> Part {
    let id = area.id.clone();
    let practice = button("btn sm", move || desk.practice(Some(&id)))
        .attr("aria-label", &text::practice_area(&area.title))
        .text(text::PRACTICE);
    html("section")
        .class("panel")
        .with(
            html("div")
                .class("row")
                .with(html("h3").text(&area.title))
                .with(html("span").class("sp"))
                .with(practice),
        )
        .with(html("ul").class("q-skills").with_all(area.skills.iter().map(|it| skill_row(desk, it))))
}

fn skill_row(desk: Desk, skill: &Skill) -> Part {
    let id = skill.id.clone();
    let standing = Memo::new(move |_| desk.progress.with(|it| it.standing(&id, clock::now_seconds())));
    let class = move || match standing.get() {
        Standing::NotStarted => "pill",
        Standing::Learning => "pill now",
        Standing::Due => "pill warn",
        Standing::Mastered | Standing::Kept => "pill ok",
    };
    html("li").with(html("span").text(&skill.title)).with(
        html("span")
            .attr_by("class", move || Some(class().to_owned()))
            .text_by(move || text::standing(standing.get()).to_owned()),
    )
}

/// For each area of the present round how many of its skills are mastered.
pub fn area_bars(desk: Desk) -> Vec<Part> {
    let of_round: Vec<String> = desk.progress.with_untracked(|it| {
        it.round.as_ref().map_or_else(Vec::new, |it| it.asked.iter().map(|it| it.skill.clone()).collect())
    });
    let areas = desk.bank.areas.iter().filter(|area| area.skills.iter().any(|it| of_round.contains(&it.id)));
    areas.map(|area| area_bar(desk, area)).collect()
}

fn area_bar(desk: Desk, area: &Area) -> Part {
    let ids: Vec<String> = area.skills.iter().map(|it| it.id.clone()).collect();
    let n = ids.len();
    let n_known = Memo::new(move |_| {
        let now = clock::now_seconds();
        desk.progress.with(|it| ids.iter().filter(|id| it.standing(id, now) >= Standing::Mastered).count())
    });
    let width = move |element: &leptos::web_sys::Element| {
        use wasm_bindgen::JsCast;
        let share = [&(n_known.get() * 100 / n.max(1)).to_string(), "%"].concat();
        if let Some(element) = element.dyn_ref::<leptos::web_sys::HtmlElement>() {
            let _ = element.style().set_property("width", &share);
        }
    };
    html("div")
        .class("skill")
        .with(html("span").text(&area.title))
        .with(html("span").class("muted tiny").text_by(move || text::mastered_of(n_known.get(), n)))
        .with(html("div").class("prog").attr("aria-hidden", "true").with(html("i").by(width)))
}
