//! Every string of a link stands in one table, and commands name it by a number.
//!
//! The numbers below 96 are words that most boards use; what is not among them travels with the link.

use crate::sorted::SortedMap;

/// The first number of a link's own strings.
const OWN: u32 = 96;

/// Words that need not travel. Frozen: old links name them by their place.
const COMMON: [&str; 67] = [
    "t2.micro",
    "t2.small",
    "t2.medium",
    "t3.nano",
    "t3.micro",
    "t3.small",
    "t3.medium",
    "t3.large",
    "t3.xlarge",
    "t3.2xlarge",
    "t3a.micro",
    "t3a.small",
    "t3a.medium",
    "t3a.large",
    "t4g.nano",
    "t4g.micro",
    "t4g.small",
    "t4g.medium",
    "t4g.large",
    "t4g.xlarge",
    "m4.large",
    "m5.large",
    "m5.xlarge",
    "m5.2xlarge",
    "m5.4xlarge",
    "m5a.large",
    "m6i.large",
    "m6i.xlarge",
    "m6i.2xlarge",
    "m6g.medium",
    "m6g.large",
    "m7g.medium",
    "m7g.large",
    "m7g.xlarge",
    "m7i.large",
    "m8g.large",
    "c5.large",
    "c5.xlarge",
    "c5.2xlarge",
    "c5.4xlarge",
    "c6i.large",
    "c6i.xlarge",
    "c6g.large",
    "c7g.large",
    "r5.large",
    "r5.xlarge",
    "r5.2xlarge",
    "r6g.large",
    "r6i.large",
    "g4dn.xlarge",
    "g4dn.2xlarge",
    "g4dn.12xlarge",
    "g5.xlarge",
    "g5.2xlarge",
    "inf2.xlarge",
    "web",
    "api",
    "worker",
    "cache",
    "fargate-web",
    "shop",
    "training",
    "report",
    "ecs.availability-zone",
    "ecs.instance-type",
    "ecs.cpu-architecture",
    "ecs.os-type",
];

/// The strings of a link that is being written.
#[derive(Default)]
pub(super) struct Writer {
    own: Vec<String>,
    numbers: SortedMap<String, u32>,
}

impl Writer {
    /// The number of a string.
    pub fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = (0..).zip(COMMON).find_map(|(number, it)| (it == text).then_some(number)) {
            return number;
        }
        let next = OWN.saturating_add(u32::try_from(self.own.len()).unwrap_or(u32::MAX));
        let number = *self.numbers.entry(text.to_owned()).or_insert(next);
        if number == next {
            self.own.push(text.to_owned());
        }
        number
    }

    /// What has to travel, in order of first use.
    pub fn finish(self) -> Vec<String> {
        self.own
    }
}

/// The strings of a link that is being read.
pub(super) struct Reader<'a>(pub &'a [String]);

impl Reader<'_> {
    /// The string of a number.
    pub fn text(&self, number: u32) -> Result<String, String> {
        let common = usize::try_from(number).ok().and_then(|it| COMMON.get(it)).map(|it| (*it).to_owned());
        let own = || self.0.get(usize::try_from(number.checked_sub(OWN)?).ok()?).cloned();
        common.or_else(own).ok_or_else(|| format!("it has no string {number}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_do_not_travel_and_others_do_once() {
        let mut writer = Writer::default();
        let numbers = ["m5.large", "mine", "web", "mine", "yours"].map(|it| writer.number(it));
        assert_eq!(numbers, [21, 96, 55, 96, 97]);
        let own = writer.finish();
        assert_eq!(own, ["mine", "yours"]);
        let reader = Reader(&own);
        assert_eq!(numbers.map(|it| reader.text(it).unwrap()), ["m5.large", "mine", "web", "mine", "yours"]);
        assert!(reader.text(67).is_err() && reader.text(98).is_err() && reader.text(u32::MAX).is_err());
    }

    #[test]
    fn every_instance_type_and_sample_of_the_first_release_is_common() {
        let types = crate::ecs::InstanceType::all().iter().map(|it| it.name);
        let samples = crate::ecs::SAMPLES.iter().map(|it| it.family);
        let missing: Vec<&str> = types.chain(samples).filter(|it| !COMMON.contains(it)).collect();
        // What a later release adds travels with the link.
        assert!(missing.len() < 20, "{missing:?}");
    }
}
