//! `cargo xtask test`: everything that must hold, one step after the other, with one summary at the end.
//!
//! A failed step does not hide the next one; only what needs a built site is left out when there is none.
//! It asserts nothing about time: that is what `bench.rs` is for. The steps are the list [`STEPS`].

pub mod browser;
mod count;
mod reproducible;
mod worlds;

use std::{
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};
use count::Count;

use crate::{bundle, cache::Cache, checks, chrome, npm, options::Quality, step, tool, wasm};

/// One thing that must hold.
struct Step {
    name: &'static str,
    what: &'static str,
    run: fn(&Place) -> Result<Count>,
    needs: Needs,
}

/// What must be there before a step, each with what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Needs {
    Sources,
    /// Modules for the browser, and a browser or what makes modules small.
    Modules,
    /// The built site.
    Site,
}

/// Where the tests run.
pub struct Place {
    root: PathBuf,
    /// The built site that is tested.
    site: PathBuf,
    /// A part of the names of the browser tests' files; empty for all of them.
    files: String,
    /// Whether the site is built once more in another folder.
    is_built_twice: bool,
}

const STEPS: [Step; 10] = [
    Step { name: "format", what: "the code is formatted", run: format, needs: Needs::Sources },
    Step { name: "lint", what: "no lint speaks up natively", run: lint, needs: Needs::Sources },
    Step {
        name: "lint-wasm",
        what: "no lint speaks up for the browser",
        run: lint_wasm,
        needs: Needs::Sources,
    },
    Step { name: "native", what: "the native tests pass", run: native, needs: Needs::Sources },
    Step { name: "docs", what: "the examples in the documentation run", run: docs, needs: Needs::Sources },
    Step {
        name: "worlds",
        what: "stored scenarios make the same worlds in a browser as natively",
        run: worlds::run,
        needs: Needs::Modules,
    },
    Step { name: "build", what: "the site builds", run: build, needs: Needs::Modules },
    Step { name: "pages", what: "every page is sound", run: pages, needs: Needs::Site },
    Step { name: "browser", what: "the site works in a browser", run: browser::run, needs: Needs::Site },
    Step {
        name: "reproducible",
        what: "a build in another folder gives the same bytes",
        run: reproducible::run,
        needs: Needs::Site,
    },
];

struct Outcome {
    step: &'static Step,
    count: Option<Count>,
    duration: Duration,
}

/// Runs all steps, or the one that is named and what it needs.
pub fn command(root: &Path, only: Option<&str>) -> Result<()> {
    // `browser:lesson` runs the files of that step which have "lesson" in their name.
    let (only, files) = only.map_or((None, ""), |it| {
        it.split_once(':').map_or((Some(it), ""), |(step, files)| (Some(step), files))
    });
    let steps = chosen(only)?;
    if steps.iter().any(|it| it.needs != Needs::Sources) {
        // Added once, and not by two steps at once. What fails here is told in the step that needs it.
        drop(wasm::require_target());
    }
    let place = Place {
        root: root.to_path_buf(),
        site: root.join("target/site"),
        files: files.to_owned(),
        is_built_twice: steps.iter().any(|it| it.name == "reproducible"),
    };
    let mut outcomes: Vec<Outcome> = Vec::new();
    let (of_sources, of_modules): (Vec<_>, Vec<_>) =
        steps.into_iter().partition(|it| it.needs == Needs::Sources);
    thread::scope(|scope| {
        if !of_sources.is_empty() && !of_modules.is_empty() {
            scope.spawn(|| prepare(&place));
        }
        outcomes.extend(of_sources.into_iter().map(|step| run(step, &place)));
    });
    for step in of_modules {
        let has_site =
            outcomes.iter().all(|it| it.step.name != "build" || it.count.is_some_and(Count::is_fine));
        outcomes.push(if step.needs == Needs::Site && !has_site {
            Outcome { step, count: None, duration: Duration::ZERO }
        } else {
            run(step, &place)
        });
    }
    summarize(&outcomes)
}

/// Fetches and compiles for the later steps while the first ones leave a core idle. What fails here fails again, and is
/// told, in the step that needs it.
fn prepare(place: &Place) {
    println!("What the later steps need is fetched and compiled beside the first ones");
    drop(worlds::compile(place));
    drop(wasm::compile(&place.root, Quality::Release));
    drop(npm::install(&place.root, npm::Need::Testing));
    drop(chrome::find_or_install());
}

