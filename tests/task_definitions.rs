//! Registration checks of `ecs`, rule by rule, and files as they are published.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![allow(clippy::cloned_ref_to_slice_refs, reason = "rows of a table should look alike")]

use std::path::Path;

use bayplan::ecs::{
    Compatibility, Demand, Finding, HostPort, LINUX_AGENT_CAPABILITIES, Protocol, Severity,
    required_attributes, text, validate,
};
use serde_json::{Value, json};

/// A valid task definition with `top` laid over it, and one container for each of `containers`, laid over a valid one.
fn task(top: Value, containers: &[Value]) -> String {
    let mut task = json!({"family": "t"});
    let laid_over = |under: &mut Value, over: &Value| {
        for (name, value) in over.as_object().unwrap() {
            under[name] = value.clone();
        }
    };
    task["containerDefinitions"] = containers
        .iter()
        .enumerate()
        .map(|(index, over)| {
            let mut container = json!({"name": format!("c{index}"), "image": "nginx", "memory": 64});
            laid_over(&mut container, over);
            container
        })
        .collect();
    laid_over(&mut task, &top);
    task.to_string()
}

/// `error containerDefinitions[0].memory NoMemory`, as short as it goes.
fn short(finding: &Finding) -> String {
    let severity = if finding.severity == Severity::Error { "" } else { "warning " };
    let rule = format!("{:?}", finding.rule);
    let rule = rule.split([' ', '{']).next().unwrap();
    let field = finding.field.replace("containerDefinitions", "c");
    format!("{severity}{field} {rule}")
}

fn check_for(target: Option<Compatibility>, text: &str, expected: &[&str]) {
    let reading = validate(text, target).unwrap();
    let findings: Vec<String> = reading.findings.iter().map(short).collect();
    assert_eq!(findings, expected, "{text}");
    for finding in &reading.findings {
        let line = text::line(finding);
        assert!(!line.contains("  ") && line.ends_with(['.', '?', '*']), "{line}");
    }
}

fn check(top: Value, containers: &[Value], expected: &[&str]) {
    check_for(None, &task(top, containers), expected);
}

fn fargate(top: Value, containers: &[Value], expected: &[&str]) {
    let mut all = json!({"requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": "256", "memory": "512"});
    for (name, value) in top.as_object().unwrap() {
        all[name] = value.clone();
    }
    check(all, containers, expected);
}

#[test]
fn all_problems_are_reported_at_once_each_at_its_field() {
    check_for(
        None,
        r#"{
            "familly": "web",
            "networkMode": "awsvcp",
            "cpu": 256,
            "memory": "512 MB",
            "requiresCompatibilities": "FARGATE",
            "containerDefinitions": [
                {"name": "a b", "image": "nginx", "cpu": "128", "essential": "true", "portMappings": [{"containerPort": 80.5}]},
                "nginx",
                {"image": 7, "memory": -1, "hostPort": 80, "portMappings": [{"containerPort": 80, "hostPort": 70000}]}
            ]
        }"#,
        &[
            "c[0].cpu WrongType",
            "c[0].essential WrongType",
            "c[0].portMappings[0].containerPort WrongType",
            "c[1] WrongType",
            "warning c[2].hostPort UnknownField",
            "c[2].image WrongType",
            "c[2].memory OutOfRange",
            "c[2].portMappings[0].hostPort OutOfRange",
            "c[2].name Missing",
            "warning cpu SizeIsANumber",
            "warning familly UnknownField",
            "memory NotAMemorySize",
            "networkMode UnknownValue",
            "requiresCompatibilities WrongType",
            "family Missing",
            "c[0].name BadName",
            "c[0].memory NoMemory",
        ],
    );
}

#[test]
fn an_unknown_field_is_a_warning_with_a_suggestion() {
    let text = task(json!({"network_mode": "awsvpc"}), &[json!({"portMapings": [], "colour": "blue"})]);
    let reading = validate(&text, None).unwrap();
    let lines: Vec<String> = reading.findings.iter().map(text::line).collect();
    assert!(reading.is_registrable());
    assert_eq!(
        lines,
        [
            "containerDefinitions[0].colour: There is no field of this name here; AWS's own tools refuse it. \
             Remove it, or check its spelling and its place.",
            "containerDefinitions[0].portMapings: There is no field of this name here; AWS's own tools refuse it. \
             Did you mean \"portMappings\"?",
            "network_mode: There is no field of this name here; AWS's own tools refuse it. \
             Did you mean \"networkMode\"?",
        ]
    );
}

