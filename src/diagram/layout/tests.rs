use super::super::quality::{crossings, faults, unpleasant_shape};
use super::super::{
    Edge, EdgeKind, Flow, Group, GroupKind, Icon, Lane, Node, NodeKind, Scene, State, TaskLetter,
};
use super::*;

/// The networks that the bench measures.
#[path = "../../../tests/bench/layout/src/graph.rs"]
mod network;

const WIDTHS: [i32; 5] = [1100, 760, 526, 360, 344];

/// Of a lesson's picture, of a wide page, of a wide window.
const DESKTOP_WIDTHS: [i32; 3] = [696, 1100, 1440];

/// Every scene of the tests and of the lessons, with its path.
fn scenes() -> Vec<(String, Scene)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("tests/scenes"), root.join("lessons"), root.join("assets")];
    let mut scenes = Vec::new();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "toml") {
                let mut file: toml::Table = std::fs::read_to_string(&path).unwrap().parse().unwrap();
                // No layout depends on what is played on it.
                file.retain(|key, _| key != "launch" && key != "steps");
                if let Ok(scene) = file.try_into::<Scene>() {
                    scenes.push((path.display().to_string(), scene));
                }
            }
        }
    }
    scenes.sort_by(|a, b| a.0.cmp(&b.0));
    scenes
}

fn assert_sound(name: &str, scene: &Scene, width: i32) -> Layout {
    assert_eq!(super::super::scene_findings(scene), [], "{name}");
    let layout = layout(scene, width);
    let faults = faults(scene, &layout);
    assert!(faults.is_empty(), "{name} at {width}:\n{}", faults.join("\n"));
    layout
}

#[test]
fn every_scene_is_without_faults_at_every_width() {
    let scenes = scenes();
    assert!(scenes.len() >= 6, "the scenes of this test are there");
    for (name, scene) in scenes {
        for width in WIDTHS {
            let layout = assert_sound(&name, &scene, width);
            assert_eq!(layout, super::layout(&scene, width), "the same twice");
        }
    }
}

