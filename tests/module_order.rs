//! Reads the sources and holds them to the one dependency rule, as `ARCHITECTURE.md` states it.
#![allow(clippy::unwrap_used, reason = "a source that cannot be read is a failed test")]

use std::{collections::BTreeMap, fs, path::Path};

/// A module imports only what stands to its left; the last two do not know each other.
const ORDER: [&str; 10] = ["sorted", "ecs", "iam", "sim", "diagram", "lesson", "quiz", "share", "site", "ui"];

/// Crates that only a browser can use.
const BROWSER_CRATES: [&str; 8] = [
    "leptos",
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "gloo_timers",
    "gloo_events",
    "console_error_panic_hook",
];

/// What reaches out of the program, and the one file that may do it.
const REACHES: [(&str, &str, &[&str]); 4] = [
    (
        "the clock",
        "src/ui/clock.rs",
        &[
            "Instant::now",
            "SystemTime",
            "Date::now",
            "Date::new_0",
            ".performance()",
            "gloo_timers",
            "set_timeout",
            "set_interval",
        ],
    ),
    ("storage", "src/ui/storage.rs", &["local_storage()", "session_storage()"]),
    ("the URL", "src/ui/address.rs", &[".location()", ".history()", "set_hash(", "web_sys::Url"]),
    (
        "messages",
        "src/ui/messages.rs",
        &["post_message", "MessageEvent", "BroadcastChannel", "MessageChannel"],
    ),
];

/// Modules that may read files, all of them natively only.
const READ_FILES: [&str; 3] = ["lesson", "quiz", "site"];

/// Every source of the library: its path from the root, and its text.
fn sources() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = BTreeMap::new();
    let mut waiting = vec![root.join("src")];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                sources.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    assert!(
        sources.contains_key("src/ecs/mod.rs") && sources.contains_key("src/ui/mod.rs"),
        "the sources were found"
    );
    sources
}

/// The module of a file under `src`; nothing for `lib.rs` and the entries.
fn module_of(file: &str) -> Option<&str> {
    let first = file.strip_prefix("src/")?.split('/').next()?.trim_end_matches(".rs");
    ORDER.contains(&first).then_some(first)
}

fn place(module: &str) -> usize {
    ORDER.iter().position(|it| *it == module).unwrap()
}

/// The source without its comments: what documentation mentions is no import.
fn code(source: &str) -> String {
    source.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The modules that a file names from the crate's root, in any of the ways to write it.
fn imports(file: &str, source: &str) -> Vec<String> {
    let code = code(source);
    let depth = file.strip_prefix("src/").unwrap().trim_end_matches("/mod.rs").split('/').count();
    // One more for an inline module, as tests are.
    let roots =
        ["crate::".to_owned(), "bayplan::".to_owned(), "super::".repeat(depth), "super::".repeat(depth + 1)];
    let after = roots.iter().flat_map(|root| {
        let is_whole =
            |at: usize| !code[..at].ends_with(|it: char| it.is_alphanumeric() || it == '_' || it == ':');
        code.match_indices(root.as_str())
            .filter(move |(at, _)| is_whole(*at))
            .map(|(at, _)| &code[at + root.len()..])
    });
    after.flat_map(first_names).filter(|name| ORDER.contains(&name.as_str())).collect()
}

/// The names that a path goes on with: one, or the first of each path in braces.
fn first_names(rest: &str) -> Vec<String> {
    let name = |text: &str| {
        text.trim().chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect::<String>()
    };
    let Some(group) = rest.strip_prefix('{') else { return vec![name(rest)] };
    let mut names = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (at, sign) in group.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' if depth == 0 => {
                names.push(name(&group[start..at]));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                names.push(name(&group[start..at]));
                start = at + 1;
            }
            _ => {}
        }
    }
    names
}

/// Whether `word` stands in the code as a word of its own.
fn mentions(code: &str, word: &str) -> bool {
    let is_inside = |it: char| it.is_alphanumeric() || it == '_';
    code.match_indices(word).any(|(at, _)| {
        let begins = !word.starts_with(is_inside) || !code[..at].ends_with(is_inside);
        let ends = !word.ends_with(is_inside) || !code[at + word.len()..].starts_with(is_inside);
        begins && ends
    })
}

fn wrong_order(file: &str, source: &str) -> Vec<String> {
    let Some(own) = module_of(file) else { return Vec::new() };
    let is_allowed = |other: &str| place(other) <= place(own) && !(own == "ui" && other == "site");
    let wrong = imports(file, source).into_iter().filter(|other| !is_allowed(other));
    wrong.map(|other| format!("{file} uses `{other}`, which does not stand left of `{own}`")).collect()
}

fn browser_crates(file: &str, source: &str) -> Vec<String> {
    let code = code(source);
    let wrong = BROWSER_CRATES.iter().filter(|name| module_of(file) != Some("ui") && mentions(&code, name));
    wrong.map(|name| format!("{file} uses `{name}`: only `ui` knows the browser")).collect()
}

