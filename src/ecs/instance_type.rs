//! EC2 instance types, from `assets/tables/instance-types.json`.

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstanceType {
    /// Such as `m5.large`.
    pub name: &'static str,
    /// CPU units; 1,024 are one vCPU.
    pub cpu_units: u32,
    /// Nominal memory in MiB; the agent registers less.
    pub memory_mib: u32,
    /// Network interfaces, the primary one included.
    pub enis: u32,
    /// `awsvpc` tasks with trunking, where known to be supported.
    pub trunked_task_limit: Option<u32>,
    /// `x86_64` or `arm64`.
    pub architecture: &'static str,
    /// Whole GPUs.
    pub gpus: u32,
}