#[test]
fn every_scene_has_a_pleasant_shape_on_a_desktop() {
    let mut faults = Vec::new();
    for (name, scene) in scenes() {
        for width in DESKTOP_WIDTHS {
            let fault = unpleasant_shape(&layout(&scene, width));
            faults.extend(fault.map(|it| format!("{name} at {width}: {it}")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_panels_of_the_first_lesson_fit_into_344_pixels() {
    for name in ["panel-ec2", "panel-fargate"] {
        let (_, scene) = scenes().into_iter().find(|(path, _)| path.contains(name)).unwrap();
        let layout = layout(&scene, 344);
        assert_eq!(layout.width, 344);
        assert!(layout.height <= 412, "{name} is {} high", layout.height);
        assert_eq!(crossings(&layout), 0);
    }
}

#[test]
fn on_a_phone_a_panel_is_scaled_a_little_rather_than_twice_as_high() {
    let (_, scene) = scenes().into_iter().find(|(path, _)| path.contains("panel-ec2")).unwrap();
    let layout = layout(&scene, 326);
    assert!(layout.width <= 326 * 108 / 100 && layout.height <= 412, "{} x {}", layout.width, layout.height);
}

#[test]
fn wide_drawings_of_the_three_scenes_have_no_crossing() {
    for name in ["iam-flow", "alb-efs", "launch-types"] {
        let (_, scene) = scenes().into_iter().find(|(path, _)| path.contains(name)).unwrap();
        assert_eq!(crossings(&layout(&scene, 1100)), 0, "{name}");
    }
}

/// `SplitMix64`, as everywhere in the project.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(n).unwrap()).unwrap()
    }
}

fn group(id: String, parent: Option<&str>, kind: GroupKind) -> Group {
    Group {
        label: id.clone(),
        id,
        parent: parent.map(str::to_owned),
        kind,
        second: String::new(),
        short: String::new(),
        owner: None,
        state: State::Normal,
        flow: Flow::Auto,
        lane: None,
        order: None,
        starts_row: false,
        explain: None,
    }
}

fn node(id: String, parent: Option<&str>) -> Node {
    Node { label: id.clone(), id, parent: parent.map(str::to_owned), ..Node::default() }
}

/// A network with zones, subnets, instances and services, of about `size` nodes.
fn random_scene(size: usize, seed: u64) -> Scene {
    let mut random = Random(seed);
    let mut scene = Scene { id: "random".to_owned(), title: "Random".to_owned(), ..Scene::default() };
    let card =
        |id: &str, parent: Option<&str>, icon: Icon| Node { icon: Some(icon), ..node(id.to_owned(), parent) };
    scene.groups.push(group("vpc".to_owned(), None, GroupKind::Vpc));
    scene.groups.push(group("cluster".to_owned(), Some("vpc"), GroupKind::Cluster));
    scene.nodes.push(card("users", None, Icon::Users));
    scene.nodes.push(card("alb", Some("vpc"), Icon::Alb));
    scene.nodes.push(card("efs", None, Icon::Efs));
    scene.nodes.push(card("role", None, Icon::RoleInstance));
    let edge = |scene: &mut Scene, from: &str, to: &str, kind: EdgeKind| {
        let id = format!("e{}", scene.edges.len());
        scene.edges.push(Edge { id, from: from.to_owned(), to: to.to_owned(), kind, ..Edge::default() });
    };
    edge(&mut scene, "users", "alb", EdgeKind::Traffic);
    let n_services = 1 + random.below(1 + size / 30);
    for service in 0..n_services {
        let target = format!("tg{service}");
        scene.nodes.push(card(&target, Some("vpc"), Icon::Target));
        edge(&mut scene, "alb", &target, EdgeKind::Traffic);
        let role = format!("role{service}");
        scene.nodes.push(Node { lane: Some(Lane::Role), ..card(&role, None, Icon::RoleTask) });
    }
    let n_zones = 2 + random.below(2);
    for zone in 0..n_zones {
        scene.groups.push(group(format!("az{zone}"), Some("cluster"), GroupKind::Az));
        scene.groups.push(group(format!("sn{zone}"), Some(&format!("az{zone}")), GroupKind::Subnet));
        scene.nodes.push(card(&format!("mt{zone}"), Some(&format!("sn{zone}")), Icon::Mount));
        edge(&mut scene, &format!("mt{zone}"), "efs", EdgeKind::Data);
    }
    let mut instance = 0;
    while scene.nodes.len() < size {
        let zone = instance % n_zones;
        let id = format!("i{instance}");
        scene.groups.push(group(id.clone(), Some(&format!("sn{zone}")), GroupKind::Instance));
        scene.nodes.push(card(&format!("{id}-agent"), Some(&id), Icon::Agent));
        edge(&mut scene, &format!("{id}-agent"), "role", EdgeKind::Credentials);
        for task in 0..=random.below(5) {
            let name = format!("{id}-t{task}");
            let service = random.below(n_services);
            scene.nodes.push(Node {
                kind: NodeKind::Task,
                letter: Some(TaskLetter::ALL[service % 8]),
                number: Some(u16::try_from(task).unwrap()),
                label: "web".to_owned(),
                ..node(name.clone(), Some(&id))
            });
            edge(&mut scene, &format!("tg{service}"), &name, EdgeKind::Traffic);
            if random.below(3) == 0 {
                edge(&mut scene, &name, &format!("role{service}"), EdgeKind::Credentials);
            }
            if service.is_multiple_of(3) {
                edge(&mut scene, &name, &format!("mt{zone}"), EdgeKind::Data);
            }
        }
        instance += 1;
    }
    scene
}

#[test]
fn a_line_between_the_first_and_the_last_of_a_row_goes_around_what_stands_between() {
    let row = Group { flow: Flow::Row, ..group("row".to_owned(), None, GroupKind::Subnet) };
    let mut scene =
        Scene { id: "row".to_owned(), title: "Row".to_owned(), groups: vec![row], ..Scene::default() };
    for (order, id) in [(1, "a"), (2, "b"), (3, "c")] {
        let card = node(id.to_owned(), Some("row"));
        scene.nodes.push(Node { icon: Some(Icon::Agent), order: Some(order), ..card });
    }
    for (id, from, to) in [("there", "a", "c"), ("back", "c", "a")] {
        let [id, from, to] = [id, from, to].map(str::to_owned);
        scene.edges.push(Edge { id, from, to, ..Edge::default() });
    }
    for width in WIDTHS {
        assert!(assert_sound("row", &scene, width).edges.iter().all(|route| !route.points.is_empty()));
    }
}

#[test]
fn zones_in_a_last_row_with_fewer_of_them_are_as_wide_as_those_above() {
    let (_, scene) = scenes().into_iter().find(|(path, _)| path.ends_with("home.scene.toml")).unwrap();
    for width in [288, 304, 320] {
        let layout = layout(&scene, width);
        let [a, b, c] = ["zone-a", "zone-b", "zone-c"]
            .map(|id| layout.groups[scene.groups.iter().position(|it| it.id == id).unwrap()]);
        assert!(a.y == b.y && b.y < c.y, "two and one at {width}");
        assert_eq!((a.w, b.w), (c.w, c.w), "at {width}");
    }
}

#[test]
fn random_networks_are_without_faults() {
    for seed in 0..6 {
        for size in [12, 30, 60] {
            let scene = random_scene(size, seed);
            for width in [1400, 760, 360] {
                let faults = faults(&scene, &layout(&scene, width));
                assert_eq!(faults, [] as [&str; 0], "{size} nodes, seed {seed}, at {width}");
            }
        }
    }
}

/// What is wrong with a generated network on a desktop.
fn faults_of_network(size: usize, seed: u32) -> Vec<String> {
    let scene = network::network(size, seed);
    let layout = layout(&scene, 1440);
    let mut faults = faults(&scene, &layout);
    faults.extend(unpleasant_shape(&layout));
    faults.iter().map(|fault| format!("{size} things, seed {seed}: {fault}")).collect()
}

#[test]
fn generated_networks_are_without_faults() {
    let sample = [(30, 1), (30, 42), (60, 2), (100, 3), (100, 42), (250, 4), (500, 2)];
    let faults: Vec<String> =
        sample.into_iter().flat_map(|(size, seed)| faults_of_network(size, seed)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
#[ignore = "takes a minute or two: `cargo xtask bench layout` runs it"]
fn two_hundred_generated_networks_are_without_faults() {
    let sizes =
        [30, 35, 40, 50, 60, 70, 80, 90, 100, 120, 150, 200, 250, 300, 400, 500, 700, 1_000, 1_500, 2_000];
    let faults: Vec<String> = sizes
        .into_iter()
        .flat_map(|size| (1..=10).flat_map(move |seed| faults_of_network(size, seed)))
        .collect();
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}
