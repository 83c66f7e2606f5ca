//! The gallery: boards on which something worth seeing happens, for the sandbox, for links to it and for frames. Each board is
//! a saved one in `assets/gallery/`; what its texts promise is what happens on it (`tests/gallery.rs`).

/// A scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// In links: lower case, with hyphens.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// How the board stands.
    pub story: &'static str,
    /// What to do first, and what to watch for then.
    pub watch: &'static str,
    /// What will happen.
    pub question: Question,
    /// The board, as [`super::v1::SavedSandbox`] writes it.
    pub board: &'static str,
}

/// A prediction before the clock is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub ask: &'static str,
    /// Answers, each with why it is right or wrong.
    pub answers: [(&'static str, &'static str); 3],
    /// The place of the right one.
    pub right: usize,
}

/// All of them, in the order of the gallery.
pub const SCENARIOS: [Scenario; 6] = [
    Scenario {
        name: "wrong-target-type",
        title: "Wrong target type",
        story: "Two Fargate tasks run without a load balancer. Somebody put them behind a target group of type instance, and AWS refused.",
        watch: "Read the refusal in the Decision panel. Then press Add a load balancer, choose target type ip, and send requests.",
        question: Question {
            ask: "Why does AWS refuse the pair?",
            answers: [
                (
                    "A Fargate task is not an instance that can be registered",
                    "A task in awsvpc mode has a network interface and an address of its own, so its target is an ip. On Fargate there is no instance of yours at all.",
                ),
                (
                    "The port of the target group is wrong",
                    "The port is not looked at here. The target type has to fit the network mode of the task definition.",
                ),
                (
                    "An ALB does not work with Fargate",
                    "It does, as long as its target group has target type ip.",
                ),
            ],
            right: 0,
        },
        board: include_str!("../../assets/gallery/wrong-target-type.json"),
    },
    Scenario {
        name: "health-check-that-kills",
        title: "A health check that kills",
        story: "The application needs 90 seconds before it answers. Its service stands behind an ALB and has no grace period.",
        watch: "Play the clock at 30×. Watch the targets turn unhealthy and the tasks be replaced. Then open the settings of the target group, or give the service a grace period, and watch it come to rest.",
        question: Question {
            ask: "What will the service do?",
            answers: [
                (
                    "It waits until the application answers",
                    "Only with a grace period that is long enough. Without one ECS believes the health check at once.",
                ),
                (
                    "It replaces the tasks again and again",
                    "Two failed checks, 30 seconds apart, come before the application is ready, so every new task is stopped as well.",
                ),
                (
                    "It keeps the tasks and sends them no requests",
                    "An ALB alone would keep the tasks, and send requests elsewhere while another target is healthy. But ECS stops and replaces a task of a service whose target is unhealthy.",
                ),
            ],
            right: 1,
        },
        board: include_str!("../../assets/gallery/health-check-that-kills.json"),
    },
    Scenario {
        name: "zone-under-load",
        title: "Losing a zone under load",
        story: "Six Fargate tasks in three zones serve 560 requests a second behind an ALB. Each task serves at most 100.",
        watch: "Play the clock, then press Zone outage and lose zone b. Watch which requests are refused, and until when.",
        question: Question {
            ask: "The zone takes two of six tasks with it. What happens to the 560 requests a second?",
            answers: [
                (
                    "All are served: the ALB sends them elsewhere",
                    "Four tasks are left, and four tasks serve 400 requests a second. The rest has nowhere to go.",
                ),
                (
                    "All are refused until the zone is back",
                    "The targets in the other zones are healthy and go on serving.",
                ),
                (
                    "Some are refused until two new tasks are healthy elsewhere",
                    "ECS starts two tasks in the zones that are left; until they are healthy targets, four tasks serve 400 of 560.",
                ),
            ],
            right: 2,
        },
        board: include_str!("../../assets/gallery/zone-under-load.json"),
    },
    Scenario {
        name: "wrong-role",
        title: "The right permission on the wrong role",
        story: "An application on Fargate reads s3://orders/today.json. Its team gave s3:GetObject to ecsTaskExecutionRole. The call was just made: AccessDenied, and the task runs on.",
        watch: "Read the last line under Events: which role signed? Then open Roles, give that role s3:GetObject, and let the task call again.",
        question: Question {
            ask: "Which role has to have the permission?",
            answers: [
                (
                    "The task execution role: it belongs to the task",
                    "It starts the task: it pulls the image, writes the logs, reads the secrets. The application can never read its credentials.",
                ),
                (
                    "The task role, orders-task",
                    "The SDK inside the container finds the credentials of the task role and of no other.",
                ),
                (
                    "The service-linked role, AWSServiceRoleForECS",
                    "ECS itself works with it, on network interfaces and targets for example. No container gets its credentials.",
                ),
            ],
            right: 1,
        },
        board: include_str!("../../assets/gallery/wrong-role.json"),
    },
    Scenario {
        name: "missing-execution-role",
        title: "A missing execution role",
        story: "A task definition was copied from another account. It names ecsTaskExecutionRole, but this account has no role of that name. A service wants two tasks.",
        watch: "Play the clock and look for tasks. Then read in the Decision panel what was refused, open Roles and create the role.",
        question: Question {
            ask: "How will you notice that the role is missing?",
            answers: [
                (
                    "Tasks start and stop with an error",
                    "AWS reports it in an event of the service. In the model they do not get that far: ECS assumes the role before there is a task that could stop.",
                ),
                (
                    "The service says that ECS was unable to assume the role",
                    "In the model no task appears, not even among the stopped ones: the event of the service is the one place that tells.",
                ),
                (
                    "The tasks run, but their logs are empty",
                    "The logs need the execution role as well, but nothing runs without it here.",
                ),
            ],
            right: 1,
        },
        board: include_str!("../../assets/gallery/missing-execution-role.json"),
    },
    Scenario {
        name: "zone-without-mount-target",
        title: "One zone without a mount target",
        story: "Three Fargate tasks are to mount an EFS file system, one in each zone. It has a mount target in zone a and in zone b only.",
        watch: "Play the clock and read the reasons under Stopped tasks. Then open Volumes and make a mount target in zone c. Its name can take up to 90 seconds to propagate.",
        question: Question {
            ask: "What becomes of the third task?",
            answers: [
                (
                    "It mounts through the mount target of another zone",
                    "The name of the file system leads to the mount target in the zone of the task. Where there is none, it cannot be resolved.",
                ),
                (
                    "It runs without the file system",
                    "A volume that cannot be mounted keeps the containers from starting.",
                ),
                (
                    "It stops, and so does each that takes its place",
                    "ECS spreads the tasks over the zones, so that each new one starts in zone c again.",
                ),
            ],
            right: 2,
        },
        board: include_str!("../../assets/gallery/zone-without-mount-target.json"),
    },
];

/// The scenario of this name.
#[must_use]
pub fn scenario(name: &str) -> Option<&'static Scenario> {
    SCENARIOS.iter().find(|it| it.name == name)
}
