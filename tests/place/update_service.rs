//! UpdateService with another count.

use expect_test::expect;
use serde_json::{Value, json};

use super::{answered, check};

/// An instance with room for a hundred small tasks, of this capacity provider.
fn instance(name: &str, provider: Option<&str>) -> Value {
    json!({
        "containerInstanceArn": format!("arn:c/{name}"),
        "capacityProviderName": provider,
        "attributes": [
            {"name": "ecs.availability-zone", "value": "us-east-1a"},
            {"name": "ecs.instance-type", "value": "m5.large"}
        ],
        "remainingResources": [
            {"name": "CPU", "integerValue": 100_000}, {"name": "MEMORY", "integerValue": 100_000}
        ],
    })
}

fn task(number: u32, instance: &str, provider: Option<&str>) -> Value {
    json!({
        "taskArn": format!("arn:t{number}"), "taskDefinitionArn": "web:1",
        "containerInstanceArn": format!("arn:c/{instance}"), "capacityProviderName": provider,
        "group": "service:web", "lastStatus": "RUNNING", "desiredStatus": "RUNNING",
    })
}

/// Two tasks on A; base A = 2, A : B = 1 : 4 (spec 7.1: 7 tasks are A3 B4).
fn with_providers(tasks: &Value, desired_count: u32) -> Value {
    let strategy = json!([
        {"capacityProvider": "A", "base": 2, "weight": 1}, {"capacityProvider": "B", "weight": 4}
    ]);
    let service = json!({"serviceName": "web", "taskDefinition": "web:1", "desiredCount": 2,
        "runningCount": 2, "launchType": "EC2", "capacityProviderStrategy": strategy});
    json!({
        "containerInstances": [instance("a", Some("A")), instance("b", Some("B"))],
        "tasks": tasks,
        "services": [service],
        "updateService": {"service": "web", "desiredCount": desired_count},
    })
}

/// How many go to `a` and to `b`.
fn split(input: &Value) -> (usize, usize) {
    let answer = answered(input).unwrap();
    let placements = answer["placements"].as_array().unwrap();
    let n = |arn: &str| placements.iter().filter(|it| it["containerInstanceArn"] == arn).count();
    (n("arn:c/a"), n("arn:c/b"))
}

#[test]
fn a_base_that_is_there_already_is_not_given_again() {
    let tasks = json!([task(1, "a", Some("A")), task(2, "a", Some("A"))]);
    assert_eq!(split(&with_providers(&tasks, 7)), (1, 4));
    assert_eq!(split(&with_providers(&tasks, 12)), (2, 8));
    // Where a task does not name its provider, its instance does.
    let unnamed = json!([task(1, "a", None), task(2, "a", None)]);
    assert_eq!(split(&with_providers(&unnamed, 7)), (1, 4));
    // What one provider lacks by weight comes first.
    let uneven = json!([task(1, "a", None), task(2, "a", None), task(3, "a", None), task(4, "a", None)]);
    assert_eq!(split(&with_providers(&uneven, 7)), (0, 3));
    // Without the tasks, the two are taken to be split as the strategy says.
    assert_eq!(split(&with_providers(&Value::Null, 7)), (1, 4));
}

#[test]
fn a_split_from_nothing_is_that_of_the_model() {
    use bayplan::sim::arithmetic::{ProviderShare, strategy_split};

    for (base, weights) in [(0, [1, 1]), (2, [1, 4]), (3, [0, 2]), (1, [3, 7]), (0, [5, 2])] {
        for count in 0..40 {
            let strategy = json!([
                {"capacityProvider": "A", "base": base, "weight": weights[0]},
                {"capacityProvider": "B", "weight": weights[1]}
            ]);
            let mut input = with_providers(&json!([]), count);
            input["services"][0]["capacityProviderStrategy"] = strategy;
            let shares =
                [ProviderShare { base, weight: weights[0] }, ProviderShare { base: 0, weight: weights[1] }];
            let of_model: Vec<usize> =
                strategy_split(count, &shares).unwrap().into_iter().map(|it| it as usize).collect();
            assert_eq!(split(&input), (of_model[0], of_model[1]), "{count} tasks, base {base}, {weights:?}");
        }
    }
}

#[test]
fn without_tasks_the_counts_of_the_service_tell_how_many_there_are() {
    let counts = |item: Value, desired_count: u32| {
        let mut service = json!({"serviceName": "web", "taskDefinition": "web:1"});
        service.as_object_mut().unwrap().extend(item.as_object().unwrap().clone());
        json!({
            "tasks": null, "services": [service],
            "updateService": {"service": "web", "desiredCount": desired_count}
        })
    };
    check(
        counts(json!({"desiredCount": 2, "runningCount": 2, "pendingCount": 0}), 3),
        expect!["on i1 (equal: i3)"],
    );
    check(counts(json!({"desiredCount": 2, "runningCount": 1, "pendingCount": 1}), 2), expect![""]);
    check(counts(json!({"desiredCount": 2}), 2), expect![""]);
    check(
        counts(json!({"runningCount": 2}), 1),
        expect![
            "refused: updateService: `web` goes from 2 to 1 tasks; without tasks it cannot be said which ones stop"
        ],
    );
    check(
        counts(json!({}), 1),
        expect![
            "refused: updateService: `web` has neither runningCount nor desiredCount; give them, or tasks"
        ],
    );
}