#[test]
fn other_json_is_told_apart_from_a_task_definition() {
    for (text, expected) in [
        ("[]", "Other"),
        ("7", "Other"),
        (r#"{"services": []}"#, "Other"),
        (r#"[{"name": "a", "image": "b"}]"#, "ContainerDefinitions"),
        (r#"{"Type": "AWS::ECS::TaskDefinition", "Properties": {}}"#, "CloudFormation"),
        (r#"{"Family": "web", "ContainerDefinitions": []}"#, "CloudFormation"),
    ] {
        let findings = validate(text, None).unwrap().findings;
        assert_eq!(findings.len(), 1, "{text}");
        assert!(format!("{:?}", findings[0].rule).contains(expected), "{text}: {findings:?}");
    }
    check_for(None, "{}", &["family Missing", "c Missing"]);
}

#[test]
fn what_describe_task_definition_prints_is_read_too() {
    let text = json!({
        "taskDefinition": {
            "taskDefinitionArn": "arn:aws:ecs:us-east-1:123456789012:task-definition/web:3",
            "family": "web", "revision": 3, "status": "ACTIVE", "registeredAt": 1_700_000_000.5, "registeredBy": "arn",
            "requiresAttributes": [{"name": "ecs.capability.task-eni"}], "compatibilities": ["EC2", "FARGATE"],
            "networkMode": "awsvpc", "cpu": "256", "memory": "512", "volumes": [], "placementConstraints": [],
            "containerDefinitions": [{
                "name": "web", "image": "nginx", "cpu": 0, "essential": true, "environment": [], "mountPoints": [],
                "volumesFrom": [], "systemControls": [], "portMappings": [{"containerPort": 80, "hostPort": 80, "protocol": "tcp"}]
            }]
        },
        "tags": []
    });
    check_for(Some(Compatibility::Fargate), &text.to_string(), &[]);
}

#[test]
fn fields_that_are_null_count_as_left_out() {
    check(json!({"cpu": null, "volumes": null}), &[json!({"links": null, "essential": null})], &[]);
    check(json!({"family": null}), &[json!({})], &["family Missing"]);
}

#[test]
fn names_have_letters_digits_hyphens_and_underscores() {
    check(json!({"family": "a".repeat(255)}), &[json!({"name": "Web_1-a"})], &[]);
    check(
        json!({"family": "a".repeat(256)}),
        &[json!({"name": "web.1"})],
        &["family BadName", "c[0].name BadName"],
    );
    check(json!({}), &[json!({"name": "a"}), json!({"name": "a"})], &["c[1].name DuplicateName"]);
}

#[test]
fn e3042_at_least_one_container_is_essential() {
    check(json!({}), &[json!({"essential": false}), json!({})], &[]);
    check(json!({}), &[json!({"essential": false})], &["c NoEssentialContainer"]);
    check(json!({}), &[], &["c NoContainers"]);
}

#[test]
fn on_ec2_without_task_memory_each_container_needs_memory_or_a_reservation() {
    check(json!({}), &[json!({"memory": null})], &["c[0].memory NoMemory"]);
    check(json!({}), &[json!({"memory": 0})], &["c[0].memory NoMemory"]);
    check(json!({}), &[json!({"memory": null, "memoryReservation": 64})], &[]);
    check(json!({"memory": "64"}), &[json!({"memory": null})], &[]);
}

#[test]
fn memory_is_greater_than_the_reservation() {
    check(json!({}), &[json!({"memory": 65, "memoryReservation": 64})], &[]);
    check(
        json!({}),
        &[json!({"memory": 64, "memoryReservation": 64})],
        &["c[0].memory MemoryNotAboveReservation"],
    );
}

#[test]
fn docker_reserves_at_least_6_mib() {
    check(json!({}), &[json!({"memory": 6})], &[]);
    check(json!({}), &[json!({"memory": 5})], &["warning c[0].memory MemoryTooSmall"]);
    check(json!({}), &[json!({"memory": 3})], &["c[0].memory MemoryTooSmall"]);
}

#[test]
fn the_sum_of_the_containers_stays_within_the_task() {
    let two =
        |cpu, memory| vec![json!({"cpu": cpu, "memory": memory}), json!({"cpu": cpu, "memory": memory})];
    check(json!({"cpu": "512", "memory": "512"}), &two(256, 256), &[]);
    check(json!({"cpu": "512", "memory": "512"}), &two(257, 256), &["cpu CpuAboveTask"]);
    check(json!({"cpu": "512", "memory": "512"}), &two(256, 257), &["memory MemoryAboveTask"]);
    // The soft limit is what is reserved; the hard one still may not exceed the task.
    let burst = json!({"memoryReservation": 256, "memory": 512});
    check(json!({"memory": "512"}), &[burst.clone(), burst], &[]);
    check(
        json!({"memory": "512"}),
        &[json!({"memoryReservation": 8, "memory": 513})],
        &["c[0].memory ContainerMemoryAboveTask"],
    );
}

#[test]
fn task_cpu_off_fargate_is_128_to_196608() {
    for (cpu, expected) in [
        ("127", &["cpu OutOfRange"][..]),
        ("128", &[]),
        ("196608", &[]),
        ("192 vCPU", &[]),
        ("196609", &["cpu OutOfRange"]),
    ] {
        check(json!({"cpu": cpu}), &[json!({})], expected);
    }
    let windows = json!({"cpu": "256", "memory": "512", "runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}});
    check(
        windows,
        &[json!({})],
        &["warning cpu SizeIgnoredOnWindows", "warning memory SizeIgnoredOnWindows"],
    );
}

#[test]
fn e3047_fargate_cpu_and_memory_are_a_pair_of_the_table() {
    for (cpu, memory, is_there) in [
        ("256", "512", true),
        (".25 vCPU", "0.5 GB", true),
        ("256", "2048", true),
        ("256", "3072", false),
        ("256", "513", false),
        ("512", "512", false),
        ("512", "4 GB", true),
        ("1 vCPU", "8 GB", true),
        ("1 vCPU", "9 GB", false),
        ("2048", "4096", true),
        ("2048", "4608", false),
        ("4 vCPU", "30 GB", true),
        ("4 vCPU", "31 GB", false),
        ("4 vCPU", "32 GB", false),
        ("8 vCPU", "16 GB", true),
        ("8 vCPU", "18 GB", false),
        ("8 vCPU", "60 GB", true),
        ("16 vCPU", "120 GB", true),
        ("16 vCPU", "36 GB", false),
        ("32 vCPU", "244 GB", true),
        ("32 vCPU", "64 GB", false),
        ("300", "1024", false),
    ] {
        let expected: &[&str] = if is_there { &[] } else { &["cpu NoFargateSize"] };
        fargate(json!({"cpu": cpu, "memory": memory}), &[json!({"memory": null})], expected);
    }
}

#[test]
fn e3047_each_pair_of_the_table_registers_and_no_other_does() {
    let sizes = bayplan::ecs::fargate_sizes();
    for windows in [false, true] {
        let mut accepted = vec![];
        for cpu in sizes.iter().map(|it| it.cpu_units) {
            for memory in (512..=250_880).step_by(512) {
                let mut top = json!({"requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc",
                    "cpu": cpu.to_string(), "memory": memory.to_string()});
                if windows {
                    top["runtimePlatform"] = json!({"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"});
                }
                let reading = validate(&task(top, &[json!({"memory": null})]), None).unwrap();
                if reading.is_registrable() {
                    accepted.push((cpu, memory));
                }
            }
        }
        let rows = sizes.iter().filter(|it| !windows || it.on_windows);
        let pairs: Vec<_> =
            rows.flat_map(|it| it.memory_mib.iter().map(|memory| (it.cpu_units, *memory))).collect();
        assert_eq!(accepted, pairs);
        assert_eq!(pairs.len(), if windows { 43 } else { 77 });
    }
}

#[test]
fn the_rules_of_fargate_hold_as_soon_as_fargate_is_among_the_compatibilities() {
    let both = |cpu: &str, memory: &str| {
        json!({"requiresCompatibilities": ["EC2", "FARGATE"], "networkMode": "awsvpc",
        "cpu": cpu, "memory": memory})
    };
    check(both("1024", "2048"), &[json!({})], &[]);
    check(both("1024", "1024"), &[json!({})], &["cpu NoFargateSize"]);
    // What AWS converts at registration: words for units, and no container above its task.
    check(both("1 vCPU", "2GB"), &[json!({})], &[]);
    check(
        both("1 vCPU", "2GB"),
        &[json!({"memory": 2049})],
        &["memory MemoryAboveTask", "c[0].memory ContainerMemoryAboveTask"],
    );
}

#[test]
fn e3048_and_fact_54_fargate_needs_awsvpc_cpu_and_memory_and_knows_no_constraints() {
    let needs = ["cpu FargateNeedsSize", "memory FargateNeedsSize"];
    fargate(json!({"cpu": null, "memory": null}), &[json!({"memory": null})], &needs);
    for mode in [json!(null), json!("bridge"), json!("host"), json!("none")] {
        fargate(
            json!({"networkMode": mode}),
            &[json!({"portMappings": [{"containerPort": 80}]})],
            &["networkMode NetworkModeNotOn"],
        );
    }
    let constraint = json!([{"type": "memberOf", "expression": "attribute:ecs.instance-type =~ t3.*"}]);
    fargate(json!({"placementConstraints": constraint}), &[json!({})], &["placementConstraints NotOn"]);
    // Also as soon as FARGATE is among others.
    let both = json!({"requiresCompatibilities": ["EC2", "FARGATE"], "cpu": "300", "memory": "512"});
    fargate(both, &[json!({})], &["cpu NoFargateSize"]);
}

#[test]
fn e3713_fargate_has_three_log_drivers() {
    let container = |driver: &str| json!({"logConfiguration": {"logDriver": driver}});
    fargate(json!({}), &[container("splunk")], &[]);
    fargate(json!({}), &[container("awsfirelens")], &[]);
    for driver in ["json-file", "syslog", "journald", "gelf", "fluentd"] {
        fargate(json!({}), &[container(driver)], &["c[0].logConfiguration.logDriver LogDriverNotOn"]);
        check(json!({}), &[container(driver)], &[]);
    }
    let managed = json!({"requiresCompatibilities": ["MANAGED_INSTANCES"], "networkMode": "host"});
    check(managed.clone(), &[container("json-file")], &[]);
    check(managed, &[container("gelf")], &["c[0].logConfiguration.logDriver LogDriverNotOn"]);
}

#[test]
fn e3046_awslogs_needs_its_options() {
    let log = |options: Value| json!({"logConfiguration": {"logDriver": "awslogs", "options": options}});
    let role = json!({"executionRoleArn": "arn"});
    let both = json!({"awslogs-group": "g", "awslogs-region": "r"});
    check(json!({}), &[log(both.clone())], &[]);
    let missing = "c[0].logConfiguration.options LogOptionMissing";
    check(json!({}), &[log(json!({}))], &[missing, missing]);
    fargate(role.clone(), &[log(both)], &[missing]);
    fargate(
        role,
        &[log(json!({"awslogs-group": "g", "awslogs-region": "r", "awslogs-stream-prefix": "p"}))],
        &[],
    );
}

#[test]
fn parameters_that_are_not_valid_on_fargate() {
    for (name, value) in [
        ("disableNetworking", json!(true)),
        ("dnsSearchDomains", json!(["example.com"])),
        ("dnsServers", json!(["10.0.0.2"])),
        ("dockerSecurityOptions", json!(["label:a"])),
        ("extraHosts", json!([{"hostname": "a", "ipAddress": "10.0.0.1"}])),
        ("privileged", json!(true)),
    ] {
        fargate(json!({}), &[json!({name: value})], &[&format!("c[0].{name} NotOn")]);
    }
    for (name, value) in [
        ("devices", json!([{"hostPath": "/dev/x"}])),
        ("sharedMemorySize", json!(64)),
        ("tmpfs", json!([{"containerPath": "/t", "size": 1}])),
        ("maxSwap", json!(64)),
        ("swappiness", json!(10)),
    ] {
        let container = json!({"linuxParameters": {name: value}});
        fargate(json!({}), &[container.clone()], &[&format!("c[0].linuxParameters.{name} NotOn")]);
        check(json!({}), &[container], &[]);
    }
    let adds = json!({"linuxParameters": {"capabilities": {"add": ["SYS_PTRACE", "NET_ADMIN"]}, "initProcessEnabled": true}});
    fargate(json!({}), &[adds], &["c[0].linuxParameters.capabilities.add[1] NotOn"]);
    fargate(json!({}), &[json!({"links": ["c0"]})], &["c[0].links NotOn"]);
    let gpu = json!({"resourceRequirements": [{"type": "GPU", "value": "1"}]});
    fargate(json!({}), &[gpu], &["c[0].resourceRequirements[0] NotOn"]);
    fargate(json!({"ipcMode": "task"}), &[json!({})], &["ipcMode NotOn"]);
    fargate(json!({"pidMode": "task"}), &[json!({})], &[]);
    fargate(json!({"pidMode": "host"}), &[json!({})], &["pidMode NotOn"]);
    fargate(
        json!({"volumes": [{"name": "v", "dockerVolumeConfiguration": {}}]}),
        &[json!({})],
        &["volumes[0].dockerVolumeConfiguration NotOn"],
    );
    fargate(
        json!({"volumes": [{"name": "v", "host": {"sourcePath": "/d"}}]}),
        &[json!({})],
        &["volumes[0].host.sourcePath NotOn"],
    );
    fargate(json!({"volumes": [{"name": "v", "host": {}}]}), &[json!({})], &[]);
}

#[test]
fn fact_47_fargate_ephemeral_storage_is_21_to_200_gib() {
    for (size, expected) in [
        (20, &["ephemeralStorage.sizeInGiB OutOfRange"][..]),
        (21, &[]),
        (200, &[]),
        (201, &["ephemeralStorage.sizeInGiB OutOfRange"]),
    ] {
        fargate(json!({"ephemeralStorage": {"sizeInGiB": size}}), &[json!({})], expected);
    }
}

#[test]
fn fact_32_fargate_timeouts_are_2_to_120_seconds() {
    for (seconds, is_right) in [(1, false), (2, true), (120, true), (121, false)] {
        let expected = ["c[0].startTimeout OutOfRange", "c[0].stopTimeout OutOfRange"];
        let container = json!({"startTimeout": seconds, "stopTimeout": seconds});
        fargate(json!({}), &[container.clone()], if is_right { &[] } else { &expected });
        check(json!({}), &[container], &[]);
    }
}

#[test]
fn windows_on_fargate_has_fewer_sizes() {
    let windows = json!({"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"});
    fargate(json!({"runtimePlatform": windows}), &[json!({})], &["cpu NoFargateSizeOnWindows"]);
    fargate(json!({"runtimePlatform": windows, "cpu": "1024", "memory": "2048"}), &[json!({})], &[]);
}

#[test]
fn the_execution_role_is_needed_as_the_table_says() {
    let secrets = json!({"secrets": [{"name": "A", "valueFrom": "arn"}]});
    let image = json!({"image": "1.dkr.ecr.us-east-1.amazonaws.com/a"});
    let logs = json!({"logConfiguration": {"logDriver": "awslogs", "options":
        {"awslogs-group": "g", "awslogs-region": "r", "awslogs-stream-prefix": "p"}}});
    let registry = json!({"repositoryCredentials": {"credentialsParameter": "arn"}});
    let role = json!({"executionRoleArn": "arn"});
    for (container, on_ec2, elsewhere) in [
        (json!({}), &[][..], &[][..]),
        (
            registry,
            &["c[0].repositoryCredentials NeedsExecutionRole"],
            &["c[0].repositoryCredentials NeedsExecutionRole"],
        ),
        (image, &[], &["c[0].image NeedsExecutionRole"]),
        (logs, &[], &["c[0].logConfiguration NeedsExecutionRole"]),
        (secrets, &["c[0].secrets NeedsExecutionRole"], &["c[0].secrets NeedsExecutionRole"]),
    ] {
        check(json!({}), &[container.clone()], on_ec2);
        check(role.clone(), &[container.clone()], &[]);
        fargate(json!({}), &[container.clone()], elsewhere);
        fargate(role.clone(), &[container.clone()], &[]);
        check(json!({"requiresCompatibilities": ["EXTERNAL"]}), &[container], elsewhere);
    }
}

#[test]
fn none_mode_has_no_port_mappings() {
    check(json!({"networkMode": "none"}), &[json!({})], &[]);
    let mapping = json!({"portMappings": [{"containerPort": 80}]});
    check(json!({"networkMode": "none"}), &[mapping], &["c[0].portMappings PortsInNoneMode"]);
}

#[test]
fn e3053_in_awsvpc_and_host_mode_the_host_port_is_blank_or_the_container_port() {
    for mode in ["awsvpc", "host"] {
        for (host_port, expected) in [
            (json!(null), &[][..]),
            (json!(80), &[]),
            (json!(0), &["c[0].portMappings[0].hostPort HostPortDiffers"]),
            (json!(8080), &["c[0].portMappings[0].hostPort HostPortDiffers"]),
        ] {
            let mapping = json!({"portMappings": [{"containerPort": 80, "hostPort": host_port}]});
            check(json!({"networkMode": mode}), &[mapping], expected);
        }
    }
    let mapping = json!({"portMappings": [{"containerPort": 80, "hostPort": 8080}]});
    check(json!({"networkMode": "bridge"}), &[mapping.clone()], &[]);
    check(json!({}), &[mapping], &[]);
}

#[test]
fn reserved_and_dynamic_ports_are_not_for_tasks() {
    let bridge = |port: u16| json!({"portMappings": [{"containerPort": 80, "hostPort": port}]});
    for port in [22, 2375, 2376, 51678, 51679, 51680] {
        check(json!({}), &[bridge(port)], &["c[0].portMappings[0].hostPort ReservedHostPort"]);
    }
    check(json!({}), &[bridge(0)], &[]);
    check(json!({}), &[bridge(32767)], &[]);
    check(json!({}), &[bridge(32768)], &["warning c[0].portMappings[0].hostPort EphemeralHostPort"]);
    // UDP has no reserved ports, and a task's own interface has none.
    check(
        json!({}),
        &[json!({"portMappings": [{"containerPort": 80, "hostPort": 22, "protocol": "udp"}]})],
        &[],
    );
    check(json!({"networkMode": "awsvpc"}), &[json!({"portMappings": [{"containerPort": 22}]})], &[]);
    check(
        json!({"networkMode": "host"}),
        &[json!({"portMappings": [{"containerPort": 22}]})],
        &["c[0].portMappings[0].containerPort ReservedHostPort"],
    );
}

#[test]
fn two_mappings_of_a_task_cannot_share_a_host_port() {
    let on = |port: u16, protocol: &str| json!({"portMappings": [{"containerPort": port, "hostPort": 8080, "protocol": protocol}]});
    check(json!({}), &[on(80, "tcp"), on(81, "tcp")], &["c[1].portMappings[0].hostPort HostPortTwice"]);
    check(json!({}), &[on(80, "tcp"), on(81, "udp")], &[]);
}

#[test]
fn at_most_100_host_ports_are_reserved_the_default_ones_included() {
    let ports = |n: u16| {
        let mappings: Vec<Value> =
            (0..n).map(|it| json!({"containerPort": 1000 + it, "hostPort": 1000 + it})).collect();
        json!({"portMappings": mappings})
    };
    check(json!({}), &[ports(94)], &[]);
    check(json!({}), &[ports(95)], &["c TooManyHostPorts"]);
    let dynamic: Vec<Value> = (0..400).map(|it| json!({"containerPort": 1000 + it})).collect();
    check(json!({}), &[json!({"portMappings": dynamic})], &[]);
}

#[test]
fn one_container_port_cannot_have_two_protocols_or_overlap_a_range() {
    let mappings = |list: Value| json!({"portMappings": list});
    let twice = ["c[0].portMappings[1].containerPort ContainerPortTwice"];
    check(
        json!({}),
        &[mappings(json!([{"containerPort": 53}, {"containerPort": 53, "protocol": "udp"}]))],
        &twice,
    );
    check(json!({}), &[mappings(json!([{"containerPort": 53}, {"containerPort": 53, "hostPort": 53}]))], &[]);
    check(json!({}), &[mappings(json!([{"containerPortRange": "50-60"}, {"containerPort": 53}]))], &twice);
    check(json!({}), &[mappings(json!([{"containerPortRange": "50-60"}, {"containerPort": 61}]))], &[]);
    check(
        json!({}),
        &[mappings(json!([{"containerPortRange": "50-60"}, {"containerPortRange": "60-70"}]))],
        &["c[0].portMappings[1].containerPortRange ContainerPortTwice"],
    );
}

#[test]
fn a_port_range_has_its_rules() {
    let range = |text: &str| json!({"portMappings": [{"containerPortRange": text}]});
    let field = "c[0].portMappings[0].containerPortRange";
    for mode in ["bridge", "awsvpc"] {
        check(json!({"networkMode": mode}), &[range("8000-8010")], &[]);
    }
    check(json!({"networkMode": "host"}), &[range("8000-8010")], &[&format!("{field} RangeNotInHostMode")]);
    for wrong in ["8010-8000", "80-80", "0-10", "80", "80-70000", "a-b", "-"] {
        check(json!({}), &[range(wrong)], &[&format!("{field} NotAPortRange")]);
    }
    let both = json!({"portMappings": [{"containerPortRange": "80-90", "containerPort": 80}]});
    check(json!({}), &[both], &[&format!("{field} PortAndRange")]);
    check(
        json!({}),
        &[json!({"portMappings": [{}]})],
        &["c[0].portMappings[0].containerPort NoContainerPort"],
    );
    check(
        json!({}),
        &[json!({"portMappings": [{"containerPort": 0}]})],
        &["c[0].portMappings[0].containerPort OutOfRange"],
    );
    let ranges = |n: u16| {
        let list: Vec<Value> = (0..n)
            .map(|it| json!({"containerPortRange": format!("{}-{}", 10 * it + 1, 10 * it + 2)}))
            .collect();
        json!({"portMappings": list})
    };
    check(json!({}), &[ranges(100)], &[]);
    check(json!({}), &[ranges(101)], &["c[0].portMappings TooManyRanges"]);
}

#[test]
fn an_unknown_protocol_is_taken_as_tcp() {
    let mapping = json!({"portMappings": [{"containerPort": 80, "hostPort": 80, "protocol": "TCP"}]});
    check(json!({}), &[mapping], &["warning c[0].portMappings[0].protocol UnknownValue"]);
}

#[test]
fn without_a_network_mode_it_is_bridge() {
    let ports = json!({"portMappings": [{"containerPort": 80, "hostPort": 8080}], "links": ["c1"]});
    check(json!({}), &[ports.clone(), json!({})], &[]);
    let written = demand(json!({"networkMode": "bridge"}), &[ports.clone(), json!({})]);
    assert_eq!(demand(json!({}), &[ports, json!({})]), written);
}

#[test]
fn the_host_side_of_a_port_range_is_dynamic() {
    let range = json!({"portMappings": [{"containerPortRange": "8000-8010"}]});
    assert_eq!(demand(json!({}), &[range]).host_ports.len(), 0);
}

#[test]
fn links_only_in_bridge_mode() {
    check(json!({}), &[json!({"links": ["c1:db"]}), json!({})], &[]);
    check(json!({}), &[json!({"links": ["db"]}), json!({})], &["c[0].links[0] UnknownContainer"]);
    check(
        json!({"networkMode": "host"}),
        &[json!({"links": ["c1"]}), json!({})],
        &["c[0].links LinksNeedBridge"],
    );
    check(json!({"networkMode": "awsvpc"}), &[json!({"hostname": "h"})], &["c[0].hostname NotInAwsvpc"]);
}

#[test]
fn depends_on_names_another_container() {
    let on = |name: &str| json!({"dependsOn": [{"containerName": name, "condition": "START"}]});
    check(json!({}), &[on("c1"), json!({})], &[]);
    check(json!({}), &[on("c9"), json!({})], &["c[0].dependsOn[0].containerName UnknownContainer"]);
    check(json!({}), &[on("c0")], &["c[0].dependsOn[0].containerName DependsOnItself"]);
    check(json!({}), &[on("c1"), on("c0")], &["c[0].dependsOn DependencyCycle"]);
    check(json!({}), &[on("c1"), on("c2"), on("c3"), on("c1")], &["c[1].dependsOn DependencyCycle"]);
}

#[test]
fn a_circle_is_named_container_by_container() {
    let on = |name: &str| json!({"dependsOn": [{"containerName": name, "condition": "START"}]});
    let reading = validate(&task(json!({}), &[on("c1"), on("c2"), on("c1")]), None).unwrap();
    assert_eq!(
        text::problem(&reading.findings[0]),
        "These containers wait for each other in a circle: c1 → c2 → c1."
    );
}

#[test]
fn essential_is_true_by_default() {
    let is_essential = |container: Value| {
        validate(&task(json!({}), &[container, json!({})]), None)
            .unwrap()
            .task_definition
            .container_definitions[0]
            .essential
    };
    assert!(is_essential(json!({})) && is_essential(json!({"essential": true})));
    assert!(!is_essential(json!({"essential": false})));
}

#[test]
fn complete_and_success_not_on_an_essential_container_and_healthy_needs_a_check() {
    let on = |condition: &str| json!({"dependsOn": [{"containerName": "c1", "condition": condition}]});
    let check_command = json!({"command": ["CMD", "true"]});
    for condition in ["COMPLETE", "SUCCESS"] {
        check(json!({}), &[on(condition), json!({})], &["c[0].dependsOn[0].condition ConditionOnEssential"]);
        check(json!({}), &[on(condition), json!({"essential": false})], &[]);
    }
    check(json!({}), &[on("HEALTHY"), json!({})], &["c[0].dependsOn[0].condition HealthyNeedsHealthCheck"]);
    check(json!({}), &[on("HEALTHY"), json!({"healthCheck": check_command})], &[]);
    check(json!({}), &[on("STARTED"), json!({})], &["c[0].dependsOn[0].condition UnknownValue"]);
}

#[test]
fn health_checks_have_ranges() {
    for (name, low, high) in
        [("interval", 5, 300), ("timeout", 2, 60), ("retries", 1, 10), ("startPeriod", 0, 300)]
    {
        let with = |value: i32| json!({"healthCheck": {"command": ["CMD-SHELL", "true"], name: value}});
        let wrong = format!("c[0].healthCheck.{name} OutOfRange");
        check(json!({}), &[with(low)], &[]);
        check(json!({}), &[with(high)], &[]);
        check(json!({}), &[with(low - 1)], &[&wrong]);
        check(json!({}), &[with(high + 1)], &[&wrong]);
    }
    check(
        json!({}),
        &[json!({"healthCheck": {"command": ["curl"]}})],
        &["c[0].healthCheck.command HealthCommandStart"],
    );
    check(json!({}), &[json!({"healthCheck": {}})], &["c[0].healthCheck.command Missing"]);
}

#[test]
fn a_health_check_has_the_defaults_of_the_api() {
    let text = task(json!({}), &[json!({"healthCheck": {"command": ["CMD", "true"]}}), json!({})]);
    let definition = validate(&text, None).unwrap().task_definition;
    let check = definition.container_definitions[0].health_check.as_ref().unwrap();
    assert_eq!((check.interval_seconds(), check.n_retries(), check.start_period_seconds()), (30, 3, 0));
    // Only a check of the task definition counts, so a container without one has none.
    assert_eq!(definition.container_definitions[1].health_check, None);
}

#[test]
fn volumes_are_of_one_kind_and_mounts_name_one() {
    let mount = |name: &str| json!({"mountPoints": [{"sourceVolume": name, "containerPath": "/d"}]});
    let volumes = json!({"volumes": [{"name": "data"}]});
    check(volumes.clone(), &[mount("data")], &[]);
    let reading = validate(&task(volumes, &[mount("dta")]), None).unwrap();
    assert_eq!(text::fix(&reading.findings[0]), "Did you mean \"data\"?");
    check(
        json!({"volumes": [{"name": "v", "host": {}, "configuredAtLaunch": true}]}),
        &[json!({})],
        &["volumes[0] SeveralVolumeKinds"],
    );
    check(
        json!({"volumes": [{"name": "v", "configuredAtLaunch": true}, {"name": "w", "configuredAtLaunch": true}]}),
        &[json!({})],
        &["volumes[1].configuredAtLaunch TwoVolumesAtLaunch"],
    );
    check(
        json!({"volumes": [{"name": "v"}, {"name": "v"}, {}]}),
        &[json!({})],
        &["volumes[1].name DuplicateName", "volumes[2].name BadName"],
    );
}

#[test]
fn fact_41_transit_encryption_is_off_by_default() {
    let text = r#"{"family": "f", "volumes": [{"name": "v", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}}],
        "containerDefinitions": [{"name": "c", "image": "c", "memory": 64}]}"#;
    let read = bayplan::ecs::read_task_definition(text).unwrap().task_definition;
    assert!(!read.volumes[0].efs_volume_configuration.as_ref().unwrap().transit_encryption);
}

#[test]
fn fact_49_docker_volumes_do_not_work_on_fargate() {
    let docker = json!({"volumes": [{"name": "v", "dockerVolumeConfiguration": {}}]});
    check(docker.clone(), &[json!({})], &[]);
    fargate(docker, &[json!({})], &["volumes[0].dockerVolumeConfiguration NotOn"]);
}

#[test]
fn fact_52_fsx_for_windows_needs_windows_ec2_instances() {
    let path = "volumes[0].fsxWindowsFileServerVolumeConfiguration";
    let fsx = |more: Value| {
        let volume = json!({"name": "v", "fsxWindowsFileServerVolumeConfiguration": {"fileSystemId": "fs-1", "rootDirectory": "d",
            "authorizationConfig": {"credentialsParameter": "arn", "domain": "example.com"}}});
        let mut definition = more;
        definition["volumes"] = json!([volume]);
        definition
    };
    let of = |family: &str| fsx(json!({"runtimePlatform": {"operatingSystemFamily": family}}));
    check(of("WINDOWS_SERVER_2022_CORE"), &[json!({})], &[]);
    check(of("LINUX"), &[json!({})], &[&format!("{path} FsxNeedsWindows")]);
    for target in ["EXTERNAL", "MANAGED_INSTANCES"] {
        check(
            fsx(json!({"requiresCompatibilities": [target], "networkMode": "host"})),
            &[json!({})],
            &[&format!("{path} NotOn")],
        );
    }
}

#[test]
fn fact_55_s3_files_volumes_are_kept_and_need_a_task_role() {
    let arn = "arn:aws:s3files:us-east-1:123456789012:file-system/fs-1";
    let of = |kind: Value| {
        let mut definition = json!({ "volumes": [{ "name": "v" }] });
        for (name, value) in kind.as_object().unwrap() {
            definition["volumes"][0][name] = value.clone();
        }
        definition
    };
    let volume =
        || of(json!({ "s3filesVolumeConfiguration": { "fileSystemArn": arn, "rootDirectory": "/" } }));
    let path = "volumes[0].s3filesVolumeConfiguration";
    check(volume(), &[json!({})], &[&format!("{path} S3FilesNeedTaskRole")]);
    let mut with_role = volume();
    with_role["taskRoleArn"] = "arn:aws:iam::123456789012:role/web-task".into();
    check(with_role.clone(), &[json!({})], &[]);
    let two = json!({ "s3filesVolumeConfiguration": { "fileSystemArn": arn }, "host": {} });
    let mut two = of(two);
    two["taskRoleArn"] = with_role["taskRoleArn"].clone();
    check(two, &[json!({})], &["volumes[0] SeveralVolumeKinds"]);
    let mut whole = json!({ "family": "web", "containerDefinitions": [{ "name": "web", "image": "web", "memory": 128 }] });
    whole["volumes"] = volume()["volumes"].clone();
    let read = bayplan::ecs::read_task_definition(&whole.to_string()).unwrap().task_definition;
    assert_eq!(read.volumes[0].s3files_volume_configuration.as_deref(), Some(arn));
}

#[test]
fn ebs_volumes_at_launch_are_not_for_external_instances() {
    let volumes = json!([{"name": "v", "configuredAtLaunch": true}]);
    let path = "volumes[0].configuredAtLaunch NotOn";
    check(json!({"requiresCompatibilities": ["EXTERNAL"], "volumes": volumes}), &[json!({})], &[path]);
}

#[test]
fn fact_40_efs_access_points_and_iam_need_encryption_and_fact_45_a_root_directory_is_the_access_points() {
    let efs = |more: Value| {
        let mut efs = json!({"fileSystemId": "fs-1"});
        for (name, value) in more.as_object().unwrap() {
            efs[name] = value.clone();
        }
        json!({"taskRoleArn": "arn", "volumes": [{"name": "v", "efsVolumeConfiguration": efs}]})
    };
    let path = "volumes[0].efsVolumeConfiguration";
    let none = &[json!({})];
    check(efs(json!({"rootDirectory": "/data"})), none, &[]);
    check(
        efs(json!({"authorizationConfig": {"iam": "ENABLED"}})),
        none,
        &[&format!("{path}.transitEncryption EfsNeedsEncryption")],
    );
    let point = json!({"accessPointId": "fsap-1"});
    check(
        efs(json!({"transitEncryption": "ENABLED", "authorizationConfig": point, "rootDirectory": "/"})),
        none,
        &[],
    );
    check(
        efs(json!({"authorizationConfig": point, "rootDirectory": "/x"})),
        none,
        &[
            &format!("{path}.transitEncryption EfsNeedsEncryption"),
            &format!("{path}.rootDirectory EfsRootWithAccessPoint"),
        ],
    );
    let external = json!({"requiresCompatibilities": ["EXTERNAL"], "volumes": [{"name": "v", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}}]});
    check(external, none, &[&format!("{path} NotOn")]);
}

#[test]
fn external_has_no_awsvpc_and_managed_instances_have_no_bridge() {
    for (target, mode, is_there) in [
        ("EXTERNAL", "awsvpc", false),
        ("EXTERNAL", "bridge", true),
        ("EXTERNAL", "host", true),
        ("EXTERNAL", "none", true),
        ("MANAGED_INSTANCES", "bridge", false),
        ("MANAGED_INSTANCES", "awsvpc", true),
        ("MANAGED_INSTANCES", "host", true),
        ("EC2", "none", true),
    ] {
        let expected: &[&str] = if is_there { &[] } else { &["networkMode NetworkModeNotOn"] };
        check(json!({"requiresCompatibilities": [target], "networkMode": mode}), &[json!({})], expected);
    }
}

#[test]
fn e3054_a_launch_type_needs_a_definition_that_allows_it() {
    let ec2_only = task(
        json!({"requiresCompatibilities": ["EC2"], "networkMode": "awsvpc", "cpu": "256", "memory": "512"}),
        &[json!({})],
    );
    check_for(Some(Compatibility::Ec2), &ec2_only, &[]);
    check_for(Some(Compatibility::Fargate), &ec2_only, &["requiresCompatibilities NotCompatible"]);
    let open = task(json!({"networkMode": "awsvpc", "cpu": "256", "memory": "512"}), &[json!({})]);
    check_for(Some(Compatibility::Fargate), &open, &[]);
}

#[test]
fn placement_constraints_are_member_of_and_at_most_10() {
    let member = json!({"type": "memberOf", "expression": "attribute:stack == prod"});
    check(json!({"placementConstraints": vec![member.clone(); 10]}), &[json!({})], &[]);
    check(
        json!({"placementConstraints": vec![member; 11]}),
        &[json!({})],
        &["placementConstraints TooManyConstraints"],
    );
    check(
        json!({"placementConstraints": [{"type": "distinctInstance"}]}),
        &[json!({})],
        &["placementConstraints[0].type DistinctInstanceHere"],
    );
    let long = format!("attribute:stack == {}", "x".repeat(1982));
    check(
        json!({"placementConstraints": [{"type": "memberOf", "expression": long}]}),
        &[json!({})],
        &["placementConstraints[0].expression ExpressionTooLong"],
    );
}

#[test]
fn a_task_definition_has_no_placement_strategy() {
    let strategy = json!({"placementStrategy": [{"type": "binpack", "field": "memory"}]});
    check(strategy, &[json!({})], &["warning placementStrategy UnknownField"]);
}

#[test]
fn an_expression_that_cannot_be_read_is_shown_with_its_place() {
    let with = |expression: &str| {
        task(json!({"placementConstraints": [{"type": "memberOf", "expression": expression}]}), &[json!({})])
    };
    check_for(None, &with("attribute:stack == prod and not(task:group == service:web)"), &[]);
    let reading = validate(&with("attribute:stack = prod"), None).unwrap();
    assert_eq!(
        text::line(&reading.findings[0]),
        "placementConstraints[0].expression: Character 17: \"=\" alone is not an operator. \
         Use == to compare with a value, =~ to match a pattern."
    );
    check_for(None, &with(""), &["placementConstraints[0].expression BadExpression"]);
}

#[test]
fn gpus_are_whole() {
    let gpu = |value: &str| json!({"resourceRequirements": [{"type": "GPU", "value": value}]});
    check(json!({}), &[gpu("2")], &[]);
    check(json!({}), &[gpu("ALL")], &[]);
    check(json!({}), &[json!({"resourceRequirements": [{"type": "GPU", "sharingStrategy": {}}]})], &[]);
    let without = json!({"resourceRequirements": [{"type": "GPU"}]});
    check(json!({}), &[without], &["c[0].resourceRequirements[0].value NotAGpuCount"]);
    for wrong in ["0", "0.5", "two", "-1"] {
        check(json!({}), &[gpu(wrong)], &["c[0].resourceRequirements[0].value NotAGpuCount"]);
    }
    let accelerator = json!({"resourceRequirements": [{"type": "InferenceAccelerator", "value": "d"}]});
    check(json!({}), &[accelerator], &["c[0].resourceRequirements[0].value UnknownAccelerator"]);
}

#[test]
fn a_long_bad_text_ends_in_a_bounded_list() {
    let text = format!(r#"{{"family": "t", "containerDefinitions": [{}{{}}]}}"#, "{},".repeat(100_000));
    let reading = validate(&text, None).unwrap();
    assert!(reading.findings.len() <= 402, "{}", reading.findings.len());
    assert!(reading.findings.iter().any(|it| short(it) == "warning  More"));
}

fn demand(top: Value, containers: &[Value]) -> Demand {
    Demand::of(&validate(&task(top, containers), None).unwrap().task_definition)
}

#[test]
fn the_reservation_is_the_task_size_or_the_sum_of_the_containers() {
    let sizes = |top, containers: &[Value]| {
        let demand = demand(top, containers);
        (demand.cpu_units, demand.memory_mib)
    };
    // Task 2048 beats the containers; reservation 512 and hard limit 512 make 1024.
    let containers =
        [json!({"cpu": 128, "memory": 1024, "memoryReservation": 512}), json!({"cpu": 64, "memory": 512})];
    assert_eq!(sizes(json!({"memory": "2048"}), &containers), (192, 2048));
    assert_eq!(sizes(json!({}), &containers), (192, 1024));
    assert_eq!(sizes(json!({"cpu": "256", "memory": "2048"}), &containers), (256, 2048));
    // A reservation of zero is none, and missing CPU reserves nothing.
    assert_eq!(sizes(json!({}), &[json!({"memory": 300, "memoryReservation": 0})]), (0, 300));
    let huge = json!({"cpu": 2_147_483_647, "memory": 2_147_483_647});
    assert_eq!(sizes(json!({}), &[huge.clone(), huge.clone(), huge]), (u32::MAX, u32::MAX));
}

#[test]
fn host_ports_and_interfaces_follow_the_network_mode() {
    let tcp = |port| HostPort { port, protocol: Protocol::Tcp };
    let mappings = json!({"portMappings": [
        {"containerPort": 80, "hostPort": 80}, {"containerPort": 81, "hostPort": 0}, {"containerPort": 82},
        {"containerPort": 53, "hostPort": 53, "protocol": "udp"}]});
    let udp = HostPort { port: 53, protocol: Protocol::Udp };
    let ports = |mode: &str| {
        let demand = demand(json!({"networkMode": mode}), std::slice::from_ref(&mappings));
        (demand.host_ports.into_iter().collect::<Vec<_>>(), demand.enis)
    };
    assert_eq!(ports("bridge"), (vec![udp, tcp(80)], 0));
    assert_eq!(ports("host"), (vec![udp, tcp(80), tcp(81), tcp(82)], 0));
    assert_eq!(ports("awsvpc"), (vec![], 1));
    assert_eq!(ports("none"), (vec![], 0));
}

#[test]
fn gpus_add_up_over_the_containers() {
    let gpu = json!({"resourceRequirements": [{"type": "GPU", "value": "2"}]});
    assert_eq!(demand(json!({}), &[gpu.clone(), gpu, json!({})]).gpus, 4);
    let all = json!({"resourceRequirements": [{"type": "GPU", "value": "ALL"}]});
    assert_eq!(demand(json!({}), &[all]).gpus, 1);
    let shared = json!({"resourceRequirements": [{"type": "GPU", "sharingStrategy": {}}]});
    assert_eq!(demand(json!({}), &[shared]).gpus, 0);
}

#[test]
fn on_fargate_no_instance_lends_ports_or_interfaces() {
    let text = task(json!({"networkMode": "awsvpc", "cpu": "256", "memory": "512"}), &[json!({})]);
    let demand = Demand::on_fargate(&validate(&text, None).unwrap().task_definition);
    assert_eq!((demand.cpu_units, demand.memory_mib, demand.enis, demand.host_ports.len()), (256, 512, 0, 0));
}

#[test]
fn required_attributes_name_what_the_agent_must_be_able_to_do() {
    let names = |top, container: Value| -> Vec<String> {
        let reading = validate(&task(top, &[container]), None).unwrap();
        required_attributes(&reading.task_definition).into_iter().map(|attribute| attribute.name).collect()
    };
    assert_eq!(names(json!({}), json!({})), [""; 0]);
    assert_eq!(names(json!({"networkMode": "awsvpc"}), json!({})), ["ecs.capability.task-eni"]);
    assert_eq!(
        names(json!({"taskRoleArn": "arn"}), json!({})),
        ["com.amazonaws.ecs.capability.task-iam-role"]
    );
    let awslogs = json!({"logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "g", "awslogs-region": "r"}}});
    assert_eq!(names(json!({}), awslogs.clone()), ["com.amazonaws.ecs.capability.logging-driver.awslogs"]);
    assert_eq!(
        names(json!({"executionRoleArn": "arn"}), awslogs),
        ["com.amazonaws.ecs.capability.logging-driver.awslogs", "ecs.capability.execution-role-awslogs"]
    );
    let health = json!({"healthCheck": {"command": ["CMD", "true"]}});
    assert_eq!(names(json!({}), health), ["ecs.capability.container-health-check"]);
}

#[test]
fn an_ecs_optimized_instance_has_what_the_samples_need_but_not_every_log_driver() {
    for sample in bayplan::ecs::SAMPLES {
        let task_definition = validate(sample.json, None).unwrap().task_definition;
        for attribute in required_attributes(&task_definition) {
            assert!(
                LINUX_AGENT_CAPABILITIES.contains(&attribute.name.as_str()),
                "{}: {}",
                sample.family,
                attribute.name
            );
        }
    }
    for driver in ["gelf", "journald", "splunk"] {
        let text = task(json!({}), &[json!({"logConfiguration": {"logDriver": driver}})]);
        let required = required_attributes(&validate(&text, None).unwrap().task_definition);
        assert!(!LINUX_AGENT_CAPABILITIES.contains(&required[0].name.as_str()), "{driver}");
    }
}

/// Errors, or the place where the text stops being JSON; empty for what would be registered.
fn refusal(text: &str) -> Vec<String> {
    match validate(text, None) {
        Err(error) => vec![format!("{} {}", text::syntax_problem(&error), text::syntax_fix(&error))],
        Ok(reading) => reading.findings.iter().filter(|it| it.is_error()).map(text::line).collect(),
    }
}

/// Files of `tests/task-definitions` that are accepted.
const OWN_ACCEPTED: [&str; 6] =
    ["firelens.json", "appmesh.json", "fargate.json", "ec2-bridge.json", "efs.json", "described.json"];

fn own_file(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/task-definitions");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn files_of_the_shapes_that_people_publish_are_accepted_or_refused_with_a_reason() {
    for name in OWN_ACCEPTED {
        assert_eq!(refusal(&own_file(name)), [""; 0], "{name}");
    }
    assert_eq!(
        refusal(&own_file("refused-template.json")),
        ["This is not JSON: line 2, column 13. \
          This looks like a template. Put a value in double quotes in place of the placeholder."]
    );
    assert_eq!(
        refusal(&own_file("refused-fargate.json")),
        [
            "networkMode: Network mode bridge is not available on Fargate. Set \"networkMode\": \"awsvpc\".",
            "cpu: Fargate has no task of 512 CPU units with 512 MiB. \
             Near sizes are 512 with 1024 MiB, 1024 with 2048 MiB, 256 with 512 MiB.",
            "containerDefinitions[0].privileged: This is not valid on Fargate. \
             Remove it, or do not run this task on Fargate.",
        ]
    );
}

#[test]
fn published_files_are_accepted_or_refused_as_their_index_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/task-definitions");
    let Ok(index) = std::fs::read_to_string(folder.join("index.json")) else {
        println!(
            "skipped: {} is not there; tests/task-definitions has files of the same shapes",
            folder.display()
        );
        return;
    };
    let index: Value = serde_json::from_str(&index).unwrap();
    let files = index["files"].as_array().unwrap();
    assert!(files.len() > 20);
    for file in files {
        let name = file["file"].as_str().unwrap();
        let refusal = refusal(&std::fs::read_to_string(folder.join(name)).unwrap());
        assert_eq!(refusal.is_empty(), file["validator"] == "valid", "{name}: {refusal:?}");
    }
}

#[test]
fn each_accepted_file_can_be_placed_or_each_instance_truly_lacks_what_it_is_said_to_lack() {
    for name in OWN_ACCEPTED {
        placing::try_everywhere(name, &own_file(name));
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/task-definitions");
    let Ok(files) = std::fs::read_dir(&folder) else {
        println!("skipped the published files: {} is not there", folder.display());
        return;
    };
    let mut n_accepted = 0;
    for path in files.map(|it| it.unwrap().path()).filter(|it| !it.ends_with("index.json")) {
        let text = std::fs::read_to_string(&path).unwrap();
        if refusal(&text).is_empty() {
            placing::try_everywhere(&path.display().to_string(), &text);
            n_accepted += 1;
        }
    }
    assert!(n_accepted > 10, "{n_accepted}");
}

/// Puts definitions on a generous cluster, a mean one and Fargate. What a task needs is read from its JSON here, not
/// by the reader of the program, so that a reason is held against the text itself.
mod placing {
    #![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes in GB are small")]

    use super::*;
    use bayplan::ecs::PlacementConstraint;
    use bayplan::sim::{
        Check, Command, Decision, Explanation, InstanceReport, LaunchType, Refusal, Registration, RunTask,
        Scenario, Simulation, Stage, TaskDefinitionId, TaskPlace, World, Zone, decide, explain,
    };

    const T3_ONLY: &str = "attribute:ecs.instance-type =~ t3.*";

    /// What one task of a definition takes.
    #[derive(Debug)]
    struct Needs {
        cpu: u64,
        memory: u64,
        gpus: u64,
        is_awsvpc: bool,
        ports: Vec<(u64, String)>,
    }

    pub fn try_everywhere(name: &str, text: &str) {
        let document: Value = serde_json::from_str(text).unwrap();
        let document = document.get("taskDefinition").unwrap_or(&document);
        let allows = |launch_type: &str| {
            document["requiresCompatibilities"].as_array().is_some_and(|it| it.contains(&json!(launch_type)))
        };
        let generous =
            cluster(text, "t3.teaching", &[(48_000, 380_000, 14, 8), (96_000, 760_000, 15, 0)], &[]);
        let on_ec2 = run(generous.world(), LaunchType::Ec2);
        assert!(matches!(placed(&on_ec2), Some(TaskPlace::ContainerInstance(_))), "{name}: {on_ec2:?}");
        // One lacks each resource, one the agent's capabilities, one is full of the task itself.
        let old_agent: &[&str] = &["com.amazonaws.ecs.capability.logging-driver.syslog"];
        let small = [(64, 64, 0, 0), (48_000, 48, 0, 0), (16, 48_000, 0, 0)];
        for (instance_type, n) in [("t3.teaching", 3), ("m5.teaching", 1)] {
            let mut mean = cluster(text, instance_type, &small, old_agent);
            for _ in 0..n {
                check_reasons(name, document, mean.world(), &run(mean.world(), LaunchType::Ec2));
                mean.dispatch(Command::RunTask(request(LaunchType::Ec2)));
            }
        }
        let on_fargate = run(generous.world(), LaunchType::Fargate);
        if allows("FARGATE") {
            assert!(matches!(placed(&on_fargate), Some(TaskPlace::Fargate(_))), "{name}: {on_fargate:?}");
        } else {
            assert_eq!(
                on_fargate.explanation,
                Explanation::Refused(Refusal::IncompatibleLaunchType),
                "{name}"
            );
        }
    }

    /// Instances of a type and of these sizes (CPU units, MiB, awsvpc tasks, GPUs), the last of them with an agent that can do this.
    fn cluster(
        text: &str,
        instance_type: &str,
        sizes: &[(u32, u32, u32, u32)],
        capabilities: &[&str],
    ) -> Simulation {
        let mut simulation =
            Simulation::new(Scenario { seed: 7, zones: vec!["us-east-1a".into(), "us-east-1b".into()] });
        let task_definition = validate(text, None).unwrap().task_definition;
        simulation.dispatch(Command::RegisterTaskDefinition(Box::new(task_definition)));
        let large = (48_000, 380_000, 1, 0);
        let last = (!capabilities.is_empty()).then_some((large, capabilities));
        let all = sizes.iter().map(|size| (*size, &[][..])).chain(last);
        for ((cpu_units, memory_mib, eni_limit, gpus), capabilities) in all {
            simulation.dispatch(Command::RegisterContainerInstance(Box::new(Registration {
                instance_type: instance_type.to_owned(),
                zone: Zone(0),
                cpu_units,
                memory_mib,
                eni_limit,
                gpus,
                attributes: capabilities.iter().map(|it| ((*it).to_owned(), String::new())).collect(),
            })));
        }
        simulation
    }

    fn request(launch_type: LaunchType) -> RunTask {
        RunTask {
            task_definition: TaskDefinitionId(0),
            count: 1,
            launch_type,
            capacity_provider_strategy: None,
            placement_strategy: vec![],
            placement_constraints: vec![],
            group: None,
        }
    }

    fn run(world: &World, launch_type: LaunchType) -> Decision {
        decide(world, &Command::RunTask(request(launch_type)))
    }

    fn placed(decision: &Decision) -> Option<TaskPlace> {
        match &decision.explanation {
            Explanation::Placement(it) => it.chosen,
            Explanation::Plain | Explanation::Refused(_) | Explanation::NotLaunched(_) => None,
        }
    }

    /// Every instance that was turned down lacks what it is said to lack, and every other has room.
    fn check_reasons(name: &str, document: &Value, world: &World, decision: &Decision) {
        let Explanation::Placement(placement) = &decision.explanation else { panic!("{name}: {decision:?}") };
        let needs = needs(document);
        for report in &placement.instances {
            let is_rejected = report.stage < Stage::Rank;
            let lacks = lacks(&needs, document, world, report);
            assert_eq!(is_rejected, !report.failed.is_empty(), "{name}: {report:?}");
            assert_eq!(is_rejected, !lacks.is_empty(), "{name}: {report:?}, {lacks:?}");
            let said: Vec<String> = report.failed.iter().map(said).collect();
            for reason in &said {
                assert!(lacks.contains(reason), "{name}: {reason} is not among {lacks:?}; {needs:?}");
            }
            assert!(!is_rejected || !explain::instance_reason(world, placement, report).is_empty(), "{name}");
        }
    }

    fn said(check: &Check) -> String {
        match check {
            Check::Cpu { wanted, left } => format!("cpu {wanted} of {left}"),
            Check::Memory { wanted, left } => format!("memory {wanted} of {left}"),
            Check::Gpu { wanted, left } => format!("gpus {wanted} of {left}"),
            Check::Eni { limit } => format!("interfaces {limit}"),
            Check::Port { port, .. } => format!("port {}", port.port),
            Check::PortCount { wanted, left } => format!("ports {wanted} of {left}"),
            Check::Attribute { name } => format!("attribute {name}"),
            Check::Constraint(PlacementConstraint::MemberOf(expression)) => format!("member of {expression}"),
            Check::Missing
            | Check::Deregistered
            | Check::Inactive
            | Check::Agent
            | Check::Location
            | Check::Constraint(_) => {
                format!("{check:?}")
            }
        }
    }

    /// All that an instance lacks, by the JSON of the definition and the tasks that are on it.
    fn lacks(needs: &Needs, document: &Value, world: &World, report: &InstanceReport) -> Vec<String> {
        let it = &world.container_instances[&report.container_instance];
        let n = world.tasks_on(it.id).count() as u64;
        let mut lacks = vec![];
        for (what, wanted, of) in [
            ("cpu", needs.cpu, u64::from(it.cpu_units)),
            ("memory", needs.memory, u64::from(it.memory_mib)),
            ("gpus", needs.gpus, u64::from(it.gpus)),
        ] {
            let left = of - n * wanted;
            if wanted > left {
                lacks.push(format!("{what} {wanted} of {left}"));
            }
        }
        if needs.is_awsvpc && n + 1 > u64::from(it.eni_limit) {
            lacks.push(format!("interfaces {}", it.eni_limit));
        }
        let is_reserved = |port: u64| n > 0 || [22, 2375, 2376, 51678, 51679].contains(&port);
        lacks.extend(
            needs.ports.iter().filter(|(port, _)| is_reserved(*port)).map(|(port, _)| format!("port {port}")),
        );
        // Without any capability among its attributes an instance runs an agent that has them all.
        if it.attributes.keys().any(|it| it.contains("ecs.capability.")) {
            let is_lacking = |name: &&String| !it.attributes.contains_key(name.as_str());
            let wanted = capabilities(document);
            lacks.extend(wanted.iter().filter(is_lacking).map(|it| format!("attribute {it}")));
        }
        for constraint in document["placementConstraints"].as_array().into_iter().flatten() {
            let expression = constraint["expression"].as_str().unwrap();
            assert_eq!(expression, T3_ONLY, "this test knows no other expression");
            if !it.instance_type.starts_with("t3") {
                lacks.push(format!("member of {expression}"));
            }
        }
        lacks
    }

    fn containers(document: &Value) -> impl Iterator<Item = &Value> {
        document["containerDefinitions"].as_array().into_iter().flatten()
    }

    fn needs(document: &Value) -> Needs {
        // "1024", 1024, "1 vCPU", ".5 vCPU", "2 GB".
        let number = |it: &Value| {
            it.as_u64().or_else(|| {
                let words: Vec<&str> = it.as_str()?.split_whitespace().collect();
                let of_1024 = |it: &str| it.parse::<f64>().ok().map(|it| (it * 1024.0) as u64);
                if words.len() == 2 { of_1024(words[0]) } else { words.first()?.parse().ok() }
            })
        };
        let sum = |of: &dyn Fn(&Value) -> u64| containers(document).map(of).sum::<u64>();
        let reservation = |it: &Value| {
            number(&it["memoryReservation"])
                .filter(|it| *it > 0)
                .or_else(|| number(&it["memory"]))
                .unwrap_or(0)
        };
        let gpus = |it: &Value| {
            let all = it["resourceRequirements"].as_array().into_iter().flatten();
            all.filter(|it| it["type"] == "GPU").filter_map(|it| number(&it["value"])).sum()
        };
        let mode = document["networkMode"].as_str().unwrap_or("bridge");
        let ports = containers(document).flat_map(|it| it["portMappings"].as_array().into_iter().flatten());
        let ports = ports.filter_map(|it| {
            let host = number(&it["hostPort"]).filter(|it| *it > 0);
            let host = if mode == "host" { host.or_else(|| number(&it["containerPort"])) } else { host };
            Some((host.filter(|_| mode != "awsvpc")?, it["protocol"].as_str().unwrap_or("tcp").to_owned()))
        });
        Needs {
            cpu: number(&document["cpu"]).unwrap_or_else(|| sum(&|it| number(&it["cpu"]).unwrap_or(0))),
            memory: number(&document["memory"]).unwrap_or_else(|| sum(&reservation)),
            gpus: sum(&gpus),
            is_awsvpc: mode == "awsvpc",
            ports: ports.collect(),
        }
    }

    /// What an agent must be able to do, by the words of the definition.
    fn capabilities(document: &Value) -> Vec<String> {
        let has = |field: &str| !document[field].is_null();
        let mut names = vec![];
        let mode = document["networkMode"].as_str().unwrap_or("bridge");
        let rows = [
            (mode == "awsvpc", "ecs.capability.task-eni"),
            (has("taskRoleArn") && mode != "host", "com.amazonaws.ecs.capability.task-iam-role"),
            (has("taskRoleArn") && mode == "host", "com.amazonaws.ecs.capability.task-iam-role-network-host"),
            (has("cpu") || has("memory"), "ecs.capability.task-cpu-mem-limit"),
            (has("pidMode") || has("ipcMode"), "ecs.capability.pid-ipc-namespace-sharing"),
            (has("proxyConfiguration"), "ecs.capability.aws-appmesh"),
            (document["volumes"].to_string().contains("efsVolumeConfiguration"), "ecs.capability.efs"),
            (document["volumes"].to_string().contains("authorizationConfig"), "ecs.capability.efsAuth"),
        ];
        names.extend(rows.iter().filter(|(is_wanted, _)| *is_wanted).map(|(_, name)| (*name).to_owned()));
        for it in containers(document) {
            let log = &it["logConfiguration"];
            if let Some(driver) = log["logDriver"].as_str() {
                names.push(format!("com.amazonaws.ecs.capability.logging-driver.{driver}"));
            }
            let store = |it: &Value| {
                if it["valueFrom"].as_str().unwrap().contains(":secretsmanager:") { "asm" } else { "ssm" }
            };
            for secret in it["secrets"].as_array().into_iter().flatten() {
                names.push(format!("ecs.capability.secrets.{}.environment-variables", store(secret)));
            }
            for secret in log["secretOptions"].as_array().into_iter().flatten() {
                names.push(format!("ecs.capability.secrets.{}.bootstrap.log-driver", store(secret)));
            }
            if let Some(router) = it["firelensConfiguration"]["type"].as_str() {
                names.push(format!("ecs.capability.firelens.{router}"));
            }
            let is_in_ecr = it["image"].as_str().unwrap().contains(".dkr.ecr.");
            let has_role = has("executionRoleArn");
            let rows = [
                (it["privileged"] == true, "com.amazonaws.ecs.capability.privileged-container"),
                (
                    it["dependsOn"].as_array().is_some_and(|it| !it.is_empty()),
                    "ecs.capability.container-ordering",
                ),
                (!it["healthCheck"].is_null(), "ecs.capability.container-health-check"),
                (is_in_ecr, "com.amazonaws.ecs.capability.ecr-auth"),
                (is_in_ecr && has_role, "ecs.capability.execution-role-ecr-pull"),
                (log["logDriver"] == "awslogs" && has_role, "ecs.capability.execution-role-awslogs"),
            ];
            names.extend(rows.iter().filter(|(is_wanted, _)| *is_wanted).map(|(_, name)| (*name).to_owned()));
        }
        names
    }
}

mod properties {
    use super::*;
    use bayplan::ecs::{MAX_TEXT_BYTES, SAMPLES};
    use proptest::prelude::*;

    /// Everything that a page does with a text.
    fn use_all(text: &str) {
        for target in [None, Some(Compatibility::Fargate), Some(Compatibility::ManagedInstances)] {
            match validate(text, target) {
                Err(error) => {
                    assert!(error.line > 0 && error.column > 0 && !text::syntax_fix(&error).is_empty());
                }
                Ok(reading) => {
                    for finding in &reading.findings {
                        assert!(!text::line(finding).is_empty());
                    }
                    let _ =
                        (Demand::of(&reading.task_definition), required_attributes(&reading.task_definition));
                    let bytes = postcard::to_allocvec(&reading.task_definition).unwrap();
                    assert_eq!(postcard::from_bytes(&bytes), Ok(reading.task_definition));
                }
            }
        }
    }

    fn wrong_values() -> impl Strategy<Value = Value> {
        prop_oneof![
            Just(json!(null)),
            Just(json!([])),
            Just(json!({})),
            Just(json!([{}])),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            ".{0,12}".prop_map(Value::from),
            "[0-9.]{0,6} ?(vCPU|GB)?".prop_map(Value::from),
        ]
    }

    /// Puts a value in place of the nth value of the document, counted depth first.
    fn replace(value: &mut Value, countdown: &mut u32, with: &Value) {
        if *countdown == 0 {
            *value = with.clone();
        }
        *countdown = countdown.wrapping_sub(1);
        match value {
            Value::Array(items) => items.iter_mut().for_each(|it| replace(it, countdown, with)),
            Value::Object(fields) => fields.values_mut().for_each(|it| replace(it, countdown, with)),
            _ => {}
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_is_answered(text in ".{0,200}") {
            use_all(&text);
        }

        #[test]
        fn any_sample_cut_or_with_a_foreign_piece_is_answered(
            sample in 0..SAMPLES.len(), at in any::<prop::sample::Index>(), piece in "[ -~äé“\n]{0,3}", removed in 0_usize..5,
        ) {
            let mut chars: Vec<char> = SAMPLES[sample].json.chars().collect();
            let at = at.index(chars.len());
            let end = (at + removed).min(chars.len());
            chars.splice(at..end, piece.chars());
            use_all(&chars.iter().collect::<String>());
        }

        #[test]
        fn any_sample_with_a_wrong_value_is_answered(sample in 0..SAMPLES.len(), nth in 0_u32..80, with in wrong_values()) {
            let mut document: Value = serde_json::from_str(SAMPLES[sample].json).unwrap();
            replace(&mut document, &mut { nth }, &with);
            use_all(&document.to_string());
        }
    }

    #[test]
    fn long_and_deep_texts_are_answered() {
        let max = MAX_TEXT_BYTES as usize;
        for text in [
            "[".repeat(max),
            "{\"a\":".repeat(max / 5),
            "\"".repeat(max),
            "9".repeat(max),
            "\\u".repeat(max / 2),
            format!("{{\"family\":\"{}\"}}", "x".repeat(max - 20)),
            format!("{{\"{}\":1,\"family\":\"a\"}}", "x".repeat(max - 40)),
            "x".repeat(max + 1),
        ] {
            use_all(&text);
        }
    }
}
