//! Load balancing as it is stored; kinds, target types and algorithms in AWS's words.

use serde::{Deserialize, Serialize};

use super::switch::SavedSwitch;
use crate::sim::life::Application;
use crate::sim::load_balancer::{
    Algorithm, Attachment, ClientRouting, HealthCheckSettings, Listener, ListenerRule, LoadBalancerKind,
    LoadBalancerOrder, ProtocolVersion, Stream, TargetGroupSettings, TargetType,
};
use crate::sim::{Command, LoadBalancerId, TargetGroupId, TaskDefinitionId, Zone};

/// One order about load balancing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum SavedLoadBalancing {
    /// A load balancer is made.
    CreateLoadBalancer {
        /// Its name.
        name: String,
        /// `application`, `network` or `classic`.
        kind: String,
        /// Indices of the zones; all when absent.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        zones: Vec<u8>,
    },
    /// Its zones and cross-zone load balancing.
    ModifyLoadBalancer {
        /// Its id.
        load_balancer: u32,
        /// Indices of the zones.
        zones: Vec<u8>,
        /// Whether nodes send to other zones.
        cross_zone: SavedSwitch,
    },
    /// It is deleted.
    DeleteLoadBalancer {
        /// Its id.
        load_balancer: u32,
    },
    /// A target group is made.
    CreateTargetGroup(SavedTargetGroup),
    /// Its settings change.
    ModifyTargetGroup {
        /// Its id.
        target_group: u32,
        /// All of them.
        settings: SavedTargetGroup,
    },
    /// It is deleted.
    DeleteTargetGroup {
        /// Its id.
        target_group: u32,
    },
    /// A listener is made or replaced.
    PutListener {
        /// The id of the load balancer.
        load_balancer: u32,
        /// Its port.
        port: u16,
        /// By priority.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        rules: Vec<SavedListenerRule>,
        /// The id of the target group of the default action.
        default: u32,
    },
    /// A listener is deleted.
    DeleteListener {
        /// The id of the load balancer.
        load_balancer: u32,
        /// Its port.
        port: u16,
    },
    /// What clients send.
    SetTraffic {
        /// The id of the load balancer.
        load_balancer: u32,
        /// The port of the listener.
        port: u16,
        /// The host header.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        host: String,
        /// The path.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        path: String,
        /// Requests.
        per_second: u32,
        /// Index of the zone of clients in the VPC.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zone: Option<u8>,
    },
    /// Which node clients are led to.
    SetClientRouting {
        /// The id of the load balancer.
        load_balancer: u32,
        /// `any_availability_zone` and so on.
        policy: String,
    },
}

/// The settings of a target group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedTargetGroup {
    /// Its name.
    pub name: String,
    /// The kind of its load balancer.
    pub kind: String,
    /// Whether it registers addresses (`ip`) instead of instances.
    #[serde(default)]
    pub is_ip: bool,
    /// Whether it registers a function instead.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_lambda: bool,
    /// Whether its protocol version is GRPC.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_grpc: bool,
    /// The path that health checks ask for.
    pub path: String,
    /// Interval and timeout in seconds, healthy and unhealthy threshold.
    pub checks: [u32; 4],
    /// The first and the last success code.
    pub codes: [u16; 2],
    /// Seconds.
    pub deregistration_delay: u32,
    /// Seconds.
    #[serde(default)]
    pub slow_start: u32,
    /// `round_robin` and so on.
    pub algorithm: String,
    /// As the load balancer has it when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cross_zone: Option<SavedSwitch>,
    /// Seconds.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unhealthy_draining: u32,
}

/// A rule of a listener.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedListenerRule {
    /// The lowest is asked first.
    pub priority: u32,
    /// A pattern; any when empty.
    #[serde(default)]
    pub host: String,
    /// A pattern; any when empty.
    #[serde(default)]
    pub path: String,
    /// The id of the target group.
    pub target_group: u32,
}

/// One of the load balancers of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedAttachment {
    /// The id of the target group.
    pub target_group: u32,
    /// Of the one for the other revision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternate_target_group: Option<u32>,
    /// The container.
    pub container_name: String,
    /// Its port.
    pub container_port: u16,
}

/// How the application of a task definition answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedApplication {
    /// The id of the task definition.
    pub task_definition: u32,
    /// Requests that a task serves each second.
    pub per_second: u32,
    /// Seconds before it accepts connections.
    #[serde(default)]
    pub ready_after: u32,
    /// What it answers.
    pub status_code: u16,
    /// The only path that it knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only_path: Option<String>,
    /// It accepts no connection.
    #[serde(default)]
    pub is_down: bool,
    /// Seconds until it answers.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub answers_after: u32,
}

