//! What a screen reader hears: one polite region a page, outside every island, with one sentence at a time.

use super::clock::{self, Timer};
use super::mount::document;
use std::cell::RefCell;

/// Long enough for a browser to notice that the region was emptied, so that a repeated sentence is spoken again.
const PAUSE_MS: u32 = 80;

/// While something plays, a sentence is not cut off by the next one sooner than this.
const CALM_MS: u32 = 2000;

thread_local! {
    static PENDING: RefCell<Option<Timer>> = const { RefCell::new(None) };
    static CALM: RefCell<Calm> = const { RefCell::new(Calm { timer: None, waiting: None }) };
}

struct Calm {
    timer: Option<Timer>,
    waiting: Option<String>,
}

/// Says one sentence. Of several within one gesture only the last is spoken.
pub fn say(sentence: impl Into<String>) {
    let sentence = sentence.into();
    write("");
    let timer = clock::after(PAUSE_MS, move || write(&sentence));
    PENDING.with(|pending| pending.replace(Some(timer)));
}

/// Says one sentence, at most once in two seconds: of those in between only the last is spoken.
pub fn say_calmly(sentence: String) {
    CALM.with_borrow_mut(|calm| {
        if calm.timer.is_some() {
            calm.waiting = Some(sentence);
        } else {
            say(sentence);
            calm.timer = Some(clock::after(CALM_MS, end_of_calm));
        }
    });
}

fn end_of_calm() {
    let waiting = CALM.with_borrow_mut(|calm| {
        calm.timer = None;
        calm.waiting.take()
    });
    if let Some(sentence) = waiting {
        say_calmly(sentence);
    }
}

fn write(sentence: &str) {
    if let Some(region) = document().get_element_by_id("live") {
        region.set_text_content(Some(sentence));
    }
}
