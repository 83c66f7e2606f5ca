//! Load balancers, target groups, listeners, traffic.

use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use super::switch;
use crate::sim::life::Application;
use crate::sim::load_balancer::{
    Algorithm, Attachment, Listener, ListenerRule, LoadBalancerKind, LoadBalancerOrder, Stream,
    TargetGroupSettings, TargetType,
};
use crate::sim::{Command, LoadBalancerId, TargetGroupId, TaskDefinitionId, Zone};

pub(super) fn change_of_load_balancing() -> impl Strategy<Value = Command> {
    let kind = || select(LoadBalancerKind::ALL.to_vec());
    let zones = || proptest::collection::vec((0u8..3).prop_map(Zone), 0..3);
    let lb = || (0u32..3).prop_map(LoadBalancerId);
    let group = || (0u32..5).prop_map(TargetGroupId);
    let settings = (
        kind(),
        any::<bool>(),
        select(vec![0, 5, 60]),
        select(vec![0, 30]),
        select(Algorithm::ALL.to_vec()),
        of(switch()),
        "[a-f]",
    );
    let settings =
        settings.prop_map(|(kind, is_ip, delay, slow, algorithm, cross_zone, name)| TargetGroupSettings {
            target_type: if is_ip { TargetType::Ip } else { TargetType::Instance },
            deregistration_delay_seconds: delay,
            slow_start_seconds: slow,
            algorithm,
            cross_zone,
            ..TargetGroupSettings::new(name, kind)
        });
    let settings = settings.boxed();
    let stream = |path: &str, per_second| Stream {
        port: 80,
        host: String::new(),
        path: path.to_owned(),
        per_second,
        zone: None,
    };
    let rule = |target_group| ListenerRule {
        priority: 5,
        host: String::new(),
        path: "/a*".to_owned(),
        target_group,
    };
    let order = prop_oneof![
        2 => (kind(), zones(), "[a-c]").prop_map(|(kind, zones, name)| LoadBalancerOrder::Create { name, kind, zones }),
        1 => (lb(), zones(), switch())
            .prop_map(|(load_balancer, zones, cross_zone)| LoadBalancerOrder::Modify { load_balancer, zones, cross_zone }),
        1 => lb().prop_map(LoadBalancerOrder::Delete),
        4 => settings.clone().prop_map(LoadBalancerOrder::CreateTargetGroup),
        2 => (group(), settings).prop_map(|(id, it)| LoadBalancerOrder::ModifyTargetGroup(id, it)),
        1 => group().prop_map(LoadBalancerOrder::DeleteTargetGroup),
        4 => (lb(), group(), of(group())).prop_map(move |(lb, default, other)| {
            let rules = other.map(rule).into_iter().collect();
            LoadBalancerOrder::PutListener(lb, Listener { port: 80, rules, default })
        }),
        1 => lb().prop_map(|lb| LoadBalancerOrder::DeleteListener(lb, 80)),
        4 => (lb(), select(vec!["/", "/ab"]), 0u32..900)
            .prop_map(move |(lb, path, n)| LoadBalancerOrder::SetTraffic(lb, stream(path, n))),
    ];
    let slow = select(vec![0, 0, 0, 7, 90]);
    let application = (1u32..300, 0u32..60, select(vec![200, 302, 500]), any::<bool>(), slow).prop_map(
        |(per_second, ready_after_seconds, status_code, is_down, answers_after_seconds)| Application {
            per_second,
            ready_after_seconds,
            status_code,
            only_path: None,
            is_down: is_down && status_code == 500,
            answers_after_seconds,
        },
    );
    prop_oneof![
        6 => order.prop_map(Command::ChangeLoadBalancing),
        1 => (0u32..7, application).prop_map(|(id, it)| Command::SetApplication(TaskDefinitionId(id), it)),
    ]
}

pub(super) fn attachments() -> impl Strategy<Value = Vec<Attachment>> {
    let one =
        (0u32..5, of(0u32..5), select(vec!["web", "far"])).prop_map(|(target_group, alternate, name)| {
            Attachment {
                target_group: TargetGroupId(target_group),
                alternate: alternate.filter(|it| *it > 2).map(TargetGroupId),
                container_name: name.to_owned(),
                container_port: 80,
            }
        });
    proptest::collection::vec(one, 1..3)
}

/// A load balancer that listens, with a target group of each type.
pub(in crate::sim::tests) fn first_load_balancer() -> Vec<Command> {
    let settings = |name: &str, target_type| TargetGroupSettings {
        target_type,
        ..TargetGroupSettings::new(name.to_owned(), LoadBalancerKind::Application)
    };
    let create = LoadBalancerOrder::Create {
        name: "front".to_owned(),
        kind: LoadBalancerKind::Application,
        zones: vec![],
    };
    let by_path = ListenerRule {
        priority: 1,
        host: String::new(),
        path: "/a*".to_owned(),
        target_group: TargetGroupId(1),
    };
    let listener = Listener { port: 80, rules: vec![by_path], default: TargetGroupId(0) };
    let orders = [
        create,
        LoadBalancerOrder::CreateTargetGroup(settings("ip", TargetType::Ip)),
        LoadBalancerOrder::CreateTargetGroup(settings("instance", TargetType::Instance)),
        LoadBalancerOrder::PutListener(LoadBalancerId(0), listener),
    ];
    orders.map(Command::ChangeLoadBalancing).to_vec()
}
