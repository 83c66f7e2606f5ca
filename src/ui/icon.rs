//! Icons as elements. They are never read aloud: the word beside an icon is its name.

use crate::diagram::Icon;
use leptos::prelude::*;

/// An icon at 18 px, in the color of the text around it.
pub fn icon(icon: Icon) -> AnyView {
    icon_of_size(icon, "18")
}

/// An icon at any size, in px.
pub fn icon_of_size(icon: Icon, px: &'static str) -> AnyView {
    view! {
        <svg class="i" width=px height=px viewBox="0 0 24 24" aria-hidden="true" inner_html=icon.markup()></svg>
    }
    .into_any()
}
