//! The program of the layout bench: in the browser it lays networks out and draws them (`page.rs`), for one page to time
//! against graphviz and ELK. Natively it writes the networks (`files.rs`, `graph.rs`) beside that page.
//!
//! It holds no clock: the page measures. It never ships.

#![cfg_attr(target_arch = "wasm32", no_main)]

#[cfg(not(target_arch = "wasm32"))]
mod files;
#[cfg(not(target_arch = "wasm32"))]
mod graph;
#[cfg(target_arch = "wasm32")]
mod page;

#[cfg(not(target_arch = "wasm32"))]
use bayplan::diagram::{
    Edge, EdgeKind, Flow, Group, GroupKind, Icon, Lane, Node, NodeKind, Scene, State, TaskLetter,
};

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::io::Result<()> {
    let folder = std::env::args_os().nth(1).ok_or_else(|| std::io::Error::other("name a folder"))?;
    files::write(std::path::Path::new(&folder))
}
