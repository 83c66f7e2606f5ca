//! The drawing as SVG text, for pages that are read without scripts.

use super::drawing::{Drawing, Part, Shape, path_data, translation};
use super::{Icon, Rect};

/// How a drawing is offered to assistive technology.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SvgRole {
    /// One picture with a name and a description.
    Picture,
    /// A group of things that can be selected.
    Interactive,
    /// Decoration: hidden from assistive technology.
    Decoration,
}

/// SVG text of a drawing. It has no `style`, no ids, and needs the page to hold [`defs_svg`] once.
pub fn svg_from_drawing(drawing: &Drawing, role: SvgRole) -> String {
    let mut svg = String::with_capacity(64 + 400 * drawing.parts.len());
    svg.push_str("<svg class=\"diagram\" viewBox=\"0 0 ");
    push_number(&mut svg, drawing.width);
    svg += " ";
    push_number(&mut svg, drawing.height);
    svg.push_str("\" width=\"");
    push_number(&mut svg, drawing.width);
    svg.push_str("\" height=\"");
    push_number(&mut svg, drawing.height);
    svg += "\"";
    match role {
        SvgRole::Picture => attribute(&mut svg, "role", "img"),
        SvgRole::Interactive => attribute(&mut svg, "role", "group"),
        SvgRole::Decoration => attribute(&mut svg, "aria-hidden", "true"),
    }
    if role != SvgRole::Decoration {
        attribute(&mut svg, "aria-label", &drawing.title);
    }
    svg += ">";
    if role != SvgRole::Decoration && !drawing.description.is_empty() {
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
    svg.push_str("<g");
    attribute(svg, "class", &part.class);
    if role == SvgRole::Interactive {
        attribute(svg, "data-id", &part.id);
    }
    if let Some(transform) = part.transform() {
        attribute(svg, "transform", &transform);
    }
    if role == SvgRole::Interactive && part.is_selectable {
        svg.push_str(" role=\"button\" tabindex=\"-1\"");
        attribute(svg, "aria-pressed", if part.is_selected { "true" } else { "false" });
        attribute(svg, "aria-label", &part.name);
    }
    *svg += ">";
    for shape in &part.shapes {
        push_shape(svg, shape);
    }
    svg.push_str("</g>");
}

/// SVG text of one shape.
pub fn push_shape(svg: &mut String, shape: &Shape) {
    match shape {
        Shape::Rect { class, rect, radius, fill } => push_rect(svg, class, *rect, *radius, *fill),
        Shape::Text { class, x, y, text, tail } => {
            svg.push_str("<text");
            class_attribute(svg, class);
            number(svg, "x", *x);
            number(svg, "y", *y);
            *svg += ">";
            push_escaped(svg, text);
            if let Some((class, text)) = tail {
                svg.push_str("<tspan dx=\"2\"");
                class_attribute(svg, class);
                svg.push_str("> ");
                push_escaped(svg, text);
                svg.push_str("</tspan>");
            }
            // White space is not drawn here, but keeps words apart for programs that read the text of a part.
            svg.push_str("</text>\n");
        }
        Shape::Icon { icon, x, y, size } => push_icon(svg, *icon, *x, *y, *size),
        Shape::Line { points, radius } => push_path(svg, "ln", &path_data(points, *radius)),
        Shape::Path { class, d } => push_path(svg, class, d),
        Shape::Circle { class, x, y, r } => {
            svg.push_str("<circle");
            class_attribute(svg, class);
            number(svg, "cx", *x);
            number(svg, "cy", *y);
            number(svg, "r", *r);
            svg.push_str("/>");
        }
        Shape::Nested { class, shapes } => {
            svg.push_str("<g");
            class_attribute(svg, class);
            *svg += ">";
            for shape in shapes {
                push_shape(svg, shape);
            }
            svg.push_str("</g>");
        }
    }
}

fn push_rect(svg: &mut String, class: &str, rect: Rect, radius: i32, fill: Option<&str>) {
    svg.push_str("<rect");
    class_attribute(svg, class);
    number(svg, "x", rect.x);
    number(svg, "y", rect.y);
    number(svg, "width", rect.w);
    number(svg, "height", rect.h);
    number(svg, "rx", radius);
    if let Some(fill) = fill {
        attribute(svg, "fill", fill);
    }
    svg.push_str("/>");
}

fn push_path(svg: &mut String, class: &str, d: &str) {
    svg.push_str("<path");
    class_attribute(svg, class);
    attribute(svg, "d", d);
    svg.push_str("/>");
}

fn push_icon(svg: &mut String, icon: Icon, x: i32, y: i32, size: i32) {
    svg.push_str("<g class=\"gi\" transform=\"");
    svg.push_str(&icon_transform(x, y, size));
    svg.push_str("\">");
    svg.push_str(icon.markup());
    svg.push_str("</g>");
}

/// The `transform` that puts a 24 px icon at a place and a size.
pub fn icon_transform(x: i32, y: i32, size: i32) -> String {
    let mut transform = translation(x, y);
    transform.push_str(match size {
        12 => " scale(.5)",
        16 => " scale(.667)",
        18 => " scale(.75)",
        _ => "",
    });
    transform
}

fn class_attribute(svg: &mut String, class: &str) {
    if !class.is_empty() {
        attribute(svg, "class", class);
    }
}

fn attribute(svg: &mut String, name: &str, value: &str) {
    *svg += " ";
    svg.push_str(name);
    svg.push_str("=\"");
    push_escaped(svg, value);
    *svg += "\"";
}

fn number(svg: &mut String, name: &str, value: i32) {
    *svg += " ";
    svg.push_str(name);
    svg.push_str("=\"");
    push_number(svg, value);
    *svg += "\"";
}

fn push_number(svg: &mut String, value: i32) {
    svg.push_str(&value.to_string());
}

fn push_escaped(svg: &mut String, text: &str) {
    let mut rest = text;
    // Whole pieces, because single characters take longer.
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"')) {
        let Some((plain, after)) = rest.split_at_checked(at) else { break };
        svg.push_str(plain);
        svg.push_str(match after.as_bytes() {
            [b'&', ..] => "&amp;",
            [b'<', ..] => "&lt;",
            [b'>', ..] => "&gt;",
            _ => "&quot;",
        });
        rest = after.get(1..).unwrap_or_default();
    }
    svg.push_str(rest);
}

