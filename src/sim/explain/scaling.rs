//! The words of service auto scaling.

use super::{group_digits, service_name};
use crate::sim::scaling::{Metric, Reading, ScalingActivity, ScalingChange};
use crate::sim::{ScalingRefusal, ServiceId, World};

/// `PredefinedMetricType`.
#[must_use]
pub fn metric_name(metric: Metric) -> &'static str {
    match metric {
        Metric::Cpu => "ECSServiceAverageCPUUtilization",
        Metric::Memory => "ECSServiceAverageMemoryUtilization",
        Metric::CpuHighResolution => "ECSServiceAverageCPUUtilizationHighResolution",
        Metric::MemoryHighResolution => "ECSServiceAverageMemoryUtilizationHighResolution",
        Metric::RequestCountPerTarget => "ALBRequestCountPerTarget",
    }
}

/// "62.5 %", or requests; "no data" when no task runs.
#[must_use]
pub fn reading_text(metric: Metric, reading: Reading) -> String {
    let Some(tenths) = reading.tenths() else { return "no data".to_owned() };
    let whole = group_digits(tenths / 10);
    let number = if tenths % 10 == 0 { whole } else { format!("{whole}.{}", tenths % 10) };
    match metric {
        Metric::Cpu | Metric::Memory | Metric::CpuHighResolution | Metric::MemoryHighResolution => {
            format!("{number} %")
        }
        Metric::RequestCountPerTarget => number,
    }
}

/// What was done, and by which metric.
#[must_use]
pub fn activity_sentence(activity: &ScalingActivity) -> String {
    let counts = format!(
        "From {} to {} tasks",
        group_digits(u64::from(activity.from)),
        group_digits(u64::from(activity.to))
    );
    match activity.because {
        Some((metric, reading)) => {
            format!("{counts}: {} was {}.", metric_name(metric), reading_text(metric, reading))
        }
        None => format!("{counts}: the desired count lay outside the minimum and maximum capacity."),
    }
}

pub(super) fn scaling_changed(world: &World, id: ServiceId, change: &ScalingChange) -> String {
    let name = service_name(world, id);
    match change {
        ScalingChange::Put(target) => format!(
            "service {name} is scaled between {} and {} tasks.",
            target.min_capacity, target.max_capacity
        ),
        ScalingChange::Deleted => format!("service {name} is no longer scaled."),
        ScalingChange::LoadSet(load) => format!(
            "The load of service {name}: CPU {} %, memory {} %, {} requests a minute.",
            group_digits(u64::from(load.cpu_percent)),
            group_digits(u64::from(load.memory_percent)),
            group_digits(u64::from(load.requests))
        ),
        // What follows from it is an event of its own.
        ScalingChange::EvaluationDue(_) => String::new(),
        ScalingChange::Scaled { activity, .. } => {
            format!("Auto scaling of service {name}. {}", activity_sentence(activity))
        }
    }
}

/// What is wrong and what to do.
pub(super) fn scaling_refusal(refusal: ScalingRefusal) -> &'static str {
    match refusal {
        ScalingRefusal::Daemon => {
            "A DAEMON service takes no auto scaling: it runs one task on each instance."
        }
        ScalingRefusal::CapacityOutOfRange => {
            "The minimum capacity is at most the maximum, and the maximum at most 500 on a board."
        }
        ScalingRefusal::PolicyCount => "A service of a board has 1 to 5 scaling policies.",
        ScalingRefusal::InvalidPolicy => {
            "A target is above 0; steps do not overlap, and each ends above its beginning."
        }
        ScalingRefusal::LoadOutOfRange => "A load is at most 1,000,000.",
    }
}
