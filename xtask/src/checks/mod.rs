//! What every page of a built site must keep to, read from the files alone: links, structure, policy, hosts.
//!
//! What needs a browser (contrast, overflow, keyboard) is in `tests/browser`. Each rule is one function in `rules.rs`.

mod html;
mod rules;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, fs,
    path::Path,
};

use anyhow::{Context, Result, ensure};

use crate::compress::files_below;

/// Something that is wrong with a file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Relative to the site.
    pub file: String,
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.file, self.what)
    }
}

/// What the checks found.
pub struct Report {
    pub n_pages: u64,
    pub problems: Vec<Problem>,
}

impl Report {
    pub fn n_bad_pages(&self) -> u64 {
        self.problems.iter().map(|problem| &problem.file).collect::<BTreeSet<_>>().len() as u64
    }
}

/// The text files of a site by their path, `/` between folders.
struct Files {
    pages: BTreeMap<String, String>,
    /// The paths of all files, packed ones left out.
    all: BTreeSet<String>,
}

/// Checks a built site.
pub fn site(root: &Path, site: &Path) -> Result<Report> {
    let files = read(site)?;
    ensure!(!files.pages.is_empty(), "there is no page in {}", site.display());
    let mut problems = Vec::new();
    for (path, page) in &files.pages {
        let found = rules::page(path, page, &files);
        problems.extend(found.into_iter().map(|what| Problem { file: path.clone(), what }));
    }
    problems.extend(rules::whole(&files));
    problems.extend(traces_of_this_machine(root, site, &files)?);
    Ok(Report { n_pages: files.pages.len() as u64, problems })
}

fn read(site: &Path) -> Result<Files> {
    let mut files = Files { pages: BTreeMap::new(), all: BTreeSet::new() };
    for file in files_below(site)? {
        let path = file.strip_prefix(site)?.to_string_lossy().replace('\\', "/");
        match path.rsplit('.').next() {
            Some("br" | "gz") => continue,
            Some("html") => {
                let page =
                    fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
                files.pages.insert(path.clone(), page);
            }
            _ => {}
        }
        files.all.insert(path);
    }
    Ok(files)
}

/// Paths of the machine that built the site would name it to everybody, and make two builds differ.
fn traces_of_this_machine(root: &Path, site: &Path, files: &Files) -> Result<Vec<Problem>> {
    let home = std::env::home_dir().map(|home| home.join(".cargo"));
    let places: Vec<String> =
        [Some(root.to_path_buf()), home].into_iter().flatten().map(|it| it.display().to_string()).collect();
    let mut problems = Vec::new();
    for file in &files.all {
        let bytes = fs::read(site.join(file))?;
        for place in &places {
            if bytes.windows(place.len()).any(|piece| piece == place.as_bytes()) {
                problems.push(Problem {
                    file: file.clone(),
                    what: format!("it holds {place}, a path of this machine"),
                });
            }
        }
    }
    Ok(problems)
}
