//! A picture as a file of its own: what the style sheet says of it is written into it, in the theme of the page.

use crate::ui::mount::{document, window};
use crate::ui::part::svg;
use leptos::web_sys::{Element, XmlSerializer};
use wasm_bindgen::JsCast;

/// What parts inherit from what is around them.
const INHERITED: [&str; 12] = [
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "color",
    "font-family",
    "font-size",
    "font-weight",
    "text-anchor",
];

/// What parts have for themselves, and what it is when nobody says so.
const OWN: [(&str, &str); 2] = [("opacity", "1"), ("display", "inline")];

/// What only a page needs.
const OF_THE_PAGE: [&str; 7] =
    ["class", "style", "role", "tabindex", "aria-pressed", "aria-label", "data-id"];

/// Free room around the picture.
const MARGIN: u32 = 16;

/// A file.
pub struct File {
    /// The text of the SVG.
    pub text: String,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

/// The file of a picture.
pub fn file(drawing: &Element) -> Option<File> {
    let copy: Element = drawing.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
    let name = copy.get_attribute("aria-label").unwrap_or_default();
    if let Ok(Some(ring)) = copy.query_selector(".focus-ring") {
        ring.remove();
    }
    bring_icons(&copy);
    write(drawing, &copy, None);
    let side = |name| drawing.get_attribute(name)?.parse::<u32>().ok().map(|it| it + 2 * MARGIN);
    let (width, height) = (side("width")?, side("height")?);
    let view_box = format!("-{MARGIN} -{MARGIN} {width} {height}");
    for (name, value) in
        [("viewBox", &view_box), ("width", &width.to_string()), ("height", &height.to_string())]
    {
        let _ = copy.set_attribute(name, value);
    }
    // In the order in which they end up, each before what was first.
    let first =
        [Some(ground(drawing, width, height)), patterns(), Some(svg("title").text(&name).element().clone())];
    for part in first.into_iter().flatten() {
        let _ = copy.insert_before(&part, copy.first_child().as_ref());
    }
    let text = XmlSerializer::new().ok()?.serialize_to_string(&copy).ok()?;
    Some(File { text, width, height })
}

fn ground(drawing: &Element, width: u32, height: u32) -> Element {
    let ground =
        drawing.closest(".stage-b").ok().flatten().map(|it| values(&it, &["background-color"]).concat());
    let corner = format!("-{MARGIN}");
    svg("rect")
        .attr("x", &corner)
        .attr("y", &corner)
        .attr("width", &width.to_string())
        .attr("height", &height.to_string())
        .attr("fill", &ground.unwrap_or_default())
        .element()
        .clone()
}

/// A page holds each icon once, outside of its pictures; in a file it stands wherever it is seen.
fn bring_icons(copy: &Element) -> Option<()> {
    while let Some(named) = copy.query_selector("use").ok()? {
        let icon = document().query_selector(&named.get_attribute("href")?).ok()??;
        let icon: Element = icon.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
        icon.remove_attribute("id").ok()?;
        icon.set_attribute("transform", &named.get_attribute("transform")?).ok()?;
        named.replace_with_with_node_1(&icon).ok()?;
    }
    Some(())
}

/// The patterns that tasks are filled with stand once on the page, for all pictures.
fn patterns() -> Option<Element> {
    let patterns = document().query_selector(".defs > defs").ok()??;
    let copy: Element = patterns.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
    write(&patterns, &copy, None);
    Some(copy)
}

/// Writes into a copy what the style sheet says of the original, as far as it differs from what is around it.
fn write(original: &Element, copy: &Element, around: Option<&[String]>) {
    let inherited = values(original, &INHERITED);
    for (at, name) in INHERITED.into_iter().enumerate() {
        if around.is_none_or(|around| around[at] != inherited[at]) {
            let _ = copy.set_attribute(name, &inherited[at]);
        }
    }
    for ((name, usual), value) in OWN.into_iter().zip(values(original, &OWN.map(|(name, _)| name))) {
        // The picture itself is a block of its page.
        if value != usual && around.is_some() {
            let _ = copy.set_attribute(name, &value);
        }
    }
    for name in OF_THE_PAGE {
        let _ = copy.remove_attribute(name);
    }
    let (originals, copies) = (original.children(), copy.children());
    for at in 0..originals.length() {
        if let (Some(original), Some(copy)) = (originals.item(at), copies.item(at)) {
            write(&original, &copy, Some(&inherited));
        }
    }
}

fn values(element: &Element, names: &[&str]) -> Vec<String> {
    let style = window().get_computed_style(element).ok().flatten();
    let value =
        |name: &&str| style.as_ref().and_then(|it| it.get_property_value(name).ok()).unwrap_or_default();
    names.iter().map(value).collect()
}
