//! How orders are carried out, and what the learner orders of the cluster: instances, zones, attributes and services.

use crate::sim::{
    Command, ContainerInstanceId, ContainerInstanceStatus, CreateService, Registration, ServiceId,
    Simulation, Switch, Zone,
};
use crate::ui::on_demand::{on_demand, soon};
use crate::ui::part::Part;

use super::decision::Page;
use super::keyboard::{Cell, focus_soon};
use super::services::CREATE_SERVICE;
use super::{Desk, Orders, text};

/// Instances from which on a placement index pays.
const LARGE: usize = 100;

impl Desk {
    /// Does something that needs the code that carries out orders, at once or as soon as it is here.
    pub fn order(self, run: impl FnOnce(&'static Orders) + 'static) {
        self.order_boxed(Box::new(run));
    }

    fn order_boxed(self, run: Box<dyn FnOnce(&'static Orders)>) {
        if let Some(orders) = self.orders.get_untracked() {
            return run(orders);
        }
        soon(async move {
            match (self.chunks.orders)().await {
                Ok(orders) => {
                    self.begin(orders);
                    run(orders);
                }
                Err(_) => self.session.say(text::ORDERS_ARE_MISSING.to_owned()),
            }
        });
    }

    /// What the code shows that carries out orders; it is asked for where it is not here yet.
    pub fn by_orders(self, view: impl Fn(&Orders) -> Vec<Part> + 'static) -> Vec<Part> {
        let begin = move |orders| {
            self.begin(orders);
            vec![]
        };
        match self.orders.get() {
            Some(orders) => view(orders),
            None => vec![on_demand(|| true, self.chunks.orders, begin)],
        }
    }

    /// The code that carries out orders has come.
    pub fn begin(self, orders: &'static Orders) {
        if self.orders.get_untracked().is_none() {
            (orders.begin)(self.session);
            self.orders.set(Some(orders));
        }
    }

    /// Gives a command and saves what it made, at once or as soon as the model is here that knows the command.
    pub fn dispatch(self, command: Command) {
        self.order(move |orders| {
            if self.session.simulation.with_untracked(|it| it.knows(&command)) {
                self.carry_out(orders, command);
            } else {
                self.with_whole_model(move || self.carry_out(orders, command));
            }
        });
    }

    /// Does something once the simulation knows services and time.
    pub fn with_whole_model(self, run: impl FnOnce() + 'static) {
        let run: Box<dyn FnOnce()> = Box::new(run);
        self.order(move |_| {
            soon(async move {
                match (self.chunks.moving)().await {
                    Ok(moving) => {
                        self.session.simulation.update_untracked(|it| it.use_model(moving.model));
                        run();
                    }
                    Err(_) => self.session.say(text::ORDERS_ARE_MISSING.to_owned()),
                }
            });
        });
    }

    fn carry_out(self, orders: &Orders, command: Command) {
        (orders.dispatch)(self.session, command);
        self.save();
        self.use_index_of_large_clusters();
    }

    /// Fetches the placement index when it begins to pay. Without it tasks go to the same places, only slower.
    fn use_index_of_large_clusters(self) {
        let wants_it = |it: &Simulation| it.world().container_instances.len() > LARGE && !it.uses_index();
        if self.session.simulation.with_untracked(wants_it) {
            soon(async move {
                if let Ok(it) = (self.chunks.large_clusters)().await {
                    self.session.simulation.update_untracked(it.use_index);
                }
            });
        }
    }

    /// Adds instances of a type to a zone.
    pub fn add_instances(self, instance_type: String, zone: Zone, count: u32) {
        self.dispatch(Command::AddContainerInstance { instance_type, zone, count });
    }

    /// Adds servers of one's own, each an order.
    pub fn add_external(self, cpu_units: u32, memory_mib: u32, count: u32) {
        for _ in 0..count {
            let joining = Registration::external(cpu_units, memory_mib, 0);
            self.dispatch(Command::RegisterContainerInstance(Box::new(joining)));
        }
    }

    /// Removes an instance; the focus goes to the end of its zone.
    pub fn remove_instance(self, id: ContainerInstanceId, zone: Zone) {
        self.listed.set(None);
        self.dispatch(Command::RemoveContainerInstance(id));
        focus_soon(Cell::Add(zone).id());
    }

    /// Drains an instance, or lets it take tasks again.
    pub fn set_draining(self, id: ContainerInstanceId, is_draining: bool) {
        let status =
            if is_draining { ContainerInstanceStatus::Draining } else { ContainerInstanceStatus::Active };
        self.dispatch(Command::SetContainerInstanceStatus(id, status));
    }

    /// Takes an instance's agent out of touch, or back.
    pub fn set_agent(self, id: ContainerInstanceId, agent: Switch) {
        self.dispatch(Command::SetAgent(id, agent));
    }

    /// Loses a zone, or brings it back.
    pub fn set_zone(self, zone: Zone, state: Switch) {
        self.dispatch(Command::SetZone(zone, state));
    }

    /// Turns the account setting `awsvpcTrunking` on or off.
    pub fn set_trunking(self, trunking: Switch) {
        self.dispatch(Command::SetAwsvpcTrunking(trunking));
    }

    /// Puts a custom attribute on an instance.
    pub fn put_attribute(self, container_instance: ContainerInstanceId, name: String, value: String) {
        self.dispatch(Command::PutAttribute { container_instance, name, value });
    }

    /// Takes a custom attribute from an instance.
    pub fn delete_attribute(self, container_instance: ContainerInstanceId, name: &str) {
        self.dispatch(Command::DeleteAttribute { container_instance, name: name.to_owned() });
    }

    /// Creates a service, which places its tasks.
    pub fn create_service(self, request: CreateService) {
        self.dispatch(Command::CreateService(Box::new(request)));
        self.page.set(Page::Decision);
    }

    /// Gives a service another desired count.
    pub fn set_desired_count(self, id: ServiceId, count: u32) {
        self.dispatch(Command::SetDesiredCount(id, count));
    }

    /// Deletes a service; the focus goes to the button that creates one.
    pub fn delete_service(self, id: ServiceId) {
        self.dispatch(Command::DeleteService(id));
        focus_soon(CREATE_SERVICE.to_owned());
    }

    /// Decides the following ties by another seed.
    pub fn set_seed(self, seed: u64) {
        self.dispatch(Command::SetSeed(seed));
    }

    /// Lets something go wrong, or right again.
    pub fn befall(self, command: Command) {
        self.dispatch(command);
    }
}
