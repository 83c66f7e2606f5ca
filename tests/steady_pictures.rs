//! When a host needs more places the picture is laid out anew, and a learner finds again what they look at.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is wrong")]

use bayplan::diagram::{GroupKind, Layout, Seats, WorldPicture};
use bayplan::share::v1::SavedSandbox;
use bayplan::sim::{Command, Simulation, World};

/// What boards have on phones, beside a lesson, on tablets and on desktops.
const WIDTHS: [i32; 5] = [340, 526, 640, 762, 1240];

/// For each two zones, whether the first is left of the second and whether it is above it.
fn order_of_zones(picture: &WorldPicture, all: &Layout) -> Vec<(bool, bool)> {
    let places = picture.layout_in(all).groups;
    let zones = picture.scene.groups.iter().zip(places).filter(|(it, _)| it.kind == GroupKind::Az);
    let zones: Vec<_> = zones.map(|(_, at)| at).collect();
    let pairs = zones.iter().enumerate().flat_map(|(at, a)| zones[at + 1..].iter().map(move |b| (a, b)));
    pairs.map(|(a, b)| (a.right() <= b.x, a.bottom() <= b.y)).collect()
}

/// The pictures of a world while its clock goes, those alone that are laid out anew.
fn pictures(sandbox: &str) -> Vec<(World, WorldPicture)> {
    let whole = SavedSandbox::from_text(sandbox).unwrap().to_simulation().unwrap();
    let mut simulation = Simulation::new(whole.scenario().clone());
    let mut seats = Seats::default();
    let mut pictures: Vec<(World, WorldPicture)> = Vec::new();
    let on = [Command::StartClock].into_iter().chain((0..60).map(|_| Command::Advance(10)));
    for command in whole.commands().to_vec().into_iter().chain(on) {
        simulation.dispatch(command);
        seats.follow(simulation.world());
        let picture = WorldPicture::new(simulation.world(), simulation.log(), &seats);
        if pictures.last().is_none_or(|(_, it)| !it.is_placed_like(&picture)) {
            pictures.push((simulation.world().clone(), picture));
        }
    }
    pictures
}

/// Whether there are the same hosts, services and what stands around them.
fn differ_in_tasks_alone(a: &World, b: &World) -> bool {
    let [a, b] = [a, b].map(|it| WorldPicture::new(it, &[], &Seats::default()));
    a.is_placed_like(&b)
}

#[test]
fn zones_stay_beside_or_below_one_another_when_hosts_need_more_places() {
    let (mut turned, mut n) = (Vec::new(), 0);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios");
    for file in std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()) {
        let stored: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let pictures = pictures(&stored["sandbox"].to_string());
        let grown = pictures.windows(2).filter(|it| differ_in_tasks_alone(&it[0].0, &it[1].0));
        for pair in grown {
            for width in WIDTHS {
                let [was, is] = [&pair[0], &pair[1]].map(|(world, picture)| {
                    let all = picture.layout_of_all(world, width);
                    order_of_zones(picture, &all)
                });
                n += 1;
                if was != is {
                    turned.push((file.file_stem().unwrap().to_str().unwrap().to_owned(), width));
                }
            }
        }
    }
    assert!(n > 100, "{n}");
    // There the picture becomes more than twice as high as wide, which makes it another one.
    assert_eq!(turned, [("services".to_owned(), 762)]);
}
