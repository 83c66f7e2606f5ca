//! The workload on a whole board, as the sandbox drives it: commands, events and log, with the seed for ties.
//!
//! The seed draws among ties, so its checksum is its own.

use bayplan::ecs::{
    BinpackField, PlacementConstraint, PlacementStrategy, SpreadField, TaskDefinition, read_task_definition,
};
use bayplan::sim::{
    Command, Event, Explanation, LaunchType, Registration, RunTask, Scenario, Simulation, TaskDefinitionId,
    TaskId, TaskPlace, Zone,
};

use crate::workload::{self, Profile, Rule, Scheduler, Service, Strategy};

pub struct Board {
    simulation: Simulation,
    requests: Vec<RunTask>,
    /// Tasks by instance and service, to find one to stop.
    live: std::collections::BTreeMap<(u32, u8), Vec<TaskId>>,
}

impl Board {
    pub fn new(n: u32, profile: Profile) -> Self {
        let zones = ["us-east-1a", "us-east-1b", "us-east-1c"].map(str::to_owned).into();
        let mut simulation = Simulation::new(Scenario { seed: 7, zones });
        simulation.use_index();
        let mut requests = vec![];
        for (number, service) in (0..).zip(profile.services()) {
            let task_definition = Box::new(task_definition(number, &service));
            simulation.dispatch(Command::RegisterTaskDefinition(task_definition));
            requests.push(request(number, &service));
        }
        for (number, row) in (0..3).cycle().zip(workload::instances(n)) {
            simulation.dispatch(Command::RegisterContainerInstance(Box::new(Registration {
                instance_type: row.name.to_owned(),
                zone: Zone(number),
                cpu_units: row.cpu_units,
                memory_mib: row.memory_mib,
                eni_limit: 2,
                gpus: 0,
                attributes: bayplan::sorted::SortedMap::new(),
            })));
        }
        Self { simulation, requests, live: std::collections::BTreeMap::new() }
    }

    /// The full account of the last decision: how many instances it speaks of.
    pub fn explain_last(&self) -> usize {
        match self.simulation.explain(self.simulation.log().len() - 1) {
            Explanation::Placement(placement) => placement.instances.len(),
            Explanation::Plain | Explanation::Refused(_) | Explanation::NotLaunched(_) => 0,
        }
    }
}

fn task_definition(number: u32, service: &Service) -> TaskDefinition {
    let ports = service.host_port.map_or_else(String::new, |port| {
        format!(r#", "portMappings": [{{"containerPort": {port}, "hostPort": {port}}}]"#)
    });
    let json = format!(
        r#"{{"family": "service-{number}", "containerDefinitions": [{{"name": "main", "image": "main", "cpu": {}, "memory": {}{ports}}}]}}"#,
        service.cpu_units, service.memory_mib
    );
    read_task_definition(&json).expect("the text above is JSON").task_definition
}

fn request(number: u32, service: &Service) -> RunTask {
    let strategy = |it: &Strategy| match it {
        Strategy::SpreadZone => {
            PlacementStrategy::Spread(SpreadField::Attribute("ecs.availability-zone".to_owned()))
        }
        Strategy::SpreadInstance => PlacementStrategy::Spread(SpreadField::InstanceId),
        Strategy::BinpackCpu => PlacementStrategy::Binpack(BinpackField::Cpu),
        Strategy::BinpackMemory => PlacementStrategy::Binpack(BinpackField::Memory),
    };
    let constraint = match service.rule {
        Rule::None => None,
        Rule::DistinctInstance => Some(PlacementConstraint::DistinctInstance),
        Rule::M5 => Some(PlacementConstraint::MemberOf("attribute:ecs.instance-type =~ 'm5[.].*'".into())),
    };
    RunTask {
        task_definition: TaskDefinitionId(number),
        count: 1,
        launch_type: LaunchType::Ec2,
        capacity_provider_strategy: None,
        placement_strategy: service.chain.iter().map(strategy).collect(),
        placement_constraints: constraint.into_iter().collect(),
        group: None,
    }
}

impl Scheduler for Board {
    fn place(&mut self, service: u8) -> Option<u32> {
        self.simulation.dispatch(Command::RunTask(self.requests[usize::from(service)].clone()));
        let [Event::TaskPlaced(task)] = &*self.simulation.log().last()?.events else { return None };
        let TaskPlace::ContainerInstance(container_instance) = task.place else { return None };
        self.live.entry((container_instance.0, service)).or_default().push(task.id);
        Some(container_instance.0)
    }

    fn stop(&mut self, service: u8, instance: u32) {
        let tasks = self.live.get_mut(&(instance, service)).expect("only tasks that were placed are stopped");
        let task = tasks.pop().expect("as many tasks are stopped as were placed");
        self.simulation.dispatch(Command::StopTask(task));
    }
}

#[cfg(test)]
mod tests {
    use super::Board;
    use crate::workload::{Profile, drive};

    #[test]
    fn a_board_places_tasks_and_explains_the_last_decision_over_every_instance() {
        let mut board = Board::new(10, Profile::Class);
        let outcome = drive(&mut board, 10, Profile::Class, 60);
        assert!(outcome.n_failed < 20);
        assert_eq!(board.explain_last(), 10);
    }
}
