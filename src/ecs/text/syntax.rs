//! The sentences for texts that are not JSON.

use crate::ecs::{SyntaxError, SyntaxHint};

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
