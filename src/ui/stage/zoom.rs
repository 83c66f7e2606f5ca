//! How near a picture is looked at: its buttons and keys. What they do is a chunk, [`Viewing`], which comes when a learner
//! points at a picture for the first time.

use super::text;
use super::viewing::Viewing;
use crate::diagram::Icon;
use crate::ui::icon::icon;
use crate::ui::on_demand::{FAILED, Load, soon};
use crate::ui::part::{Part, html};
use crate::ui::signal::{RwSignal, StoredValue};
use leptos::web_sys::{Element, KeyboardEvent};
use wasm_bindgen::JsCast;

/// The size at which a picture is seen whole, in percent.
pub const WHOLE: f64 = 100.0;

/// The largest size.
pub const NEAREST: f64 = 800.0;

/// What a learner wants of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Larger.
    Nearer,
    /// Smaller.
    Farther,
    /// All of it.
    Whole,
    /// As a file that is sharp at every size.
    Svg,
    /// As a file that every program takes.
    Png,
}

/// A picture that can be looked at more closely.
#[derive(Clone, Copy)]
pub struct Picture {
    /// The `<figure>` around it.
    pub figure: StoredValue<Element>,
    /// Its size, in percent of the size at which it is seen whole.
    pub percent: RwSignal<f64>,
    /// The name of its file, without an ending.
    pub file: StoredValue<String>,
    /// What went wrong last.
    pub note: RwSignal<&'static str>,
}

impl Picture {
    /// The picture in a figure, seen whole.
    pub fn new(figure: &Part, file: String) -> Self {
        Self {
            figure: StoredValue::new(figure.element().clone()),
            percent: RwSignal::new(WHOLE),
            file: StoredValue::new(file),
            note: RwSignal::new(""),
        }
    }
}

/// Adds buttons to a figure, and keys that do the same. `menu` is the id of its menu.
pub fn add(figure: Part, picture: Picture, load: Load<Viewing>, menu: &str) -> Part {
    let is_watched = StoredValue::new(false);
    let ask = move |wish: Option<Wish>| {
        soon(async move {
            match load().await {
                Ok(viewing) => {
                    picture.note.set("");
                    if !is_watched.get_value() {
                        is_watched.set_value(true);
                        (viewing.watch)(picture);
                    }
                    if let Some(wish) = wish {
                        (viewing.grant)(picture, wish);
                    }
                }
                Err(_) if wish.is_some() => picture.note.set(FAILED),
                // Who only came by has missed nothing.
                Err(_) => {}
            }
        });
    };
    let come_by = move || {
        if !is_watched.get_value() {
            ask(None);
        }
    };
    figure
        .on("pointerenter", move |_| come_by())
        .on("focusin", move |_| come_by())
        .on("keydown", move |event| {
            if let Some(wish) = wish_of_key(event.unchecked_ref()) {
                event.prevent_default();
                ask(Some(wish));
            }
        })
        .with(bar(picture, menu, move |wish| ask(Some(wish))))
        .with(
            html("p")
                .class("tiny view-note")
                .attr("role", "status")
                .text_by(move || picture.note.get().to_owned()),
        )
}

fn wish_of_key(event: &KeyboardEvent) -> Option<Wish> {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return None;
    }
    match event.key().as_str() {
        "+" | "=" => Some(Wish::Nearer),
        "-" => Some(Wish::Farther),
        "0" => Some(Wish::Whole),
        _ => None,
    }
}

/// The buttons stand behind the picture in the order of Tab, which leads to the picture first.
fn bar(picture: Picture, menu: &str, ask: impl Fn(Wish) + Copy + 'static) -> Part {
    let percent = picture.percent;
    let whole = button("btn sm ghost view-whole", move || ask(Wish::Whole))
        .attr_by("aria-label", move || Some(text::whole(percent.get())))
        .text_by(move || text::percent(percent.get()));
    let save = html("button")
        .class("btn sm ghost")
        .attr("type", "button")
        .attr("popovertarget", menu)
        .attr("aria-label", text::DOWNLOAD)
        .with(icon(Icon::Download));
    html("span")
        .class("view-bar")
        .attr("role", "group")
        .attr("aria-label", text::ZOOM)
        .with(
            button("btn sm ghost", move || ask(Wish::Farther))
                .attr("aria-label", text::ZOOM_OUT)
                .is("aria-disabled", move || percent.get() <= WHOLE)
                .with(icon(Icon::Minus)),
        )
        .with(whole)
        .with(
            button("btn sm ghost", move || ask(Wish::Nearer))
                .attr("aria-label", text::ZOOM_IN)
                .is("aria-disabled", move || percent.get() >= NEAREST)
                .with(icon(Icon::Plus)),
        )
        .with(save)
        .with(kinds_of_file(menu, ask))
}

/// A popover that the browser opens and closes.
fn kinds_of_file(menu: &str, ask: impl Fn(Wish) + Copy + 'static) -> Part {
    let kind = |wish, name| {
        button("btn", move || ask(wish))
            .attr("popovertarget", menu)
            .attr("popovertargetaction", "hide")
            .text(name)
    };
    html("div")
        .class("panel stage-keys view-menu")
        .attr("id", menu)
        .attr("popover", "")
        .with(html("h3").text(text::DOWNLOAD))
        .with(html("p").class("small").text(text::DOWNLOAD_HINT))
        .with(kind(Wish::Svg, text::AS_SVG))
        .with(kind(Wish::Png, text::AS_PNG))
}

fn button(class: &str, press: impl Fn() + 'static) -> Part {
    html("button").class(class).attr("type", "button").on("click", move |_| press())
}
