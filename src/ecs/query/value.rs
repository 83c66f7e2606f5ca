//! Versions and times.

use std::cmp::Ordering;
use std::fmt::{Display, Formatter, Result};

/// An agent version: numbers with dots between them.
#[derive(Clone, Debug)]
pub struct Version {
    parts: Vec<u32>,
}

impl Version {
    /// Reads `1.14.5`. None when a part is not a number.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.starts_with('+') || text.contains(".+") {
            return None;
        }
        let parts = text.split('.').map(|part| part.parse().ok()).collect::<Option<Vec<u32>>>()?;
        Some(Self { parts })
    }
}

/// Part by part, as numbers: 1.9 is before 1.14. A missing part is 0. AWS does not say so; its example
/// `agentVersion < 1.14.5` would be wrong otherwise.
impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        let n = self.parts.len().max(other.parts.len());
        let part = |it: &Self, index: usize| it.parts.get(index).copied().unwrap_or(0);
        (0..n)
            .map(|index| part(self, index).cmp(&part(other, index)))
            .find(|it| it.is_ne())
            .unwrap_or(Ordering::Equal)
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Version {}

impl Display for Version {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        for (index, part) in self.parts.iter().enumerate() {
            write!(f, "{}{part}", if index > 0 { "." } else { "" })?;
        }
        Ok(())
    }
}

/// A moment, in seconds since 1970 in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Reads `2018-06-18T22:28:28+00:00`, with `Z`, without a zone (taken as UTC), or a date alone (its first second).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if !text.is_ascii() {
            return None;
        }
        let days = days_from_civil(number(text, 0..4)?, number(text, 5..7)?, number(text, 8..10)?)?;
        if text.get(4..5)? != "-" || text.get(7..8)? != "-" {
            return None;
        }
        let Some(time) = text.get(10..).filter(|it| !it.is_empty()) else { return Some(Self(days * 86400)) };
        if !time.starts_with('T') || time.get(3..4)? != ":" || time.get(6..7)? != ":" {
            return None;
        }
        let (hour, minute, second) = (number(time, 1..3)?, number(time, 4..6)?, number(time, 7..9)?);
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let offset = offset_seconds(time.get(9..)?)?;
        Some(Self(days * 86400 + hour * 3600 + minute * 60 + second - offset))
    }
}

fn number(text: &str, range: std::ops::Range<usize>) -> Option<i64> {
    let digits = text.get(range)?;
    if digits.bytes().all(|it| it.is_ascii_digit()) { digits.parse().ok() } else { None }
}

/// Nothing, `Z`, or `+01:00`, after an optional fraction of a second, which is dropped.
fn offset_seconds(text: &str) -> Option<i64> {
    let zone = match text.strip_prefix('.') {
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|it: char| it.is_ascii_digit());
            if zone.len() == fraction.len() {
                return None;
            }
            zone
        }
        None => text,
    };
    let sign = match zone.bytes().next() {
        None => return Some(0),
        Some(b'Z') if zone.len() == 1 => return Some(0),
        Some(b'+') => 1,
        Some(b'-') => -1,
        Some(_) => return None,
    };
    let (hours, minutes) = (number(zone, 1..3)?, number(zone, 4..6)?);
    let is_right = zone.len() == 6 && zone.get(3..4)? == ":" && hours < 24 && minutes < 60;
    is_right.then_some(sign * (hours * 3600 + minutes * 60))
}

/// Days from 1970-01-01 of the Gregorian calendar. None when there is no such day.
fn days_from_civil(year: i64, month: i64, day: i64) -> Option<i64> {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days_of_month = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + i64::from(is_leap),
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=days_of_month).contains(&day) {
        return None;
    }
    // Years that start in March put the leap day last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let era_days = year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some(era_days + (153 * month + 2) / 5 + day - 1 - 719_468)
}

fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let (month, next_year) = if shifted < 10 { (shifted + 3, 0) } else { (shifted - 9, 1) };
    (year_of_era + era * 400 + next_year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

impl Display for Timestamp {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let (year, month, day) = civil_from_days(self.0.div_euclid(86400));
        let second = self.0.rem_euclid(86400);
        let (hour, minute) = (second / 3600, second / 60 % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{:02}Z", second % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_the_four_documented_forms() {
        for (text, expected) in [
            ("2018-06-18T22:28:28+00:00", Some(1_529_360_908)),
            ("2018-06-18T22:28:28Z", Some(1_529_360_908)),
            ("2018-06-18T22:28:28", Some(1_529_360_908)),
            ("2018-06-18", Some(1_529_280_000)),
            ("2018-06-18T22:28:28.250Z", Some(1_529_360_908)),
            ("2018-06-19T00:28:28+02:00", Some(1_529_360_908)),
            ("1970-01-01", Some(0)),
            ("1969-12-31", Some(-86400)),
            ("2000-02-29", Some(951_782_400)),
            ("0000-01-01", Some(-62_167_219_200)),
            ("1900-02-29", None),
            ("2018-13-01", None),
            ("2018-06-31", None),
            ("2018-6-18", None),
            ("2018-06-18 22:28:28", None),
            ("2018-06-18T24:00:00", None),
            ("2018-06-18T22:28", None),
            ("2018-06-18T22:28:28.", None),
            ("2018-06-18T22:28:28+2", None),
            ("2018-06-18T22:28:28Zx", None),
            ("+018-06-18", None),
            ("yesterday", None),
            ("2018-06-1ü", None),
            ("", None),
        ] {
            let time = Timestamp::parse(text);
            assert_eq!(time.map(|it| it.0), expected, "{text}");
            if let Some(time) = time {
                assert_eq!(Timestamp::parse(&time.to_string()), Some(time), "{time}");
            }
        }
    }

    #[test]
    fn versions_compare_by_numbers() {
        let version = |text| Version::parse(text).unwrap();
        assert!(version("1.9.0") < version("1.14.5"));
        assert!(version("1.14") == version("1.14.0"));
        assert!(version("2") > version("1.105.1"));
        for wrong in ["", "1.", "v1.2", "1.2-rc", "+1", "1.+2", "99999999999"] {
            assert_eq!(Version::parse(wrong), None, "{wrong}");
        }
    }
}
