//! What an explanation holds and how it reads.

use expect_test::{Expect, expect};

use super::{refusal, simulated};
use crate::ecs::PlacementConstraint;
use crate::sim::{Command, LaunchType, RunTask, TaskDefinitionId, Zone, explain};

fn check_explanation(text: &str, expected: Expect) {
    super::check_explanation(&simulated(text, 7), expected);
}

#[test]
fn every_rejected_instance_says_what_it_lacks() {
    check_explanation(
        "1 instance of 256/4096; 1 instance of 2048/512; 1 instance of 2048/4096; run 1 x api 128/128 port 80 by binpack memory; \
         run 1 x web 512/1024 port 80",
        expect![[r#"
            web B1 was placed on a3. 1 of 3 instances could fit it, 1 obeyed the rules.
            Random: 1
            a3: The only one left
            a1: Needs 512 CPU units, has 256
            a2: Needs 1,024 MiB, has 384
            1 x RESOURCE:CPU
            1 x RESOURCE:MEMORY
        "#]],
    );
}

#[test]
fn ranks_and_ties_are_told_apart() {
    check_explanation(
        "2 instances of 2048/4096 in a b; 1 instance of 2048/8192 in b; 1 instance of 128/128 in c; \
         run 1 x web 512/1024 by spread zone, binpack memory; run 1 x web 512/1024 by spread zone, binpack memory",
        expect![[r#"
            web A2 was placed on b1. 5 of 6 instances could fit it, 5 obeyed the rules.
            Spread(Attribute("ecs.availability-zone")): 3
            Binpack(Memory): 2
            b1: Drawn from 2 equal ones
            b2: Same memory left, not drawn
            b3: More memory left: 8,192 MiB
            a1: More tasks in its zone: 1
            a2: More tasks in its zone: 1
            c1: Needs 512 CPU units, has 128
            b1 and b2 were equal; AWS does not document how it chooses; the model drew with seed 7.
            1 x RESOURCE:CPU
        "#]],
    );
}

#[test]
fn random_says_that_it_takes_any() {
    check_explanation(
        "3 instances of 2048/4096; run 1 x web 512/1024",
        expect![[r#"
        web A1 was placed on a2. 3 of 3 instances could fit it, 3 obeyed the rules.
        Random: 1
        a2: Drawn from 3 equal ones
        a1: Eligible, not drawn
        a3: Eligible, not drawn
        Random takes any of a1, a2 and a3; the model drew with seed 7.
    "#]],
    );
}

#[test]
fn an_empty_cluster_is_said_in_the_words_of_aws() {
    check_explanation(
        "run 1 x web 512/1024",
        expect![[r#"
        web A1 was not placed. No Container Instances were found in your cluster.
        Random: 0
    "#]],
    );
}

#[test]
fn distinct_instance_gives_the_reason_of_aws() {
    check_explanation(
        "1 instance of 2048/4096; run 2 x web 512/1024 by distinct",
        expect![[r#"
        web A2 was not placed. 1 of 1 instance could fit it, 0 obeyed the rules.
        Random: 0
        a1: Already runs a task of this group
        1 x DistinctInstance placement constraint unsatisfied.
    "#]],
    );
}

#[test]
fn fargate_says_the_zone_and_how_many_were_equal() {
    check_explanation(
        "run 2 x web 256/512 fargate",
        expect![[r#"
        web A2 was placed on Fargate in us-east-1a. 2 zones had equally few tasks of its group.
        us-east-1a and us-east-1c were equal; AWS does not document how it chooses; the model drew with seed 7.
    "#]],
    );
}

#[test]
fn an_expression_that_matches_nothing_gives_the_reason_of_aws() {
    check_explanation(
        "2 instances of 2048/4096; run 1 x web 512/1024 by only attribute:stack == prod",
        expect![[r#"
            web A1 was not placed. 2 of 2 instances could fit it, 0 obeyed the rules.
            Random: 0
            a1: Does not match the expression
            a2: Does not match the expression
            2 x MemberOf placement constraint unsatisfied.
        "#]],
    );
}

#[test]
fn an_expression_that_cannot_be_read_is_refused_with_the_place() {
    let Command::RunTask(mut request) = run(0, 1, LaunchType::Ec2) else { panic!("it runs a task") };
    request.placement_constraints = vec![PlacementConstraint::MemberOf("attribute:stack = prod".into())];
    let refusal = refusal("1 instance of 2048/4096; run 1 x web 256/512", Command::RunTask(request));
    expect![[r#"The expression `attribute:stack = prod` cannot be read at character 17: "=" alone is not an operator. Use == to compare with a value, =~ to match a pattern."#]].assert_eq(&explain::refusal_sentence(&refusal));
}

fn run(task_definition: u32, count: u32, launch_type: LaunchType) -> Command {
    Command::RunTask(RunTask {
        task_definition: TaskDefinitionId(task_definition),
        count,
        launch_type,
        capacity_provider_strategy: None,
        placement_strategy: vec![],
        placement_constraints: vec![],
        group: None,
    })
}

#[test]
fn refusals_say_what_to_do() {
    let add = Command::AddContainerInstance { instance_type: "x9.huge".to_owned(), zone: Zone(0), count: 1 };
    let elsewhere =
        Command::AddContainerInstance { instance_type: "m5.large".to_owned(), zone: Zone(3), count: 1 };
    let cases = [
        refusal("", add),
        refusal("", elsewhere),
        refusal("", run(0, 1, LaunchType::Ec2)),
        refusal("run 1 x web 256/512", run(0, 11, LaunchType::Ec2)),
        refusal("run 1 x web 256/512", run(0, 0, LaunchType::Ec2)),
        refusal("run 1 x web 256/512", run(0, 1, LaunchType::Fargate)),
        refusal("run 1 x web 300/512 fargate", run(0, 1, LaunchType::Fargate)),
    ];
    let sentences: Vec<String> = cases.iter().map(explain::refusal_sentence).collect();
    expect![[r#"
        `x9.huge` is not in the table of instance types. Choose one from the list.
        What was named is not there. Choose something that is on the board.
        What was named is not there. Choose something that is on the board.
        RunTask starts 1 to 10 tasks, not 11.
        RunTask starts 1 to 10 tasks, not 0.
        The task definition does not allow Fargate. Add "FARGATE" to requiresCompatibilities.
        No Fargate configuration exists for given values. 300 CPU units with 512 MiB is not in the table of sizes."#]].assert_eq(&sentences.join("\n"));
}
