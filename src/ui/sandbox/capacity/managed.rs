//! The fields of managed scaling, termination protection and draining: of a new capacity provider, and of one that is there.

use crate::sim::Switch;
use crate::sim::capacity::{ManagedScaling, ProviderSettings};
use crate::ui::part::{Part, html};
use crate::ui::signal::RwSignal;

use super::super::fields::{number, pair, switch};
use super::super::text;

/// What the fields hold.
#[derive(Clone, Copy)]
pub struct Managed {
    is_on: RwSignal<bool>,
    target_capacity: RwSignal<u32>,
    warmup: RwSignal<u32>,
    min_step: RwSignal<u32>,
    max_step: RwSignal<u32>,
    is_protected: RwSignal<bool>,
    is_drained: RwSignal<bool>,
}

impl Managed {
    /// As a provider is set. Where scaling is off the fields keep the defaults of the API.
    pub fn of(settings: &ProviderSettings) -> Self {
        let scaling = settings.managed_scaling.unwrap_or(ManagedScaling::DEFAULT);
        Self {
            is_on: RwSignal::new(settings.managed_scaling.is_some()),
            target_capacity: RwSignal::new(scaling.target_capacity),
            warmup: RwSignal::new(scaling.warmup_seconds),
            min_step: RwSignal::new(scaling.minimum_step),
            max_step: RwSignal::new(scaling.maximum_step),
            is_protected: RwSignal::new(settings.managed_termination_protection == Switch::On),
            is_drained: RwSignal::new(settings.managed_draining == Switch::On),
        }
    }

    /// As the API takes them; protection needs managed scaling.
    pub fn settings(self) -> ProviderSettings {
        let on = |it: bool| if it { Switch::On } else { Switch::Off };
        let is_managed = self.is_on.get();
        ProviderSettings {
            managed_scaling: is_managed.then(|| ManagedScaling {
                target_capacity: self.target_capacity.get(),
                minimum_step: self.min_step.get(),
                maximum_step: self.max_step.get(),
                warmup_seconds: self.warmup.get(),
            }),
            managed_termination_protection: on(is_managed && self.is_protected.get()),
            managed_draining: on(self.is_drained.get()),
        }
    }

    /// The fields; their ids begin with this word.
    pub fn fields(self, id: &'static str) -> Vec<Part> {
        vec![
            switch(self.is_on, text::MANAGED_SCALING, text::MANAGED_SCALING_HELP),
            html("div").class("stack").slot(move || self.scaling(id)),
            switch(self.is_drained, text::DRAINING_ON_END, text::DRAINING_ON_END_HELP),
        ]
    }

    fn scaling(self, id: &str) -> Vec<Part> {
        if !self.is_on.get() {
            return vec![];
        }
        let id = |of: &str| [id, of].concat();
        vec![
            pair([
                number(&id("-target"), text::TARGET_CAPACITY, self.target_capacity, 1, 100),
                number(&id("-warmup"), text::WARMUP, self.warmup, 0, 10_000),
            ]),
            pair([
                number(&id("-min-step"), text::MIN_STEP, self.min_step, 1, 10_000),
                number(&id("-max-step"), text::MAX_STEP, self.max_step, 1, 10_000),
            ]),
            switch(self.is_protected, text::PROTECTION, text::PROTECTION_HELP),
        ]
    }
}
