//! What keeps a volume from being mounted or written, with AWS's words.

use super::*;

/// What comes of a task on Fargate in each zone, on a board with file system and a clock that has run for two minutes.
fn launched(volume: Value, prepare: impl FnOnce(&mut Simulation)) -> Vec<String> {
    let mut simulation = board(&on_fargate(volume));
    simulation.dispatch(Command::StartClock);
    for command in file_system(FileSystemKind::Regional) {
        order(&mut simulation, command);
    }
    simulation.dispatch(Command::Advance(120));
    prepare(&mut simulation);
    for _ in ZONES {
        run_on_fargate(&mut simulation);
    }
    simulation.dispatch(Command::Advance(300));
    crate::sim::tests::invariants::assert_invariants(simulation.world());
    outcomes(simulation.world())
}

/// `a: RUNNING` or `a: REASON`, in order of zones.
fn outcomes(world: &World) -> Vec<String> {
    let zone = |task: &Task| {
        let zone = crate::sim::instance::zone_of(world, task.place).unwrap();
        char::from(b'a' + zone.0)
    };
    let running =
        world.tasks.values().map(|it| format!("{}: {}", zone(it), explain::task_status(it.life.last_status)));
    let stopped = world.stopped_tasks.iter().map(|it| {
        let stop = it.task.life.stop.as_ref().unwrap();
        assert_eq!(stop.code, Some(StopCode::TaskFailedToStart));
        format!("{}: {}", zone(&it.task), explain::stopped_reason(world, stop.reason.as_ref().unwrap()))
    });
    let mut all: Vec<String> = running.chain(stopped).collect();
    all.sort();
    all
}

const FAILED: &str =
    "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: ";

fn not_resolved() -> String {
    format!(
        "{FAILED}Failed to resolve \"{FS}.efs.us-east-1.amazonaws.com\" - check that your file system ID is correct, and \
         ensure that the VPC has an EFS mount target for this file system ID."
    )
}

#[test]
fn a_file_system_with_mount_targets_everywhere_is_mounted_everywhere() {
    assert_eq!(launched(efs(), |_| ()), ["a: RUNNING", "b: RUNNING", "c: RUNNING"]);
}

#[test]
fn row_no_mount_target_in_the_zone_fails_tasks_of_that_zone_only() {
    let without_b = |it: &mut Simulation| {
        order(it, VolumeCommand::DeleteMountTarget(FS.to_owned(), Zone(1)));
    };
    let expected = ["a: RUNNING".to_owned(), format!("b: {}", not_resolved()), "c: RUNNING".to_owned()];
    assert_eq!(launched(efs(), without_b), expected);
}

#[test]
fn row_dns_of_the_vpc_off_has_the_same_text() {
    let off = |it: &mut Simulation| it.dispatch(Command::ChangeNetwork(NetworkChange::Dns(Switch::Off)));
    assert_eq!(launched(efs(), off), ["a", "b", "c"].map(|it| format!("{it}: {}", not_resolved())));
}

#[test]
fn row_just_created_the_first_tasks_fail_and_later_ones_run() {
    let anew = |it: &mut Simulation| {
        order(it, VolumeCommand::DeleteMountTarget(FS.to_owned(), Zone(0)));
        order(it, VolumeCommand::CreateMountTarget(FS.to_owned(), Zone(0)));
    };
    let first = launched(efs(), anew);
    assert_eq!(first[0], format!("a: {}", not_resolved()));
    let waited = |it: &mut Simulation| {
        anew(it);
        it.dispatch(Command::Advance(90));
    };
    assert_eq!(launched(efs(), waited)[0], "a: RUNNING");
}

