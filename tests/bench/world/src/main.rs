//! A world in which fifty tasks behind one ALB get a thousand requests a second, for somebody else to time.
//!
//! It holds no clock: the page, or `cargo xtask bench world`, measures. It never ships. Natively it lets as many seconds
//! pass as its argument says.

mod board;
#[cfg(target_arch = "wasm32")]
mod page;

fn main() {
    if cfg!(not(target_arch = "wasm32")) {
        let seconds = std::env::args().nth(1).and_then(|it| it.parse().ok()).unwrap_or(1_000);
        let mut simulation = board::started();
        board::play(&mut simulation, seconds);
        let requests = simulation.world().load_balancers[0].total;
        println!("{seconds} s: {} requests, {} served", requests.sent, requests.served);
    }
}
