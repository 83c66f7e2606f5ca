//! `cargo xtask fuzz`: feeds a parser random bytes by libFuzzer, on the stable toolchain.
//!
//! The targets are a cargo project of their own in `xtask/fuzz`, outside the workspace, so that nobody compiles
//! libFuzzer who does not fuzz.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};

use crate::{options, step, tool};

/// What makes a build report which code an input reaches, as cargo-fuzz sets it.
const FLAGS: [&str; 8] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Cdebug-assertions",
    "--cfg=fuzzing",
    "-Zsanitizer=address",
];

/// Inputs up to this size are tried: a megabyte, as a learner may paste.
const LARGEST_INPUT: u64 = 1 << 20;

/// Builds a target and runs it for a while.
pub fn command(root: &Path, options: &options::Fuzz) -> Result<()> {
    let project = root.join("xtask/fuzz");
    let known = targets(&project)?;
    if !known.contains(&options.target) {
        bail!("there is no fuzz target `{}`; these there are: {}", options.target, known.join(", "));
    }
    let triple = host_triple()?;
    step::step("Compile the fuzz target", || {
        let mut build = tool::cargo();
        build.current_dir(&project).args(["build", "--release", "--locked", "--bin", &options.target]);
        // A target is named, so that the flags do not reach build scripts and macros.
        build.args(["--target", &triple, "--target-dir"]).arg(root.join("target/fuzz"));
        // Stable Rust refuses -Z flags without this; a sanitizer is all that it is used for.
        build.env("RUSTC_BOOTSTRAP", "1").env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}"));
        tool::run(&mut build)
    })?;
    let corpus = root.join("target/fuzz/corpus").join(&options.target);
    fs::create_dir_all(&corpus).with_context(|| format!("cannot create {}", corpus.display()))?;
    let program = root.join("target/fuzz").join(triple).join("release").join(&options.target);
    let mut fuzz = std::process::Command::new(program);
    fuzz.arg(&corpus).arg(project.join("seeds").join(&options.target));
    fuzz.arg(format!("-max_total_time={}", options.seconds)).arg(format!("-max_len={LARGEST_INPUT}"));
    fuzz.args(["-timeout=20", "-rss_limit_mb=4096", "-print_final_stats=1"]);
    fuzz.arg(format!("-artifact_prefix={}/", root.join("target/fuzz").display()));
    step::step("Feed it random bytes", || {
        tool::run(&mut fuzz).context("an input breaks the target; libFuzzer names its file above")
    })?;
    println!("{} stood {} seconds.", options.target, options.seconds);
    Ok(())
}

fn targets(project: &Path) -> Result<Vec<String>> {
    let files = crate::compress::files_below(&project.join("targets"))?;
    Ok(files.iter().filter_map(|file| Some(file.file_stem()?.to_string_lossy().into_owned())).collect())
}

fn host_triple() -> Result<String> {
    let version = tool::read(std::process::Command::new("rustc").arg("-vV"))?;
    let line =
        version.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc -vV names no host")?;
    Ok(line.to_owned())
}
