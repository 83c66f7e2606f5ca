//! The sentences for findings: what is wrong, and what to do. Every English word of this module's checks is here.

use super::{Finding, LooksLike, Rule, SyntaxError, SyntaxHint};

/// What is wrong, in one sentence without the field's path.
#[must_use]
pub fn problem(finding: &Finding) -> String {
    match &finding.rule {
        Rule::Missing => "This field is required.".to_owned(),
        Rule::WrongType { expected, found } => format!("This must be {expected}, but it is {found}."),
        Rule::UnknownField { .. } => {
            "A task definition has no field of this name here; AWS would refuse it.".to_owned()
        }
        Rule::UnknownValue { value, .. } => format!("\"{value}\" is not a value that ECS knows here."),
        Rule::OutOfRange { min, max } => format!("This must be between {min} and {max}."),
        Rule::NotACpuSize => "This is not a CPU size.".to_owned(),
        Rule::NotAMemorySize => "This is not a memory size.".to_owned(),
        Rule::SizeIsANumber => {
            "The ECS API takes this as text; AWS's own tools refuse a bare number.".to_owned()
        }
        Rule::NotATaskDefinition { looks_like } => match looks_like {
            LooksLike::ContainerDefinitions => {
                "This is only the list of containers, not the task definition."
            }
            LooksLike::CloudFormation => {
                "This looks like AWS CloudFormation, not like the input of the ECS API."
            }
            LooksLike::Other => "This is JSON, but not a task definition.",
        }
        .to_owned(),
        Rule::More => "There are more problems than are shown here.".to_owned(),
    }
}

/// What to do about it.
#[must_use]
pub fn fix(finding: &Finding) -> String {
    match &finding.rule {
        Rule::Missing => format!("Add \"{}\".", last_key(&finding.field)),
        Rule::WrongType { expected, .. } => format!("Write {expected}."),
        Rule::UnknownField { suggestion: Some(name) } => format!("Did you mean \"{name}\"?"),
        Rule::UnknownField { suggestion: None } => "Remove it, or check its spelling and its place.".to_owned(),
        Rule::UnknownValue { allowed, .. } => format!("Use one of: {}.", allowed.join(", ")),
        Rule::OutOfRange { min, max } => format!("Choose a number from {min} to {max}."),
        Rule::NotACpuSize => "Write CPU units such as \"512\", or \"0.5 vCPU\".".to_owned(),
        Rule::NotAMemorySize => "Write MiB such as \"1024\", or \"1 GB\".".to_owned(),
        Rule::SizeIsANumber => "Put the number in double quotes.".to_owned(),
        Rule::NotATaskDefinition { looks_like } => match looks_like {
            LooksLike::ContainerDefinitions => {
                "Wrap it: {\"family\": \"my-app\", \"containerDefinitions\": [ … ]}."
            }
            LooksLike::CloudFormation => "Write the field names as the ECS API does, such as \"containerDefinitions\".",
            LooksLike::Other => {
                "Paste the input of `aws ecs register-task-definition` or the output of `aws ecs describe-task-definition`."
            }
        }
        .to_owned(),
        Rule::More => "Mend these first, then check again.".to_owned(),
    }
}

/// Path, problem and fix in one line.
#[must_use]
pub fn line(finding: &Finding) -> String {
    let place = if finding.field.is_empty() { String::new() } else { format!("{}: ", finding.field) };
    format!("{place}{} {}", problem(finding), fix(finding))
}

/// Where the text stops being JSON.
#[must_use]
pub fn syntax_problem(error: &SyntaxError) -> String {
    if error.hint == SyntaxHint::TooLong {
        return "This text is longer than 1 MB.".to_owned();
    }
    format!("This is not JSON: line {}, column {}.", error.line, error.column)
}

/// What to do about it.
#[must_use]
pub fn syntax_fix(error: &SyntaxError) -> &'static str {
    match error.hint {
        SyntaxHint::TooLong => "Paste one task definition only.",
        SyntaxHint::Empty => "Paste a task definition; it starts with { and ends with }.",
        SyntaxHint::Yaml => {
            "This looks like YAML. Paste JSON, as `aws ecs describe-task-definition` prints it."
        }
        SyntaxHint::TrailingComma => "Remove the comma before the closing bracket.",
        SyntaxHint::SingleQuotes => "Use double quotes instead of single ones.",
        SyntaxHint::CurlyQuotes => "Replace the typographic quotes by plain double quotes.",
        SyntaxHint::Comment => "Remove the comment: JSON has none.",
        SyntaxHint::Placeholder => {
            "This looks like a template. Put a value in double quotes in place of the placeholder."
        }
        SyntaxHint::UnquotedKey => "Put the field name in double quotes.",
        SyntaxHint::UnquotedText => "Put the value in double quotes.",
        SyntaxHint::PythonWord => "Write true, false and null in lower case.",
        SyntaxHint::MissingComma => "A comma is missing before this.",
        SyntaxHint::MissingColon => "A colon is missing between the field name and its value.",
        SyntaxHint::Unfinished => "The text ends too early: a closing bracket or quote is missing.",
        SyntaxHint::LineBreakInText => "A text may not go over a line end: close its quote, or write \\n.",
        SyntaxHint::TextAfterTheEnd => "Remove what follows the last closing bracket.",
        SyntaxHint::TooDeep => "Brackets are nested too deeply for a task definition.",
        SyntaxHint::Other => "Check the text around this place.",
    }
}

/// `hostPort` of `containerDefinitions[1].portMappings[0].hostPort`.
fn last_key(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}
