//! Boards that come from elsewhere, from an earlier visit or by a link: a chunk, since a first visit does not need it.

use crate::share::link::{Link, LinkError, MAX_CHARACTERS, SandboxLink};
use crate::sim::Simulation;

use super::saved::{self, Restored};

/// What reads boards, and writes links.
pub struct Links {
    /// Reads a saved board.
    pub restore: fn(String) -> Restored,
    /// The fragment of a board.
    pub fragment: fn(&Simulation) -> Result<String, LinkError>,
    /// The board of a fragment.
    pub open: fn(&str) -> Result<Opened, LinkError>,
    /// Whether two boards are made by the same commands.
    pub are_same: fn(&Simulation, &Simulation) -> bool,
}

/// A board that came by a link.
pub struct Opened {
    /// As its commands make it now.
    pub simulation: Simulation,
    /// The version of the model that made another board of these commands; none when it is the same.
    pub made_by_other: Option<u32>,
}

impl Links {
    /// All of it.
    pub const ALL: Self = Self { restore: saved::restore, fragment, open, are_same };
}

fn fragment(simulation: &Simulation) -> Result<String, LinkError> {
    let link = SandboxLink::of(simulation);
    link.within_limits(simulation)?;
    let fragment = Link::Sandbox(link).to_fragment();
    if fragment.len() > MAX_CHARACTERS {
        return Err(LinkError::TooLong { found: fragment.len(), most: MAX_CHARACTERS });
    }
    Ok(fragment)
}

fn are_same(one: &Simulation, other: &Simulation) -> bool {
    one.scenario() == other.scenario() && one.commands() == other.commands() && one.cursor() == other.cursor()
}

fn open(fragment: &str) -> Result<Opened, LinkError> {
    let Link::Sandbox(link) = Link::from_fragment(fragment)? else { return Err(LinkError::OtherPage) };
    let simulation = link.to_simulation()?;
    let made_by_other = (!link.shows_the_same(&simulation)).then_some(link.model_version);
    Ok(Opened { simulation, made_by_other })
}
