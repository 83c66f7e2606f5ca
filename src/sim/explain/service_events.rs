//! The event texts of services, in the words of "Service event messages" of the developer guide.

use crate::ecs::PlacementConstraint;
use crate::sim::{Check, InstanceReport, Placement};

use super::{failure_reason, lack_of_capacity};

/// Why no instance took a task of the service. `name_of` names an instance as the reader knows it.
#[must_use]
pub fn unable_to_place(
    service_name: &str,
    placement: &Placement,
    name_of: impl Fn(&InstanceReport) -> String,
) -> String {
    let because = format!(
        "service {service_name} was unable to place a task because no container instance met all of its requirements."
    );
    if let Some(lack) = lack_of_capacity(placement) {
        return format!("service {service_name} was unable to place a task. Reason: {lack}");
    }
    let Some(closest) = closest_instance(placement) else {
        return format!("{because} Reason: No Container Instances were found in your cluster.");
    };
    let lack = closest.failed.first().map_or_else(String::new, lack);
    format!(
        "{because} The closest matching container-instance {} {lack}. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.",
        name_of(closest)
    )
}

/// More tasks of a deployment, such as `ecs-svc/1`, are protected than may stay.
#[must_use]
pub fn unable_to_scale_in(service_name: &str, deployment: &str) -> String {
    format!(
        "service {service_name} was unable to reach steady state because task set ({deployment}) was unable to scale in. Reason: The number of protected tasks are more than the desired count of tasks."
    )
}

/// The instance that the event names as an example.
///
/// AWS does not document its rule; the model takes the fewest failed checks, then the smallest shortfall.
#[must_use]
pub fn closest_instance(placement: &Placement) -> Option<&InstanceReport> {
    let shortfall = |report: &InstanceReport| report.failed.iter().map(shortfall).sum::<u64>();
    placement
        .instances
        .iter()
        .min_by_key(|report| (report.failed.len(), shortfall(report), report.container_instance))
}

fn shortfall(check: &Check) -> u64 {
    match check {
        Check::Cpu { wanted, left }
        | Check::Memory { wanted, left }
        | Check::Gpu { wanted, left }
        | Check::PortCount { wanted, left } => u64::from(wanted.saturating_sub(*left)),
        Check::Missing
        | Check::Deregistered
        | Check::Inactive
        | Check::Agent
        | Check::Location
        | Check::Eni { .. }
        | Check::Port { .. }
        | Check::Attribute { .. }
        | Check::Constraint(_) => 0,
    }
}

fn lack(check: &Check) -> String {
    match check {
        Check::Cpu { .. } => "has insufficient CPU units available".to_owned(),
        Check::Memory { .. } => "has insufficient memory available".to_owned(),
        Check::Port { .. } => "is already using a port required by your task".to_owned(),
        Check::Attribute { .. } => "is missing an attribute required by your task".to_owned(),
        Check::Missing
        | Check::Deregistered
        | Check::Inactive
        | Check::Agent
        | Check::Location
        | Check::Gpu { .. }
        | Check::Eni { .. }
        | Check::PortCount { .. }
        | Check::Constraint(PlacementConstraint::DistinctInstance | PlacementConstraint::MemberOf(_)) => {
            format!("encountered error \"{}\"", failure_reason(check))
        }
    }
}
