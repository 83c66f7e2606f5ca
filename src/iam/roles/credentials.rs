//! Which credentials a container can reach, and which of them its application uses.

use serde::{Deserialize, Serialize};

use crate::ecs::{Compatibility, NetworkMode};

/// What the agent of an instance is told in `/etc/ecs/ecs.config`; the default is the agent's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own on the instance")]
pub struct AgentSettings {
    /// `ECS_ENABLE_TASK_IAM_ROLE`.
    pub has_task_iam_role: bool,
    /// `ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST`.
    pub has_task_iam_role_network_host: bool,
    /// `ECS_AWSVPC_BLOCK_IMDS`.
    pub blocks_imds_for_awsvpc: bool,
    /// A rule of the instance's firewall: DROP in the chain DOCKER-USER for the interfaces docker+.
    pub blocks_imds_for_bridge: bool,
}

/// What a container can reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reachable {
    /// The task role, at [`TASK_CREDENTIALS_ADDRESS`].
    pub task_role: bool,
    /// The container instance role, at [`INSTANCE_METADATA_ADDRESS`].
    pub container_instance_role: bool,
}

/// Whose credentials the SDK of an application finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credentials {
    /// The task role's.
    TaskRole,
    /// The instance role's: more or other rights than meant, without a word.
    ContainerInstanceRole,
    /// None: the SDK reports missing credentials.
    None,
}

/// Where the agent hands out the credentials of task roles.
pub const TASK_CREDENTIALS_ADDRESS: &str = "169.254.170.2";
/// Where the metadata service of an instance hands out those of the instance role.
pub const INSTANCE_METADATA_ADDRESS: &str = "169.254.169.254";
/// The variable by which a container knows the path at [`TASK_CREDENTIALS_ADDRESS`].
pub const CREDENTIALS_VARIABLE: &str = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";

impl Credentials {
    /// The address that an SDK has them from.
    #[must_use]
    pub fn address(self) -> Option<&'static str> {
        match self {
            Self::TaskRole => Some(TASK_CREDENTIALS_ADDRESS),
            Self::ContainerInstanceRole => Some(INSTANCE_METADATA_ADDRESS),
            Self::None => None,
        }
    }
}

/// Which credentials a container can reach ("Task IAM role"; agent README). The execution role's never.
#[must_use]
pub fn reachable_credentials(
    launch_type: Compatibility,
    network_mode: NetworkMode,
    agent: AgentSettings,
) -> Reachable {
    match (launch_type, network_mode) {
        (Compatibility::Ec2, NetworkMode::Bridge) => Reachable {
            task_role: agent.has_task_iam_role,
            container_instance_role: !agent.blocks_imds_for_bridge,
        },
        // Neither of the two ways to block reaches a container in the network of its instance.
        (Compatibility::Ec2, NetworkMode::Host) => {
            Reachable { task_role: agent.has_task_iam_role_network_host, container_instance_role: true }
        }
        (Compatibility::Ec2, NetworkMode::Awsvpc) => {
            Reachable { task_role: true, container_instance_role: !agent.blocks_imds_for_awsvpc }
        }
        (_, NetworkMode::None) => Reachable { task_role: false, container_instance_role: false },
        (
            Compatibility::Fargate | Compatibility::External | Compatibility::ManagedInstances,
            NetworkMode::Bridge | NetworkMode::Host | NetworkMode::Awsvpc,
        ) => Reachable { task_role: true, container_instance_role: false },
    }
}

/// Whose credentials an application uses: without a task role, or one out of reach, the SDK goes on to the instance
/// metadata service ("Troubleshooting task IAM roles").
#[must_use]
pub fn application_credentials(reachable: Reachable, has_task_role: bool) -> Credentials {
    if has_task_role && reachable.task_role {
        Credentials::TaskRole
    } else if reachable.container_instance_role {
        Credentials::ContainerInstanceRole
    } else {
        Credentials::None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENABLED: AgentSettings = AgentSettings {
        has_task_iam_role: true,
        has_task_iam_role_network_host: true,
        blocks_imds_for_awsvpc: false,
        blocks_imds_for_bridge: false,
    };
    const BLOCKED: AgentSettings =
        AgentSettings { blocks_imds_for_awsvpc: true, blocks_imds_for_bridge: true, ..ENABLED };

    /// Task role and instance role, each within reach or not.
    fn check(launch_type: Compatibility, mode: NetworkMode, agent: AgentSettings, row: (bool, bool)) {
        let found = reachable_credentials(launch_type, mode, agent);
        assert_eq!(
            (found.task_role, found.container_instance_role),
            row,
            "{launch_type:?} {mode:?} {agent:?}"
        );
    }

    #[test]
    fn row_ec2_bridge() {
        let (launch_type, mode) = (Compatibility::Ec2, NetworkMode::Bridge);
        check(launch_type, mode, AgentSettings::default(), (false, true));
        check(launch_type, mode, ENABLED, (true, true));
        check(launch_type, mode, BLOCKED, (true, false));
        let awsvpc_alone = AgentSettings { blocks_imds_for_awsvpc: true, ..ENABLED };
        check(launch_type, mode, awsvpc_alone, (true, true));
    }

    #[test]
    fn row_ec2_host() {
        let (launch_type, mode) = (Compatibility::Ec2, NetworkMode::Host);
        check(launch_type, mode, AgentSettings::default(), (false, true));
        check(
            launch_type,
            mode,
            AgentSettings { has_task_iam_role: true, ..AgentSettings::default() },
            (false, true),
        );
        check(launch_type, mode, ENABLED, (true, true));
        check(launch_type, mode, BLOCKED, (true, true));
    }

    #[test]
    fn row_ec2_awsvpc() {
        let (launch_type, mode) = (Compatibility::Ec2, NetworkMode::Awsvpc);
        check(launch_type, mode, AgentSettings::default(), (true, true));
        check(launch_type, mode, BLOCKED, (true, false));
        let bridge_alone = AgentSettings { blocks_imds_for_bridge: true, ..ENABLED };
        check(launch_type, mode, bridge_alone, (true, true));
    }

    #[test]
    fn row_ec2_none() {
        check(Compatibility::Ec2, NetworkMode::None, ENABLED, (false, false));
    }

    #[test]
    fn row_fargate() {
        check(Compatibility::Fargate, NetworkMode::Awsvpc, AgentSettings::default(), (true, false));
    }

    #[test]
    fn row_external() {
        check(Compatibility::External, NetworkMode::Bridge, ENABLED, (true, false));
    }

    #[test]
    fn without_a_task_role_ec2_falls_back_to_the_instance_role_and_fargate_to_nothing() {
        let of = |launch_type, mode, agent, has_task_role| {
            application_credentials(reachable_credentials(launch_type, mode, agent), has_task_role)
        };
        let (ec2, fargate, awsvpc) = (Compatibility::Ec2, Compatibility::Fargate, NetworkMode::Awsvpc);
        assert_eq!(of(ec2, awsvpc, ENABLED, true), Credentials::TaskRole);
        assert_eq!(of(ec2, awsvpc, ENABLED, false), Credentials::ContainerInstanceRole);
        assert_eq!(of(ec2, awsvpc, BLOCKED, false), Credentials::None);
        assert_eq!(
            of(ec2, NetworkMode::Bridge, AgentSettings::default(), true),
            Credentials::ContainerInstanceRole
        );
        assert_eq!(of(fargate, awsvpc, ENABLED, true), Credentials::TaskRole);
        assert_eq!(of(fargate, awsvpc, ENABLED, false), Credentials::None);
    }
}
