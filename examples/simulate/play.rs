//! The scenario is played, command by command.

use bayplan::sim::clock::MAX_ADVANCE_SECONDS;
use bayplan::sim::explain::revision_name;
use bayplan::sim::{
    Command, Event, Explanation, Placement, Scenario, Simulation, TaskDefinitionId, World, explain,
};
use bayplan::sorted::SortedMap;
use serde_json::Value;

use crate::answer::{self, Failure, container_instance_arn};
use crate::command::{commands, definition, instances};
use crate::input::{CommandItem, Input, Order};
use crate::not_read::needs_subnets;
use crate::overrides::{OverridesItem, overridden};
use crate::reading::{json, read};
use crate::subnets::zones_by_group;
use crate::{variant, words};

/// Commands that one scenario may have.
const MAX_COMMANDS: usize = 10_000;
/// Zones that one scenario may have.
const MAX_ZONES: usize = 6;

/// The answer to a scenario in JSON.
pub fn answered(text: &str) -> Result<Value, String> {
    let input: Input = read(json(text)?)?;
    let n_zones = input.availability_zones.len();
    if n_zones == 0 || n_zones > MAX_ZONES {
        return Err(format!("availabilityZones names {n_zones} zones; 1 to {MAX_ZONES} are possible"));
    }
    let zones = &input.availability_zones;
    if let Some((_, twice)) = (0..).zip(zones).find(|(at, zone)| zones[..*at].contains(zone)) {
        return Err(format!("availabilityZones names `{twice}` twice; name each zone once"));
    }
    if input.commands.len() > MAX_COMMANDS {
        let n = input.commands.len();
        return Err(format!("commands has {n} items; {MAX_COMMANDS} are possible"));
    }
    if input.until > MAX_ADVANCE_SECONDS {
        return Err(format!("until: a scenario ends after at most {MAX_ADVANCE_SECONDS} seconds"));
    }
    let scenario = Scenario { seed: input.seed, zones: input.availability_zones.clone() };
    let simulation = Simulation::new(scenario).in_subnets(zones_by_group(&input)?);
    let mut play = Play { simulation, definitions: SortedMap::new(), failures: vec![] };
    play.simulation.dispatch(Command::StartClock);
    play.set_up(&input)?;
    for (index, item) in input.commands.iter().enumerate() {
        play.carry_out(index, item).map_err(|problem| format!("commands[{index}]: {problem}"))?;
    }
    play.wait(input.until).map_err(|problem| format!("until: {problem}"))?;
    let is_told = |field: &&String| input.subnets.is_empty() || !needs_subnets(field);
    let not_read = input.commands.iter().enumerate().flat_map(|(index, item)| {
        item.not_read.iter().filter(is_told).map(move |field| format!("commands[{index}].{field}"))
    });
    Ok(answer::answer(&play.simulation, &play.failures, &not_read.collect::<Vec<_>>()))
}

struct Play {
    simulation: Simulation,
    /// As they were given.
    definitions: SortedMap<TaskDefinitionId, Value>,
    failures: Vec<Failure>,
}

impl Play {
    fn world(&self) -> &World {
        self.simulation.world()
    }

    /// What is there at the start has to be possible.
    fn set_up(&mut self, input: &Input) -> Result<(), String> {
        for (index, item) in input.task_definitions.iter().enumerate() {
            let definition = words::task_definition(item);
            let command = definition.map(|it| Command::RegisterTaskDefinition(Box::new(it)));
            command
                .and_then(|it| self.must(it))
                .map_err(|problem| format!("taskDefinitions[{index}]: {problem}"))?;
            self.keep_definition(item);
        }
        for (index, item) in input.container_instances.iter().enumerate() {
            instances(self.world(), item)
                .and_then(|commands| commands.into_iter().try_for_each(|it| self.must(it)))
                .map_err(|problem| format!("containerInstances[{index}]: {problem}"))?;
        }
        Ok(())
    }

    fn must(&mut self, command: Command) -> Result<(), String> {
        self.dispatch(0, command);
        self.failures.pop().map_or(Ok(()), |failure| Err(failure.reason))
    }

