//! The formulas of the model for people who script: `{"kind": …, "input": {…}}` on standard input, the answer on
//! standard output. Bad input ends with status 2 and one line.
//!
//! `echo '{"kind": "circuitBreakerThreshold", "input": {"desiredCount": 8, "type": "BOUNDED_PERCENT", "value": 50}}' |
//! cargo run --release --example arithmetic`

use std::collections::BTreeMap;
use std::process::ExitCode;

use bayplan::sim::arithmetic::{
    ProviderShare, RollingUpdateBounds, StrategyRefusal, ThresholdType, capacity_provider_reservation,
    circuit_breaker_threshold, strategy_split,
};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(tag = "kind", content = "input", rename_all = "camelCase", rename_all_fields = "camelCase")]
enum Question {
    RollingUpdateBounds {
        desired_count: u32,
        minimum_healthy_percent: u32,
        maximum_percent: u32,
    },
    CircuitBreakerThreshold {
        desired_count: u32,
        #[serde(rename = "type", default = "bounded")]
        threshold_type: String,
        #[serde(default = "fifty")]
        value: u32,
    },
    CapacityProviderReservation {
        instances_needed: u32,
        instances_running: u32,
    },
    StrategySplit {
        tasks: u32,
        providers: Vec<Provider>,
    },
}

#[derive(Deserialize)]
struct Provider {
    name: String,
    #[serde(default)]
    base: u32,
    #[serde(default)]
    weight: u32,
}

fn bounded() -> String {
    "BOUNDED_PERCENT".to_owned()
}

fn fifty() -> u32 {
    50
}

fn main() -> ExitCode {
    let answer =
        std::io::read_to_string(std::io::stdin()).map_err(|error| error.to_string()).and_then(|text| {
            let question =
                serde_json::from_str(&text).map_err(|error| format!("the input cannot be read: {error}"))?;
            answer(question)
        });
    match answer {
        Ok(answer) => {
            println!("{answer}");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("arithmetic: {problem}");
            ExitCode::from(2)
        }
    }
}

fn answer(question: Question) -> Result<Value, String> {
    match question {
        Question::RollingUpdateBounds { desired_count, minimum_healthy_percent, maximum_percent } => {
            let bounds = RollingUpdateBounds::of(desired_count, minimum_healthy_percent, maximum_percent);
            Ok(json!({
                "minRunning": bounds.min_running,
                "maxRunning": bounds.max_running,
                "canStopFirst": bounds.can_stop_first,
                "canStartFirst": bounds.can_start_first,
                "stuck": bounds.is_stuck(),
            }))
        }
        Question::CircuitBreakerThreshold { desired_count, threshold_type, value } => {
            let threshold_type = threshold_type_named(&threshold_type)?;
            Ok(json!({ "threshold": circuit_breaker_threshold(desired_count, threshold_type, value) }))
        }
        Question::CapacityProviderReservation { instances_needed, instances_running } => Ok(
            json!({ "percent": percent(capacity_provider_reservation(instances_needed, instances_running)) }),
        ),
        Question::StrategySplit { tasks, providers } => split(tasks, &providers),
    }
}

fn threshold_type_named(name: &str) -> Result<ThresholdType, String> {
    match name {
        "BOUNDED_PERCENT" => Ok(ThresholdType::BoundedPercent),
        "UNBOUNDED_PERCENT" => Ok(ThresholdType::UnboundedPercent),
        "COUNT" => Ok(ThresholdType::Count),
        other => Err(format!("type `{other}` is not known; use BOUNDED_PERCENT, UNBOUNDED_PERCENT or COUNT")),
    }
}

/// A whole number where it is one.
fn percent((numerator, denominator): (u64, u64)) -> Value {
    if numerator % denominator == 0 {
        return json!(numerator / denominator);
    }
    let [numerator, denominator] =
        [numerator, denominator].map(|it| f64::from(u32::try_from(it).unwrap_or(u32::MAX)));
    json!(numerator / denominator)
}

fn split(tasks: u32, providers: &[Provider]) -> Result<Value, String> {
    let shares: Vec<_> =
        providers.iter().map(|it| ProviderShare { base: it.base, weight: it.weight }).collect();
    let counts = strategy_split(tasks, &shares).map_err(|refusal| {
        match refusal {
            StrategyRefusal::ProviderCount => "a strategy takes 1 to 20 capacity providers",
            StrategyRefusal::SeveralBases => "only one capacity provider of a strategy may have a base",
            StrategyRefusal::OutOfRange => "a base is 0 to 100000 and a weight 0 to 1000",
            StrategyRefusal::NoWeight => "at least one capacity provider must have a weight greater than 0",
        }
        .to_owned()
    })?;
    let mut split = BTreeMap::new();
    for (provider, count) in providers.iter().zip(counts) {
        if split.insert(&provider.name, count).is_some() {
            return Err(format!("capacity provider `{}` is given twice", provider.name));
        }
    }
    Ok(json!({ "split": split }))
}
