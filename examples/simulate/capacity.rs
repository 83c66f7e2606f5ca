//! Capacity providers and service auto scaling: their requests, and what these order.

use bayplan::sim::capacity::{
    CapacityOrder, CapacityProvider, CreateCapacityProvider, GroupProviderId, GroupSettings, ManagedScaling,
    Market, ProviderSettings, StrategyItem, UpdateCapacityProvider,
};
use bayplan::sim::scaling::{
    AdjustmentType, Alarm, DEFAULT_COOLDOWN, Load, Metric, PolicyKind, PutScaling, ScalingOrder,
    ScalingPolicy, StepAdjustment,
};
use bayplan::sim::{Command, LaunchType, ServiceId, Switch, World, Zone};
use serde::Deserialize;

/// An item of `capacityProviderStrategy`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProviderShareItem {
    pub capacity_provider: String,
    #[serde(default)]
    pub base: u32,
    #[serde(default)]
    pub weight: u32,
}

/// `CreateCapacityProvider`, with the group in place of its ARN.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProviderItem {
    pub name: String,
    pub auto_scaling_group_provider: GroupProviderItem,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GroupProviderItem {
    pub auto_scaling_group: GroupItem,
    pub managed_scaling: Option<ManagedScalingItem>,
    pub managed_termination_protection: Option<String>,
    pub managed_draining: Option<String>,
}

/// `UpdateCapacityProvider`: what is absent stays as it is.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProviderUpdateItem {
    pub name: String,
    pub auto_scaling_group_provider: GroupProviderUpdateItem,
}

