//! ECS Exec.

use super::*;

const CHANNELS: [&str; 1] = ["ssmmessages:*"];

fn execute(simulation: &mut Simulation) -> String {
    order(simulation, RoleCommand::ExecuteCommand { task: TaskId(0), container: 0 });
    last_sentence(simulation)
}

#[test]
fn step_13_execute_command_asks_for_the_caller_and_then_for_the_task_role() {
    for launch_type in BOTH {
        let executed = |edit: &dyn Fn(&mut Roles)| {
            let mut simulation = board(&definition(), |it| edit(it));
            run(&mut simulation, launch_type);
            let said = execute(&mut simulation);
            assert_eq!(outcome(&simulation), "RUNNING", "the task runs on, whatever becomes of the command");
            said
        };
        let may = |it: &mut Roles| of(it, "web-task").push(own("Exec", &CHANNELS));
        assert_eq!(
            executed(&may),
            "A command ran in the container web of web A1: you may ask, and its task role opens the channels."
        );
        let caller = |it: &mut Roles| {
            may(it);
            it.caller = vec![own("Deploy", &["ecs:RunTask", "iam:PassRole"])];
        };
        check_starts(
            &executed(&caller),
            "User: arn:aws:iam::123456789012:user/you is not authorized to perform: ecs:ExecuteCommand on resource: \
             arn:aws:ecs:us-east-1:123456789012:task/default/",
        );
        // The rights of the execution role and of the instance role do not help.
        let elsewhere = |it: &mut Roles| {
            of(it, "web-execution").push(own("Exec", &CHANNELS));
            of(it, "ecsInstanceRole").push(own("Exec", &CHANNELS));
        };
        check_starts(
            &executed(&elsewhere),
            "No command ran in the container web of web A1, which runs on. The SSM agent in the task opens the channels: \
             ssmmessages:CreateControlChannel on *, signed by the role web-task, is refused. No statement of",
        );
    }
}

#[test]
fn step_13_without_a_task_role_nobody_opens_the_channels() {
    for launch_type in BOTH {
        let mut simulation = board(&without(&["taskRoleArn"]), |it| {
            of(it, "ecsInstanceRole").push(own("Exec", &CHANNELS));
        });
        run(&mut simulation, launch_type);
        check_starts(
            &execute(&mut simulation),
            "No command ran in the container web of web A1, which runs on. The SSM agent in the task opens the channels: \
             ssmmessages:CreateControlChannel on *, signed by nobody, is refused.",
        );
    }
}

#[test]
fn a_command_needs_a_container_of_a_task_that_runs() {
    let mut simulation = board(&definition(), |_| ());
    check_starts(&execute(&mut simulation), "What was named is not there.");
    run(&mut simulation, EC2);
    order(&mut simulation, RoleCommand::ExecuteCommand { task: TaskId(0), container: 1 });
    check_starts(&last_sentence(&simulation), "What was named is not there.");
    simulation.dispatch(Command::RunTask(RunTask {
        task_definition: TaskDefinitionId(0),
        count: 1,
        launch_type: EC2,
        capacity_provider_strategy: None,
        placement_strategy: vec![],
        placement_constraints: vec![],
        group: None,
    }));
    order(&mut simulation, RoleCommand::ExecuteCommand { task: TaskId(1), container: 0 });
    check_starts(&last_sentence(&simulation), "The container");
}
