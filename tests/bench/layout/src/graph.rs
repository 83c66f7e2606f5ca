//! Networks of any size, of the shape that architectures on ECS have; any language can repeat them.
//!
//! The bench measures them and the tests of the layout look for faults in them, so the names come from the parent.

use super::{Edge, EdgeKind, Group, GroupKind, Icon, Lane, Node, NodeKind, Scene, State, TaskLetter};

/// xorshift32.
struct Random(u32);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        usize::try_from(self.0).map_or(0, |drawn| drawn % n)
    }
}

struct Network {
    scene: Scene,
    n_things: usize,
}

/// A Region with a network, zones, subnets, instances and tasks, services behind one load balancer, roles, mount targets;
/// `size` groups and nodes in all, or a few more.
pub fn network(size: usize, seed: u32) -> Scene {
    let mut random = Random(seed.max(1));
    let scene = Scene { id: "network".to_owned(), title: "A network".to_owned(), ..Scene::default() };
    let mut it = Network { scene, n_things: 0 };
    let n_services = ((size + 20) / 40).clamp(2, 40);
    it.services(n_services);
    let mut subnets = Vec::new();
    for zone in 0..if size <= 60 { 2 } else { 3 } {
        it.group(&format!("az{zone}"), "cluster", GroupKind::Az);
        for at in 0..if size >= 400 { 2 } else { 1 } {
            let subnet = format!("sn{zone}-{at}");
            it.group(&subnet, &format!("az{zone}"), GroupKind::Subnet);
            subnets.push((subnet, zone));
        }
        it.card(&format!("mt{zone}"), &format!("sn{zone}-0"), Icon::Mount);
        it.edge(&format!("mt{zone}"), "efs", EdgeKind::Data);
    }
    let (mut n_instances, mut n_tasks) = (0, 0);
    while it.n_things < size {
        let (subnet, zone) = &subnets[n_instances % subnets.len()];
        let instance = format!("i{n_instances}");
        n_instances += 1;
        it.group(&instance, subnet, GroupKind::Instance);
        let agent = format!("{instance}-agent");
        it.card(&agent, &instance, Icon::Agent);
        it.edge(&agent, "role-instance", EdgeKind::Credentials);
        for _ in 0..2 + random.below(5) {
            if it.n_things >= size {
                break;
            }
            let service = random.below(n_services);
            let task = format!("t{n_tasks}");
            n_tasks += 1;
            it.task(&task, &instance, service, n_tasks);
            it.edge(&format!("tg{service}"), &task, EdgeKind::Traffic);
            if random.below(3) == 0 {
                it.edge(&task, &format!("role-task{service}"), EdgeKind::Credentials);
            }
            if service.is_multiple_of(3) {
                it.edge(&task, &format!("mt{zone}"), EdgeKind::Data);
            }
        }
    }
    it.scene
}

impl Network {
    /// What there is once, and what each service has.
    fn services(&mut self, n_services: usize) {
        self.group("region", "", GroupKind::Region);
        self.group("vpc", "region", GroupKind::Vpc);
        self.group("cluster", "vpc", GroupKind::Cluster);
        self.card("alb", "vpc", Icon::Alb);
        self.card("users", "", Icon::Users);
        self.edge("users", "alb", EdgeKind::Traffic);
        for (id, icon) in [("efs", Icon::Efs), ("ecr", Icon::Ecr), ("s3", Icon::S3)] {
            self.card(id, "region", icon);
        }
        self.group("iam", "region", GroupKind::SecurityGroup);
        if let Some(iam) = self.scene.groups.last_mut() {
            iam.lane = Some(Lane::Role);
        }
        self.card("role-instance", "iam", Icon::RoleInstance);
        self.card("role-exec", "iam", Icon::RoleExecution);
        self.edge("role-exec", "ecr", EdgeKind::Credentials);
        for service in 0..n_services {
            let target = format!("tg{service}");
            self.card(&target, "vpc", Icon::Target);
            self.edge("alb", &target, EdgeKind::Traffic);
            let role = format!("role-task{service}");
            self.card(&role, "iam", Icon::RoleTask);
            if service.is_multiple_of(2) {
                self.edge(&role, "s3", EdgeKind::Credentials);
            }
        }
    }

    fn group(&mut self, id: &str, parent: &str, kind: GroupKind) {
        self.n_things += 1;
        self.scene.groups.push(Group {
            id: id.to_owned(),
            parent: (!parent.is_empty()).then(|| parent.to_owned()),
            kind,
            label: id.to_owned(),
            second: String::new(),
            short: String::new(),
            owner: None,
            state: State::Normal,
            flow: super::Flow::Auto,
            lane: None,
            order: None,
            starts_row: false,
            explain: None,
        });
    }

    fn node(&mut self, id: &str, parent: &str, node: Node) {
        self.n_things += 1;
        let parent = (!parent.is_empty()).then(|| parent.to_owned());
        self.scene.nodes.push(Node { id: id.to_owned(), parent, ..node });
    }

    fn card(&mut self, id: &str, parent: &str, icon: Icon) {
        self.node(id, parent, Node { icon: Some(icon), label: id.to_owned(), ..Node::default() });
    }

    fn task(&mut self, id: &str, parent: &str, service: usize, number: usize) {
        let letter = Some(TaskLetter::ALL[service % 8]);
        let (number, label) = (u16::try_from(number).ok(), format!("svc{service}"));
        self.node(id, parent, Node { kind: NodeKind::Task, letter, number, label, ..Node::default() });
    }

    fn edge(&mut self, from: &str, to: &str, kind: EdgeKind) {
        let id = format!("e{}", self.scene.edges.len());
        let (from, to) = (from.to_owned(), to.to_owned());
        self.scene.edges.push(Edge { id, from, to, kind, ..Edge::default() });
    }
}
