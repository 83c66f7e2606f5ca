//! What the reader asked the browser or the system for.

use super::mount::{document, window};

/// Whether things should stand still instead of travelling.
pub fn reduced_motion() -> bool {
    let asked = document().document_element().and_then(|it| it.get_attribute("data-motion"));
    asked.as_deref() == Some("off")
        || window()
            .match_media("(prefers-reduced-motion: reduce)")
            .ok()
            .flatten()
            .is_some_and(|it| it.matches())
}

/// Whether the page shows one part at a time, as on a phone. The width is that of the style sheet.
pub fn is_phone() -> bool {
    window().match_media("(max-width: 640px)").ok().flatten().is_some_and(|it| it.matches())
}