/// The hidden SVG with the patterns of the task blocks and the hatch of what is offline: once in each page.
/// It must not be `display: none`, which would take the patterns away; the class `defs` takes it out of the flow.
pub const fn defs_svg() -> &'static str {
    concat!(
        r#"<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>"#,
        r#"<pattern id="hatch" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-ink" width="3" height="9"/></pattern>"#,
        r#"<pattern id="pat-b" width="9" height="9" patternUnits="userSpaceOnUse"><g class="pat task-b"><path d="M-1 2.5L2.5-1M-1 7L7-1M0 10.5L10.5 0M5 10L10 5"/></g></pattern>"#,
        r#"<pattern id="pat-c" width="9" height="9" patternUnits="userSpaceOnUse"><g class="pat task-c"><circle class="pd" cx="3" cy="3" r="1.1"/><circle class="pd" cx="7.5" cy="7.5" r="1.1"/></g></pattern>"#,
        r#"<pattern id="pat-d" width="9" height="9" patternUnits="userSpaceOnUse"><g class="pat task-d"><path d="M0 2.5H9M0 7H9"/></g></pattern>"#,
        r#"<pattern id="pat-e" width="9" height="9" patternUnits="userSpaceOnUse"><g class="pat task-e"><path d="M2.5 0V9M7 0V9"/></g></pattern>"#,
        r#"<pattern id="pat-f" width="9" height="9" patternUnits="userSpaceOnUse"><g class="pat task-f"><path d="M0-2L12 10M-3 4L6 13"/></g></pattern>"#,
        r#"<pattern id="pat-g" width="9" height="9" patternUnits="userSpaceOnUse"><g class="pat task-g"><path d="M0 4.5H9M4.5 0V9"/></g></pattern>"#,
        r#"<pattern id="pat-h" width="9" height="9" patternUnits="userSpaceOnUse"><g class="pat task-h"><path d="M0 0L9 9M9 0L0 9"/></g></pattern>"#,
        "</defs></svg>"
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
        for role in [SvgRole::Picture, SvgRole::Interactive, SvgRole::Decoration] {
            let svg = svg(role);
            assert!(!svg.contains(" style=") && !svg.contains(" id="));
            assert!(!svg.contains("<style"));
        }
        assert!(!defs_svg().contains("style"));
    }

    #[test]
    fn a_picture_holds_no_buttons_and_a_decoration_no_name() {
        assert!(!svg(SvgRole::Picture).contains("role=\"button\""));
        assert!(svg(SvgRole::Interactive).contains("aria-pressed=\"false\""));
        assert!(!svg(SvgRole::Decoration).contains("aria-label"));
    }

    #[test]
    fn every_pattern_that_a_drawing_names_is_defined() {
        let svg = svg(SvgRole::Picture);
        let named: Vec<_> = svg.split("url(#").skip(1).filter_map(|rest| rest.split(')').next()).collect();
        assert!(!named.is_empty());
        for pattern in named {
            assert!(defs_svg().contains(&["id=\"", pattern, "\""].concat()), "{pattern}");
        }
    }
}
