//! Runs other programs, and says in one sentence what to do when one is missing or has no network.

use std::{
    ffi::OsStr,
    io::{ErrorKind, IsTerminal, Read, Write},
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, anyhow};

/// The cargo that runs this program, so that a `+toolchain` on the command line holds for what it starts.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // Cargo draws its bar only on a terminal; it reaches ours through a pipe.
    if std::io::stderr().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
        command.env("CARGO_TERM_PROGRESS_WHEN", "always").env("CARGO_TERM_PROGRESS_WIDTH", "80");
    }
    // These describe this package to itself and would mislead a build of another one.
    for (name, _) in std::env::vars_os() {
        if name
            .to_str()
            .is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"))
        {
            command.env_remove(name);
        }
    }
    command
}

/// npm by the name it has on this system.
pub fn npm() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// Whether a program of this name can be started.
pub fn is_there(program: impl AsRef<OsStr>) -> bool {
    let asked = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    asked.is_ok_and(|status| status.success())
}

/// What a program left behind.
pub struct Finished {
    pub succeeded: bool,
    /// Everything it printed on both channels.
    pub printed: String,
}

/// Starts a program.
pub fn start(command: &mut Command) -> Result<Child> {
    command.spawn().map_err(|error| cannot_start(command, &error))
}

/// Runs a program, passes on what it prints as it comes, and keeps it.
pub fn run_aloud(command: &mut Command) -> Result<Finished> {
    let mut child = start(command.stdout(Stdio::piped()).stderr(Stdio::piped()))?;
    let (out, err) =
        (child.stdout.take().context("no output channel")?, child.stderr.take().context("no error channel")?);
    let (printed_out, printed_err) = std::thread::scope(|scope| {
        let errors = scope.spawn(|| pass_on(err, std::io::stderr()));
        (pass_on(out, std::io::stdout()), errors.join().unwrap_or_default())
    });
    let status = child.wait().with_context(|| format!("{} could not be waited for", name_of(command)))?;
    Ok(Finished { succeeded: status.success(), printed: printed_out + &printed_err })
}

/// Runs a program that must succeed, passing on what it prints.
pub fn run(command: &mut Command) -> Result<()> {
    let finished = run_aloud(command)?;
    if finished.succeeded { Ok(()) } else { Err(failure(command, &finished.printed)) }
}

/// Runs a program that must succeed, and gives what it printed on its standard output without showing it.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::piped()).output().map_err(|error| cannot_start(command, &error))?;
    if !output.status.success() {
        let printed = String::from_utf8_lossy(&output.stderr);
        eprint!("{printed}");
        return Err(failure(command, &printed));
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("{} printed something that is not text", name_of(command)))
}

fn pass_on(mut from: impl Read, mut to: impl Write) -> String {
    let mut kept = Vec::new();
    let mut piece = [0; 4096];
    while let Ok(length @ 1..) = from.read(&mut piece) {
        kept.extend_from_slice(&piece[..length]);
        let _ = to.write_all(&piece[..length]);
        let _ = to.flush();
    }
    String::from_utf8_lossy(&kept).into_owned()
}

fn failure(command: &Command, printed: &str) -> anyhow::Error {
    let name = name_of(command);
    if has_no_network(printed) {
        return anyhow!(
            "{name} could not download what it needs: connect this machine to the network once and run the same command again"
        );
    }
    if printed.contains("ENOSPC") || printed.contains("No space left on device") {
        return anyhow!("{name} stopped because the disk is full: make room and run the same command again");
    }
    anyhow!("{name} failed; what it said stands above")
}

/// Whether cargo's, rustup's or npm's output says that the network is missing.
pub fn has_no_network(printed: &str) -> bool {
    const SIGNS: [&str; 9] = [
        "Could not resolve host",
        "Couldn't resolve host",
        "failed to download from",
        "download of config.json failed",
        "spurious network error",
        "could not download file",
        "ENOTFOUND",
        "EAI_AGAIN",
        "ECONNREFUSED",
    ];
    SIGNS.iter().any(|sign| printed.contains(sign))
}

fn cannot_start(command: &Command, error: &std::io::Error) -> anyhow::Error {
    let name = name_of(command);
    if error.kind() != ErrorKind::NotFound {
        return anyhow!("{name} could not be started: {error}");
    }
    let remedy = match name.as_str() {
        "rustup" => {
            "install it from https://rustup.rs, or add the target wasm32-unknown-unknown to your Rust yourself"
        }
        "node" | "npm" | "npm.cmd" => {
            "install Node 20 or newer from https://nodejs.org, or with your system's package manager"
        }
        "cargo" | "rustc" => "install Rust from https://rustup.rs",
        _ => "install it, or put it on the PATH",
    };
    anyhow!("{name} is not on this machine: {remedy}")
}

fn name_of(command: &Command) -> String {
    let path = std::path::Path::new(command.get_program());
    path.file_stem().unwrap_or(command.get_program()).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_is_named_with_what_to_do() {
        let problem = run(&mut Command::new("no-such-program-here")).unwrap_err().to_string();
        assert_eq!(problem, "no-such-program-here is not on this machine: install it, or put it on the PATH");
    }

    #[test]
    fn a_lost_network_is_told_from_a_compile_error() {
        assert!(has_no_network(
            "error: failed to download from `https://example.com/x`\n[6] Could not resolve host"
        ));
        assert!(!has_no_network("error[E0308]: mismatched types"));
    }
}
