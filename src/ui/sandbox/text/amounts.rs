//! Numbers with their units.

use crate::ecs::Demand;
use crate::sim::explain::group_digits;

use super::{ENI, GPU, MEMORY};

/// A noun with its count, in the plural where English wants it.
pub fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    [&group_digits(number as u64), " ", noun, plural].concat()
}

/// "768 of 2,048".
pub fn of(part: u32, whole: u32) -> String {
    [&group_digits(u64::from(part)), " of ", &group_digits(u64::from(whole))].concat()
}

pub fn cpu_of(part: u32, whole: u32) -> String {
    [&of(part, whole), " units"].concat()
}

pub fn memory_of(part: u32, whole: u32) -> String {
    [&of(part, whole), " MiB"].concat()
}

pub fn reserved(name: &str, numbers: &str) -> String {
    let name = if name == MEMORY { "Memory" } else { name };
    [name, " ", numbers, " reserved"].concat()
}

pub fn enis(used: u32, limit: u32) -> String {
    ["Network interfaces for tasks: ", &of(used, limit), " used"].concat()
}

pub fn port(port: u16, is_udp: bool) -> String {
    [":", &port.to_string(), if is_udp { "/udp" } else { "" }].concat()
}

/// "512 CPU, 1 GiB, :80".
pub fn demand(demand: &Demand) -> String {
    let mut parts =
        vec![[&group_digits(u64::from(demand.cpu_units)), " CPU"].concat(), memory(demand.memory_mib)];
    parts.extend(demand.host_ports.iter().map(|it| port(it.port, it.protocol == crate::ecs::Protocol::Udp)));
    if demand.enis > 0 {
        parts.push(ENI.to_owned());
    }
    if demand.gpus > 0 {
        parts.push(count(demand.gpus as usize, GPU));
    }
    parts.join(", ")
}

/// "1 GiB", "0.5 GiB" or "300 MiB".
pub fn memory(mib: u32) -> String {
    match (mib / 1024, mib % 1024) {
        (gib, 0) if gib > 0 => [&group_digits(u64::from(gib)), " GiB"].concat(),
        (gib, 512) => [&group_digits(u64::from(gib)), ".5 GiB"].concat(),
        _ => [&group_digits(u64::from(mib)), " MiB"].concat(),
    }
}

/// "0.25 vCPU, 0.5 GiB".
pub fn size(cpu_units: u32, memory_mib: u32) -> String {
    let part = match cpu_units % 1024 {
        256 => ".25",
        512 => ".5",
        768 => ".75",
        _ => "",
    };
    [&(cpu_units / 1024).to_string(), part, " vCPU, ", &memory(memory_mib)].concat()
}
