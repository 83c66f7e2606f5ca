//! A running binaryen that optimizes module after module.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{cache, tool};

/// The program that it runs.
pub const PROGRAM: &str = include_str!("binaryen.mjs");

/// A process of Node with [`PROGRAM`].
pub struct Optimizer {
    process: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
    folder: PathBuf,
}

impl Optimizer {
    /// Starts it.
    pub fn start(root: &Path) -> Result<Optimizer> {
        let mut node = Command::new("node");
        node.arg(root.join("xtask/src/optimize/binaryen.mjs")).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = tool::start(&mut node)?;
        let orders = process.stdin.take().context("no input channel")?;
        let answers = BufReader::new(process.stdout.take().context("no output channel")?);
        let folder = root.join("target/xtask-cache");
        fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
        Ok(Optimizer { process, orders, answers, folder })
    }

    /// The same module, optimized.
    pub fn optimize(&mut self, wasm: &[u8]) -> Result<Vec<u8>> {
        let before = self.folder.join(format!("{}.before.wasm", cache::unique()));
        let after = before.with_extension("after.wasm");
        fs::write(&before, wasm)?;
        let optimized = self.order(&before, &after).and_then(|()| Ok(fs::read(&after)?));
        for file in [before, after] {
            let _ = fs::remove_file(file);
        }
        optimized
    }

    fn order(&mut self, before: &Path, after: &Path) -> Result<()> {
        let mut answer = String::new();
        writeln!(self.orders, "{}\t{}", before.display(), after.display())
            .and_then(|()| self.answers.read_line(&mut answer))
            .context("binaryen stopped; what it said stands above")?;
        if answer.trim_end() != after.to_string_lossy() {
            bail!("binaryen failed; what it said stands above");
        }
        Ok(())
    }
}

impl Drop for Optimizer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
