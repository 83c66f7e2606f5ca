//! Where the task may run: sizes and network modes of Fargate, and what is not valid off EC2.

use super::Checker;
use crate::ecs::task_definition::{IpcMode, PidMode};
use crate::ecs::{Compatibility, NetworkMode, Rule, fargate_sizes};

use Compatibility::{External, Fargate, ManagedInstances};

/// GiB that may be asked for; 20 are there without asking.
const EPHEMERAL_STORAGE_GIB: (u32, u32) = (21, 200);

pub(super) fn check(checker: &mut Checker) {
    let task_definition = checker.task_definition;
    network_mode(checker);
    if checker.is_for(Fargate) {
        size(checker);
        if task_definition.pid_mode == Some(PidMode::Host) {
            checker.error("pidMode", Rule::NotOn { on: Fargate });
        }
    }
    if let Some(storage) = &task_definition.ephemeral_storage {
        let (min, max) = EPHEMERAL_STORAGE_GIB;
        if !(min..=max).contains(&storage.size_gib) {
            checker.error("ephemeralStorage.sizeInGiB", Rule::OutOfRange { min, max });
        }
        checker.not_on(true, "ephemeralStorage", &[ManagedInstances]);
    }
    let ipc_mode: Option<IpcMode> = task_definition.ipc_mode;
    checker.not_on(ipc_mode.is_some(), "ipcMode", &[Fargate, ManagedInstances]);
}

fn network_mode(checker: &mut Checker) {
    let network_mode = checker.task_definition.effective_network_mode();
    for on in checker.targets.clone() {
        let is_there = match on {
            Compatibility::Ec2 => true,
            Fargate => network_mode == NetworkMode::Awsvpc,
            External => network_mode != NetworkMode::Awsvpc,
            ManagedInstances => network_mode != NetworkMode::Bridge,
        };
        if !is_there {
            checker.error("networkMode", Rule::NetworkModeNotOn { on, network_mode });
        }
    }
}

fn size(checker: &mut Checker) {
    let task_definition = checker.task_definition;
    let (cpu_units, memory_mib) = match (task_definition.cpu_units, task_definition.memory_mib) {
        (Some(cpu_units), Some(memory_mib)) => (cpu_units, memory_mib),
        (cpu_units, memory_mib) => {
            for (field, size) in [("cpu", cpu_units), ("memory", memory_mib)] {
                if size.is_none() {
                    checker.error(field, Rule::FargateNeedsSize);
                }
            }
            return;
        }
    };
    match fargate_sizes()
        .iter()
        .find(|size| size.cpu_units == cpu_units && size.memory_mib.contains(&memory_mib))
    {
        None => checker.error("cpu", Rule::NoFargateSize { cpu_units, memory_mib }),
        Some(size) if task_definition.is_windows() && !size.on_windows => {
            checker.error("cpu", Rule::NoFargateSizeOnWindows);
        }
        Some(_) => {}
    }
}
