//! The prose of a lesson as HTML: Markdown, its terms, its tables, and what stands at its markers.

use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag, TagEnd};

use super::{prediction, try_it};
use crate::lesson::prose::{Piece, options, pieces, source_of};
use crate::lesson::{Course, Lesson, Stage};

/// A stretch of a lesson with the stage that stands beside it.
pub struct Part<'a> {
    /// Stands beside all of the part; on a narrow screen between `head` and `body`.
    pub stage: &'a Stage,
    /// The heading of the section and the words that lead to the stage. Of the first part only what the page adds.
    pub head: Vec<Piece<'a>>,
    /// Everything else up to the next part.
    pub body: Vec<Piece<'a>>,
}

/// The prose, cut where a stage stands. A part begins with the heading before its stage.
pub fn parts(lesson: &Lesson) -> Vec<Part<'_>> {
    let mut parts = vec![Part { stage: &lesson.stage, head: vec![], body: vec![] }];
    for piece in pieces(&lesson.prose) {
        let stage = match piece {
            Piece::Marker { name: "stage", argument, .. } => lesson.later_stages.get(argument),
            Piece::Marker { .. } | Piece::Markdown { .. } => None,
        };
        let Some(body) = parts.last_mut().map(|part| &mut part.body) else { continue };
        let Some(stage) = stage else {
            body.push(piece);
            continue;
        };
        let mut head = vec![];
        if let Some(Piece::Markdown { text, line }) = body.pop() {
            let cut = text.rfind("\n## ").map_or(0, |at| at + 1);
            body.push(Piece::Markdown { text: &text[..cut], line });
            head.push(Piece::Markdown { text: &text[cut..], line });
        }
        parts.push(Part { stage, head, body: vec![] });
    }
    parts
}

/// A part of the prose.
pub fn markup(course: &Course, lesson: &Lesson, prose: &[Piece<'_>]) -> Markup {
    let mut writer =
        Writer { course, lesson, cell: 0, in_head: false, is_bare_term: false, is_source: false };
    html! {
        @for piece in prose {
            @match *piece {
                Piece::Markdown { text, .. } => (markdown(text, &mut writer)),
                Piece::Marker { name: "prediction", argument, .. } => {
                    @if let Some(asked) = lesson.predictions.get(argument) {
                        (prediction::island(asked, &lesson.slug))
                        (source_line(lesson, &asked.sources))
                    }
                }
                Piece::Marker { .. } => (try_it::markup(lesson)),
            }
        }
    }
}

/// Where the sentences of an island come from.
pub fn source_line(lesson: &Lesson, ids: &[String]) -> Markup {
    html! {
        @if !ids.is_empty() {
            p class="cites" { "Sources: " @for id in ids { (PreEscaped(source_link(lesson, id))) } }
        }
    }
}

/// A link to an entry of "Where this comes from", by its number.
fn source_link(lesson: &Lesson, id: &str) -> String {
    let number = lesson.sources.iter().position(|source| source.id == id).map_or(0, |at| at + 1);
    html! { a class="cite" href={ "#source-" (id) } { "[" (number) "]" } }.into_string()
}

/// The second-level headings with their ids, for the contents.
pub fn sections(lesson: &Lesson) -> Vec<(String, String)> {
    let mut sections: Vec<(String, String)> = vec![];
    let mut is_open = false;
    for piece in pieces(&lesson.prose) {
        let Piece::Markdown { text, .. } = piece else { continue };
        for event in Parser::new_ext(text, options()) {
            match event {
                Event::Start(Tag::Heading { level: pulldown_cmark::HeadingLevel::H2, id, .. }) => {
                    sections.push((id.map(|id| id.to_string()).unwrap_or_default(), String::new()));
                    is_open = true;
                }
                Event::End(TagEnd::Heading(_)) => is_open = false,
                Event::Text(text) | Event::Code(text) if is_open => {
                    if let Some((_, title)) = sections.last_mut() {
                        title.push_str(&text);
                    }
                }
                _ => {}
            }
        }
    }
    sections
}

/// The ids of terms that the prose uses and no part of the stage stands for.
pub fn terms_without_part<'a>(course: &'a Course, lesson: &Lesson) -> Vec<&'a str> {
    let used =
        |id: &str| lesson.prose.contains(&format!("[[{id}]]")) || lesson.prose.contains(&format!("[[{id}|"));
    let terms = course.glossary.keys().map(String::as_str);
    terms.filter(|id| used(id) && !lesson.terms.contains_key(*id)).collect()
}

fn markdown(text: &str, writer: &mut Writer<'_>) -> Markup {
    let events = Parser::new_ext(text, options()).map(|event| writer.event(event));
    let mut out = String::new();
    pulldown_cmark::html::push_html(&mut out, events);
    PreEscaped(out)
}

