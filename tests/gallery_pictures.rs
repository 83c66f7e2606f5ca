//! What the picture of a scenario says is what the simulator knows: each of these boards has something that fails.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is wrong")]

use bayplan::diagram::{OutlineItem, Scene, Seats, State, WorldPicture, outline};
use bayplan::share::scenario::scenario;
use bayplan::share::v1::SavedSandbox;
use bayplan::sim::{Command, Simulation};
use expect_test::{Expect, expect};

fn opened(name: &str) -> Simulation {
    SavedSandbox::from_text(scenario(name).unwrap().board).unwrap().to_simulation().unwrap()
}

fn scene(simulation: &Simulation) -> Scene {
    let mut seats = Seats::default();
    seats.follow(simulation.world());
    WorldPicture::new(simulation.world(), simulation.log(), &seats).scene
}

fn names(items: &[OutlineItem], out: &mut Vec<String>) {
    for it in items {
        out.push(if it.notes.is_empty() { it.name.clone() } else { format!("{} ({})", it.name, it.notes) });
        names(&it.items, out);
    }
}

/// Everything in the picture, then its lines with how they stand.
fn check(simulation: &Simulation, expected: Expect) {
    let scene = scene(simulation);
    let outline = outline(&scene, None);
    let mut all = Vec::new();
    names(&outline.items, &mut all);
    for it in outline.connections {
        all.push(format!("{} -> {}: {} [{}]", it.from, it.to, it.what, it.status));
    }
    expected.assert_eq(&(all.join("\n") + "\n"));
}

#[test]
fn a_task_in_a_zone_without_mount_target_does_not_mount_and_the_picture_says_why() {
    let mut simulation = opened("zone-without-mount-target");
    check(
        &simulation,
        expect![[r"
            cms, 0 of 3 running
            fs-0123456789abcdef0, 2 mount targets
            VPC
            us-east-1a
            Subnet
            Fargate
            Task A2, cms, PROVISIONING
            us-east-1b
            Subnet
            Fargate
            Task A1, cms, PROVISIONING
            us-east-1c
            Subnet, no mount target
            Fargate
            Task A3, cms, PROVISIONING
            cms, 0 of 3 running -> Task A2, cms, PROVISIONING: keeps running [on its way]
            Task A2, cms, PROVISIONING -> fs-0123456789abcdef0, 2 mount targets: mounts [not mounted yet]
            cms, 0 of 3 running -> Task A1, cms, PROVISIONING: keeps running [on its way]
            Task A1, cms, PROVISIONING -> fs-0123456789abcdef0, 2 mount targets: mounts [not mounted yet]
            cms, 0 of 3 running -> Task A3, cms, PROVISIONING: keeps running [on its way]
            Task A3, cms, PROVISIONING -> fs-0123456789abcdef0, 2 mount targets: mounts [cannot be mounted: no mount target in us-east-1c]
        "]],
    );
    let is_ending = |it: &Simulation| scene(it).nodes.iter().any(|it| it.second == "DEPROVISIONING");
    while !is_ending(&simulation) {
        simulation.dispatch(Command::Advance(1));
    }
    check(
        &simulation,
        expect![[r#"
            cms, 2 of 3 running
            fs-0123456789abcdef0, 2 mount targets
            VPC
            us-east-1a
            Subnet
            Fargate
            Task A2, cms
            us-east-1b
            Subnet
            Fargate
            Task A1, cms
            us-east-1c
            Subnet, no mount target
            Fargate
            Task A3, cms, DEPROVISIONING
            Fargate
            Task A4, cms, PROVISIONING
            cms, 2 of 3 running -> Task A2, cms: keeps running [in use]
            Task A2, cms -> fs-0123456789abcdef0, 2 mount targets: mounts [in use]
            cms, 2 of 3 running -> Task A1, cms: keeps running [in use]
            Task A1, cms -> fs-0123456789abcdef0, 2 mount targets: mounts [in use]
            Task A3, cms, DEPROVISIONING -> fs-0123456789abcdef0, 2 mount targets: mounts [ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: Failed to resolve "fs-0123456789abcdef0.efs.us-east-1.amazonaws.com" - check that your file system ID is correct, and ensure that the VPC has an EFS mount target for this file system ID.]
            cms, 2 of 3 running -> Task A4, cms, PROVISIONING: keeps running [on its way]
            Task A4, cms, PROVISIONING -> fs-0123456789abcdef0, 2 mount targets: mounts [cannot be mounted: no mount target in us-east-1c]
        "#]],
    );
    let states = |id: &str| -> Vec<State> {
        let edges = scene(&simulation).edges.into_iter();
        edges.filter(|it| it.from == id && it.to.starts_with("file-system")).map(|it| it.state).collect()
    };
    assert_eq!(
        ["task-0", "task-1", "task-2"].map(states).concat(),
        [State::Normal, State::Normal, State::Denied]
    );
}

#[test]
fn a_call_that_was_denied_stands_on_the_line_to_the_role_that_signed_it() {
    check(
        &opened("wrong-role"),
        expect![[r"
        orders, 1 of 1 running
        ecsTaskExecutionRole, task execution role
        orders-task, task role
        VPC
        us-east-1a
        Subnet
        us-east-1b
        Subnet
        Fargate
        Task A1, orders
        us-east-1c
        Subnet
        orders, 1 of 1 running -> Task A1, orders: keeps running [in use]
        Task A1, orders -> orders-task, task role: calls AWS with [s3:GetObject: AccessDenied. User: arn:aws:sts::123456789012:assumed-role/orders-task/00000000000000000000000000000000 is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::orders/today.json because no identity-based policy allows the s3:GetObject action]
        Task A1, orders -> ecsTaskExecutionRole, task execution role: is started with [in use]
    "]],
    );
}

#[test]
fn a_role_that_is_missing_is_drawn_and_the_service_says_that_it_needs_it() {
    let mut simulation = opened("missing-execution-role");
    simulation.dispatch(Command::Advance(30));
    check(
        &simulation,
        expect![[r"
        shop, 0 of 2 running (denied)
        ecsTaskExecutionRole, task execution role (missing)
        shop-task, task role
        VPC
        us-east-1a
        Subnet
        us-east-1b
        Subnet
        us-east-1c
        Subnet
        shop, 0 of 2 running -> ecsTaskExecutionRole, task execution role: its tasks need [ECS was unable to assume the role 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.]
    "]],
    );
}
