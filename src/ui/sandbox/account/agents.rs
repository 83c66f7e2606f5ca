//! The instance profile, and what the agents are told about roles.

use leptos::prelude::untrack;

use crate::iam::roles::AgentSettings;
use crate::sim::roles::{RoleCommand, instance_role_arn};
use crate::ui::part::{Part, html};

use super::super::keyboard_help::checkbox;
use super::super::{Desk, text};

/// One setting: what the agent's documentation calls it, and where it is kept.
struct Setting {
    name: &'static str,
    get: fn(&AgentSettings) -> bool,
    set: fn(&mut AgentSettings, bool),
}

const ALL: [Setting; 4] = [
    Setting {
        name: "ECS_ENABLE_TASK_IAM_ROLE",
        get: |it| it.has_task_iam_role,
        set: |it, is_on| it.has_task_iam_role = is_on,
    },
    Setting {
        name: "ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST",
        get: |it| it.has_task_iam_role_network_host,
        set: |it, is_on| it.has_task_iam_role_network_host = is_on,
    },
    Setting {
        name: "ECS_AWSVPC_BLOCK_IMDS",
        get: |it| it.blocks_imds_for_awsvpc,
        set: |it, is_on| it.blocks_imds_for_awsvpc = is_on,
    },
    // No setting of the agent but a rule of the instance's firewall, as the ECS documentation gives it for mode bridge.
    Setting {
        name: "iptables DOCKER-USER: DROP 169.254.169.254 from docker+",
        get: |it| it.blocks_imds_for_bridge,
        set: |it, is_on| it.blocks_imds_for_bridge = is_on,
    },
];

/// A checkbox for each.
pub fn agents(desk: Desk) -> Part {
    let settings = move || desk.with_roles(|it| it.agent).unwrap_or_default();
    let switch = |it: Setting| {
        let on_change = move |is_on| {
            let mut next = untrack(settings);
            (it.set)(&mut next, is_on);
            desk.order_roles(RoleCommand::SetAgentSettings(next));
        };
        let check = checkbox(move || (it.get)(&settings()), on_change);
        html("label").class("chk").with(check).with(html("code").attr("translate", "no").text(it.name))
    };
    let has_profile = move || desk.with_roles(|it| it.instance_profile.is_some()) == Some(true);
    let set_profile = move |is_on: bool| {
        desk.order_roles(RoleCommand::SetInstanceProfile(is_on.then(instance_role_arn)));
    };
    let profile = html("label")
        .class("chk")
        .with(checkbox(has_profile, set_profile))
        .with(html("span").text(text::INSTANCE_PROFILE));
    html("details")
        .class("how-to")
        .with(html("summary").text(text::AGENT))
        .with(html("div").class("stack").with(profile).with_all(ALL.map(switch)))
}
