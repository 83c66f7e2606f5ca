//! The shell: `index.html` of the project, from which every page is stamped.

use std::cell::RefCell;
use std::path::Path;

use maud::{Markup, html};

use super::{Assets, Page, Problems, chrome, defs};

/// The policy of every page, as in the shell: nothing but our own files, no inline script, no inline style.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'";

const FILE: &str = "index.html";

/// Every word that the shell may hold in double braces.
const WORDS: [&str; 13] = [
    "embed",
    "title",
    "description",
    "stylesheet",
    "theme_script",
    "favicon",
    "start_script",
    "body_class",
    "root",
    "defs",
    "top",
    "foot",
    "main",
];

/// A place in the navigation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Home and the lessons.
    Course,
    /// The sandbox.
    Sandbox,
    /// The quiz.
    Quiz,
    /// The page for teachers.
    Teach,
}

/// Which program a page starts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// None: the page is complete as it is.
    None,
    /// The islands of reading pages.
    Read,
    /// The sandbox.
    Play,
    /// The quiz.
    Quiz,
}

/// What one page puts into the shell.
pub struct Content<'a> {
    /// Relative to the site's root.
    pub path: &'a str,
    /// Without the name of the site.
    pub title: &'a str,
    /// For search engines and link previews.
    pub description: &'a str,
    /// Which link of the navigation is the current one.
    pub section: Option<Section>,
    /// What starts after the page is there.
    pub program: Program,
    /// For rules that hold on one kind of page only.
    pub body_class: &'a str,
    /// With its `main` element.
    pub main: Markup,
}

/// What a page for a frame is.
pub struct Frame<'a> {
    /// `lesson`, `diagram`, `quiz` or `sandbox`.
    pub kind: &'a str,
    /// The name of the lesson; empty for the quiz and the sandbox.
    pub lesson: &'a str,
    /// The heading in the bar at the top; none where the page brings its own.
    pub title: Option<&'a str>,
    /// The same in full, from the site's root.
    pub whole: &'a str,
}

/// What stands around the main part of a page.
struct Chrome {
    top: Markup,
    foot: Markup,
    /// Attributes of the root element.
    embed: String,
}

/// The text of the shell.
pub struct Shell(String);

/// Reads the shell and checks its words.
pub fn read(root: &Path, problems: &RefCell<Problems>) -> Shell {
    let mut problems = problems.borrow_mut();
    let text = std::fs::read_to_string(root.join(FILE)).unwrap_or_else(|error| {
        problems.add(FILE, None, format!("cannot be read ({error}); it is the shell of every page"));
        String::new()
    });
    for (line, number) in text.lines().zip(1..) {
        for word in words(line) {
            if !WORDS.contains(&word) {
                let message = format!("unknown word {{{{{word}}}}}; known: {}", WORDS.join(", "));
                problems.add(FILE, Some(number), message);
            }
        }
    }
    Shell(text)
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split("{{").skip(1).filter_map(|rest| rest.split("}}").next())
}

/// `../` once for every folder of the path.
pub fn root_from(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

impl Shell {
    /// The whole page.
    pub fn stamp(&self, content: Content<'_>, assets: &Assets) -> Page {
        let root = root_from(content.path);
        let foot = html! { (chrome::foot()) (chrome::tab_bar(content.section, &root)) };
        let chrome = Chrome { top: chrome::top(content.section, &root), foot, embed: String::new() };
        self.stamp_with(content, &chrome, assets)
    }

    /// A page for a frame: little around it, and a way to the whole page.
    pub fn stamp_frame(&self, content: Content<'_>, frame: Frame<'_>, assets: &Assets) -> Page {
        let root = root_from(content.path);
        let top = chrome::frame_top(frame.title);
        let foot = chrome::frame_foot(frame.whole, &root);
        let embed = format!(" data-embed=\"{}\" data-lesson=\"{}\"", frame.kind, escaped(frame.lesson));
        self.stamp_with(content, &Chrome { top, foot, embed }, assets)
    }

    fn stamp_with(&self, content: Content<'_>, chrome: &Chrome, assets: &Assets) -> Page {
        let root = root_from(content.path);
        let value = |word: &str| match word {
            "title" => escaped(&title(content.title)),
            "description" => escaped(content.description),
            "stylesheet" => format!("{root}{}", stylesheet(&content, assets)),
            "theme_script" => format!("{root}{}", assets.theme_script),
            "favicon" => format!("{root}{}", assets.favicon),
            "start_script" => start_script(content.program, &root, assets).into_string(),
            "body_class" => content.body_class.to_owned(),
            "root" => root.clone(),
            "embed" => chrome.embed.clone(),
            "defs" => defs::defs_svg(&[&chrome.top.0, &content.main.0, &chrome.foot.0].map(String::as_str)),
            "top" => chrome.top.0.clone(),
            "foot" => chrome.foot.0.clone(),
            "main" => content.main.0.clone(),
            _ => String::new(),
        };
        let mut parts = self.0.split("{{");
        let mut html = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (word, rest) = part.split_once("}}").unwrap_or((part, ""));
            html.push_str(&value(word));
            html.push_str(rest);
        }
        Page { path: content.path.to_owned(), html }
    }
}

fn stylesheet<'a>(content: &Content<'_>, assets: &'a Assets) -> &'a str {
    match content.program {
        Program::Read if content.path.starts_with("lessons/") => &assets.lesson_stylesheet,
        Program::None | Program::Read => &assets.read_stylesheet,
        Program::Play => &assets.play_stylesheet,
        Program::Quiz => &assets.quiz_stylesheet,
    }
}

fn title(title: &str) -> String {
    if title.contains("Bayplan") { title.to_owned() } else { format!("{title} · Bayplan") }
}

fn escaped(text: &str) -> String {
    html! { (text) }.into_string()
}

fn start_script(program: Program, root: &str, assets: &Assets) -> Markup {
    let name = match program {
        Program::None => return html! {},
        Program::Read => &assets.start_read,
        Program::Play => &assets.start_play,
        Program::Quiz => &assets.start_quiz,
    };
    html! { script type="module" src={ (root) (name) } {} }
}
