//! Builds the browser modules and the JavaScript that loads them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::{
    glue,
    options::Quality,
    split::{self, Chunk, Pieces},
    step, tool,
};

const TARGET: &str = "wasm32-unknown-unknown";

/// No pointers that run along in loops: WebAssembly adds an index to an address by itself. Modules are 1 to 2 % smaller
/// after brotli, and layouts as fast.
const LEAN: &str = "-Cllvm-args=-disable-lsr";

/// Where cargo puts what it compiles for release: for the browser, and what runs while it compiles.
pub const FOLDERS: [&str; 2] = ["target/browser/wasm32-unknown-unknown/web", "target/browser/web"];

/// The browser entries: the names of the programs under `src/bin`.
pub const ENTRIES: [&str; 3] = ["read", "play", "quiz"];

/// One program: its module, and the JavaScript that wasm-bindgen wrote for it.
pub struct Module {
    pub entry: &'static str,
    pub wasm: Vec<u8>,
    pub glue: String,
    /// What it loads on demand.
    pub chunks: Vec<Chunk>,
    /// Which of the chunks belong together, see [`Pieces::loads`].
    pub loads: Vec<(String, Vec<String>)>,
}

/// Adds the wasm target to the Rust installation where it is missing.
pub fn require_target() -> Result<()> {
    let sysroot = tool::read(std::process::Command::new("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).join("lib").is_dir() {
        return Ok(());
    }
    step::step("Add the wasm target to Rust", || {
        tool::run(std::process::Command::new("rustup").args(["target", "add", TARGET]))
    })
}

/// Compiles the entries and gives the paths of the raw modules.
pub fn compile(root: &Path, quality: Quality) -> Result<Vec<PathBuf>> {
    let folder = build(root, "bayplan", quality)?;
    Ok(ENTRIES.iter().map(|entry| folder.join(entry).with_extension("wasm")).collect())
}

/// Compiles the programs of a package and gives the folder of the raw modules.
pub fn build(root: &Path, package: &str, quality: Quality) -> Result<PathBuf> {
    require_same_bindgen(&fs::read_to_string(root.join("Cargo.lock")).context("cannot read Cargo.lock")?)?;
    // Fetched first, because the folders of the fetched crates are part of the flags.
    tool::run(tool::cargo().current_dir(root).args(["fetch", "--locked", "--target", TARGET]))?;
    let (profile, folder) = match quality {
        Quality::Release => ("web", "web"),
        Quality::Dev => ("dev", "debug"),
    };
    let mut build = tool::cargo();
    build.current_dir(root).args(["build", "--locked", "--bins", "--package", package]);
    build.args(["--target", TARGET, "--profile", profile]);
    // A folder of its own: other flags than those of the native build would rebuild everything on each turn.
    build.args(["--target-dir", "target/browser"]);
    let flags = [flags()?, vec![LEAN.to_owned()], split::flags()].concat();
    build.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
    build.env("CARGO_INCREMENTAL", if quality == Quality::Dev { "1" } else { "0" });
    // Names and lines of the debug build would weigh 100 MB and more, which the browser had to load each time.
    build.env("CARGO_PROFILE_DEV_DEBUG", "0");
    tool::run(&mut build)?;
    Ok(root.join("target/browser").join(TARGET).join(folder))
}

/// Compiler flags that keep paths of this machine out of the module, so that two machines give the same bytes. The compiler
/// hears of our own sources by paths that begin at the checkout.
fn flags() -> Result<Vec<String>> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let sources = home.context("neither CARGO_HOME nor a home folder is known")?.join("registry/src");
    let mut registries: Vec<PathBuf> = match fs::read_dir(&sources) {
        Ok(entries) => entries.filter_map(|entry| Some(entry.ok()?.path())).collect(),
        Err(_) => Vec::new(),
    };
    registries.sort();
    Ok(registries.iter().map(|it| format!("--remap-path-prefix={}=/crates", it.display())).collect())
}

/// Writes the JavaScript of each compiled module and drops what only tools read.
pub fn bind(modules: &[PathBuf], quality: Quality) -> Result<Vec<Module>> {
    ENTRIES.iter().zip(modules).map(|(entry, path)| bind_one(entry, path, quality)).collect()
}

/// Writes the JavaScript of one compiled module.
pub fn bind_one(entry: &'static str, path: &Path, quality: Quality) -> Result<Module> {
    let pieces = split::split(path, &path.with_extension("pieces"))?;
    let mut bindgen = Bindgen::new();
    // Chunks share the memory and the table of functions, which are exports of the linker.
    let has_chunks = !pieces.chunks.is_empty();
    bindgen.input_bytes(entry, pieces.main.clone()).web(true)?.keep_lld_exports(has_chunks);
    if quality == Quality::Release {
        bindgen.remove_name_section(true).remove_producers_section(true);
    }
    let mut output =
        bindgen.generate_output().with_context(|| format!("wasm-bindgen refused {}", path.display()))?;
    let foreign = output.snippets().iter().filter(|(_, pieces)| !pieces.is_empty()).map(|(name, _)| name);
    let foreign: Vec<&String> = foreign.chain(output.local_modules().keys()).collect();
    if !foreign.is_empty() {
        bail!("{foreign:?} bring JavaScript of their own, which the bundle has no place for: use assets/js");
    }
    let glue = match quality {
        Quality::Release => glue::slim(&mut output)?,
        Quality::Dev => output.js().to_owned(),
    };
    let Pieces { chunks, loads, .. } = pieces;
    Ok(Module { entry, wasm: output.wasm_mut().emit_wasm(), glue, chunks, loads })
}

/// The library half of wasm-bindgen is in the module, the other half in this program: they must be one version.
fn require_same_bindgen(lock: &str) -> Result<()> {
    let library = locked_version(lock, "wasm-bindgen").context("Cargo.lock does not name wasm-bindgen")?;
    let tool = locked_version(lock, "wasm-bindgen-cli-support")
        .context("Cargo.lock does not name wasm-bindgen-cli-support")?;
    if library == tool {
        return Ok(());
    }
    bail!(
        "the crate wasm-bindgen is locked at {library} but wasm-bindgen-cli-support at {tool}: write the same version \
         for both, in Cargo.toml and in xtask/Cargo.toml"
    )
}

fn locked_version<'lock>(lock: &'lock str, package: &str) -> Option<&'lock str> {
    let entry =
        lock.split("[[package]]").find(|entry| entry.contains(&format!("\nname = \"{package}\"\n")))?;
    entry.split_once("\nversion = \"")?.1.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n\n\
                        [[package]]\nname = \"wasm-bindgen-cli-support\"\nversion = \"0.2.130\"\n";

    #[test]
    fn equal_versions_of_wasm_bindgen_pass() {
        require_same_bindgen(LOCK).unwrap();
    }

    #[test]
    fn different_versions_of_wasm_bindgen_are_named_with_the_files_to_change() {
        let lock = LOCK.replacen("0.2.130", "0.2.131", 1);
        let problem = require_same_bindgen(&lock).unwrap_err().to_string();
        assert!(
            problem.contains("0.2.131")
                && problem.contains("0.2.130")
                && problem.contains("xtask/Cargo.toml")
        );
    }
}
