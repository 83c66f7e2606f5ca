//! Two sentences for each rule.

use std::borrow::Cow;

use crate::ecs::{
    Compatibility, ExecutionRolePurpose, Finding, LooksLike, NetworkMode, Rule, nearest_fargate_sizes,
};

/// What is wrong, and what to do about it.
pub(super) type Words = (Cow<'static, str>, Cow<'static, str>);

fn fixed(problem: &'static str, fix: &'static str) -> Words {
    (problem.into(), fix.into())
}

fn facts(problem: String, fix: impl Into<Cow<'static, str>>) -> Words {
    (problem.into(), fix.into())
}

#[allow(clippy::too_many_lines, reason = "one arm a rule: split up, a rule without words would go unseen")]
pub(super) fn words(finding: &Finding) -> Words {
    let name = last_key(&finding.field);
    match &finding.rule {
        Rule::Missing => facts("This field is required.".to_owned(), format!("Add \"{name}\".")),
        Rule::WrongType { expected, found } => {
            facts(format!("This must be {expected}, but it is {found}."), format!("Write {expected}."))
        }
        Rule::UnknownField { suggestion } => (
            "There is no field of this name here; AWS's own tools refuse it.".into(),
            match suggestion {
                Some(name) => format!("Did you mean \"{name}\"?").into(),
                None => "Remove it, or check its spelling and its place.".into(),
            },
        ),
        Rule::UnknownValue { value, allowed } => facts(
            format!("\"{value}\" is not a value that ECS knows here."),
            format!("Use one of: {}.", allowed.join(", ")),
        ),
        Rule::OutOfRange { min, max } => facts(
            format!("This must be between {min} and {max}."),
            format!("Choose a number from {min} to {max}."),
        ),
        Rule::NotACpuSize => {
            fixed("This is not a CPU size.", "Write CPU units such as \"512\", or vCPUs such as \"0.5 vCPU\".")
        }
        Rule::NotAMemorySize => {
            fixed("This is not a memory size.", "Write MiB such as \"1024\", or GB such as \"1 GB\".")
        }
        Rule::SizeIsANumber => fixed(
            "The ECS API takes this as text; AWS's own tools refuse a bare number.",
            "Put the number in double quotes.",
        ),
        Rule::NotATaskDefinition { looks_like } => not_a_task_definition(*looks_like),
        Rule::More => {
            fixed("There are more problems than are shown here.", "Mend these first, then check again.")
        }
        Rule::BadName => fixed(
            "A name has 1 to 255 letters, digits, hyphens and underscores, and nothing else.",
            "Choose a name such as \"web-1\".",
        ),
        Rule::DuplicateName { name } => {
            facts(format!("There are two of the name \"{name}\"."), "Give each a name of its own.")
        }
        Rule::NoContainers => {
            fixed("A task definition needs at least one container.", "Add a container with a name and an image.")
        }
        Rule::NoEssentialContainer => fixed(
            "At least one container must be essential.",
            "Remove \"essential\": false from the container whose end should end the task.",
        ),
        Rule::NotCompatible { target } => facts(
            format!("This task definition is not registered for {}.", target.name()),
            format!("Add \"{}\" to requiresCompatibilities.", target.name()),
        ),
        Rule::NoMemory => fixed(
            "Without a task memory, each container needs memory or memoryReservation, more than zero.",
            "Add \"memory\" in MiB to this container, or to the task.",
        ),
        Rule::MemoryNotAboveReservation => fixed(
            "When both are given, memory must be greater than memoryReservation.",
            "Raise memory, or lower memoryReservation.",
        ),
        Rule::MemoryTooSmall => fixed(
            "Docker reserves at least 6 MiB for a container, 4 MiB before version 20.10.",
            "Ask for 6 MiB or more.",
        ),
        Rule::ContainerMemoryAboveTask { container_mib, task_mib } => facts(
            format!("The container's {container_mib} MiB are more than the {task_mib} MiB of the whole task."),
            "Lower the memory of the container, or raise that of the task.",
        ),
        Rule::MemoryAboveTask { containers_mib, task_mib } => facts(
            format!("The containers reserve {containers_mib} MiB together, the task has {task_mib} MiB."),
            format!("Raise the task's memory to {containers_mib} or more, or lower that of the containers."),
        ),
        Rule::CpuAboveTask { containers_units, task_units } => facts(
            format!("The containers reserve {containers_units} CPU units together, the task has {task_units}."),
            format!("Raise the task's cpu to {containers_units} or more, or lower that of the containers."),
        ),
        Rule::SizeIgnoredOnWindows => {
            fixed("Task sizes are ignored for Windows containers.", "Give the size to each container instead.")
        }
        Rule::FargateNeedsSize => facts(
            format!("Fargate requires that '{name}' be defined at the task level."),
            format!("Add \"{name}\" beside \"family\", such as {}.", if name == "cpu" { "\"256\"" } else { "\"512\"" }),
        ),
        Rule::NoFargateSize { cpu_units, memory_mib } => facts(
            format!("Fargate has no task of {cpu_units} CPU units with {memory_mib} MiB."),
            format!("Near sizes are {}.", near_sizes(*cpu_units, *memory_mib)),
        ),
        Rule::NoFargateSizeOnWindows => fixed(
            "Fargate has this size for Linux only.",
            "Windows tasks have 1024, 2048 or 4096 CPU units.",
        ),
        Rule::NetworkModeNotOn { on, network_mode } => network_mode_words(*on, *network_mode),
        Rule::NotOn { on } => facts(
            format!("This is not valid {}.", on_place(*on)),
            format!("Remove it, or do not run this task {}.", on_place(*on)),
        ),
        Rule::LogDriverNotOn { on, log_driver } => facts(
            format!("The log driver {} is not available {}.", log_driver.name(), on_place(*on)),
            match on {
                Compatibility::ManagedInstances => "Use awslogs, splunk, awsfirelens or json-file.",
                Compatibility::Ec2 | Compatibility::Fargate | Compatibility::External => {
                    "Use awslogs, splunk or awsfirelens."
                }
            },
        ),
        Rule::LogOptionMissing { option } => {
            facts(format!("The log driver awslogs needs the option {option}."), format!("Add \"{option}\" here."))
        }
        Rule::NeedsExecutionRole { purpose } => (
            match purpose {
                ExecutionRolePurpose::Secrets => "Secrets are fetched with the task execution role, and there is none.",
                ExecutionRolePurpose::RegistryCredentials => {
                    "The credentials of a private registry are read with the task execution role, and there is none."
                }
                ExecutionRolePurpose::PrivateImage => {
                    "Off EC2, an image of Amazon ECR is pulled with the task execution role, and there is none."
                }
                ExecutionRolePurpose::Logs => {
                    "Off EC2, the log driver awslogs writes with the task execution role, and there is none."
                }
            }
            .into(),
            "Add \"executionRoleArn\" beside \"family\".".into(),
        ),
        Rule::PortsInNoneMode => fixed(
            "In network mode none there can be no port mappings.",
            "Remove the port mappings, or choose another network mode.",
        ),
        Rule::HostPortDiffers { network_mode, container_port } => facts(
            format!("In network mode {}, the host port is the container port.", network_mode.name()),
            format!("Remove hostPort, or set it to {container_port}."),
        ),
        Rule::NoContainerPort => fixed(
            "A port mapping needs a containerPort or a containerPortRange.",
            "Add \"containerPort\", the port on which the container listens.",
        ),
        Rule::PortAndRange => fixed(
            "A containerPortRange stands alone, without containerPort and hostPort.",
            "Remove containerPort and hostPort, or the range.",
        ),
        Rule::RangeNotInHostMode => fixed(
            "A containerPortRange needs network mode bridge or awsvpc.",
            "List the ports one by one, or choose another network mode.",
        ),
        Rule::NotAPortRange => fixed(
            "This is not a range of ports.",
            "Write two ports from 1 to 65535, the lower one first, such as \"8000-8010\".",
        ),
        Rule::TooManyRanges => {
            fixed("A container can have at most 100 port ranges.", "Join neighboring ranges, or remove some.")
        }
        Rule::ContainerPortTwice => fixed(
            "This container port is in another mapping too, for the other protocol or within a range.",
            "Keep it in one mapping.",
        ),
        Rule::HostPortTwice => fixed(
            "Two mappings of this task ask for the same port of the instance.",
            "Choose another port, or in network mode bridge leave hostPort out to get a dynamic one.",
        ),
        Rule::ReservedHostPort => fixed(
            "Every container instance reserves the ports 22, 2375, 2376 and 51678 to 51680; no task can have them.",
            "Choose another port, or in network mode bridge leave hostPort out to get a dynamic one.",
        ),
        Rule::EphemeralHostPort => fixed(
            "From 32768 on, ports are given out dynamically: this one may be taken at any time.",
            "Choose a port below 32768, or leave hostPort out.",
        ),
        Rule::TooManyHostPorts => fixed(
            "An instance reserves at most 100 ports, its own six included: this task fits on none.",
            "Leave hostPort out where a dynamic port will do.",
        ),
        Rule::LinksNeedBridge => {
            fixed("Links work in network mode bridge only.", "Remove the links; in awsvpc mode use localhost.")
        }
        Rule::NotInAwsvpc => {
            fixed("This is not supported in network mode awsvpc.", "Remove it, or choose another network mode.")
        }
        Rule::UnknownContainer { name, suggestion } => unknown("container", name, suggestion.as_deref()),
        Rule::UnknownVolume { name, suggestion } => unknown("volume", name, suggestion.as_deref()),
        Rule::DependsOnItself => {
            fixed("A container cannot wait for itself.", "Name another container, or remove this dependency.")
        }
        Rule::DependencyCycle { containers } => facts(
            format!("These containers wait for each other in a circle: {}.", circle(containers)),
            "Remove one of these dependencies; a task with a circle cannot start.",
        ),
        Rule::ConditionOnEssential { condition, name } => facts(
            format!(
                "{} waits for \"{name}\" to end, but it is essential: its end stops the whole task.",
                condition.name()
            ),
            format!("Set \"essential\": false for \"{name}\", or wait for START or HEALTHY."),
        ),
        Rule::HealthyNeedsHealthCheck { name } => facts(
            format!("HEALTHY can never be met: \"{name}\" has no health check."),
            format!("Add a healthCheck to \"{name}\"; one in its image does not count."),
        ),
        Rule::HealthCommandStart => fixed(
            "The command of a health check starts with CMD or CMD-SHELL.",
            "Write it as [\"CMD-SHELL\", \"curl -f http://localhost/ || exit 1\"].",
        ),
        Rule::SeveralVolumeKinds => {
            fixed("A volume is of one kind only.", "Keep one configuration; add another volume for the other.")
        }
        Rule::TwoVolumesAtLaunch => fixed(
            "Only one volume of a task definition can be configured at launch.",
            "Remove configuredAtLaunch from this volume.",
        ),
        Rule::EfsNeedsEncryption => fixed(
            "An access point or IAM authorization needs encryption in transit.",
            "Add \"transitEncryption\": \"ENABLED\".",
        ),
        Rule::EfsRootWithAccessPoint => fixed(
            "An access point brings its own root directory.",
            "Remove rootDirectory, or set it to \"/\".",
        ),
        Rule::FsxNeedsWindows => fixed(
            "FSx for Windows File Server volumes are for containers on Windows instances.",
            "Set \"operatingSystemFamily\" in runtimePlatform to a Windows family, or use an Amazon EFS volume.",
        ),
        Rule::S3FilesNeedTaskRole => fixed(
            "S3 Files volumes are mounted with the task role, and there is none.",
            "Add \"taskRoleArn\" beside \"family\".",
        ),
        Rule::EfsIamNeedsTaskRole => fixed(
            "IAM authorization mounts the file system with the task role, and there is none.",
            "Add \"taskRoleArn\" beside \"family\".",
        ),
        Rule::DistinctInstanceHere => fixed(
            "distinctInstance belongs to a RunTask or service request; a task definition knows memberOf only.",
            "Move it to the request.",
        ),
        Rule::TooManyConstraints => fixed(
            "A task can have at most 10 placement constraints, those of the request included.",
            "Join some of them with \"and\".",
        ),
        Rule::ExpressionTooLong => {
            fixed("An expression can have at most 2,000 characters.", "Shorten it, or give the instances an attribute.")
        }
        Rule::BadExpression { error } => (
            format!("Character {}: {}", error.position + 1, super::query_problem(&error.kind)).into(),
            super::query_fix(&error.kind),
        ),
        Rule::NotAGpuCount => {
            fixed("The number of GPUs is a whole number from 1, as text.", "Write it such as \"1\".")
        }
        Rule::UnknownAccelerator => fixed(
            "inferenceAccelerators has no device of this name.",
            "Use the deviceName of one of the task's inferenceAccelerators.",
        ),
    }
}

