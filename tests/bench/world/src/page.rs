//! What the page can call. One call plays many seconds: a call for each would measure the crossing.

use bayplan::sim::Simulation;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::board;

/// The world, ready to go on.
#[wasm_bindgen]
pub struct World(Simulation);

#[wasm_bindgen]
impl World {
    /// As it starts.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self(board::started())
    }

    /// Lets seconds pass; gives how many requests were served so far.
    pub fn play(&mut self, seconds: u32) -> u64 {
        board::play(&mut self.0, seconds);
        self.0.world().load_balancers[0].total.served
    }
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}
