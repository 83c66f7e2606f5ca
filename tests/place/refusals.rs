//! What AWS or the simulator would refuse, and what is not passed over in silence.

use expect_test::{Expect, expect};
use serde_json::{Value, json};

use super::{CLUSTER, answered, check};

/// Only why it is refused; nothing when it is not.
fn check_refusal(changes: &Value, expected: Expect) {
    expected.assert_eq(&answered(changes).err().unwrap_or_default());
}

fn awsvpc(request: &str, fields: &Value) -> Value {
    let container = json!({"name": "n", "image": "i", "memory": 100});
    let definition = json!({"family": "n", "networkMode": "awsvpc", "containerDefinitions": [container]});
    let mut input = json!({"taskDefinitions": [definition], "tasks": []});
    input[request] = fields.clone();
    input
}

#[test]
fn e3052_an_awsvpc_service_needs_a_network_configuration_within_its_limits() {
    let with = |network: Value| {
        let fields = json!({"serviceName": "s", "taskDefinition": "n", "desiredCount": 1,
            "networkConfiguration": network});
        awsvpc("createService", &fields)
    };
    let names = |n: usize| (0..n).map(|it| format!("x-{it}")).collect::<Vec<_>>();
    let configured = |n_subnets: usize, n_groups: usize| {
        with(json!({"awsvpcConfiguration": {"subnets": names(n_subnets), "securityGroups": names(n_groups)}}))
    };
    check_refusal(
        &with(Value::Null),
        expect![
            "createService: `n` has networkMode awsvpc, so the service needs a networkConfiguration with subnets"
        ],
    );
    check_refusal(
        &configured(0, 1),
        expect![
            "createService: `n` has networkMode awsvpc, so the service needs a networkConfiguration with subnets"
        ],
    );
    check_refusal(
        &configured(17, 1),
        expect!["createService: a network configuration takes at most 16 subnets, not 17"],
    );
    check_refusal(
        &configured(16, 6),
        expect!["createService: a network configuration takes at most 5 security groups, not 6"],
    );
    assert_eq!(answered(&configured(16, 5)).err(), None);
    let network = json!({"awsvpcConfiguration": {"subnets": names(17)}});
    let run = json!({"taskDefinition": "n", "networkConfiguration": network});
    check_refusal(
        &awsvpc("runTask", &run),
        expect!["runTask: a network configuration takes at most 16 subnets, not 17"],
    );
}

