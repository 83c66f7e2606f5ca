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
    draft: fn(&mut Draws) -> Option<Draft>,
}

/// An item before the gates.
struct Draft {
    question: String,
    ask: Ask,
    rule: String,
    setting: Option<Setting>,
}

const fn generator(
    id: &'static str,
    skill: &'static str,
    draft: fn(&mut Draws) -> Option<Draft>,
) -> Generator {
    Generator { id, version: 1, skill, draft }
}

/// Every generator.
pub static GENERATORS: [Generator; 21] = [
    generator("spread-place", "spread", placing::spread),
    generator("spread-zones", "spread", predictions::zones),
    generator("binpack-place", "binpack", placing::binpack),
    generator("binpack-fill", "binpack", predictions::packed),
    generator("binpack-order", "binpack", order::binpack),
    generator("chain-place", "strategy-order", placing::chain),
    generator("fit-filter", "fit", filters::fit),
    generator("member-of", "constraints", filters::member_of),
    generator("distinct-count", "distinct-instance", counting::distinct),
    generator("port-count", "host-ports", counting::ports),
    generator("eni-count", "eni-limit", counting::enis),
    generator("stranded-count", "stranded-capacity", counting::stranded),
    generator("memory-count", "registered-memory", counting::memory),
    generator("reason-match", "failure-reasons", reasons::matched),
    generator("reservation-sum", "reservation", definitions::reservation),
    generator("fargate-size", "fargate-sizes", definitions::fargate_size),
    generator("rolling-bounds", "rolling-update", formulas::bounds),
    generator("rolling-first", "rolling-update", formulas::first_step),
    generator("breaker-count", "circuit-breaker", formulas::breaker),
    generator("provider-split", "provider-strategy", formulas::split),
    generator("provider-metric", "provider-reservation", formulas::metric),
];

/// Drafts that are tried for one seed: more than a thousand times what the rarest generator needs.
const MAX_DRAFTS: u32 = 5000;

/// The item of a seed; none only when no draft of so many passes the gates, which a test rules out.
pub(super) fn item(generator: &Generator, seed: u32) -> Option<Item> {
    let reference = Reference::new(generator.id, generator.version, seed);
    let mut draws = Draws::of(&reference);
    for _ in 0..MAX_DRAFTS {
        let Some(mut draft) = (generator.draft)(&mut draws) else { continue };
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
