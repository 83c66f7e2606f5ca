//! Cuts a compiled program into what a page needs at once and the chunks that it asks for later.
//!
//! Where to cut is said in the sources: `src/ui/on_demand.rs` tells how.

use std::{fs, path::Path};

use anyhow::{Context, Result, anyhow};
use wasm_split_cli_support::{Options, transform};

/// The name under which the program imports the functions that load its chunks.
pub const LOADER: &str = "./chunks.js";

/// The kind of the sections that only tools read.
const CUSTOM_SECTION: u8 = 0;

/// A compiled program in pieces.
pub struct Pieces {
    /// What starts with the page; still to be given to wasm-bindgen.
    pub main: Vec<u8>,
    /// What comes on demand, in the order of its names.
    pub chunks: Vec<Chunk>,
    /// Which chunks each function of [`LOADER`] brings; in the order of its names.
    pub loads: Vec<(String, Vec<String>)>,
}

/// Code that comes on demand.
pub struct Chunk {
    /// As the splitter calls it: `split_NAME`, or `chunk_N` for what several chunks share.
    pub name: String,
    pub wasm: Vec<u8>,
}

impl Chunk {
    /// What readers see of it in its file's name.
    pub fn title(&self) -> &str {
        self.name.strip_prefix("split_").unwrap_or("shared")
    }
}

/// What the linker has to write down for [`split`].
pub fn flags() -> Vec<String> {
    vec!["-Clink-args=--emit-relocs".to_owned()]
}

/// Cuts the program, by way of files in a folder that is made for it.
pub fn split(program: &Path, folder: &Path) -> Result<Pieces> {
    let input = fs::read(program).with_context(|| format!("cannot read {}", program.display()))?;
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    let main = folder.join("main.wasm");
    let mut options = Options::new(&input);
    (options.output_dir, options.main_out_path, options.link_name) = (folder, &main, LOADER);
    let done =
        transform(options).map_err(|error| anyhow!("{} cannot be cut: {error:#}", program.display()))?;
    let mut chunks = Vec::new();
    for path in &done.split_modules {
        let name = path.file_stem().context("a chunk has a name")?.to_string_lossy().into_owned();
        let wasm = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        chunks.push(Chunk { name, wasm: without_names(&wasm).context("a chunk is no WebAssembly")? });
    }
    chunks.sort_by(|a, b| a.name.cmp(&b.name));
    // Unordered in the library, and the same in every build here.
    let mut loads: Vec<_> = done.prefetch_map.into_iter().collect();
    loads.sort();
    Ok(Pieces { main: fs::read(&main)?, chunks, loads })
}

/// The module without its custom sections, which only tools read: names alone would weigh as much as the code.
fn without_names(wasm: &[u8]) -> Option<Vec<u8>> {
    let (header, mut rest) = wasm.split_at_checked(8)?;
    let mut slim = header.to_vec();
    while let Some((&kind, after)) = rest.split_first() {
        let (length, n_digits) = leb128(after)?;
        let (section, next) = rest.split_at_checked(1 + n_digits + length)?;
        if kind != CUSTOM_SECTION {
            slim.extend_from_slice(section);
        }
        rest = next;
    }
    Some(slim)
}

/// A number as WebAssembly writes it, seven bits a byte, and how many bytes it takes.
fn leb128(bytes: &[u8]) -> Option<(usize, usize)> {
    let n_digits = bytes.iter().take(5).position(|byte| byte & 0x80 == 0)? + 1;
    let digits = bytes[..n_digits].iter().rev();
    Some((digits.fold(0, |number, byte| (number << 7) | usize::from(byte & 0x7f)), n_digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_and_code_stays() {
        let header = b"\0asm\x01\0\0\0";
        let (types, name) = ([1, 4, 1, 0x60, 0, 0], [0, 0x85, 0, 4, b'n', b'a', b'm', b'e']);
        let wasm = [header.as_slice(), &name, &types, &name].concat();
        assert_eq!(without_names(&wasm), Some([header.as_slice(), &types].concat()));
        assert_eq!(without_names(&wasm[..wasm.len() - 1]), None);
        assert_eq!(without_names(b"short"), None);
    }
}
