//! Icons as markup. They are decoration: the name always comes from the text beside them.

use maud::{Markup, PreEscaped, html};

use crate::diagram::Icon;

/// The icon at a size in CSS pixels.
pub fn icon(icon: Icon, size: u32) -> Markup {
    html! {
        svg class="i" width=(size) height=(size) viewBox="0 0 24 24" aria-hidden="true" { (PreEscaped(["<use href=\"", &icon.href(), "\"/>"].concat())) }
    }
}
