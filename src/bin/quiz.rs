//! The browser entry of the quiz, with what it needs in a frame.

#[cfg(target_arch = "wasm32")]
#[expect(clippy::unnecessary_wraps, reason = "the functions of chunks cannot fail, but fetching them can")]
mod browser {
    use bayplan::ui::frame::{Conversation, start_in_frame};
    use bayplan::ui::on_demand::{NotLoaded, chunk};
    use bayplan::ui::quiz::{self, Asking};

    #[chunk(asking, fallible)]
    fn asking() -> Result<&'static Asking, NotLoaded> {
        Ok(&Asking::ALL)
    }

    #[chunk(frame, fallible)]
    fn conversation() -> Result<&'static Conversation, NotLoaded> {
        Ok(&Conversation::ALL)
    }

    pub fn main() {
        bayplan::ui::mount(&[("quiz", |place| quiz::mount(place, || Box::pin(asking())))]);
        start_in_frame(|| Box::pin(conversation()));
    }
}

#[cfg(target_arch = "wasm32")]
use browser::main;

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("This program runs in a browser: `cargo xtask serve` builds the site and serves it.");
}
