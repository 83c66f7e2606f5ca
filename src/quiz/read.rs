//! Reads `lessons/quiz/`: the skills, and the questions that are written by hand. Native only; every mistake is told at
//! once, as everywhere under `lessons/`. The format is told in `lessons/quiz/README.md`.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;

use super::generate::{GENERATORS, flaw};
use super::{
    Area, Ask, Authored, Bank, LessonLink, Match, MatchRow, Numeric, Order, Skill, WrongNumber, WrongOrder,
};
use crate::lesson::read::document::{Place, Table, read_text, with_document};
use crate::lesson::read::predictions::choice;
use crate::lesson::{Choice, Course, Problems};

const FOLDER: &str = "lessons/quiz";
const SKILLS: &str = "lessons/quiz/skills.toml";

/// Reads the bank of a project folder. The course says which lessons there are to link to.
///
/// # Errors
/// Everything that is wrong in it.
pub fn read(root: &Path, course: &Course) -> Result<Bank, Problems> {
    let problems = RefCell::new(Problems::default());
    let reader = Reader { course, problems: &problems, ids: RefCell::default() };
    let mut bank = Bank { areas: reader.areas(root), authored: vec![] };
    for file in files(root, &problems) {
        reader.items(root, &file, &mut bank);
    }
    check_skills(&bank, &problems);
    check_retrieval(&bank, course, &problems);
    problems.into_inner().or(bank)
}

/// The files with questions, in order of their names.
fn files(root: &Path, problems: &RefCell<Problems>) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(root.join(FOLDER)) else {
        problems.borrow_mut().add(FOLDER, None, "cannot be read; create the folder with skills.toml");
        return vec![];
    };
    let names = entries.flatten().map(|entry| format!("{FOLDER}/{}", entry.file_name().to_string_lossy()));
    let is_toml = |name: &String| Path::new(name).extension().is_some_and(|it| it == "toml");
    let mut files: Vec<_> = names.filter(|name| is_toml(name) && name != SKILLS).collect();
    files.sort();
    files
}

struct Reader<'a> {
    course: &'a Course,
    problems: &'a RefCell<Problems>,
    /// The ids of all items so far.
    ids: RefCell<BTreeSet<String>>,
}

impl Reader<'_> {
    fn areas(&self, root: &Path) -> Vec<Area> {
        let mut areas: Vec<Area> = vec![];
        let Some(text) = read_text(root, SKILLS, self.problems) else { return areas };
        let place = Place { file: SKILLS, text: &text, problems: self.problems };
        with_document(&place, |top| {
            top.each("area", |table| {
                let mut area = Area { id: table.text("id"), title: table.text("title"), skills: vec![] };
                table.each("skill", |entry| {
                    let skill =
                        Skill { id: entry.text("id"), title: entry.text("title"), lesson: self.link(entry) };
                    let is_known = |it: &Area| it.skills.iter().any(|it| it.id == skill.id);
                    if areas.iter().chain([&area]).any(is_known) {
                        entry.complain_about(
                            "id",
                            format!("two skills are called `{}`; rename one", skill.id),
                        );
                    }
                    area.skills.push(skill);
                });
                areas.push(area);
            });
        });
        areas
    }

    fn items(&self, root: &Path, file: &str, bank: &mut Bank) {
        let Some(text) = read_text(root, file, self.problems) else { return };
        let place = Place { file, text: &text, problems: self.problems };
        let Bank { areas, authored } = bank;
        with_document(&place, |top| {
            let mut take = |kind: &'static str, ask: fn(&mut Table<'_>) -> Ask| {
                top.each(kind, |table| authored.push(self.item(table, areas, ask)));
            };
            take("single", |table| Ask::Single(choices(table)));
            take("multiple", |table| Ask::Multiple(choices(table)));
            take("order", order);
            take("match", matched);
            take("numeric", numeric);
        });
    }

    fn item(&self, table: &mut Table<'_>, areas: &[Area], ask: fn(&mut Table<'_>) -> Ask) -> Authored {
        let (id, skill) = (table.text("id"), table.text("skill"));
        let item = Authored {
            version: table.number_or("version", 1),
            question: table.text("question"),
            is_ordered: table.flag("ordered"),
            rule: table.text("rule"),
            source: table.text("source"),
            lesson: self.link(table),
            ask: ask(table),
            id,
            skill,
        };
        let is_taken = GENERATORS.iter().any(|it| it.id == item.id) || self.ids.borrow().contains(&item.id);
        if is_taken {
            table.complain_about("id", format!("two questions are called `{}`; rename one", item.id));
        }
        if !item.id.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-') {
            table.complain_about("id", format!("`{}` may hold letters, digits and `-` only", item.id));
        }
        self.ids.borrow_mut().insert(item.id.clone());
        if let Some(flaw) = flaw(&item.ask) {
            table.complain(format!("`{}` cannot be asked ({flaw:?}); see README.md beside it", item.id));
        }
        let skills: Vec<&str> = areas.iter().flat_map(|it| &it.skills).map(|it| it.id.as_str()).collect();
        if !skills.contains(&item.skill.as_str()) {
            let message = format!("there is no skill `{}`; known: {}", item.skill, skills.join(", "));
            table.complain_about("skill", message);
        }
        item
    }

    /// `lesson = "slug#heading"`: both must be there.
    fn link(&self, table: &mut Table<'_>) -> Option<LessonLink> {
        let text = table.optional_text("lesson")?;
        let (slug, anchor) = text.split_once('#').unwrap_or((&text, ""));
        let mut lessons = self.course.modules.iter().flat_map(|it| &it.lessons);
        let Some(lesson) = lessons.find(|it| it.slug == slug) else {
            table.complain_about(
                "lesson",
                format!("there is no lesson `{slug}`; leave `lesson` out until there is"),
            );
            return None;
        };
        if !lesson.prose.contains(&format!("{{#{anchor}}}")) {
            table.complain_about("lesson", format!("the lesson `{slug}` has no heading {{#{anchor}}}"));
        }
        Some(LessonLink {
            path: format!("lessons/{text}.html")
                .replace(&format!("#{anchor}.html"), &format!(".html#{anchor}")),
            title: lesson.title.clone(),
        })
    }
}

