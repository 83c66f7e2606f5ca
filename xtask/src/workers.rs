//! Does slow work on several things at a time.

use std::{
    num::NonZero,
    sync::{Mutex, PoisonError},
    thread,
};

use anyhow::{Result, anyhow};

/// Runs `work` on each item, as many at a time as the machine has cores, and gives the first failure.
///
/// The largest items should come last in `items`: they are taken first.
pub fn for_each<T: Send>(items: Vec<T>, work: impl Fn(T) -> Result<()> + Sync) -> Result<()> {
    let n_workers = thread::available_parallelism().map_or(1, NonZero::get).min(items.len());
    let items = Mutex::new(items);
    let next = || items.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let worker = || -> Result<()> {
        while let Some(item) = next() {
            work(item)?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let others: Vec<_> = (1..n_workers).map(|_| scope.spawn(worker)).collect();
        let stopped = |_| Err(anyhow!("a thread stopped"));
        others.into_iter().fold(worker(), |outcome, other| outcome.and(other.join().unwrap_or_else(stopped)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_item_is_worked_on_once() {
        let done = Mutex::new(vec![]);
        for_each((0..100).collect(), |item| {
            done.lock().unwrap().push(item);
            Ok(())
        })
        .unwrap();
        let mut done = done.into_inner().unwrap();
        done.sort_unstable();
        assert_eq!(done, (0..100).collect::<Vec<_>>());
    }

    #[test]
    fn a_failure_is_told() {
        let outcome = for_each(vec![1, 2, 3], |item| if item == 2 { Err(anyhow!("two")) } else { Ok(()) });
        assert_eq!(outcome.unwrap_err().to_string(), "two");
    }
}
