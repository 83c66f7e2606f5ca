//! What AWS would refuse of a request before it places anything.

use bayplan::ecs::{NetworkMode, TaskDefinition};
use bayplan::sim::{Refusal, ServiceRefusal, explain};

use crate::capacity::{Asked, Capacity};
use crate::input::{RequestItem, ServiceItem};
use crate::network::NetworkConfiguration;

/// External instances have bridge, host and none (Linux), never awsvpc ("Amazon ECS Anywhere").
pub fn check_network_mode(task_definition: &TaskDefinition, asked: &Asked) -> Result<(), String> {
    let is_awsvpc = task_definition.effective_network_mode() == NetworkMode::Awsvpc;
    if is_awsvpc && matches!(asked, Asked::One(Capacity::External)) {
        return Err(format!(
            "`{}` has networkMode awsvpc, which external instances do not have; use bridge, host or none",
            task_definition.family
        ));
    }
    Ok(())
}

/// A service in awsvpc mode says in which subnets its tasks are to be.
pub fn check_service_network(
    task_definition: &TaskDefinition,
    network: Option<&NetworkConfiguration>,
) -> Result<(), String> {
    let is_awsvpc = task_definition.effective_network_mode() == NetworkMode::Awsvpc;
    let has_subnet =
        |it: &NetworkConfiguration| it.awsvpc_configuration.as_ref().is_some_and(|it| !it.subnets.is_empty());
    if is_awsvpc && !network.is_some_and(has_subnet) {
        return Err(format!(
            "`{}` has networkMode awsvpc, so the service needs a networkConfiguration with subnets",
            task_definition.family
        ));
    }
    Ok(())
}

/// The request names the instances, so nothing is left to choose.
pub fn check_start_task(request: &RequestItem) -> Result<(), String> {
    let given = [
        ("placementStrategy", request.placement_strategy.as_ref().is_some_and(|it| !it.is_empty())),
        ("placementConstraints", request.placement_constraints.as_ref().is_some_and(|it| !it.is_empty())),
        (
            "capacityProviderStrategy",
            request.capacity_provider_strategy.as_ref().is_some_and(|it| !it.is_empty()),
        ),
    ];
    match given.iter().find(|(_, is_given)| *is_given) {
        Some((field, _)) => {
            Err(format!("{field} is not for StartTask, which names its instances; leave it out"))
        }
        None => Ok(()),
    }
}

/// One task on each instance is all that a daemon has, on instances of a launch type.
pub fn daemon_capacity<'a>(asked: &'a Asked, desired_count: Option<u32>) -> Result<&'a Capacity, String> {
    let Asked::One(capacity) = asked else {
        return Err(sentence(ServiceRefusal::DaemonWithCapacityProviders));
    };
    match desired_count {
        Some(1..) => Err(explain::refusal_sentence(&Refusal::DaemonWithDesiredCount)),
        Some(0) | None => Ok(capacity),
    }
}

/// Other providers need a new deployment, and here there are none.
pub fn check_update(item: &ServiceItem, request: &RequestItem) -> Result<(), String> {
    let given = request.capacity_provider_strategy.as_ref();
    let is_other = given.is_some_and(|it| *it != item.capacity_provider_strategy);
    if is_other && !request.force_new_deployment {
        return Err(sentence(ServiceRefusal::ForceNewDeploymentNeeded));
    }
    if request.force_new_deployment {
        return Err("forceNewDeployment starts a deployment; this tool changes counts only".to_owned());
    }
    let is_daemon = item.scheduling_strategy.as_deref() == Some("DAEMON");
    if is_daemon && request.desired_count.is_some() {
        return Err(explain::refusal_sentence(&Refusal::DaemonWithDesiredCount));
    }
    Ok(())
}

fn sentence(refusal: ServiceRefusal) -> String {
    explain::refusal_sentence(&Refusal::OfService(refusal))
}
