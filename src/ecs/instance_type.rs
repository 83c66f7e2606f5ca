//! EC2 instance types, from `assets/tables/instance-types.tsv`: a new type is one more line there.

use std::sync::LazyLock;

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstanceType {
    /// Such as `m5.large`.
    pub name: &'static str,
    /// CPU units; 1,024 are one vCPU.
    pub cpu_units: u32,
    /// Nominal memory in MiB; the agent registers less, see [`InstanceType::registered_memory_mib`].
    pub memory_mib: u32,
    /// Network interfaces, the primary one included.
    pub enis: u32,
    /// `awsvpc` tasks with trunking, where known to be supported.
    pub trunked_task_limit: Option<u32>,
    /// `x86_64` or `arm64`.
    pub architecture: &'static str,
    /// Whole GPUs.
    pub gpus: u32,
    /// Such as `T4`.
    pub gpu_model: Option<&'static str>,
    /// CPU credits: below full speed most of the time.
    pub is_burstable: bool,
}

static ROWS: LazyLock<Vec<InstanceType>> = LazyLock::new(|| {
    include_str!("../../assets/tables/instance-types.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(instance_type_from_row)
        .collect()
});

impl InstanceType {
    /// Every type of the table, families together, small to large.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &ROWS
    }

    /// The type of this name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<&'static Self> {
        Self::all().iter().find(|instance_type| instance_type.name == name)
    }

    /// The memory in MiB that the agent typically registers: what the kernel keeps for itself is missing.
    ///
    /// Model assumption: floor(nominal × 0.975), within 1 % of the measured Linux samples.
    #[must_use]
    pub fn registered_memory_mib(&self) -> u32 {
        registered_memory_mib(self.memory_mib)
    }

    /// `awsvpc` tasks without trunking: the primary interface is not for tasks.
    #[must_use]
    pub fn awsvpc_task_limit(&self) -> u32 {
        self.enis.saturating_sub(1)
    }

    /// `awsvpc` tasks when the account setting `awsvpcTrunking` was on before the launch.
    #[must_use]
    pub fn awsvpc_task_limit_trunked(&self) -> u32 {
        self.trunked_task_limit.unwrap_or_else(|| self.awsvpc_task_limit())
    }
}

/// See [`InstanceType::registered_memory_mib`].
fn registered_memory_mib(nominal_mib: u32) -> u32 {
    u32::try_from(u64::from(nominal_mib) * 975 / 1000).unwrap_or(u32::MAX)
}

fn instance_type_from_row(row: &'static str) -> Option<InstanceType> {
    let mut cells = row.split('\t');
    let mut cell = || cells.next();
    Some(InstanceType {
        name: cell()?,
        cpu_units: cell()?.parse::<u32>().ok()? * 1024,
        memory_mib: cell()?.parse().ok()?,
        enis: cell()?.parse().ok()?,
        trunked_task_limit: cell()?.parse().ok(),
        architecture: cell()?,
        gpus: cell()?.parse().unwrap_or(0),
        gpu_model: cell().filter(|&model| model != "-"),
        is_burstable: cell()? == "yes",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_an_instance_type() {
        let table = include_str!("../../assets/tables/instance-types.tsv");
        let n_lines = table.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!((n_lines, 55), (InstanceType::all().len(), InstanceType::all().len()));
    }

    fn row(name: &str) -> (u32, u32, u32, u32, u32) {
        let it = InstanceType::by_name(name).unwrap();
        (
            it.cpu_units / 1024,
            it.memory_mib / 1024,
            it.enis,
            it.awsvpc_task_limit(),
            it.awsvpc_task_limit_trunked(),
        )
    }

    #[test]
    fn tasks_per_instance_are_the_interfaces_less_one_or_the_trunked_limit() {
        for (names, expected) in [
            (&["t3.micro", "t4g.micro"][..], (2, 1, 2, 1, 1)),
            (&["t3.small", "t4g.small"], (2, 2, 3, 2, 2)),
            (&["t3.medium", "t4g.medium"], (2, 4, 3, 2, 2)),
            (&["t3.large", "t4g.large"], (2, 8, 3, 2, 2)),
            (&["t3.xlarge", "t4g.xlarge"], (4, 16, 4, 3, 3)),
            (&["m7g.medium"], (1, 4, 2, 1, 4)),
            (&["m5.large", "m6i.large", "m7g.large"], (2, 8, 3, 2, 10)),
            (&["m5.xlarge", "m6i.xlarge", "m7g.xlarge"], (4, 16, 4, 3, 20)),
            (&["m5.2xlarge", "m6i.2xlarge"], (8, 32, 4, 3, 40)),
            (&["m5.4xlarge"], (16, 64, 8, 7, 60)),
            (&["c5.large", "c6i.large", "c7g.large"], (2, 4, 3, 2, 10)),
            (&["c5.xlarge", "c6i.xlarge"], (4, 8, 4, 3, 20)),
            (&["c5.2xlarge"], (8, 16, 4, 3, 40)),
            (&["r5.large", "r6g.large"], (2, 16, 3, 2, 10)),
            (&["r5.xlarge"], (4, 32, 4, 3, 20)),
            (&["g4dn.xlarge"], (4, 16, 3, 2, 2)),
            (&["g4dn.12xlarge"], (48, 192, 8, 7, 7)),
            (&["g5.xlarge"], (4, 16, 4, 3, 6)),
        ] {
            for name in names {
                assert_eq!(row(name), expected, "{name}");
            }
        }
        assert_eq!(InstanceType::by_name("t3.lrge"), None);
    }

    #[test]
    fn gpus_are_counted_whole() {
        let gpus = |name| InstanceType::by_name(name).map(|it| (it.gpus, it.gpu_model));
        assert_eq!(gpus("g4dn.12xlarge"), Some((4, Some("T4"))));
        assert_eq!(gpus("g5.xlarge"), Some((1, Some("A10G"))));
        assert_eq!(gpus("m5.large"), Some((0, None)));
    }

    #[test]
    fn registered_memory_is_within_one_percent_of_the_measured_linux_samples() {
        for (nominal, model, measured) in [
            (8192, 7987, 7985_u32),
            (3840, 3744, 3768),
            (30720, 29952, 30158),
            (1024, 998, 995),
            (15360, 14976, 15042),
        ] {
            assert_eq!(registered_memory_mib(nominal), model);
            assert!(model.abs_diff(measured) * 100 <= measured, "{model} is not near {measured}");
        }
    }

    #[test]
    fn a_task_of_8192_mib_never_fits_an_8_gib_instance() {
        assert!(InstanceType::by_name("m5.large").unwrap().registered_memory_mib() < 8192);
    }
}
