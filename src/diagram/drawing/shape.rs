//! Shapes as SVG text.

use crate::diagram::Rect;
use crate::diagram::svg::{push_escaped, write};

/// `<g>` with a class around what is drawn next, up to `</g>`: badges, tags, pills.
pub(super) fn group(svg: &mut String, class: &str) {
    start(svg, "<g", class);
    *svg += ">";
}

/// `<rect>`, with the radius of its corners.
pub(super) fn rect(svg: &mut String, class: &str, at: &Rect, radius: i32) {
    filled_rect(svg, class, at, radius, "");
}

/// The same, filled with a pattern from the shared definitions of the page, if there is any.
pub(super) fn filled_rect(svg: &mut String, class: &str, at: &Rect, radius: i32, pattern: &str) {
    start(svg, "<rect", class);
    write(svg, r#" x="$" y="$" width="$" height="$" rx="$""#, &[at.x, at.y, at.w, at.h, radius]);
    if !pattern.is_empty() {
        svg.push_str(" fill=\"url(#");
        svg.push_str(pattern);
        svg.push_str(")\"");
    }
    svg.push_str("/>");
}

/// `<text>`, placed by the left end (or, by class, the middle) of its base line.
pub(super) fn text(svg: &mut String, class: &str, x: i32, y: i32, words: &str) {
    text_with_tail(svg, class, x, y, words, "");
}

/// The same, with more and quieter words 6 px after, if there are any.
pub(super) fn text_with_tail(svg: &mut String, class: &str, x: i32, y: i32, words: &str, tail: &str) {
    start(svg, "<text", class);
    write(svg, r#" x="$" y="$">"#, &[x, y]);
    push_escaped(svg, words);
    if !tail.is_empty() {
        svg.push_str(r#"<tspan dx="2" class="gs"> "#);
        push_escaped(svg, tail);
        svg.push_str("</tspan>");
    }
    // White space is not drawn here, but keeps words apart for programs that read the text of a part.
    svg.push_str("</text>\n");
}

fn start(svg: &mut String, tag: &str, class: &str) {
    svg.push_str(tag);
    if !class.is_empty() {
        svg.push_str(r#" class=""#);
        svg.push_str(class);
        *svg += "\"";
    }
}
