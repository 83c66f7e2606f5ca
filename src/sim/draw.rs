//! The only randomness: a number that follows from the seed and the count of decisions.

use super::World;

/// The step of `SplitMix64`.
const GAMMA: u64 = 0x9E37_79B9_7F4A_7C15;

/// Output number `nth` of `SplitMix64` started at `seed`, counted from 0. No generator state has to be carried.
#[must_use]
pub const fn split_mix_64(seed: u64, nth: u64) -> u64 {
    let mut z = seed.wrapping_add(GAMMA.wrapping_mul(nth.wrapping_add(1)));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The random number of the present decision.
pub(super) fn random(world: &World) -> u64 {
    split_mix_64(world.seed, world.n_decisions)
}

/// Picks one of `n` equal candidates for the present decision; 0 when there is at most one.
pub(super) fn draw(world: &World, n: usize) -> usize {
    // Multiply and shift: a fair share for each candidate without a division.
    let product = u128::from(random(world)) * (n as u128);
    usize::try_from(product >> 64).expect("a draw is below the count because a 64-bit number is below 2^64")
}

#[cfg(test)]
mod tests {
    use super::split_mix_64;

    #[test]
    fn split_mix_64_gives_its_published_first_numbers() {
        // The first outputs for the seed 1234567, as in the reference implementation's common test vector.
        let first: Vec<u64> = (0..3).map(|n| split_mix_64(1_234_567, n)).collect();
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }
}