fn chosen(only: Option<&str>) -> Result<Vec<&'static Step>> {
    let Some(only) = only else { return Ok(STEPS.iter().collect()) };
    let Some(wanted) = STEPS.iter().find(|step| step.name == only) else {
        let names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        bail!("there is no step `{only}`; these there are: {}", names.join(", "));
    };
    let is_needed =
        |step: &&Step| step.name == wanted.name || (wanted.needs == Needs::Site && step.name == "build");
    Ok(STEPS.iter().filter(is_needed).collect())
}

fn run(step: &'static Step, place: &Place) -> Outcome {
    println!("\n== {}: {}", step.name, step.what);
    let start = Instant::now();
    let count = (step.run)(place).unwrap_or_else(|problem| {
        eprintln!("error: {problem:#}");
        Count::FAILED
    });
    let duration = start.elapsed();
    println!(
        "== {}: {} after {}",
        step.name,
        if count.is_fine() { "ok" } else { "failed" },
        step::in_words(duration)
    );
    Outcome { step, count: Some(count), duration }
}

fn summarize(outcomes: &[Outcome]) -> Result<()> {
    println!("\nSummary");
    let mut total = Count::default();
    for Outcome { step, count, duration } in outcomes {
        let (verdict, numbers) = match count {
            Some(count) => (if count.is_fine() { "ok" } else { "FAILED" }, count.to_string()),
            None => ("not run", "needs the site".to_owned()),
        };
        println!("  {:<12} {verdict:<8} {:>7}   {numbers}", step.name, step::in_words(*duration));
        total = total + count.unwrap_or(Count::FAILED);
    }
    println!();
    println!("{total}");
    if total.is_fine() { Ok(()) } else { Err(anyhow::Error::new(Failed)) }
}

/// Something does not hold. The summary has said what, so nothing is printed for it.
#[derive(Debug)]
pub struct Failed;

impl std::fmt::Display for Failed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("something does not hold")
    }
}

impl std::error::Error for Failed {}

fn format(place: &Place) -> Result<Count> {
    cargo(place, &["fmt", "--all", "--check"])
}

fn lint(place: &Place) -> Result<Count> {
    cargo(place, &["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"])
}

fn lint_wasm(place: &Place) -> Result<Count> {
    wasm::require_target()?;
    let target = ["clippy", "--locked", "--target", "wasm32-unknown-unknown"];
    cargo(place, &[&target[..], &["--lib", "--bins", "--", "-D", "warnings"]].concat())
}

fn native(place: &Place) -> Result<Count> {
    let has_nextest =
        tool::read(tool::cargo().args(["nextest", "--version"]).stderr(std::process::Stdio::null())).is_ok();
    if has_nextest {
        cargo(place, &["nextest", "run", "--locked", "--workspace"])
    } else {
        cargo(place, &["test", "--locked", "--workspace", "--all-targets"])
    }
}

fn docs(place: &Place) -> Result<Count> {
    cargo(place, &["test", "--locked", "--package", "bayplan", "--doc"])
}

fn build(place: &Place) -> Result<Count> {
    wasm::require_target()?;
    wasm::compile(&place.root, Quality::Release)?;
    thread::scope(|scope| {
        if place.is_built_twice {
            // wasm-opt works on one core: the other one compiles what comes last, where a failure is told.
            scope.spawn(|| drop(reproducible::compile(place)));
        }
        bundle::build(&place.root, &Cache::new(&place.root), &place.site, Quality::Release)
    })?;
    Ok(Count::PASSED)
}

fn pages(place: &Place) -> Result<Count> {
    let report = checks::site(&place.root, &place.site)?;
    for problem in &report.problems {
        eprintln!("{problem}");
    }
    Ok(Count { passed: report.n_pages.saturating_sub(report.n_bad_pages()), failed: report.n_bad_pages() })
}

fn cargo(place: &Place, arguments: &[&str]) -> Result<Count> {
    // As many variants of each generated question are tried.
    let seeds = ("BAYPLAN_SEEDS", "1000");
    let mut cargo = tool::cargo();
    let finished = tool::run_aloud(cargo.current_dir(&place.root).args(arguments).env(seeds.0, seeds.1))?;
    Ok(Count::of(&finished))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(only: Option<&str>) -> Vec<&'static str> {
        chosen(only).unwrap().iter().map(|step| step.name).collect()
    }

    #[test]
    fn a_step_that_needs_the_site_brings_the_build_along() {
        assert_eq!(names(Some("pages")), ["build", "pages"]);
        assert_eq!(names(Some("lint")), ["lint"]);
        assert_eq!(names(None).len(), STEPS.len());
    }

    #[test]
    fn an_unknown_step_is_refused_with_the_list() {
        assert!(chosen(Some("brwoser")).err().unwrap().to_string().ends_with("browser, reproducible"));
    }
}