    fn carry_out(&mut self, index: usize, item: &CommandItem) -> Result<(), String> {
        self.wait(item.at)?;
        let overrides = match &item.order {
            Order::RunTask(it) => it.overrides.as_ref().map(|overrides| (overrides, &it.task_definition)),
            Order::StartTask(it) => it.overrides.as_ref().map(|overrides| (overrides, &it.task_definition)),
            _ => None,
        };
        let commands = commands(self.world(), &item.order)?;
        let Some((overrides, name)) = overrides else {
            for command in commands {
                self.dispatch(index, command);
            }
            if let Order::RegisterTaskDefinition(given) = &item.order {
                self.keep_definition(given);
            }
            return Ok(());
        };
        let problem = |problem: String| format!("overrides: {problem}");
        if let Some(variant) =
            self.register_variant(index, definition(self.world(), name)?, overrides).map_err(problem)?
        {
            for command in commands {
                self.dispatch(index, variant::of(self.world(), command, variant));
            }
            self.dispatch(index, Command::DeregisterTaskDefinition(variant));
        }
        Ok(())
    }

    /// What was registered last, as it was given.
    fn keep_definition(&mut self, item: &Value) {
        let last = u32::try_from(self.world().task_definitions.len()).unwrap_or(u32::MAX);
        if let Some(last) = last.checked_sub(1) {
            self.definitions.entry(TaskDefinitionId(last)).or_insert_with(|| item.clone());
        }
    }

    /// The definition as one request has it; none when the board takes no more.
    fn register_variant(
        &mut self,
        index: usize,
        id: TaskDefinitionId,
        overrides: &OverridesItem,
    ) -> Result<Option<TaskDefinitionId>, String> {
        let item = self.definitions.get(&id).ok_or("the task definition is not known")?;
        let mut changed = words::task_definition(&overridden(item, overrides)?)?;
        changed.family = variant::family(&revision_name(self.world(), id));
        let n = self.world().task_definitions.len();
        self.dispatch(index, Command::RegisterTaskDefinition(Box::new(changed)));
        if self.world().task_definitions.len() == n {
            return Ok(None);
        }
        let variant = TaskDefinitionId(u32::try_from(n).map_err(|error| error.to_string())?);
        for command in variant::behavior(self.world(), id, variant) {
            self.dispatch(index, command);
        }
        Ok(Some(variant))
    }

    /// Gives a command; what it could not do is kept.
    fn dispatch(&mut self, index: usize, command: Command) {
        let first = self.simulation.log().len();
        self.simulation.dispatch(command);
        let failed = |at: &usize| matches!(&*self.simulation.log()[*at].events, [] | [Event::TaskNotPlaced]);
        for at in (first..self.simulation.log().len()).filter(failed).collect::<Vec<_>>() {
            match self.simulation.explain(at) {
                Explanation::Refused(refusal) => {
                    let reason = explain::refusal_sentence(&refusal);
                    self.add_failure(Failure { arn: None, detail: None, ..self.failure(index, reason) });
                }
                Explanation::Placement(placement) => self.add_placement_failures(index, &placement),
                // The boards of this program check no roles.
                Explanation::Plain | Explanation::NotLaunched(_) => {}
            }
        }
    }

    /// One reason an instance, as the API reports it.
    fn add_placement_failures(&mut self, index: usize, placement: &Placement) {
        if placement.funnel.in_cluster == 0 {
            let lack = explain::lack_of_capacity(placement);
            let reason = lack.unwrap_or("No Container Instances were found in your cluster.").to_owned();
            self.add_failure(self.failure(index, reason));
        }
        for report in &placement.instances {
            if let Some(check) = report.failed.first() {
                let world = self.world();
                let details = report.failed.iter().map(|it| explain::check_reason(world, it));
                self.add_failure(Failure {
                    arn: Some(container_instance_arn(world, report.container_instance)),
                    detail: Some(details.collect::<Vec<_>>().join("; ")),
                    ..self.failure(index, explain::failure_reason(check).to_owned())
                });
            }
        }
    }

    fn failure(&self, index: usize, reason: String) -> Failure {
        Failure { at: self.world().clock_seconds, command: index, arn: None, reason, detail: None }
    }

    /// The same again for the next task of a request is not said twice.
    fn add_failure(&mut self, failure: Failure) {
        if !self.failures.contains(&failure) {
            self.failures.push(failure);
        }
    }

    /// Until this second.
    fn wait(&mut self, until: u64) -> Result<(), String> {
        let now = self.world().clock_seconds;
        if until < now {
            return Err(format!("second {until} is over, it is {now} already; give the commands in order"));
        }
        if until > now {
            self.simulation.dispatch(Command::Advance(until - now));
        }
        match self.world().clock_seconds {
            reached if reached == until => Ok(()),
            reached => Err(format!("too much happens at once: the clock stopped at second {reached}")),
        }
    }
}
