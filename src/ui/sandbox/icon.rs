//! Draws the signs on buttons and rows. Screen readers never hear them: the name comes from words.

use leptos::prelude::*;

use crate::diagram::Icon;

/// An icon at any size, in px, in the color of the text around it.
pub fn icon_of_size(icon: Icon, px: &'static str) -> AnyView {
    view! {
        <svg class="i" width=px height=px viewBox="0 0 24 24" aria-hidden="true" inner_html=icon.markup()></svg>
    }
    .into_any()
}
