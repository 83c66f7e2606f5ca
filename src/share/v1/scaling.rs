//! Service auto scaling as it is stored.

use serde::{Deserialize, Serialize};

use crate::sim::ServiceId;
use crate::sim::scaling::{
    AdjustmentType, Alarm, Load, Metric, PolicyKind, PutScaling, ScalingOrder, ScalingPolicy, StepAdjustment,
};

/// One order, under its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum SavedScalingOrder {
    /// Limits and policies.
    Put {
        /// The id of the service.
        service: u32,
        /// Tasks at least.
        min_capacity: u32,
        /// Tasks at most.
        max_capacity: u32,
        /// All of them.
        policies: Vec<SavedPolicy>,
    },
    /// No longer scaled.
    Delete {
        /// The id of the service.
        service: u32,
    },
    /// What its tasks are asked to do.
    SetLoad {
        /// The id of the service.
        service: u32,
        /// In percent of one task.
        cpu_percent: u32,
        /// In percent of one task.
        memory_percent: u32,
        /// A minute.
        requests: u32,
    },
}

/// A policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedPolicy {
    /// Such as `ECSServiceAverageCPUUtilization`.
    pub metric: SavedMetric,
    /// The target, or the threshold of the alarm.
    pub value: u32,
    /// In seconds; of step scaling the only one.
    pub scale_out_cooldown: u32,
    /// In seconds.
    #[serde(default)]
    pub scale_in_cooldown: u32,
    /// Of target tracking.
    #[serde(default)]
    pub disable_scale_in: bool,
    /// Step scaling when there are any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<SavedStep>,
    /// Of step scaling.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adjustment_type: Option<SavedAdjustment>,
    /// Of step scaling: at the threshold or below, not above.
    #[serde(default)]
    pub below: bool,
}

/// `PredefinedMetricType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(clippy::enum_variant_names, reason = "the names are those of the API")]
pub enum SavedMetric {
    /// CPU.
    ECSServiceAverageCPUUtilization,
    /// Memory.
    ECSServiceAverageMemoryUtilization,
    /// CPU each 20 seconds.
    ECSServiceAverageCPUUtilizationHighResolution,
    /// Memory each 20 seconds.
    ECSServiceAverageMemoryUtilizationHighResolution,
    /// Requests.
    ALBRequestCountPerTarget,
}

/// `AdjustmentType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SavedAdjustment {
    /// By tasks.
    ChangeInCapacity,
    /// By percent.
    PercentChangeInCapacity,
    /// To a number.
    ExactCapacity,
}

/// `StepAdjustment`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedStep {
    /// Minus infinity when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lower_bound: Option<i32>,
    /// Infinity when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upper_bound: Option<i32>,
    /// What it does.
    pub adjustment: i32,
}

impl SavedScalingOrder {
    pub(super) fn of(order: &ScalingOrder) -> Self {
        match order {
            ScalingOrder::Put(request) => Self::Put {
                service: request.service.0,
                min_capacity: request.min_capacity,
                max_capacity: request.max_capacity,
                policies: request.policies.iter().map(SavedPolicy::of).collect(),
            },
            ScalingOrder::Delete(id) => Self::Delete { service: id.0 },
            ScalingOrder::SetLoad(id, load) => Self::SetLoad {
                service: id.0,
                cpu_percent: load.cpu_percent,
                memory_percent: load.memory_percent,
                requests: load.requests,
            },
        }
    }

    pub(super) fn to_order(&self) -> ScalingOrder {
        match self {
            Self::Put { service, min_capacity, max_capacity, policies } => {
                ScalingOrder::Put(Box::new(PutScaling {
                    service: ServiceId(*service),
                    min_capacity: *min_capacity,
                    max_capacity: *max_capacity,
                    policies: policies.iter().map(SavedPolicy::to_policy).collect(),
                }))
            }
            Self::Delete { service } => ScalingOrder::Delete(ServiceId(*service)),
            Self::SetLoad { service, cpu_percent, memory_percent, requests } => {
                let load =
                    Load { cpu_percent: *cpu_percent, memory_percent: *memory_percent, requests: *requests };
                ScalingOrder::SetLoad(ServiceId(*service), load)
            }
        }
    }
}

