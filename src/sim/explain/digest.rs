//! A moment of the log as it is read: what is said of several tasks in the same words is said once.

/// What is read of one entry, or of a few that say the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The place of the entry in the log; of several, the last one.
    pub at: usize,
    /// The first sentence.
    pub heading: String,
    /// What follows it.
    pub more: String,
}

/// Reads the entries of one moment, in the order of the log: the place of each, its words, and whether it stays a line of its own
/// because it can be opened.
#[must_use]
pub fn digest<'a>(entries: impl IntoIterator<Item = (usize, &'a str, bool)>) -> Vec<Line> {
    let mut lines: Vec<(usize, bool, Vec<Said>)> = vec![];
    for (at, words, stays) in entries {
        let said: Vec<Said> = sentences(words).map(Said::of).collect();
        match (lines.last_mut(), &*said) {
            (Some((last, false, before)), [one]) if !stays && before.len() == 1 && before[0].joins(one) => {
                before[0].tasks.extend_from_slice(&one.tasks);
                *last = at;
            }
            _ => lines.push((at, stays, joined(said))),
        }
    }
    let line = |(at, _, said): (usize, bool, Vec<Said>)| {
        let mut words = said.into_iter().map(Said::words);
        let heading = words.next().unwrap_or_default();
        Line { at, heading, more: words.collect::<Vec<_>>().join(" ") }
    };
    lines.into_iter().map(line).collect()
}

/// A sentence: the tasks that it is about, each with its family and label, and what it says of them; or anything else.
struct Said<'a> {
    tasks: Vec<(&'a str, &'a str)>,
    what: &'a str,
}

impl<'a> Said<'a> {
    fn of(sentence: &'a str) -> Self {
        let mut words = sentence.splitn(3, ' ');
        match (words.next(), words.next(), words.next()) {
            (Some(family), Some(label), Some(what))
                if is_label(label) && (what.starts_with("is ") || what == "stopped.") =>
            {
                Self { tasks: vec![(family, label)], what }
            }
            _ => Self { tasks: vec![], what: sentence },
        }
    }

    fn joins(&self, other: &Self) -> bool {
        !self.tasks.is_empty() && !other.tasks.is_empty() && self.what == other.what
    }

    fn words(self) -> String {
        let Some((last, others)) = self.tasks.split_last() else { return self.what.to_owned() };
        let mut words = String::new();
        let mut family = "";
        let mut name = |words: &mut String, task: &(&'a str, &'a str)| {
            if family != task.0 {
                *words += &[task.0, " "].concat();
                family = task.0;
            }
            *words += task.1;
        };
        for (at, task) in others.iter().enumerate() {
            if at > 0 {
                words += ", ";
            }
            name(&mut words, task);
        }
        if !others.is_empty() {
            words += " and ";
        }
        name(&mut words, last);
        let what = self.what.strip_prefix("is ").filter(|_| !others.is_empty());
        words + &what.map_or_else(|| [" ", self.what].concat(), |it| [" are ", it].concat())
    }
}

/// "A1": the letter of a definition and a number.
fn is_label(word: &str) -> bool {
    let digits = word.strip_prefix(|it: char| it.is_ascii_uppercase()).unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit())
}

fn joined(said: Vec<Said>) -> Vec<Said> {
    let mut all: Vec<Said> = vec![];
    for one in said {
        match all.iter_mut().find(|it| it.joins(&one)) {
            Some(it) => it.tasks.extend(one.tasks),
            None => all.push(one),
        }
    }
    all
}

/// The sentences of a text, each with its full stop.
fn sentences(words: &str) -> impl Iterator<Item = &str> {
    words.split_inclusive(". ").map(str::trim_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(entries: &[(&str, bool)]) -> Vec<(usize, String, String)> {
        let entries = entries.iter().enumerate().map(|(at, (words, stays))| (at, *words, *stays));
        digest(entries).into_iter().map(|it| (it.at, it.heading, it.more)).collect()
    }

    #[test]
    fn what_is_said_of_several_tasks_is_said_once() {
        let all = read(&[
            ("web A1 is RUNNING.", false),
            ("web A2 is RUNNING.", false),
            ("api B1 is RUNNING.", false),
        ]);
        assert_eq!(all, [(2, "web A1, A2 and api B1 are RUNNING.".to_owned(), String::new())]);
        let all = read(&[(
            "us-east-1b is lost. web A1 is to stop. web A1 stopped. web A4 is to stop. web A4 stopped.",
            false,
        )]);
        let more = "web A1 and A4 are to stop. web A1 and A4 stopped.";
        assert_eq!(all, [(0, "us-east-1b is lost.".to_owned(), more.to_owned())]);
    }

    #[test]
    fn what_differs_or_can_be_opened_stays_as_it_was_said() {
        let words = [
            ("web A1 is PENDING.", false),
            ("web A1 is RUNNING.", false),
            ("web A2 is RUNNING.", true),
            ("service web is steady.", false),
        ];
        let said: Vec<_> = read(&words).into_iter().map(|it| it.1).collect();
        assert_eq!(said, words.map(|it| it.0));
    }

    #[test]
    fn messages_of_aws_are_quoted_in_full() {
        let message = "service web was unable to place a task because no container instance met all of its requirements. \
                       The closest matching container-instance a1 is already using a port required by your task. For more \
                       information, see the Troubleshooting section of the Amazon ECS Developer Guide.";
        let all = read(&[(message, false)]);
        assert_eq!([&*all[0].1, " ", &*all[0].2].concat(), message);
    }
}
