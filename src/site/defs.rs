//! The hidden SVG of a page: what its pictures and its buttons refer to, each once. The programs of the pages hold no
//! icon; they name one, and find it here.

use crate::diagram::{Icon, patterns};
use crate::lesson::props::decode;
use crate::lesson::{LaidStage, Panel};

/// The icons that the program of an island may show, beside those of its scenes.
fn of_island(island: &str) -> &'static [Icon] {
    match island {
        "stage" => &[
            Icon::Check,
            Icon::Cross,
            Icon::Download,
            Icon::Info,
            Icon::List,
            Icon::Minus,
            Icon::Pause,
            Icon::Play,
            Icon::Plus,
            Icon::Reset,
            Icon::StepBack,
            Icon::StepForward,
            Icon::Task,
        ],
        "prediction" => &[Icon::Check, Icon::Cross, Icon::Info, Icon::Reset, Icon::Target],
        "course" => &[Icon::Arrow, Icon::Check],
        "quiz" => &[
            Icon::Arrow,
            Icon::Az,
            Icon::Check,
            Icon::ChevronDown,
            Icon::ChevronLeft,
            Icon::ChevronRight,
            Icon::Clock,
            Icon::Cross,
            Icon::Ec2,
            Icon::Flag,
            Icon::Info,
            Icon::Target,
            Icon::Warning,
        ],
        "sandbox" => Icon::ALL,
        _ => &[],
    }
}

/// The hidden SVG for a page that consists of these parts.
/// It must not be `display: none`, which would take the patterns away; the class `defs` takes it out of the flow.
pub fn defs_svg(parts: &[&str]) -> String {
    let islands = || values(parts, "data-island=\"");
    let named: Vec<&str> = values(parts, "href=\"#").collect();
    let in_pictures: Vec<Icon> =
        values(parts, "data-island=\"stage\" data-props=\"").flat_map(in_pictures).collect();
    let is_needed = |icon: &Icon| {
        named.contains(&&*icon.id())
            || in_pictures.contains(icon)
            || islands().any(|island| of_island(island).contains(icon))
    };
    let has_pictures =
        islands().any(|it| it == "sandbox") || parts.iter().any(|it| it.contains("class=\"diagram\""));
    let mut svg = "<svg class=\"defs\" width=\"0\" height=\"0\" aria-hidden=\"true\">".to_owned();
    svg.push_str(if has_pictures { patterns() } else { "" });
    svg.push_str("<defs>");
    for icon in Icon::ALL.iter().filter(|icon| is_needed(icon)) {
        svg.extend(["<g id=\"", &icon.id(), "\">", icon.markup(), "</g>"]);
    }
    svg.push_str("</defs></svg>");
    svg
}

/// Some things of a picture come with a later step.
fn in_pictures(props: &str) -> Vec<Icon> {
    let panels = decode::<LaidStage>(props).map_or(vec![], |it| it.stage.panels);
    let of_panel = |panel: &Panel| {
        let groups = panel.scene.groups.iter().map(|group| group.kind.icon());
        groups.chain(panel.scene.nodes.iter().filter_map(|node| node.icon)).collect::<Vec<_>>()
    };
    panels.iter().flat_map(of_panel).collect()
}

/// What stands between `start` and the next quotation mark.
fn values<'a>(parts: &'a [&'a str], start: &'a str) -> impl Iterator<Item = &'a str> {
    let rests = parts.iter().flat_map(move |part| part.split(start).skip(1));
    rests.filter_map(|rest| rest.split('"').next())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use super::*;

    fn source(path: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(path)
    }

    /// The text of all files under a folder, or of a file.
    fn text_under(path: &Path) -> String {
        if path.is_file() {
            return std::fs::read_to_string(path).unwrap();
        }
        std::fs::read_dir(path).unwrap().map(|entry| text_under(&entry.unwrap().path())).collect()
    }

    /// The variants that a text names.
    fn named_in(text: &str) -> BTreeSet<Icon> {
        let rests = text.split("Icon::").skip(1);
        let words = rests.filter_map(|rest| rest.split(|it: char| !it.is_alphanumeric()).next());
        let icon = |word: &str| Icon::ALL.iter().copied().find(|icon| format!("{icon:?}") == word);
        words.filter_map(icon).collect()
    }

    /// The text of the program of an island, with what it takes from the sandbox.
    fn program(island: &str) -> String {
        let own = text_under(&source("ui").join(island));
        let lent = own.split("ui::sandbox::").skip(1).filter_map(|rest| rest.split("::").next());
        let lent: BTreeSet<&str> = lent.collect();
        let lent = lent.into_iter().map(|it| text_under(&source("ui/sandbox").join(it).with_extension("rs")));
        own.clone() + &lent.collect::<String>()
    }

    #[test]
    fn a_page_holds_each_icon_that_the_program_of_one_of_its_islands_names() {
        for island in ["stage", "prediction", "course", "quiz"] {
            let mut named = named_in(&program(island));
            if island == "stage" {
                // Of the badges in a picture these are the ones of lessons.
                named.extend([Icon::Check, Icon::Cross]);
            }
            assert!(named.len() > 1, "{island}");
            assert_eq!(of_island(island).iter().copied().collect::<BTreeSet<_>>(), named, "{island}");
        }
    }

    #[test]
    fn what_a_page_names_stands_on_it_once_and_nothing_else_does() {
        let shows = |icon: Icon| ["<use href=\"", &icon.href(), "\"/>"].concat();
        let (one, both) = (shows(Icon::Alb), shows(Icon::Alb) + &shows(Icon::Task));
        let svg = defs_svg(&[&one, &both]);
        let ids: Vec<String> = values(&[&svg], " id=\"").map(str::to_owned).collect();
        assert_eq!(ids, [Icon::Alb.id(), Icon::Task.id()]);
        assert!(svg.contains(Icon::Alb.markup()));
    }
}
