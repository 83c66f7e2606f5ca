//! `lessons/course.toml`, `lessons/glossary.toml` and which folders there are.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::document::{Place, Table, read_text, with_document};
use super::{lesson, scene};
use crate::lesson::{Course, Module, Problems, Statement, Term};

const FILE: &str = "lessons/course.toml";

/// The folder beside the lessons that holds questions; `quiz` reads it.
const QUIZ: &str = "quiz";

/// Reads all of `lessons/`.
pub fn read(root: &Path, problems: &RefCell<Problems>) -> Course {
    let glossary = glossary(root, problems);
    let mut course = Course {
        title: String::new(),
        picture: None,
        modules: vec![],
        glossary,
        statements: statements(root, problems),
    };
    let mut folders = BTreeSet::new();
    if let Some(text) = read_text(root, FILE, problems) {
        let place = Place { file: FILE, text: &text, problems };
        let is_read = with_document(&place, |top| {
            course.title = top.text("title");
            let picture = top.text("picture");
            if !picture.is_empty() {
                course.picture = scene::read(root, &format!("lessons/{picture}"), problems);
            }
            let glossary = course.glossary.clone();
            let modules = &mut course.modules;
            top.each("module", |table| {
                let module = module(table, root, problems, &glossary, &mut folders);
                if modules.iter().any(|other: &Module| other.id == module.id) {
                    table.complain_about("id", format!("two modules are called `{}`; rename one", module.id));
                }
                modules.push(module);
            });
        });
        if is_read {
            forgotten_folders(root, &folders, problems);
            check_covers(&course, problems);
        }
    }
    course
}

fn module(
    table: &mut Table<'_>,
    root: &Path,
    problems: &RefCell<Problems>,
    glossary: &BTreeMap<String, Term>,
    folders: &mut BTreeSet<String>,
) -> Module {
    let mut module = Module {
        id: table.text("id"),
        title: table.text("title"),
        outcome: table.text("outcome"),
        lessons: vec![],
    };
    table.each("lesson", |entry| {
        let folder = entry.text("folder");
        let minutes = entry.number("minutes");
        if folder.is_empty() {
            return;
        }
        if !folders.insert(folder.clone()) {
            entry.complain_about("folder", format!("the lesson `{folder}` is listed twice; remove one"));
        } else if root.join("lessons").join(&folder).is_dir() {
            module.lessons.push(lesson::read(root, &folder, minutes, glossary, problems));
        } else {
            let message = format!("there is no folder lessons/{folder}; create it or remove this entry");
            entry.complain_about("folder", message);
        }
    });
    if module.lessons.is_empty() && !table.has("lesson") {
        table.complain("a module needs at least one [[module.lesson]]");
    }
    module
}

fn forgotten_folders(root: &Path, listed: &BTreeSet<String>, problems: &RefCell<Problems>) {
    let Ok(entries) = std::fs::read_dir(root.join("lessons")) else { return };
    let mut names: Vec<_> = entries
        .flatten()
        .filter(|entry| entry.path().is_dir() && entry.file_name() != QUIZ)
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    for name in names.iter().filter(|name| !listed.contains(*name)) {
        let message =
            format!("the folder lessons/{name} is in no module; add [[module.lesson]] folder = \"{name}\"");
        problems.borrow_mut().add(FILE, None, message);
    }
}

fn glossary(root: &Path, problems: &RefCell<Problems>) -> BTreeMap<String, Term> {
    let file = "lessons/glossary.toml";
    let mut glossary: BTreeMap<String, Term> = BTreeMap::new();
    let Some(text) = read_text(root, file, problems) else { return glossary };
    let place = Place { file, text: &text, problems };
    with_document(&place, |top| {
        top.each("term", |table| {
            let term =
                Term { id: table.text("id"), term: table.text("term"), meaning: table.text("meaning") };
            if glossary.contains_key(&term.id) {
                table.complain_about("id", format!("the term `{}` stands here twice; remove one", term.id));
            }
            glossary.insert(term.id.clone(), term);
        });
    });
    glossary
}

fn statements(root: &Path, problems: &RefCell<Problems>) -> Vec<Statement> {
    let file = "lessons/statements.toml";
    let mut statements: Vec<Statement> = vec![];
    let Some(text) = read_text(root, file, problems) else { return statements };
    let place = Place { file, text: &text, problems };
    with_document(&place, |top| {
        top.each("statement", |table| {
            let statement = Statement {
                id: table.text("id"),
                module: table.text("module"),
                says: table.text("says"),
                verdict: table.text("verdict"),
            };
            if !VERDICTS.contains(&statement.verdict.as_str()) {
                table.complain_about("verdict", format!("`verdict` must be one of {}", VERDICTS.join(", ")));
            }
            if statements.iter().any(|other| other.id == statement.id) {
                table.complain_about("id", format!("the statement `{}` stands here twice", statement.id));
            }
            statements.push(statement);
        });
    });
    statements
}

const VERDICTS: [&str; 6] = ["accurate", "incomplete", "dated", "misleading", "opinion", "wrong"];

/// Each statement must be dealt with by a lesson of its module, and nothing else may be named.
fn check_covers(course: &Course, problems: &RefCell<Problems>) {
    let mut problems = problems.borrow_mut();
    for statement in &course.statements {
        if !course.modules.iter().any(|module| module.id == statement.module) {
            let message = format!(
                "`{}` belongs to the module `{}`, which is not in lessons/course.toml; mend one of them",
                statement.id, statement.module
            );
            problems.add("lessons/statements.toml", None, message);
        }
    }
    for module in &course.modules {
        let covered =
            || module.lessons.iter().flat_map(|lesson| lesson.covers.iter().map(move |it| (lesson, it)));
        for statement in course.statements.iter().filter(|it| it.module == module.id) {
            if !covered().any(|(_, covers)| covers.statement == statement.id) {
                let message = format!(
                    "no lesson of the module `{}` deals with `{}`; add a [[covers]] to the lesson that does",
                    module.id, statement.id
                );
                problems.add("lessons/statements.toml", None, message);
            }
        }
        for (lesson, covers) in covered() {
            if !course.statements.iter().any(|it| it.id == covers.statement) {
                let file = format!("lessons/{}/lesson.toml", lesson.folder);
                let message = format!(
                    "[[covers]] names `{}`, which is not in lessons/statements.toml",
                    covers.statement
                );
                problems.add(&file, None, message);
            }
        }
    }
}