#[test]
fn row_security_group_without_2049_and_fact_38_the_mount_hangs_for_two_minutes() {
    let closed = |it: &mut Simulation| {
        let rule = Rule { peer: Peer::Group(SecurityGroup::Task), from_port: 2049, to_port: 2049 };
        it.dispatch(Command::ChangeNetwork(NetworkChange::SecurityGroupRule(
            SecurityGroup::FileSystem,
            Direction::Inbound,
            rule,
            Switch::Off,
        )));
    };
    let expected = ["a", "b", "c"].map(|it| format!("{it}: {FAILED}mount.nfs4: Connection timed out"));
    assert_eq!(launched(efs(), closed), expected);
    let mut simulation = board(&on_fargate(efs()));
    simulation.dispatch(Command::StartClock);
    for command in file_system(FileSystemKind::Regional) {
        order(&mut simulation, command);
    }
    simulation.dispatch(Command::Advance(120));
    closed(&mut simulation);
    run_on_fargate(&mut simulation);
    simulation.dispatch(Command::Advance(60));
    assert_eq!(simulation.world().tasks.len(), 1, "it hangs");
    simulation.dispatch(Command::Advance(120));
    assert_eq!(simulation.world().tasks.len(), 0);
}

#[test]
fn row_directory_that_is_not_there() {
    let volume = json!({ "efsVolumeConfiguration": { "fileSystemId": FS, "rootDirectory": "/web" } });
    let expected = ["a", "b", "c"].map(|it| {
        format!("{it}: {FAILED}mount.nfs4: mounting {FS}:/web failed, reason given by server: No such file or directory")
    });
    assert_eq!(launched(volume.clone(), |_| ()), expected);
    let made = |it: &mut Simulation| {
        order(it, VolumeCommand::MakeDirectory(FS.to_owned(), "/web".to_owned(), 0));
    };
    assert_eq!(launched(volume, made), ["a: RUNNING", "b: RUNNING", "c: RUNNING"]);
}

/// With IAM and an access point, through TLS.
fn guarded() -> Value {
    json!({ "efsVolumeConfiguration": { "fileSystemId": FS, "transitEncryption": "ENABLED",
        "authorizationConfig": { "iam": "ENABLED" } } })
}

/// A board that checks roles, with a file-system policy that leaves everything to IAM, and a task role with this policy.
fn with_iam(policy: Option<&str>) -> Simulation {
    with_iam_and(guarded(), None, policy)
}

fn with_iam_and(volume: Value, point: Option<VolumeCommand>, policy: Option<&str>) -> Simulation {
    let mut definition = on_fargate(volume);
    definition["taskRoleArn"] = role_arn("web-task").into();
    let mut simulation = board(&definition);
    simulation.dispatch(Command::StartClock);
    for command in file_system(FileSystemKind::Regional).into_iter().chain(point) {
        order(&mut simulation, command);
    }
    let statement = json!({ "Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Principal": { "AWS": "123456789012" }, "Action": "elasticfilesystem:*" } });
    let document = Document::read(statement.to_string(), PolicyKind::Resource).unwrap();
    order(&mut simulation, VolumeCommand::SetFileSystemPolicy(FS.to_owned(), Some(document)));
    let mut roles = standard_roles(simulation.world());
    let task_role = role(role_arn("web-task"), RoleUse::Task, policy.into_iter().map(managed).collect());
    roles.roles.insert(task_role.arn.clone(), task_role);
    simulation.dispatch(Command::OfRoles(Box::new(RoleCommand::Check(Box::new(roles)))));
    simulation.dispatch(Command::Advance(120));
    run_on_fargate(&mut simulation);
    simulation.dispatch(Command::Advance(60));
    crate::sim::tests::invariants::assert_invariants(simulation.world());
    simulation
}

#[test]
fn row_without_client_mount_and_fact_42_the_task_role_is_asked() {
    let failed = outcomes(with_iam(None).world());
    assert!(
        failed[0].contains(": ResourceInitializationError: failed to invoke EFS utils commands"),
        "{failed:?}"
    );
    assert!(failed[0].contains("access denied by server while mounting"), "{failed:?}");
    let running = outcomes(with_iam(Some("AmazonElasticFileSystemClientReadOnlyAccess")).world());
    assert!(running[0].ends_with("RUNNING"), "{running:?}");
}

