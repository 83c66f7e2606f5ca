//! What the command line may say.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

/// What `cargo xtask` prints when it is asked for nothing.
pub const HELP: &str = "\
cargo xtask serve [--port N] [--open] [--watch]   build the site and serve it on http://127.0.0.1:8080
cargo xtask test [--only STEP]                    everything that must hold, a real browser included
                                                  (format, lint, native, pages, browser, browser:lesson, …)
cargo xtask build                                 write the finished site into dist/
cargo xtask check [FOLDER]                        check the course under lessons/, or one lesson of it
cargo xtask new lesson NAME                       a small lesson to be changed into another
cargo xtask bench [sizes|load|scheduler]          bytes, loading times, and how fast tasks are placed
cargo xtask fuzz TARGET [--seconds N]             feed a parser random bytes";

/// One command with its options.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    Help,
    Serve(Serve),
    Build(Build),
    Check {
        /// The folder of a lesson; the whole course when left out.
        lesson: Option<String>,
    },
    NewLesson {
        name: String,
    },
    Test {
        only: Option<String>,
    },
    Bench {
        which: Option<String>,
    },
    Fuzz(Fuzz),
}

#[derive(Debug, PartialEq, Eq)]
pub struct Serve {
    pub port: u16,
    pub opens_browser: bool,
    pub watches: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Fuzz {
    /// A file of `xtask/fuzz/targets`, without its ending.
    pub target: String,
    pub seconds: u64,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Build {
    /// The folder to write, relative to the checkout.
    pub out: PathBuf,
    pub quality: Quality,
}

/// For whom a site is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quality {
    /// For readers: small and compressed.
    Release,
    /// For somebody who is changing it: rebuilt in seconds.
    Dev,
}

/// Reads the words after `cargo xtask`.
pub fn parse(arguments: &[String]) -> Result<Command> {
    let mut words = Words { left: arguments.to_vec() };
    let command = match words.next().as_deref() {
        None | Some("help" | "--help" | "-h") => return Ok(Command::Help),
        Some("serve") => Command::Serve(Serve {
            port: words
                .value("--port")?
                .map_or(Ok(8080), |port| port.parse().context("--port takes a number up to 65535"))?,
            opens_browser: words.flag("--open"),
            watches: words.flag("--watch"),
        }),
        Some("build") => Command::Build(Build {
            out: words.value("--out")?.map_or_else(|| PathBuf::from("dist"), PathBuf::from),
            quality: if words.flag("--dev") { Quality::Dev } else { Quality::Release },
        }),
        Some("test") => Command::Test { only: words.value("--only")? },
        Some("bench") => Command::Bench { which: words.next() },
        Some("fuzz") => Command::Fuzz(Fuzz {
            seconds: words
                .value("--seconds")?
                .map_or(Ok(60), |it| it.parse().context("--seconds takes a whole number"))?,
            target: words
                .next()
                .context("fuzz needs the name of a target: `cargo xtask fuzz task_definition`")?,
        }),
        Some("check") => Command::Check { lesson: words.next() },
        Some("new") => match words.next().as_deref() {
            Some("lesson") => Command::NewLesson {
                name: words
                    .next()
                    .context("a lesson needs a name: `cargo xtask new lesson service-connect`")?,
            },
            _ => bail!("only a lesson can be new: `cargo xtask new lesson NAME`"),
        },
        Some(other) => bail!("there is no command `{other}`; these there are:\n{HELP}"),
    };
    words.finish()?;
    Ok(command)
}

struct Words {
    left: Vec<String>,
}

impl Words {
    fn next(&mut self) -> Option<String> {
        if self.left.is_empty() { None } else { Some(self.left.remove(0)) }
    }

    fn flag(&mut self, name: &str) -> bool {
        let before = self.left.len();
        self.left.retain(|word| word != name);
        self.left.len() < before
    }

    /// The value of `--name VALUE` or `--name=VALUE`.
    fn value(&mut self, name: &str) -> Result<Option<String>> {
        if let Some(at) = self.left.iter().position(|word| word == name) {
            if at + 1 >= self.left.len() {
                bail!("{name} needs a value after it");
            }
            self.left.remove(at);
            return Ok(Some(self.left.remove(at)));
        }
        let with_equals = format!("{name}=");
        let Some(at) = self.left.iter().position(|word| word.starts_with(&with_equals)) else {
            return Ok(None);
        };
        Ok(Some(self.left.remove(at)[with_equals.len()..].to_owned()))
    }

    fn finish(self) -> Result<()> {
        match self.left.first() {
            None => Ok(()),
            Some(word) => bail!("`{word}` is not an option of this command; these there are:\n{HELP}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command> {
        parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn serve_takes_its_port_in_both_spellings() {
        let wanted = Command::Serve(Serve { port: 9000, opens_browser: true, watches: false });
        assert_eq!(parsed("serve --port 9000 --open").unwrap(), wanted);
        assert_eq!(parsed("serve --open --port=9000").unwrap(), wanted);
    }

    #[test]
    fn a_lesson_is_checked_and_made_by_its_name() {
        let one = Command::Check { lesson: Some("020-iam-roles".into()) };
        assert_eq!(parsed("check 020-iam-roles").unwrap(), one);
        assert_eq!(parsed("check").unwrap(), Command::Check { lesson: None });
        assert_eq!(parsed("new lesson efs").unwrap(), Command::NewLesson { name: "efs".into() });
        for line in ["new", "new lesson", "new module x", "new lesson a b"] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }

    #[test]
    fn an_unknown_word_is_refused_with_the_list_of_commands() {
        for line in ["sevre", "serve --prot 9", "serve --port", "serve --port 70000"] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
