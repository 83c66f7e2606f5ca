//! The browser entry of reading pages: the stage and the prediction of a lesson.

#[cfg(target_arch = "wasm32")]
fn main() {
    bayplan::ui::mount(&[
        ("stage", bayplan::ui::stage::mount),
        ("prediction", bayplan::ui::prediction::mount),
    ]);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("This program runs in a browser: `cargo xtask serve` builds the site and serves it.");
}
