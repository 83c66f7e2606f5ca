//! Questions about task definitions: what a task reserves, and which sizes Fargate has.
#![expect(clippy::unnecessary_wraps, reason = "a draft of other generators may fail, and all have one type")]

use super::Draft;
use super::board::definition;
use crate::ecs::{ContainerDefinition, Demand, TaskDefinition, fargate_sizes};
use crate::quiz::{Ask, Choice, Counts, Draws, WrongCounts, text};

/// What one task reserves on a container instance.
pub fn reservation(draws: &mut Draws) -> Option<Draft> {
    let mut asked = definition("app", draws.pick(&[256, 512, 1024]), draws.pick(&[1024, 2048]));
    let app = &mut asked.container_definitions[0];
    app.memory_reservation_mib = draws.happens(2, 3).then(|| draws.pick(&[256, 512, 768]));
    asked.container_definitions.push(ContainerDefinition {
        name: "proxy".to_owned(),
        cpu_units: draws.pick(&[64, 128, 256]),
        memory_mib: Some(draws.pick(&[256, 512])),
        ..ContainerDefinition::default()
    });
    if draws.happens(1, 3) {
        // At least what the containers add up to, or it could not be registered.
        asked.cpu_units = Some(2048);
        asked.memory_mib = Some(draws.pick(&[3072, 4096]));
    }
    let demand = Demand::of(&asked);
    let answer = vec![demand.cpu_units, demand.memory_mib];
    let mut wrong: Vec<WrongCounts> = vec![];
    for (misconception, why, read) in misreadings(&asked) {
        let demand = Demand::of(&read);
        let counts = vec![demand.cpu_units, demand.memory_mib];
        if counts != answer && wrong.iter().all(|it| it.counts != counts) {
            let (misconception, why) = (misconception.to_owned(), why.to_owned());
            wrong.push(WrongCounts { counts, misconception, why, differs_at: None });
        }
    }
    let columns = vec![text::CPU_UNITS.to_owned(), text::MEMORY_MIB.to_owned()];
    let ask = Ask::Counts(Counts { columns, answer, why: text::RESERVATION_WHY.to_owned(), wrong });
    let question = text::reservation_question(&asked);
    Some(Draft { question, ask, rule: text::RESERVATION_RULE.to_owned(), setting: None })
}

/// The definition as somebody with a wrong idea reads it.
fn misreadings(asked: &TaskDefinition) -> [(&'static str, &'static str, TaskDefinition); 4] {
    let changed = |change: fn(&mut TaskDefinition)| {
        let mut read = asked.clone();
        change(&mut read);
        read
    };
    [
        (
            "hard-limit-reserved",
            text::HARD_LIMIT_RESERVED,
            changed(|it| it.container_definitions.iter_mut().for_each(|it| it.memory_reservation_mib = None)),
        ),
        (
            "task-size-ignored",
            text::TASK_SIZE_IGNORED,
            changed(|it| (it.cpu_units, it.memory_mib) = (None, None)),
        ),
        (
            "first-container-only",
            text::FIRST_CONTAINER_ONLY,
            changed(|it| {
                it.container_definitions.truncate(1);
                (it.cpu_units, it.memory_mib) = (None, None);
            }),
        ),
        (
            "containers-on-top",
            text::CONTAINERS_ON_TOP,
            changed(|it| {
                let of_containers =
                    Demand::of(&TaskDefinition { cpu_units: None, memory_mib: None, ..it.clone() });
                it.cpu_units = it.cpu_units.map(|cpu| cpu + of_containers.cpu_units);
                it.memory_mib = it.memory_mib.map(|memory| memory + of_containers.memory_mib);
            }),
        ),
    ]
}

/// Which of four pairs Fargate has.
pub fn fargate_size(draws: &mut Draws) -> Option<Draft> {
    // 32 vCPU stand in one source only, so nobody is asked for them.
    let sizes: Vec<_> = fargate_sizes().iter().filter(|it| !it.is_single_source).collect();
    let is_valid =
        |cpu: u32, memory: u32| sizes.iter().any(|it| it.cpu_units == cpu && it.memory_mib.contains(&memory));
    let size = draws.pick(&sizes);
    let right = (size.cpu_units, draws.pick(&size.memory_mib));
    let other = draws.pick(&sizes);
    let step = if other.cpu_units >= 8192 { 1024 } else { 512 };
    let candidates = [
        (
            (size.cpu_units, size.memory_mib[size.memory_mib.len() - 1] * 2),
            "memory-unbounded",
            text::TOO_MUCH_MEMORY,
        ),
        ((other.cpu_units, other.memory_mib[0] / 2), "memory-from-zero", text::TOO_LITTLE_MEMORY),
        ((other.cpu_units, draws.pick(&other.memory_mib) + step), "any-step", text::BETWEEN_STEPS),
        ((draws.pick(&[768, 1536, 3072]), right.1), "any-cpu", text::NO_SUCH_CPU),
    ];
    let mut choices = vec![Choice {
        text: text::size(right.0, right.1),
        why: text::IN_THE_TABLE.to_owned(),
        misconception: None,
    }];
    for ((cpu, memory), misconception, why) in candidates {
        let text = text::size(cpu, memory);
        if !is_valid(cpu, memory) && choices.iter().all(|it| it.text != text) && choices.len() < 4 {
            choices.push(Choice { text, why: why.to_owned(), misconception: Some(misconception.to_owned()) });
        }
    }
    if choices.len() < 4 {
        return None;
    }
    let question = text::FARGATE_SIZE_QUESTION.to_owned();
    Some(Draft {
        question,
        ask: Ask::Single(choices),
        rule: text::FARGATE_SIZE_RULE.to_owned(),
        setting: None,
    })
}
