//! Applications that answer late.

use super::*;

#[test]
fn a3_3_a_target_that_answers_later_than_the_timeout_of_its_check_is_unhealthy_target_timeout() {
    let after = |kind, timeout_seconds, answers_after_seconds| {
        let mut setup = in_grace(fargate(1));
        (setup.kind, setup.groups[0].kind) = (kind, kind);
        assert_eq!(TargetGroupSettings::new("x".to_owned(), ALB).health_check.timeout_seconds, 5);
        setup.groups[0].health_check.timeout_seconds = timeout_seconds;
        setup.application = Application { answers_after_seconds, ..Application::default() };
        state(&setup.started(60), 0)
    };
    assert_eq!(after(ALB, 5, 5), ("healthy", ""));
    assert_eq!(after(ALB, 5, 6), ("unhealthy", "Target.Timeout"));
    assert_eq!(after(ALB, 10, 6), ("healthy", ""), "the timeout can be raised");
    // A connection is accepted at once, and an NLB asks for no more.
    assert_eq!(after(NLB, 10, 11), ("healthy", ""));
}

#[test]
fn a3_3_a_target_that_becomes_slow_is_noticed_after_two_checks() {
    let mut simulation = in_grace(fargate(1)).started(60);
    set_application(&mut simulation, Application { answers_after_seconds: 6, ..Application::default() });
    advance(&mut simulation, 59);
    assert_eq!(state(&simulation, 0), ("healthy", ""));
    advance(&mut simulation, 1);
    assert_eq!(state(&simulation, 0), ("unhealthy", "Target.Timeout"));
    set_application(&mut simulation, Application::default());
    advance(&mut simulation, 150);
    assert_eq!(state(&simulation, 0), ("healthy", ""));
}

#[test]
fn a3_1_what_answers_after_the_idle_timeout_of_an_alb_is_a_504() {
    let answered = |kind, answers_after_seconds| {
        let mut setup = in_grace(fargate(1));
        (setup.kind, setup.groups[0].kind) = (kind, kind);
        let mut simulation = setup.started(60);
        set_application(&mut simulation, Application { answers_after_seconds, ..Application::default() });
        send(&mut simulation, 10);
        last(&simulation)
    };
    assert_eq!(answered(ALB, 60), (10, 10, [0; 4]));
    assert_eq!(answered(ALB, 61), (10, 0, [0, 0, 0, 10]));
    assert_eq!(answered(NLB, 61), (10, 10, [0; 4]), "no code, and 350 s to wait");
}
