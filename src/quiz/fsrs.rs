//! When a skill is asked again: FSRS-6 with its published default parameters, by hand.
//!
//! Source: "The Algorithm" in the wiki of open-spaced-repetition/fsrs4anki, FSRS-6. `tests/fsrs` compares it with the
//! crate `fsrs` over 20,000 random histories. Floats are allowed here: nothing that the simulator decides rests on it.

use serde::{Deserialize, Serialize};

/// How well a skill was remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Wrong.
    Again,
    /// Right at the second try or after help.
    Hard,
    /// Right.
    Good,
    /// Right, certain and quick.
    Easy,
}

/// What is known about the memory of one skill.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    /// Days after which it is still remembered with 90 %.
    pub stability: f64,
    /// 1 to 10.
    pub difficulty: f64,
}

/// The share of skills that is to be remembered when they are due.
pub const DESIRED_RETENTION: f64 = 0.9;

/// The longest wait, in days: a course does not last for years.
pub const MAX_INTERVAL_DAYS: u32 = 60;

const W: [f64; 21] = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614,
    0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];

const STABILITY: (f64, f64) = (0.001, 36_500.0);
const DIFFICULTY: (f64, f64) = (1.0, 10.0);

/// The probability that a skill is remembered after this many days.
#[must_use]
pub fn retrievability(memory: Memory, days: f64) -> f64 {
    (1.0 + factor() * days / memory.stability).powf(-W[20])
}

/// The days until a skill is to be asked again, without the cap.
#[must_use]
pub fn interval_days(memory: Memory) -> f64 {
    memory.stability / factor() * (DESIRED_RETENTION.powf(-1.0 / W[20]) - 1.0)
}

/// The whole days until a skill is asked again: 1 to [`MAX_INTERVAL_DAYS`].
#[must_use]
pub fn wait_days(memory: Memory) -> u32 {
    let most = f64::from(MAX_INTERVAL_DAYS);
    // The range of the number is that of its cap.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 1 and 60")]
    let days = interval_days(memory).round().clamp(1.0, most) as u32;
    days
}

/// The memory after a review; `None` is a skill that was never asked for.
#[must_use]
pub fn next(memory: Option<Memory>, days: u32, grade: Grade) -> Memory {
    let Some(memory) = memory else { return first(grade) };
    let difficulty = next_difficulty(memory.difficulty, grade);
    let stability = if days == 0 {
        same_day(memory.stability, grade)
    } else {
        let recall = retrievability(memory, f64::from(days));
        match grade {
            Grade::Again => forgotten(memory, recall),
            Grade::Hard | Grade::Good | Grade::Easy => recalled(memory, recall, grade),
        }
    };
    Memory { stability: stability.clamp(STABILITY.0, STABILITY.1), difficulty }
}

fn first(grade: Grade) -> Memory {
    let stability = match grade {
        Grade::Again => W[0],
        Grade::Hard => W[1],
        Grade::Good => W[2],
        Grade::Easy => W[3],
    };
    Memory { stability, difficulty: first_difficulty(grade).clamp(DIFFICULTY.0, DIFFICULTY.1) }
}

/// 1 to 4, as the formulas count.
fn rating(grade: Grade) -> f64 {
    match grade {
        Grade::Again => 1.0,
        Grade::Hard => 2.0,
        Grade::Good => 3.0,
        Grade::Easy => 4.0,
    }
}

fn factor() -> f64 {
    0.9_f64.powf(-1.0 / W[20]) - 1.0
}

fn first_difficulty(grade: Grade) -> f64 {
    W[4] - (W[5] * (rating(grade) - 1.0)).exp() + 1.0
}

fn next_difficulty(difficulty: f64, grade: Grade) -> f64 {
    let change = -W[6] * (rating(grade) - 3.0);
    let damped = difficulty + change * (10.0 - difficulty) / 9.0;
    let reverted = W[7] * first_difficulty(Grade::Easy) + (1.0 - W[7]) * damped;
    reverted.clamp(DIFFICULTY.0, DIFFICULTY.1)
}

fn recalled(memory: Memory, recall: f64, grade: Grade) -> f64 {
    let weight = match grade {
        Grade::Hard => W[15],
        Grade::Easy => W[16],
        Grade::Again | Grade::Good => 1.0,
    };
    let gain = W[8].exp()
        * (11.0 - memory.difficulty)
        * memory.stability.powf(-W[9])
        * ((W[10] * (1.0 - recall)).exp() - 1.0)
        * weight;
    memory.stability * (1.0 + gain)
}

fn forgotten(memory: Memory, recall: f64) -> f64 {
    let left = W[11]
        * memory.difficulty.powf(-W[12])
        * ((memory.stability + 1.0).powf(W[13]) - 1.0)
        * (W[14] * (1.0 - recall)).exp();
    left.min(memory.stability / (W[17] * W[18]).exp())
}

fn same_day(stability: f64, grade: Grade) -> f64 {
    let change = (W[17] * (rating(grade) - 3.0 + W[18])).exp() * stability.powf(-W[19]);
    match grade {
        Grade::Again => stability * change,
        Grade::Hard | Grade::Good | Grade::Easy => stability * change.max(1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(left: f64, right: f64) {
        assert!((left - right).abs() <= 1e-5 * right.abs(), "{left} is not {right}");
    }

    #[test]
    fn the_first_reviews_are_those_of_the_crate() {
        // Printed by the crate fsrs 6.6.2: a first Good, then each grade after 5 days and on the same day.
        let good = next(None, 0, Grade::Good);
        near(good.stability, 2.3065);
        near(good.difficulty, 2.118_104);
        let after =
            |days| [Grade::Again, Grade::Hard, Grade::Good, Grade::Easy].map(|it| next(Some(good), days, it));
        let stabilities = [0.682_598_23, 11.845_516, 18.167_85, 32.013_226];
        let difficulties = [7.394_502, 4.752_858, 2.111_214_2, 1.0];
        for ((memory, stability), difficulty) in after(5).into_iter().zip(stabilities).zip(difficulties) {
            near(memory.stability, stability);
            near(memory.difficulty, difficulty);
        }
        for (memory, stability) in after(0).into_iter().zip([0.775_083_9, 2.3065, 2.3065, 3.946_054_2]) {
            near(memory.stability, stability);
        }
    }

    #[test]
    fn at_its_stability_a_skill_is_remembered_with_90_percent_and_due() {
        let memory = Memory { stability: 12.5, difficulty: 5.0 };
        near(retrievability(memory, 12.5), 0.9);
        near(interval_days(memory), 12.5);
        near(retrievability(memory, 0.0), 1.0);
    }

    #[test]
    fn the_wait_is_at_least_a_day_and_at_most_sixty() {
        let wait = |stability| wait_days(Memory { stability, difficulty: 5.0 });
        assert_eq!([wait(0.01), wait(2.4), wait(59.6), wait(1000.0)], [1, 2, 60, 60]);
    }
}
