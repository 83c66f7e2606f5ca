//! "Did you mean …?"

use super::shape::Field;

/// The name of a field that the learner may have meant.
pub(super) fn nearest(written: &str, fields: &'static [Field]) -> Option<&'static str> {
    nearest_of(written, fields.iter().map(|field| field.name))
}

/// The nearest of some names: equal but for case and separators, else at most two letters away.
pub(crate) fn nearest_of<'a>(written: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if written.len() > 64 {
        return None;
    }
    let written = plain(written);
    let allowed = if written.len() < 5 { 1 } else { 2 };
    names
        .map(|name| (distance(&written, &plain(name)), name))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// `container_definitions`, `ContainerDefinitions` and `containerDefinitions` are one word.
fn plain(name: &str) -> Vec<char> {
    name.chars().filter(|it| it.is_alphanumeric()).map(|it| it.to_ascii_lowercase()).collect()
}

/// Letters to insert, remove or replace.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suggestion_is_near_and_never_far() {
        let nearest =
            |written| nearest_of(written, ["hostPort", "containerPort", "cpu", "memory"].into_iter());
        assert_eq!(nearest("hostport"), Some("hostPort"));
        assert_eq!(nearest("host_port"), Some("hostPort"));
        assert_eq!(nearest("hostPrt"), Some("hostPort"));
        assert_eq!(nearest("CPU"), Some("cpu"));
        assert_eq!(nearest("memroy"), Some("memory"));
        assert_eq!(nearest("image"), None);
        assert_eq!(nearest(&"x".repeat(1000)), None);
    }
}
