//! "Why is it not placed there": one reason an instance, as RunTask reports it.

use super::Draft;
use super::board::{Board, definition, in_awsvpc, run, with_host_port};
use crate::quiz::setting::placement;
use crate::quiz::{Ask, Draws, Match, MatchRow, Setting, text};
use crate::sim::{Command, Switch, explain};

/// Instances that each lack one thing, to be matched with the reason.
pub fn matched(draws: &mut Draws) -> Option<Draft> {
    let mut board = Board::new(3);
    let is_awsvpc = draws.happens(1, 2);
    let plain = definition("web", 1024, 2048);
    let asked = if is_awsvpc { in_awsvpc(plain) } else { with_host_port(plain, draws.pick(&[80, 8080])) };
    let web = board.definition(asked.clone());
    let busy = board.definition(definition("busy", 1536, 256));
    let cache = board.definition(definition("cache", 128, 3072));
    let small = if is_awsvpc {
        in_awsvpc(definition("proxy", 64, 64))
    } else {
        let port = asked.container_definitions[0].port_mappings[0].host_port.unwrap_or(80);
        with_host_port(definition("proxy", 64, 64), port)
    };
    let proxy = board.definition(small);
    let mut shortages = [0_u32, 1, 2, 3];
    draws.shuffle(&mut shortages);
    for (zone, shortage) in [0, 1, 1, 2].into_iter().zip(shortages) {
        let id = board.instance(zone, 2048, 4096);
        match shortage {
            0 => board.start(busy, id),
            1 => board.start(cache, id),
            2 => {
                board.start(proxy, id);
                board.start(proxy, id);
            }
            _ => board.give(Command::SetAgent(id, Switch::Off)),
        }
    }
    let setting = Setting { world: board.world, run: run(web, 1, vec![]) };
    let placement = placement(&setting.world, &setting.run)?;
    let rows = setting.world.container_instances.values().map(|instance| {
        let report = placement.instances.iter().find(|it| it.container_instance == instance.id)?;
        // Of several shortfalls AWS does not document which one it reports: each instance has exactly one.
        let [check] = &report.failed[..] else { return None };
        Some((
            instance.name.clone(),
            explain::failure_reason(check),
            explain::check_reason(&setting.world, check),
        ))
    });
    let rows: Vec<_> = rows.collect::<Option<_>>()?;
    let mut options: Vec<&str> =
        vec!["RESOURCE:CPU", "RESOURCE:MEMORY", "RESOURCE:PORTS", "RESOURCE:ENI", "AGENT"];
    draws.shuffle(&mut options);
    let row = |(text, reason, why): (String, &str, String)| {
        let answer = options.iter().position(|it| *it == reason).and_then(|at| u8::try_from(at).ok())?;
        Some(MatchRow { text, answer, why, misconception: "shortage-misread".to_owned() })
    };
    let rows: Vec<_> = rows.into_iter().map(row).collect::<Option<_>>()?;
    let options = options.into_iter().map(str::to_owned).collect();
    let question = text::REASONS_QUESTION.to_owned();
    Some(Draft {
        question,
        ask: Ask::Match(Match { options, rows }),
        rule: text::REASONS_RULE.to_owned(),
        setting: Some(setting),
    })
}
