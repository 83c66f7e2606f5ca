//! Which instances changed, in order: the only news that an index needs.

use crate::id::number;

/// Changed instances, the oldest first, the oldest part trimmed away.
#[derive(Clone, Debug, Default)]
pub(crate) struct Journal {
    /// Position of the first entry that is still kept.
    start: u64,
    entries: Vec<u32>,
    /// For each instance the low half of the position of its last entry. The log is far shorter than 2^32, so equal
    /// halves mean equal positions.
    last: Vec<u32>,
}

impl Journal {
    /// One more instance exists. That is no change of an instance, so there is no entry.
    pub fn add_instance(&mut self) {
        self.last.push(0);
    }

    /// The position after the last entry.
    #[inline(always)]
    pub fn end(&self) -> u64 {
        self.start + self.entries.len() as u64
    }

    /// Notes a change of the instance.
    #[inline(always)]
    pub fn push(&mut self, instance: usize) {
        self.last[instance] = low_half(self.end());
        self.entries.push(number(instance));
        if self.entries.len() > 2 * self.last.len() + 64 {
            self.trim();
        }
    }

    #[cold]
    fn trim(&mut self) {
        let half = self.entries.len() / 2;
        self.entries.drain(..half);
        self.start += half as u64;
    }

    /// The entries from the cursor on; none when they are trimmed away or when there are more of them than
    /// instances, so that looking at every instance once is less work.
    #[inline(always)]
    pub fn since(&self, cursor: u64) -> Option<&[u32]> {
        let skipped = usize::try_from(cursor.checked_sub(self.start)?).ok()?;
        let entries = self.entries.get(skipped..)?;
        (entries.len() <= self.last.len()).then_some(entries)
    }

    /// Whether no later entry repeats the instance of this position.
    #[inline(always)]
    pub fn is_last(&self, instance: u32, position: u64) -> bool {
        self.last[instance as usize] == low_half(position)
    }
}

#[inline(always)]
#[expect(clippy::cast_possible_truncation, reason = "the low half is what is wanted")]
const fn low_half(position: u64) -> u32 {
    position as u32
}

#[cfg(test)]
mod tests {
    use super::Journal;

    fn journal(instances: usize, pushes: impl IntoIterator<Item = usize>) -> Journal {
        let mut journal = Journal::default();
        (0..instances).for_each(|_| journal.add_instance());
        pushes.into_iter().for_each(|instance| journal.push(instance));
        journal
    }

    #[test]
    fn only_the_last_entry_of_an_instance_counts() {
        let journal = journal(3, [2, 0, 2]);
        let counting: Vec<u64> = (0..)
            .zip(journal.since(0).unwrap())
            .filter(|(at, i)| journal.is_last(**i, *at))
            .map(|(at, _)| at)
            .collect();
        assert_eq!(counting, [1, 2]);
    }

    #[test]
    fn a_reader_that_is_more_than_n_entries_behind_gets_none() {
        let journal = journal(3, [0, 1, 2, 0]);
        assert_eq!(journal.since(0), None);
        assert_eq!(journal.since(1), Some(&[1, 2, 0][..]));
        assert_eq!(journal.since(4), Some(&[][..]));
    }

    #[test]
    fn what_is_trimmed_away_is_not_misread() {
        let journal = journal(200, (0..200).cycle().take(465));
        assert_eq!(journal.end(), 465);
        assert_eq!(journal.since(231), None);
        assert_eq!(journal.since(232), None, "233 entries are more than 200 instances");
        assert_eq!(journal.since(400).map(<[u32]>::len), Some(65));
        assert_eq!(journal.since(400).unwrap()[0], 0);
    }
}