#[test]
fn overrides_change_what_a_task_reserves() {
    let run = |overrides: Value| {
        let order = json!({"taskDefinition": "web", "count": 2, "overrides": overrides,
            "placementStrategy": [{"type": "binpack", "field": "memory"}]});
        json!({ "runTask": order })
    };
    check(
        run(json!({"containerOverrides": [{"name": "web", "memory": 800}]})),
        expect![[r#"
        on i1 (equal: )
        i1: RESOURCE:MEMORY (Needs 800 MiB, has 100)
        i2: AGENT (Agent not connected)
        i3: RESOURCE:MEMORY (Needs 800 MiB, has 400)"#]],
    );
    check(
        run(json!({"memory": "900", "containerOverrides": [{"name": "web", "command": ["x"]}]})),
        expect![[r#"
            on i1 (equal: )
            i1: RESOURCE:MEMORY (Needs 900 MiB, has 0)
            i2: AGENT (Agent not connected)
            i3: RESOURCE:MEMORY (Needs 900 MiB, has 400)"#]],
    );
    check(
        run(json!({"cpu": "2048"})),
        expect![[r#"
        i1: RESOURCE:CPU (Needs 2,048 CPU units, has 1,024)
        i2: AGENT (Agent not connected; Needs 2,048 CPU units, has 1,024)
        i3: RESOURCE:CPU (Needs 2,048 CPU units, has 1,024)"#]],
    );
    check(
        json!({"startTask": {"taskDefinition": "web", "containerInstances": ["i3"],
            "overrides": {"containerOverrides": [{"name": "web", "memory": 401}]}}}),
        expect!["i3: RESOURCE:MEMORY (Needs 401 MiB, has 400)"],
    );
    let answer = answered(&run(json!({"cpu": "512"}))).unwrap();
    let explanation = answer["explanation"][0].as_str().unwrap();
    assert!(explanation.starts_with("web A3 was placed on"), "the same revision, counted on: {explanation}");
    check_refusal(
        &run(json!({"containerOverrides": [{"name": "app"}]})),
        expect!["runTask: overrides: the task definition has no container `app`"],
    );
    check_refusal(
        &run(json!({"memory": "lots"})),
        expect![[
            r#"runTask: overrides: memory: This is not a memory size. Write MiB such as "1024", or GB such as "1 GB"."#
        ]],
    );
}

#[test]
fn a_daemon_takes_neither_a_count_nor_capacity_providers() {
    let create = |name: &str, value: Value| {
        let mut fields = json!({"serviceName": "d", "taskDefinition": "web", "schedulingStrategy": "DAEMON"});
        fields[name] = value;
        json!({ "createService": fields })
    };
    check_refusal(
        &create("desiredCount", json!(2)),
        expect!["createService: A DAEMON service takes no desired count: it runs one task on each instance."],
    );
    let strategy = json!([{"capacityProvider": "A", "weight": 1}]);
    check_refusal(
        &create("capacityProviderStrategy", strategy),
        expect![
            "createService: On a board a DAEMON service takes a launch type, no capacity provider strategy."
        ],
    );
    assert_eq!(answered(&create("desiredCount", json!(0))).err(), None);
    let service = json!({"serviceName": "d", "taskDefinition": "web", "schedulingStrategy": "DAEMON"});
    let update = json!({"services": [service], "updateService": {"service": "d", "desiredCount": 2}});
    check_refusal(
        &update,
        expect!["updateService: A DAEMON service takes no desired count: it runs one task on each instance."],
    );
}

#[test]
fn an_update_that_begins_a_deployment_is_refused() {
    let update = |changes: Value| {
        let mut fields = json!({"service": "web", "desiredCount": 3});
        fields.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        json!({ "updateService": fields })
    };
    check_refusal(
        &update(json!({"forceNewDeployment": true})),
        expect!["updateService: forceNewDeployment starts a deployment; this tool changes counts only"],
    );
    let strategy = json!([{"capacityProvider": "A", "weight": 1}]);
    check_refusal(
        &update(json!({"capacityProviderStrategy": strategy})),
        expect![
            "updateService: When switching from launch type to capacity provider strategy on an existing service, or making a change to a capacity provider strategy on a service that is already using one, you must force a new deployment."
        ],
    );
    let forced = update(json!({"capacityProviderStrategy": strategy, "forceNewDeployment": true}));
    check_refusal(
        &forced,
        expect!["updateService: forceNewDeployment starts a deployment; this tool changes counts only"],
    );
    assert_eq!(answered(&update(json!({"capacityProviderStrategy": []}))).err(), None);
}

#[test]
fn an_instance_is_told_of_with_its_own_status_and_type() {
    let with = |name: &str, value: &str, request: Value| {
        let cluster: Value = serde_json::from_str(CLUSTER).unwrap();
        let mut instances = cluster["containerInstances"].clone();
        match name {
            "status" => instances[0]["status"] = json!(value),
            _ => instances[0]["attributes"][1]["value"] = json!(value),
        }
        let mut input = awsvpc("startTask", &request);
        input["containerInstances"] = instances;
        input
    };
    let start = || json!({"taskDefinition": "n", "containerInstances": ["i1"]});
    check(with("status", "REGISTERING", start()), expect!["i1: INACTIVE (REGISTERING: takes no new tasks)"]);
    check(with("status", "DRAINING", start()), expect!["i1: INACTIVE (DRAINING: takes no new tasks)"]);
    check_refusal(
        &with("status", "GONE", start()),
        expect!["containerInstances[0]: status `GONE` is not known"],
    );
    let explanation = answered(&with("type", "x9.huge", start())).unwrap()["explanation"].clone();
    expect!["Not in the table of instance types, so their network interfaces count as unlimited: x9.huge."]
        .assert_eq(explanation[0].as_str().unwrap());
    let registering = answered(&with("status", "REGISTERING", start())).unwrap()["explanation"].clone();
    expect!["i1: REGISTERING: takes no new tasks."]
        .assert_eq(registering.as_array().unwrap().last().unwrap().as_str().unwrap());
}
