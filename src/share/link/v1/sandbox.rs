//! A board of the sandbox in a link: where it starts, all commands, how many are in force, and what it shows.

use serde::{Deserialize, Serialize};

use super::command::LinkCommand;
use super::shown::shown_hash;
use super::strings::{Reader, Writer};
use crate::share::link::LinkError;
use crate::sim::{self, Command, Scenario, Simulation};

/// What one link may make a page decide; a class takes a hundred, a long evening a thousand.
pub const MAX_DECISIONS: usize = 5_000;

/// More instances than anybody looks at.
pub const MAX_CONTAINER_INSTANCES: usize = 1_000;

/// More registrations than anybody makes: each may be a long text.
const MAX_REGISTRATIONS: usize = 200;

const MAX_ZONES: usize = 6;

/// A link to a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SandboxLink {
    /// The version of the model that made it.
    pub model_version: u32,
    /// Which board.
    pub board: LinkBoard,
}

/// A board as it travels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkBoard {
    /// Decides the draws.
    pub seed: u64,
    /// The Availability Zones.
    pub zones: LinkZones,
    /// Strings that commands name by number.
    pub strings: Vec<String>,
    /// All commands, the undone ones too.
    pub commands: Vec<LinkCommand>,
    /// How many of them are undone.
    pub n_undone: u32,
    /// What the board shows, as one number.
    pub shown: [u8; 8],
}

/// The Availability Zones of a board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkZones {
    /// So many of `us-east-1a`, `us-east-1b` and so on.
    UsEast1(u8),
    /// Others.
    Named(Vec<String>),
}

impl LinkZones {
    fn of(zones: &[String]) -> Self {
        u8::try_from(zones.len())
            .ok()
            .filter(|n| us_east_1(*n) == zones)
            .map_or_else(|| Self::Named(zones.to_vec()), Self::UsEast1)
    }

    fn names(&self) -> Vec<String> {
        match self {
            Self::UsEast1(n) => us_east_1(*n),
            Self::Named(names) => names.clone(),
        }
    }
}

fn us_east_1(n: u8) -> Vec<String> {
    ('a'..='z').take(usize::from(n)).map(|letter| format!("us-east-1{letter}")).collect()
}

impl SandboxLink {
    /// The link of a board.
    #[must_use]
    pub fn of(simulation: &Simulation) -> Self {
        let mut strings = Writer::default();
        let commands: Vec<LinkCommand> =
            simulation.commands().iter().map(|it| LinkCommand::of(it, &mut strings)).collect();
        let n_undone = simulation.commands().len() - simulation.cursor();
        let board = LinkBoard {
            seed: simulation.scenario().seed,
            zones: LinkZones::of(&simulation.scenario().zones),
            strings: strings.finish(),
            commands,
            n_undone: u32::try_from(n_undone).unwrap_or(u32::MAX),
            shown: shown_hash(simulation.world()),
        };
        Self { model_version: sim::VERSION, board }
    }

    /// The board, by giving its commands again.
    ///
    /// # Errors
    /// When a part cannot be, or when it would take too many decisions.
    pub fn to_simulation(&self) -> Result<Simulation, LinkError> {
        let board = &self.board;
        let zones = board.zones.names();
        if zones.is_empty() || zones.len() > MAX_ZONES {
            return Err(invalid(format!("it has {} zones, and 1 to {MAX_ZONES} are possible", zones.len())));
        }
        let n_commands = board.commands.len();
        let n_undone = usize::try_from(board.n_undone).unwrap_or(usize::MAX);
        let cursor = n_commands
            .checked_sub(n_undone)
            .ok_or_else(|| invalid(format!("{n_undone} of {n_commands} commands are undone")))?;
        let mut simulation = Simulation::new(Scenario { seed: board.seed, zones });
        for command in self.commands()? {
            simulation.dispatch(command);
            self.within_limits(&simulation)?;
        }
        simulation.seek(cursor);
        Ok(simulation)
    }

    /// Whether whoever opens the link will get the board, which is the one of `simulation`.
    ///
    /// # Errors
    /// When it takes too many decisions.
    pub fn within_limits(&self, simulation: &Simulation) -> Result<(), LinkError> {
        within("decisions", simulation.log().len(), MAX_DECISIONS)?;
        within("instances", simulation.world().container_instances.len(), MAX_CONTAINER_INSTANCES)
    }

    /// Whether the present model makes of the commands what was to be seen when the link was made.
    #[must_use]
    pub fn shows_the_same(&self, simulation: &Simulation) -> bool {
        self.board.shown == shown_hash(simulation.world())
    }

    fn commands(&self) -> Result<Vec<Command>, LinkError> {
        let n_registrations = self.board.commands.iter().filter(|it| it.is_registration()).count();
        within("registrations", n_registrations, MAX_REGISTRATIONS)?;
        let reader = Reader(&self.board.strings);
        let numbered = self.board.commands.iter().enumerate();
        let commands = numbered.map(|(index, it)| {
            it.to_command(&reader).map_err(|problem| invalid(format!("command {}: {problem}", index + 1)))
        });
        commands.collect()
    }
}

fn within(what: &'static str, n: usize, most: usize) -> Result<(), LinkError> {
    if n > most { Err(LinkError::TooMuch { what, most }) } else { Ok(()) }
}

fn invalid(problem: String) -> LinkError {
    LinkError::Invalid { problem }
}
