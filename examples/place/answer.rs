//! The output.

use serde::Serialize;
use serde_json::{Value, json};

/// What would happen.
#[derive(Default, Serialize)]
pub struct Answer {
    pub placements: Vec<Placed>,
    pub stopped: Vec<String>,
    pub failures: Vec<Failure>,
    pub events: Vec<String>,
    pub explanation: Vec<String>,
}

/// One task with a place.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Placed {
    /// None on Fargate.
    pub container_instance_arn: Option<String>,
    /// Only on Fargate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability_zone: Option<String>,
    /// Other instances (zones on Fargate) that were just as good.
    pub tied_with: Vec<String>,
}

/// One instance that could not take the task.
#[derive(PartialEq, Eq, Serialize)]
pub struct Failure {
    pub arn: Option<String>,
    pub reason: String,
    pub detail: String,
}

impl Answer {
    pub fn to_json(&self) -> Value {
        json!(self)
    }
}
