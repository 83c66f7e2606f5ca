//! Carries the one request out, task by task.

use bayplan::sorted::SortedSet;

use bayplan::sim::service::{SchedulingStrategy, ServicePlacement, daemon_instances, place_task};
use bayplan::sim::{
    Command, Decision, Explanation, InstanceReport, LaunchType, Placement, Refusal, RunTask, StartTask,
    TaskDefinitionId, TaskPlace, World, Zone, apply, decide, explain,
};

use crate::answer::{Answer, Failure, Placed};
use crate::capacity::{Asked, Capacity};
use crate::cluster::Cluster;
use crate::input::{Input, NetworkConfiguration, ProviderItem, RequestItem};
use crate::overrides::overridden;
use crate::refusal::{check_network_limits, check_network_mode, check_service_network, daemon_capacity};
use crate::words::{self, constraints, scheduling, strategies};

/// What the request of the input would do.
pub fn answered(input: &Input) -> Result<Answer, String> {
    let mut run = Run { cluster: Cluster::of(input)?, input, answer: Answer::default() };
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
        self.set_subnets(request.network_configuration.as_ref())?;
        let count = request.count.unwrap_or(1);
        let order = RunTask {
            task_definition: self.overridden_definition(request)?,
            count,
            launch_type: LaunchType::Ec2,
            capacity_provider_strategy: None,
            placement_strategy: strategies(request.placement_strategy.as_deref().unwrap_or_default())?,
            placement_constraints: constraints(request.placement_constraints.as_deref().unwrap_or_default())?,
            group: request.group.clone(),
        };
        // A count that cannot be is for the simulator to refuse, so one decision is always taken.
        let providers = request.capacity_provider_strategy.as_deref().unwrap_or_default();
        let launch_type = request.launch_type.as_deref();
        let asked = self.asked(order.task_definition, launch_type, providers)?;
        for capacity in asked.capacities(&[], count.clamp(1, 11))? {
            let order = RunTask { launch_type: capacity.launch_type(), ..order.clone() };
            let decision =
                self.decided(&capacity, |world| Ok(decide(world, &Command::RunTask(order.clone()))))?;
            self.carry_out(&decision)?;
            if let Explanation::Placement(placement) = &decision.explanation
                && placement.chosen.is_none()
            {
                self.report_failures(placement);
            }
        }
        Ok(())
    }

    fn start_task(&mut self, request: &RequestItem) -> Result<(), String> {
        self.set_subnets(request.network_configuration.as_ref())?;
        let task_definition = self.overridden_definition(request)?;
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
            let order =
                StartTask { task_definition, container_instances: vec![id], group: request.group.clone() };
            let decision = decide(&self.cluster.world, &Command::StartTask(order));
            self.carry_out(&decision)?;
            if let Explanation::Placement(placement) = &decision.explanation
                && placement.chosen.is_none()
            {
                self.report_failures(placement);
            }
        }
        Ok(())
    }

    fn create_service(&mut self, request: &RequestItem) -> Result<(), String> {
        self.set_subnets(request.network_configuration.as_ref())?;
        let service = ServicePlacement {
            service_name: request.service_name.clone().ok_or("serviceName is missing")?,
            task_definition: self.named_definition(request.task_definition.as_deref())?,
            launch_type: LaunchType::Ec2,
            capacity_provider_strategy: None,
            scheduling_strategy: scheduling(request.scheduling_strategy.as_deref())?,
            placement_strategy: strategies(request.placement_strategy.as_deref().unwrap_or_default())?,
            placement_constraints: constraints(request.placement_constraints.as_deref().unwrap_or_default())?,
        };
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
        for capacity in capacities {
            let service = ServicePlacement { launch_type: capacity.launch_type(), ..service.clone() };
            let decision = self.decided(&capacity, |world| place_task(world, &service))?;
            self.carry_out(&decision)?;
            self.report_event(&service, &decision);
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
        let hosts = daemon_instances(&self.cluster.seen_from(capacity), &service).map_err(refused)?;
        for id in hosts {
            let decision =
                bayplan::sim::service::place_daemon(&self.cluster.world, &service, id).map_err(refused)?;
            self.carry_out(&decision)?;
            self.report_event(&service, &decision);
        }
        Ok(())
    }

    /// Decides on the capacity; the instances of others are out of sight.
    fn decided(
        &self,
        capacity: &Capacity,
        decide: impl FnOnce(&World) -> Result<Decision, Refusal>,
    ) -> Result<Decision, String> {
        decide(&self.cluster.seen_from(capacity)).map_err(|refusal| explain::refusal_sentence(&refusal))
    }

    fn carry_out(&mut self, decision: &Decision) -> Result<(), String> {
        match &decision.explanation {
            Explanation::Refused(refusal) => return Err(explain::refusal_sentence(refusal)),
            Explanation::Placement(placement) => self.report_placement(placement),
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
            let reason = "No Container Instances were found in your cluster.".to_owned();
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

    fn report_event(&mut self, service: &ServicePlacement, decision: &Decision) {
        let Explanation::Placement(placement) = &decision.explanation else { return };
        if placement.chosen.is_some() {
            return;
        }
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

    pub fn set_subnets(&mut self, network: Option<&NetworkConfiguration>) -> Result<(), String> {
        check_network_limits(network)?;
        let Some(awsvpc) = network.and_then(|it| it.awsvpc_configuration.as_ref()) else { return Ok(()) };
        let mut zones: SortedSet<Zone> = SortedSet::new();
        for id in &awsvpc.subnets {
            let Some(subnet) = self.input.subnets.iter().find(|it| it.subnet_id == *id) else {
                // Without its zone nothing can be said about the subnet, so every zone stays possible.
                return Ok(());
            };
            let zone = self.cluster.zone(&subnet.availability_zone);
            zones.insert(zone.ok_or_else(|| format!("subnet `{id}` has no zone"))?);
        }
        if !zones.is_empty() {
            self.cluster.world.subnet_zones = Some(zones);
        }
        Ok(())
    }
}
