//! What a spread counts.

use expect_test::expect;
use serde_json::{Value, json};

use super::check;

fn instance(name: &str, zone: &str, provider: Option<&str>, other: Option<&str>) -> Value {
    let mut attributes = vec![json!({"name": "ecs.instance-type", "value": "m5.large"})];
    if !zone.is_empty() {
        attributes.push(json!({"name": "ecs.availability-zone", "value": zone}));
    }
    attributes.extend(other.map(|name| json!({ "name": name })));
    json!({
        "containerInstanceArn": format!("arn:c/{name}"), "capacityProviderName": provider, "attributes": attributes,
        "remainingResources": [{"name": "CPU", "integerValue": 4096}, {"name": "MEMORY", "integerValue": 4096}],
    })
}

fn task(number: u32, instance: &str) -> Value {
    json!({"taskArn": format!("arn:t{number}"), "taskDefinitionArn": "web:1", "group": "family:web",
        "containerInstanceArn": format!("arn:c/{instance}"), "lastStatus": "RUNNING", "desiredStatus": "RUNNING"})
}

/// "The counting domain is the whole cluster", whatever the request may use of it.
#[test]
fn a_spread_counts_the_tasks_on_instances_that_the_request_may_not_use() {
    let zones = json!([{"type": "spread", "field": "attribute:ecs.availability-zone"}]);
    let run = |capacity: Value| {
        let mut order = json!({"taskDefinition": "web", "count": 2, "placementStrategy": zones});
        order.as_object_mut().unwrap().extend(capacity.as_object().unwrap().clone());
        order
    };
    let instances = json!([
        instance("a1", "a", Some("P"), None),
        instance("b1", "b", Some("P"), None),
        instance("a2", "a", Some("Q"), None)
    ]);
    let provider = json!({"capacityProviderStrategy": [{"capacityProvider": "P", "weight": 1}]});
    check(
        json!({"containerInstances": instances, "tasks": [task(1, "a2")], "runTask": run(provider)}),
        expect![[r#"
            on b1 (equal: )
            on a1 (equal: b1)"#]],
    );
    let instances = json!([
        instance("a1", "a", None, None),
        instance("b1", "b", None, None),
        instance("own", "a", None, Some("ecs.capability.external"))
    ]);
    check(
        json!({"containerInstances": instances, "tasks": [task(1, "own")], "runTask": run(json!({}))}),
        expect![[r#"
            on b1 (equal: )
            on a1 (equal: b1)"#]],
    );
}

#[test]
fn a_provider_without_instances_is_an_empty_capacity_provider_and_a_launch_type_is_none() {
    let instances = json!([instance("a1", "a", Some("P"), None)]);
    let run = |capacity: &str, value: Value| {
        let mut order = json!({"taskDefinition": "web"});
        order[capacity] = value;
        json!({"containerInstances": instances, "tasks": [], "runTask": order})
    };
    check(
        run("capacityProviderStrategy", json!([{"capacityProvider": "Q", "weight": 1}])),
        expect!["-: EMPTY CAPACITY PROVIDER ()"],
    );
    check(
        run("launchType", json!("EXTERNAL")),
        expect!["-: No Container Instances were found in your cluster. ()"],
    );
}

#[test]
fn expressions_count_the_running_tasks_that_an_instance_tells_of() {
    let mut busy = instance("a1", "a", None, None);
    busy["runningTasksCount"] = json!(2);
    let only = |expression: &str| {
        let order = json!({"taskDefinition": "web",
            "placementConstraints": [{"type": "memberOf", "expression": expression}]});
        let instances = json!([busy, instance("b1", "b", None, None)]);
        json!({"containerInstances": instances, "tasks": [task(1, "a1")], "runTask": order})
    };
    check(only("runningTasksCount == 0"), expect!["on b1 (equal: )"]);
    check(only("runningTasksCount == 2"), expect!["on a1 (equal: )"]);
}

/// "Windows: … task-level sizes are ignored."
#[test]
fn the_sizes_of_a_windows_task_are_those_of_its_containers() {
    let container = json!({"name": "w", "image": "i", "cpu": 256, "memory": 512});
    let definition = |family: &str| {
        json!({"family": "w", "cpu": "8192", "memory": "16384", "containerDefinitions": [container],
            "runtimePlatform": {"operatingSystemFamily": family}})
    };
    let run = |family: &str| {
        json!({"containerInstances": [instance("a1", "a", None, None)], "tasks": [],
            "taskDefinitions": [definition(family)], "runTask": {"taskDefinition": "w"}})
    };
    check(run("WINDOWS_SERVER_2022_CORE"), expect!["on a1 (equal: )"]);
    check(
        run("LINUX"),
        expect!["a1: RESOURCE:CPU (Needs 8,192 CPU units, has 4,096; Needs 16,384 MiB, has 4,096)"],
    );
}
