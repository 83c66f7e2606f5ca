//! Links of boards with roles, networks, load balancers and volumes: whatever has no form of its own travels packed.

use expect_test::expect;
use proptest::prelude::*;

use super::{Link, MAX_CHARACTERS, SandboxLink, v1::LinkCommand};
use crate::share::scenario::SCENARIOS;
use crate::share::v1::SavedSandbox;
use crate::sim::network::{Direction, Endpoint, NetworkChange, Peer, Rule, SecurityGroup, SubnetKind};
use crate::sim::roles::{RoleCommand, own, role, role_arn, standard_roles};
use crate::sim::tests::random_commands::{command_with_roles, command_with_volumes};
use crate::sim::{Command, Scenario, Simulation, Switch, Zone};

/// Never change it: it must open for ever. What comes later gets a file of its own.
const GOLDEN: &str = include_str!("../../../tests/links/world.txt");

fn fragment_of(simulation: &Simulation) -> String {
    Link::Sandbox(SandboxLink::of(simulation)).to_fragment()
}

fn opened(fragment: &str) -> SandboxLink {
    let Ok(Link::Sandbox(link)) = Link::from_fragment(fragment) else {
        panic!("{fragment} leads to no board")
    };
    link
}

fn scenario() -> Scenario {
    Scenario { seed: 7, zones: ["us-east-1a", "us-east-1b", "us-east-1c"].map(str::to_owned).to_vec() }
}

/// What a learner does in the dialogs of roles and of the network.
fn edited(mut simulation: Simulation) -> Simulation {
    let endpoint = |zone, it| NetworkChange::Endpoint(Zone(zone), it, Switch::On);
    let rule = Rule { peer: Peer::Group(SecurityGroup::LoadBalancer), from_port: 80, to_port: 8080 };
    let changes = [
        NetworkChange::NatGateway(Zone(0), Switch::Off),
        endpoint(0, Endpoint::EcrApi),
        endpoint(0, Endpoint::S3),
        NetworkChange::SecurityGroupRule(SecurityGroup::Task, Direction::Inbound, rule, Switch::On),
    ];
    let policy = own("Reports", &["s3:GetObject", "s3:ListBucket"]);
    let web = role(role_arn("web-task"), crate::iam::roles::RoleUse::Task, vec![policy]);
    for change in changes {
        simulation.dispatch(Command::ChangeNetwork(change));
    }
    if simulation.world().roles.is_none() {
        simulation.dispatch(Command::StartClock);
        let roles = standard_roles(simulation.world());
        simulation.dispatch(Command::OfRoles(Box::new(RoleCommand::Check(Box::new(roles)))));
    }
    simulation.dispatch(Command::OfRoles(Box::new(RoleCommand::PutRole(Box::new(web)))));
    simulation
}

#[test]
fn every_scenario_has_a_short_link_also_after_it_was_changed() {
    let mut lengths = vec![];
    for it in &SCENARIOS {
        let simulation = SavedSandbox::from_text(it.board).unwrap().to_simulation().unwrap();
        for simulation in [simulation.clone(), edited(simulation)] {
            let fragment = fragment_of(&simulation);
            let link = opened(&fragment);
            assert!(link.within_limits(&simulation).is_ok() && fragment.len() < MAX_CHARACTERS);
            let is_packed = |it: &LinkCommand| !matches!(it, LinkCommand::Saved(_));
            assert!(link.board.commands.iter().all(is_packed), "{}", it.name);
            let again = link.to_simulation().unwrap();
            assert_eq!(again.commands(), simulation.commands(), "{}", it.name);
            assert_eq!(again.world().hash(), simulation.world().hash(), "{}", it.name);
            assert_eq!(fragment_of(&again), fragment);
            lengths.push(format!("{} {}", it.name, fragment.len()));
        }
    }
    expect![[r"
        wrong-target-type 231
        wrong-target-type 909
        health-check-that-kills 309
        health-check-that-kills 986
        zone-under-load 310
        zone-under-load 987
        wrong-role 541
        wrong-role 739
        missing-execution-role 407
        missing-execution-role 606
        zone-without-mount-target 301
        zone-without-mount-target 978"]]
    .assert_eq(&lengths.join("\n"));
}

#[test]
fn a_change_of_the_network_takes_about_twenty_characters() {
    let mut simulation = Simulation::new(scenario());
    let before = fragment_of(&simulation).len();
    for zone in 0..3 {
        simulation.dispatch(Command::ChangeNetwork(NetworkChange::NatGateway(Zone(zone), Switch::Off)));
    }
    let each = (fragment_of(&simulation).len() - before) / 3;
    assert!(each <= 20, "{each}");
}

#[test]
fn a_link_with_packed_orders_opens_and_is_written_the_same() {
    let link = opened(GOLDEN.trim());
    let simulation = link.to_simulation().unwrap();
    assert_eq!(Link::Sandbox(link).to_fragment(), GOLDEN.trim());
    assert_eq!(simulation.commands().len(), 7);
    assert!(simulation.world().roles.as_ref().unwrap().roles.contains_key(&role_arn("web-task")));
    assert_eq!(simulation.world().network.subnet(Zone(0), SubnetKind::Private).unwrap().endpoints.len(), 2);
}

proptest! {
    // PROPTEST_CASES asks for more.
    #[test]
    fn any_board_with_roles_networks_load_balancers_and_volumes_comes_back(
        commands in proptest::collection::vec(prop_oneof![command_with_roles(), command_with_volumes()], 0..12),
        n_undone in 0_usize..3,
    ) {
        let cursor = commands.len().saturating_sub(n_undone);
        let simulation = Simulation::replayed(scenario(), commands, cursor);
        let fragment = fragment_of(&simulation);
        let link = opened(&fragment);
        let again = link.to_simulation().unwrap();
        prop_assert_eq!(again.commands(), simulation.commands());
        prop_assert_eq!(again.cursor(), simulation.cursor());
        prop_assert_eq!(again.world().hash(), simulation.world().hash());
        prop_assert_eq!(Link::Sandbox(link).to_fragment(), fragment);
    }
}
