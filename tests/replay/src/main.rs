//! The hashes of a stored scenario for a page to ask for: the same library, in WebAssembly. `cargo xtask test --only worlds`
//! compares them with the native ones that stand in `tests/scenarios`.

#[cfg(target_arch = "wasm32")]
mod page {
    use wasm_bindgen::prelude::wasm_bindgen;

    /// The hash of the world at the start and after every command.
    ///
    /// # Errors
    /// When the scenario cannot be read.
    #[wasm_bindgen]
    pub fn scenario_hashes(text: &str) -> Result<Vec<String>, String> {
        bayplan::share::scenario_hashes(text).map_err(|error| error.to_string())
    }
}

fn main() {}
