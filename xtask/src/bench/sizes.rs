//! How many bytes a reader downloads, by kind of page.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail, ensure};

use crate::{cache::Cache, compress};

/// The most that readers are asked to download, in bytes after brotli.
struct Budget {
    what: &'static str,
    most: usize,
    /// Beginnings and ends of the paths that count; of several lessons the largest counts.
    parts: &'static [(&'static str, &'static str)],
    /// A chunk of the sandbox, all of whose files count that did not come before, see [`files_of`].
    chunk: Option<&'static str>,
}

/// The chunk that every visit to the sandbox fetches as soon as the board can be used.
const RIGHT_AFTER: &str = "orders";

const BUDGETS: [Budget; 15] = [
    Budget {
        what: "a lesson's page and its style sheet",
        most: 24_000,
        parts: &[("lessons/", ".html"), ("assets/lesson.", ".css")],
        chunk: None,
    },
    Budget {
        what: "a lesson's module and its JavaScript",
        most: 100_000,
        parts: &[("assets/read.", ".wasm"), ("assets/read-glue.", ".js"), ("assets/start-read.", ".js")],
        chunk: None,
    },
    // All that is fetched before the board can be looked at and used. An order that is given at once waits for what comes
    // right after, unasked: `tests/browser/on-demand.test.mjs` holds both.
    Budget {
        what: "the sandbox's board: module and JavaScript",
        most: 130_000,
        parts: &[("assets/play.", ".wasm"), ("assets/play-glue.", ".js"), ("assets/start-play.", ".js")],
        chunk: None,
    },
    Budget {
        what: "the sandbox until the first Run",
        most: 220_000,
        parts: &[("assets/play.", ".wasm"), ("assets/play-glue.", ".js"), ("assets/start-play.", ".js")],
        chunk: Some(RIGHT_AFTER),
    },
    // What comes on demand (`src/bin/play.rs`) is not needed to open the sandbox, to run samples and to read why they
    // went where they did. These rows are no promise to readers: they tell when a chunk has grown, by a tenth or so.
    Budget {
        what: "on demand: task definitions, expressions",
        most: 130_000,
        parts: &[],
        chunk: Some("definitions"),
    },
    Budget { what: "on demand: services and time", most: 99_000, parts: &[], chunk: Some("moving") },
    Budget { what: "on demand: saved boards and links", most: 330_000, parts: &[], chunk: Some("links") },
    Budget {
        what: "on demand: the index of large clusters",
        most: 40_000,
        parts: &[],
        chunk: Some("large_clusters"),
    },
    Budget {
        what: "on demand: timeline, deployments, stopped tasks",
        most: 110_000,
        parts: &[],
        chunk: Some("history"),
    },
    Budget { what: "on demand: load balancers", most: 88_000, parts: &[], chunk: Some("balancing") },
    Budget { what: "on demand: scenarios", most: 20_000, parts: &[], chunk: Some("gallery") },
    Budget { what: "on demand: the board as a diagram", most: 105_000, parts: &[], chunk: Some("diagram") },
    Budget {
        what: "on demand: roles, network, volumes, capacity, scaling",
        most: 220_000,
        parts: &[],
        chunk: Some("resources"),
    },
    Budget {
        what: "the quiz's page and its style sheet",
        most: 34_000,
        parts: &[("quiz.html", ".html"), ("assets/questions.", ".css")],
        chunk: None,
    },
    // What asks comes right after the page with the modes.
    Budget {
        what: "the quiz in all: modules and JavaScript",
        most: 200_000,
        parts: &[
            ("assets/quiz.", ".wasm"),
            ("assets/quiz-asking.", ".wasm"),
            ("assets/quiz-shared.", ".wasm"),
            ("assets/quiz-glue.", ".js"),
            ("assets/start-quiz.", ".js"),
        ],
        chunk: None,
    },
];

