//! The words of capacity: providers and their groups, the metric, tasks that wait, Spot.

use super::{group_digits, instance_name, task_label, task_name};
use crate::sim::arithmetic::StrategyRefusal;
use crate::sim::capacity::{
    CapacityChange, CapacityProvider, GroupProviderId, ProviderSettings, Reservation, SCALE_IN_DATA_POINTS,
    Scaling, ScalingReason,
};
use crate::sim::{CapacityRefusal, Placement, Switch, World};

/// `FARGATE`, `FARGATE_SPOT`, or the name of an Auto Scaling group provider.
#[must_use]
pub fn capacity_provider_name(world: &World, provider: CapacityProvider) -> &str {
    match provider {
        CapacityProvider::Fargate => "FARGATE",
        CapacityProvider::FargateSpot => "FARGATE_SPOT",
        CapacityProvider::AutoScalingGroup(id) => group_name(world, id),
    }
}

fn group_name(world: &World, id: GroupProviderId) -> &str {
    world.group_provider(id).map_or("a capacity provider that was deleted", |it| &it.name)
}

/// "133.3 %".
#[must_use]
pub fn reservation_percent(reservation: Reservation) -> String {
    let permille = reservation.permille();
    match permille % 10 {
        0 => format!("{} %", permille / 10),
        tenths => format!("{}.{tenths} %", permille / 10),
    }
}

/// The metric with what it is made of.
#[must_use]
pub fn reservation_sentence(reservation: Reservation) -> String {
    format!(
        "CapacityProviderReservation is {}: {} needed, {} running.",
        reservation_percent(reservation),
        instances(reservation.needed),
        group_digits(u64::from(reservation.running)),
    )
}

fn instances(n: u32) -> String {
    format!("{} {}", group_digits(u64::from(n)), if n == 1 { "instance" } else { "instances" })
}

/// Why a group grew or shrank the last time.
#[must_use]
pub fn scaling_sentence(scaling: &Scaling) -> String {
    let (from, to) = (group_digits(u64::from(scaling.from)), group_digits(u64::from(scaling.to)));
    match scaling.reason {
        ScalingReason::ByUser => format!("From {from} to {to}: SetDesiredCapacity."),
        ScalingReason::ScaleOut(measured) => {
            format!("Scale-out from {from} to {to}. {}", reservation_sentence(measured))
        }
        ScalingReason::ScaleIn(measured) => format!(
            "Scale-in from {from} to {to} after {SCALE_IN_DATA_POINTS} data points below the target. {}",
            reservation_sentence(measured)
        ),
    }
}

/// What changed; `world` is the world before.
#[must_use]
pub fn capacity_sentence(world: &World, change: &CapacityChange) -> String {
    match change {
        CapacityChange::ProviderCreated(provider) => {
            let settings = &provider.settings;
            format!(
                "Capacity provider {} was created: an Auto Scaling group of {} to {} of {}.",
                provider.name, settings.min_size, settings.max_size, settings.instance_type
            )
        }
        CapacityChange::ProviderUpdated(id, settings) => updated(group_name(world, *id), settings),
        CapacityChange::ProviderDeleted(id) => {
            format!("Capacity provider {} was deleted.", group_name(world, *id))
        }
        CapacityChange::DefaultStrategySet(strategy) if strategy.is_empty() => {
            "The cluster has no default capacity provider strategy any more.".to_owned()
        }
        CapacityChange::DefaultStrategySet(strategy) => {
            let names = strategy.iter().map(|it| capacity_provider_name(world, it.capacity_provider));
            let names = names.collect::<Vec<_>>().join(", ");
            format!("The default capacity provider strategy of the cluster names {names}.")
        }
        CapacityChange::DesiredCapacitySet(id, to, reason) => {
            let from = world.group_provider(*id).map_or(0, |it| it.desired_capacity);
            let scaling = Scaling { at_seconds: world.clock_seconds, from, to: *to, reason: *reason };
            format!("{}: {}", group_name(world, *id), scaling_sentence(&scaling))
        }
        CapacityChange::Launched(id, launch) => {
            format!("{} launches an instance in {}.", group_name(world, *id), world.zone_name(launch.zone))
        }
        CapacityChange::LaunchCancelled(id) => {
            format!("{} takes back the launch of an instance.", group_name(world, *id))
        }
        CapacityChange::Leaving(_, leaving) => {
            let name = instance_name(world, leaving.container_instance);
            match leaving.at_seconds {
                Some(_) => format!("{name} has a Spot interruption notice: it is terminated in 120 s."),
                None => format!("{name} is to be terminated; managed draining gives its tasks away first."),
            }
        }
        // A data point is seen at the provider; what follows from it is an event of its own.
        CapacityChange::Measured { .. }
        | CapacityChange::MeasureDue(..)
        | CapacityChange::ProvisioningLooked => String::new(),
        CapacityChange::ProvisioningBegan(id, _) => {
            format!("{} waits in PROVISIONING.", task_name(world, *id))
        }
        CapacityChange::FargateSpotSet(Switch::On) => "There is Fargate Spot capacity again.".to_owned(),
        CapacityChange::FargateSpotSet(Switch::Off) => "There is no Fargate Spot capacity.".to_owned(),
    }
}

