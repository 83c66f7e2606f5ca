//! Keys and wrong answers of the kinds that are about a board: `decide` gives the key, malrules give the others.

use super::Malrule;
use crate::quiz::setting::{best, counts_by_instance, outcomes, placement, sure};
use crate::quiz::{Ask, Choice, Counts, Numeric, Setting, WrongCounts, WrongNumber, text};
use crate::sim::{ContainerInstanceId, Stage, World, explain};
use crate::sorted::SortedSet;

/// "Which instance takes the task": one choice an instance, and one for none of them.
///
/// None when fewer than two malrules choose otherwise, or when so many instances tie that there is nothing to know.
pub fn place(setting: &Setting, malrules: &[Malrule]) -> Option<Ask> {
    let (world, run) = (&setting.world, &setting.run);
    let placement = placement(world, run)?;
    let right = placement.best();
    if right.is_empty() || right.len() * 2 > world.container_instances.len() {
        return None;
    }
    let wrong: Vec<(Malrule, Vec<ContainerInstanceId>)> = malrules
        .iter()
        .map(|it| (*it, it.best(world, run)))
        .filter(|(_, ids)| ids.iter().all(|id| !right.contains(id)))
        .collect();
    if wrong.iter().map(|(_, ids)| ids).collect::<SortedSet<_>>().len() < 2 {
        return None;
    }
    let mut choices: Vec<Choice> = vec![];
    for instance in world.container_instances.values() {
        let report = placement.instances.iter().find(|it| it.container_instance == instance.id)?;
        let reason = explain::instance_reason(world, &placement, report);
        let malrule = wrong.iter().find(|(_, ids)| ids.contains(&instance.id)).map(|(malrule, _)| *malrule);
        let is_right = right.contains(&instance.id);
        let (misconception, why) = match (is_right, malrule) {
            (true, _) => (None, text::takes_it(&instance.name, right.len())),
            (false, Some(malrule)) => {
                (Some(malrule.id()), text::with_reason(&instance.name, &reason, text::malrule(malrule)))
            }
            (false, None) => (Some(of_stage(report.stage)), text::with_reason(&instance.name, &reason, "")),
        };
        choices.push(Choice {
            text: instance.name.clone(),
            why,
            misconception: misconception.map(str::to_owned),
        });
    }
    let nowhere = wrong.iter().find(|(_, ids)| ids.is_empty()).map(|(malrule, _)| *malrule);
    choices.push(Choice {
        text: text::NO_INSTANCE.to_owned(),
        why: nowhere.map_or(text::SOME_FIT, text::malrule).to_owned(),
        misconception: Some(nowhere.map_or("must-be-perfect", Malrule::id).to_owned()),
    });
    Some(Ask::Place(choices))
}

/// The idea behind an instance that no malrule chose.
fn of_stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Fit => "does-not-fit",
        Stage::Rule => "constraint-as-preference",
        Stage::Rank | Stage::Best => "strategy-misread",
    }
}

/// "How many tasks are placed".
pub fn placed(setting: &Setting, malrules: &[Malrule], others: Vec<WrongNumber>, why: &str) -> Option<Ask> {
    let (world, run) = (&setting.world, &setting.run);
    let before: u32 = counts_by_instance(world, run).iter().sum();
    let n_placed = |world: &World| counts_by_instance(world, run).iter().sum::<u32>() - before;
    let answer = sure(&outcomes(world, run, best), n_placed)?;
    let mut wrong: Vec<WrongNumber> = vec![];
    let of_malrules = malrules.iter().filter_map(|malrule| {
        Some(WrongNumber {
            value: sure(&malrule.outcomes(world, run), n_placed)?,
            misconception: malrule.id().to_owned(),
            why: text::malrule(*malrule).to_owned(),
            differs_at: differs_at(setting, *malrule),
        })
    });
    for number in of_malrules.chain(others) {
        if number.value != answer && wrong.iter().all(|it| it.value != number.value) {
            wrong.push(number);
        }
    }
    let unit = text::TASKS.to_owned();
    Some(Ask::Numeric(Numeric { unit, answer, tolerance: 0, why: why.to_owned(), wrong }))
}

/// "How many tasks are in each column afterwards".
pub fn counted(
    setting: &Setting,
    columns: Vec<String>,
    measure: impl Fn(&World) -> Vec<u32>,
    malrules: &[Malrule],
    why: &str,
) -> Option<Ask> {
    let (world, run) = (&setting.world, &setting.run);
    let answer = sure(&outcomes(world, run, best), &measure)?;
    let mut wrong: Vec<WrongCounts> = vec![];
    for malrule in malrules {
        let Some(counts) = sure(&malrule.outcomes(world, run), &measure) else { continue };
        if counts != answer && wrong.iter().all(|it| it.counts != counts) {
            wrong.push(WrongCounts {
                counts,
                misconception: malrule.id().to_owned(),
                why: text::malrule(*malrule).to_owned(),
                differs_at: differs_at(setting, *malrule),
            });
        }
    }
    Some(Ask::Counts(Counts { columns, answer, why: why.to_owned(), wrong }))
}

/// The first decision at which the board goes where the malrule would not.
fn differs_at(setting: &Setting, malrule: Malrule) -> Option<u32> {
    let decisions = setting.decisions();
    let parts = |(world, placement): &(World, crate::sim::Placement)| {
        let (right, wrong) = (placement.best(), malrule.best(world, &setting.run));
        right.is_empty() != wrong.is_empty()
            || wrong.iter().all(|id| !right.contains(id)) && !wrong.is_empty()
    };
    decisions.iter().position(parts).and_then(|at| u32::try_from(at).ok())
}
