//! CPU and memory of the task and of its containers.

use super::Checker;
use crate::ecs::{Compatibility, ContainerDefinition, Rule};

/// CPU units of a task off Fargate: 0.125 to 192 vCPU.
const TASK_CPU_UNITS: (u32, u32) = (128, 196_608);

pub(super) fn check(checker: &mut Checker) {
    let task_definition = checker.task_definition;
    let containers = &task_definition.container_definitions;
    if let Some(cpu) = task_definition.cpu_units
        && !checker.is_for(Compatibility::Fargate)
        && !(TASK_CPU_UNITS.0..=TASK_CPU_UNITS.1).contains(&cpu)
    {
        checker.error("cpu", Rule::OutOfRange { min: TASK_CPU_UNITS.0, max: TASK_CPU_UNITS.1 });
    }
    if task_definition.is_windows() && checker.is_for_instances() {
        for (field, size) in [("cpu", task_definition.cpu_units), ("memory", task_definition.memory_mib)] {
            if size.is_some() {
                checker.warning(field, Rule::SizeIgnoredOnWindows);
            }
        }
    }
    if let Some(task_units) = task_definition.cpu_units {
        let containers_units = sum(containers, |container| container.cpu_units);
        if containers_units > task_units {
            checker.error("cpu", Rule::CpuAboveTask { containers_units, task_units });
        }
    }
    if let Some(task_mib) = task_definition.memory_mib {
        let containers_mib = sum(containers, ContainerDefinition::reserved_memory_mib);
        if containers_mib > task_mib {
            checker.error("memory", Rule::MemoryAboveTask { containers_mib, task_mib });
        }
    }
}

/// The memory of one container.
pub(super) fn check_container(checker: &mut Checker, path: &str, container: &ContainerDefinition) {
    let (memory, reservation) = (container.memory_mib, container.memory_reservation_mib);
    let task_memory = checker.task_definition.memory_mib;
    if task_memory.is_none() && checker.is_for_instances() && container.reserved_memory_mib() == 0 {
        checker.error(format!("{path}.memory"), Rule::NoMemory);
    }
    if let (Some(memory), Some(reservation)) = (memory, reservation)
        && memory <= reservation
    {
        checker.error(format!("{path}.memory"), Rule::MemoryNotAboveReservation);
    }
    if let (Some(container_mib), Some(task_mib)) = (memory, task_memory)
        && container_mib > task_mib
    {
        checker.error(format!("{path}.memory"), Rule::ContainerMemoryAboveTask { container_mib, task_mib });
    }
    for (field, size) in [("memory", memory), ("memoryReservation", reservation)] {
        match size {
            Some(1..4) => checker.error(format!("{path}.{field}"), Rule::MemoryTooSmall),
            Some(4..6) => checker.warning(format!("{path}.{field}"), Rule::MemoryTooSmall),
            _ => {}
        }
    }
}

fn sum(containers: &[ContainerDefinition], part: fn(&ContainerDefinition) -> u32) -> u32 {
    containers.iter().map(part).fold(0, u32::saturating_add)
}
