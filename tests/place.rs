//! The example `place`: a described cluster and one request in, what ECS would do out.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is wrong")]
#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

#[path = "../examples/place/answer.rs"]
mod answer;
#[path = "../examples/place/asked.rs"]
mod asked;
#[path = "../examples/place/capacity.rs"]
mod capacity;
#[path = "../examples/place/cluster.rs"]
mod cluster;
#[path = "../examples/place/fields.rs"]
mod fields;
#[path = "../examples/place/input.rs"]
mod input;
#[path = "../examples/place/network.rs"]
mod network;
#[path = "../examples/place/overrides.rs"]
mod overrides;
#[path = "../examples/place/reading.rs"]
mod reading;
#[path = "../examples/place/refusal.rs"]
mod refusal;
#[path = "../examples/place/remaining.rs"]
mod remaining;
#[path = "../examples/place/request.rs"]
mod request;
#[path = "../examples/place/update.rs"]
mod update;
#[path = "../examples/place/words.rs"]
mod words;

#[path = "place/external.rs"]
mod external;
#[path = "place/instances.rs"]
mod instances;
#[path = "place/malformed.rs"]
mod malformed;
#[path = "place/refusals.rs"]
mod refusals;
#[path = "place/spread.rs"]
mod spread;
#[path = "place/update_service.rs"]
mod update_service;

use expect_test::{Expect, expect};
use serde_json::{Value, json};

/// i1 (zone a): 900 MiB left, port 80 taken, one task of `web`; i2 (b): agent off; i3 (c): 400 MiB left, one `web`.
const CLUSTER: &str = include_str!("requests/three-instances.json");

fn answered(changes: &Value) -> Result<Value, String> {
    let mut input: Value = serde_json::from_str(CLUSTER).unwrap();
    for (name, value) in changes.as_object().unwrap() {
        input[name] = value.clone();
    }
    let input = input::Input::read(&input.to_string())?;
    request::answered(&input).map(|answer| answer.to_json())
}

/// `web on i1 (or i3)`, then failures, events and what stopped.
fn check(changes: Value, expected: Expect) {
    let shown = match answered(&changes) {
        Err(problem) => format!("refused: {problem}"),
        Ok(answer) => {
            let tail =
                |value: &Value| value.as_str().unwrap_or("-").rsplit('/').next().unwrap_or("-").to_owned();
            let mut lines = vec![];
            for it in answer["placements"].as_array().unwrap() {
                let place = if it["containerInstanceArn"].is_null() {
                    tail(&it["availabilityZone"])
                } else {
                    tail(&it["containerInstanceArn"])
                };
                let ties: Vec<String> = it["tiedWith"].as_array().unwrap().iter().map(tail).collect();
                lines.push(format!("on {place} (equal: {})", ties.join(" ")));
            }
            for it in answer["failures"].as_array().unwrap() {
                let (reason, detail) = (it["reason"].as_str().unwrap(), it["detail"].as_str().unwrap());
                lines.push(format!("{}: {reason} ({detail})", tail(&it["arn"])));
            }
            lines.extend(
                answer["events"].as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()),
            );
            lines.extend(
                answer["stopped"].as_array().unwrap().iter().map(|it| format!("{} stopped", tail(it))),
            );
            lines.join("\n")
        }
    };
    expected.assert_eq(&shown);
}

