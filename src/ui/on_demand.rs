//! Code that comes on demand: parts of the program that are fetched when a learner first needs them.
//!
//! Such a part, a chunk, is a struct of functions; the entry under `src/bin` hands it out by a function marked
//! [`chunk`]. The build moves into the chunk whatever is reached through that function alone: one ordinary call from
//! elsewhere, and it stays in what every visitor loads. `cargo xtask bench sizes` lists the chunks.
//! Start reading at [`on_demand`], which shows what a chunk makes.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

pub use wasm_split_helpers::{SplitLoaderError as NotLoaded, wasm_split as chunk};

use super::part::{Part, html, keep};
use crate::ui::signal::RwSignal;

const COMING: &str = "One moment: this part is on its way.";
/// What a place says whose part did not arrive.
pub const FAILED: &str =
    "This part did not arrive: the network, the server or a content blocker held it back.";
const TRY_AGAIN: &str = "Try again";

/// Runs something that has to wait, even before any island is mounted.
pub fn soon(run: impl Future<Output = ()> + 'static) {
    js_sys::futures::spawn_local(run);
}

/// Fetches a chunk, once; what failed is fetched again.
pub type Load<T> = fn() -> Pin<Box<dyn Future<Output = Result<&'static T, NotLoaded>>>>;

type Make = Box<dyn FnOnce() -> Vec<Part>>;
type Loading = Pin<Box<dyn Future<Output = Result<Make, NotLoaded>>>>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Arrival {
    NotWanted,
    Coming,
    Failed,
    Here,
}

/// A place for something whose code is fetched as soon as it is wanted. When it does not arrive, the place says so and
/// offers to try again.
pub fn on_demand<T: 'static>(
    is_wanted: impl Fn() -> bool + 'static,
    load: Load<T>,
    view: impl Fn(&'static T) -> Vec<Part> + 'static,
) -> Part {
    let view = Rc::new(view);
    let load = move || -> Loading {
        let view = view.clone();
        Box::pin(async move {
            let chunk = load().await?;
            let make: Make = Box::new(move || view(chunk));
            Ok(make)
        })
    };
    place(Box::new(is_wanted), Rc::new(load))
}

fn place(is_wanted: Box<dyn Fn() -> bool>, load: Rc<dyn Fn() -> Loading>) -> Part {
    let arrival = RwSignal::new(Arrival::NotWanted);
    let arrived: Rc<RefCell<Option<Make>>> = Rc::default();
    let arriving = arrived.clone();
    let ask = Rc::new(move || {
        let (loading, arriving) = (load(), arriving.clone());
        arrival.set(Arrival::Coming);
        soon(async move {
            let next = match loading.await {
                Ok(make) => {
                    arriving.replace(Some(make));
                    Arrival::Here
                }
                Err(_) => Arrival::Failed,
            };
            // The page may have taken the place away meanwhile.
            arrival.set(next);
        });
    });
    let ask_again = ask.clone();
    keep(Box::new(move || {
        if is_wanted() && arrival.get_untracked() == Arrival::NotWanted {
            ask();
        }
    }));
    let inside = move || match arrival.get() {
        Arrival::NotWanted => vec![],
        Arrival::Coming => vec![html("p").class("tiny muted").attr("role", "status").text(COMING)],
        Arrival::Failed => vec![failed(ask_again.clone())],
        Arrival::Here => arrived.take().map(|make| make()).unwrap_or_default(),
    };
    html("div").class("demand").is("aria-busy", move || arrival.get() == Arrival::Coming).inside_by(inside)
}

fn failed(ask: Rc<dyn Fn()>) -> Part {
    let again = html("button").class("btn sm").attr("type", "button").on("click", move |_| ask());
    let words = html("p").text(FAILED);
    html("div").class("empty").attr("role", "alert").with(words).with(again.text(TRY_AGAIN))
}
