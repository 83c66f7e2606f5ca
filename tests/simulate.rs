//! The example `simulate`: a scenario with its seconds in, what happens out.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is wrong")]
#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

#[path = "../examples/simulate/answer.rs"]
mod answer;
#[path = "../examples/simulate/capacity.rs"]
mod capacity;
#[path = "../examples/simulate/command.rs"]
mod command;
#[path = "../examples/simulate/configuration.rs"]
mod configuration;
#[path = "../examples/place/fields.rs"]
mod fields;
#[path = "../examples/simulate/input.rs"]
mod input;
#[path = "../examples/place/network.rs"]
mod network;
#[path = "../examples/simulate/not_read.rs"]
mod not_read;
#[path = "../examples/place/overrides.rs"]
mod overrides;
#[path = "../examples/simulate/play.rs"]
mod play;
#[path = "../examples/place/reading.rs"]
mod reading;
#[path = "../examples/simulate/subnets.rs"]
mod subnets;
#[path = "../examples/simulate/variant.rs"]
mod variant;
#[path = "../examples/place/words.rs"]
mod words;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use expect_test::{expect, expect_file};
use serde_json::{Value, json};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/simulations")
}

fn scenario(name: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(folder().join(name)).unwrap()).unwrap()
}

/// What an answer tells, one line a moment.
fn told(answer: &Value) -> String {
    let all = |name: &str| answer[name].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let id = |value: &Value| text(value).rsplit('/').next().unwrap().to_owned();
    let mut lines: Vec<(u64, String)> = vec![];
    lines.extend(all("taskStateChanges").map(|it| {
        let why = [&it["stopCode"], &it["stoppedReason"]].map(text).join(": ");
        let why = if why == "-: -" { String::new() } else { format!(" ({why})") };
        let state = match (text(&it["lastStatus"]), text(&it["desiredStatus"])) {
            (last, desired) if last == desired || desired == "RUNNING" => last,
            (last, desired) => format!("{last}, to be {desired}"),
        };
        (it["at"].as_u64().unwrap(), format!("task {} {state}{why}", id(&it["taskArn"])))
    }));
    lines.extend(all("serviceEvents").map(|it| (it["createdAt"].as_u64().unwrap(), text(&it["message"]))));
    lines.extend(all("deploymentStages").map(|it| {
        let weight = &it["requestedProductionTrafficWeight"];
        let stage = format!("{} {} {weight}", text(&it["deploymentId"]), text(&it["lifecycleStage"]));
        (it["at"].as_u64().unwrap(), stage)
    }));
    lines.extend(all("failures").map(|it| {
        let what = format!(
            "command {} {} {} {}",
            it["command"],
            id(&it["arn"]),
            text(&it["reason"]),
            text(&it["detail"])
        );
        (it["at"].as_u64().unwrap(), what)
    }));
    lines.sort_by_key(|(at, _)| *at);
    let mut told: Vec<String> = lines.into_iter().map(|(at, line)| format!("{at:>5} {line}")).collect();
    told.push(String::new());
    let world = |name: &str| answer["world"][name].as_array().unwrap().iter();
    for it in world("services") {
        told.push(format!("{} {}/{}", text(&it["serviceName"]), it["runningCount"], it["desiredCount"]));
        told.extend(it["deployments"].as_array().unwrap().iter().map(|it| {
            let (status, reason) = (text(&it["status"]), text(&it["rolloutStateReason"]));
            let (definition, n) = (id(&it["taskDefinition"]), &it["runningCount"]);
            format!(
                "  {status} {definition} {n}/{} failed {}: {reason}",
                it["desiredCount"], it["failedTasks"]
            )
        }));
    }
    told.extend(world("tasks").map(|it| {
        let containers = it["containers"].as_array().unwrap().iter();
        let each = containers.map(|it| format!("{} {}", text(&it["lastStatus"]), it["exitCode"]));
        let place = id(&it["containerInstanceArn"]);
        format!(
            "task {} on {place} {}: {}",
            id(&it["taskArn"]),
            text(&it["lastStatus"]),
            each.collect::<Vec<_>>().join(", ")
        )
    }));
    told.extend(world("capacityProviders").map(|it| {
        let instances = it["autoScalingGroup"]["instances"].as_array().unwrap();
        let names: Vec<String> = instances.iter().map(id).collect();
        format!("{} {}: {}", text(&it["name"]), it["autoScalingGroup"]["desiredCapacity"], names.join(" "))
    }));
    told.extend(world("containerInstances").map(|it| {
        let left = |at: usize| &it["remainingResources"][at]["integerValue"];
        format!("{} {} {}/{} left", id(&it["containerInstanceArn"]), text(&it["status"]), left(0), left(1))
    }));
    told.join("\n") + "\n"
}

