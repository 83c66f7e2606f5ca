//! What a command says that no rule of the simulator reads.

use serde_json::{Map, Value};

use crate::fields::WITHOUT_EFFECT;

/// They change what happens on AWS, so the answer says that they were left out.
const TOLD: [&str; 7] = [
    "healthCheckGracePeriodSeconds",
    "loadBalancers",
    NETWORK,
    "serviceConnectConfiguration",
    "serviceRegistries",
    "volumeConfigurations",
    "vpcLatticeConfigurations",
];

/// Read as far as the zones of its subnets are known.
const NETWORK: &str = "networkConfiguration";

/// Whether the field is of those that `subnets` of the input makes known.
pub fn needs_subnets(field: &str) -> bool {
    field.ends_with(NETWORK)
}

/// Takes them out of a command; returns those that are to be told of, such as `createService.loadBalancers`.
pub fn take(command: &mut Map<String, Value>) -> Result<Vec<String>, String> {
    let mut told = vec![];
    for (name, request) in command {
        // What is registered is read by the same reader as everywhere.
        let Some(fields) = request.as_object_mut().filter(|_| name != "registerTaskDefinition") else {
            continue;
        };
        for field in WITHOUT_EFFECT {
            fields.remove(field);
        }
        let is_given = |value: &Value| !value.is_null() && value.as_array().is_none_or(|it| !it.is_empty());
        let given = TOLD.into_iter().filter(|field| {
            let value = if *field == NETWORK { fields.get(*field).cloned() } else { fields.remove(*field) };
            value.is_some_and(|it| is_given(&it))
        });
        told.extend(given.map(|field| format!("{name}.{field}")));
        let controller = fields.remove("deploymentController");
        let kind = controller.as_ref().and_then(|it| it.get("type")).and_then(Value::as_str);
        if let Some(other) = kind.filter(|it| *it != "ECS") {
            return Err(format!("deploymentController `{other}` is not modelled; use ECS"));
        }
    }
    Ok(told)
}
