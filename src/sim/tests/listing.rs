//! The events of services as AWS lists them.

use expect_test::expect;

use super::simulated;
use crate::sim::explain::{KEPT_SERVICE_EVENTS, listing};

fn events(text: &str) -> Vec<String> {
    let listing = listing(&simulated(text, 7));
    listing.service_events.iter().map(|it| format!("{} {}", it.at_seconds, it.message)).collect()
}

/// The second task finds no place; every task that comes is a change after which the service tries again.
const FULL: &str =
    "1 instances of 1024/2048 in a; clock; serve 2 x web 1024/1024; advance 60; run 1 x log 0/16";

#[test]
fn a_duplicate_service_event_is_suppressed_for_six_hours() {
    let n_told = |at: u64| events(&format!("{FULL}; advance {}; run 1 x log 0/16", at - 60)).len();
    assert_eq!(n_told(6 * 3_600 - 1), 1);
    assert_eq!(n_told(6 * 3_600), 2);
}

#[test]
fn a_duplicate_service_event_is_told_again_when_its_cause_was_solved() {
    let again = format!("{FULL}; count 0 1; advance 60; count 0 2; advance 60");
    let starts: Vec<String> = events(&again).iter().map(|it| it.chars().take(40).collect()).collect();
    expect![[r#"
        0 service web was unable to place a task
        60 (service web) (deployment ecs-svc/0) 
        60 service web has reached a steady stat
        120 service web was unable to place a ta
    "#]]
    .assert_eq(&(starts.join("\n") + "\n"));
}

#[test]
fn the_last_hundred_events_of_a_service_are_kept() {
    let scale = |n: u32| format!("; count 0 {}; advance 60", 1 + n % 2);
    let text: String = (0..120).map(scale).collect();
    let all =
        events(&format!("1 instances of 1024/2048 in a; clock; serve 1 x web 100/100; advance 60{text}"));
    assert_eq!(all.len(), KEPT_SERVICE_EVENTS);
    assert!(!all.iter().any(|it| it.starts_with("60 ")), "the oldest are gone");
}
