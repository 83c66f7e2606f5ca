//! Where a container's output goes.

use serde::{Deserialize, Serialize};

use super::Secret;
use crate::sorted::SortedMap;

/// `logConfiguration`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LogConfiguration {
    /// See [`LogDriver`].
    pub log_driver: LogDriver,
    /// What the driver needs to know.
    #[serde(default)]
    pub options: SortedMap<String, String>,
    /// Options that AWS fetches at the start.
    #[serde(default)]
    pub secret_options: Vec<Secret>,
}

/// `logDriver`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogDriver {
    /// Files on the instance.
    #[serde(rename = "json-file")]
    JsonFile,
    /// The instance's syslog.
    Syslog,
    /// The instance's journal.
    Journald,
    /// Graylog.
    Gelf,
    /// A Fluentd daemon.
    Fluentd,
    /// Amazon `CloudWatch` Logs.
    Awslogs,
    /// Splunk.
    Splunk,
    /// A log router container of the same task.
    Awsfirelens,
}

impl LogDriver {
    /// Each with AWS's spelling.
    pub const NAMES: [(&'static str, Self); 8] = [
        ("json-file", Self::JsonFile),
        ("syslog", Self::Syslog),
        ("journald", Self::Journald),
        ("gelf", Self::Gelf),
        ("fluentd", Self::Fluentd),
        ("awslogs", Self::Awslogs),
        ("splunk", Self::Splunk),
        ("awsfirelens", Self::Awsfirelens),
    ];

    /// AWS's spelling.
    #[must_use]
    pub fn name(self) -> &'static str {
        super::task_definition::name_of(&Self::NAMES, self)
    }

    /// Whether Fargate has it: awslogs, splunk and awsfirelens.
    #[must_use]
    pub fn is_on_fargate(self) -> bool {
        matches!(self, Self::Awslogs | Self::Splunk | Self::Awsfirelens)
    }
}

/// `firelensConfiguration`: this container is the task's log router.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirelensConfiguration {
    /// `fluentd` or `fluentbit`.
    #[serde(rename = "type")]
    pub router: String,
}
