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

/// An area with no more than what a map of it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaOfSkills {
    /// Such as "Placement".
    pub title: String,
    /// The ids of its skills.
    pub skills: Vec<String>,
}

impl AreaOfSkills {
    /// The map of an area.
    #[must_use]
    pub fn of(area: &Area) -> Self {
        Self { title: area.title.clone(), skills: area.skills.iter().map(|it| it.id.clone()).collect() }
    }
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
