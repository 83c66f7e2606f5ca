//! How many tests passed and failed, read from what test runners print.

use std::{fmt, ops::Add};

use crate::tool::Finished;

/// Numbers of tests; a step that is one test counts as one.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    pub passed: u64,
    pub failed: u64,
}

impl Count {
    pub const PASSED: Count = Count { passed: 1, failed: 0 };
    pub const FAILED: Count = Count { passed: 0, failed: 1 };

    pub fn is_fine(self) -> bool {
        self.failed == 0
    }

    /// The tests of a finished program. A program that fails without a failed test (it did not compile) is one failure.
    pub fn of(finished: &Finished) -> Count {
        let found = Count::found_in(&without_colors(&finished.printed));
        match (finished.succeeded, found.passed + found.failed) {
            (true, 0) => Count::PASSED,
            (true, _) => Count { failed: 0, ..found },
            (false, _) => Count { failed: found.failed.max(1), ..found },
        }
    }

    fn found_in(printed: &str) -> Count {
        printed.lines().map(Count::in_line).fold(Count::default(), Add::add)
    }

    /// The summary lines of cargo test, of nextest and of node's test runner.
    fn in_line(line: &str) -> Count {
        let line = line.trim();
        let is_cargo = line.starts_with("test result:") || line.starts_with("Summary [");
        let node =
            |word: &str| line.trim_start_matches(['ℹ', '#', ' ']).strip_prefix(word)?.trim().parse().ok();
        if is_cargo {
            Count { passed: number_before(line, "passed"), failed: number_before(line, "failed") }
        } else if line.starts_with(['ℹ', '#']) {
            Count {
                passed: node("pass ").unwrap_or(0),
                failed: node("fail ").or_else(|| node("cancelled ")).unwrap_or(0),
            }
        } else {
            Count::default()
        }
    }
}

impl Add for Count {
    type Output = Count;

    fn add(self, other: Count) -> Count {
        Count { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// In `20 passed; 2 failed` the number before a word.
fn number_before(line: &str, word: &str) -> u64 {
    let words: Vec<&str> = line.split([' ', ';', ',', '.']).filter(|it| !it.is_empty()).collect();
    let at = words.windows(2).find(|pair| pair[1] == word);
    at.and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
}

/// Text as it reads without the escape sequences that color it.
fn without_colors(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|it: char| it.is_ascii_alphabetic()).map_or(part.len(), |at| at + 1);
        plain.push_str(&part[end..]);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(succeeded: bool, printed: &str, passed: u64, failed: u64) {
        let finished = Finished { succeeded, printed: printed.to_owned() };
        assert_eq!(Count::of(&finished), Count { passed, failed }, "{printed}");
    }

    #[test]
    fn the_summaries_of_three_test_runners_are_understood() {
        let cargo =
            "test result: ok. 20 passed; 0 failed; 1 ignored\ntest result: ok. 2 passed; 0 failed; 0 ignored";
        check(true, cargo, 22, 0);
        check(false, "test result: FAILED. 20 passed; 2 failed; 0 ignored", 20, 2);
        check(true, "     Summary [   0.012s] 22 tests run: 22 passed, 0 skipped", 22, 0);
        check(
            false,
            "\u{1b}[31m Summary\u{1b}[0m [ 0.012s] 22 tests run: \u{1b}[1m21\u{1b}[0m passed, 1 failed",
            21,
            1,
        );
        check(true, "ℹ tests 5\nℹ pass 5\nℹ fail 0\nℹ cancelled 0", 5, 0);
        check(false, "# tests 5\n# pass 3\n# fail 1\n# cancelled 1", 3, 2);
    }

    #[test]
    fn a_program_without_tests_is_one_test() {
        check(true, "Finished", 1, 0);
        check(false, "error[E0308]: mismatched types", 0, 1);
        check(false, "ℹ pass 5\nℹ fail 0", 5, 1);
    }
}
