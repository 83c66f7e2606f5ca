//! The condition keys of Amazon ECS.

use serde_json::{Value, json};

use super::trials::policy;
use super::{BOTH, EC2, board, definition, launched, order, outcome, run, without};
use crate::sim::roles::{RoleCommand, Roles};
use crate::sim::{Command, LaunchType};

/// What becomes of a launch when the caller may order it under this condition alone.
fn under(definition: &Value, launch_type: LaunchType, action: &str, condition: &Value) -> String {
    let caller = vec![policy(json!([{ "Effect": "Allow", "Action": "*", "Resource": "*" },
            { "Effect": "Deny", "Action": action, "Resource": "*", "Condition": condition }]))];
    launched(definition, launch_type, |roles| roles.caller = caller)
}

#[test]
fn run_task_tells_the_condition_keys_of_ecs_that_are_known() {
    for launch_type in BOTH {
        let denied =
            |condition: Value| under(&definition(), launch_type, "ecs:RunTask", &condition) != "RUNNING";
        assert!(denied(json!({ "NumericGreaterThan": { "ecs:task-cpu": "128" } })));
        assert!(!denied(json!({ "NumericGreaterThan": { "ecs:task-cpu": "256" } })));
        assert!(denied(json!({ "NumericEquals": { "ecs:task-memory": "512" } })));
        assert!(!denied(json!({ "Bool": { "ecs:enable-ebs-volumes": "true" } })));
        assert!(!denied(json!({ "Bool": { "ecs:enable-execute-command": "true" } })));
    }
}

#[test]
fn what_ecs_tells_and_the_model_does_not_know_is_said_to_be_unknown() {
    let unknown = |definition: &Value, key: &str| {
        let condition = json!({ "StringEquals": { key: "x" } });
        let mut simulation = board(definition, |roles: &mut Roles| {
            roles.caller = vec![policy(
                json!({ "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": condition }),
            )];
        });
        run(&mut simulation, EC2);
        outcome(&simulation)
    };
    for key in ["ecs:capacity-provider", "ECS:Capacity-Provider"] {
        let said = unknown(&definition(), key);
        assert!(
            said.contains(&format!("what AWS puts into {key} for this call is not known here")),
            "{said}"
        );
    }
    // On EC2 a task definition need not have a size.
    let mut sizeless = without(&["cpu", "memory", "requiresCompatibilities"]);
    sizeless["containerDefinitions"][0]["memory"] = json!(128);
    let said = unknown(&sizeless, "ecs:task-cpu");
    assert!(said.contains("what AWS puts into ecs:task-cpu"), "{said}");
}

#[test]
fn registering_tells_whether_a_container_is_privileged_and_what_it_is_compatible_with() {
    let registered = |definition: &Value, condition: Value| {
        let mut simulation = board(&super::definition(), |_| ());
        let caller = vec![policy(json!([{ "Effect": "Allow", "Action": "*", "Resource": "*" },
            { "Effect": "Deny", "Action": "ecs:RegisterTaskDefinition", "Resource": "*", "Condition": condition }]))];
        order(&mut simulation, RoleCommand::SetCaller(caller));
        let definition = super::read_task_definition(&definition.to_string()).unwrap().task_definition;
        simulation.dispatch(Command::RegisterTaskDefinition(Box::new(definition)));
        simulation.world().task_definitions.len() == 2
    };
    let mut privileged = definition();
    privileged["containerDefinitions"][0]["privileged"] = json!(true);
    let is_privileged = || json!({ "Bool": { "ecs:privileged": "true" } });
    assert!(!registered(&privileged, is_privileged()));
    assert!(registered(&definition(), is_privileged()));
    let for_fargate = || json!({ "StringEquals": { "ecs:compute-compatibility": "FARGATE" } });
    assert!(!registered(&definition(), for_fargate()));
    assert!(registered(&without(&["requiresCompatibilities"]), for_fargate()));
}