#[allow(clippy::struct_field_names, reason = "the names of the API")]
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GroupProviderUpdateItem {
    pub managed_scaling: Option<ManagedScalingItem>,
    pub managed_termination_protection: Option<String>,
    pub managed_draining: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GroupItem {
    pub instance_type: String,
    pub availability_zones: Option<Vec<String>>,
    #[serde(default)]
    pub min_size: u32,
    pub max_size: u32,
    pub market_type: Option<String>,
    #[serde(default)]
    pub spot_instance_draining: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ManagedScalingItem {
    pub status: Option<String>,
    pub target_capacity: Option<u32>,
    pub minimum_scaling_step_size: Option<u32>,
    pub maximum_scaling_step_size: Option<u32>,
    pub instance_warmup_period: Option<u32>,
}

/// `RegisterScalableTarget`, with the policies of the target as `PutScalingPolicy` takes them.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ScalableTargetItem {
    /// `service/CLUSTER/NAME`, or the name alone.
    pub resource_id: String,
    pub min_capacity: u32,
    pub max_capacity: u32,
    pub scaling_policies: Vec<PolicyItem>,
}

#[derive(Deserialize)]
#[serde(tag = "policyType", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum PolicyItem {
    TargetTrackingScaling {
        target_tracking_scaling_policy_configuration: TrackingItem,
    },
    StepScaling {
        step_scaling_policy_configuration: StepScalingItem,
        /// The alarm that `CloudWatch` would have.
        alarm: AlarmItem,
    },
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TrackingItem {
    pub target_value: u32,
    pub predefined_metric_specification: MetricItem,
    pub scale_out_cooldown: Option<u32>,
    pub scale_in_cooldown: Option<u32>,
    #[serde(default)]
    pub disable_scale_in: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MetricItem {
    pub predefined_metric_type: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StepScalingItem {
    pub adjustment_type: String,
    pub step_adjustments: Vec<StepItem>,
    pub cooldown: Option<u32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StepItem {
    pub metric_interval_lower_bound: Option<i32>,
    pub metric_interval_upper_bound: Option<i32>,
    pub scaling_adjustment: i32,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AlarmItem {
    pub predefined_metric_type: String,
    pub comparison_operator: String,
    pub threshold: u32,
}

/// What the tasks of a service are asked to do.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LoadItem {
    pub service: String,
    #[serde(default)]
    pub cpu_percent: u32,
    #[serde(default)]
    pub memory_percent: u32,
    #[serde(default)]
    pub requests: u32,
}

/// The strategy of a request. Without a launch type and a strategy it is the cluster's, if it has one; it is empty then.
pub fn strategy(
    world: &World,
    launch_type: Option<&str>,
    items: Option<&[ProviderShareItem]>,
) -> Result<Option<Vec<StrategyItem>>, String> {
    match (launch_type, items) {
        (Some(_), Some(_)) => Err("give either launchType or capacityProviderStrategy".to_owned()),
        (None, Some(items)) => shares(world, items).map(Some),
        (None, None) if !world.capacity.default_strategy.is_empty() => Ok(Some(vec![])),
        (_, None) => Ok(None),
    }
}

/// The launch type that a strategy stands for.
pub fn launch_type_of(world: &World, strategy: &[StrategyItem]) -> LaunchType {
    let strategy = if strategy.is_empty() { &world.capacity.default_strategy } else { strategy };
    match strategy.first().map(|it| it.capacity_provider) {
        Some(CapacityProvider::Fargate | CapacityProvider::FargateSpot) => LaunchType::Fargate,
        Some(CapacityProvider::AutoScalingGroup(_)) | None => LaunchType::Ec2,
    }
}

/// Each provider with its base and weight.
pub fn shares(world: &World, items: &[ProviderShareItem]) -> Result<Vec<StrategyItem>, String> {
    let item = |it: &ProviderShareItem| {
        let capacity_provider = provider(world, &it.capacity_provider)?;
        Ok(StrategyItem { capacity_provider, base: it.base, weight: it.weight })
    };
    items.iter().map(item).collect()
}

fn provider(world: &World, name: &str) -> Result<CapacityProvider, String> {
    match name {
        "FARGATE" => Ok(CapacityProvider::Fargate),
        "FARGATE_SPOT" => Ok(CapacityProvider::FargateSpot),
        other => group(world, other).map(CapacityProvider::AutoScalingGroup),
    }
}

/// A provider of the scenario's own; its group has the same name.
pub fn group(world: &World, name: &str) -> Result<GroupProviderId, String> {
    let found = world.capacity.providers.values().find(|it| it.name == name);
    found.map(|it| it.id).ok_or_else(|| format!("there is no capacity provider `{name}` at this moment"))
}

pub fn create(
    item: &ProviderItem,
    zone: impl Fn(&str) -> Result<Zone, String>,
    n_zones: usize,
) -> Result<Command, String> {
    let (of, asg) = (&item.auto_scaling_group_provider, &item.auto_scaling_group_provider.auto_scaling_group);
    let zones = match &asg.availability_zones {
        Some(names) => names.iter().map(|it| zone(it)).collect::<Result<_, _>>()?,
        None => (0..).map(Zone).take(n_zones).collect(),
    };
    let settings = GroupSettings {
        instance_type: asg.instance_type.clone(),
        zones,
        min_size: asg.min_size,
        max_size: asg.max_size,
        market: match asg.market_type.as_deref() {
            None => Market::OnDemand,
            Some("spot") => Market::Spot { draining: on_or_off(asg.spot_instance_draining) },
            Some(other) => {
                return Err(format!("marketType `{other}` is not known; use spot or leave it out"));
            }
        },
        managed_scaling: of.managed_scaling.as_ref().map(managed_scaling).transpose()?.flatten(),
        managed_termination_protection: enabled(
            "managedTerminationProtection",
            of.managed_termination_protection.as_deref(),
            Switch::Off,
        )?,
        managed_draining: enabled("managedDraining", of.managed_draining.as_deref(), Switch::On)?,
    };
    let request = CreateCapacityProvider { name: item.name.clone(), settings };
    Ok(Command::Capacity(CapacityOrder::CreateProvider(Box::new(request))))
}

pub fn update(world: &World, item: &ProviderUpdateItem) -> Result<Command, String> {
    let (id, of) = (group(world, &item.name)?, &item.auto_scaling_group_provider);
    let known = world.group_provider(id).map(|it| ProviderSettings::of(&it.settings));
    let known =
        known.ok_or_else(|| format!("there is no capacity provider `{}` at this moment", item.name))?;
    let settings = ProviderSettings {
        managed_scaling: match &of.managed_scaling {
            Some(item) => managed_scaling(item)?,
            None => known.managed_scaling,
        },
        managed_termination_protection: enabled(
            "managedTerminationProtection",
            of.managed_termination_protection.as_deref(),
            known.managed_termination_protection,
        )?,
        managed_draining: enabled("managedDraining", of.managed_draining.as_deref(), known.managed_draining)?,
    };
    let request = UpdateCapacityProvider { capacity_provider: id, settings };
    Ok(Command::Capacity(CapacityOrder::UpdateProvider(request)))
}

/// None when it is off; it is on when nothing is said, because the item is there.
fn managed_scaling(item: &ManagedScalingItem) -> Result<Option<ManagedScaling>, String> {
    let usual = ManagedScaling::DEFAULT;
    let scaling = ManagedScaling {
        target_capacity: item.target_capacity.unwrap_or(usual.target_capacity),
        minimum_step: item.minimum_scaling_step_size.unwrap_or(usual.minimum_step),
        maximum_step: item.maximum_scaling_step_size.unwrap_or(usual.maximum_step),
        warmup_seconds: item.instance_warmup_period.unwrap_or(usual.warmup_seconds),
    };
    let status = enabled("managedScaling.status", item.status.as_deref(), Switch::On)?;
    Ok((status == Switch::On).then_some(scaling))
}

fn enabled(field: &str, word: Option<&str>, usual: Switch) -> Result<Switch, String> {
    match word {
        None => Ok(usual),
        Some("ENABLED") => Ok(Switch::On),
        Some("DISABLED") => Ok(Switch::Off),
        Some(other) => Err(format!("{field} `{other}` is not known; use ENABLED or DISABLED")),
    }
}

fn on_or_off(is_on: bool) -> Switch {
    if is_on { Switch::On } else { Switch::Off }
}

pub fn scale(service: ServiceId, item: &ScalableTargetItem) -> Result<Command, String> {
    let policies = item.scaling_policies.iter().map(policy).collect::<Result<_, _>>()?;
    let request =
        PutScaling { service, min_capacity: item.min_capacity, max_capacity: item.max_capacity, policies };
    Ok(Command::Scaling(ScalingOrder::Put(Box::new(request))))
}

fn policy(item: &PolicyItem) -> Result<ScalingPolicy, String> {
    match item {
        PolicyItem::TargetTrackingScaling { target_tracking_scaling_policy_configuration: it } => {
            let kind = PolicyKind::TargetTracking {
                target: it.target_value,
                scale_out_cooldown: it.scale_out_cooldown.unwrap_or(DEFAULT_COOLDOWN),
                scale_in_cooldown: it.scale_in_cooldown.unwrap_or(DEFAULT_COOLDOWN),
                disable_scale_in: it.disable_scale_in,
            };
            let metric = metric(&it.predefined_metric_specification.predefined_metric_type)?;
            Ok(ScalingPolicy { metric, kind })
        }
        PolicyItem::StepScaling { step_scaling_policy_configuration: it, alarm } => {
            let step = |it: &StepItem| StepAdjustment {
                lower_bound: it.metric_interval_lower_bound,
                upper_bound: it.metric_interval_upper_bound,
                adjustment: it.scaling_adjustment,
            };
            let kind = PolicyKind::Step {
                alarm: comparison(&alarm.comparison_operator)?,
                threshold: alarm.threshold,
                adjustment_type: adjustment_type(&it.adjustment_type)?,
                steps: it.step_adjustments.iter().map(step).collect(),
                cooldown: it.cooldown.unwrap_or(DEFAULT_COOLDOWN),
            };
            Ok(ScalingPolicy { metric: metric(&alarm.predefined_metric_type)?, kind })
        }
    }
}

fn metric(word: &str) -> Result<Metric, String> {
    let all = [
        Metric::Cpu,
        Metric::Memory,
        Metric::CpuHighResolution,
        Metric::MemoryHighResolution,
        Metric::RequestCountPerTarget,
    ];
    let names = all.map(bayplan::sim::explain::metric_name);
    let found = names.iter().position(|it| *it == word);
    found
        .map(|at| all[at])
        .ok_or_else(|| format!("predefinedMetricType `{word}` is not known; use one of {}", names.join(", ")))
}

fn comparison(word: &str) -> Result<Alarm, String> {
    match word {
        "GreaterThanOrEqualToThreshold" => Ok(Alarm::Above),
        "LessThanOrEqualToThreshold" => Ok(Alarm::Below),
        other => Err(format!(
            "comparisonOperator `{other}` is not known; use GreaterThanOrEqualToThreshold or \
             LessThanOrEqualToThreshold"
        )),
    }
}

fn adjustment_type(word: &str) -> Result<AdjustmentType, String> {
    match word {
        "ChangeInCapacity" => Ok(AdjustmentType::ChangeInCapacity),
        "PercentChangeInCapacity" => Ok(AdjustmentType::PercentChangeInCapacity),
        "ExactCapacity" => Ok(AdjustmentType::ExactCapacity),
        other => Err(format!(
            "adjustmentType `{other}` is not known; use ChangeInCapacity, PercentChangeInCapacity or ExactCapacity"
        )),
    }
}

pub fn load(service: ServiceId, item: &LoadItem) -> Command {
    let load =
        Load { cpu_percent: item.cpu_percent, memory_percent: item.memory_percent, requests: item.requests };
    Command::Scaling(ScalingOrder::SetLoad(service, load))
}
