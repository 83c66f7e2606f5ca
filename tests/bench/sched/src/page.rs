//! What the page can call. One call drives many decisions: a call for each would measure the crossing.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::board::Board;
use crate::index::{Answer, Indexed};
use crate::workload::{self, Profile};

fn profile(tasks_per_instance: u32) -> Profile {
    if tasks_per_instance < 20 { Profile::Class } else { Profile::Dense }
}

/// A cluster that is ready to be driven.
#[wasm_bindgen]
pub struct Cluster {
    n: u32,
    profile: Profile,
    indexed: Indexed,
}

#[wasm_bindgen]
impl Cluster {
    /// An empty cluster of `n` instances, answered by the index or by a scan.
    #[wasm_bindgen(constructor)]
    pub fn new(n: u32, tasks_per_instance: u32, by_scan: bool) -> Self {
        let profile = profile(tasks_per_instance);
        let answer = if by_scan { Answer::Scan } else { Answer::Index };
        Self { n, profile, indexed: Indexed::new(n, profile, answer) }
    }

    /// Drives the workload and gives its checksum.
    pub fn drive(&mut self, n_decisions: u32) -> u32 {
        workload::drive(&mut self.indexed, self.n, self.profile, n_decisions).checksum
    }
}

/// A whole board that is ready to be driven.
#[wasm_bindgen]
pub struct Sandbox {
    n: u32,
    profile: Profile,
    board: Board,
}

#[wasm_bindgen]
impl Sandbox {
    /// A board of `n` instances without tasks.
    #[wasm_bindgen(constructor)]
    pub fn new(n: u32, tasks_per_instance: u32) -> Self {
        let profile = profile(tasks_per_instance);
        Self { n, profile, board: Board::new(n, profile) }
    }

    /// Drives the workload by commands and gives its checksum.
    pub fn drive(&mut self, n_decisions: u32) -> u32 {
        workload::drive(&mut self.board, self.n, self.profile, n_decisions).checksum
    }

    /// Makes the full account of the last decision so many times; gives how many instances they spoke of.
    pub fn explain(&self, times: u32) -> usize {
        (0..times).map(|_| self.board.explain_last()).sum()
    }
}
