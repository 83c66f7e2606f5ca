//! The words for what can happen to instances and zones.

use super::{ADD_AN_INSTANCE, count, zone};
use crate::sim::Zone;

pub const TRUNKING: &str = "awsvpcTrunking";
pub const TRUNKING_HELP: &str =
    "An account setting: instances launched while it is on take more tasks in awsvpc mode.";
pub const EXTERNAL: &str = "External";
pub const ON_PREMISES: &str = "Your servers";
pub const EXTERNAL_INSTANCE: &str = "External: a server of your own";
pub const ABOUT_EXTERNAL: &str = "Amazon ECS Anywhere: it takes tasks of launch type External and no others, and has no awsvpc mode, no load balancer and no Amazon EFS.";
pub const SERVER_CPU: &str = "CPU units";
pub const SERVER_MEMORY: &str = "Memory in MiB";
pub const DRAINING: &str = "DRAINING";
pub const AGENT_OFF: &str = "AGENT OFF";
pub const DOWN: &str = "DOWN";
pub const BREAK_SOMETHING: &str = "Break something";
pub const ZONE_OUTAGE: &str = "Zone outage";
pub const DISCONNECT_AGENT: &str = "Disconnect agent";
pub const CONNECT_AGENT: &str = "Connect agent";
pub const DRAIN_INSTANCE: &str = "Drain an instance";
pub const ATTRIBUTES: &str = "Attributes";
pub const ATTRIBUTES_HELP: &str = "Constraints and strategies can refer to any of them. Built-in ones come with the instance; you can add your own.";
pub const BUILT_IN: &str = "built in";
pub const DELETE: &str = "Delete";
pub const ATTRIBUTE_NAME: &str = "Name";
pub const ATTRIBUTE_VALUE: &str = "Value";
pub const PUT_ATTRIBUTE: &str = "Put attribute";

/// What a column of the board is called: after its zone, or where external instances stand.
pub fn column(at: Zone, name: &str) -> String {
    if at == Zone::ON_PREMISES { name.to_owned() } else { zone(name) }
}

pub fn add_an_instance_to(column: &str) -> String {
    [ADD_AN_INSTANCE, " to ", &column.to_ascii_lowercase()].concat()
}

pub fn add_instances(number: u32, column: &str) -> String {
    ["Add ", &count(number as usize, "instance"), " to ", &column.to_ascii_lowercase()].concat()
}

pub fn lose(zone_name: &str) -> String {
    ["Lose ", &zone(zone_name).to_ascii_lowercase()].concat()
}

pub fn bring_back(zone_name: &str) -> String {
    ["Bring ", &zone(zone_name).to_ascii_lowercase(), " back"].concat()
}

pub fn disconnect(name: &str) -> String {
    ["Disconnect the agent of ", name].concat()
}

pub fn connect(name: &str) -> String {
    ["Connect the agent of ", name].concat()
}

pub fn drain(name: &str) -> String {
    ["Drain ", name].concat()
}

pub fn activate(name: &str) -> String {
    ["Set ", name, " ACTIVE"].concat()
}

pub fn attributes_of(name: &str) -> String {
    ["Attributes of ", name].concat()
}

pub fn delete_attribute(name: &str) -> String {
    ["Delete ", name].concat()
}

pub const STOP_INSTANCE: &str = "Stop an instance";
pub const INSTANCE_STOPPED: &str = "STOPPED";

pub fn stop_instance(name: &str) -> String {
    ["Stop ", name].concat()
}

pub fn start_instance(name: &str) -> String {
    ["Start ", name].concat()
}

pub fn terminate(name: &str) -> String {
    ["Terminate ", name].concat()
}
