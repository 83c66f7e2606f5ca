//! The task sizes that Fargate has, from `assets/tables/fargate-sizes.tsv`.

use std::sync::LazyLock;

/// One row of the table: a CPU size and the memory sizes that go with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FargateSize {
    /// CPU units; 1,024 are one vCPU.
    pub cpu_units: u32,
    /// Allowed task memory in MiB, rising.
    pub memory_mib: Vec<u32>,
    /// Whether Windows tasks can have it.
    pub on_windows: bool,
    /// The oldest Linux platform version, where there is a limit.
    pub min_platform_version: Option<&'static str>,
    /// Only one source has this size; say so where it is shown.
    pub is_single_source: bool,
}

static ROWS: LazyLock<Vec<FargateSize>> = LazyLock::new(|| {
    include_str!("../../assets/tables/fargate-sizes.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(fargate_size_from_row)
        .collect()
});

/// Every CPU size, rising.
#[must_use]
pub fn fargate_sizes() -> &'static [FargateSize] {
    &ROWS
}

/// Sizes near a pair that does not exist, best first, at most three: first those that hold what was asked for, with the
/// least CPU, then the largest below.
#[must_use]
pub fn nearest_fargate_sizes(cpu_units: u32, memory_mib: u32) -> Vec<(u32, u32)> {
    let mut nearest: Vec<(u32, u32)> = fargate_sizes()
        .iter()
        .filter(|size| size.cpu_units >= cpu_units)
        .filter_map(|size| {
            let memory = size.memory_mib.iter().find(|&&memory| memory >= memory_mib)?;
            Some((size.cpu_units, *memory))
        })
        .take(2)
        .collect();
    let below = fargate_sizes().iter().rev().filter(|size| size.cpu_units <= cpu_units).find_map(|size| {
        let memory = size.memory_mib.iter().rev().find(|&&memory| memory <= memory_mib)?;
        Some((size.cpu_units, *memory))
    });
    nearest.extend(below.filter(|pair| !nearest.contains(pair)));
    nearest
}

fn fargate_size_from_row(row: &'static str) -> Option<FargateSize> {
    let mut cells = row.split('\t');
    let mut cell = || cells.next();
    Some(FargateSize {
        cpu_units: cell()?.parse().ok()?,
        memory_mib: memory_sizes(cell()?)?,
        on_windows: cell()?.contains("windows"),
        min_platform_version: cell().filter(|&version| version != "-"),
        is_single_source: cell()? == "one",
    })
}

/// Reads `512,1024,2048` or `1024-4096/1024` (first, last and step).
fn memory_sizes(text: &str) -> Option<Vec<u32>> {
    let Some((ends, step)) = text.split_once('/') else {
        return text.split(',').map(|it| it.parse().ok()).collect();
    };
    let (first, last) = ends.split_once('-')?;
    let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
    Some((first..=last).step_by(step.parse().ok()?).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fargate_has_77_sizes_in_8_rows() {
        let rows: Vec<(u32, usize)> =
            fargate_sizes().iter().map(|size| (size.cpu_units, size.memory_mib.len())).collect();
        assert_eq!(
            rows,
            [(256, 3), (512, 4), (1024, 7), (2048, 13), (4096, 23), (8192, 12), (16384, 12), (32768, 3)]
        );
        assert_eq!(rows.iter().map(|(_, n)| n).sum::<usize>(), 77);
    }

    #[test]
    fn each_row_has_its_memory_its_step_its_systems_and_its_platform() {
        let steps =
            |first: u32, last, by| (first..=last).step_by(by).map(|gib| gib * 1024).collect::<Vec<_>>();
        let rows = [
            (256, vec![512, 1024, 2048], false, None),
            (512, steps(1, 4, 1), false, None),
            (1024, steps(2, 8, 1), true, None),
            (2048, steps(4, 16, 1), true, None),
            (4096, steps(8, 30, 1), true, None),
            (8192, steps(16, 60, 4), false, Some("1.4.0")),
            (16384, steps(32, 120, 8), false, Some("1.4.0")),
            (32768, [60, 120, 244].map(|gib| gib * 1024).to_vec(), false, Some("1.4.0")),
        ];
        let known = fargate_sizes()
            .iter()
            .map(|it| (it.cpu_units, it.memory_mib.clone(), it.on_windows, it.min_platform_version));
        assert_eq!(known.collect::<Vec<_>>(), rows);
    }

    #[test]
    fn the_top_of_4_vcpus_is_30_gib_and_windows_starts_at_1_vcpu() {
        let by_cpu = |cpu| fargate_sizes().iter().find(|size| size.cpu_units == cpu).unwrap();
        assert_eq!(by_cpu(4096).memory_mib.last(), Some(&30720));
        assert!(!by_cpu(512).on_windows && by_cpu(1024).on_windows && !by_cpu(8192).on_windows);
        assert_eq!(by_cpu(16384).min_platform_version, Some("1.4.0"));
        assert_eq!(by_cpu(32768).memory_mib, [61440, 122_880, 249_856]);
        assert!(by_cpu(32768).is_single_source && !by_cpu(16384).is_single_source);
    }

    #[test]
    fn nearest_sizes_hold_what_was_asked_for_first() {
        assert_eq!(nearest_fargate_sizes(512, 512), [(512, 1024), (1024, 2048), (256, 512)]);
        assert_eq!(nearest_fargate_sizes(300, 600), [(512, 1024), (1024, 2048), (256, 512)]);
        assert_eq!(nearest_fargate_sizes(256, 4096), [(512, 4096), (1024, 4096), (256, 2048)]);
        assert_eq!(nearest_fargate_sizes(4096, 32768), [(8192, 32768), (16384, 32768), (4096, 30720)]);
        assert_eq!(nearest_fargate_sizes(99999, 999_999), [(32768, 249_856)]);
        assert_eq!(nearest_fargate_sizes(0, 0), [(256, 512), (512, 1024)]);
    }
}
