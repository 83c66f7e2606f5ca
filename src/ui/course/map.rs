//! The map of the course as this learner has it: the written page with marks on it.

use leptos::web_sys::{Element, HtmlAnchorElement};
use wasm_bindgen::JsCast;

use super::text;
use crate::diagram::Icon;
use crate::quiz::{AreaOfSkills, Progress, Standing};
use crate::ui::icon::icon_of_size;
use crate::ui::mount::{all, document};
use crate::ui::part::{Part, html};
use crate::ui::props::props;
use crate::ui::{clock, prediction, progress};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Standpoint {
    NotStarted,
    Started,
    Done,
}

/// Marks what is done, where to go on, and what is due.
pub fn show(place: Element) {
    let progress = progress::load().progress;
    let lessons = all(&document(), ".les [data-lesson]");
    let standpoints: Vec<Standpoint> = lessons.iter().map(|it| standpoint(it, &progress)).collect();
    let is_begun = standpoints.iter().any(|it| *it != Standpoint::NotStarted);
    if is_begun {
        let next = standpoints.iter().position(|it| *it != Standpoint::Done);
        mark_modules(&progress);
        for (lesson, standpoint) in lessons.iter().zip(&standpoints) {
            if *standpoint == Standpoint::Done {
                mark_lesson(lesson);
            }
        }
        lead_on(next.and_then(|at| lessons.get(at)));
    }
    if !progress.skills.is_empty() {
        let _ = place.append_child(what_is_known(&props::<Vec<AreaOfSkills>>(&place), &progress).element());
    }
}

fn standpoint(lesson: &Element, progress: &Progress) -> Standpoint {
    let slug = lesson.get_attribute("data-lesson").unwrap_or_default();
    let questions = lesson.get_attribute("data-questions").unwrap_or_default();
    let n = questions.split(' ').count();
    let n_locked = questions.split(' ').filter(|it| prediction::is_locked(&slug, it)).count();
    match n_locked {
        _ if progress.lessons.contains_key(&slug) || n_locked == n => Standpoint::Done,
        0 => Standpoint::NotStarted,
        _ => Standpoint::Started,
    }
}

fn mark_modules(progress: &Progress) {
    let mut is_before_next = true;
    for module in all(&document(), ".mod") {
        let lessons: Vec<Element> = inside(&module, "[data-lesson]");
        let n_done = lessons.iter().filter(|it| standpoint(it, progress) == Standpoint::Done).count();
        let is_done = n_done == lessons.len();
        let classes = module.class_list();
        let _ = classes.toggle_with_force("done", is_done);
        let _ = classes.toggle_with_force("now", !is_done && is_before_next);
        is_before_next &= is_done;
        if let (true, Some(number)) = (is_done, inside(&module, ".no").first()) {
            number.set_text_content(None);
            let _ = number.append_child(icon_of_size(Icon::Check, "20").element());
        }
        if let (true, Some(head)) = (n_done > 0, inside(&module, ".card > .row").first()) {
            let (class, words) = if is_done {
                ("pill ok", text::DONE.to_owned())
            } else {
                ("pill now", text::done_of(n_done, lessons.len()))
            };
            let _ = head.append_child(html("span").class(class).text(&words).element());
        }
    }
}

fn mark_lesson(lesson: &Element) {
    let Some(link) = inside(lesson, "a").into_iter().next() else { return };
    let _ = link.class_list().add_1("d");
    if let Some(sign) = inside(&link, "use").first() {
        let _ = sign.set_attribute("href", &Icon::Check.href());
    }
    let _ = link.append_child(html("span").class("vh").text(&[", ", text::DONE].concat()).element());
}

/// The button at the top leads to the first lesson that is not done.
fn lead_on(next: Option<&Element>) {
    let Some(button) = document().get_element_by_id("start") else { return };
    let next = next.and_then(|it| inside(it, "a").into_iter().next());
    let link = next.and_then(|it| it.dyn_into::<HtmlAnchorElement>().ok());
    let (words, path) = match &link {
        Some(link) => (text::go_on(link.text_content().unwrap_or_default().trim()), link.href()),
        None => (text::PRACTICE.to_owned(), "quiz.html".to_owned()),
    };
    button.set_text_content(Some(&words));
    let _ = button.append_child(icon_of_size(Icon::Arrow, "18").element());
    let _ = button.set_attribute("href", &path);
}

fn what_is_known(areas: &[AreaOfSkills], progress: &Progress) -> Part {
    let now = clock::now_seconds();
    let n_due = progress.due(now).len();
    let words = if n_due > 0 { text::review(n_due) } else { text::MORE_QUESTIONS.to_owned() };
    html("section")
        .class("panel known")
        .with(html("h2").text(text::WHAT_YOU_KNOW))
        .with_all(areas.iter().map(|area| bar(area, progress, now)))
        .with(html("a").class("btn sm").attr("href", "quiz.html").text(&words))
}

fn bar(area: &AreaOfSkills, progress: &Progress, now: u64) -> Part {
    let n = area.skills.len();
    let n_known = area.skills.iter().filter(|it| progress.standing(it, now) >= Standing::Mastered).count();
    let share = [&(n_known * 100 / n.max(1)).to_string(), "%"].concat();
    let fill = html("i").style("width", &share);
    html("div")
        .class("skill")
        .with(html("span").text(&area.title))
        .with(html("span").class("muted tiny").text(&text::mastered_of(n_known, n)))
        .with(html("div").class("prog").attr("aria-hidden", "true").with(fill))
}

fn inside(element: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = element.query_selector_all(selector) else { return vec![] };
    (0..list.length()).filter_map(|at| list.item(at)?.dyn_into().ok()).collect()
}
