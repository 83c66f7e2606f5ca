//! Access points and directories of a file system: whose uid a task has there, and what it sees as `/`.

use leptos::prelude::*;

use crate::sim::volume::{AccessPoint, FileSystem, VolumeCommand};
use crate::sim::{Command, Simulation};
use crate::ui::part::{Part, html};
use crate::ui::signal::{Memo, RwSignal, StoredValue};

use super::super::button::button;
use super::super::fields::{line, number, pair, switch};
use super::super::note::paragraph;
use super::super::refusal::{refusal, said};
use super::super::{Desk, text};

/// What task definitions name in the documentation of Amazon EFS.
const FIRST_ID: &str = "fsap-0123456789abcdef0";

/// Those that are there, and a form for each kind.
pub fn access_points(desk: Desk, id: StoredValue<String>) -> Part {
    let lines = desk.read(move |it| read(it, id));
    let list = move || lines.get().iter().map(|it| html("li").text(it)).collect();
    html("details").class("how-to").with(html("summary").text(text::ACCESS_POINTS)).with(
        html("div")
            .class("stack")
            .with(paragraph("tiny muted", text::ACCESS_POINTS_HELP))
            .with(html("ul").class("sg-r").inside_by(list))
            .with(new_access_point(desk, id))
            .with(new_directory(desk, id)),
    )
}

/// One line for each access point and directory.
fn read(simulation: &Simulation, id: StoredValue<String>) -> Vec<String> {
    let storage = simulation.world().storage.as_deref();
    let found = |it: &FileSystem| {
        let points = it.access_points.iter().map(|(id, it)| text::access_point(id, it));
        let directories = it.directories.iter().map(|(path, uid)| text::directory(path, *uid));
        points.chain(directories).collect()
    };
    storage.and_then(|it| id.with_value(|id| it.file_systems.get(id))).map(found).unwrap_or_default()
}

fn new_access_point(desk: Desk, id: StoredValue<String>) -> Part {
    let own = RwSignal::new(FIRST_ID.to_owned());
    let root = RwSignal::new("/app".to_owned());
    let (uid, is_made) = (RwSignal::new(1000), RwSignal::new(true));
    let order = move || {
        let uid = uid.get();
        let point = AccessPoint {
            uid,
            root_directory: root.with(|it| it.trim().to_owned()),
            creation_uid: is_made.get().then_some(uid),
        };
        let own = own.with(|it| it.trim().to_owned());
        VolumeCommand::PutAccessPoint(id.get_value(), own, point).into()
    };
    let fields = vec![
        pair([
            line("access-point-id", text::ACCESS_POINT_ID, own),
            line("access-point-root", text::ROOT_DIRECTORY, root),
        ]),
        number("access-point-uid", text::POSIX_UID, uid, 0, u32::MAX),
        switch(is_made, text::IS_MADE, text::IS_MADE_HELP),
    ];
    form(desk, fields, order, "create-access-point", text::CREATE_ACCESS_POINT)
}

fn new_directory(desk: Desk, id: StoredValue<String>) -> Part {
    let path = RwSignal::new("/data".to_owned());
    let uid = RwSignal::new(0);
    let order = move || {
        let path = path.with(|it| it.trim().to_owned());
        VolumeCommand::MakeDirectory(id.get_value(), path, uid.get()).into()
    };
    let fields = vec![pair([
        line("directory-path", text::DIRECTORY, path),
        number("directory-uid", text::OWNER_UID, uid, 0, u32::MAX),
    ])];
    form(desk, fields, order, "make-directory", text::MAKE_DIRECTORY)
}

/// Fields, why their order would be refused, and the button that gives it.
fn form(
    desk: Desk,
    fields: Vec<Part>,
    order: impl Fn() -> Command + Copy + Send + Sync + 'static,
    id: &str,
    words: &str,
) -> Part {
    let refused = Memo::new(move |_| desk.session.simulation.with(|it| refusal(it, &order())));
    let give = move || {
        if refused.with_untracked(Option::is_none) {
            desk.dispatch(untrack(order));
        }
    };
    let give = button("btn sm", give).attr("id", id).disabled_by(move || refused.with(Option::is_some));
    html("div")
        .class("stack")
        .with_all(fields)
        .with(said(refused))
        .with(html("div").class("row end").with(give.text(words)))
}