#[test]
fn every_scenario_tells_what_its_golden_file_says() {
    let files = std::fs::read_dir(folder()).unwrap().map(|it| it.unwrap().path());
    let is_scenario = |it: &PathBuf| {
        let is_answer = it.file_stem().and_then(OsStr::to_str).is_some_and(|it| it.ends_with(".answer"));
        it.extension() == Some(OsStr::new("json")) && !is_answer
    };
    let scenarios: Vec<PathBuf> = files.filter(is_scenario).collect();
    assert!(scenarios.len() >= 7);
    for file in scenarios {
        let answer = play::answered(&std::fs::read_to_string(&file).unwrap()).unwrap();
        expect_file![file.with_extension("txt")].assert_eq(&told(&answer));
    }
}

/// The one that the README shows.
#[test]
fn an_answer_has_the_fields_of_the_describe_calls() {
    let mut answer = play::answered(&scenario("rolling-update.json").to_string()).unwrap();
    // It changes with every field of the world; `tests/scenarios` holds hashes.
    let hash = answer["world"].as_object_mut().unwrap().remove("hash").unwrap();
    assert_eq!(hash.as_str().map(str::len), Some(16));
    expect_file!["simulations/rolling-update.answer.json"].assert_eq(&format!("{answer:#}\n"));
}

#[test]
fn the_desired_count_of_a_daemon_is_the_number_of_its_instances() {
    let counts = |until: u64| {
        let mut daemon = scenario("daemon.json");
        daemon["commands"].as_array_mut().unwrap().retain(|it| it["at"].as_u64().unwrap() <= until);
        daemon["until"] = json!(until);
        let answer = play::answered(&daemon.to_string()).unwrap();
        let service = &answer["world"]["services"][0];
        ["desiredCount", "runningCount", "pendingCount"].map(|it| service[it].as_u64().unwrap())
    };
    // No instance yet that the constraint allows, then two on their way and settled, and one of three that is left.
    assert_eq!(counts(50), [0, 0, 0]);
    assert_eq!(counts(65), [2, 0, 2]);
    assert_eq!(counts(120), [2, 2, 0]);
    assert_eq!(counts(400), [1, 1, 0]);
}

#[test]
fn a_real_request_is_taken_and_what_was_not_read_is_told() {
    let plain = scenario("rolling-update.json");
    let mut real = plain.clone();
    let fields = json!({
        "cluster": "prod", "clientToken": "x", "tags": [{"key": "a", "value": "b"}], "propagateTags": "SERVICE",
        "enableECSManagedTags": true, "enableExecuteCommand": false, "platformVersion": null,
        "deploymentController": {"type": "ECS"}, "healthCheckGracePeriodSeconds": 60,
        "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"]}},
        "loadBalancers": [{"targetGroupArn": "arn:x", "containerName": "web", "containerPort": 80}],
        "serviceRegistries": [], "placementStrategy": null, "forceNewDeployment": null,
    });
    (real["seed"], real["subnets"]) = (Value::Null, Value::Null);
    real["commands"][0]["createService"].as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    real["commands"][1]["updateService"]["cluster"] = json!("prod");
    let mut answer = play::answered(&real.to_string()).unwrap();
    let not_read = answer.as_object_mut().unwrap().remove("notRead").unwrap();
    assert_eq!(
        not_read,
        json!([
            "commands[0].createService.healthCheckGracePeriodSeconds",
            "commands[0].createService.loadBalancers",
            "commands[0].createService.networkConfiguration",
        ])
    );
    assert_eq!(answer, play::answered(&plain.to_string()).unwrap());
    real["commands"][0]["createService"]["deploymentController"]["type"] = json!("CODE_DEPLOY");
    let refused = play::answered(&real.to_string()).unwrap_err();
    assert!(refused.contains("deploymentController `CODE_DEPLOY` is not modelled; use ECS"), "{refused}");
}

