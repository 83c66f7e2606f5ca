//! Why an order could not be carried out, in AWS's words where AWS has words.

use crate::ecs::{query::Expression, text};
use crate::sim::clock::MAX_ADVANCE_SECONDS;
use crate::sim::{ExternalRefusal, MAX_DECISIONS, Refusal, ServiceRefusal, TimeRefusal};

use super::capacity::capacity_refusal;
use super::scaling::scaling_refusal;
use super::{denied, group_digits, volume_refusal};

/// What is wrong and what to do.
#[must_use]
pub fn refusal_sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::UnknownInstanceType(name) => {
            format!("`{name}` is not in the table of instance types. Choose one from the list.")
        }
        Refusal::InstanceCountOutOfRange(count) => {
            format!("One order adds 1 to 10 instances, not {}.", group_digits(u64::from(*count)))
        }
        Refusal::TooManyTaskDefinitions => {
            "A board takes eight task definitions that are ACTIVE or in use. Deregister one first.".to_owned()
        }
        Refusal::NotFound => "What was named is not there. Choose something that is on the board.".to_owned(),
        Refusal::InactiveTaskDefinition { family, revision } => {
            format!("{family}:{revision} is INACTIVE. Register a new revision of it to run tasks.")
        }
        Refusal::AlreadySo => "It is so already.".to_owned(),
        Refusal::InTime(refusal) => in_time(refusal),
        Refusal::OfService(refusal) => of_service(*refusal),
        Refusal::Denied(denial) => denied(denial),
        Refusal::OnExternal(refusal) => on_external(*refusal).to_owned(),
        Refusal::OfVolumes(refusal) => volume_refusal(refusal),
        Refusal::InvalidRole(arn) => invalid_role(arn),
        Refusal::InvalidCall => INVALID_CALL.to_owned(),
        Refusal::InvalidAttribute => {
            "A name has 1 to 128 letters, digits or - _ / \\ . and a value up to 128 of these or @ : and inner spaces."
                .to_owned()
        }
        Refusal::BuiltInAttribute(name) => {
            format!("`{name}` is built in and cannot be changed. Take a name that does not begin with ecs.")
        }
        Refusal::IncompatibleLaunchType => {
            "The task definition does not allow Fargate. Add \"FARGATE\" to requiresCompatibilities.".to_owned()
        }
        Refusal::CountOutOfRange(count) => {
            format!("RunTask starts 1 to 10 tasks, not {}.", group_digits(u64::from(*count)))
        }
        Refusal::TooManyStrategies(n) => format!("A request takes at most 5 placement strategies, not {n}."),
        Refusal::TooManyConstraints(n) => {
            format!("A task takes at most 10 placement constraints, task definition and request together, not {n}.")
        }
        Refusal::ServiceExists(name) => {
            format!("A service `{name}` is there already. Take another name, or change its desired count.")
        }
        Refusal::InvalidServiceName(name) => {
            format!("`{name}` is no service name: use 1 to 255 letters, digits, underscores and hyphens.")
        }
        Refusal::DesiredCountOutOfRange(count) => {
            format!("A service of a board keeps at most 500 tasks, not {}.", group_digits(u64::from(*count)))
        }
        Refusal::DaemonWithDesiredCount => {
            "A DAEMON service takes no desired count: it runs one task on each instance.".to_owned()
        }
        Refusal::DaemonOnFargate => {
            "A DAEMON service needs container instances; on Fargate use REPLICA.".to_owned()
        }
        Refusal::DaemonWithStrategy => {
            "A DAEMON service takes no placement strategy: it runs one task on each instance. Leave it out."
                .to_owned()
        }
        Refusal::PlacementOnFargate => PLACEMENT_ON_FARGATE.to_owned(),
        Refusal::FargateNetworkMode => {
            "Fargate runs tasks in awsvpc mode only. Set networkMode to \"awsvpc\".".to_owned()
        }
        Refusal::FargateSize { cpu_units, memory_mib } => fargate_size(*cpu_units, *memory_mib),
        Refusal::InvalidExpression(expression) => invalid_expression(expression),
        Refusal::OfLoadBalancer(refusal) => super::of_load_balancer(refusal),
        Refusal::OfCapacity(refusal) => capacity_refusal(*refusal).to_owned(),
        Refusal::OfScaling(refusal) => scaling_refusal(*refusal).to_owned(),
    }
}

const PLACEMENT_ON_FARGATE: &str = "Fargate takes no placement strategies and no placement constraints. It spreads tasks over the zones by itself.";

const INVALID_CALL: &str =
    "An application calls an action, such as s3:GetObject, on an ARN or *. Write both.";

fn invalid_role(arn: &str) -> String {
    format!("`{arn}` is no role. Write its ARN, such as arn:aws:iam::123456789012:role/web-task.")
}

