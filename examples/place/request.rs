//! Carries the one request out, task by task.

use bayplan::sim::service::{
    SchedulingStrategy, ServicePlacement, daemon_instances, place_daemon, place_task,
};
use bayplan::sim::{
    Command, Decision, Explanation, InstanceReport, LaunchType, Placement, Refusal, RunTask, StartTask,
    TaskDefinitionId, TaskPlace, apply, decide, explain,
};

use crate::answer::{Answer, Failure, Placed};
use crate::capacity::{Asked, Capacity};
use crate::cluster::Cluster;
use crate::input::{Input, ProviderItem, RequestItem};
use crate::network::{NetworkConfiguration, zones_of};
use crate::overrides::overridden;
use crate::refusal::{check_network_mode, check_service_network, check_start_task, daemon_capacity};
use crate::words::{self, constraints, scheduling, strategies};

/// What the request of the input would do.
pub fn answered(input: &Input) -> Result<Answer, String> {
    let mut run = Run { cluster: Cluster::of(input)?, input, answer: Answer::default() };
    if !input.not_read.is_empty() {
        run.answer.explanation.push(format!("Not read: {}.", input.not_read.join(", ")));
    }
    if let Some(request) = &input.run_task {
        run.run_task(request).map_err(|problem| format!("runTask: {problem}"))?;
    } else if let Some(request) = &input.start_task {
        run.start_task(request).map_err(|problem| format!("startTask: {problem}"))?;
    } else if let Some(request) = &input.create_service {
        run.create_service(request).map_err(|problem| format!("createService: {problem}"))?;
    } else if let Some(request) = &input.update_service {
        run.update_service(request).map_err(|problem| format!("updateService: {problem}"))?;
    }
    Ok(run.answer)
}

/// The request under way.
pub struct Run<'a> {
    pub cluster: Cluster,
    pub input: &'a Input,
    pub answer: Answer,
}

