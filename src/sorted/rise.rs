//! Which things of a list can stay where they are while the others move.

/// For each thing, given its place before, whether it stays: as many as can be, in an order that they are in already.
/// What had no place does not stay.
pub fn longest_rise(places: &[Option<usize>]) -> Vec<bool> {
    // For each length, the thing with the least place that a rise of this length can end with.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; places.len()];
    for (at, place) in places.iter().enumerate() {
        if place.is_some() {
            let length = ends.partition_point(|&end| places[end] < *place);
            before[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
            match ends.get_mut(length) {
                Some(end) => *end = at,
                None => ends.push(at),
            }
        }
    }
    let mut stays = vec![false; places.len()];
    let mut last = ends.last().copied();
    while let Some(at) = last {
        stays[at] = true;
        last = before[at];
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(places: &[usize]) -> Vec<usize> {
        let places: Vec<_> = places.iter().map(|&it| Some(it)).collect();
        let stays = longest_rise(&places);
        (0..places.len()).filter(|&at| !stays[at]).collect()
    }

    #[test]
    fn what_is_in_order_stays() {
        assert!(moved(&[]).is_empty());
        assert!(moved(&[0, 1, 2, 5]).is_empty());
    }

    #[test]
    fn one_that_went_far_is_the_only_one_that_moves() {
        assert_eq!(moved(&[4, 0, 1, 2, 3]), [0]);
        assert_eq!(moved(&[1, 2, 3, 4, 0]), [4]);
        assert_eq!(moved(&[0, 3, 1, 2, 7, 5, 6]), [1, 4]);
    }

    #[test]
    fn what_is_new_is_put_in() {
        assert_eq!(longest_rise(&[Some(1), None, Some(2)]), [true, false, true]);
    }
}
