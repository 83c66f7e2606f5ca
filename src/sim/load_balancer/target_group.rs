//! Target groups: how requests and health checks reach the tasks of a service, and what the checks found.

use serde::{Deserialize, Serialize};

use super::LoadBalancerKind;
use crate::sim::{Switch, TargetGroupId, TaskId, Zone};

/// A target group. A Classic Load Balancer registers instances itself; here it has a group of its kind as well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetGroup {
    /// Its id in this simulation.
    pub id: TargetGroupId,
    /// What can be set.
    pub settings: TargetGroupSettings,
    /// In order of registration.
    pub targets: Vec<Target>,
    /// When its targets are checked next, in simulated seconds.
    pub next_check_seconds: u64,
}

impl TargetGroup {
    /// What the API reports of the function in a group of type `lambda`: it is checked only if somebody asks for that, and
    /// on a board nobody can. None for a group of tasks.
    #[must_use]
    pub fn function_state(&self) -> Option<(TargetState, TargetReason)> {
        let is_function = self.settings.target_type == TargetType::Lambda;
        is_function.then_some((TargetState::Unavailable, TargetReason::HealthCheckDisabled))
    }
}

/// What can be set about a target group; defaults are those of the API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetGroupSettings {
    /// Its name.
    pub name: String,
    /// The kind of load balancer that can forward to it: its protocol is HTTP for ALB, TCP for NLB.
    pub kind: LoadBalancerKind,
    /// What it registers; never changed.
    pub target_type: TargetType,
    /// `ProtocolVersion`, of an ALB; never changed.
    pub protocol_version: ProtocolVersion,
    /// Its health checks.
    pub health_check: HealthCheckSettings,
    /// `deregistration_delay.timeout_seconds`, 0 to 3,600.
    pub deregistration_delay_seconds: u32,
    /// `slow_start.duration_seconds`: 0, or 30 to 900; an ALB only.
    pub slow_start_seconds: u32,
    /// `load_balancing.algorithm.type`, of an ALB.
    pub algorithm: Algorithm,
    /// `load_balancing.cross_zone.enabled`; as the load balancer has it when absent.
    pub cross_zone: Option<Switch>,
    /// `target_health_state.unhealthy.draining_interval_seconds`, 0 to 360,000; an NLB only, which then does not end the
    /// connections to an unhealthy target.
    pub unhealthy_draining_seconds: u32,
}

impl TargetGroupSettings {
    /// With the defaults of the API.
    #[must_use]
    pub fn new(name: String, kind: LoadBalancerKind) -> Self {
        Self {
            name,
            kind,
            target_type: TargetType::Instance,
            protocol_version: ProtocolVersion::Http1,
            health_check: HealthCheckSettings::by_default(kind, ProtocolVersion::Http1),
            deregistration_delay_seconds: 300,
            slow_start_seconds: 0,
            algorithm: Algorithm::RoundRobin,
            cross_zone: None,
            unhealthy_draining_seconds: 0,
        }
    }

    /// The same for gRPC, with the defaults of its health checks.
    #[must_use]
    pub fn for_grpc(self) -> Self {
        let protocol_version = ProtocolVersion::Grpc;
        let health_check = HealthCheckSettings::by_default(self.kind, protocol_version);
        Self { protocol_version, health_check, ..self }
    }
}

/// `ProtocolVersion` of a target group. HTTP/2 is checked as HTTP/1.1 is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ProtocolVersion {
    /// The default of the API.
    Http1,
    /// Its success codes are gRPC codes.
    Grpc,
}

impl ProtocolVersion {
    /// As the API spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Http1 => "HTTP1",
            Self::Grpc => "GRPC",
        }
    }

    /// The codes that may be named as success ones.
    #[must_use]
    pub fn success_codes(self) -> std::ops::RangeInclusive<u16> {
        match self {
            Self::Http1 => 200..=499,
            Self::Grpc => 0..=99,
        }
    }
}

/// `TargetType`.
// Simplification: load balancers behind load balancers (`alb`) are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TargetType {
    /// Instance id and host port: for the modes `bridge` and `host`. The default of the API.
    Instance,
    /// The task's own address and container port: for mode `awsvpc`.
    Ip,
    /// One Lambda function, behind an ALB: for no task.
    Lambda,
}

impl TargetType {
    /// As the API spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Instance => "instance",
            Self::Ip => "ip",
            Self::Lambda => "lambda",
        }
    }
}

/// How an ALB chooses a target. An NLB hashes flows, which over many clients spreads them evenly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Algorithm {
    /// One after the other.
    RoundRobin,
    /// To the one that has the least to do.
    LeastOutstandingRequests,
    /// By chance.
    WeightedRandom,
}

impl Algorithm {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::RoundRobin, Self::LeastOutstandingRequests, Self::WeightedRandom];

    /// As the API spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::RoundRobin => "round_robin",
            Self::LeastOutstandingRequests => "least_outstanding_requests",
            Self::WeightedRandom => "weighted_random",
        }
    }
}

