//! What a finished round says about its learner.

use super::{Bank, Confidence, Round};

/// The counts of a round. Worked examples do not count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Results {
    /// Questions answered in full.
    pub n_right: u32,
    /// Questions asked.
    pub n: u32,
    /// For each level of confidence: right and wrong.
    pub by_confidence: Vec<(Confidence, u32, u32)>,
    /// For each area that came up, in the order of the course: its title, right, asked.
    pub by_area: Vec<(String, u32, u32)>,
    /// The ids of the skills that were wrong at least once, each once.
    pub missed: Vec<String>,
}

/// Counts a round.
#[must_use]
pub fn results(bank: &Bank, round: &Round) -> Results {
    let mut results = Results {
        by_confidence: Confidence::ALL.iter().rev().map(|it| (*it, 0, 0)).collect(),
        ..Results::default()
    };
    let answered: Vec<_> = round.asked.iter().filter(|it| !it.is_worked_example).collect();
    let marked: Vec<(&super::Asked, bool)> = answered.iter().map(|it| (*it, it.is_right(bank))).collect();
    for (asked, is_right) in &marked {
        results.n += 1;
        results.n_right += u32::from(*is_right);
        let level = results.by_confidence.iter_mut().find(|it| Some(it.0) == asked.confidence);
        if let Some((_, right, wrong)) = level {
            *if *is_right { right } else { wrong } += 1;
        }
        if !is_right && !results.missed.contains(&asked.skill) {
            results.missed.push(asked.skill.clone());
        }
    }
    for area in &bank.areas {
        let of_area =
            || marked.iter().filter(|(asked, _)| area.skills.iter().any(|skill| skill.id == asked.skill));
        let (n, right) = (of_area().count(), of_area().filter(|it| it.1).count());
        if n > 0 {
            let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            results.by_area.push((area.title.clone(), number(right), number(n)));
        }
    }
    results
}
