//! The drawing as SVG text, for pages that are read without scripts.

use super::Icon;
use super::drawing::{Drawing, Part};
use super::text::push_number;

/// How a drawing is offered to assistive technology.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SvgRole {
    /// One picture with a name and a description.
    Picture,
    /// A group of things that can be selected.
    Interactive,
}

/// SVG text of a drawing. It has no `style` and no ids; the patterns and icons that it names stand once on the page, in its
/// hidden SVG.
pub fn svg_from_drawing(drawing: &Drawing, role: SvgRole) -> String {
    let Drawing { width, height, .. } = *drawing;
    let mut svg = String::new();
    let start = r#"<svg class="diagram" viewBox="0 0 $ $" width="$" height="$" role=""#;
    write(&mut svg, start, &[width, height, width, height]);
    svg.push_str(if role == SvgRole::Picture { "img" } else { "group" });
    svg.push_str(r#"" aria-label=""#);
    push_escaped(&mut svg, &drawing.title);
    svg.push_str("\">");
    if !drawing.description.is_empty() {
        svg.push_str("<desc>");
        push_escaped(&mut svg, &drawing.description);
        svg.push_str("</desc>");
    }
    for part in &drawing.parts {
        push_part(&mut svg, part, role);
    }
    svg.push_str("</svg>");
    svg
}

fn push_part(svg: &mut String, part: &Part, role: SvgRole) {
    svg.push_str(r#"<g class=""#);
    svg.push_str(&part.class);
    if role == SvgRole::Interactive {
        svg.push_str(r#"" data-id=""#);
        push_escaped(svg, &part.id);
    }
    if let Some(transform) = part.transform() {
        svg.push_str(r#"" transform=""#);
        svg.push_str(&transform);
    }
    if role == SvgRole::Interactive && part.is_selectable {
        svg.push_str(r#"" role="button" tabindex="-1" aria-pressed=""#);
        svg.push_str(if part.is_selected { "true" } else { "false" });
        svg.push_str(r#"" aria-label=""#);
        push_escaped(svg, &part.name);
    }
    for piece in [r#"">"#, &part.svg, &part.badge, "</g>"] {
        svg.push_str(piece);
    }
}

/// An icon of the page at a place and a size; see [`Icon::href`].
pub(super) fn push_icon(svg: &mut String, icon: Icon, x: i32, y: i32, size: i32) {
    write(svg, r##"<use class="gi" href="#i$" transform="translate($ $)"##, &[icon as i32, x, y]);
    svg.push_str(match size {
        12 => " scale(.5)",
        16 => " scale(.667)",
        18 => " scale(.75)",
        _ => "",
    });
    svg.push_str(r#""/>"#);
}

/// Adds a text with these numbers, each in place of a `$`.
pub(super) fn write(svg: &mut String, text: &str, numbers: &[i32]) {
    let mut numbers = numbers.iter();
    for byte in text.bytes() {
        match byte {
            b'$' => push_number(svg, numbers.next().copied().unwrap_or(0)),
            _ => svg.push(char::from(byte)),
        }
    }
}

pub(super) fn push_escaped(svg: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => svg.push_str("&amp;"),
            '<' => svg.push_str("&lt;"),
            '>' => svg.push_str("&gt;"),
            '"' => svg.push_str("&quot;"),
            _ => svg.push(character),
        }
    }
}

/// The patterns of the task blocks and the hatch of what is offline: once in each page with pictures.
#[cfg(not(target_arch = "wasm32"))]
pub const fn patterns() -> &'static str {
    concat!(
        "<defs>",
        r#"<pattern id="hatch" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-ink" width="3" height="9"/></pattern>"#,
        r#"<pattern id="pat-b" width="9" height="9" patternUnits="userSpaceOnUse"><g class="pat task-b"><path d="M-1 2.5L2.5-1M-1 7L7-1M0 10.5L10.5 0M5 10L10 5"/></g></pattern>"#,
        r#"<pattern id="pat-c" width="9" height="9" patternUnits="userSpaceOnUse"><g class="pat task-c"><circle class="pd" cx="3" cy="3" r="1.1"/><circle class="pd" cx="7.5" cy="7.5" r="1.1"/></g></pattern>"#,
        r#"<pattern id="pat-d" width="9" height="9" patternUnits="userSpaceOnUse"><g class="pat task-d"><path d="M0 2.5H9M0 7H9"/></g></pattern>"#,
        r#"<pattern id="pat-e" width="9" height="9" patternUnits="userSpaceOnUse"><g class="pat task-e"><path d="M2.5 0V9M7 0V9"/></g></pattern>"#,
        r#"<pattern id="pat-f" width="9" height="9" patternUnits="userSpaceOnUse"><g class="pat task-f"><path d="M0-2L12 10M-3 4L6 13"/></g></pattern>"#,
        r#"<pattern id="pat-g" width="9" height="9" patternUnits="userSpaceOnUse"><g class="pat task-g"><path d="M0 4.5H9M4.5 0V9"/></g></pattern>"#,
        r#"<pattern id="pat-h" width="9" height="9" patternUnits="userSpaceOnUse"><g class="pat task-h"><path d="M0 0L9 9M9 0L0 9"/></g></pattern>"#,
        "</defs>"
    )
}

#[cfg(test)]
mod tests {
    use super::super::{Node, Scene, View, drawing, layout};
    use super::*;

    fn svg(role: SvgRole) -> String {
        let mut scene: Scene = toml::from_str(include_str!("../../tests/scenes/panel-ec2.toml")).unwrap();
        scene.title = "a < b & \"c\"".to_owned();
        let sly = Node { label: "</text><script>".to_owned(), ..scene.nodes[0].clone() };
        scene.nodes.push(Node { id: "sly\"><script>".to_owned(), ..sly });
        svg_from_drawing(&drawing(&scene, &layout(&scene, 344), View::default()), role)
    }

    #[test]
    fn text_of_authors_is_escaped() {
        let svg = svg(SvgRole::Interactive);
        assert!(svg.contains("aria-label=\"a &lt; b &amp; &quot;c&quot;\""));
        assert!(!svg.contains("<script"));
    }

    #[test]
    fn a_drawing_has_no_style_and_no_ids_so_that_two_fit_on_a_page_with_a_strict_policy() {
        for role in [SvgRole::Picture, SvgRole::Interactive] {
            let svg = svg(role);
            assert!(!svg.contains(" style=") && !svg.contains(" id="));
            assert!(!svg.contains("<style"));
        }
        assert!(!patterns().contains("style"));
    }

    #[test]
    fn a_picture_holds_no_buttons() {
        assert!(!svg(SvgRole::Picture).contains("role=\"button\""));
        assert!(svg(SvgRole::Interactive).contains("aria-pressed=\"false\""));
    }

    #[test]
    fn every_pattern_that_a_drawing_names_is_defined() {
        let svg = svg(SvgRole::Picture);
        let named: Vec<_> = svg.split("url(#").skip(1).filter_map(|rest| rest.split(')').next()).collect();
        assert!(!named.is_empty());
        for pattern in named {
            assert!(patterns().contains(&["id=\"", pattern, "\""].concat()), "{pattern}");
        }
    }
}
