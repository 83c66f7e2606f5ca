//! Source tags: what states a number or quotes a message says where it comes from.

use std::cell::RefCell;
use std::collections::BTreeSet;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use crate::lesson::prose::{Piece, options, pieces, source_of};
use crate::lesson::{Lesson, Problems};

/// Whether a sentence states something that must be looked up: a number, or words of AWS in quotation marks.
///
/// Digits inside a name, such as EC2, are no number.
pub fn needs_source(text: &str) -> bool {
    let mut before = ' ';
    text.chars().any(|c| {
        let is_fact = c == '“' || (c.is_ascii_digit() && !before.is_alphanumeric());
        before = c;
        is_fact
    })
}

/// Everything that names no source, a source that is not there, or is named by nothing.
pub fn check(lesson: &Lesson, problems: &RefCell<Problems>) {
    let mut cited = BTreeSet::new();
    let mut problems = problems.borrow_mut();
    let file = |name: &str| format!("lessons/{}/{name}", lesson.folder);
    for block in blocks(&lesson.prose) {
        if block.sources.is_empty() && needs_source(&block.text) {
            let start: String = block.text.chars().take(40).collect();
            let message = format!(
                "“{start}…” has a number or a quotation and no source; add [[^ID]] with an id of lesson.toml"
            );
            problems.add(&file("lesson.md"), Some(block.line), message);
        }
        for id in block.sources {
            if !lesson.sources.iter().any(|source| source.id == id) {
                let message =
                    format!("unknown source [[^{id}]]; add a [[source]] with this id to lesson.toml");
                problems.add(&file("lesson.md"), Some(block.line), message);
            }
            cited.insert(id);
        }
    }
    let of_stages = lesson.stages().flat_map(|stage| stage.sources.iter().map(|id| (id, "stage.toml")));
    let of_predictions =
        lesson.predictions.values().flat_map(|it| it.sources.iter().map(|id| (id, "predictions.toml")));
    for (id, name) in of_stages.chain(of_predictions) {
        if !lesson.sources.iter().any(|source| source.id == *id) {
            let message = format!("`sources` names `{id}`, which is no [[source]] of lesson.toml");
            problems.add(&file(name), None, message);
        }
        cited.insert(id.clone());
    }
    for (at, source) in lesson.sources.iter().enumerate() {
        if !cited.contains(&source.id) {
            let message = format!(
                "nothing is said to come from the source `{}`; name it where it is used, or remove it",
                source.id
            );
            problems.add(&file("lesson.toml"), None, message);
        }
        if lesson.sources[..at].iter().any(|other| other.id == source.id) {
            problems.add(
                &file("lesson.toml"),
                None,
                format!("two sources are called `{}`; rename one", source.id),
            );
        }
    }
}

/// A paragraph, an item of a list or a row of a table.
struct Block {
    line: u32,
    text: String,
    sources: Vec<String>,
}

/// The blocks of the prose. A source above a table or in its head stands for all of its rows.
fn blocks(prose: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = vec![];
    for piece in pieces(prose) {
        let Piece::Markdown { text, line } = piece else { continue };
        let mut of_table: Option<Vec<String>> = None;
        for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
            match event {
                Event::Start(Tag::Table(_)) => {
                    of_table = Some(blocks.last().map(|block| block.sources.clone()).unwrap_or_default());
                }
                Event::End(TagEnd::Table) => of_table = None,
                Event::Start(Tag::Paragraph | Tag::Item | Tag::TableHead | Tag::TableRow) => {
                    let lines = text[..range.start].matches('\n').count();
                    let line = line + u32::try_from(lines).unwrap_or(0);
                    let sources = of_table.clone().unwrap_or_default();
                    blocks.push(Block { line, text: String::new(), sources });
                }
                Event::End(TagEnd::TableHead) => {
                    of_table = blocks.last().map(|head| head.sources.clone());
                }
                Event::Start(Tag::Link { link_type: LinkType::WikiLink { .. }, dest_url, .. }) => {
                    if let (Some(id), Some(block)) = (source_of(&dest_url), blocks.last_mut()) {
                        block.sources.push(id.to_owned());
                    }
                }
                Event::Start(Tag::Heading { .. } | Tag::CodeBlock(_)) => {
                    blocks.push(Block { line, text: String::new(), sources: vec![] });
                }
                Event::End(TagEnd::Heading(_) | TagEnd::CodeBlock) => {
                    // What a heading says is said again, with its source, below it; an example states nothing.
                    if let Some(block) = blocks.last_mut() {
                        block.text.clear();
                    }
                }
                Event::Text(text) | Event::Code(text) => {
                    if let Some(block) = blocks.last_mut() {
                        block.text.push_str(&text);
                        block.text.push(' ');
                    }
                }
                _ => {}
            }
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::{blocks, needs_source};

    #[test]
    fn numbers_and_quotations_need_a_source_and_names_do_not() {
        for text in ["20 GiB", "port 2049", "the reason “Health checks failed”"] {
            assert!(needs_source(text), "{text}");
        }
        for text in ["EC2 and S3", "two minutes", "IMDSv2"] {
            assert!(!needs_source(text), "{text}");
        }
    }

    #[test]
    fn a_source_above_a_table_or_in_its_head_stands_for_its_rows() {
        let of =
            |prose: &str| -> Vec<usize> { blocks(prose).iter().map(|block| block.sources.len()).collect() };
        assert_eq!(of("Defaults [[^a]]:\n\n| x | y |\n| --- | --- |\n| p | 30 |\n"), [1, 1, 1]);
        assert_eq!(of("Defaults:\n\n| x | y [[^a]] |\n| --- | --- |\n| p | 30 |\n"), [0, 1, 1]);
        assert_eq!(of("- 30 [[^a]]\n- 40\n"), [1, 0]);
    }
}
