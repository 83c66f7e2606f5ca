//! What the learner orders of the cluster: instances, zones, attributes and services.

use crate::sim::{
    Command, ContainerInstanceId, ContainerInstanceStatus, CreateService, ServiceId, Switch, Zone,
};

use super::Desk;
use super::decision::Page;
use super::keyboard::focus_soon;
use super::services::CREATE_SERVICE;

impl Desk {
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

    /// Lets something go wrong, or right again.
    pub fn befall(self, command: Command) {
        self.dispatch(command);
    }
}
