//! The checks of `lesson.md`: headings, terms, links and markers.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, HeadingLevel, LinkType, Parser, Tag};

use crate::lesson::prose::{Piece, options, pieces, source_of};
use crate::lesson::{Lesson, Problems, Term};

/// Everything in the prose that leads nowhere or stands where it must not.
pub fn check(lesson: &Lesson, glossary: &BTreeMap<String, Term>, problems: &RefCell<Problems>) {
    let mut check = Check {
        file: format!("lessons/{}/lesson.md", lesson.folder),
        lesson,
        glossary,
        problems,
        headings: BTreeSet::new(),
        fragments: vec![],
        markers: BTreeSet::new(),
        follows_heading: false,
    };
    for piece in pieces(&lesson.prose) {
        match piece {
            Piece::Markdown { text, line } => check.markdown(text, line),
            Piece::Marker { name, argument, line } => {
                check.marker(name, argument, line);
                check.follows_heading = false;
            }
        }
    }
    check.afterwards();
}

struct Check<'a> {
    file: String,
    lesson: &'a Lesson,
    glossary: &'a BTreeMap<String, Term>,
    problems: &'a RefCell<Problems>,
    headings: BTreeSet<String>,
    fragments: Vec<(u32, String)>,
    markers: BTreeSet<(String, String)>,
    /// Whether the Markdown directly before has a second-level heading.
    follows_heading: bool,
}

impl Check<'_> {
    fn complain(&self, line: u32, message: impl Into<String>) {
        self.problems.borrow_mut().add(&self.file, Some(line), message);
    }

    fn markdown(&mut self, text: &str, first_line: u32) {
        for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
            let lines = text[..range.start].matches('\n').count();
            let line = first_line + u32::try_from(lines).unwrap_or(0);
            match event {
                Event::Start(Tag::Heading { level, id, .. }) => self.heading(line, level, id.as_deref()),
                Event::Start(Tag::Link { link_type, dest_url, .. }) => self.link(line, link_type, &dest_url),
                Event::Start(Tag::Image { .. }) => {
                    self.complain(line, "pictures stand on the stage, not in the prose; remove the image");
                }
                Event::Html(_) | Event::InlineHtml(_) => {
                    self.complain(line, "HTML is not shown; write Markdown, and a < as \\<");
                }
                _ => {}
            }
        }
    }

    fn heading(&mut self, line: u32, level: HeadingLevel, id: Option<&str>) {
        self.follows_heading |= level == HeadingLevel::H2;
        if level == HeadingLevel::H1 {
            self.complain(line, "the title of the page stands in lesson.toml; begin sections with ##");
        }
        match id {
            None => self.complain(line, "a heading needs an id that links keep: ## Heading {#an-id}"),
            Some(id) if !self.headings.insert(id.to_owned()) => {
                self.complain(line, format!("two headings have the id `{id}`; rename one"));
            }
            Some(_) => {}
        }
    }

    fn link(&mut self, line: u32, link_type: LinkType, target: &str) {
        if matches!(link_type, LinkType::WikiLink { .. }) {
            if source_of(target).is_none() && !self.glossary.contains_key(target) {
                self.complain(line, format!("unknown term [[{target}]]; add it to lessons/glossary.toml"));
            }
        } else if let Some(id) = target.strip_prefix('#') {
            self.fragments.push((line, id.to_owned()));
        } else if target.contains("://") || target.starts_with('/') {
            let message =
                format!("`{target}` is not a page of the course; name pages of others in a [[source]]");
            self.complain(line, message);
        }
    }

    fn marker(&mut self, line_name: &str, argument: &str, line: u32) {
        match line_name {
            "prediction" if !self.lesson.predictions.contains_key(argument) => {
                self.complain(
                    line,
                    format!("there is no prediction `{argument}` in predictions.toml; add it"),
                );
            }
            "stage" if !self.lesson.later_stages.contains_key(argument) => {
                self.complain(
                    line,
                    format!("there is no file {argument}.stage.toml; write it, or mend the name"),
                );
            }
            "stage" if !self.follows_heading => {
                self.complain(
                    line,
                    "a stage stands below a ## heading and the words that lead to it; move it there",
                );
            }
            "try-it" if self.lesson.try_it.is_none() => {
                self.complain(line, "lesson.toml has no [try-it] with text and button; add it");
            }
            "prediction" | "stage" | "try-it" => {}
            _ => {
                let message = format!(
                    "unknown marker `{line_name}`; known: {{{{prediction ID}}}}, {{{{stage NAME}}}}, {{{{try-it}}}}"
                );
                self.complain(line, message);
            }
        }
        if !self.markers.insert((line_name.to_owned(), argument.to_owned())) {
            self.complain(line, "this marker stands twice; remove one");
        }
    }

    fn afterwards(&self) {
        for (line, id) in self.fragments.iter().filter(|(_, id)| !self.headings.contains(id)) {
            self.complain(*line, format!("no heading has the id `{id}`"));
        }
        for id in self.lesson.predictions.keys() {
            if !self.markers.contains(&("prediction".to_owned(), id.clone())) {
                let message = format!(
                    "the prediction `{id}` is never asked; put {{{{prediction {id}}}}} into lesson.md"
                );
                self.problems.borrow_mut().add(&self.file, None, message);
            }
        }
        for name in self.lesson.later_stages.keys() {
            if !self.markers.contains(&("stage".to_owned(), name.clone())) {
                let message =
                    format!("the stage `{name}` is nowhere shown; put {{{{stage {name}}}}} into lesson.md");
                self.problems.borrow_mut().add(&self.file, None, message);
            }
        }
        for covers in self.lesson.covers.iter().filter(|it| !self.headings.contains(&it.anchor)) {
            let message = format!("[[covers]] names the heading `{}`, but none has this id", covers.anchor);
            self.problems.borrow_mut().add(&self.file, None, message);
        }
    }
}
