//! The log, undo, redo, seek and fork.

use super::{commands, scenario, simulated};
use crate::sim::{Command, Explanation, Simulation, TaskPlace, Zone};

const TEXT: &str = "2 instances of 1024/2048 in a b c; run 7 x web 256/512 by spread zone; run 3 x api 256/256; \
                    stop 2; remove 1; run 9 x web 256/512; run 4 x web 256/512 by distinct; 3 instances of m5.large in c; \
                    run 10 x api 256/256 by binpack cpu; run 10 x api 256/256 by binpack cpu; stop 5; stop 99";

#[test]
fn every_task_of_a_request_is_a_decision_of_its_own() {
    let simulation = simulated("2 instances of 1024/2048; run 3 x web 512/512", 7);
    let of_the_run: Vec<u32> = simulation.log().iter().map(|it| it.command).filter(|it| *it == 3).collect();
    assert_eq!(of_the_run.len(), 3);
}

#[test]
fn instances_added_at_once_are_one_command_and_a_decision_each() {
    let mut simulation = simulated("2 instances of m5.large", 7);
    let add =
        |count| Command::AddContainerInstance { instance_type: "m5.large".to_owned(), zone: Zone(0), count };
    simulation.dispatch(add(3));
    let names: Vec<_> = simulation.world().container_instances.values().map(|it| it.name.clone()).collect();
    assert_eq!(names, ["a1", "a2", "a3", "a4", "a5"]);
    assert_eq!(simulation.log().iter().filter(|it| it.command == 2).count(), 3);
    assert!(simulation.undo());
    assert_eq!(simulation.world().container_instances.len(), 2);
    for refused in [0, 11] {
        simulation.dispatch(add(refused));
        assert_eq!(simulation.world().container_instances.len(), 2);
    }
    simulation.dispatch(add(10));
    assert_eq!(simulation.world().container_instances.len(), 12);
}

#[test]
fn time_that_is_played_in_small_steps_is_one_command_and_the_same_world() {
    let board = "2 instances of m5.large; serve 3 x web 256/512; run 2 x api 256/256";
    let started = |text: &str| {
        let mut simulation = Simulation::new(scenario(7));
        simulation.dispatch(Command::StartClock);
        for command in commands(text) {
            simulation.dispatch(command);
        }
        simulation
    };
    let (mut played, mut jumped) = (started(board), started(board));
    let (before, n_commands) = (played.world().hash(), played.commands().len());
    for _ in 0..90 {
        played.advance(1);
    }
    jumped.dispatch(Command::Advance(90));
    assert_eq!(played.commands(), jumped.commands());
    assert_eq!(played.world().hash(), jumped.world().hash());
    for at in 0..played.log().len() {
        let (_, decision) = played.decision(at).unwrap();
        assert_eq!(decision.events, played.log()[at].events, "decision {at} is explained as it happened");
    }
    assert!(played.undo());
    assert_eq!((played.world().hash(), played.cursor()), (before, n_commands));
    assert!(played.redo());
    assert_eq!(played.world().hash(), jumped.world().hash());
    // Something else in between begins a new step.
    played.dispatch(Command::SetSeed(9));
    played.advance(5);
    assert_eq!(played.commands().len(), n_commands + 3);
}

/// At every moment: the commands of the fork make its world, and what had not passed yet makes the rest.
pub(super) fn assert_forks(simulation: &Simulation, moments: impl Iterator<Item = usize>) {
    for moment in moments {
        let mut fork = simulation.fork_at(moment);
        assert_eq!(fork.log(), &simulation.log()[..moment]);
        let replayed = Simulation::replayed(fork.scenario().clone(), fork.commands().to_vec(), fork.cursor());
        assert_eq!(replayed.world().hash(), fork.world().hash(), "moment {moment}");
        let (at, all) = (fork.cursor(), simulation.commands());
        let rest = match (fork.commands().last(), all.get(at.wrapping_sub(1))) {
            (Some(Command::Advance(passed)), Some(Command::Advance(seconds))) if passed < seconds => {
                vec![Command::Advance(seconds - passed)]
            }
            _ => vec![],
        };
        for command in rest.into_iter().chain(all[at..simulation.cursor()].iter().cloned()) {
            fork.dispatch(command);
        }
        assert_eq!(fork.world().hash(), simulation.world().hash(), "from moment {moment} on");
    }
}

