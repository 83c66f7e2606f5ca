//! Icons as elements. They are never read aloud: the word beside an icon is its name. What is
//! drawn stands once on the page: `site::defs` says which icons a page holds.

use super::part::{Part, svg};
use crate::diagram::Icon;

/// An icon at 18 px, in the color of the text around it.
pub fn icon(icon: Icon) -> Part {
    icon_of_size(icon, "18")
}

/// An icon at any size, in px.
pub fn icon_of_size(icon: Icon, px: &str) -> Part {
    svg("svg")
        .class("i")
        .attr("width", px)
        .attr("height", px)
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .with(svg("use").attr("href", &icon.href()))
}
