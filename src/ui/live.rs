//! What a screen reader hears: one polite region a page, outside every island, with one sentence at a time.

use super::clock::{self, Timer};
use super::mount::document;
use std::cell::RefCell;

/// Long enough for a browser to notice that the region was emptied, so that a repeated sentence is spoken again.
const PAUSE_MS: u32 = 80;

thread_local! {
    static PENDING: RefCell<Option<Timer>> = const { RefCell::new(None) };
}

/// Says one sentence. Of several within one gesture only the last is spoken.
pub fn say(sentence: impl Into<String>) {
    let sentence = sentence.into();
    write("");
    let timer = clock::after(PAUSE_MS, move || write(&sentence));
    PENDING.with(|pending| pending.replace(Some(timer)));
}

fn write(sentence: &str) {
    if let Some(region) = document().get_element_by_id("live") {
        region.set_text_content(Some(sentence));
    }
}
