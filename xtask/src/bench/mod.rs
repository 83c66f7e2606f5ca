//! `cargo xtask bench`: what is measured and not asserted in the tests. Sizes have budgets and fail past them.

mod layout;
mod render;
mod scheduler;
mod sizes;
mod world;

use std::{path::Path, process::Command};

use anyhow::{Context, Result, bail};

use crate::{bundle, cache::Cache, options::Quality, test::browser, tool};

/// Runs one bench, or all of them.
pub fn command(root: &Path, which: Option<&str>) -> Result<()> {
    match which {
        Some("layout") => return layout::measure(root),
        Some("scheduler") => return scheduler::measure(root),
        Some("render") => return render::measure(root),
        Some("world") => return world::measure(root),
        _ => {}
    }
    let site = root.join("target/site");
    bundle::build(root, &Cache::new(root), &site, Quality::Release)?;
    match which {
        None => {
            sizes::measure(root, &site)?;
            load(root, &site)?;
            scheduler::measure(root)?;
            layout::measure(root)?;
            world::measure(root)?;
            render::measure(root)
        }
        Some("sizes") => sizes::measure(root, &site),
        Some("load") => load(root, &site),
        Some(other) => {
            bail!(
                "there is no bench `{other}`; these there are: sizes, load, scheduler, layout, world, render"
            )
        }
    }
}

/// How fast pages load in Lighthouse's slow phone: the median of five runs.
fn load(root: &Path, site: &Path) -> Result<()> {
    let mut node = Command::new("node");
    node.current_dir(root).arg("tests/browser/load.mjs");
    browser::set_up(&mut node, root, site)?;
    tool::run(&mut node).context("the pages could not be measured")
}
