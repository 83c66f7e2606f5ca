//! The scheduler workload (see `README.md` beside this) on the placement index and on its scan, for one page to time.
//!
//! It holds no clock: the page measures. It never ships. Natively it only prints the checksums. Start reading at
//! `workload.rs`.

mod board;
mod index;
#[cfg(target_arch = "wasm32")]
mod page;
mod workload;

fn main() {
    if cfg!(not(target_arch = "wasm32")) {
        for n in [10, 100, 1_000] {
            for profile in workload::PROFILES {
                let decisions = workload::n_decisions(n, profile).min(20_000);
                for answer in [index::Answer::Index, index::Answer::Scan] {
                    let mut indexed = index::Indexed::new(n, profile, answer);
                    let outcome = workload::drive(&mut indexed, n, profile, decisions);
                    println!(
                        "{n:>6} {profile:?} by {answer:?}: {:08x}, {} failed",
                        outcome.checksum, outcome.n_failed
                    );
                }
                let mut board = board::Board::new(n, profile);
                let outcome = workload::drive(&mut board, n, profile, decisions.min(2_000));
                println!(
                    "       on a board: {} failed, {} explained",
                    outcome.n_failed,
                    board.explain_last()
                );
            }
        }
    }
}
