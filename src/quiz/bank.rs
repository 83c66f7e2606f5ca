//! The questions that there are: authored ones as data, generators by their skill.

use serde::{Deserialize, Serialize};

use super::generate::{self, GENERATORS};
use super::{Area, Ask, Draws, Item, Reference, Skill};
use crate::lesson::{Prediction, Purpose};
use crate::sim::fnv_1a_64;

/// A heading of a lesson.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonLink {
    /// From the site's root, such as `lessons/ec2-and-fargate.html#scaling`.
    pub path: String,
    /// The title of the lesson.
    pub title: String,
}

/// A question from `lessons/quiz/`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authored {
    /// Unique among authored items and generators.
    pub id: String,
    /// Grows when the options change.
    pub version: u32,
    /// The id of its skill.
    pub skill: String,
    /// The words of the question.
    pub question: String,
    /// In the order in which it is written.
    pub ask: Ask,
    /// Whether the options keep that order, as numbers do.
    pub is_ordered: bool,
    /// One sentence to take along.
    pub rule: String,
    /// The page that the fact rests on, by title.
    pub source: String,
    /// Where a lesson tells it.
    pub lesson: Option<LessonLink>,
}

/// All questions, by skill.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bank {
    /// In the order of the course.
    pub areas: Vec<Area>,
    /// In the order in which they are written.
    pub authored: Vec<Authored>,
}

impl Bank {
    /// Every skill, in the order of the course.
    pub fn skills(&self) -> impl Iterator<Item = &Skill> {
        self.areas.iter().flat_map(|area| &area.skills)
    }

    /// The skill of this id.
    #[must_use]
    pub fn skill(&self, id: &str) -> Option<&Skill> {
        self.skills().find(|skill| skill.id == id)
    }

    /// The ids of the authored items and generators of a skill with their versions.
    pub fn sources_of<'a>(&'a self, skill: &'a str) -> impl Iterator<Item = (&'a str, u32)> {
        let authored = self.authored.iter().filter(move |it| it.skill == skill);
        let generators = GENERATORS.iter().filter(move |it| it.skill == skill);
        authored.map(|it| (it.id.as_str(), it.version)).chain(generators.map(|it| (it.id, it.version)))
    }

    /// The item of a reference; none when there is no such item in this version any more.
    #[must_use]
    pub fn item(&self, reference: &Reference) -> Option<Item> {
        if let Some(authored) = self.authored.iter().find(|it| it.id == reference.id) {
            return (authored.version == reference.version).then(|| authored.item(reference));
        }
        let generator = GENERATORS.iter().find(|it| it.id == reference.id)?;
        if generator.version != reference.version {
            return None;
        }
        let mut item = generate::item(generator, reference.seed)?;
        item.lesson = self.skill(generator.skill).and_then(|skill| skill.lesson.clone());
        Some(item)
    }

    /// A question with one right choice as a lesson asks it at its end; none when it is of another kind.
    #[must_use]
    pub fn recall(&self, id: &str) -> Option<Prediction> {
        let authored = self.authored.iter().find(|it| it.id == id)?;
        let item = authored.item(&Reference::new(id, authored.version, 1));
        let Ask::Single(choices) = item.ask else { return None };
        Some(Prediction {
            id: recall_id(id),
            question: item.question,
            choices,
            purpose: Purpose::Recall,
            explanation: item.rule,
            sources: vec![],
        })
    }

    /// The bank for a page in a folder: its links to lessons begin with the way to the site's root.
    #[must_use]
    pub fn with_lessons_under(&self, root: &str) -> Self {
        let mut bank = self.clone();
        let of_skills = bank.areas.iter_mut().flat_map(|area| &mut area.skills).map(|it| &mut it.lesson);
        let of_items = bank.authored.iter_mut().map(|it| &mut it.lesson);
        for link in of_skills.chain(of_items).flatten() {
            link.path.insert_str(0, root);
        }
        bank
    }

    /// Tells two banks apart: what a shared test was drawn from. 16 bits.
    #[must_use]
    pub fn fingerprint(&self) -> u16 {
        let authored = self.authored.iter().map(|it| (it.id.as_str(), it.version, it.skill.as_str()));
        let generated = GENERATORS.iter().map(|it| (it.id, it.version, it.skill));
        let mut text = String::new();
        for (id, version, skill) in authored.chain(generated) {
            text.push_str(&[id, ".", &version.to_string(), " ", skill, "\n"].concat());
        }
        u16::try_from(fnv_1a_64(text.as_bytes()) & 0xFFFF).unwrap_or(0)
    }
}

/// The id that a question of the bank has in a lesson.
#[must_use]
pub fn recall_id(id: &str) -> String {
    ["recall-", id].concat()
}

impl Authored {
    /// With its options in the order of the seed.
    fn item(&self, reference: &Reference) -> Item {
        let mut draws = Draws::of(reference);
        let mut ask = self.ask.clone();
        shuffle(&mut ask, self.is_ordered, &mut draws);
        Item {
            reference: reference.clone(),
            skill: self.skill.clone(),
            question: self.question.clone(),
            ask,
            rule: self.rule.clone(),
            lesson: self.lesson.clone(),
            setting: None,
        }
    }
}

/// Brings options into an order that follows from the seed, so that "option B" means something.
pub(super) fn shuffle(ask: &mut Ask, is_ordered: bool, draws: &mut Draws) {
    match ask {
        Ask::Single(choices) | Ask::Multiple(choices) if !is_ordered => draws.shuffle(choices),
        Ask::Order(order) => {
            order.shown = (0..u8::try_from(order.entries.len()).unwrap_or(u8::MAX)).collect();
            draws.shuffle(&mut order.shown);
            // What is in order already is no question.
            if order.shown.is_sorted() {
                order.shown.reverse();
            }
        }
        Ask::Match(it) if !is_ordered => {
            draws.shuffle(&mut it.rows);
            let mut places: Vec<u8> = (0..u8::try_from(it.options.len()).unwrap_or(u8::MAX)).collect();
            draws.shuffle(&mut places);
            it.options = places.iter().map(|at| it.options[usize::from(*at)].clone()).collect();
            for row in &mut it.rows {
                let now = places.iter().position(|at| *at == row.answer);
                row.answer = now.and_then(|at| u8::try_from(at).ok()).unwrap_or(row.answer);
            }
        }
        Ask::Single(_)
        | Ask::Multiple(_)
        | Ask::Match(_)
        | Ask::Numeric(_)
        | Ask::Place(_)
        | Ask::Counts(_) => {}
    }
}