#[test]
fn row_only_client_mount_and_fact_44_it_is_mounted_and_writes_fail() {
    let wrote = |policy| {
        let mut simulation = with_iam(Some(policy));
        let task = *simulation.world().tasks.keys().next().unwrap();
        write(&mut simulation, task, "/data/x")
    };
    let said = wrote("AmazonElasticFileSystemClientReadOnlyAccess");
    assert!(
        said.starts_with("web A1 could not write /data/x: Read-only file system: ClientMount alone"),
        "{said}"
    );
    let said = wrote("AmazonElasticFileSystemClientReadWriteAccess");
    assert!(
        said.starts_with("web A1 could not write /data/x: Permission denied"),
        "root is squashed: {said}"
    );
    assert_eq!(wrote("AmazonElasticFileSystemClientFullAccess"), "web A1 wrote /data/x.");
}

#[test]
fn a4_6_root_keeps_its_rights_at_an_access_point_by_client_root_access_alone() {
    let mut volume = guarded();
    volume["efsVolumeConfiguration"]["authorizationConfig"]["accessPointId"] = "fsap-1".into();
    let wrote = |policy| {
        let point = AccessPoint { uid: 0, root_directory: "/web".to_owned(), creation_uid: Some(0) };
        let point = VolumeCommand::PutAccessPoint(FS.to_owned(), "fsap-1".to_owned(), point);
        let mut simulation = with_iam_and(volume.clone(), Some(point), Some(policy));
        let task = *simulation.world().tasks.keys().last().unwrap();
        write(&mut simulation, task, "/data/x")
    };
    let said = wrote("AmazonElasticFileSystemClientReadWriteAccess");
    assert!(said.contains("could not write /data/x: Permission denied"), "{said}");
    assert_eq!(wrote("AmazonElasticFileSystemClientFullAccess"), "web A1 wrote /data/x.");
}

#[test]
fn fact_43_without_a_policy_whoever_reaches_a_mount_target_has_full_access() {
    let mut simulation = with_iam(None);
    order(&mut simulation, VolumeCommand::SetFileSystemPolicy(FS.to_owned(), None));
    run_on_fargate(&mut simulation);
    simulation.dispatch(Command::Advance(60));
    let task = *simulation.world().tasks.keys().last().unwrap();
    let said = write(&mut simulation, task, "/data/x");
    assert!(said.ends_with("wrote /data/x."), "{said}");
}

#[test]
fn row_wrong_uid_at_an_access_point() {
    let volume = json!({ "efsVolumeConfiguration": { "fileSystemId": FS, "transitEncryption": "ENABLED",
        "authorizationConfig": { "accessPointId": "fsap-1" } } });
    let point = |uid, creation_uid| {
        let root_directory = "/web".to_owned();
        VolumeCommand::PutAccessPoint(
            FS.to_owned(),
            "fsap-1".to_owned(),
            AccessPoint { uid, root_directory, creation_uid },
        )
    };
    let wrote = |orders: &[VolumeCommand]| {
        let mut simulation = board(&definition(volume.clone()));
        for command in file_system(FileSystemKind::Regional).iter().chain(orders) {
            order(&mut simulation, command.clone());
        }
        let task = started(&mut simulation, Some(0));
        write(&mut simulation, task, "/data/x")
    };
    assert_eq!(wrote(&[point(1000, Some(1000))]), "web A1 wrote /data/x.");
    let owned_by_root = VolumeCommand::MakeDirectory(FS.to_owned(), "/web".to_owned(), 0);
    let said = wrote(&[owned_by_root, point(1000, Some(1000))]);
    assert!(said.starts_with("web A1 could not write /data/x: Permission denied"), "{said}");
    let failed = launched(volume.clone(), |_| ());
    assert!(failed[0].ends_with("No such file or directory"), "no such access point: {failed:?}");
    // A directory that nobody makes is not there.
    let failed = launched(volume.clone(), |it| drop(order(it, point(1000, None))));
    assert!(failed[0].ends_with("No such file or directory"), "{failed:?}");
}

