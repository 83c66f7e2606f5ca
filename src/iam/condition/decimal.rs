//! Numbers as IAM compares them: integers and decimals, exactly.

use std::cmp::Ordering;

/// A decimal number of any length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    is_negative: bool,
    /// Without leading zeros.
    whole: String,
    /// Without trailing zeros.
    fraction: String,
}

impl Decimal {
    /// Reads `-12.50`. None for anything else, exponents too.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (is_negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let is_number = |it: &str| it.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty()) || !is_number(whole) || !is_number(fraction) {
            return None;
        }
        let whole = whole.trim_start_matches('0').to_owned();
        let fraction = fraction.trim_end_matches('0').to_owned();
        let is_zero = whole.is_empty() && fraction.is_empty();
        Some(Self { is_negative: is_negative && !is_zero, whole, fraction })
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        // Texts of digits compare as numbers when they are equally long; fractions do in any case.
        let size = |it: &Self| (it.whole.len(), it.whole.clone(), it.fraction.clone());
        match (self.is_negative, other.is_negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => size(self).cmp(&size(other)),
            (true, true) => size(other).cmp(&size(self)),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_compare_as_numbers() {
        let numbers = [
            "-10",
            "-9.5",
            "-9.25",
            "-0.1",
            "0",
            "0.09",
            ".1",
            "1",
            "2",
            "10",
            "10.5",
            "100000000000000000000",
        ];
        let numbers: Vec<Decimal> = numbers.iter().map(|it| Decimal::parse(it).unwrap()).collect();
        assert!(numbers.windows(2).all(|it| it[0] < it[1]), "{numbers:?}");
        assert_eq!(Decimal::parse("10"), Decimal::parse("010.00"));
        assert_eq!(Decimal::parse("-0"), Decimal::parse("+0.0"));
        for wrong in ["", ".", "-", "1e2", "0x1", "1.2.3", "one", "--1"] {
            assert_eq!(Decimal::parse(wrong), None, "{wrong}");
        }
    }
}
