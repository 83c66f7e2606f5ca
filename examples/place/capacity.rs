//! On which capacity each task of a request goes.

use bayplan::sim::LaunchType;
use bayplan::sim::arithmetic::{ProviderShare, StrategyRefusal, strategy_split};

use crate::input::ProviderItem;

/// Everywhere of a launch type, or on the instances of one provider.
#[derive(Clone)]
pub struct Capacity {
    pub launch_type: LaunchType,
    pub provider: Option<String>,
}

/// One entry a task. A request carries a launch type or providers, not both; with neither the model takes EC2.
pub fn capacities(
    launch_type: Option<&str>,
    providers: &[ProviderItem],
    count: u32,
) -> Result<Vec<Capacity>, String> {
    let n = usize::try_from(count).map_err(|error| error.to_string())?;
    if n > 100_000 {
        return Err(format!("{count} tasks are more than this tool places at once (100000)"));
    }
    match (launch_type, providers) {
        (Some(_), [_, ..]) => Err("launchType and capacityProviderStrategy exclude each other".to_owned()),
        (None, []) => Ok(vec![Capacity { launch_type: LaunchType::Ec2, provider: None }; n]),
        (Some(name), []) => Ok(vec![Capacity { launch_type: launch_type_named(name)?, provider: None }; n]),
        (None, providers) => of_providers(providers, count),
    }
}

fn launch_type_named(name: &str) -> Result<LaunchType, String> {
    match name {
        "EC2" | "EXTERNAL" => Ok(LaunchType::Ec2),
        "FARGATE" => Ok(LaunchType::Fargate),
        other => Err(format!("launchType `{other}` is not possible here; use EC2, EXTERNAL or FARGATE")),
    }
}

fn of_providers(providers: &[ProviderItem], count: u32) -> Result<Vec<Capacity>, String> {
    let is_fargate = |it: &ProviderItem| it.capacity_provider.starts_with("FARGATE");
    if providers.iter().any(is_fargate) && !providers.iter().all(is_fargate) {
        return Err("a strategy cannot mix Fargate with other capacity providers".to_owned());
    }
    let shares: Vec<_> =
        providers.iter().map(|it| ProviderShare { base: it.base, weight: it.weight }).collect();
    let split = strategy_split(count, &shares).map_err(|refusal| {
        match refusal {
            StrategyRefusal::ProviderCount => "a strategy takes 1 to 20 capacity providers",
            StrategyRefusal::SeveralBases => "only one capacity provider of a strategy may have a base",
            StrategyRefusal::OutOfRange => "a base is 0 to 100000 and a weight 0 to 1000",
            StrategyRefusal::NoWeight => "at least one capacity provider must have a weight greater than 0",
        }
        .to_owned()
    })?;
    let mut capacities = vec![];
    for (provider, n) in providers.iter().zip(split) {
        let capacity = if is_fargate(provider) {
            Capacity { launch_type: LaunchType::Fargate, provider: None }
        } else {
            Capacity { launch_type: LaunchType::Ec2, provider: Some(provider.capacity_provider.clone()) }
        };
        capacities.extend((0..n).map(|_| capacity.clone()));
    }
    Ok(capacities)
}