impl Run<'_> {
    fn run_task(&mut self, request: &RequestItem) -> Result<(), String> {
        let count = request.count.unwrap_or(1);
        let order = RunTask {
            task_definition: self.overridden_definition(request)?,
            count,
            launch_type: LaunchType::Ec2,
            capacity_provider_strategy: None,
            placement_strategy: strategies(request.placement_strategy.as_deref().unwrap_or_default())?,
            placement_constraints: constraints(request.placement_constraints.as_deref().unwrap_or_default())?,
            group: words::group(request.group.as_deref())?,
        };
        self.set_subnets(
            self.standalone_group(request, order.task_definition),
            request.network_configuration.as_ref(),
        )?;
        // A count that cannot be is for the simulator to refuse, so one decision is always taken.
        let providers = request.capacity_provider_strategy.as_deref().unwrap_or_default();
        let launch_type = request.launch_type.as_deref();
        let asked = self.asked(order.task_definition, launch_type, providers)?;
        for capacity in asked.capacities(&[], count.clamp(1, 11))? {
            let order = RunTask {
                launch_type: capacity.launch_type(),
                capacity_provider_strategy: self.cluster.ask(&capacity),
                ..order.clone()
            };
            let decision = decide(&self.cluster.world, &Command::RunTask(order));
            self.carry_out(&capacity, decision, Run::report_failures)?;
        }
        Ok(())
    }

    fn start_task(&mut self, request: &RequestItem) -> Result<(), String> {
        let task_definition = self.overridden_definition(request)?;
        self.set_subnets(
            self.standalone_group(request, task_definition),
            request.network_configuration.as_ref(),
        )?;
        let group = words::group(request.group.as_deref())?;
        check_start_task(request)?;
        self.tell_unlimited(task_definition);
        let n = request.container_instances.len();
        if n == 0 || n > 10 {
            return Err(format!("containerInstances names {n} instances; 1 to 10 are possible"));
        }
        for name in &request.container_instances {
            let Some(id) = self.cluster.container_instance(name) else {
                let (reason, detail) = ("MISSING".to_owned(), "Not in the cluster".to_owned());
                self.answer.failures.push(Failure { arn: Some(name.clone()), reason, detail });
                continue;
            };
            let order = StartTask { task_definition, container_instances: vec![id], group: group.clone() };
            let decision = decide(&self.cluster.world, &Command::StartTask(order));
            self.carry_out(&Capacity::Ec2, decision, Run::report_failures)?;
        }
        Ok(())
    }

    fn create_service(&mut self, request: &RequestItem) -> Result<(), String> {
        let service = ServicePlacement {
            service_name: request.service_name.clone().ok_or("serviceName is missing")?,
            task_definition: self.named_definition(request.task_definition.as_deref())?,
            launch_type: LaunchType::Ec2,
            capacity_provider_strategy: None,
            scheduling_strategy: scheduling(request.scheduling_strategy.as_deref())?,
            placement_strategy: strategies(request.placement_strategy.as_deref().unwrap_or_default())?,
            placement_constraints: constraints(request.placement_constraints.as_deref().unwrap_or_default())?,
        };
        self.set_subnets(service.group(), request.network_configuration.as_ref())?;
        let launch_type = request.launch_type.as_deref();
        let providers = request.capacity_provider_strategy.as_deref().unwrap_or_default();
        let asked = self.asked(service.task_definition, launch_type, providers)?;
        let registered = self.cluster.world.active_task_definition(service.task_definition);
        let registered = registered.map_err(|refusal| explain::refusal_sentence(&refusal))?;
        check_service_network(&registered.task_definition, request.network_configuration.as_ref())?;
        match service.scheduling_strategy {
            SchedulingStrategy::Replica => {
                let count =
                    request.desired_count.ok_or("desiredCount is missing; a REPLICA service needs one")?;
                self.place_tasks(&service, asked.capacities(&[], count)?)
            }
            SchedulingStrategy::Daemon => {
                self.place_daemons(service, daemon_capacity(&asked, request.desired_count)?)
            }
        }
    }

    /// What the tasks are to run on, if AWS would not refuse it.
    pub fn asked<'a>(
        &mut self,
        task_definition: TaskDefinitionId,
        launch_type: Option<&str>,
        providers: &'a [ProviderItem],
    ) -> Result<Asked<'a>, String> {
        let asked = Asked::of(launch_type, providers)?;
        if let Some(registered) = self.cluster.world.task_definition(task_definition) {
            check_network_mode(&registered.task_definition, &asked)?;
        }
        if !asked.is_fargate() {
            self.tell_unlimited(task_definition);
        }
        Ok(asked)
    }

    /// What an instance of a type outside the table can take is not known.
    fn tell_unlimited(&mut self, task_definition: TaskDefinitionId) {
        let needs_eni =
            self.cluster.world.task_definition(task_definition).is_some_and(|it| it.demand.enis > 0);
        let types = self.cluster.unknown_types();
        if needs_eni && !types.is_empty() {
            self.answer.explanation.push(format!(
                "Not in the table of instance types, so their network interfaces count as unlimited: {}.",
                types.into_iter().collect::<Vec<_>>().join(", ")
            ));
        }
    }

    /// One task of the service on each of the capacities, in order.
    pub fn place_tasks(
        &mut self,
        service: &ServicePlacement,
        capacities: Vec<Capacity>,
    ) -> Result<(), String> {
        let mut full: Option<Capacity> = None;
        for capacity in capacities {
            // Where one task found no place, the next one, which is like it, finds none either.
            if full.as_ref() == Some(&capacity) {
                continue;
            }
            let service = ServicePlacement {
                launch_type: capacity.launch_type(),
                capacity_provider_strategy: self.cluster.ask(&capacity),
                ..service.clone()
            };
            let decision = place_task(&self.cluster.world, &service)
                .map_err(|refusal| explain::refusal_sentence(&refusal))?;
            let n_placed = self.answer.placements.len();
            self.carry_out(&capacity, decision, |run, placement| run.report_event(&service, placement))?;
            if self.answer.placements.len() == n_placed {
                full = Some(capacity);
            }
        }
        Ok(())
    }

    /// Each instance that wants the daemon is tried once.
    fn place_daemons(&mut self, service: ServicePlacement, capacity: &Capacity) -> Result<(), String> {
        let service = ServicePlacement { launch_type: capacity.launch_type(), ..service };
        let refused = |refusal: Refusal| explain::refusal_sentence(&refusal);
        if service.launch_type == LaunchType::Fargate {
            return Err(refused(Refusal::DaemonOnFargate));
        }
        for id in daemon_instances(&self.cluster.world, &service).map_err(refused)? {
            let decision = place_daemon(&self.cluster.world, &service, id).map_err(refused)?;
            self.carry_out(capacity, decision, |run, placement| run.report_event(&service, placement))?;
        }
        Ok(())
    }

    fn carry_out(
        &mut self,
        capacity: &Capacity,
        mut decision: Decision,
        not_placed: impl FnOnce(&mut Self, &Placement),
    ) -> Result<(), String> {
        match &mut decision.explanation {
            Explanation::Refused(refusal) => return Err(explain::refusal_sentence(refusal)),
            Explanation::Placement(placement) => {
                if !matches!(capacity, Capacity::Provider(_)) {
                    // A launch type is no provider that could be empty.
                    placement.capacity_provider = None;
                }
                self.report_placement(placement);
                if placement.chosen.is_none() {
                    not_placed(self, placement);
                }
            }
            // The cluster of a request checks no roles.
            Explanation::Plain | Explanation::NotLaunched(_) => {}
        }
        for event in &decision.events {
            apply(&mut self.cluster.world, event);
        }
        Ok(())
    }

    fn report_placement(&mut self, placement: &Placement) {
        let world = &self.cluster.world;
        self.answer.explanation.push(explain::placement_sentence(world, placement));
        self.answer.explanation.extend(explain::tie_sentence(world, placement));
        let arns = &self.cluster.arns;
        match placement.chosen {
            Some(TaskPlace::ContainerInstance(chosen)) => {
                let others = placement.tied.iter().filter(|id| **id != chosen);
                self.answer.placements.push(Placed {
                    container_instance_arn: arns.get(&chosen).cloned(),
                    availability_zone: None,
                    tied_with: others.filter_map(|id| arns.get(id).cloned()).collect(),
                });
            }
            Some(TaskPlace::Fargate(chosen)) => {
                let others = placement.zones.iter().filter(|it| it.is_fewest && it.zone != chosen);
                self.answer.placements.push(Placed {
                    container_instance_arn: None,
                    availability_zone: Some(world.zone_name(chosen).to_owned()),
                    tied_with: others.map(|it| world.zone_name(it.zone).to_owned()).collect(),
                });
            }
            Some(TaskPlace::AwaitsCapacity) | None => {
                let reasons = placement.instances.iter().map(|report| {
                    let name = explain::instance_name(world, report.container_instance);
                    let reason = explain::instance_reason(world, placement, report);
                    format!("{name}: {}.", self.cluster.with_status(report.container_instance, reason))
                });
                self.answer.explanation.extend(reasons);
            }
        }
    }

    /// One reason an instance, as the API reports it; the same again for the next task is not said twice.
    fn report_failures(&mut self, placement: &Placement) {
        if placement.funnel.in_cluster == 0 {
            let lack = explain::lack_of_capacity(placement);
            let reason = lack.unwrap_or("No Container Instances were found in your cluster.").to_owned();
            self.add_failure(Failure { arn: None, reason, detail: String::new() });
        }
        for report in &placement.instances {
            if let Some(check) = report.failed.first() {
                let world = &self.cluster.world;
                let id = report.container_instance;
                let said = report.failed.iter().map(|it| explain::check_reason(world, it));
                let details: Vec<_> = said.map(|it| self.cluster.with_status(id, it)).collect();
                let failure = Failure {
                    arn: self.cluster.arns.get(&report.container_instance).cloned(),
                    reason: explain::failure_reason(check).to_owned(),
                    detail: details.join("; "),
                };
                self.add_failure(failure);
            }
        }
    }

    fn add_failure(&mut self, failure: Failure) {
        if self.answer.failures.iter().all(|it| it.arn != failure.arn) {
            self.answer.failures.push(failure);
        }
    }

    fn report_event(&mut self, service: &ServicePlacement, placement: &Placement) {
        let arn = |report: &InstanceReport| {
            explain::instance_name(&self.cluster.world, report.container_instance).to_owned()
        };
        let event = explain::unable_to_place(&service.service_name, placement, arn);
        if !self.answer.events.contains(&event) {
            self.answer.events.push(event);
        }
    }

    pub fn named_definition(&self, name: Option<&str>) -> Result<TaskDefinitionId, String> {
        self.cluster.task_definition(name.ok_or("taskDefinition is missing")?)
    }

    /// The definition of a task, with what the request has other than it.
    fn overridden_definition(&mut self, request: &RequestItem) -> Result<TaskDefinitionId, String> {
        let id = self.named_definition(request.task_definition.as_deref())?;
        let Some(overrides) = &request.overrides else { return Ok(id) };
        // Definitions that only a task names stand after those that are given.
        let item = self.input.task_definitions.get(id.0 as usize);
        let item = item.ok_or("overrides: the task definition is not among taskDefinitions")?;
        let changed = overridden(item, overrides).and_then(|it| words::task_definition(&it));
        Ok(self.cluster.register_overridden(id, changed.map_err(|problem| format!("overrides: {problem}"))?))
    }

    fn standalone_group(&self, request: &RequestItem, task_definition: TaskDefinitionId) -> String {
        let registered = self.cluster.world.task_definition(task_definition);
        let family = || registered.map_or("", |it| &it.task_definition.family);
        request.group.clone().unwrap_or_else(|| format!("family:{}", family()))
    }

    /// The tasks of the group go to the zones of these subnets.
    pub fn set_subnets(
        &mut self,
        group: String,
        network: Option<&NetworkConfiguration>,
    ) -> Result<(), String> {
        if let Some(zones) = zones_of(network, &self.input.subnets, |name| self.cluster.zone(name))? {
            self.cluster.world.subnet_zones.insert(group, zones);
        }
        Ok(())
    }
}
