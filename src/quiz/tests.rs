//! What every generated item must keep to, over many seeds.

use super::generate::{self, GENERATORS, Generator, flaw};
use super::setting::{best, counts_by_instance, counts_by_zone, outcomes, placement};
use super::{Ask, Choice, Item, Response, grade};
use crate::sim::{Stage, World};
use crate::sorted::SortedSet;

/// How many seeds: few while working, 1,000 in `cargo xtask test`, as many as you like by the variable.
fn n_seeds() -> u32 {
    std::env::var("BAYPLAN_SEEDS").ok().and_then(|it| it.parse().ok()).unwrap_or(50)
}

/// Tries a rule on the items of one generator.
fn check(id: &str, rule: impl Fn(&Item)) {
    let generator: &Generator = GENERATORS.iter().find(|it| it.id == id).unwrap();
    for seed in 0..n_seeds() {
        let item =
            generate::item(generator, seed).unwrap_or_else(|| panic!("{id} has no item for seed {seed}"));
        rule(&item);
    }
}

/// One test for each generator, so that they run beside each other.
macro_rules! generators {
    ($($name:ident: $id:literal,)*) => {
        $(#[test] fn $name() { check($id, sound); })*

        #[test]
        fn every_generator_has_its_test() {
            assert_eq!([$($id),*], GENERATORS.each_ref().map(|it| it.id));
        }
    };
}

generators! {
    items_of_spread_place_are_sound: "spread-place",
    items_of_spread_zones_are_sound: "spread-zones",
    items_of_binpack_place_are_sound: "binpack-place",
    items_of_binpack_fill_are_sound: "binpack-fill",
    items_of_binpack_order_are_sound: "binpack-order",
    items_of_chain_place_are_sound: "chain-place",
    items_of_fit_filter_are_sound: "fit-filter",
    items_of_member_of_are_sound: "member-of",
    items_of_distinct_count_are_sound: "distinct-count",
    items_of_port_count_are_sound: "port-count",
    items_of_eni_count_are_sound: "eni-count",
    items_of_stranded_count_are_sound: "stranded-count",
    items_of_memory_count_are_sound: "memory-count",
    items_of_reason_match_are_sound: "reason-match",
    items_of_reservation_sum_are_sound: "reservation-sum",
    items_of_fargate_size_are_sound: "fargate-size",
    items_of_rolling_bounds_are_sound: "rolling-bounds",
    items_of_rolling_first_are_sound: "rolling-first",
    items_of_breaker_count_are_sound: "breaker-count",
    items_of_provider_split_are_sound: "provider-split",
    items_of_provider_metric_are_sound: "provider-metric",
}

fn sound(item: &Item) {
    assert_eq!(flaw(&item.ask), None, "{}", item.reference);
    assert!(item.question.ends_with('?'), "{}: {}", item.reference, item.question);
    for response in wrong_answers(&item.ask) {
        let score = grade(&item.ask, &response);
        assert!(
            !score.is_full(),
            "{}: {response:?} is a wrong rule's answer and gets full marks",
            item.reference
        );
    }
    assert!(grade(&item.ask, &right_answer(&item.ask)).is_full(), "{}", item.reference);
    if item.setting.is_some() {
        assert!(is_solved_by_decide(item), "{}: decide gives another answer", item.reference);
    }
}

/// The answers that wrong rules give.
fn wrong_answers(ask: &Ask) -> Vec<Response> {
    let wrong = |choices: &[Choice]| -> Vec<u8> {
        (0..).zip(choices).filter(|(_, it)| !it.is_right()).map(|(at, _)| at).collect()
    };
    match ask {
        Ask::Single(choices) | Ask::Place(choices) => {
            wrong(choices).into_iter().map(Response::Choice).collect()
        }
        Ask::Multiple(choices) => wrong(choices).into_iter().map(|at| Response::Choices(vec![at])).collect(),
        Ask::Order(order) => order.wrong.iter().map(|it| Response::Order(it.order.clone())).collect(),
        Ask::Match(it) => {
            let shifted =
                |row: &super::MatchRow| Some((row.answer + 1) % u8::try_from(it.options.len()).unwrap());
            vec![Response::Pairs(it.rows.iter().map(shifted).collect())]
        }
        Ask::Numeric(it) => it.wrong.iter().map(|it| Response::Number(it.value)).collect(),
        Ask::Counts(it) => it
            .wrong
            .iter()
            .map(|it| Response::Counts(it.counts.iter().copied().map(Some).collect()))
            .collect(),
    }
}

fn right_answer(ask: &Ask) -> Response {
    let right = |choices: &[Choice]| -> Vec<u8> {
        (0..).zip(choices).filter(|(_, it)| it.is_right()).map(|(at, _)| at).collect()
    };
    match ask {
        Ask::Single(choices) | Ask::Place(choices) => Response::Choice(right(choices)[0]),
        Ask::Multiple(choices) => Response::Choices(right(choices)),
        Ask::Order(order) => Response::Order((0..u8::try_from(order.entries.len()).unwrap()).collect()),
        Ask::Match(it) => Response::Pairs(it.rows.iter().map(|row| Some(row.answer)).collect()),
        Ask::Numeric(it) => Response::Number(it.answer),
        Ask::Counts(it) => Response::Counts(it.answer.iter().copied().map(Some).collect()),
    }
}

/// Whether the board, played as the model plays it and in every other way to break its ties, gives the key.
fn is_solved_by_decide(item: &Item) -> bool {
    let setting = item.setting.as_ref().unwrap();
    let (world, run) = (&setting.world, &setting.run);
    let all = || outcomes(world, run, best);
    let name = |world: &World, id| world.container_instances[&id].name.clone();
    match &item.ask {
        Ask::Place(choices) => {
            let right: SortedSet<_> =
                choices.iter().filter(|it| it.is_right()).map(|it| it.text.clone()).collect();
            right == best(world, run).into_iter().map(|id| name(world, id)).collect()
        }
        Ask::Multiple(choices) => {
            let stage = if run.placement_constraints.is_empty() { Stage::Fit } else { Stage::Rule };
            let passes = placement(world, run).unwrap().instances.into_iter().filter(|it| it.stage > stage);
            let passes: SortedSet<_> = passes.map(|it| name(world, it.container_instance)).collect();
            passes == choices.iter().filter(|it| it.is_right()).map(|it| it.text.clone()).collect()
        }
        Ask::Numeric(it) => {
            let total = |world: &World| counts_by_instance(world, run).iter().sum::<u32>();
            all().iter().all(|after| total(after) - total(world) == it.answer)
        }
        Ask::Counts(it) => {
            let is_by_zone = it.columns.len() == world.zones.len() && it.columns[0].starts_with("Zone");
            let counts = if is_by_zone { counts_by_zone } else { counts_by_instance };
            all().iter().all(|after| counts(after, run) == it.answer)
        }
        Ask::Order(order) => name(world, best(world, run)[0]) == order.entries[0],
        Ask::Match(it) => it.rows.iter().all(|row| {
            let reports = placement(world, run).unwrap().instances;
            let report = reports.iter().find(|it| name(world, it.container_instance) == row.text).unwrap();
            crate::sim::explain::failure_reason(&report.failed[0]) == it.options[usize::from(row.answer)]
        }),
        Ask::Single(_) => false,
    }
}

#[test]
fn one_seed_gives_one_item_for_ever() {
    for generator in &GENERATORS {
        assert_eq!(generate::item(generator, 7), generate::item(generator, 7));
    }
}
