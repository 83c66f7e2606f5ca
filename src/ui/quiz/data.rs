//! The learner's data: to a file, from a file, or gone.

use leptos::task::spawn_local;
use leptos::web_sys::{HtmlInputElement, HtmlTextAreaElement};
use wasm_bindgen::JsCast;

use crate::share::progress::encode;
use crate::ui::mount::document;
use crate::ui::part::{Part, html};
use crate::ui::sandbox::button::button;
use crate::ui::sandbox::note::paragraph;
use crate::ui::signal::RwSignal;
use crate::ui::{clipboard, live};

use super::desk::Desk;
use super::text;

/// A closed part at the end of the page.
pub fn data(desk: Desk) -> Part {
    let said = RwSignal::new(String::new());
    let is_asked = RwSignal::new(false);
    let wipe = move || {
        if is_asked.get() {
            let yes = button("btn sm dng", move || {
                is_asked.set(false);
                desk.wipe();
                live::say(text::WIPED);
            });
            let no = button("btn sm", move || is_asked.set(false)).text(text::KEEP_ALL);
            vec![
                paragraph("small", text::WIPE_QUESTION),
                html("div").class("row wrap").with(yes.text(text::WIPE_NOW)).with(no),
            ]
        } else {
            vec![button("btn sm", move || is_asked.set(true)).text(text::WIPE)]
        }
    };
    let copy = copied_text("my-progress", text::MY_PROGRESS, move || desk.progress.with(|it| encode(it, 1)));
    html("details")
        .class("panel q-data")
        .with(html("summary").text(text::YOUR_DATA))
        .with(paragraph("small t2", text::YOUR_DATA_LEAD))
        .with(copy)
        .with(import(desk, said))
        .with(html("p").class("small").attr("role", "status").text_by(move || said.get()))
        .with(html("div").inside_by(wipe))
}

fn import(desk: Desk, said: RwSignal<String>) -> Part {
    let area =
        html("textarea").class("inp").attr("id", "import").attr("rows", "3").attr("spellcheck", "false");
    let take = button("btn sm", move || {
        let Some(area) = document().get_element_by_id("import") else { return };
        let area: &HtmlTextAreaElement = area.unchecked_ref();
        said.set(match desk.import(area.value().trim()) {
            Ok(()) => {
                area.set_value("");
                text::IMPORTED.to_owned()
            }
            Err(error) => text::sentence(&error.to_string()),
        });
    });
    html("div")
        .class("field")
        .with(html("label").attr("for", "import").text(text::IMPORT))
        .with(area)
        .with(html("div").with(take.text(text::TAKE_IN)))
}

/// A text that can be copied: by the button, or by hand where the browser does not let the page.
pub fn copied_text(id: &'static str, name: &str, value: impl Fn() -> String + 'static) -> Part {
    let field = html("input")
        .class("inp")
        .attr("id", id)
        .attr("type", "text")
        .attr("readonly", "")
        .attr_by("value", move || Some(value()));
    let copy = button("btn sm", move || {
        let Some(field) = document().get_element_by_id(id) else { return };
        let field: &HtmlInputElement = field.unchecked_ref();
        // Selected in any case, so that it can be copied by hand.
        field.select();
        let value = field.value();
        spawn_local(async move {
            live::say(if clipboard::copy(&value).await { text::COPIED } else { text::COPY_BY_HAND });
        });
    });
    html("div")
        .class("field")
        .with(html("label").attr("for", id).text(name))
        .with(html("div").class("q-copy").with(field).with(copy.text(text::COPY)))
}
