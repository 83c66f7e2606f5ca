//! Round trips of random progress, and texts that must be refused.

use proptest::prelude::*;

use super::{ProgressError, decode, encode};
use crate::quiz::fsrs::Memory;
use crate::quiz::{Answered, Asked, Confidence, Mode, Progress, Reference, Response, Round, SkillProgress};

fn reference() -> impl Strategy<Value = Reference> {
    ("[a-z][a-z-]{0,20}", 0..9_u32, any::<u32>())
        .prop_map(|(id, version, seed)| Reference::new(&id, version, seed))
}

fn confidence() -> impl Strategy<Value = Option<Confidence>> {
    prop_oneof![Just(None), prop::sample::select(&Confidence::ALL[..]).prop_map(Some)]
}

fn skill() -> impl Strategy<Value = SkillProgress> {
    let memory = (1_000..36_500_000_000_u64, 1_000_000..10_000_000_u64);
    let memory = memory.prop_map(|(stability, difficulty)| Memory {
        stability: super::v1::fraction(stability),
        difficulty: super::v1::fraction(difficulty),
    });
    let times = (any::<u32>(), any::<Option<u32>>(), any::<Option<u32>>());
    (memory, times, reference(), any::<(u32, u32, u32)>()).prop_map(|(memory, times, last, counts)| {
        SkillProgress {
            memory,
            answered_at: times.0.into(),
            last,
            run: counts.0,
            mastered_at: times.1.map(u64::from),
            kept_at: times.2.map(u64::from),
            n_asked: counts.1,
            n_right: counts.2,
        }
    })
}

fn response() -> impl Strategy<Value = Response> {
    let list = prop::collection::vec(any::<u8>(), 0..8);
    prop_oneof![
        any::<u8>().prop_map(Response::Choice),
        list.clone().prop_map(Response::Choices),
        list.prop_map(Response::Order),
        prop::collection::vec(any::<Option<u8>>(), 0..8).prop_map(Response::Pairs),
        any::<u32>().prop_map(Response::Number),
        prop::collection::vec(any::<Option<u32>>(), 0..8).prop_map(Response::Counts),
    ]
}

fn asked() -> impl Strategy<Value = Asked> {
    let flags = any::<(u8, bool, bool)>();
    (reference(), "[a-z-]{1,20}", flags, prop::option::of(response()), confidence()).prop_map(
        |(reference, skill, (n_try, is_worked_example, is_checked), response, confidence)| Asked {
            reference,
            skill,
            n_try,
            is_worked_example,
            response,
            confidence,
            is_checked,
        },
    )
}

fn round() -> impl Strategy<Value = Round> {
    let mode = prop::sample::select(&[Mode::Practice, Mode::Review, Mode::Test][..]);
    let area = prop::option::of("[a-z-]{1,20}");
    (mode, any::<u32>(), area, prop::collection::vec(asked(), 0..12), any::<prop::sample::Index>()).prop_map(
        |(mode, seed, area, asked, at)| {
            let at = u32::try_from(at.index(asked.len() + 1)).unwrap();
            Round { mode, seed, area, asked, at }
        },
    )
}

fn progress() -> impl Strategy<Value = Progress> {
    let answer = (any::<u32>(), reference(), "[a-z-]{1,20}", any::<bool>(), confidence());
    let answer = answer.prop_map(|(at, reference, skill, is_right, confidence)| Answered {
        at: at.into(),
        reference,
        skill,
        is_right,
        confidence,
        misconceptions: vec!["round-robin".to_owned()],
    });
    (
        prop::collection::btree_map("[a-z-]{1,20}", skill(), 0..20),
        prop::collection::vec(answer, 0..20),
        prop::collection::btree_map("[a-z-]{1,20}", 0..u64::MAX, 0..5),
        prop::option::of(round()),
        any::<u32>(),
    )
        .prop_map(|(skills, answers, lessons, round, round_at)| Progress {
            skills: skills.into_iter().collect(),
            answers,
            lessons: lessons.into_iter().collect(),
            round,
            round_at: round_at.into(),
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_kept_comes_back(progress in progress(), generation in any::<u64>()) {
        let text = encode(&progress, generation);
        prop_assert_eq!(decode(&text), Ok((progress.clone(), generation)));
        prop_assert_eq!(encode(&progress, generation), text);
    }

    #[test]
    fn a_changed_byte_is_never_taken_for_another_progress(progress in progress(), at in any::<prop::sample::Index>(), with in b' '..b'~') {
        let text = encode(&progress, 3);
        let mut bytes = text.clone().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = with;
        let Ok(changed) = String::from_utf8(bytes) else { return Ok(()) };
        if let Ok((other, _)) = decode(&changed) {
            prop_assert_eq!(other, progress);
        }
    }

    #[test]
    fn a_cut_text_is_refused(progress in progress(), at in any::<prop::sample::Index>()) {
        let text = encode(&progress, 3);
        let at = at.index(text.len());
        if let Some(cut) = text.get(..at) {
            prop_assert!(decode(cut).is_err());
        }
    }

    #[test]
    fn merging_is_the_same_in_either_order(left in progress(), right in progress()) {
        let (mut one, mut other) = (left.clone(), right.clone());
        one.merge(right.clone());
        other.merge(left.clone());
        let age = |it: &Progress, id: &String| it.skills.get(id).map(|it| (it.answered_at, it.n_asked));
        for id in left.skills.keys().chain(right.skills.keys()) {
            prop_assert_eq!(age(&one, id), age(&left, id).max(age(&right, id)));
        }
        prop_assert_eq!(one.lessons, other.lessons);
        prop_assert_eq!(one.answers.len(), other.answers.len());
    }
}

#[test]
fn each_kind_of_wrong_text_has_its_error() {
    let text = encode(&Progress::default(), 1);
    let newer = text.replace("\"version\":1", "\"version\":2");
    assert_eq!(decode(&newer), Err(ProgressError::Newer { found: 2, known: 1 }));
    assert_eq!(decode("{\"bayplan\":\"progress\""), Err(ProgressError::Cut { bytes: 21 }));
    assert_eq!(decode("hello"), Err(ProgressError::NotOurs));
    assert_eq!(decode("{\"bayplan\":\"sandbox\"}"), Err(ProgressError::NotOurs));
    assert_eq!(decode(&text.replace("\"roundAt\":0", "\"roundAt\":1")), Err(ProgressError::Damaged));
    assert!(matches!(decode(&" ".repeat(300_000)), Err(ProgressError::TooLong { .. })));
}

/// A document of this version, which every later version must read.
#[test]
fn a_released_document_reads_for_ever() {
    let text = include_str!("../../../tests/documents/progress-v1.json");
    let (progress, generation) = decode(text).unwrap();
    assert_eq!((generation, progress.skills.len(), progress.answers.len()), (7, 1, 2));
    assert_eq!(progress.round.unwrap().asked.len(), 1);
}
