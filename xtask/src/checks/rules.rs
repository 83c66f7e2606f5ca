//! The rules, one function each. A rule gives a sentence for each place where it is broken.

use std::collections::{BTreeMap, BTreeSet};

use bayplan::site::board_problem;

use super::{
    Files, Problem,
    html::{Tag, tags},
};

/// Attributes that name ids on the same page.
const NAMES_OF_IDS: [&str; 7] =
    ["for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "list"];

/// Everything that is wrong with one page.
pub fn page(path: &str, page: &str, files: &Files) -> Vec<String> {
    let tags = tags(page);
    let rules =
        [head(&tags), policy(&tags), structure(&tags), ids(&tags), nothing_inline(&tags), footer(&tags)];
    let links = tags.iter().flat_map(|tag| links(path, tag, files));
    rules.into_iter().flatten().chain(links).collect()
}

fn unless(holds: bool, otherwise: impl Into<String>) -> Option<String> {
    (!holds).then(|| otherwise.into())
}

fn named<'tags, 'page>(tags: &'tags [Tag<'page>], name: &str) -> Vec<&'tags Tag<'page>> {
    tags.iter().filter(|tag| tag.name == name).collect()
}

fn meta<'tags>(tags: &'tags [Tag<'_>], name: &str) -> Option<&'tags str> {
    let is_wanted = |tag: &&&Tag<'_>| tag.attribute("name").or(tag.attribute("http-equiv")) == Some(name);
    named(tags, "meta").iter().find(is_wanted).and_then(|tag| tag.attribute("content"))
}

fn head(tags: &[Tag<'_>]) -> Vec<String> {
    let language = named(tags, "html").first().and_then(|tag| tag.attribute("lang")).unwrap_or_default();
    // An icon may have a title too; the page's own stands in its head, hence first.
    let title = named(tags, "title").first().map(|tag| tag.text()).unwrap_or_default();
    [
        unless(!language.is_empty(), "<html> has no lang"),
        unless(!title.is_empty(), "there is no title"),
        unless(
            meta(tags, "description").is_some_and(|it| it.len() >= 20),
            "there is no description of at least 20 characters",
        ),
        unless(meta(tags, "viewport").is_some(), "there is no <meta name=\"viewport\">"),
        unless(
            tags.iter().any(|tag| tag.attribute("rel") == Some("icon")),
            "there is no icon, so browsers ask for /favicon.ico",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The policy must be the strict one, and stand before whatever it is to govern.
fn policy(tags: &[Tag<'_>]) -> Vec<String> {
    let is_policy = |tag: &Tag<'_>| tag.attribute("http-equiv") == Some("Content-Security-Policy");
    let Some(at) = tags.iter().position(is_policy) else {
        return vec!["there is no Content-Security-Policy".to_owned()];
    };
    let said = tags[at].attribute("content").unwrap_or_default();
    let governed = tags[..at].iter().find(|tag| matches!(tag.name, "script" | "link" | "img"));
    [
        unless(
            said == bayplan::site::CONTENT_SECURITY_POLICY,
            format!("the Content-Security-Policy is another one: {said}"),
        ),
        governed.map(|tag| format!("<{}> stands before the Content-Security-Policy", tag.name)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn structure(tags: &[Tag<'_>]) -> Vec<String> {
    let mut problems = Vec::new();
    for name in ["h1", "main", "footer", "title"] {
        let n_found = named(tags, name).len();
        // Inside an SVG a title names a shape.
        if n_found != 1 && !(name == "title" && n_found > 1) {
            problems.push(format!("there are {n_found} <{name}>, not one"));
        }
    }
    let levels = tags.iter().filter_map(|tag| tag.name.strip_prefix('h')?.parse::<u32>().ok());
    let levels: Vec<u32> = levels.collect();
    let jump = levels.windows(2).find(|pair| pair[1] > pair[0] + 1);
    problems.extend(jump.map(|pair| format!("a heading jumps from h{} to h{}", pair[0], pair[1])));
    let skips = tags.iter().find(|tag| tag.name == "a").and_then(|tag| tag.attribute("href"));
    problems.extend(unless(
        skips.is_some_and(|it| it.starts_with('#')),
        "the first link does not skip to the content",
    ));
    let bare = tags.iter().filter(|tag| tag.name == "img" && tag.attribute("alt").is_none());
    problems.extend(
        bare.map(|tag| format!("<img src=\"{}\"> has no alt", tag.attribute("src").unwrap_or_default())),
    );
    problems
}

fn ids(tags: &[Tag<'_>]) -> Vec<String> {
    let mut n_times: BTreeMap<&str, u32> = BTreeMap::new();
    for id in tags.iter().filter_map(|tag| tag.attribute("id")) {
        *n_times.entry(id).or_default() += 1;
    }
    let mut problems: Vec<String> = n_times
        .iter()
        .filter(|(_, n)| **n > 1)
        .map(|(id, n)| format!("the id `{id}` is there {n} times"))
        .collect();
    for tag in tags {
        for name in NAMES_OF_IDS {
            let named = tag.attribute(name).unwrap_or_default().split_whitespace();
            let missing = named.filter(|id| !n_times.contains_key(id));
            problems.extend(missing.map(|id| format!("{name}=\"{id}\" names an id that is not there")));
        }
    }
    problems
}

/// The policy would stop these in a browser; here they are named before one is needed.
fn nothing_inline(tags: &[Tag<'_>]) -> Vec<String> {
    let mut problems = Vec::new();
    for tag in tags {
        let is_data = matches!(tag.attribute("type"), Some("application/json" | "application/ld+json"));
        let name = tag.name;
        if name == "style" {
            problems.push("there is a <style>: move it into assets/css".to_owned());
        }
        if name == "script" && tag.attribute("src").is_none() && !is_data {
            problems.push("there is an inline <script>: move it into assets/js".to_owned());
        }
        for (attribute, _) in &tag.attributes {
            if *attribute == "style" || attribute.starts_with("on") {
                problems.push(format!("<{name}> has the attribute {attribute}, which the policy forbids"));
            }
        }
        if tag.attribute("href").is_some_and(|it| it.starts_with("javascript:")) {
            problems.push(format!("<{name}> has a javascript: link"));
        }
    }
    problems
}

fn footer(tags: &[Tag<'_>]) -> Vec<String> {
    let says =
        named(tags, "footer").first().is_some_and(|tag| tag.text().contains("Not affiliated with AWS"));
    unless(says, "the footer does not say \"Not affiliated with AWS\"").into_iter().collect()
}

/// Each relative link must lead to a file of the site, and to a place in it where it names one.
fn links(path: &str, tag: &Tag<'_>, files: &Files) -> Vec<String> {
    let attributes = ["href", "src", "poster", "data"].into_iter().filter_map(|name| tag.attribute(name));
    attributes.filter_map(|link| broken(path, tag.name, link, files)).collect()
}

fn broken(path: &str, element: &str, link: &str, files: &Files) -> Option<String> {
    if link.starts_with("data:") || link.starts_with("mailto:") {
        return None;
    }
    if link.contains("://") || link.starts_with("//") {
        // Following a link is the reader's choice; everything else would be a request to another host.
        return unless(
            element == "a" && link.starts_with("https://"),
            format!("<{element}> asks another host: {link}"),
        );
    }
    if link.starts_with('/') {
        return Some(format!(
            "the link {link} starts at the host's root, so the site would not work under a path"
        ));
    }
    let (file, fragment) = link.split_once('#').unwrap_or((link, ""));
    let file = file.split('?').next().unwrap_or_default();
    let target = if file.is_empty() { path.to_owned() } else { joined(path, file) };
    if !files.all.contains(&target) {
        return Some(format!("the link {link} leads to {target}, which is not there"));
    }
    let page = files.pages.get(&target)?;
    let has_place = fragment.is_empty()
        || is_board(&target, fragment)
        || tags(page).iter().any(|tag| tag.attribute("id") == Some(fragment));
    unless(has_place, format!("the link {link} leads to a place that {target} does not have"))
}

/// Whether a fragment names a board, which the program of the sandbox opens.
fn is_board(target: &str, fragment: &str) -> bool {
    target.ends_with("sandbox.html") && board_problem(&format!("#{fragment}")).is_none()
}

/// Where a relative link on a page leads, from the site's root.
fn joined(page: &str, link: &str) -> String {
    let mut folders: Vec<&str> = page.split('/').collect();
    folders.pop();
    for part in link.split('/') {
        match part {
            ".." if folders.pop().is_none() => return format!("{link} (above the site)"),
            ".." | "." => {}
            part => folders.push(part),
        }
    }
    folders.join("/")
}

/// What only all pages together can break.
pub fn whole(files: &Files) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut titles: BTreeMap<String, &str> = BTreeMap::new();
    for (path, page) in &files.pages {
        let title = named(&tags(page), "title").first().map(|tag| tag.text()).unwrap_or_default();
        if let Some(other) = titles.insert(title, path) {
            problems.push(Problem { file: path.clone(), what: format!("it has the same title as {other}") });
        }
    }
    let reached = reached_from("index.html", files);
    let lost = files.pages.keys().filter(|path| *path != "404.html" && !reached.contains(path.as_str()));
    problems.extend(
        lost.map(|path| Problem {
            file: path.clone(),
            what: "no link leads here from index.html".to_owned(),
        }),
    );
    problems
}

fn reached_from(start: &str, files: &Files) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut waiting = vec![start.to_owned()];
    while let Some(path) = waiting.pop() {
        let Some(page) = files.pages.get(&path).filter(|_| reached.insert(path.clone())) else { continue };
        let links = tags(page)
            .into_iter()
            .filter(|tag| tag.name == "a")
            .filter_map(|tag| tag.attribute("href").map(str::to_owned));
        let files = links.map(|link| link.split(['#', '?']).next().unwrap_or_default().to_owned());
        waiting.extend(files.filter(|file| !file.is_empty()).map(|file| joined(&path, &file)));
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sound page with `more` in its head and `body` in its main part.
    fn sound(more: &str, body: &str) -> String {
        format!(
            "<!doctype html><html lang=\"en\"><head><meta name=\"viewport\" content=\"width=device-width\">\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{}\"><title>A page</title>\
             <meta name=\"description\" content=\"A page that is sound in every way.\"><link rel=\"icon\" href=\"a.svg\">{more}</head>\
             <body><a href=\"#main\">Skip</a><main id=\"main\"><h1>A page</h1>{body}</main>\
             <footer>Not affiliated with AWS.</footer></body></html>",
            bayplan::site::CONTENT_SECURITY_POLICY
        )
    }

    fn problems(text: String) -> Vec<String> {
        let all = ["lessons/one.html", "lessons/a.svg", "index.html"].map(str::to_owned).into();
        let files = Files { pages: [("lessons/one.html".to_owned(), text.clone())].into(), all };
        page("lessons/one.html", &text, &files)
    }

    fn check(more: &str, body: &str, wanted: &str) {
        assert_eq!(problems(sound(more, body)), [wanted]);
    }

    #[test]
    fn a_link_may_name_a_board_of_the_sandbox_and_of_no_other_page() {
        assert!(is_board("sandbox.html", "scenario-wrong-role"));
        assert!(is_board("embed/sandbox.html", "scenario-wrong-role"));
        assert!(!is_board("sandbox.html", "scenario-moon"));
        assert!(!is_board("quiz.html", "scenario-wrong-role"));
    }

    #[test]
    fn a_sound_page_has_no_problem() {
        assert_eq!(
            problems(sound("", "<h2 id=\"b\">B</h2><a href=\"../index.html\">x</a><a href=\"#b\">b</a>")),
            [""; 0]
        );
    }

    #[test]
    fn what_the_policy_forbids_is_named() {
        check("<style>p{}</style>", "", "there is a <style>: move it into assets/css");
        check("<script>f()</script>", "", "there is an inline <script>: move it into assets/js");
        check("", "<p style=\"color:red\">", "<p> has the attribute style, which the policy forbids");
        check("", "<p onclick=\"f()\">", "<p> has the attribute onclick, which the policy forbids");
        assert_eq!(problems(sound("<script type=\"application/json\">{}</script>", "")), [""; 0]);
    }

    #[test]
    fn a_weaker_policy_is_no_policy() {
        let weaker = sound("", "").replace("default-src 'none'", "default-src 'self'");
        assert!(problems(weaker)[0].starts_with("the Content-Security-Policy is another one"));
        let late = sound("", "")
            .replace("<meta name=\"viewport\"", "<script src=\"a.svg\"></script><meta name=\"viewport\"");
        assert_eq!(problems(late), ["<script> stands before the Content-Security-Policy"]);
    }

    #[test]
    fn links_must_lead_somewhere_inside() {
        check("", "<a href=\"two.html\">", "the link two.html leads to lessons/two.html, which is not there");
        check(
            "",
            "<a href=\"#nowhere\">",
            "the link #nowhere leads to a place that lessons/one.html does not have",
        );
        check(
            "",
            "<a href=\"/index.html\">",
            "the link /index.html starts at the host's root, so the site would not work under a path",
        );
        check(
            "",
            "<img alt=\"\" src=\"https://x.example/a.png\">",
            "<img> asks another host: https://x.example/a.png",
        );
        assert_eq!(problems(sound("", "<a href=\"https://docs.aws.amazon.com/\">docs</a>")), [""; 0]);
    }

    #[test]
    fn structure_is_checked() {
        check("", "<h1>Again</h1>", "there are 2 <h1>, not one");
        check("", "<h3>Too deep</h3>", "a heading jumps from h1 to h3");
        check("", "<p id=\"main\">", "the id `main` is there 2 times");
        check("", "<label for=\"x\">", "for=\"x\" names an id that is not there");
        check("", "<img src=\"a.svg\">", "<img src=\"a.svg\"> has no alt");
        let without = sound("", "").replace("Not affiliated with AWS", "");
        assert_eq!(problems(without), ["the footer does not say \"Not affiliated with AWS\""]);
        let without =
            sound("", "").replace(" lang=\"en\"", "").replace("<title>A page</title>", "<title></title>");
        assert_eq!(problems(without), ["<html> has no lang", "there is no title"]);
    }
}