#[test]
fn row_fargate_platform_1_3_0_and_fact_39() {
    let mut simulation = board(&on_fargate(efs()));
    order(&mut simulation, VolumeCommand::SetFargatePlatform(FargatePlatform::V1_3_0));
    run_on_fargate(&mut simulation);
    assert!(simulation.world().tasks.is_empty());
    assert!(
        last_sentence(&simulation).starts_with("Fargate mounts Amazon EFS from platform version 1.4.0 on")
    );
    order(&mut simulation, VolumeCommand::SetFargatePlatform(FargatePlatform::V1_4_0));
    run_on_fargate(&mut simulation);
    assert_eq!(simulation.world().tasks.len(), 1);
}

#[test]
fn fact_37_one_mount_target_for_each_zone_and_one_zone_has_its_own() {
    let mut simulation = board(&definition(efs()));
    for command in file_system(FileSystemKind::OneZone(Zone(1))) {
        order(&mut simulation, command);
    }
    let said = order(&mut simulation, VolumeCommand::CreateMountTarget(FS.to_owned(), Zone(1)));
    assert!(said.starts_with("MountTargetConflict"), "{said}");
    let said = order(&mut simulation, VolumeCommand::CreateMountTarget(FS.to_owned(), Zone(0)));
    assert!(said.starts_with("A One Zone file system"), "{said}");
    let said = order(
        &mut simulation,
        VolumeCommand::CreateFileSystem { id: FS.to_owned(), kind: FileSystemKind::Regional },
    );
    assert!(said.contains("is there already"), "{said}");
    let said = order(
        &mut simulation,
        VolumeCommand::CreateFileSystem { id: "disk".to_owned(), kind: FileSystemKind::Regional },
    );
    assert!(said.starts_with("`disk` is no id."), "{said}");
}

#[test]
fn a_read_only_mount_point_takes_no_file() {
    let mut definition = definition(json!({}));
    definition["containerDefinitions"][0]["mountPoints"][0]["readOnly"] = true.into();
    let mut simulation = board(&definition);
    let task = started(&mut simulation, Some(0));
    let said = write(&mut simulation, task, "/data/x");
    assert!(said.contains("the mount point is readOnly"), "{said}");
    let said = write(&mut simulation, task, "data");
    assert!(said.starts_with("`data` is no path."), "{said}");
}

#[test]
fn on_ec2_a_mount_that_fails_is_told_by_the_volume_driver() {
    let mut simulation = board(&definition(efs()));
    simulation.dispatch(Command::StartClock);
    order(&mut simulation, file_system(FileSystemKind::Regional).remove(0));
    started_or_refused(&mut simulation);
    simulation.dispatch(Command::Advance(60));
    let failed = outcomes(simulation.world());
    assert!(
        failed[0].starts_with("a: VolumeDriver.Create: mounting volume failed: Failed to resolve"),
        "{failed:?}"
    );
}

#[test]
fn the_infrastructure_role_makes_the_volume_and_a_task_without_it_fails_to_start() {
    let outcome = |has_role: bool| {
        let mut simulation = board(&definition(json!({ "configuredAtLaunch": true })));
        simulation.dispatch(Command::StartClock);
        order(&mut simulation, at_launch(true));
        let mut roles = standard_roles(simulation.world());
        if !has_role {
            roles.roles.remove(&role_arn("ecsInfrastructureRole"));
        }
        simulation.dispatch(Command::OfRoles(Box::new(RoleCommand::Check(Box::new(roles)))));
        started_or_refused(&mut simulation);
        simulation.dispatch(Command::Advance(60));
        outcomes(simulation.world()).remove(0)
    };
    assert_eq!(outcome(true), "a: RUNNING");
    let said = outcome(false);
    assert!(said.starts_with("a: ECS makes and attaches a volume: ec2:CreateVolume on"), "{said}");
}
