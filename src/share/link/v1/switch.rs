//! Two-valued settings in a link.

use serde::{Deserialize, Serialize};

use crate::sim::{ContainerInstanceStatus, Switch};

/// See [`ContainerInstanceStatus`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkStatus {
    /// ACTIVE.
    Active,
    /// DRAINING.
    Draining,
}

/// See [`Switch`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkSwitch {
    /// On.
    On,
    /// Off.
    Off,
}

impl From<ContainerInstanceStatus> for LinkStatus {
    fn from(status: ContainerInstanceStatus) -> Self {
        match status {
            ContainerInstanceStatus::Active => Self::Active,
            ContainerInstanceStatus::Draining => Self::Draining,
        }
    }
}

impl From<LinkStatus> for ContainerInstanceStatus {
    fn from(status: LinkStatus) -> Self {
        match status {
            LinkStatus::Active => Self::Active,
            LinkStatus::Draining => Self::Draining,
        }
    }
}

impl From<Switch> for LinkSwitch {
    fn from(switch: Switch) -> Self {
        match switch {
            Switch::On => Self::On,
            Switch::Off => Self::Off,
        }
    }
}

impl From<LinkSwitch> for Switch {
    fn from(switch: LinkSwitch) -> Self {
        match switch {
            LinkSwitch::On => Self::On,
            LinkSwitch::Off => Self::Off,
        }
    }
}
