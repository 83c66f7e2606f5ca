//! What a service says about its load balancers, and what CreateService refuses about it.

use serde::{Deserialize, Serialize};

use super::{LoadBalancerKind, LoadBalancerRefusal, TargetType};
use crate::ecs::{NetworkMode, TaskDefinition};
use crate::sim::{Refusal, TargetGroupId, World};

/// Target groups that a service has at most.
pub const MAX_ATTACHMENTS: usize = 5;

/// One of `loadBalancers` of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// `targetGroupArn`; for a Classic Load Balancer its name.
    pub target_group: TargetGroupId,
    /// `alternateTargetGroupArn`: where the other revision is registered when a deployment shifts traffic.
    pub alternate: Option<TargetGroupId>,
    /// `containerName`.
    pub container_name: String,
    /// `containerPort`.
    pub container_port: u16,
}

impl Attachment {
    /// Where the tasks of a deployment are registered.
    #[must_use]
    pub fn target_group_of(&self, is_alternate: bool) -> TargetGroupId {
        self.alternate.filter(|_| is_alternate).unwrap_or(self.target_group)
    }

    /// Its target groups.
    pub fn target_groups(&self) -> impl Iterator<Item = TargetGroupId> {
        std::iter::once(self.target_group).chain(self.alternate)
    }
}

/// What AWS would refuse.
pub(in crate::sim) fn check(
    world: &World,
    definition: &TaskDefinition,
    attachments: &[Attachment],
) -> Result<(), Refusal> {
    let refuse = |it| Err(Refusal::OfLoadBalancer(Box::new(it)));
    if attachments.len() > MAX_ATTACHMENTS {
        return refuse(LoadBalancerRefusal::TooManyTargetGroups(attachments.len() as u64));
    }
    let mut seen = vec![];
    for attachment in attachments {
        for id in attachment.target_groups() {
            check_group(world, definition, attachment, id, attachments.len())?;
            if seen.contains(&id) {
                return refuse(LoadBalancerRefusal::TargetGroupTwice);
            }
            seen.push(id);
        }
    }
    Ok(())
}

fn check_group(
    world: &World,
    definition: &TaskDefinition,
    attachment: &Attachment,
    id: TargetGroupId,
    n_attachments: usize,
) -> Result<(), Refusal> {
    let refuse = |it| Err(Refusal::OfLoadBalancer(Box::new(it)));
    let Some(group) = world.target_group(id) else { return Err(Refusal::NotFound) };
    let settings = &group.settings;
    let network_mode = definition.effective_network_mode();
    let is_classic = settings.kind == LoadBalancerKind::Classic;
    if is_classic && (n_attachments > 1 || attachment.alternate.is_some()) {
        return refuse(LoadBalancerRefusal::ClassicAlone);
    }
    let wanted = match network_mode {
        NetworkMode::None => return refuse(LoadBalancerRefusal::NoNetwork),
        NetworkMode::Awsvpc if is_classic => return refuse(LoadBalancerRefusal::ClassicWithAwsvpc),
        NetworkMode::Awsvpc => TargetType::Ip,
        NetworkMode::Bridge | NetworkMode::Host => TargetType::Instance,
    };
    if settings.target_type != wanted {
        return refuse(LoadBalancerRefusal::IncompatibleTargetType {
            target_group: settings.name.clone(),
            target_type: settings.target_type,
            network_mode,
        });
    }
    let mapping = definition.container(&attachment.container_name).and_then(|container| {
        container.port_mappings.iter().find(|it| it.container_port == Some(attachment.container_port))
    });
    match mapping {
        None => refuse(LoadBalancerRefusal::NoSuchPort {
            container: attachment.container_name.clone(),
            port: attachment.container_port,
        }),
        Some(mapping) if is_classic && network_mode == NetworkMode::Bridge => match mapping.host_port {
            None | Some(0) => refuse(LoadBalancerRefusal::ClassicWithDynamicPort),
            Some(_) => Ok(()),
        },
        Some(_) => Ok(()),
    }
}

/// Whether one of them is a Classic Load Balancer.
pub(in crate::sim) fn has_classic(world: &World, attachments: &[Attachment]) -> bool {
    let kinds = attachments.iter().filter_map(|it| world.target_group(it.target_group));
    kinds.into_iter().any(|it| it.settings.kind == LoadBalancerKind::Classic)
}
