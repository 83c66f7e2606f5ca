//! Questions made from a seed: a board is drawn, `decide` gives the key, and wrong rules give the other answers.
//!
//! A draft that does not pass the gates is thrown away and drawn again: its answer must not depend on how ties are
//! broken, at least two wrong rules must lead to other answers, and no option may stand out by its length.
//! Start reading at [`GENERATORS`], then at [`Malrule`]. A change that gives another item for the same seed raises
//! the generator's version.

mod board;
mod counting;
mod definitions;
mod filters;
mod formulas;
mod gate;
mod keys;
mod malrule;
mod order;
mod placing;
mod predictions;
mod reasons;

use super::{Ask, Draws, Item, Reference, Setting, bank};

pub use gate::{Flaw, flaw};
pub use malrule::Malrule;
pub(super) use malrule::group;

/// Makes items of one skill.
pub struct Generator {
    /// Unique among generators and authored items.
    pub id: &'static str,
    /// Raised when the same seed gives another item.
    pub version: u32,
    /// The skill that it asks for.
    pub skill: &'static str,
}

/// An item before the gates.
struct Draft {
    question: String,
    ask: Ask,
    rule: String,
    setting: Option<Setting>,
}

/// The table of generators. How each makes a draft stands apart, so that who only counts them carries none of that.
macro_rules! generators {
    ($n:literal: $($id:literal, $skill:literal, $draft:path;)*) => {
        /// Every generator.
        pub static GENERATORS: [Generator; $n] = [$(Generator { id: $id, version: 1, skill: $skill }),*];

        static DRAFTS: [fn(&mut Draws) -> Option<Draft>; $n] = [$($draft),*];
    };
}

generators! { 21:
    "spread-place", "spread", placing::spread;
    "spread-zones", "spread", predictions::zones;
    "binpack-place", "binpack", placing::binpack;
    "binpack-fill", "binpack", predictions::packed;
    "binpack-order", "binpack", order::binpack;
    "chain-place", "strategy-order", placing::chain;
    "fit-filter", "fit", filters::fit;
    "member-of", "constraints", filters::member_of;
    "distinct-count", "distinct-instance", counting::distinct;
    "port-count", "host-ports", counting::ports;
    "eni-count", "eni-limit", counting::enis;
    "stranded-count", "stranded-capacity", counting::stranded;
    "memory-count", "registered-memory", counting::memory;
    "reason-match", "failure-reasons", reasons::matched;
    "reservation-sum", "reservation", definitions::reservation;
    "fargate-size", "fargate-sizes", definitions::fargate_size;
    "rolling-bounds", "rolling-update", formulas::bounds;
    "rolling-first", "rolling-update", formulas::first_step;
    "breaker-count", "circuit-breaker", formulas::breaker;
    "provider-split", "provider-strategy", formulas::split;
    "provider-metric", "provider-reservation", formulas::metric;
}

/// Drafts that are tried for one seed: more than a thousand times what the rarest generator needs.
const MAX_DRAFTS: u32 = 5000;

/// The item of a seed; none only when no draft of so many passes the gates, which a test rules out.
pub(super) fn item(generator: &Generator, seed: u32) -> Option<Item> {
    let reference = Reference::new(generator.id, generator.version, seed);
    let mut draws = Draws::of(&reference);
    let (_, make) = GENERATORS.iter().zip(DRAFTS).find(|(it, _)| it.id == generator.id)?;
    for _ in 0..MAX_DRAFTS {
        let Some(mut draft) = make(&mut draws) else { continue };
        if flaw(&draft.ask).is_some() {
            continue;
        }
        // Instances, zones and numbers keep their order; words do not.
        let is_ordered = draft.setting.is_some() || matches!(draft.ask, Ask::Numeric(_) | Ask::Counts(_));
        bank::shuffle(&mut draft.ask, is_ordered, &mut draws);
        return Some(Item {
            reference,
            skill: generator.skill.to_owned(),
            question: draft.question,
            ask: draft.ask,
            rule: draft.rule,
            lesson: None,
            setting: draft.setting,
        });
    }
    None
}