fn not_a_task_definition(looks_like: LooksLike) -> Words {
    match looks_like {
        LooksLike::ContainerDefinitions => fixed(
            "This is only the list of containers, not the task definition.",
            "Wrap it: {\"family\": \"my-app\", \"containerDefinitions\": [ … ]}.",
        ),
        LooksLike::CloudFormation => fixed(
            "This looks like AWS CloudFormation, not like the input of the ECS API.",
            "Paste only the properties, with field names such as \"containerDefinitions\".",
        ),
        LooksLike::Other => fixed(
            "This is JSON, but not a task definition.",
            "Paste the input of `aws ecs register-task-definition` or the output of `aws ecs describe-task-definition`.",
        ),
    }
}

fn network_mode_words(on: Compatibility, network_mode: NetworkMode) -> Words {
    let fix = match on {
        Compatibility::Fargate => "Set \"networkMode\": \"awsvpc\".",
        Compatibility::External => "Use bridge, host or none.",
        Compatibility::ManagedInstances => "Use awsvpc or host.",
        Compatibility::Ec2 => "Use any network mode.",
    };
    facts(format!("Network mode {} is not available {}.", network_mode.name(), on_place(on)), fix)
}

fn unknown(what: &str, name: &str, suggestion: Option<&str>) -> Words {
    facts(
        format!("The task definition has no {what} \"{name}\"."),
        match suggestion {
            Some(name) => format!("Did you mean \"{name}\"?"),
            None => format!("Add a {what} of this name, or correct the name."),
        },
    )
}

fn on_place(on: Compatibility) -> &'static str {
    match on {
        Compatibility::Ec2 => "on EC2",
        Compatibility::Fargate => "on Fargate",
        Compatibility::External => "on external instances",
        Compatibility::ManagedInstances => "on Managed Instances",
    }
}

/// `512/1024, 1024/2048 or 256/512`.
fn near_sizes(cpu_units: u32, memory_mib: u32) -> String {
    let sizes: Vec<String> = nearest_fargate_sizes(cpu_units, memory_mib)
        .into_iter()
        .map(|(cpu_units, memory_mib)| format!("{cpu_units} with {memory_mib} MiB"))
        .collect();
    sizes.join(", ")
}

/// `a → b → a`, shortened when it is long.
fn circle(containers: &[String]) -> String {
    let mut names: Vec<&str> = containers.iter().take(6).map(String::as_str).collect();
    if containers.len() > 6 {
        names.push("…");
    }
    names.extend(containers.first().map(String::as_str));
    names.join(" → ")
}

/// `hostPort` of `containerDefinitions[1].portMappings[0].hostPort`.
fn last_key(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}
