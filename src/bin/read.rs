//! The browser entry of reading pages: the stage and the prediction of a lesson, with what they need in a frame, the
//! map of the course, and what the page for teachers shows of a link.

#[cfg(target_arch = "wasm32")]
#[expect(clippy::unnecessary_wraps, reason = "the functions of chunks cannot fail, but fetching them can")]
mod browser {
    use bayplan::ui::course::{self, Course};
    use bayplan::ui::frame::{Conversation, start_in_frame};
    use bayplan::ui::on_demand::{NotLoaded, chunk};
    use bayplan::ui::qr_code::{self, Codes};
    use bayplan::ui::stage::{self, Viewing};

    #[chunk(frame, fallible)]
    fn conversation() -> Result<&'static Conversation, NotLoaded> {
        Ok(&Conversation::ALL)
    }

    #[chunk(course, fallible)]
    fn course() -> Result<&'static Course, NotLoaded> {
        Ok(&Course::ALL)
    }

    #[chunk(qr_codes, fallible)]
    fn codes() -> Result<&'static Codes, NotLoaded> {
        Ok(&Codes::ALL)
    }

    #[chunk(viewing, fallible)]
    fn viewing() -> Result<&'static Viewing, NotLoaded> {
        Ok(&Viewing::ALL)
    }

    pub fn main() {
        bayplan::ui::mount(&[
            ("stage", |place| stage::mount(place, || Box::pin(viewing()))),
            ("prediction", bayplan::ui::prediction::mount),
            ("course", |place| course::mount(place, || Box::pin(course()))),
            ("qr-code", |place| qr_code::mount(place, || Box::pin(codes()))),
        ]);
        course::watch(|| Box::pin(course()));
        start_in_frame(|| Box::pin(conversation()));
    }
}

#[cfg(target_arch = "wasm32")]
use browser::main;

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("This program runs in a browser: `cargo xtask serve` builds the site and serves it.");
}