#[test]
fn every_moment_of_the_past_can_be_gone_on_from() {
    let text = "2 instances of 1024/2048 in a b; clock; serve 3 x web 256/512; advance 60; deploy 0 web 512/512; \
                advance 200; drain 0; advance 30; lose b; advance 90";
    let simulation = simulated(text, 7);
    let moments: Vec<usize> = simulation.moments().collect();
    let seconds = moments.iter().map(|it| simulation.fork_at(*it).world().clock_seconds);
    let seconds: std::collections::BTreeSet<u64> = seconds.collect();
    assert!(seconds.len() > 10, "moments lie within commands too: {seconds:?}");
    assert_eq!((moments[0], moments.last()), (0, Some(&simulation.log().len())));
    assert_forks(&simulation, moments.into_iter());
}

#[test]
fn undo_takes_exactly_the_last_command_back_and_redo_gives_it_again() {
    let mut simulation = Simulation::new(scenario(7));
    let mut hashes = vec![simulation.world().hash()];
    let mut logs = vec![0];
    for command in commands(TEXT) {
        simulation.dispatch(command);
        hashes.push(simulation.world().hash());
        logs.push(simulation.log().len());
    }
    for n in (0..hashes.len() - 1).rev() {
        assert!(simulation.undo());
        assert_eq!((simulation.world().hash(), simulation.log().len()), (hashes[n], logs[n]));
    }
    assert!(!simulation.undo() && !simulation.can_undo());
    for n in 1..hashes.len() {
        assert!(simulation.redo());
        assert_eq!((simulation.world().hash(), simulation.log().len()), (hashes[n], logs[n]));
    }
    assert!(!simulation.redo() && !simulation.can_redo());
}

#[test]
fn seek_reaches_every_moment_from_every_other() {
    let mut simulation = simulated(TEXT, 7);
    let n = simulation.commands().len();
    let hashes: Vec<u64> = (0..=n)
        .map(|cursor| {
            simulation.seek(cursor);
            simulation.world().hash()
        })
        .collect();
    for cursor in [n, 3, 17, 16, 0, n - 1, 15, 200] {
        simulation.seek(cursor);
        assert_eq!(simulation.world().hash(), hashes[cursor.min(n)]);
    }
}

#[test]
fn a_new_command_after_undo_drops_the_undone_ones() {
    let mut simulation = simulated(TEXT, 7);
    for _ in 0..5 {
        simulation.undo();
    }
    let n = simulation.cursor();
    simulation.dispatch(commands("1 instance of m5.large").remove(0));
    assert_eq!(simulation.commands().len(), n + 1);
    assert!(!simulation.can_redo());
    let again = Simulation::replayed(scenario(7), simulation.commands().to_vec(), n + 1);
    assert_eq!(again.world(), simulation.world());
}

#[test]
fn a_fork_shares_the_past_and_goes_its_own_way() {
    let mut simulation = simulated(TEXT, 7);
    simulation.seek(10);
    let mut fork = simulation.fork();
    assert_eq!(fork.world(), simulation.world());
    assert!(!fork.can_redo() && simulation.can_redo());
    fork.dispatch(commands("1 instance of m5.large").remove(0));
    assert_ne!(fork.world(), simulation.world());
}

#[test]
fn an_explanation_by_replay_agrees_with_what_happened() {
    let simulation = simulated(TEXT, 7);
    let mut n_placements = 0;
    for (index, entry) in simulation.log().iter().enumerate() {
        let (_, decision) = simulation.decision(index).unwrap();
        assert_eq!(decision.events, entry.events);
        if let Explanation::Placement(placement) = simulation.explain(index) {
            n_placements += 1;
            if let (Some(TaskPlace::ContainerInstance(chosen)), false) =
                (placement.chosen, placement.tied.is_empty())
            {
                assert!(placement.tied.contains(&chosen));
            }
        }
    }
    assert!(n_placements > 40);
}

#[test]
fn another_seed_draws_otherwise_and_the_same_seed_draws_the_same() {
    let text = "6 instances of 2048/4096; run 6 x web 128/128";
    assert_eq!(simulated(text, 7).world().tasks, simulated(text, 7).world().tasks);
    assert_ne!(simulated(text, 7).world().tasks, simulated(text, 8).world().tasks);
}
