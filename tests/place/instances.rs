//! What an instance tells of itself and what it lacks to tell.

use expect_test::expect;
use serde_json::json;

use super::check;
use super::spread::{instance, task};

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

/// "Reserved by default: 22, 2375, 2376, 51678–51680 … Windows default list: 53, 135, …".
#[test]
fn an_instance_that_tells_of_no_ports_has_those_of_its_agent_reserved() {
    let run = |host_port: u16, system: &str| {
        let mut host = instance("a1", "a", None, None);
        host["attributes"].as_array_mut().unwrap().push(json!({"name": "ecs.os-type", "value": system}));
        let container = json!({"name": "w", "image": "i", "memory": 64,
            "portMappings": [{"containerPort": 80, "hostPort": host_port}]});
        json!({"containerInstances": [host], "tasks": [],
            "taskDefinitions": [{"family": "w", "containerDefinitions": [container]}], "runTask": {"taskDefinition": "w"}})
    };
    check(run(22, "linux"), expect!["a1: RESOURCE:PORTS (Port 22 reserved by the instance)"]);
    check(run(22, "windows"), expect!["on a1 (equal: )"]);
    check(run(3389, "windows"), expect!["a1: RESOURCE:PORTS (Port 3389 reserved by the instance)"]);
}
