//! Bayplan: learn Amazon ECS by running it.
//!
//! One crate, compiled twice: natively it writes the pages, in WebAssembly it brings them to life. Modules stand in
//! one order, and each imports only what stands before it (`tests/module_order.rs`):
//! `sorted` → `ecs` → `iam` → `sim` → `diagram` → `lesson` → `quiz` → `share` → `site` (native only) | `ui` (browser only).

pub mod diagram;
pub mod ecs;
pub mod iam;
pub mod lesson;
pub mod quiz;
pub mod share;
pub mod sim;
pub mod sorted;

#[cfg(not(target_arch = "wasm32"))]
pub mod site;

#[cfg(all(target_arch = "wasm32", feature = "ui"))]
pub mod ui;

/// Smaller than Rust's own for the browser, so a page loads less and has less to compile before its first answer.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
