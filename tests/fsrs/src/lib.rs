//! A package of its own, because the crate `fsrs` brings forty others that no other test needs.
#![cfg(test)]

use bayplan::quiz::Draws;
use bayplan::quiz::fsrs::{DESIRED_RETENTION, Grade, Memory, interval_days, next};

const HISTORIES: u32 = 20_000;
const REVIEWS: u32 = 12;
const TOLERANCE: f64 = 1e-5;

fn assert_near(ours: f64, theirs: f32, what: &str, seed: u32) {
    let theirs = f64::from(theirs);
    assert!(
        (ours - theirs).abs() <= TOLERANCE * theirs.abs(),
        "{what} of history {seed}: {ours}, not {theirs}"
    );
}

#[test]
#[expect(clippy::cast_possible_truncation, reason = "the crate takes the retention as f32")]
fn random_review_histories_give_what_the_crate_gives() {
    let fsrs = fsrs::FSRS::new(&fsrs::DEFAULT_PARAMETERS).expect("the crate's own parameters are fine");
    for seed in 0..HISTORIES {
        let mut draws = Draws::new(u64::from(seed));
        let (mut ours, mut theirs) = (None::<Memory>, None::<fsrs::MemoryState>);
        for _ in 0..REVIEWS {
            let days = if ours.is_none() || draws.happens(1, 4) { 0 } else { draws.between(1, 200) };
            let states = fsrs
                .next_states(theirs, DESIRED_RETENTION as f32, days)
                .expect("a state that the crate made is one it takes");
            let (grade, state) = match draws.below(4) {
                0 => (Grade::Again, states.again),
                1 => (Grade::Hard, states.hard),
                2 => (Grade::Good, states.good),
                _ => (Grade::Easy, states.easy),
            };
            let memory = next(ours, days, grade);
            assert_near(memory.stability, state.memory.stability, "stability", seed);
            assert_near(memory.difficulty, state.memory.difficulty, "difficulty", seed);
            assert_near(interval_days(memory), state.interval, "interval", seed);
            ours = Some(memory);
            theirs = Some(state.memory);
        }
    }
}
