//! Every class of equal tasks, and which of them sleep.

use std::collections::BTreeMap;

use crate::choice::Best;
use crate::class::Class;
use crate::columns::Columns;
use crate::id::{ClassId, number};
use crate::spec::Spec;

/// So many decisions pass between two looks for classes that nobody uses.
const DECISIONS_BETWEEN_LOOKS: u32 = 1024;
/// A class that no decision used since so many looks gives its memory back.
const LOOKS_UNTIL_SLEEP: u32 = 4;

/// The classes. BITS: see [`crate::min_tree`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Index<const BITS: u32> {
    ids: BTreeMap<Spec, ClassId>,
    classes: Vec<Entry<BITS>>,
    n_decisions: u32,
    n_looks: u32,
}

#[derive(Clone, Debug)]
struct Entry<const BITS: u32> {
    class: Class<BITS>,
    /// The look before its last decision.
    used_at: u32,
}

impl<const BITS: u32> Index<BITS> {
    pub fn len(&self) -> usize {
        self.classes.len()
    }

    pub fn class(&mut self, columns: &mut Columns, spec: &Spec) -> ClassId {
        if let Some(class) = self.ids.get(spec) {
            return *class;
        }
        columns.add_group(spec.group);
        let id = ClassId(number(self.classes.len()));
        self.classes.push(Entry { class: Class::new(spec), used_at: self.n_looks });
        self.ids.insert(spec.clone(), id);
        id
    }

    /// The best for a task of the class; none when no instance can take it.
    #[inline(always)]
    pub fn best(&mut self, columns: &Columns, class: ClassId) -> Option<Best<'_, BITS>> {
        self.n_decisions += 1;
        if self.n_decisions >= DECISIONS_BETWEEN_LOOKS {
            self.look_for_unused();
        }
        let entry = &mut self.classes[class.at()];
        entry.used_at = self.n_looks;
        entry.class.catch_up(columns);
        Best::of(&entry.class)
    }

    #[cold]
    fn look_for_unused(&mut self) {
        self.n_decisions = 0;
        self.n_looks = self.n_looks.wrapping_add(1);
        for entry in &mut self.classes {
            if self.n_looks.wrapping_sub(entry.used_at) > LOOKS_UNTIL_SLEEP {
                entry.class.sleep();
            }
        }
    }
}

#[cfg(test)]
impl<const BITS: u32> Index<BITS> {
    pub fn class_mut(&mut self, class: ClassId) -> &mut Class<BITS> {
        &mut self.classes[class.at()].class
    }
}
