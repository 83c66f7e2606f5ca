//! What must hold for every written page.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use bayplan::diagram::{SvgRole, View, drawing, layout, svg_from_drawing};
use bayplan::site::{Assets, CONTENT_SECURITY_POLICY, Page, Sheet, board_problem, pages, stylesheet};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn assets() -> Assets {
    Assets {
        lesson_stylesheet: "assets/lesson-0.css".into(),
        read_stylesheet: "assets/read-0.css".into(),
        play_stylesheet: "assets/play-0.css".into(),
        quiz_stylesheet: "assets/quiz-0.css".into(),
        theme_script: "assets/theme-0.js".into(),
        start_read: "assets/start-read-0.js".into(),
        start_play: "assets/start-play-0.js".into(),
        start_quiz: "assets/start-quiz-0.js".into(),
        teach_script: "assets/teach-0.js".into(),
        example_script: "assets/example-0.js".into(),
        favicon: "assets/favicon-0.svg".into(),
    }
}

fn all_pages() -> Vec<Page> {
    pages(root(), &assets()).unwrap_or_else(|problems| panic!("{problems}"))
}

/// Every value of an attribute, in order.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    html.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn folder(path: &str) -> Vec<&str> {
    let mut parts: Vec<_> = path.split('/').collect();
    parts.pop();
    parts
}

