//! Checks a task definition as AWS does when it is registered, all findings at once.
//!
//! ```text
//! cargo run --release --example validate_task_definition [-- --for FARGATE|EC2|EXTERNAL|MANAGED_INSTANCES] < task-definition.json
//! ```
//! Prints `{"valid": …, "compatibilities": […], "findings": [{"severity", "field", "rule", "problem", "fix"}]}`.
//! Exit status: 0 valid (warnings may remain), 1 not valid, 2 not readable (one line on stderr).

use std::io::{Read, Write};
use std::process::ExitCode;

use bayplan::ecs::{
    Compatibility, Finding, MAX_TEXT_BYTES, Reading, Severity, compatibilities, text, validate,
};
use serde_json::{Value, json};

const USAGE: &str =
    "usage: validate_task_definition [--for EC2|FARGATE|EXTERNAL|MANAGED_INSTANCES] < task-definition.json";

fn main() -> ExitCode {
    match run() {
        Ok(reading) => {
            let is_valid = reading.is_registrable();
            // A reader who has seen enough may close the pipe.
            let _ = writeln!(std::io::stdout(), "{:#}", report(&reading));
            ExitCode::from(u8::from(!is_valid))
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<Reading, String> {
    let target = target(&std::env::args().skip(1).collect::<Vec<_>>())?;
    let mut bytes = vec![];
    std::io::stdin()
        .take(u64::from(MAX_TEXT_BYTES) + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| format!("standard input cannot be read: {error}"))?;
    let text = String::from_utf8(bytes).map_err(|_| "standard input is not UTF-8 text".to_owned())?;
    validate(&text, target)
        .map_err(|error| format!("{} {}", text::syntax_problem(&error), text::syntax_fix(&error)))
}

fn target(arguments: &[String]) -> Result<Option<Compatibility>, String> {
    let name = match arguments {
        [] => return Ok(None),
        [flag, name] if flag == "--for" => name.as_str(),
        [one] => one.strip_prefix("--for=").ok_or(USAGE)?,
        _ => return Err(USAGE.to_owned()),
    };
    let known = Compatibility::NAMES.into_iter().find(|(known, _)| *known == name);
    known.map(|(_, compatibility)| Some(compatibility)).ok_or_else(|| USAGE.to_owned())
}

fn report(reading: &Reading) -> Value {
    let runs_on: Vec<&str> = if reading.is_registrable() {
        compatibilities(&reading.task_definition).into_iter().map(Compatibility::name).collect()
    } else {
        vec![]
    };
    json!({
        "valid": reading.is_registrable(),
        "compatibilities": runs_on,
        "findings": reading.findings.iter().map(finding).collect::<Vec<_>>(),
    })
}

fn finding(finding: &Finding) -> Value {
    let rule = format!("{:?}", finding.rule);
    json!({
        "severity": match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "field": finding.field,
        "rule": rule.split([' ', '{', '(']).next(),
        "problem": text::problem(finding),
        "fix": text::fix(finding),
    })
}
