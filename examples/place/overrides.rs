//! `overrides` of RunTask and StartTask: the task definition as one task is to have it.

use serde::Deserialize;
use serde_json::Value;

/// What a task is to have other than its definition says, as far as placement depends on it.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OverridesItem {
    pub cpu: Option<Value>,
    pub memory: Option<Value>,
    #[serde(default)]
    pub container_overrides: Vec<ContainerOverrideItem>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContainerOverrideItem {
    pub name: String,
    pub cpu: Option<Value>,
    pub memory: Option<Value>,
    pub memory_reservation: Option<Value>,
    pub resource_requirements: Option<Value>,
}

/// The item of `taskDefinitions` with the sizes that the request gives.
pub fn overridden(item: &Value, overrides: &OverridesItem) -> Result<Value, String> {
    let mut changed = item.get("taskDefinition").unwrap_or(item).clone();
    set(&mut changed, "cpu", overrides.cpu.as_ref());
    set(&mut changed, "memory", overrides.memory.as_ref());
    for of_container in &overrides.container_overrides {
        let containers = changed.get_mut("containerDefinitions").and_then(Value::as_array_mut);
        let mut containers = containers.into_iter().flatten();
        let container = containers
            .find(|it| it.get("name").and_then(Value::as_str) == Some(&of_container.name))
            .ok_or_else(|| format!("the task definition has no container `{}`", of_container.name))?;
        set(container, "cpu", of_container.cpu.as_ref());
        set(container, "memory", of_container.memory.as_ref());
        set(container, "memoryReservation", of_container.memory_reservation.as_ref());
        set(container, "resourceRequirements", of_container.resource_requirements.as_ref());
    }
    Ok(changed)
}

fn set(of: &mut Value, name: &str, value: Option<&Value>) {
    if let (Some(fields), Some(value)) = (of.as_object_mut(), value) {
        fields.insert(name.to_owned(), value.clone());
    }
}