impl SavedLoadBalancing {
    pub(super) fn of(order: &LoadBalancerOrder) -> Self {
        let numbers = |zones: &[Zone]| zones.iter().map(|it| it.0).collect();
        match order {
            LoadBalancerOrder::Create { name, kind, zones } => Self::CreateLoadBalancer {
                name: name.clone(),
                kind: kind.name().to_owned(),
                zones: numbers(zones),
            },
            LoadBalancerOrder::Modify { load_balancer, zones, cross_zone } => Self::ModifyLoadBalancer {
                load_balancer: load_balancer.0,
                zones: numbers(zones),
                cross_zone: (*cross_zone).into(),
            },
            LoadBalancerOrder::Delete(id) => Self::DeleteLoadBalancer { load_balancer: id.0 },
            LoadBalancerOrder::CreateTargetGroup(settings) => {
                Self::CreateTargetGroup(SavedTargetGroup::of(settings))
            }
            LoadBalancerOrder::ModifyTargetGroup(id, settings) => {
                Self::ModifyTargetGroup { target_group: id.0, settings: SavedTargetGroup::of(settings) }
            }
            LoadBalancerOrder::DeleteTargetGroup(id) => Self::DeleteTargetGroup { target_group: id.0 },
            LoadBalancerOrder::PutListener(id, listener) => Self::PutListener {
                load_balancer: id.0,
                port: listener.port,
                rules: listener.rules.iter().map(SavedListenerRule::of).collect(),
                default: listener.default.0,
            },
            LoadBalancerOrder::DeleteListener(id, port) => {
                Self::DeleteListener { load_balancer: id.0, port: *port }
            }
            LoadBalancerOrder::SetTraffic(id, stream) => Self::SetTraffic {
                load_balancer: id.0,
                port: stream.port,
                host: stream.host.clone(),
                path: stream.path.clone(),
                per_second: stream.per_second,
                zone: stream.zone.map(|it| it.0),
            },
            LoadBalancerOrder::SetClientRouting(id, policy) => {
                Self::SetClientRouting { load_balancer: id.0, policy: policy.name().to_owned() }
            }
        }
    }

    pub(super) fn to_order(&self) -> Result<LoadBalancerOrder, String> {
        let zones = |numbers: &[u8]| numbers.iter().map(|it| Zone(*it)).collect();
        Ok(match self.clone() {
            Self::CreateLoadBalancer { name, kind, zones: numbers } => {
                LoadBalancerOrder::Create { name, kind: kind_named(&kind)?, zones: zones(&numbers) }
            }
            Self::ModifyLoadBalancer { load_balancer, zones: numbers, cross_zone } => {
                LoadBalancerOrder::Modify {
                    load_balancer: LoadBalancerId(load_balancer),
                    zones: zones(&numbers),
                    cross_zone: cross_zone.into(),
                }
            }
            Self::DeleteLoadBalancer { load_balancer } => {
                LoadBalancerOrder::Delete(LoadBalancerId(load_balancer))
            }
            Self::CreateTargetGroup(saved) => LoadBalancerOrder::CreateTargetGroup(saved.to_settings()?),
            Self::ModifyTargetGroup { target_group, settings } => {
                LoadBalancerOrder::ModifyTargetGroup(TargetGroupId(target_group), settings.to_settings()?)
            }
            Self::DeleteTargetGroup { target_group } => {
                LoadBalancerOrder::DeleteTargetGroup(TargetGroupId(target_group))
            }
            Self::PutListener { load_balancer, port, rules, default } => {
                let rules = rules.iter().map(SavedListenerRule::to_rule).collect();
                let listener = Listener { port, rules, default: TargetGroupId(default) };
                LoadBalancerOrder::PutListener(LoadBalancerId(load_balancer), listener)
            }
            Self::DeleteListener { load_balancer, port } => {
                LoadBalancerOrder::DeleteListener(LoadBalancerId(load_balancer), port)
            }
            Self::SetClientRouting { load_balancer, policy } => {
                let known = ClientRouting::ALL.into_iter().find(|it| it.name() == policy);
                let policy = known.ok_or_else(|| format!("client routing policy `{policy}` is not known"))?;
                LoadBalancerOrder::SetClientRouting(LoadBalancerId(load_balancer), policy)
            }
            Self::SetTraffic { load_balancer, port, host, path, per_second, zone } => {
                let stream = Stream { port, host, path, per_second, zone: zone.map(Zone) };
                LoadBalancerOrder::SetTraffic(LoadBalancerId(load_balancer), stream)
            }
        })
    }
}

