//! The browser entry of the sandbox.

#[cfg(target_arch = "wasm32")]
fn main() {
    bayplan::ui::mount(&[("sandbox", bayplan::ui::sandbox::sandbox)]);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("This program runs in a browser: `cargo xtask serve` builds the site and serves it.");
}
