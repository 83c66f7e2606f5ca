//! What AWS would say to an order before it is given.

use crate::sim::{Command, Explanation, Refusal, Simulation, decide, explain};

/// The refusal in words. That nothing would change is none.
pub fn refused(simulation: &Simulation, order: &Command) -> Option<String> {
    match decide(simulation.world(), order).explanation {
        Explanation::Refused(Refusal::AlreadySo)
        | Explanation::Placement(_)
        | Explanation::NotLaunched(_)
        | Explanation::Plain => None,
        Explanation::Refused(refusal) => Some(explain::refusal_sentence(&refusal)),
    }
}