/// One file of the site with its sizes.
struct Sizes {
    path: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints the sizes of every file and fails when a budget is exceeded.
pub fn measure(root: &Path, site: &Path) -> Result<()> {
    let sizes = read(&Cache::new(root), site)?;
    let glue = glue_of_sandbox(site, &sizes)?;
    println!("\n{:<44} {:>9} {:>9} {:>9}", "bytes", "raw", "gzip 9", "brotli 11");
    for file in &sizes {
        println!("{:<44} {:>9} {:>9} {:>9}", file.path, file.raw, file.gzip, file.brotli);
    }
    println!();
    let mut over = Vec::new();
    for budget in &BUDGETS {
        let brotli = brotli_of(budget, &sizes, &glue)?;
        let verdict = if brotli <= budget.most { "within" } else { "over" };
        println!("{:<44} {brotli:>9} is {verdict} {}", budget.what, budget.most);
        if brotli > budget.most {
            over.push(format!("{} ({} bytes too many)", budget.what, brotli - budget.most));
        }
    }
    if over.is_empty() { Ok(()) } else { bail!("over budget: {}", over.join(", ")) }
}

fn read(cache: &Cache, site: &Path) -> Result<Vec<Sizes>> {
    let mut sizes = Vec::new();
    for file in compress::files_below(site)? {
        let path = file.strip_prefix(site)?.to_string_lossy().replace('\\', "/");
        if matches!(path.rsplit('.').next(), Some("br" | "gz")) {
            continue;
        }
        let bytes = fs::read(&file).with_context(|| format!("cannot read {path}"))?;
        let (gzip, brotli) = (compress::gzip(cache, &bytes)?.len(), compress::brotli(cache, &bytes)?.len());
        sizes.push(Sizes { path, raw: bytes.len(), gzip, brotli });
    }
    Ok(sizes)
}

/// The JavaScript of the sandbox, which names the files of each chunk.
fn glue_of_sandbox(site: &Path, sizes: &[Sizes]) -> Result<String> {
    let is_glue = |it: &&Sizes| it.path.starts_with("assets/play-glue.");
    let glue = sizes.iter().find(is_glue).context("the site has no JavaScript of the sandbox")?;
    fs::read_to_string(site.join(&glue.path)).with_context(|| format!("cannot read {}", glue.path))
}

/// The paths of the files that come with a chunk, less those that had come right after the board.
fn files_of(chunk: &str, glue: &str) -> Vec<String> {
    let mut files = listed(chunk, glue);
    if chunk != RIGHT_AFTER {
        let before = listed(RIGHT_AFTER, glue);
        files.retain(|it| !before.contains(it));
    }
    files
}

fn listed(chunk: &str, glue: &str) -> Vec<String> {
    let after = |begin: &str, end: char| {
        glue.split_once(begin).and_then(|(_, rest)| rest.split_once(end)).map_or("", |(names, _)| names)
    };
    let small = after("const SMALL = \"", '"');
    // A number is a place in the file of the small ones.
    let file = |name: &str| match name.strip_prefix('"').and_then(|it| it.strip_suffix('"')) {
        Some(name) => format!("assets/{name}"),
        None => format!("assets/{small}"),
    };
    let names = after(&format!("\"{chunk}\":["), ']').split(',').filter(|it| !it.is_empty());
    let mut files: Vec<_> = names.map(file).collect();
    files.sort();
    files.dedup();
    files
}

fn brotli_of(budget: &Budget, sizes: &[Sizes], glue: &str) -> Result<usize> {
    let mut sum = 0;
    for (start, end) in budget.parts {
        let found = sizes.iter().filter(|it| it.path.starts_with(start) && it.path.ends_with(end));
        let largest = found.map(|it| it.brotli).max();
        ensure!(largest.is_some(), "the site has no file {start}…{end}, which a budget counts");
        sum += largest.unwrap_or_default();
    }
    if let Some(chunk) = budget.chunk {
        let files = files_of(chunk, glue);
        ensure!(!files.is_empty(), "the sandbox has no chunk {chunk}, which a budget counts");
        sum += sizes.iter().filter(|it| files.contains(&it.path)).map(|it| it.brotli).sum::<usize>();
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_lesson_and_all_files_of_a_chunk_count_and_a_missing_part_is_named() {
        let file = |path: &str, brotli| Sizes { path: path.to_owned(), raw: 0, gzip: 0, brotli };
        let sizes = [file("lessons/a.html", 3), file("lessons/b.html", 5), file("assets/lesson.0.css", 7)];
        assert_eq!(brotli_of(&BUDGETS[0], &sizes, "").unwrap(), 12);
        let chunks = [
            file("assets/play-definitions.0.wasm", 2),
            file("assets/play-shared.0.wasm", 3),
            file("assets/play-shared.1.wasm", 4),
            file("assets/play-shared.2.wasm", 8),
            file("assets/play-small.0.bin", 16),
        ];
        let glue = r#"{"links":["play-shared.1.wasm"],"orders":["play-shared.2.wasm",0],"definitions":[1,"play-shared.0.wasm","play-shared.2.wasm","play-definitions.0.wasm"]}const SMALL = "play-small.0.bin""#;
        let right_after = Budget { what: "", most: 0, parts: &[], chunk: Some(RIGHT_AFTER) };
        assert_eq!(brotli_of(&right_after, &chunks, glue).unwrap(), 24, "the small ones come together");
        assert_eq!(
            brotli_of(&BUDGETS[4], &chunks, glue).unwrap(),
            5,
            "what came before does not count twice"
        );
        assert!(brotli_of(&BUDGETS[1], &sizes, "").unwrap_err().to_string().contains("assets/read."));
    }
}