/// Where a relative link of a page leads, from the site's root.
fn resolved(page: &str, link: &str) -> String {
    let mut parts = folder(page);
    for part in link.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{page}: {link} leaves the site"),
            "." => {}
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[test]
fn there_are_the_pages_that_the_navigation_promises() {
    let paths: Vec<_> = all_pages().into_iter().map(|page| page.path).collect();
    for path in
        ["index.html", "lessons/ec2-and-fargate.html", "sandbox.html", "quiz.html", "teach.html", "404.html"]
    {
        assert!(paths.iter().any(|it| it == path), "{path}");
    }
    for path in paths.iter().filter_map(|it| it.strip_prefix("lessons/")) {
        for kind in ["lesson", "diagram"] {
            assert!(paths.contains(&format!("embed/{kind}/{path}")), "{path} has its pages for frames");
        }
    }
}

#[test]
fn every_link_leads_somewhere() {
    let assets = assets();
    let all = all_pages();
    let ids: BTreeMap<_, BTreeSet<_>> = all
        .iter()
        .map(|page| (page.path.as_str(), attributes(&page.html, "id").into_iter().collect()))
        .collect();
    let embed_script = "embed.js".to_owned();
    let files = [
        &assets.teach_script,
        &assets.example_script,
        &embed_script,
        &assets.lesson_stylesheet,
        &assets.read_stylesheet,
        &assets.play_stylesheet,
        &assets.quiz_stylesheet,
        &assets.theme_script,
        &assets.start_read,
        &assets.start_play,
        &assets.start_quiz,
        &assets.favicon,
    ];
    for page in &all {
        for link in attributes(&page.html, "href").into_iter().chain(attributes(&page.html, "src")) {
            assert!(!link.starts_with('/') && !link.contains("://"), "{}: {link} is not relative", page.path);
            let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
            let target = if path.is_empty() { page.path.clone() } else { resolved(&page.path, path) };
            match ids.get(target.as_str()) {
                // What a fragment names is opened by the program of the sandbox.
                Some(_)
                    if target.ends_with("sandbox.html")
                        && board_problem(&format!("#{fragment}")).is_none() => {}
                Some(ids) => assert!(
                    fragment.is_empty() || ids.contains(fragment),
                    "{}: nothing has the id of {link}",
                    page.path
                ),
                None => assert!(files.contains(&&target), "{}: {link} leads nowhere", page.path),
            }
        }
    }
}

/// `every_link_leads_somewhere` says that pages hold what they show from the start.
#[test]
fn the_pages_of_a_lesson_hold_the_icons_of_every_step() {
    let course = bayplan::lesson::read(root()).unwrap_or_else(|problems| panic!("{problems}"));
    let pages = all_pages();
    let page = |path: String| pages.iter().find(|it| it.path == path).unwrap_or_else(|| panic!("{path}"));
    for lesson in course.modules.iter().flat_map(|it| &it.lessons) {
        for stage in lesson.stages() {
            let part = stage.id.trim_start_matches("stage");
            let around = [
                page(format!("lessons/{}.html", lesson.slug)),
                page(format!("embed/lesson/{}.html", lesson.slug)),
                page(format!("embed/diagram/{}{part}.html", lesson.slug)),
            ];
            for panel in &stage.panels {
                let layout = layout(&panel.scene, 696);
                for step in 0..panel.scene.steps.len() {
                    let drawing = drawing(&panel.scene, &layout, View { selected: None, step: Some(step) });
                    let svg = svg_from_drawing(&drawing, SvgRole::Interactive);
                    for name in attributes(&svg, "href").iter().filter_map(|it| it.strip_prefix('#')) {
                        for page in around {
                            let holds = page.html.contains(&format!(" id=\"{name}\""));
                            assert!(holds, "{}: no {name} for step {step} of {}", page.path, panel.name);
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn ids_are_unique_and_what_refers_to_them_exists() {
    for page in all_pages() {
        let ids = attributes(&page.html, "id");
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{}: an id stands twice in {ids:?}", page.path);
        for name in ["aria-labelledby", "aria-describedby", "aria-controls", "for"] {
            for id in attributes(&page.html, name).iter().flat_map(|list| list.split(' ')) {
                assert!(unique.contains(&id), "{}: {name} names `{id}`, which is not there", page.path);
            }
        }
    }
}

#[test]
fn nothing_needs_what_the_policy_forbids() {
    for page in all_pages() {
        let html = &page.html;
        let policy =
            format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{CONTENT_SECURITY_POLICY}\">");
        assert!(html.contains(&policy), "{}: the policy is not the agreed one", page.path);
        assert_eq!(attributes(html, "style"), [""; 0], "{}: a style attribute", page.path);
        assert!(!html.contains("<style"), "{}: a style element", page.path);
        assert!(!html.contains("<base"), "{}: a base element", page.path);
        assert!(!html.contains(" action="), "{}: a form that leads somewhere", page.path);
        for script in html.split("<script").skip(1) {
            let (tag, rest) = script.split_once('>').unwrap();
            assert!(tag.contains(" src=\""), "{}: an inline script", page.path);
            assert!(rest.starts_with("</script>"), "{}: a script with text", page.path);
        }
        for attribute in html.split_whitespace().filter(|word| word.starts_with("on")) {
            assert!(!attribute.contains("=\""), "{}: an inline handler {attribute}", page.path);
        }
    }
}

#[test]
fn every_page_has_one_main_heading_a_description_and_its_landmarks() {
    for page in all_pages() {
        let html = &page.html;
        for (tag, n) in [
            ("<h1", 1),
            ("<main", 1),
            ("<header class=\"top\"", usize::from(!html.contains(" data-embed="))),
            ("<footer", 1),
            ("id=\"live\"", 1),
        ] {
            assert_eq!(html.matches(tag).count(), n, "{}: {tag}", page.path);
        }
        assert!(html.contains("<html lang=\"en\""), "{}", page.path);
        assert!(html.contains("Not affiliated with AWS"), "{}", page.path);
        let description = html.split("<meta name=\"description\" content=\"").nth(1).unwrap();
        let description = description.split('"').next().unwrap();
        assert!((50..=170).contains(&description.len()), "{}: {description}", page.path);
        assert!(!html.contains("{{") && !html.contains("}}"), "{}: an unfilled word", page.path);
    }
}

#[test]
fn headings_never_skip_a_level() {
    for page in all_pages() {
        let mut before = 0;
        for rest in page.html.split("<h").skip(1) {
            let Some(level) = rest.chars().next().and_then(|c| c.to_digit(10)) else { continue };
            // The contents beside a lesson come before its title in the source.
            assert!(level <= before + 1 || before == 0, "{}: h{before} is followed by h{level}", page.path);
            before = level;
        }
    }
}

#[test]
fn the_style_sheets_are_whole_and_ask_nobody() {
    for sheet in [Sheet::Lesson, Sheet::Read, Sheet::Play, Sheet::Quiz] {
        let css = stylesheet(root(), sheet).unwrap();
        assert_eq!(css.matches('{').count(), css.matches('}').count());
        for word in ["url(http", "@import", "@font-face", "/*"] {
            assert!(!css.contains(word), "the style sheet contains {word}");
        }
    }
}

/// `BAYPLAN_WRITE_PAGES=folder cargo test --test site_pages` writes the pages there, to be looked at.
#[test]
fn pages_can_be_written_for_a_look() {
    let Ok(folder) = std::env::var("BAYPLAN_WRITE_PAGES") else { return };
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder.join("assets")).unwrap();
    for page in all_pages() {
        let file = folder.join(&page.path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, page.html).unwrap();
    }
    let assets = assets();
    for (name, sheet) in [
        (&assets.lesson_stylesheet, Sheet::Lesson),
        (&assets.read_stylesheet, Sheet::Read),
        (&assets.play_stylesheet, Sheet::Play),
        (&assets.quiz_stylesheet, Sheet::Quiz),
    ] {
        std::fs::write(folder.join(name), stylesheet(root(), sheet).unwrap()).unwrap();
    }
    std::fs::copy(root().join("assets/js/theme.js"), folder.join(&assets.theme_script)).unwrap();
    std::fs::copy(root().join("assets/favicon.svg"), folder.join(&assets.favicon)).unwrap();
}
