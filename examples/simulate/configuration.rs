//! `deploymentConfiguration` of the input.

use bayplan::sim::Switch;
use bayplan::sim::arithmetic::ThresholdType;
use bayplan::sim::service::{
    CircuitBreaker, DeploymentAlarms, DeploymentConfiguration, DeploymentStrategy, EarlySuccessCriteria,
    RevisionCleanup,
};
use serde_json::Number;

use crate::input::{AlarmsItem, BreakerItem, ConfigurationItem, EarlySuccessItem};

/// What is absent stays as it is.
pub fn configuration(
    known: DeploymentConfiguration,
    changes: &ConfigurationItem,
) -> Result<DeploymentConfiguration, String> {
    Ok(DeploymentConfiguration {
        minimum_healthy_percent: changes.minimum_healthy_percent.unwrap_or(known.minimum_healthy_percent),
        maximum_percent: changes.maximum_percent.unwrap_or(known.maximum_percent),
        circuit_breaker: match &changes.deployment_circuit_breaker {
            None => known.circuit_breaker,
            Some(item) => breaker(item)?,
        },
        strategy: strategy(known.strategy, changes)?,
        alarms: match &changes.alarms {
            None => known.alarms,
            Some(item) => alarms(item)?,
        },
        early_success: match &changes.early_success_criteria {
            None => known.early_success,
            Some(item) => early_success(item)?,
        },
    })
}

fn alarms(item: &AlarmsItem) -> Result<Option<DeploymentAlarms>, String> {
    if item.enable && item.alarm_names.is_empty() {
        return Err("alarms: alarmNames is empty; name one at least".to_owned());
    }
    Ok(item.enable.then(|| DeploymentAlarms { rollback: switch(item.rollback) }))
}

fn early_success(item: &EarlySuccessItem) -> Result<Option<EarlySuccessCriteria>, String> {
    if !item.enable {
        return Ok(None);
    }
    let missing = "earlySuccessCriteria needs healthyPercent and sourceServiceRevisionCleanup";
    let cleanup = match item.source_service_revision_cleanup.as_deref().ok_or(missing)? {
        "BLOCKING" => RevisionCleanup::Blocking,
        "DEFERRED" => RevisionCleanup::Deferred,
        other => {
            return Err(format!(
                "sourceServiceRevisionCleanup `{other}` is not known; use BLOCKING or DEFERRED"
            ));
        }
    };
    Ok(Some(EarlySuccessCriteria { healthy_percent: item.healthy_percent.ok_or(missing)?, cleanup }))
}

fn strategy(known: DeploymentStrategy, changes: &ConfigurationItem) -> Result<DeploymentStrategy, String> {
    let (linear, canary) = (changes.linear_configuration.as_ref(), changes.canary_configuration.as_ref());
    let bake_minutes = changes.bake_time_in_minutes.unwrap_or(0);
    match (changes.strategy.as_deref(), linear, canary) {
        (None, None, None) if changes.bake_time_in_minutes.is_none() => Ok(known),
        (Some("ROLLING"), None, None) if changes.bake_time_in_minutes.is_none() => {
            Ok(DeploymentStrategy::Rolling)
        }
        (Some("BLUE_GREEN"), None, None) => Ok(DeploymentStrategy::BlueGreen { bake_minutes }),
        (Some("LINEAR"), _, None) => Ok(DeploymentStrategy::Linear {
            step_permille: permille(linear.and_then(|it| it.step_percent.as_ref()), 100)?,
            step_bake_minutes: linear.and_then(|it| it.step_bake_time_in_minutes).unwrap_or(6),
            bake_minutes,
        }),
        (Some("CANARY"), None, _) => Ok(DeploymentStrategy::Canary {
            canary_permille: permille(canary.and_then(|it| it.canary_percent.as_ref()), 50)?,
            canary_bake_minutes: canary.and_then(|it| it.canary_bake_time_in_minutes).unwrap_or(10),
            bake_minutes,
        }),
        (Some("ROLLING" | "BLUE_GREEN" | "LINEAR" | "CANARY") | None, ..) => Err(
            "bakeTimeInMinutes, linearConfiguration and canaryConfiguration need the strategy that they belong to"
                .to_owned(),
        ),
        (Some(other), ..) => {
            Err(format!("strategy `{other}` is not known; use ROLLING, BLUE_GREEN, LINEAR or CANARY"))
        }
    }
}

/// `12.5` percent are 125: read from its digits, because the simulator knows no floats.
fn permille(percent: Option<&Number>, default: u32) -> Result<u32, String> {
    let Some(percent) = percent.map(ToString::to_string) else { return Ok(default) };
    let (whole, tenths) = percent.split_once('.').unwrap_or((&percent, "0"));
    let parsed = whole.parse::<u32>().ok().zip(tenths.parse::<u32>().ok().filter(|_| tenths.len() == 1));
    parsed
        .and_then(|(whole, tenths)| whole.checked_mul(10)?.checked_add(tenths))
        .ok_or_else(|| format!("{percent} is no percentage with one digit after the point"))
}

fn breaker(item: &BreakerItem) -> Result<Option<CircuitBreaker>, String> {
    if !item.enable {
        return Ok(None);
    }
    let mut breaker = CircuitBreaker::with_rollback(switch(item.rollback));
    breaker.reset_on_healthy_task = switch(item.reset_on_healthy_task.unwrap_or(true));
    if let Some(threshold) = &item.threshold_configuration {
        breaker.threshold_value = threshold.value;
        breaker.threshold_type = match threshold.kind.as_str() {
            "BOUNDED_PERCENT" => ThresholdType::BoundedPercent,
            "UNBOUNDED_PERCENT" => ThresholdType::UnboundedPercent,
            "COUNT" => ThresholdType::Count,
            other => {
                return Err(format!(
                    "threshold `{other}` is not known; use BOUNDED_PERCENT, UNBOUNDED_PERCENT or COUNT"
                ));
            }
        };
    }
    Ok(Some(breaker))
}

fn switch(is_on: bool) -> Switch {
    if is_on { Switch::On } else { Switch::Off }
}
