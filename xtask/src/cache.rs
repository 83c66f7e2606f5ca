//! Remembers the results of slow pure steps by what went into them, so that rebuilding is quick.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use anyhow::{Context, Result};

/// A folder of results, each named by a hash of everything that it depends on.
#[derive(Clone)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The cache of this checkout.
    pub fn new(root: &Path) -> Cache {
        Cache { folder: root.join("target/xtask-cache") }
    }

    /// The result of `work` on `input`, from an earlier run where there is one.
    pub fn get_or(
        &self,
        kind: &str,
        input: &[u8],
        work: impl FnOnce() -> Result<Vec<u8>>,
    ) -> Result<Vec<u8>> {
        let file = self.folder.join(format!("{:016x}{:016x}.{kind}", hash(input), input.len()));
        if let Ok(kept) = fs::read(&file) {
            return Ok(kept);
        }
        let result = work()?;
        fs::create_dir_all(&self.folder)
            .with_context(|| format!("cannot create {}", self.folder.display()))?;
        // Renaming is atomic: a run that is cut off leaves no half result under the final name.
        let unfinished = file.with_extension(format!("{kind}.{}", unique()));
        fs::write(&unfinished, &result).with_context(|| format!("cannot write {}", unfinished.display()))?;
        fs::rename(&unfinished, &file).with_context(|| format!("cannot write {}", file.display()))?;
        Ok(result)
    }
}

/// A part of a file's name that no other run and no other thread uses.
pub fn unique() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// 64-bit FNV-1a. It tells versions of a file apart; it does not defend against anybody.
pub fn hash(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_fnv_1a_so_that_names_stay_the_same_for_ever() {
        assert_eq!(hash(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(hash(b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn a_step_runs_once_for_the_same_input() {
        let cache =
            Cache { folder: std::env::temp_dir().join(format!("bayplan-cache-{}", std::process::id())) };
        let mut n_runs = 0;
        for input in [b"a", b"a", b"b"] {
            let result = cache.get_or("test", input, || {
                n_runs += 1;
                Ok(input.to_vec())
            });
            assert_eq!(result.unwrap(), input);
        }
        assert_eq!(n_runs, 2);
        fs::remove_dir_all(&cache.folder).unwrap();
    }
}
