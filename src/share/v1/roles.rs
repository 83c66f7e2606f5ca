//! Orders that have to do with roles, as they are stored. AWS managed policies go by name, all others as they are written.

use crate::sorted::SortedMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::iam::roles::AgentSettings;
use crate::iam::{Document, ManagedPolicy, PolicyKind};
use crate::sim::TaskId;
use crate::sim::roles::{AttachedPolicy, Judge, Role, RoleCommand, Roles, trust};

/// One order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
enum SavedRoleCommand {
    Check {
        roles: Vec<SavedRole>,
        caller: Vec<SavedPolicy>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instance_profile: Option<String>,
        agent: SavedAgent,
        #[serde(default, skip_serializing_if = "SortedMap::is_empty")]
        customer_keys: SortedMap<String, String>,
    },
    PutRole(SavedRole),
    DeleteRole {
        arn: String,
    },
    SetInstanceProfile {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        arn: Option<String>,
    },
    SetCaller {
        policies: Vec<SavedPolicy>,
    },
    SetAgent(SavedAgent),
    Call {
        task: u32,
        action: String,
        resource: String,
    },
    SetCustomerKey {
        of: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        key: Option<String>,
    },
    ExecuteCommand {
        task: u32,
        container: u32,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct SavedRole {
    arn: String,
    trust: SavedTrust,
    policies: Vec<SavedPolicy>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    boundary: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum SavedTrust {
    /// The usual text that lets one service in.
    Service(String),
    Document(String),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
enum SavedPolicy {
    /// An AWS managed policy.
    Managed(String),
    Own {
        name: String,
        document: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own on the instance")]
struct SavedAgent {
    task_iam_role: bool,
    task_iam_role_network_host: bool,
    awsvpc_block_imds: bool,
    bridge_block_imds: bool,
}

/// The order as JSON.
///
/// # Panics
/// Never: all keys are texts.
pub(super) fn to_json(command: &RoleCommand) -> Value {
    json!(SavedRoleCommand::of(command))
}

/// The order, or what is wrong with it.
pub(super) fn from_json(value: Value) -> Result<RoleCommand, String> {
    let saved: SavedRoleCommand = serde_json::from_value(value).map_err(|error| error.to_string())?;
    saved.to_command()
}

impl SavedRoleCommand {
    fn of(command: &RoleCommand) -> Self {
        match command {
            RoleCommand::Check(roles) => Self::Check {
                roles: roles.roles.values().map(SavedRole::of).collect(),
                caller: SavedPolicy::all(&roles.caller),
                instance_profile: roles.instance_profile.clone(),
                agent: SavedAgent::of(roles.agent),
                customer_keys: roles.customer_keys.clone(),
            },
            RoleCommand::PutRole(role) => Self::PutRole(SavedRole::of(role)),
            RoleCommand::DeleteRole(arn) => Self::DeleteRole { arn: arn.clone() },
            RoleCommand::SetInstanceProfile(arn) => Self::SetInstanceProfile { arn: arn.clone() },
            RoleCommand::SetCaller(policies) => Self::SetCaller { policies: SavedPolicy::all(policies) },
            RoleCommand::SetAgentSettings(agent) => Self::SetAgent(SavedAgent::of(*agent)),
            RoleCommand::SetCustomerKey(of, key) => Self::SetCustomerKey { of: of.clone(), key: key.clone() },
            RoleCommand::ExecuteCommand { task, container } => {
                Self::ExecuteCommand { task: task.0, container: *container }
            }
            RoleCommand::Call { task, action, resource } => {
                Self::Call { task: task.0, action: action.clone(), resource: resource.clone() }
            }
        }
    }

    fn to_command(&self) -> Result<RoleCommand, String> {
        Ok(match self {
            Self::Check { roles, caller, instance_profile, agent, customer_keys } => {
                let roles: Result<Vec<Role>, String> = roles.iter().map(SavedRole::to_role).collect();
                RoleCommand::Check(Box::new(Roles {
                    roles: roles?.into_iter().map(|it| (it.arn.clone(), it)).collect(),
                    caller: caller.iter().map(SavedPolicy::to_policy).collect::<Result<_, _>>()?,
                    instance_profile: instance_profile.clone(),
                    agent: agent.to_settings(),
                    customer_keys: customer_keys.clone(),
                    judge: Judge::default(),
                }))
            }
            Self::PutRole(role) => RoleCommand::PutRole(Box::new(role.to_role()?)),
            Self::DeleteRole { arn } => RoleCommand::DeleteRole(arn.clone()),
            Self::SetInstanceProfile { arn } => RoleCommand::SetInstanceProfile(arn.clone()),
            Self::SetCaller { policies } => {
                RoleCommand::SetCaller(policies.iter().map(SavedPolicy::to_policy).collect::<Result<_, _>>()?)
            }
            Self::SetAgent(agent) => RoleCommand::SetAgentSettings(agent.to_settings()),
            Self::SetCustomerKey { of, key } => RoleCommand::SetCustomerKey(of.clone(), key.clone()),
            Self::ExecuteCommand { task, container } => {
                RoleCommand::ExecuteCommand { task: TaskId(*task), container: *container }
            }
            Self::Call { task, action, resource } => {
                RoleCommand::Call { task: TaskId(*task), action: action.clone(), resource: resource.clone() }
            }
        })
    }
}

impl SavedRole {
    fn of(role: &Role) -> Self {
        Self {
            arn: role.arn.clone(),
            trust: SavedTrust::of(&role.trust),
            policies: SavedPolicy::all(&role.policies),
            boundary: role.boundary.as_ref().map(|it| it.text().to_owned()),
        }
    }

    fn to_role(&self) -> Result<Role, String> {
        let trust = match &self.trust {
            SavedTrust::Service(service) => trust(service),
            SavedTrust::Document(text) => document(text, PolicyKind::Trust)?,
        };
        let boundary = self.boundary.as_ref().map(|text| document(text, PolicyKind::Identity)).transpose()?;
        let policies = self.policies.iter().map(SavedPolicy::to_policy).collect::<Result<_, _>>()?;
        Ok(Role { arn: self.arn.clone(), trust, policies, boundary })
    }
}

impl SavedTrust {
    fn of(written: &Document) -> Self {
        let service = written.text().split('"').find(|it| it.ends_with(".amazonaws.com"));
        match service.filter(|it| trust(it) == *written) {
            Some(service) => Self::Service(service.to_owned()),
            None => Self::Document(written.text().to_owned()),
        }
    }
}

impl SavedPolicy {
    fn all(policies: &[AttachedPolicy]) -> Vec<Self> {
        policies.iter().map(Self::of).collect()
    }

    fn of(policy: &AttachedPolicy) -> Self {
        let (name, text) = (&policy.name, policy.document.text());
        if ManagedPolicy::named(name).is_some_and(|it| it.document == text) {
            return Self::Managed(name.clone());
        }
        Self::Own { name: name.clone(), document: text.to_owned() }
    }

    fn to_policy(&self) -> Result<AttachedPolicy, String> {
        let (name, text) = match self {
            Self::Managed(name) => {
                let managed = ManagedPolicy::named(name);
                (name, managed.ok_or_else(|| format!("there is no managed policy `{name}`"))?.document)
            }
            Self::Own { name, document } => (name, document.as_str()),
        };
        Ok(AttachedPolicy { name: name.clone(), document: document(text, PolicyKind::Identity)? })
    }
}

impl SavedAgent {
    fn of(agent: AgentSettings) -> Self {
        Self {
            task_iam_role: agent.has_task_iam_role,
            task_iam_role_network_host: agent.has_task_iam_role_network_host,
            awsvpc_block_imds: agent.blocks_imds_for_awsvpc,
            bridge_block_imds: agent.blocks_imds_for_bridge,
        }
    }

    fn to_settings(self) -> AgentSettings {
        AgentSettings {
            has_task_iam_role: self.task_iam_role,
            has_task_iam_role_network_host: self.task_iam_role_network_host,
            blocks_imds_for_awsvpc: self.awsvpc_block_imds,
            blocks_imds_for_bridge: self.bridge_block_imds,
        }
    }
}

/// A document of a saved board.
pub(super) fn document(text: &str, kind: PolicyKind) -> Result<Document, String> {
    Document::read(text, kind).map_err(|error| format!("not a policy document: {error:?}"))
}
