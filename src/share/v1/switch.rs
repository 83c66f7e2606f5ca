//! Two-valued settings as words.

use serde::{Deserialize, Serialize};

use crate::sim::{ContainerInstanceStatus, Switch};

/// `ACTIVE` or `DRAINING`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum SavedStatus {
    /// Takes tasks.
    Active,
    /// Takes no new tasks.
    Draining,
}

/// `ON` or `OFF`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum SavedSwitch {
    /// On.
    On,
    /// Off.
    Off,
}

impl From<ContainerInstanceStatus> for SavedStatus {
    fn from(status: ContainerInstanceStatus) -> Self {
        match status {
            ContainerInstanceStatus::Active => Self::Active,
            ContainerInstanceStatus::Draining => Self::Draining,
        }
    }
}

impl From<SavedStatus> for ContainerInstanceStatus {
    fn from(status: SavedStatus) -> Self {
        match status {
            SavedStatus::Active => Self::Active,
            SavedStatus::Draining => Self::Draining,
        }
    }
}

impl From<Switch> for SavedSwitch {
    fn from(switch: Switch) -> Self {
        match switch {
            Switch::On => Self::On,
            Switch::Off => Self::Off,
        }
    }
}

impl From<SavedSwitch> for Switch {
    fn from(switch: SavedSwitch) -> Self {
        match switch {
            SavedSwitch::On => Self::On,
            SavedSwitch::Off => Self::Off,
        }
    }
}