#[test]
fn run_task_packs_and_then_says_why_not() {
    let binpack = json!([{"type": "binpack", "field": "memory"}]);
    check(
        json!({"runTask": {"taskDefinition": "web", "count": 5, "placementStrategy": binpack}}),
        expect![[r#"
            on i3 (equal: )
            on i1 (equal: )
            on i1 (equal: )
            on i1 (equal: )
            i1: RESOURCE:MEMORY (Needs 300 MiB, has 0)
            i2: AGENT (Agent not connected)
            i3: RESOURCE:MEMORY (Needs 300 MiB, has 100)"#]],
    );
}

#[test]
fn a_static_port_that_is_taken_is_a_failure_with_the_reason_of_aws() {
    let container = json!({"name": "p", "image": "i", "cpu": 1, "memory": 300, "portMappings": [{"containerPort": 80, "hostPort": 80}]});
    let definitions = json!([{"family": "p", "containerDefinitions": [container]}]);
    check(
        json!({"taskDefinitions": definitions, "tasks": [], "runTask": {"taskDefinition": "p", "count": 2}}),
        expect![[r#"
            on i3 (equal: )
            i1: RESOURCE:PORTS (Port 80 reserved by the instance)
            i2: AGENT (Agent not connected)
            i3: RESOURCE:MEMORY (Needs 300 MiB, has 100; Port 80 taken by p A1)"#]],
    );
}

#[test]
fn start_task_answers_for_each_instance_that_was_named() {
    check(
        json!({"startTask": {"taskDefinition": "web:1", "containerInstances": ["i1", "i2", "gone"]}}),
        expect![[r#"
            on i1 (equal: )
            i2: AGENT (Agent not connected)
            gone: MISSING (Not in the cluster)"#]],
    );
}

#[test]
fn create_service_spreads_over_zones_and_gives_the_event_when_full() {
    check(
        json!({"createService": {"serviceName": "api", "taskDefinition": "web", "desiredCount": 5}}),
        expect![[r#"
            on i1 (equal: i3)
            on i3 (equal: )
            on i1 (equal: )
            on i1 (equal: )
            service api was unable to place a task because no container instance met all of its requirements. The closest matching container-instance i2 encountered error "AGENT". For more information, see the Troubleshooting section of the Amazon ECS Developer Guide."#]],
    );
}

#[test]
fn a_daemon_goes_once_to_every_instance_that_takes_it() {
    let request = json!({"serviceName": "d", "taskDefinition": "web", "schedulingStrategy": "DAEMON"});
    check(
        json!({"createService": request}),
        expect![[r#"
        on i1 (equal: )
        on i3 (equal: )
        service d was unable to place a task because no container instance met all of its requirements. The closest matching container-instance i2 encountered error "AGENT". For more information, see the Troubleshooting section of the Amazon ECS Developer Guide."#]],
    );
}

#[test]
fn update_service_stops_what_is_too_much_but_nothing_that_is_protected() {
    let fewer = json!({"service": "web", "desiredCount": 0});
    check(
        json!({"updateService": fewer}),
        expect![[r#"
        arn:t1 stopped
        arn:t2 stopped"#]],
    );
    let protected = json!([{"taskArn": "arn:t1", "protectionEnabled": true}]);
    check(
        json!({"updateService": fewer, "protectedTasks": protected}),
        expect![[r#"
        service web was unable to reach steady state because task set (ecs-svc/1) was unable to scale in. Reason: The number of protected tasks are more than the desired count of tasks.
        arn:t2 stopped"#]],
    );
    check(json!({"updateService": {"service": "web", "desiredCount": 3}}), expect!["on i1 (equal: i3)"]);
}

#[test]
fn awsvpc_tasks_stay_in_the_zones_of_their_subnets_and_need_an_interface() {
    let definitions = json!([{"family": "n", "networkMode": "awsvpc", "containerDefinitions": [{"name": "n", "image": "i", "memory": 100}]}]);
    let subnets = json!([{"SubnetId": "subnet-c", "AvailabilityZone": "us-east-1c"}]);
    let network = json!({"awsvpcConfiguration": {"subnets": ["subnet-c"]}});
    check(
        json!({"taskDefinitions": definitions, "tasks": [], "subnets": subnets,
               "runTask": {"taskDefinition": "n", "count": 3, "networkConfiguration": network}}),
        expect![[r#"
            on i3 (equal: )
            on i3 (equal: )
            i1: LOCATION (In another zone than the subnets)
            i2: AGENT (Agent not connected; In another zone than the subnets)
            i3: RESOURCE:ENI (Network interfaces used up: 2 of 2)"#]],
    );
}

#[test]
fn start_task_looks_at_the_zones_of_the_subnets_too() {
    let definitions = json!([{"family": "n", "networkMode": "awsvpc", "containerDefinitions": [{"name": "n", "image": "i", "memory": 100}]}]);
    let subnets = json!([{"SubnetId": "subnet-c", "AvailabilityZone": "us-east-1c"}]);
    let network = json!({"awsvpcConfiguration": {"subnets": ["subnet-c"]}});
    check(
        json!({"taskDefinitions": definitions, "tasks": [], "subnets": subnets,
               "startTask": {"taskDefinition": "n", "containerInstances": ["i1", "i3"], "networkConfiguration": network}}),
        expect![[r#"
            on i3 (equal: )
            i1: LOCATION (In another zone than the subnets)"#]],
    );
}

#[test]
fn fargate_goes_over_the_zones() {
    let definitions = json!([{"family": "f", "networkMode": "awsvpc", "cpu": "256", "memory": "512",
        "requiresCompatibilities": ["FARGATE"], "containerDefinitions": [{"name": "n", "image": "i"}]}]);
    check(
        json!({"taskDefinitions": definitions, "tasks": [], "runTask": {"taskDefinition": "f", "launchType": "FARGATE"}}),
        expect!["on us-east-1b (equal: us-east-1a us-east-1c)"],
    );
}

#[test]
fn bad_input_is_one_clear_line() {
    check(
        json!({}),
        expect![
            "refused: the input has 0 requests; give exactly one of runTask, startTask, createService, updateService"
        ],
    );
    check(
        json!({"runTask": {"taskDefinition": "nope"}}),
        expect!["refused: runTask: task definition `nope` is not among taskDefinitions"],
    );
    check(
        json!({"runTask": {"taskDefinition": "web", "count": 11}}),
        expect!["refused: runTask: RunTask starts 1 to 10 tasks, not 11."],
    );
    check(
        json!({"runTask": {"taskDefinition": "web", "launchType": "FARGATE"}}),
        expect![[
            r#"refused: runTask: The task definition does not allow Fargate. Add "FARGATE" to requiresCompatibilities."#
        ]],
    );
    check(
        json!({"runTask": {"taskDefinition": "web", "placementStrategy": [{"type": "spread", "field": "zone"}]}}),
        expect![
            "refused: runTask: spread over `zone` is not possible; use instanceId, host or attribute:NAME"
        ],
    );
    check(
        json!({"runTask": {"taskDefinition": "web", "placementConstraints": [{"type": "memberOf", "expression": "x = 1"}]}}),
        expect![[
            r#"refused: runTask: The expression `x = 1` cannot be read at character 1: "x" is nothing that can be compared. Start with attribute:NAME, agentConnected, agentVersion, ec2InstanceId, registeredAt, runningTasksCount or task:group."#
        ]],
    );
    check(
        json!({"taskDefinitions": [{"family": "web"}], "runTask": {"taskDefinition": "web"}}),
        expect![[
            r#"refused: taskDefinitions[0]: containerDefinitions: This field is required. Add "containerDefinitions"."#
        ]],
    );
    check(
        json!({"servces": []}),
        expect![
            "refused: servces: unknown field `servces`, expected one of `containerInstances`, `tasks`, `taskDefinitions`, `services`, `subnets`, `protectedTasks`, `runTask`, `startTask`, `createService`, `updateService`, `seed`"
        ],
    );
}