fn of_service(refusal: ServiceRefusal) -> String {
    match refusal {
        ServiceRefusal::InvalidDeploymentConfiguration => {
            "Not a deployment configuration: minimumHealthyPercent is 0 to 100, maximumPercent at least as much (100 for DAEMON), early success criteria only with ROLLING and from minimumHealthyPercent to 100, steps and bake times within the limits of the API."
                .to_owned()
        }
        ServiceRefusal::RebalancingImpossible => {
            "Availability Zone rebalancing needs REPLICA, zone spread first or no strategy, no constraint on ecs.availability-zone, and maximumPercent above 100."
                .to_owned()
        }
        ServiceRefusal::NoAlarms => {
            "The deployments of the service use no CloudWatch alarms. Enable alarms in its deployment configuration.".to_owned()
        }
        ServiceRefusal::NoDeploymentUnderWay => {
            "Nothing follows: alarms count while a deployment is under way.".to_owned()
        }
        ServiceRefusal::NothingToRollBack => {
            "There is nothing to go back to: no deployment is under way, or none completed before it.".to_owned()
        }
        ServiceRefusal::TaskNotValid => {
            "TASK_NOT_VALID: only tasks of services that are to run can be protected.".to_owned()
        }
        ServiceRefusal::DeploymentBlocked => {
            "DEPLOYMENT_BLOCKED: more tasks of the service are protected than it wants. Take protection away first."
                .to_owned()
        }
        ServiceRefusal::ForceNewDeploymentNeeded => {
            "When switching from launch type to capacity provider strategy on an existing service, or making a change to a capacity provider strategy on a service that is already using one, you must force a new deployment."
                .to_owned()
        }
        ServiceRefusal::DaemonWithCapacityProviders => {
            "On a board a DAEMON service takes a launch type, no capacity provider strategy.".to_owned()
        }
        ServiceRefusal::ProtectionOutOfRange(minutes) => {
            format!("A task is protected for 1 to 2,880 minutes, not {}.", group_digits(u64::from(minutes)))
        }
    }
}

fn on_external(refusal: ExternalRefusal) -> &'static str {
    match refusal {
        ExternalRefusal::NetworkMode => {
            "External instances have no awsvpc mode. Set networkMode to \"bridge\", \"host\" or \"none\"."
        }
        ExternalRefusal::FileSystem => "External instances do not support Amazon EFS volumes.",
        ExternalRefusal::EbsVolume => "External instances do not support Amazon EBS volumes.",
        ExternalRefusal::LoadBalancer => "Services on external instances do not support load balancers.",
        ExternalRefusal::CapacityProviders => "External instances do not support capacity providers.",
        ExternalRefusal::NotOfEc2 => "An external instance is a server of your own: EC2 does not know it.",
    }
}

fn in_time(refusal: &TimeRefusal) -> String {
    match refusal {
        TimeRefusal::ContainerIsNotUp => {
            "The container is not up: it has not started, or it has ended.".to_owned()
        }
        TimeRefusal::NoHealthCheck => {
            "The container has no health check. Only a healthCheck in the task definition counts.".to_owned()
        }
        TimeRefusal::ImpossibleApplication => {
            "A task serves 1 to 1,000,000 requests a second, is ready within a day, answers with 200 to 599, and knows a path of up to 128 characters.".to_owned()
        }
        TimeRefusal::ClockStandsStill => {
            "Time does not pass on this board. Start its clock first.".to_owned()
        }
        TimeRefusal::SecondsOutOfRange(seconds) => format!(
            "The clock moves by 1 second to {} days at once, not by {} seconds.",
            MAX_ADVANCE_SECONDS / 86_400,
            group_digits(*seconds)
        ),
        TimeRefusal::TooMuchHappens => format!(
            "More than {} things happened; the clock stopped on the way. Move it in smaller steps.",
            group_digits(MAX_DECISIONS as u64)
        ),
    }
}

fn invalid_expression(expression: &Expression) -> String {
    let words = expression.expr().err().map(|error| {
        let (problem, fix) = (text::query_problem(&error.kind), text::query_fix(&error.kind));
        format!(" at character {}: {problem} {fix}", error.position + 1)
    });
    format!("The expression `{expression}` cannot be read{}", words.unwrap_or_else(|| ".".to_owned()))
}

fn fargate_size(cpu_units: u32, memory_mib: u32) -> String {
    if cpu_units == 0 {
        return "Fargate requires that 'cpu' be defined at the task level.".to_owned();
    }
    if memory_mib == 0 {
        return "Fargate requires that 'memory' be defined at the task level.".to_owned();
    }
    format!(
        "No Fargate configuration exists for given values. {} CPU units with {} MiB is not in the table of sizes.",
        group_digits(u64::from(cpu_units)),
        group_digits(u64::from(memory_mib))
    )
}