/// What a provider is set to from now on.
fn updated(name: &str, settings: &ProviderSettings) -> String {
    let on_off = |it| if it == Switch::On { "on" } else { "off" };
    let scaling = settings.managed_scaling.map_or_else(
        || "managed scaling off".to_owned(),
        |it| {
            format!(
                "targetCapacity {}, scaling steps of {} to {}, instanceWarmupPeriod {} s",
                it.target_capacity,
                group_digits(u64::from(it.minimum_step)),
                group_digits(u64::from(it.maximum_step)),
                group_digits(u64::from(it.warmup_seconds))
            )
        },
    );
    format!(
        "Capacity provider {name} was updated: {scaling}, managed termination protection {}, managed draining {}.",
        on_off(settings.managed_termination_protection),
        on_off(settings.managed_draining)
    )
}

/// A task that found no place and waits for one.
#[must_use]
pub fn provisioning_sentence(world: &World, placement: &Placement) -> String {
    let task = task_label(world, placement.task_definition, placement.number);
    let provider = placement.capacity_provider.map_or("", |it| capacity_provider_name(world, it));
    format!("{task} waits in PROVISIONING: no instance of {provider} has room for it yet.")
}

/// Why a task found no place on its capacity provider, when that is all there is to say.
#[must_use]
pub fn lack_of_capacity(placement: &Placement) -> Option<&'static str> {
    match placement.capacity_provider? {
        CapacityProvider::FargateSpot => Some(NO_FARGATE_CAPACITY),
        CapacityProvider::AutoScalingGroup(_) if placement.funnel.in_cluster == 0 => {
            Some("EMPTY CAPACITY PROVIDER")
        }
        CapacityProvider::Fargate | CapacityProvider::AutoScalingGroup(_) => None,
    }
}

/// In AWS's words.
const NO_FARGATE_CAPACITY: &str =
    "Capacity is unavailable at this time. Please try again later or in a different availability zone.";

/// What is wrong and what to do.
pub(super) fn capacity_refusal(refusal: CapacityRefusal) -> &'static str {
    match refusal {
        CapacityRefusal::Strategy(StrategyRefusal::ProviderCount) => {
            "A capacity provider strategy names 1 to 20 capacity providers."
        }
        CapacityRefusal::Strategy(StrategyRefusal::SeveralBases) => {
            "Only one capacity provider of a strategy can have a base. Set the others to 0."
        }
        CapacityRefusal::Strategy(StrategyRefusal::OutOfRange) => {
            "A base is 0 to 100,000 and a weight 0 to 1,000."
        }
        CapacityRefusal::Strategy(StrategyRefusal::NoWeight) => {
            "At least one capacity provider of a strategy needs a weight above 0."
        }
        CapacityRefusal::MixedStrategy => {
            "A strategy names either Fargate or Auto Scaling group capacity providers, not both."
        }
        CapacityRefusal::ProviderTwice => "A strategy names each capacity provider once.",
        CapacityRefusal::NoSuchProvider => {
            "The strategy names a capacity provider that the cluster does not have. Create it first."
        }
        CapacityRefusal::NoDefaultStrategy => {
            "The cluster has no default capacity provider strategy. Set one, or name a launch type or a strategy."
        }
        CapacityRefusal::InvalidName => {
            "A name has 1 to 255 letters, digits, underscores and hyphens and does not begin with aws, ecs or fargate."
        }
        CapacityRefusal::NameTaken => "A capacity provider of this name is there already. Take another name.",
        CapacityRefusal::TooManyProviders => {
            "A board takes 20 Auto Scaling group capacity providers. Delete one first."
        }
        CapacityRefusal::NoZone => "An Auto Scaling group needs an Availability Zone. Choose at least one.",
        CapacityRefusal::SizeOutOfRange => {
            "The maximum size of a group is 1 to 100 on a board, the minimum size 0 up to the maximum."
        }
        CapacityRefusal::ManagedScalingOutOfRange => {
            "targetCapacity is 1 to 100, a scaling step 1 to 10,000 (the minimum up to the maximum), instanceWarmupPeriod 0 to 10,000 s."
        }
        CapacityRefusal::ProtectionWithoutManagedScaling => {
            "Managed termination protection works with managed scaling only. Turn that on too."
        }
        CapacityRefusal::DesiredOutOfRange => {
            "The desired capacity lies between the minimum and the maximum size of the group."
        }
        CapacityRefusal::ProviderInUse => {
            "The capacity provider is in use by a strategy or by tasks. Delete these first."
        }
        CapacityRefusal::NotSpot => {
            "Only tasks of FARGATE_SPOT and instances of a Spot group can be interrupted."
        }
    }
}