struct Writer<'a> {
    course: &'a Course,
    lesson: &'a Lesson,
    cell: u32,
    in_head: bool,
    /// Inside a `[[term]]` without words of its own: the glossary gives them.
    is_bare_term: bool,
    /// Inside a `[[^id]]`, whose link is written already.
    is_source: bool,
}

fn tag(text: impl Into<String>) -> Event<'static> {
    Event::Html(CowStr::from(text.into()))
}

/// A name as one piece or, in a cell of a table, as the pieces between which a line may end: where its words meet.
fn name_pieces(code: &str, in_cell: bool) -> Vec<&str> {
    let ends = |(at, it): (usize, char)| {
        let next = code[at + it.len_utf8()..].chars().next()?;
        let is_joint = matches!(it, '.' | ':' | '/') || (it.is_lowercase() && next.is_uppercase());
        is_joint.then_some(at + it.len_utf8())
    };
    let mut pieces = Vec::new();
    let mut rest = 0;
    if in_cell && code.len() > LONGEST_NAME {
        for end in code.char_indices().filter_map(ends) {
            pieces.push(&code[rest..end]);
            rest = end;
        }
    }
    pieces.push(&code[rest..]);
    pieces
}

/// Shorter names stay on one line.
const LONGEST_NAME: usize = 12;

impl Writer<'_> {
    fn event<'e>(&mut self, event: Event<'e>) -> Event<'e> {
        match event {
            Event::Start(Tag::Link { link_type: LinkType::WikiLink { has_pothole }, dest_url, .. }) => {
                if let Some(id) = source_of(&dest_url) {
                    self.is_source = true;
                    return Event::InlineHtml(CowStr::from(source_link(self.lesson, id)));
                }
                self.is_bare_term = !has_pothole;
                Event::InlineHtml(CowStr::from(self.term_link(&dest_url)))
            }
            Event::Text(_) if self.is_source => Event::InlineHtml(CowStr::from("")),
            Event::End(TagEnd::Link) if self.is_source => {
                self.is_source = false;
                Event::InlineHtml(CowStr::from(""))
            }
            Event::Text(text) if self.is_bare_term => {
                self.is_bare_term = false;
                let term = self.course.glossary.get(text.as_ref()).map(|term| term.term.clone());
                term.map_or(Event::Text(text), |term| Event::Text(CowStr::from(term)))
            }
            Event::Code(code) => Event::InlineHtml(CowStr::from(
                html! {
                    code translate="no" {
                        @for (at, piece) in name_pieces(&code, self.cell > 0).into_iter().enumerate() {
                            @if at > 0 { wbr; }
                            (piece)
                        }
                    }
                }
                .into_string(),
            )),
            Event::Start(Tag::Table(_)) => tag("<div class=\"table\"><table>"),
            Event::End(TagEnd::Table) => {
                self.cell = 0;
                tag("</tbody></table></div>")
            }
            Event::Start(Tag::TableHead) => {
                self.in_head = true;
                self.cell = 0;
                tag("<thead><tr>")
            }
            Event::End(TagEnd::TableHead) => {
                self.in_head = false;
                tag("</tr></thead><tbody>")
            }
            Event::Start(Tag::TableRow) => {
                self.cell = 0;
                tag("<tr>")
            }
            Event::End(TagEnd::TableRow) => tag("</tr>"),
            Event::Start(Tag::TableCell) => {
                self.cell += 1;
                tag(match (self.in_head, self.cell) {
                    (true, _) => "<th scope=\"col\">",
                    (false, 1) => "<th scope=\"row\">",
                    (false, _) => "<td>",
                })
            }
            Event::End(TagEnd::TableCell) => {
                tag(if self.in_head || self.cell == 1 { "</th>" } else { "</td>" })
            }
            other => other,
        }
    }

    fn term_link(&self, id: &str) -> String {
        match self.lesson.terms.get(id) {
            Some(part) => format!("<a class=\"term\" href=\"#part-{part}\" data-select=\"{part}\">"),
            None => format!("<a class=\"term\" href=\"#term-{id}\">"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_a_cell_a_long_name_may_break_where_its_words_meet_and_nowhere_else() {
        assert_eq!(name_pieces("ecs:DiscoverPollEndpoint", true), ["ecs:", "Discover", "Poll", "Endpoint"]);
        assert_eq!(name_pieces("ecs-tasks.amazonaws.com", true), ["ecs-tasks.", "amazonaws.", "com"]);
        assert_eq!(name_pieces("rootDirector", true), ["rootDirector"], "short ones stay whole");
        assert_eq!(name_pieces("ecs:DiscoverPollEndpoint", false), ["ecs:DiscoverPollEndpoint"]);
    }
}