impl SavedPolicy {
    fn of(policy: &ScalingPolicy) -> Self {
        let metric = policy.metric.into();
        match &policy.kind {
            PolicyKind::TargetTracking {
                target,
                scale_out_cooldown,
                scale_in_cooldown,
                disable_scale_in,
            } => Self {
                metric,
                value: *target,
                scale_out_cooldown: *scale_out_cooldown,
                scale_in_cooldown: *scale_in_cooldown,
                disable_scale_in: *disable_scale_in,
                steps: vec![],
                adjustment_type: None,
                below: false,
            },
            PolicyKind::Step { alarm, threshold, adjustment_type, steps, cooldown } => Self {
                metric,
                value: *threshold,
                scale_out_cooldown: *cooldown,
                scale_in_cooldown: 0,
                disable_scale_in: false,
                steps: steps
                    .iter()
                    .map(|it| SavedStep {
                        lower_bound: it.lower_bound,
                        upper_bound: it.upper_bound,
                        adjustment: it.adjustment,
                    })
                    .collect(),
                adjustment_type: Some((*adjustment_type).into()),
                below: *alarm == Alarm::Below,
            },
        }
    }

    fn to_policy(&self) -> ScalingPolicy {
        let kind = match self.adjustment_type {
            None => PolicyKind::TargetTracking {
                target: self.value,
                scale_out_cooldown: self.scale_out_cooldown,
                scale_in_cooldown: self.scale_in_cooldown,
                disable_scale_in: self.disable_scale_in,
            },
            Some(adjustment_type) => PolicyKind::Step {
                alarm: if self.below { Alarm::Below } else { Alarm::Above },
                threshold: self.value,
                adjustment_type: adjustment_type.into(),
                steps: self
                    .steps
                    .iter()
                    .map(|it| StepAdjustment {
                        lower_bound: it.lower_bound,
                        upper_bound: it.upper_bound,
                        adjustment: it.adjustment,
                    })
                    .collect(),
                cooldown: self.scale_out_cooldown,
            },
        };
        ScalingPolicy { metric: self.metric.into(), kind }
    }
}

impl From<Metric> for SavedMetric {
    fn from(metric: Metric) -> Self {
        match metric {
            Metric::Cpu => Self::ECSServiceAverageCPUUtilization,
            Metric::Memory => Self::ECSServiceAverageMemoryUtilization,
            Metric::CpuHighResolution => Self::ECSServiceAverageCPUUtilizationHighResolution,
            Metric::MemoryHighResolution => Self::ECSServiceAverageMemoryUtilizationHighResolution,
            Metric::RequestCountPerTarget => Self::ALBRequestCountPerTarget,
        }
    }
}

impl From<SavedMetric> for Metric {
    fn from(metric: SavedMetric) -> Self {
        match metric {
            SavedMetric::ECSServiceAverageCPUUtilization => Self::Cpu,
            SavedMetric::ECSServiceAverageMemoryUtilization => Self::Memory,
            SavedMetric::ECSServiceAverageCPUUtilizationHighResolution => Self::CpuHighResolution,
            SavedMetric::ECSServiceAverageMemoryUtilizationHighResolution => Self::MemoryHighResolution,
            SavedMetric::ALBRequestCountPerTarget => Self::RequestCountPerTarget,
        }
    }
}

impl From<AdjustmentType> for SavedAdjustment {
    fn from(it: AdjustmentType) -> Self {
        match it {
            AdjustmentType::ChangeInCapacity => Self::ChangeInCapacity,
            AdjustmentType::PercentChangeInCapacity => Self::PercentChangeInCapacity,
            AdjustmentType::ExactCapacity => Self::ExactCapacity,
        }
    }
}

impl From<SavedAdjustment> for AdjustmentType {
    fn from(it: SavedAdjustment) -> Self {
        match it {
            SavedAdjustment::ChangeInCapacity => Self::ChangeInCapacity,
            SavedAdjustment::PercentChangeInCapacity => Self::PercentChangeInCapacity,
            SavedAdjustment::ExactCapacity => Self::ExactCapacity,
        }
    }
}
