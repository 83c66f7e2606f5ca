//! A task definition as AWS's JSON: the form that a learner can take elsewhere, and that no change of `ecs` can break.

use serde_json::{Map, Value, json};

use super::placement::SavedConstraint;
use crate::ecs::{SAMPLES, TaskDefinition, read_task_definition, text};

/// The input of `register-task-definition`.
pub(super) fn to_json(task_definition: &TaskDefinition) -> Value {
    let mut root = serde_json::to_value(task_definition)
        .expect("a task definition has a JSON form because all its keys are strings");
    strip(&mut root);
    let constraints: Vec<SavedConstraint> =
        task_definition.placement_constraints.iter().map(SavedConstraint::of).collect();
    if !constraints.is_empty() {
        root["placementConstraints"] = json!(constraints);
    }
    for name in ["cpu", "memory"] {
        // Task sizes are texts in the API.
        if let Some(size) = root.get(name).and_then(Value::as_u64) {
            root[name] = json!(size.to_string());
        }
    }
    each(&mut root, "containerDefinitions", |container| {
        if let Some(parameters) = container.get_mut("linuxParameters").and_then(Value::as_object_mut) {
            linux_parameters(parameters);
        }
        if let Some(secret) = container.get_mut("repositoryCredentials") {
            *secret = json!({ "credentialsParameter": secret.take() });
        }
    });
    each(&mut root, "volumes", volume);
    root
}

/// The sample of this family.
pub(super) fn sample(family: &str) -> Result<TaskDefinition, String> {
    let sample = SAMPLES.iter().find(|it| it.family == family);
    let reading = sample.and_then(|it| read_task_definition(it.json).ok());
    reading.map(|it| it.task_definition).ok_or_else(|| format!("there is no sample `{family}`"))
}

/// The task definition, or the first thing that is wrong with it.
pub(super) fn from_json(json: &Value) -> Result<TaskDefinition, String> {
    let reading = read_task_definition(&json.to_string()).map_err(|error| text::syntax_problem(&error))?;
    match reading.findings.iter().find(|finding| finding.is_error()) {
        None => Ok(reading.task_definition),
        Some(finding) => Err(text::line(finding)),
    }
}

/// Leaves out what is not said: empty lists, and flags that are off. Empty objects stay (`"host": {}` says
/// something), and so does `"essential": false`, since true is what it is when left out.
fn strip(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(strip);
            fields.retain(|name, it| match it {
                Value::Null => false,
                Value::Array(items) => !items.is_empty(),
                Value::Bool(flag) => *flag || name == "essential",
                Value::Number(_) | Value::String(_) | Value::Object(_) => true,
            });
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn each(root: &mut Value, name: &str, mut change: impl FnMut(&mut Map<String, Value>)) {
    let items = root.get_mut(name).and_then(Value::as_array_mut);
    for item in items.into_iter().flatten().filter_map(Value::as_object_mut) {
        change(item);
    }
}

fn linux_parameters(parameters: &mut Map<String, Value>) {
    if let Some(added) = parameters.remove("addedCapabilities") {
        parameters.insert("capabilities".to_owned(), json!({ "add": added }));
    }
    for (name, field) in [("devices", "hostPath"), ("tmpfs", "containerPath")] {
        if let Some(paths) = parameters.get_mut(name).and_then(Value::as_array_mut) {
            for path in paths {
                *path = json!({ field: path.take() });
                if name == "tmpfs" {
                    path["size"] = json!(64);
                }
            }
        }
    }
}

fn volume(volume: &mut Map<String, Value>) {
    if let Some(docker) = volume.get_mut("dockerVolumeConfiguration").and_then(Value::as_object_mut) {
        let is_shared = docker.remove("isShared") == Some(Value::Bool(true));
        docker.insert("scope".to_owned(), json!(if is_shared { "shared" } else { "task" }));
    }
    if let Some(id) = volume.get_mut("fsxWindowsFileServerVolumeConfiguration") {
        *id = json!({ "fileSystemId": id.take() });
    }
    if let Some(arn) = volume.get_mut("s3filesVolumeConfiguration") {
        *arn = json!({ "fileSystemArn": arn.take() });
    }
    if let Some(efs) = volume.get_mut("efsVolumeConfiguration").and_then(Value::as_object_mut) {
        efs_volume(efs);
    }
}

fn efs_volume(efs: &mut Map<String, Value>) {
    let enabled = |it: Option<Value>| it == Some(Value::Bool(true));
    if enabled(efs.remove("transitEncryption")) {
        efs.insert("transitEncryption".to_owned(), json!("ENABLED"));
    }
    let mut authorization = Map::new();
    if let Some(id) = efs.remove("accessPointId") {
        authorization.insert("accessPointId".to_owned(), id);
    }
    if enabled(efs.remove("iam")) {
        authorization.insert("iam".to_owned(), json!("ENABLED"));
    }
    if !authorization.is_empty() {
        efs.insert("authorizationConfig".to_owned(), Value::Object(authorization));
    }
}
