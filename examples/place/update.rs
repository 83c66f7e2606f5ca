//! UpdateService: another count, so more tasks are placed or some stop.

use bayplan::sorted::SortedSet;

use bayplan::sim::service::{SchedulingStrategy, ServicePlacement, task_to_stop};
use bayplan::sim::{Event, LaunchType, TaskId, apply, explain};

use crate::capacity::{Asked, split};
use crate::input::{RequestItem, ServiceItem};
use crate::refusal::check_update;
use crate::request::Run;
use crate::words::{constraints, scheduling, strategies};

impl<'a> Run<'a> {
    pub fn update_service(&mut self, request: &'a RequestItem) -> Result<(), String> {
        let name = request.service.as_deref().ok_or("service is missing")?;
        let item = self.service_item(name)?;
        check_update(item, request)?;
        let service = self.service_of(item, request)?;
        let network = request.network_configuration.as_ref().or(item.network_configuration.as_ref());
        self.set_subnets(service.group(), network)?;
        if service.scheduling_strategy == SchedulingStrategy::Daemon {
            return Err("a DAEMON service has no count to change".to_owned());
        }
        let desired =
            request.desired_count.ok_or("desiredCount is missing; this tool changes counts only")?;
        let providers = &item.capacity_provider_strategy;
        // Of a service that has both, the strategy holds.
        let launch_type = item.launch_type.as_deref().filter(|_| providers.is_empty());
        let asked = self.asked(service.task_definition, launch_type, providers)?;
        let standing = if self.input.tasks.is_some() {
            self.standing_by_tasks(&service, &asked)
        } else {
            self.standing_by_counts(item, &asked, desired)?
        };
        if desired >= standing.count {
            let capacities = asked.capacities(&standing.of_each, desired - standing.count)?;
            self.place_tasks(&service, capacities)
        } else {
            self.stop_tasks(&service, standing.count - desired);
            Ok(())
        }
    }

    fn service_item(&self, name: &str) -> Result<&'a ServiceItem, String> {
        let is_it =
            |item: &&ServiceItem| item.service_name == name || item.service_arn.as_deref() == Some(name);
        let found = self.input.services.iter().find(is_it);
        found.ok_or_else(|| format!("service `{name}` is not among services"))
    }

    fn service_of(&self, item: &ServiceItem, request: &RequestItem) -> Result<ServicePlacement, String> {
        let present = item.task_definition.as_deref();
        let task_definition = self.named_definition(present.or(request.task_definition.as_deref()))?;
        if let Some(wanted) = &request.task_definition
            && self.cluster.task_definition(wanted)? != task_definition
        {
            return Err(
                "another task definition starts a deployment; this tool changes counts only".to_owned()
            );
        }
        let strategy_items = request.placement_strategy.as_deref().unwrap_or(&item.placement_strategy);
        let constraint_items =
            request.placement_constraints.as_deref().unwrap_or(&item.placement_constraints);
        Ok(ServicePlacement {
            service_name: item.service_name.clone(),
            task_definition,
            launch_type: LaunchType::Ec2,
            capacity_provider_strategy: None,
            scheduling_strategy: scheduling(item.scheduling_strategy.as_deref())?,
            placement_strategy: strategies(strategy_items)?,
            placement_constraints: constraints(constraint_items)?,
        })
    }

    fn standing_by_tasks(&self, service: &ServicePlacement, asked: &Asked) -> Standing {
        let group = service.group();
        let own = || self.cluster.world.tasks.values().filter(|it| it.group == group && it.counts());
        let on = |provider: &str| own().filter(|it| self.cluster.is_kept_by(provider, it)).count();
        Standing {
            count: narrowed(own().count()),
            of_each: asked.providers().iter().map(|it| narrowed(on(&it.capacity_provider))).collect(),
        }
    }

    /// Without `tasks` the counts of the service are all that is known.
    fn standing_by_counts(
        &mut self,
        item: &ServiceItem,
        asked: &Asked,
        desired: u32,
    ) -> Result<Standing, String> {
        let name = &item.service_name;
        let launched = item.running_count.map(|it| it.saturating_add(item.pending_count.unwrap_or(0)));
        let count = launched.or(item.desired_count).ok_or_else(|| {
            format!("`{name}` has neither runningCount nor desiredCount; give them, or tasks")
        })?;
        if desired < count {
            return Err(format!(
                "`{name}` goes from {count} to {desired} tasks; without tasks it cannot be said which ones stop"
            ));
        }
        self.answer.explanation.push(format!(
            "No tasks are given: {name} has {count} by its own counts, and where they run is not known."
        ));
        let providers = asked.providers();
        let of_each = if providers.is_empty() { vec![] } else { split(providers, count)? };
        Ok(Standing { count, of_each })
    }

    fn stop_tasks(&mut self, service: &ServicePlacement, count: u32) {
        let protected: SortedSet<&str> = self
            .input
            .protected_tasks
            .iter()
            .filter(|it| it.protection_enabled)
            .map(|it| it.task_arn.as_str())
            .collect();
        for _ in 0..count {
            let arns = &self.cluster.task_arns;
            let is_protected = |id: TaskId| arns.get(&id).is_some_and(|arn| protected.contains(arn.as_str()));
            let Some(scale_in) = task_to_stop(&self.cluster.world, service, is_protected) else {
                self.answer.events.push(explain::unable_to_scale_in(&service.service_name, "ecs-svc/1"));
                return;
            };
            let arn = arns.get(&scale_in.task).cloned().unwrap_or_default();
            let equal = match scale_in.tied.len() {
                0 => "No other task was as good to stop.".to_owned(),
                n => format!(
                    "{n} tasks were equally good to stop; the model drew with seed {}.",
                    self.cluster.world.seed
                ),
            };
            self.answer.explanation.push(format!("{arn} stops. {equal}"));
            self.answer.stopped.push(arn);
            apply(&mut self.cluster.world, &Event::TaskNotPlaced);
            apply(&mut self.cluster.world, &Event::TaskStopped(scale_in.task));
        }
    }
}

/// The tasks that a service has before it changes.
struct Standing {
    count: u32,
    /// On each provider of its strategy.
    of_each: Vec<u32>,
}

fn narrowed(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