/// Two subnets in two zones, an awsvpc service in one of them, and Fargate in the other.
#[test]
fn tasks_stay_in_the_zones_of_their_subnets_all_the_time() {
    let scenario = scenario("subnets.json");
    let answer = play::answered(&scenario.to_string()).unwrap();
    let zone = |task: &Value| (text_of(&task["group"]), text_of(&task["availabilityZone"]));
    let tasks = answer["world"]["tasks"].as_array().unwrap();
    let zones: BTreeSet<_> = tasks.iter().map(zone).collect();
    let expected = [("family:job", "us-east-1a"), ("service:web", "us-east-1b")];
    assert_eq!(zones, expected.map(|(group, zone)| (group.to_owned(), zone.to_owned())).into());
    assert!(answer["notRead"].is_null());
    let mut other = scenario.clone();
    other["commands"][1]["updateService"]["networkConfiguration"] =
        json!({"awsvpcConfiguration": {"subnets": ["subnet-a"]}});
    let refused = play::answered(&other.to_string()).unwrap_err();
    expect!["commands[1]: networkConfiguration: the tasks of `service:web` have subnets in other zones already; this program keeps the zones of a group, so give the same subnets, or another group"].assert_eq(&refused);
}

#[test]
fn overrides_are_of_one_request_and_its_tasks_are_those_of_the_definition() {
    let answer = play::answered(&scenario("overrides.json").to_string()).unwrap();
    let tasks = answer["world"]["tasks"].as_array().unwrap();
    let definitions: Vec<_> = tasks.iter().map(|it| text_of(&it["taskDefinitionArn"])).collect();
    assert!(definitions.iter().all(|it| it.ends_with("task-definition/web:1")), "{definitions:?}");
    let groups: Vec<_> = tasks.iter().map(|it| text_of(&it["group"])).collect();
    assert!(groups.iter().all(|it| it == "family:web"), "{groups:?}");
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or("-").to_owned()
}