fn reaches_out(file: &str, source: &str) -> Vec<String> {
    let code = code(source);
    let mut wrong = Vec::new();
    for (what, home, signs) in REACHES {
        let found = signs.iter().filter(|sign| file != home && mentions(&code, sign));
        wrong.extend(found.map(|sign| format!("{file} touches {what} by `{sign}`: that belongs in {home}")));
    }
    wrong
}

fn reads_files(file: &str, source: &str) -> Vec<String> {
    // Tests may read their own tables.
    let code = code(source.split("#[cfg(test)]").next().unwrap_or_default());
    let may = module_of(file).is_some_and(|own| READ_FILES.contains(&own)) || file.contains("/tests");
    let found = ["std::fs", "std::env", "std::net", "std::process"]
        .iter()
        .filter(|sign| !may && mentions(&code, sign));
    found.map(|sign| format!("{file} uses `{sign}`: only {READ_FILES:?} read files, natively")).collect()
}

/// Each file needs as many lines in `MODEL.md` that name it (without `src/`) as it has simplifications.
fn untold_simplifications(file: &str, source: &str, model: &str) -> Vec<String> {
    let is_one =
        |line: &str| line.trim_start().trim_start_matches(['/', '!', ' ']).starts_with("Simplification:");
    let n_made = source.lines().filter(|line| line.trim_start().starts_with("//") && is_one(line)).count();
    let name = file.trim_start_matches("src/");
    let n_told = model.lines().filter(|line| line.contains(name)).count();
    let problem =
        format!("{file} holds {n_made} simplifications, and MODEL.md has {n_told} lines that name `{name}`");
    (n_told < n_made).then_some(problem).into_iter().collect()
}

fn assert_none(rule: impl Fn(&str, &str) -> Vec<String>) {
    let broken: Vec<String> = sources().iter().flat_map(|(file, source)| rule(file, source)).collect();
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn a_module_imports_only_what_stands_to_its_left() {
    assert_none(wrong_order);
}

#[test]
fn only_ui_knows_the_browser() {
    assert_none(browser_crates);
}

#[test]
fn each_way_out_of_the_program_is_in_one_named_file() {
    assert_none(reaches_out);
}

#[test]
fn only_what_reads_the_course_knows_files() {
    assert_none(reads_files);
}

#[test]
fn every_simplification_has_its_line_in_the_model() {
    let model =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("MODEL.md")).unwrap_or_default();
    assert_none(|file, source| untold_simplifications(file, source, &model));
}

#[test]
fn each_rule_speaks_up_when_it_is_broken() {
    let broken = |problems: Vec<String>| problems.len();
    for import in [
        "use crate::sim::World;",
        "use crate::{ecs::{Demand, Port}, sim::World};",
        "fn f() { crate::sim::f() }",
        "use super::super::sim::World;",
        "mod tests {\n    use super::super::super::sim::World;\n}",
    ] {
        assert_eq!(broken(wrong_order("src/ecs/port.rs", import)), 1, "{import}");
    }
    assert_eq!(broken(wrong_order("src/ecs/mod.rs", "use super::sim::World;")), 1);
    assert_eq!(broken(wrong_order("src/ui/mod.rs", "use crate::site::Page;")), 1);
    assert_eq!(broken(wrong_order("src/site/mod.rs", "use crate::ui::mount;")), 1);
    assert_eq!(broken(browser_crates("src/site/mod.rs", "use leptos::prelude::*;")), 1);
    assert_eq!(broken(reaches_out("src/sim/mod.rs", "let now = std::time::Instant::now();")), 1);
    assert_eq!(broken(reaches_out("src/ui/mount.rs", "window().local_storage()")), 1);
    assert_eq!(broken(reads_files("src/sim/mod.rs", "std::fs::read(path)")), 1);
    assert_eq!(broken(untold_simplifications("src/sim/a.rs", "// Simplification: no time passes.", "")), 1);
}

#[test]
fn no_rule_speaks_up_for_what_is_allowed() {
    let fine = "use crate::{ecs::Port, diagram::{sim::X}};\n// See `crate::ui`.\nuse super::sim::X;";
    assert_eq!(wrong_order("src/lesson/read/file.rs", fine), [""; 0]);
    assert_eq!(browser_crates("src/ui/mount.rs", "use leptos::prelude::*;"), [""; 0]);
    assert_eq!(browser_crates("src/sim/mod.rs", "let leptospira = 1;"), [""; 0]);
    assert_eq!(reaches_out("src/ui/storage.rs", "window().local_storage()"), [""; 0]);
    let told = "- No time passes (`sim/a.rs`).";
    assert_eq!(untold_simplifications("src/sim/a.rs", "// Simplification: no time passes.", told), [""; 0]);
}
