//! The browser entry of the quiz.

#[cfg(target_arch = "wasm32")]
fn main() {
    bayplan::ui::mount(&[("quiz", bayplan::ui::quiz::mount)]);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("This program runs in a browser: `cargo xtask serve` builds the site and serves it.");
}
