//! The Markdown of a lesson, cut at its markers. Which Markdown is understood is decided here, once.

use pulldown_cmark::Options;

/// Tables, headings with ids, and `[[term]]` links.
#[must_use]
pub fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_WIKILINKS
}

/// The id of the source that a `[[^id]]` names; none for a `[[term]]`.
#[must_use]
pub fn source_of(target: &str) -> Option<&str> {
    target.strip_prefix('^')
}

/// A stretch of prose or a marker between two stretches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Markdown.
    Markdown {
        /// The text.
        text: &'a str,
        /// Its first line in the file, counted from 1.
        line: u32,
    },
    /// A line such as `{{prediction six-months}}`.
    Marker {
        /// Such as `prediction`.
        name: &'a str,
        /// Such as `six-months`; may be empty.
        argument: &'a str,
        /// Its line in the file, counted from 1.
        line: u32,
    },
}

/// Cuts the prose at its markers.
#[must_use]
pub fn pieces(prose: &str) -> Vec<Piece<'_>> {
    let mut pieces = vec![];
    let mut start = 0;
    let mut start_line = 1;
    let mut offset = 0;
    for (line, number) in prose.split_inclusive('\n').zip(1..) {
        let inner = line.trim().strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}"));
        if let Some(inner) = inner {
            push_markdown(&mut pieces, &prose[start..offset], start_line);
            let (name, argument) = inner.trim().split_once(' ').unwrap_or((inner.trim(), ""));
            pieces.push(Piece::Marker { name, argument: argument.trim(), line: number });
            start = offset + line.len();
            start_line = number + 1;
        }
        offset += line.len();
    }
    push_markdown(&mut pieces, &prose[start..], start_line);
    pieces
}

fn push_markdown<'a>(pieces: &mut Vec<Piece<'a>>, text: &'a str, line: u32) {
    if !text.trim().is_empty() {
        pieces.push(Piece::Markdown { text, line });
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces};

    #[test]
    fn prose_is_cut_at_markers_and_keeps_its_lines() {
        let cut = pieces("one\n\n{{prediction p}}\n\ntwo {{not}}\n{{try-it}}\n");
        let expected = [
            Piece::Markdown { text: "one\n\n", line: 1 },
            Piece::Marker { name: "prediction", argument: "p", line: 3 },
            Piece::Markdown { text: "\ntwo {{not}}\n", line: 4 },
            Piece::Marker { name: "try-it", argument: "", line: 6 },
        ];
        assert_eq!(cut, expected);
    }
}