fn kind_named(name: &str) -> Result<LoadBalancerKind, String> {
    let known = LoadBalancerKind::ALL.into_iter().find(|it| it.name() == name);
    known.ok_or_else(|| format!("load balancer type `{name}` is not known"))
}

impl SavedTargetGroup {
    fn of(settings: &TargetGroupSettings) -> Self {
        let check = &settings.health_check;
        Self {
            name: settings.name.clone(),
            kind: settings.kind.name().to_owned(),
            is_ip: settings.target_type == TargetType::Ip,
            is_lambda: settings.target_type == TargetType::Lambda,
            is_grpc: settings.protocol_version == ProtocolVersion::Grpc,
            path: check.path.clone(),
            checks: [
                check.interval_seconds,
                check.timeout_seconds,
                check.healthy_threshold,
                check.unhealthy_threshold,
            ],
            codes: [check.first_success_code, check.last_success_code],
            deregistration_delay: settings.deregistration_delay_seconds,
            slow_start: settings.slow_start_seconds,
            algorithm: settings.algorithm.name().to_owned(),
            cross_zone: settings.cross_zone.map(Into::into),
            unhealthy_draining: settings.unhealthy_draining_seconds,
        }
    }

    fn to_settings(&self) -> Result<TargetGroupSettings, String> {
        let algorithm = Algorithm::ALL.into_iter().find(|it| it.name() == self.algorithm);
        let [interval_seconds, timeout_seconds, healthy_threshold, unhealthy_threshold] = self.checks;
        let [first_success_code, last_success_code] = self.codes;
        Ok(TargetGroupSettings {
            name: self.name.clone(),
            kind: kind_named(&self.kind)?,
            target_type: match (self.is_lambda, self.is_ip) {
                (true, _) => TargetType::Lambda,
                (false, true) => TargetType::Ip,
                (false, false) => TargetType::Instance,
            },
            protocol_version: if self.is_grpc { ProtocolVersion::Grpc } else { ProtocolVersion::Http1 },
            health_check: HealthCheckSettings {
                path: self.path.clone(),
                interval_seconds,
                timeout_seconds,
                healthy_threshold,
                unhealthy_threshold,
                first_success_code,
                last_success_code,
            },
            deregistration_delay_seconds: self.deregistration_delay,
            slow_start_seconds: self.slow_start,
            algorithm: algorithm.ok_or_else(|| format!("algorithm `{}` is not known", self.algorithm))?,
            cross_zone: self.cross_zone.map(Into::into),
            unhealthy_draining_seconds: self.unhealthy_draining,
        })
    }
}

impl SavedListenerRule {
    fn of(rule: &ListenerRule) -> Self {
        Self {
            priority: rule.priority,
            host: rule.host.clone(),
            path: rule.path.clone(),
            target_group: rule.target_group.0,
        }
    }

    fn to_rule(&self) -> ListenerRule {
        ListenerRule {
            priority: self.priority,
            host: self.host.clone(),
            path: self.path.clone(),
            target_group: TargetGroupId(self.target_group),
        }
    }
}

impl SavedAttachment {
    pub(super) fn of(attachment: &Attachment) -> Self {
        Self {
            target_group: attachment.target_group.0,
            alternate_target_group: attachment.alternate.map(|it| it.0),
            container_name: attachment.container_name.clone(),
            container_port: attachment.container_port,
        }
    }

    pub(super) fn to_attachment(&self) -> Attachment {
        Attachment {
            target_group: TargetGroupId(self.target_group),
            alternate: self.alternate_target_group.map(TargetGroupId),
            container_name: self.container_name.clone(),
            container_port: self.container_port,
        }
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_zero(seconds: &u32) -> bool {
    *seconds == 0
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_false(it: &bool) -> bool {
    !it
}

impl SavedApplication {
    pub(super) fn of(id: TaskDefinitionId, application: &Application) -> Self {
        Self {
            task_definition: id.0,
            per_second: application.per_second,
            ready_after: application.ready_after_seconds,
            status_code: application.status_code,
            only_path: application.only_path.clone(),
            is_down: application.is_down,
            answers_after: application.answers_after_seconds,
        }
    }

    pub(super) fn to_command(&self) -> Command {
        let application = Application {
            per_second: self.per_second,
            ready_after_seconds: self.ready_after,
            status_code: self.status_code,
            only_path: self.only_path.clone(),
            is_down: self.is_down,
            answers_after_seconds: self.answers_after,
        };
        Command::SetApplication(TaskDefinitionId(self.task_definition), application)
    }
}
