//! The words for services.

use crate::ecs::PlacementConstraint;
use crate::sim::RunTask;

use super::{of, strategy};

pub const SERVICES: &str = "Services";
pub const NO_SERVICES: &str =
    "No services yet. A service keeps its desired count of tasks running and replaces what stops.";
pub const CREATE_SERVICE: &str = "Create a service";
pub const CREATE: &str = "Create";
pub const SERVICE_NAME: &str = "Service name";
pub const SERVICE_NEEDS_NAME: &str = "Give it a name: letters, digits, hyphens and underscores.";
pub const TASK_DEFINITION: &str = "Task definition";
pub const SCHEDULING_STRATEGY: &str = "Scheduling strategy";
pub const REPLICA: &str = "REPLICA";
pub const REPLICA_HELP: &str = "Keeps the desired count of tasks running.";
pub const DAEMON: &str = "DAEMON";
pub const DAEMON_HELP: &str = "Runs one task on each active instance that obeys its constraints.";
pub const DESIRED_COUNT: &str = "Desired count";
pub const RULES_OF_BUILD: &str = "Use the placement rules of the Build panel";
pub const NO_RULES: &str =
    "Otherwise tasks are spread over zones, then go to the instance with the fewest tasks of the service.";
pub const NO_RULES_DAEMON: &str = "A DAEMON service takes constraints, but no placement strategy.";
pub const WAITING: &str = "waiting";
pub const STEADY: &str = "steady";
pub const DELETE_SERVICE: &str = "Delete and stop its tasks";
pub const LOAD_BALANCERS: &str = "Load balancers";
pub const NO_LOAD_BALANCERS: &str =
    "No load balancers yet. One sends the requests of clients to the healthy tasks of a service.";
pub const ADD_LOAD_BALANCER: &str = "Add a load balancer";
pub const UNHEALTHY_TARGET: &str = ", unhealthy target";
pub const ALL_EVENTS: &str = "All events";
pub const SERVICE_EVENTS: &str = "Service events";
pub const WHICH_EVENTS: &str = "Which events";

/// "3 of 4 running".
pub fn running_of(running: u32, desired: u32) -> String {
    [&of(running, desired), " running"].concat()
}

pub fn desired_count_of(name: &str) -> String {
    ["Desired count of ", name].concat()
}

pub fn fewer_of(name: &str) -> String {
    ["One task of ", name, " fewer"].concat()
}

pub fn more_of(name: &str) -> String {
    ["One task of ", name, " more"].concat()
}

pub fn options_for_service(name: &str) -> String {
    ["Options for service ", name].concat()
}

/// "Spread over zones, Binpack by memory; distinctInstance".
pub fn rules(request: &RunTask, is_daemon: bool) -> String {
    let strategies = request.placement_strategy.iter().filter(|_| !is_daemon);
    let strategies = strategies.map(|it| strategy(it).0.to_owned());
    let constraints = request.placement_constraints.iter().map(|it| match it {
        PlacementConstraint::DistinctInstance => "distinctInstance".to_owned(),
        PlacementConstraint::MemberOf(expression) => ["memberOf ", expression.text()].concat(),
    });
    let all: Vec<String> = strategies.chain(constraints).collect();
    if all.is_empty() { "None are set there now.".to_owned() } else { all.join(", ") }
}
