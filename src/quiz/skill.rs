//! What a learner can be good at: the unit that is scheduled.

use serde::{Deserialize, Serialize};

/// A group of skills, in the order of the course.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// Unique.
    pub id: String,
    /// Such as "Placement".
    pub title: String,
    /// In teaching order.
    pub skills: Vec<Skill>,
}

/// One skill. Skills are scheduled, not items: each review draws another item or another seed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skill {
    /// Unique.
    pub id: String,
    /// Such as "Spread".
    pub title: String,
    /// Where a lesson tells it.
    pub lesson: Option<super::LessonLink>,
}
