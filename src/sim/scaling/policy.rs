//! Scaling policies and the metrics that they look at.

use serde::{Deserialize, Serialize};

/// A predefined metric of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Metric {
    /// `ECSServiceAverageCPUUtilization`, in percent of what the task definition reserves.
    Cpu,
    /// `ECSServiceAverageMemoryUtilization`.
    Memory,
    /// `ECSServiceAverageCPUUtilizationHighResolution`.
    CpuHighResolution,
    /// `ECSServiceAverageMemoryUtilizationHighResolution`.
    MemoryHighResolution,
    /// `ALBRequestCountPerTarget`, a minute.
    RequestCountPerTarget,
}

impl Metric {
    /// Seconds between two data points.
    #[must_use]
    pub fn period_seconds(self) -> u64 {
        match self {
            Self::Cpu | Self::Memory | Self::RequestCountPerTarget => 60,
            Self::CpuHighResolution | Self::MemoryHighResolution => 20,
        }
    }
}

/// A policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScalingPolicy {
    /// What it looks at.
    pub metric: Metric,
    /// What it does.
    pub kind: PolicyKind,
}

/// How a policy scales.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PolicyKind {
    /// Keeps the metric at the target.
    TargetTracking {
        /// `TargetValue`, in percent or requests, above 0.
        target: u32,
        /// `ScaleOutCooldown` in seconds.
        scale_out_cooldown: u32,
        /// `ScaleInCooldown` in seconds.
        scale_in_cooldown: u32,
        /// `DisableScaleIn`.
        disable_scale_in: bool,
    },
    /// Changes the count by how far the metric is beyond the threshold of an alarm.
    Step {
        /// When.
        alarm: Alarm,
        /// The threshold, in percent or requests.
        threshold: u32,
        /// How an adjustment is meant.
        adjustment_type: AdjustmentType,
        /// By intervals that do not overlap.
        steps: Vec<StepAdjustment>,
        /// `Cooldown` in seconds.
        cooldown: u32,
    },
}

/// `Cooldown`, `ScaleOutCooldown` and `ScaleInCooldown` of services when nothing is said, in seconds.
pub const DEFAULT_COOLDOWN: u32 = 300;

/// When an alarm is in ALARM.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Alarm {
    /// At the threshold or above.
    Above,
    /// At the threshold or below.
    Below,
}

/// `AdjustmentType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AdjustmentType {
    /// By so many tasks.
    ChangeInCapacity,
    /// By so many percent of the count.
    PercentChangeInCapacity,
    /// To so many tasks.
    ExactCapacity,
}

/// `StepAdjustment`: the interval of the distance to the threshold, and what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepAdjustment {
    /// `MetricIntervalLowerBound`; none: minus infinity.
    pub lower_bound: Option<i32>,
    /// `MetricIntervalUpperBound`; none: infinity.
    pub upper_bound: Option<i32>,
    /// `ScalingAdjustment`.
    pub adjustment: i32,
}

impl StepAdjustment {
    /// Whether a distance lies in the interval: above the threshold the lower bound belongs to it, below it the upper one.
    pub(super) fn holds(self, distance_in_tenths: i64, alarm: Alarm) -> bool {
        let bound = |it: i32| i64::from(it) * 10;
        let (lower, upper) = (self.lower_bound.map(bound), self.upper_bound.map(bound));
        match alarm {
            Alarm::Above => {
                lower.is_none_or(|it| distance_in_tenths >= it)
                    && upper.is_none_or(|it| distance_in_tenths < it)
            }
            Alarm::Below => {
                lower.is_none_or(|it| distance_in_tenths > it)
                    && upper.is_none_or(|it| distance_in_tenths <= it)
            }
        }
    }
}

impl AdjustmentType {
    /// The count after an adjustment of `from`.
    pub(in crate::sim) fn adjusted(self, from: u32, adjustment: i32) -> u32 {
        match self {
            Self::ChangeInCapacity => from.saturating_add_signed(adjustment),
            Self::PercentChangeInCapacity => from.saturating_add_signed(percent_of(from, adjustment)),
            Self::ExactCapacity => u32::try_from(adjustment).unwrap_or(0),
        }
    }
}

/// Rounded towards zero, but by one at least: 12.7 is 12, 0.67 is 1, -0.58 is -1, -6.67 is -6.
fn percent_of(count: u32, percent: i32) -> i32 {
    let change = i64::from(count) * i64::from(percent);
    let whole = change / 100;
    let rounded = if whole == 0 { change.signum() } else { whole };
    i32::try_from(rounded).unwrap_or(if rounded > 0 { i32::MAX } else { i32::MIN })
}
