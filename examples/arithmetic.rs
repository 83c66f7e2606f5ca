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
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

#[path = "place/reading.rs"]
mod reading;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    kind: Kind,
    input: Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Kind {
    RollingUpdateBounds,
    CircuitBreakerThreshold,
    CapacityProviderReservation,
    StrategySplit,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Update {
    desired_count: u32,
    minimum_healthy_percent: u32,
    maximum_percent: u32,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Breaker {
    desired_count: u32,
    #[serde(rename = "type", default = "bounded")]
    threshold_type: String,
    #[serde(default = "fifty")]
    value: u32,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Group {
    instances_needed: u32,
    instances_running: u32,
}

#[derive(Deserialize)]
struct Strategy {
    tasks: u32,
    providers: Vec<Provider>,
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
    let answer = std::io::read_to_string(std::io::stdin())
        .map_err(|error| error.to_string())
        .and_then(|text| answer(reading::read(reading::json(&text)?)?));
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
    match question.kind {
        Kind::RollingUpdateBounds => {
            let it: Update = of_input(question.input)?;
            let bounds =
                RollingUpdateBounds::of(it.desired_count, it.minimum_healthy_percent, it.maximum_percent);
            Ok(json!({
                "minRunning": bounds.min_running,
                "maxRunning": bounds.max_running,
                "canStopFirst": bounds.can_stop_first,
                "canStartFirst": bounds.can_start_first,
                "stuck": bounds.is_stuck(),
            }))
        }
        Kind::CircuitBreakerThreshold => {
            let it: Breaker = of_input(question.input)?;
            let threshold_type = threshold_type_named(&it.threshold_type)?;
            Ok(json!({ "threshold": circuit_breaker_threshold(it.desired_count, threshold_type, it.value) }))
        }
        Kind::CapacityProviderReservation => {
            let it: Group = of_input(question.input)?;
            let reservation = capacity_provider_reservation(it.instances_needed, it.instances_running);
            Ok(json!({ "percent": percent(reservation) }))
        }
        Kind::StrategySplit => {
            let it: Strategy = of_input(question.input)?;
            split(it.tasks, &it.providers)
        }
    }
}

fn of_input<T: DeserializeOwned>(input: Value) -> Result<T, String> {
    reading::read(input).map_err(|problem| format!("input: {problem}"))
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
#[allow(clippy::cast_precision_loss, reason = "hundreds of billions are exact in a float")]
fn percent((numerator, denominator): (u64, u64)) -> Value {
    if numerator % denominator == 0 {
        return json!(numerator / denominator);
    }
    json!(numerator as f64 / denominator as f64)
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
