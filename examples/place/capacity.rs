//! On which capacity each task of a request goes.

use bayplan::sim::LaunchType;
use bayplan::sim::arithmetic::{ProviderShare, StrategyRefusal, strategy_split};

use crate::input::ProviderItem;

/// What one task is to run on.
#[derive(Clone, PartialEq, Eq)]
pub enum Capacity {
    /// Instances of EC2, whoever launched them.
    Ec2,
    /// Servers of one's own.
    External,
    Fargate,
    /// The instances of a capacity provider.
    Provider(String),
}

impl Capacity {
    /// A request without a launch type and without providers gets EC2.
    pub fn of_launch_type(name: Option<&str>) -> Result<Self, String> {
        match name.unwrap_or("EC2") {
            "EC2" => Ok(Self::Ec2),
            "EXTERNAL" => Ok(Self::External),
            "FARGATE" => Ok(Self::Fargate),
            other => Err(format!("launchType `{other}` is not possible here; use EC2, EXTERNAL or FARGATE")),
        }
    }

    pub fn launch_type(&self) -> LaunchType {
        match self {
            Self::Ec2 | Self::Provider(_) => LaunchType::Ec2,
            Self::External => LaunchType::External,
            Self::Fargate => LaunchType::Fargate,
        }
    }
}

/// What all tasks of a request are to run on.
pub enum Asked<'a> {
    One(Capacity),
    Providers(&'a [ProviderItem]),
}

impl<'a> Asked<'a> {
    /// A request carries a launch type or providers, not both.
    pub fn of(launch_type: Option<&str>, providers: &'a [ProviderItem]) -> Result<Self, String> {
        match (launch_type, providers) {
            (Some(_), [_, ..]) => {
                Err("launchType and capacityProviderStrategy exclude each other".to_owned())
            }
            (name, []) => Capacity::of_launch_type(name).map(Self::One),
            (None, providers) => {
                check(providers)?;
                Ok(Self::Providers(providers))
            }
        }
    }

    pub fn is_fargate(&self) -> bool {
        match self {
            Self::One(capacity) => matches!(capacity, Capacity::Fargate),
            Self::Providers(providers) => providers.iter().any(is_fargate),
        }
    }

    pub fn providers(&self) -> &'a [ProviderItem] {
        match self {
            Self::One(_) => &[],
            Self::Providers(providers) => providers,
        }
    }

    /// One entry a task, for so many more than each of the providers has already.
    pub fn capacities(&self, has: &[u32], count: u32) -> Result<Vec<Capacity>, String> {
        let n = usize::try_from(count).map_err(|error| error.to_string())?;
        if n > MOST_TASKS {
            return Err(format!("{count} tasks are more than this tool places at once ({MOST_TASKS})"));
        }
        Ok(match self {
            Self::One(capacity) => vec![capacity.clone(); n],
            Self::Providers(providers) => {
                let each = providers.iter().zip(increments(providers, has, count));
                each.flat_map(|(it, n)| vec![capacity_of(it); n as usize]).collect()
            }
        })
    }
}

/// A bound on the work: each task is decided on by itself.
const MOST_TASKS: usize = 10_000;

/// What each provider would have of so many tasks, if all were launched at once.
pub fn split(providers: &[ProviderItem], count: u32) -> Result<Vec<u32>, String> {
    let shares: Vec<_> =
        providers.iter().map(|it| ProviderShare { base: it.base, weight: it.weight }).collect();
    strategy_split(count, &shares).map_err(|refusal| {
        match refusal {
            StrategyRefusal::ProviderCount => "a strategy takes 1 to 20 capacity providers",
            StrategyRefusal::SeveralBases => "only one capacity provider of a strategy may have a base",
            StrategyRefusal::OutOfRange => "a base is 0 to 100000 and a weight 0 to 1000",
            StrategyRefusal::NoWeight => "at least one capacity provider must have a weight greater than 0",
        }
        .to_owned()
    })
}

/// Each next task goes to the base, then to whoever has the fewest beyond the base by weight, as the model's services do.
fn increments(providers: &[ProviderItem], has: &[u32], count: u32) -> Vec<u32> {
    let before = |at: usize| has.get(at).copied().unwrap_or(0);
    let mut more = vec![0_u32; providers.len()];
    for _ in 0..count {
        let n = |at: usize| before(at).saturating_add(more[at]);
        // Compared as fractions without division.
        let beyond = |at: &usize| u64::from(n(*at).saturating_sub(providers[*at].base));
        let by_weight = |left: &usize, right: &usize| {
            let (of_left, of_right) = (providers[*left].weight, providers[*right].weight);
            (beyond(left) * u64::from(of_right)).cmp(&(beyond(right) * u64::from(of_left)))
        };
        let based = (0..providers.len()).find(|at| n(*at) < providers[*at].base);
        let weighted = || (0..providers.len()).filter(|at| providers[*at].weight > 0).min_by(by_weight);
        if let Some(next) = based.or_else(weighted) {
            more[next] += 1;
        }
    }
    more
}

fn check(providers: &[ProviderItem]) -> Result<(), String> {
    if providers.iter().any(is_fargate) && !providers.iter().all(is_fargate) {
        return Err("a strategy cannot mix Fargate with other capacity providers".to_owned());
    }
    split(providers, 0)?;
    let is_twice = |at: &usize| {
        providers[..*at].iter().any(|it| it.capacity_provider == providers[*at].capacity_provider)
    };
    match (0..providers.len()).find(is_twice) {
        Some(at) => Err(format!("capacity provider `{}` is given twice", providers[at].capacity_provider)),
        None => Ok(()),
    }
}

fn capacity_of(provider: &ProviderItem) -> Capacity {
    if is_fargate(provider) {
        Capacity::Fargate
    } else {
        Capacity::Provider(provider.capacity_provider.clone())
    }
}

fn is_fargate(provider: &ProviderItem) -> bool {
    matches!(provider.capacity_provider.as_str(), "FARGATE" | "FARGATE_SPOT")
}
