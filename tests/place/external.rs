//! Launch type EXTERNAL.

use expect_test::expect;
use serde_json::{Value, json};

use super::{CLUSTER, check};

/// i1 and i3 as they are, and `own`, a server of one's own.
fn with_external(request: &str, fields: Value) -> Value {
    let cluster: Value = serde_json::from_str(CLUSTER).unwrap();
    let mut instances = cluster["containerInstances"].clone();
    let instances = instances.as_array_mut().unwrap();
    instances.remove(1);
    instances.push(json!({
        "containerInstanceArn": "arn:c/own",
        "attributes": [{"name": "ecs.capability.external"}],
        "remainingResources": [
            {"name": "CPU", "integerValue": 4096}, {"name": "MEMORY", "integerValue": 1000}
        ],
    }));
    let container = json!({"name": "web", "image": "nginx", "cpu": 256, "memory": 300});
    let definition =
        json!({"family": "web", "cpu": "256", "memory": "300", "containerDefinitions": [container]});
    let mut eni = definition.clone();
    (eni["family"], eni["networkMode"]) = (json!("eni"), json!("awsvpc"));
    let mut input = json!({"containerInstances": instances, "taskDefinitions": [definition, eni]});
    input[request] = fields;
    input
}

#[test]
fn external_tasks_go_to_external_instances_and_others_never_do() {
    let run = |launch_type: &str| {
        with_external("runTask", json!({"taskDefinition": "web", "count": 4, "launchType": launch_type}))
    };
    check(
        run("EXTERNAL"),
        expect![[r#"
            on own (equal: )
            on own (equal: )
            on own (equal: )
            own: RESOURCE:MEMORY (Needs 300 MiB, has 100)"#]],
    );
    check(
        run("EC2"),
        expect![[r#"
        on i1 (equal: i3)
        on i1 (equal: i3)
        on i3 (equal: i1)
        on i1 (equal: )"#]],
    );
    let daemon = |launch_type: &str| {
        let fields = json!({"serviceName": "d", "taskDefinition": "web", "schedulingStrategy": "DAEMON",
            "launchType": launch_type});
        with_external("createService", fields)
    };
    check(daemon("EXTERNAL"), expect!["on own (equal: )"]);
    check(
        daemon("EC2"),
        expect![[r#"
        on i1 (equal: )
        on i3 (equal: )"#]],
    );
}

#[test]
fn external_instances_have_no_awsvpc_mode() {
    check(
        with_external("runTask", json!({"taskDefinition": "eni", "launchType": "EXTERNAL"})),
        expect![
            "refused: runTask: `eni` has networkMode awsvpc, which external instances do not have; use bridge, host or none"
        ],
    );
    check(
        with_external(
            "createService",
            json!({"serviceName": "s", "taskDefinition": "eni", "desiredCount": 1, "launchType": "EXTERNAL"}),
        ),
        expect![
            "refused: createService: `eni` has networkMode awsvpc, which external instances do not have; use bridge, host or none"
        ],
    );
    check(
        with_external("startTask", json!({"taskDefinition": "eni", "containerInstances": ["own", "i1"]})),
        expect![[r#"
            on i1 (equal: )
            own: ATTRIBUTE (Lacks the attribute ecs.capability.task-eni)"#]],
    );
    check(
        with_external("startTask", json!({"taskDefinition": "web", "containerInstances": ["own"]})),
        expect!["on own (equal: )"],
    );
}
