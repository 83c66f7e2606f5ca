//! Fields of real requests that no rule of the simulator reads.

/// They say how something is named, billed or reached by people, not what the scheduler does.
pub const WITHOUT_EFFECT: [&str; 14] = [
    "clientToken",
    "cluster",
    "enableECSManagedTags",
    "enableExecuteCommand",
    "monitoring",
    "platformVersion",
    "propagateTags",
    "reason",
    "referenceId",
    "role",
    "scalableDimension",
    "serviceNamespace",
    "startedBy",
    "tags",
];