#[test]
fn what_cannot_be_is_one_clear_line() {
    let scenario = scenario("rolling-update.json");
    let with = |change: &dyn Fn(&mut Value)| {
        let mut changed = scenario.clone();
        change(&mut changed);
        play::answered(&changed.to_string()).map(|_| ()).unwrap_err()
    };
    let create = |it: &mut Value, name: &str, value: Value| it["commands"][0]["createService"][name] = value;
    let problems = [
        play::answered("{").unwrap_err(),
        with(&|it| it["commands"][1]["updateService"]["service"] = json!("api")),
        with(&|it| it["commands"][0]["at"] = json!(200)),
        with(&|it| it["commands"][0]["at"] = json!(-1)),
        with(&|it| it["commands"][1]["updateService"]["taskDefinition"] = json!("api:1")),
        with(&|it| it["commands"][1] = json!({"at": 100, "updateServices": {}})),
        with(&|it| it["commands"][1] = json!({"at": 100})),
        with(&|it| {
            it["commands"][1] = json!({"stopTask": {"task": "0"}, "deleteService": {"service": "web"}});
        }),
        with(&|it| it["commands"][1] = json!({"stopTask": {"task": "web"}})),
        with(&|it| create(it, "serviceNames", json!(1))),
        with(&|it| create(it, "launchType", json!("MANAGED_INSTANCES"))),
        with(&|it| create(it, "desiredCount", json!(null))),
        with(&|it| {
            create(
                it,
                "deploymentConfiguration",
                json!({"strategy": "CANARY", "canaryConfiguration": {"canaryPercent": 12.25}}),
            );
        }),
        with(&|it| create(it, "deploymentConfiguration", json!({"bakeTimeInMinutes": 5}))),
        with(&|it| it["containerInstances"][0]["availabilityZone"] = json!("eu-west-1a")),
        with(&|it| it["containerInstances"][0]["instanceType"] = json!("m5.tiny")),
        with(&|it| it["taskDefinitions"][0]["family"] = json!(3)),
        with(&|it| it["availabilityZones"] = json!([])),
        with(&|it| it["availabilityZones"] = json!(["us-east-1a", "us-east-1a"])),
        with(&|it| it["until"] = json!(10_000_000)),
        with(&|it| it["until"] = json!(50)),
    ];
    assert!(problems.iter().all(|it| !it.contains('\n')));
    expect![[r#"
        the input cannot be read: EOF while parsing an object at line 1 column 1
        commands[1]: there is no service `api` at this moment
        commands[1]: second 100 is over, it is 200 already; give the commands in order
        commands[0]: at is not a whole number of seconds
        commands[1]: task definition `api:1` is not registered at this moment
        commands[1]: unknown variant `updateServices`, expected one of `registerTaskDefinition`, `deregisterTaskDefinition`, `runTask`, `startTask`, `stopTask`, `createService`, `updateService`, `deleteService`, `stopServiceDeployment`, `updateTaskProtection`, `updateContainerInstancesState`, `deregisterContainerInstance`, `putAttributes`, `deleteAttributes`, `addContainerInstances`, `stopInstances`, `startInstances`, `terminateInstances`, `setAvailabilityZone`, `setAgentConnected`, `setImagePull`, `setContainerBehavior`, `exitContainer`, `killContainerForMemory`, `setContainerHealth`, `createCapacityProvider`, `updateCapacityProvider`, `deleteCapacityProvider`, `putClusterCapacityProviders`, `setDesiredCapacity`, `registerScalableTarget`, `deregisterScalableTarget`, `setServiceLoad`, `interruptSpotTask`, `interruptSpotInstance`, `setFargateSpot`, `setOffAlarm`
        commands[1]: an item of commands names no command
        commands[1]: an item of commands is one command, not deleteService and stopTask
        commands[1]: task `web` is no number; tasks are numbered from 0 as they are placed
        commands[0]: createService.serviceNames: unknown field `serviceNames`, expected one of `service`, `serviceName`, `taskDefinition`, `desiredCount`, `launchType`, `capacityProviderStrategy`, `schedulingStrategy`, `placementStrategy`, `placementConstraints`, `deploymentConfiguration`, `availabilityZoneRebalancing`, `networkConfiguration`, `forceNewDeployment`
        commands[0]: launchType `MANAGED_INSTANCES` is not known; use EC2, FARGATE or EXTERNAL
        commands[0]: desiredCount is missing; a REPLICA service needs one
        commands[0]: 12.25 is no percentage with one digit after the point
        commands[0]: bakeTimeInMinutes, linearConfiguration and canaryConfiguration need the strategy that they belong to
        containerInstances[0]: availability zone `eu-west-1a` is not one of us-east-1a, us-east-1b
        containerInstances[0]: `m5.tiny` is not in the table of instance types. Choose one from the list.
        taskDefinitions[0]: family: This must be text in double quotes, but it is a number. Write text in double quotes.
        availabilityZones names 0 zones; 1 to 6 are possible
        availabilityZones names `us-east-1a` twice; name each zone once
        until: a scenario ends after at most 604800 seconds
        until: second 50 is over, it is 100 already; give the commands in order
    "#]].assert_eq(&(problems.join("\n") + "\n"));
}
