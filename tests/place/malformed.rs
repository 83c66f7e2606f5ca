//! Input that cannot be: one line that names the field and says what to do.

use expect_test::expect;
use serde_json::{Value, json};

use super::{CLUSTER, answered};

/// The line for each change of a request that would do; a path such as `/runTask/count`.
fn lines(changes: &[(&str, Value)]) -> String {
    let mut good: Value = serde_json::from_str(CLUSTER).unwrap();
    good["runTask"] = json!({"taskDefinition": "web"});
    let line = |(path, value): &(&str, Value)| {
        let mut input = good.clone();
        let (around, name) = path.rsplit_once('/').unwrap();
        input.pointer_mut(around).unwrap()[name] = value.clone();
        let line = answered(&input).err().unwrap_or_else(|| "taken".to_owned());
        assert!(!line.contains('\n'), "{line}");
        line
    };
    changes.iter().map(line).collect::<Vec<_>>().join("\n") + "\n"
}

#[test]
fn a_value_that_cannot_be_is_told_with_its_field() {
    expect![[r#"
        runTask.count: invalid value: integer `-1`, expected a whole number from 0 to 4294967295
        runTask.count: invalid type: floating point `1.5`, expected a whole number from 0 to 4294967295
        runTask.count: invalid type: string "two", expected a whole number from 0 to 4294967295
        runTask.count: invalid value: integer `1000000000000`, expected a whole number from 0 to 4294967295
        runTask.placementStrategy: invalid type: string "spread", expected a list
        runTask.placementConstraints[0]: invalid type: null, expected an object: ConstraintItem
        runTask.capacityProviderStrategy[0].weight: invalid value: integer `-1`, expected a whole number from 0 to 4294967295
        runTask: group has 256 characters; at most 255 are possible
        missing field `containerInstances`
        tasks: invalid type: object, expected a list
        seed: invalid value: integer `-1`, expected a whole number from 0 on
        taken
        taken
    "#]].assert_eq(&lines(&[
        ("/runTask/count", json!(-1)),
        ("/runTask/count", json!(1.5)),
        ("/runTask/count", json!("two")),
        ("/runTask/count", json!(1_000_000_000_000_u64)),
        ("/runTask/placementStrategy", json!("spread")),
        ("/runTask/placementConstraints", json!([null])),
        ("/runTask/capacityProviderStrategy", json!([{"capacityProvider": "A", "weight": -1}])),
        ("/runTask/group", json!("g".repeat(256))),
        ("/containerInstances", json!(null)),
        ("/tasks", json!({})),
        ("/seed", json!(-1)),
        ("/seed", json!(null)),
        ("/services", json!(null)),
    ]));
}

#[test]
fn what_is_given_twice_or_names_what_is_not_given_is_refused() {
    let task = |instance: &str| json!({"taskArn": "arn:t", "containerInstanceArn": instance});
    let definition =
        || json!({"family": "web", "revision": 1, "containerDefinitions": [{"name": "w", "image": "i"}]});
    let service = || json!({"serviceName": "web"});
    expect![[r#"
        tasks[1]: `arn:t` is given twice; give each task once
        tasks[0]: containerInstanceArn `i9` is not among containerInstances; add it or leave the task out
        taskDefinitions[1]: `web:1` is given twice; give each revision once
        services[1]: `web` is given twice; give each service once
        runTask: capacity provider `A` is given twice
    "#]]
    .assert_eq(&lines(&[
        ("/tasks", json!([task("i1"), task("i1")])),
        ("/tasks", json!([task("i9")])),
        ("/taskDefinitions", json!([definition(), definition()])),
        ("/services", json!([service(), service()])),
        (
            "/runTask/capacityProviderStrategy",
            json!([{"capacityProvider": "A", "weight": 1}, {"capacityProvider": "A", "weight": 1}]),
        ),
    ]));
    let network = json!({"awsvpcConfiguration": {"subnets": ["subnet-z"]}});
    let subnets = json!([{"SubnetId": "subnet-a", "AvailabilityZone": "us-east-1a"}]);
    let request = json!({"taskDefinition": "web", "networkConfiguration": network});
    expect!["runTask: networkConfiguration: subnet `subnet-z` is not among subnets; add it there"]
        .assert_eq(&answered(&json!({"subnets": subnets, "runTask": request})).unwrap_err());
}

/// Sections 3.2 to 3.4; what only keeps a definition from being registered, such as no memory, is no matter here.
#[test]
fn a_task_definition_that_cannot_be_registered_is_refused() {
    let with = |mode: &str, container: Value, constraints: Value| {
        let container = json!({"name": "w", "image": "i", "cpu": 1, "portMappings": container});
        let definition = json!({"family": "web", "networkMode": mode, "containerDefinitions": [container],
            "placementConstraints": constraints});
        let answer = answered(
            &json!({"taskDefinitions": [definition], "tasks": [], "runTask": {"taskDefinition": "web"}}),
        );
        answer.err().unwrap_or_else(|| "taken".to_owned())
    };
    let port = |container: u16, host: u16| json!([{"containerPort": container, "hostPort": host}]);
    let lines = [
        with("host", port(80, 81), json!([])),
        with("awsvpc", port(80, 81), json!([])),
        with("none", port(80, 80), json!([])),
        with("bridge", json!([]), json!([{"type": "distinctInstance"}])),
        with("bridge", port(80, 22), json!([])),
        with("bridge", port(80, 81), json!([])),
    ];
    expect![[r#"
        taskDefinitions[0]: containerDefinitions[0].portMappings[0].hostPort: In network mode host, the host port is the container port. Remove hostPort, or set it to 80.
        taskDefinitions[0]: containerDefinitions[0].portMappings[0].hostPort: In network mode awsvpc, the host port is the container port. Remove hostPort, or set it to 80.
        taskDefinitions[0]: containerDefinitions[0].portMappings: In network mode none there can be no port mappings. Remove the port mappings, or choose another network mode.
        taskDefinitions[0]: placementConstraints[0].type: distinctInstance belongs to a RunTask or service request; a task definition knows memberOf only. Move it to the request.
        taken
        taken
    "#]].assert_eq(&(lines.join("\n") + "\n"));
}

#[test]
fn start_task_takes_no_strategy_and_no_constraint() {
    let start = |field: &str, value: Value| {
        let mut order = json!({"taskDefinition": "web", "containerInstances": ["i1"]});
        order[field] = value;
        answered(&json!({ "startTask": order })).unwrap_err()
    };
    expect!["startTask: placementStrategy is not for StartTask, which names its instances; leave it out"]
        .assert_eq(&start("placementStrategy", json!([{"type": "random"}])));
    expect!["startTask: placementConstraints is not for StartTask, which names its instances; leave it out"]
        .assert_eq(&start("placementConstraints", json!([{"type": "distinctInstance"}])));
}

#[test]
fn a_field_of_the_request_that_is_not_read_is_told() {
    let request =
        json!({"taskDefinition": "web", "cluster": "c", "tags": [], "placementStrategies": [], "tag": null});
    let answer = answered(&json!({ "runTask": request })).unwrap();
    assert_eq!(answer["explanation"][0], "Not read: runTask.placementStrategies.");
}
