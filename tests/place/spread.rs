//! What a spread counts, and which instances are asked.

use expect_test::expect;
use serde_json::{Value, json};

use super::check;

pub(super) fn instance(name: &str, zone: &str, provider: Option<&str>, other: Option<&str>) -> Value {
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

pub(super) fn task(number: u32, instance: &str) -> Value {
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
