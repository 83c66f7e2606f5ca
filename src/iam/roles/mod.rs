//! The roles of ECS: whom each lets in, which of them signs, and which credentials a container can reach.
//!
//! Facts about IAM alone; when a call is made is `sim`'s. Start reading at [`Role`].

mod credentials;
mod signer;

pub use credentials::{
    AgentSettings, CREDENTIALS_VARIABLE, Credentials, Reachable, application_credentials,
    reachable_credentials,
};
pub use signer::{Need, Signing, execution_role_is_needed, signing};

use super::{Context, Evaluation, Policies, Policy, Principal, Request, evaluate};

/// A role with its policies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// `arn:aws:iam::ACCOUNT:role/PATH/NAME`.
    pub arn: String,
    /// Who may assume it.
    pub trust: Policy,
    /// What it may do.
    pub policies: Vec<Policy>,
    /// Its permissions boundary; no policy when there is none.
    pub boundary: Vec<Policy>,
}

/// What a role of ECS is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleUse {
    /// Used by the agent and Docker on an instance.
    ContainerInstance,
    /// Used by the agent, or by Fargate, to start a task.
    TaskExecution,
    /// Used by the code in the containers.
    Task,
    /// `AWSServiceRoleForECS`: used by ECS itself.
    ServiceLinked,
    /// Used by `EventBridge` to run tasks.
    Events,
    /// Used by an external server, through Systems Manager.
    Anywhere,
}

impl RoleUse {
    /// The service that the trust policy must let in (developer guide, a page for each role).
    #[must_use]
    pub fn trusted_service(self) -> &'static str {
        match self {
            Self::ContainerInstance => "ec2.amazonaws.com",
            Self::TaskExecution | Self::Task => "ecs-tasks.amazonaws.com",
            Self::ServiceLinked => "ecs.amazonaws.com",
            Self::Events => "events.amazonaws.com",
            Self::Anywhere => "ssm.amazonaws.com",
        }
    }
}

impl Role {
    /// The 12 digits of its account; empty when the ARN has none.
    #[must_use]
    pub fn account(&self) -> &str {
        super::arn::components(&self.arn).map_or("", |it| it[4])
    }

    /// Its name, without the path.
    #[must_use]
    pub fn name(&self) -> &str {
        self.arn.rsplit('/').next().unwrap_or_default()
    }

    /// Who makes requests with its credentials. None when the ARN is not that of a role.
    #[must_use]
    pub fn session(&self, session_name: &str) -> Option<Principal> {
        let (account, name) = (self.account(), self.name());
        Principal::parse(&format!("arn:aws:sts::{account}:assumed-role/{name}/{session_name}"))
    }

    /// Whether its trust policy lets the service in that must assume it for this use.
    ///
    /// # Panics
    /// Never: the names of the services are principals.
    #[must_use]
    pub fn lets_in(&self, role_use: RoleUse, context: Context) -> Evaluation {
        let service = Principal::parse(role_use.trusted_service());
        let request = Request {
            principal: service.expect("it is a service, because its name ends with amazonaws.com"),
            action: "sts:AssumeRole".to_owned(),
            resource: self.arn.clone(),
            resource_account: self.account().to_owned(),
            context,
        };
        evaluate(&request, &Policies { resource: Some(self.trust.clone()), ..Policies::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::iam::{Decision, PolicyKind, policy_from_json};
    use serde_json::json;

    fn role(service: &str, condition: serde_json::Value) -> Role {
        let trust = json!({ "Version": "2012-10-17", "Statement": {
            "Effect": "Allow", "Principal": { "Service": service }, "Action": "sts:AssumeRole", "Condition": condition } });
        Role {
            arn: "arn:aws:iam::123456789012:role/service-role/app".to_owned(),
            trust: policy_from_json(&trust, PolicyKind::Trust).unwrap(),
            policies: vec![],
            boundary: vec![],
        }
    }

    #[test]
    fn each_role_lets_in_its_own_service_and_no_other_and_fact_6_the_instance_role_trusts_ec2() {
        for (role_use, service) in [
            (RoleUse::ContainerInstance, "ec2.amazonaws.com"),
            (RoleUse::TaskExecution, "ecs-tasks.amazonaws.com"),
            (RoleUse::Task, "ecs-tasks.amazonaws.com"),
            (RoleUse::ServiceLinked, "ecs.amazonaws.com"),
            (RoleUse::Events, "events.amazonaws.com"),
            (RoleUse::Anywhere, "ssm.amazonaws.com"),
        ] {
            for trusted in ["ec2.amazonaws.com", "ecs-tasks.amazonaws.com", "ecs.amazonaws.com", service] {
                let evaluation = role(trusted, json!({})).lets_in(role_use, Context::default());
                let is_in = evaluation.decision == Decision::Allowed;
                assert_eq!(is_in, trusted == service, "{trusted} {role_use:?}");
            }
        }
    }

    #[test]
    fn fact_5_execution_role_and_task_role_trust_the_same_service() {
        assert_eq!(RoleUse::TaskExecution.trusted_service(), RoleUse::Task.trusted_service());
    }

    #[test]
    fn a_trust_policy_may_guard_against_the_confused_deputy() {
        let condition = json!({
            "StringEquals": { "aws:SourceAccount": "123456789012" },
            "ArnLike": { "aws:SourceArn": "arn:aws:ecs:us-east-1:123456789012:*" },
        });
        let role = role("ecs-tasks.amazonaws.com", condition);
        let decision = |account: &str| {
            let source = format!("arn:aws:ecs:us-east-1:{account}:*");
            let context = [("aws:SourceAccount", vec![account.to_owned()]), ("aws:SourceArn", vec![source])];
            role.lets_in(RoleUse::Task, Context::new(context)).decision
        };
        assert_eq!(decision("123456789012"), Decision::Allowed);
        assert_eq!(decision("999999999999"), Decision::ImplicitDeny);
        assert_eq!(role.lets_in(RoleUse::Task, Context::default()).decision, Decision::ImplicitDeny);
    }

    #[test]
    fn a_session_has_the_name_of_its_role_without_the_path() {
        let session = role("ecs-tasks.amazonaws.com", json!({})).session("1a2b").unwrap();
        assert_eq!(session.as_str(), "arn:aws:sts::123456789012:assumed-role/app/1a2b");
    }
}