fn choices(table: &mut Table<'_>) -> Vec<Choice> {
    let mut choices: Vec<Choice> = vec![];
    table.each("choice", |entry| {
        let choice = choice(entry);
        if !choice.why.is_empty() && choices.iter().any(|other| other.why == choice.why) {
            entry.complain_about("why", "two choices share one explanation; each needs its own");
        }
        choices.push(choice);
    });
    choices
}

fn order(table: &mut Table<'_>) -> Ask {
    let entries = table.texts("entries");
    let mut wrong = vec![];
    table.each("wrong", |entry| {
        let names = entry.texts("order");
        let place =
            |name: &String| entries.iter().position(|it| it == name).and_then(|at| u8::try_from(at).ok());
        let order: Vec<u8> = names.iter().filter_map(place).collect();
        if order.iter().collect::<BTreeSet<_>>().len() != entries.len() || order.len() != names.len() {
            entry.complain_about("order", "`order` must hold each of the entries once, word for word");
        }
        wrong.push(WrongOrder { order, misconception: entry.text("misconception"), why: entry.text("why") });
    });
    let (is_all_or_nothing, why) = (table.flag("all-or-nothing"), table.text("why"));
    Ask::Order(Order { entries, shown: vec![], is_all_or_nothing, why, wrong })
}

fn matched(table: &mut Table<'_>) -> Ask {
    let options = table.texts("options");
    let mut rows = vec![];
    table.each("row", |entry| {
        let answer = entry.text("answer");
        let at = options.iter().position(|it| *it == answer).and_then(|at| u8::try_from(at).ok());
        if at.is_none() {
            entry.complain_about(
                "answer",
                format!("`{answer}` is none of the options: {}", options.join(", ")),
            );
        }
        let (text, why) = (entry.text("text"), entry.text("why"));
        rows.push(MatchRow {
            text,
            answer: at.unwrap_or(0),
            why,
            misconception: entry.text("misconception"),
        });
    });
    Ask::Match(Match { options, rows })
}

fn numeric(table: &mut Table<'_>) -> Ask {
    let (unit, answer, why) = (table.text("unit"), table.number("answer"), table.text("why"));
    let tolerance = table.number_or("tolerance", 0);
    let mut wrong = vec![];
    table.each("wrong", |entry| {
        let (value, misconception) = (entry.number("value"), entry.text("misconception"));
        wrong.push(WrongNumber { value, misconception, why: entry.text("why"), differs_at: None });
    });
    Ask::Numeric(Numeric { unit, answer, tolerance, why, wrong })
}

/// A skill that nothing asks for cannot be learned here, and a generator needs its skill.
fn check_skills(bank: &Bank, problems: &RefCell<Problems>) {
    let mut problems = problems.borrow_mut();
    for skill in bank.skills().filter(|skill| bank.sources_of(&skill.id).next().is_none()) {
        let message = format!("no question asks for the skill `{}`; write one or remove it", skill.id);
        problems.add(SKILLS, None, message);
    }
    for generator in GENERATORS.iter().filter(|it| bank.skill(it.skill).is_none()) {
        let message =
            format!("the generator `{}` asks for the skill `{}`; add it", generator.id, generator.skill);
        problems.add(SKILLS, None, message);
    }
}

/// The questions that lessons end with: three, each with one right choice, from the second lesson on one of an earlier one.
fn check_retrieval(bank: &Bank, course: &Course, problems: &RefCell<Problems>) {
    let mut problems = problems.borrow_mut();
    let mut earlier: Vec<String> = vec![];
    for lesson in course.modules.iter().flat_map(|it| &it.lessons) {
        let file = format!("lessons/{}/lesson.toml", lesson.folder);
        for id in lesson.retrieval.iter().filter(|id| bank.recall(id).is_none()) {
            problems.add(
                &file,
                None,
                format!("`retrieval` names `{id}`, which is no [[single]] of lessons/quiz"),
            );
        }
        let n = lesson.retrieval.len();
        if n != 3 && n != 0 {
            problems.add(&file, None, format!("`retrieval` names {n} questions; name three"));
        }
        let is_of = |id: &String, slugs: &[String]| {
            let authored = bank.authored.iter().find(|it| it.id == *id);
            let own = authored.and_then(|it| it.lesson.as_ref().or(bank.skill(&it.skill)?.lesson.as_ref()));
            own.is_some_and(|link| {
                slugs.iter().any(|slug| link.path.starts_with(&format!("lessons/{slug}.html")))
            })
        };
        if n > 0 && !earlier.is_empty() && !lesson.retrieval.iter().any(|id| is_of(id, &earlier)) {
            problems.add(
                &file,
                None,
                "`retrieval` has no question of an earlier lesson; take one that links there",
            );
        }
        earlier.push(lesson.slug.clone());
    }
}
