//! The samples that a sandbox starts with, as values: so that the first board needs no reader of JSON.

use super::{
    Compatibility, ContainerDefinition, HealthCheck, KeyValuePair, LogConfiguration, LogDriver, NetworkMode,
    PortMapping, Protocol, TaskDefinition,
};

/// `web`, `api`, `worker` and `cache`, as their files in `assets/samples` say.
#[must_use]
pub fn starters() -> [TaskDefinition; 4] {
    [web(), api(), worker(), cache()]
}

fn web() -> TaskDefinition {
    let option = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let options = [
        option("awslogs-group", "/ecs/web"),
        option("awslogs-region", "us-east-1"),
        option("awslogs-stream-prefix", "nginx"),
    ];
    let nginx = ContainerDefinition {
        cpu_units: 256,
        memory_mib: Some(512),
        memory_reservation_mib: Some(256),
        port_mappings: vec![port(80, Some(0))],
        log_configuration: Some(LogConfiguration {
            log_driver: LogDriver::Awslogs,
            options: options.into(),
            secret_options: vec![],
        }),
        ..container("nginx", "public.ecr.aws/nginx/nginx:1.29")
    };
    TaskDefinition { network_mode: Some(NetworkMode::Bridge), ..on_ec2("web", nginx) }
}

fn api() -> TaskDefinition {
    let check = ["CMD-SHELL", "curl -f http://localhost:8080/health || exit 1"];
    let api = ContainerDefinition {
        port_mappings: vec![port(8080, None)],
        environment: vec![variable("PORT", "8080")],
        health_check: Some(HealthCheck {
            command: check.map(str::to_owned).to_vec(),
            interval: Some(15),
            start_period: Some(20),
            ..HealthCheck::default()
        }),
        ..container("api", "123456789012.dkr.ecr.us-east-1.amazonaws.com/api:2.4.0")
    };
    TaskDefinition {
        task_role_arn: Some("arn:aws:iam::123456789012:role/api-task".to_owned()),
        network_mode: Some(NetworkMode::Awsvpc),
        cpu_units: Some(512),
        memory_mib: Some(1024),
        ..on_ec2("api", api)
    }
}

fn worker() -> TaskDefinition {
    let resize = ContainerDefinition {
        cpu_units: 512,
        memory_mib: Some(768),
        stop_timeout: Some(60),
        environment: vec![variable("CONCURRENCY", "4")],
        ..container("resize-images", "123456789012.dkr.ecr.us-east-1.amazonaws.com/worker:7")
    };
    TaskDefinition {
        task_role_arn: Some("arn:aws:iam::123456789012:role/worker-task".to_owned()),
        network_mode: Some(NetworkMode::Bridge),
        ..on_ec2("worker", resize)
    }
}

fn cache() -> TaskDefinition {
    let redis = ContainerDefinition {
        cpu_units: 256,
        memory_mib: Some(1024),
        port_mappings: vec![port(6379, Some(6379))],
        ..container("redis", "public.ecr.aws/docker/library/redis:8")
    };
    TaskDefinition { network_mode: Some(NetworkMode::Bridge), ..on_ec2("cache", redis) }
}

fn on_ec2(family: &str, container: ContainerDefinition) -> TaskDefinition {
    TaskDefinition {
        family: family.to_owned(),
        requires_compatibilities: vec![Compatibility::Ec2],
        container_definitions: vec![container],
        ..TaskDefinition::default()
    }
}

fn container(name: &str, image: &str) -> ContainerDefinition {
    ContainerDefinition { name: name.to_owned(), image: image.to_owned(), ..ContainerDefinition::default() }
}

fn port(container_port: u16, host_port: Option<u16>) -> PortMapping {
    let (container_port, protocol) = (Some(container_port), Protocol::Tcp);
    PortMapping { container_port, host_port, protocol, ..PortMapping::default() }
}

fn variable(name: &str, value: &str) -> KeyValuePair {
    KeyValuePair { name: name.to_owned(), value: value.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ecs::{SAMPLES, read_task_definition};

    #[test]
    fn the_starters_are_what_their_files_say() {
        for starter in starters() {
            let sample = SAMPLES.iter().find(|sample| sample.family == starter.family).unwrap();
            assert_eq!(read_task_definition(sample.json).unwrap().task_definition, starter);
        }
    }
}
