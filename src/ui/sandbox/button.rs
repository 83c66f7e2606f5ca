//! Buttons, as every panel of the sandbox uses them.

use crate::diagram::Icon;
use crate::ui::icon::icon_of_size;
use crate::ui::part::{Part, html};

/// A button with a class. What it shows is added by the caller.
pub fn button(class: &str, act: impl Fn() + 'static) -> Part {
    html("button").class(class).attr("type", "button").on("click", move |_| act())
}

/// A button that shows a sign; its name is heard, and shown on hover.
pub fn icon_button(class: &str, sign: Icon, name: &str, act: impl Fn() + 'static) -> Part {
    button(class, act).attr("aria-label", name).attr("title", name).with(icon_of_size(sign, "16"))
}

impl Part {
    /// Says that a button does nothing now, but leaves it focusable.
    #[must_use]
    pub fn disabled_by(self, is_disabled: impl Fn() -> bool + 'static) -> Self {
        self.attr_by("aria-disabled", move || is_disabled().then(|| "true".to_owned()))
    }
}