/// Health checks; always on the traffic port. ALB and CLB ask by HTTP, NLB opens a TCP connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthCheckSettings {
    /// What is asked for, by HTTP.
    pub path: String,
    /// `HealthCheckIntervalSeconds`, 5 to 300.
    pub interval_seconds: u32,
    /// `HealthCheckTimeoutSeconds`, 2 to 120.
    pub timeout_seconds: u32,
    /// `HealthyThresholdCount`, 2 to 10.
    pub healthy_threshold: u32,
    /// `UnhealthyThresholdCount`, 2 to 10.
    pub unhealthy_threshold: u32,
    /// The first status code that counts as success, 200 to 499; by gRPC 0 to 99.
    pub first_success_code: u16,
    /// The last one.
    pub last_success_code: u16,
}

impl HealthCheckSettings {
    /// The defaults for this kind of load balancer and version of the protocol.
    #[must_use]
    pub fn by_default(kind: LoadBalancerKind, protocol_version: ProtocolVersion) -> Self {
        let (interval_seconds, timeout_seconds) = match kind {
            // The ALB guide says 5 seconds, the API reference 6.
            LoadBalancerKind::Application | LoadBalancerKind::Classic => (30, 5),
            LoadBalancerKind::Network => (30, 10),
            LoadBalancerKind::Gateway => (10, 5),
        };
        let (path, code) = match protocol_version {
            ProtocolVersion::Http1 => ("/", 200),
            ProtocolVersion::Grpc => ("/AWS.ALB/healthcheck", 12),
        };
        Self {
            path: path.to_owned(),
            interval_seconds,
            timeout_seconds,
            healthy_threshold: 5,
            unhealthy_threshold: 2,
            first_success_code: code,
            last_success_code: code,
        }
    }
}

/// A registered task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Which.
    pub task: TaskId,
    /// Its zone.
    pub zone: Zone,
    /// The port of the container.
    pub container_port: u16,
    /// The port that requests go to: of the container, or of the host.
    pub port: u16,
    /// As the checks left it; [`super::target_state`] tells what the API reports.
    pub state: TargetState,
    /// Why.
    pub reason: Option<TargetReason>,
    /// Since when, in simulated seconds.
    pub since_seconds: u64,
    /// Checks in a row that speak against the state.
    pub n_against: u32,
    /// Whether it is warming up.
    pub is_slow: bool,
    /// When it is forgotten, once it is deregistered.
    pub ends_at_seconds: Option<u64>,
    /// Requests of the last second that it served and that failed at it.
    pub last_second: (u32, u32),
    /// And of all so far.
    pub total: (u64, u64),
}

/// `TargetHealth.State`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TargetState {
    /// Being registered, or not checked yet.
    Initial,
    /// Takes requests.
    Healthy,
    /// Failed its checks.
    Unhealthy,
    /// Failed its checks, and keeps its connections for a while; new ones go elsewhere.
    UnhealthyDraining,
    /// Deregistered; requests under way may end.
    Draining,
    /// Takes no requests for another reason.
    Unused,
    /// Takes requests, and nobody checks it.
    Unavailable,
}

impl TargetState {
    /// As the API spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Initial => "initial",
            Self::Healthy => "healthy",
            Self::Unhealthy => "unhealthy",
            Self::UnhealthyDraining => "unhealthy.draining",
            Self::Draining => "draining",
            Self::Unused => "unused",
            Self::Unavailable => "unavailable",
        }
    }
}

/// `TargetHealth.Reason`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TargetReason {
    /// It is being registered.
    RegistrationInProgress,
    /// It waits for its first check.
    InitialHealthChecking,
    /// It did not answer in time.
    Timeout,
    /// The connection was refused.
    FailedHealthChecks,
    /// It answered with another code.
    ResponseCodeMismatch,
    /// It is deregistered.
    DeregistrationInProgress,
    /// No listener uses its group, or its zone is not enabled.
    NotInUse,
    /// It is not registered.
    NotRegistered,
    /// Its instance has stopped.
    InvalidState,
    /// Health checks are disabled for its group.
    HealthCheckDisabled,
}

impl TargetReason {
    /// As the API spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::RegistrationInProgress => "Elb.RegistrationInProgress",
            Self::InitialHealthChecking => "Elb.InitialHealthChecking",
            Self::Timeout => "Target.Timeout",
            Self::FailedHealthChecks => "Target.FailedHealthChecks",
            Self::ResponseCodeMismatch => "Target.ResponseCodeMismatch",
            Self::DeregistrationInProgress => "Target.DeregistrationInProgress",
            Self::NotInUse => "Target.NotInUse",
            Self::NotRegistered => "Target.NotRegistered",
            Self::InvalidState => "Target.InvalidState",
            Self::HealthCheckDisabled => "Target.HealthCheckDisabled",
        }
    }
}
