//! One number for a whole world, the same natively and in WebAssembly.

use super::World;

const FNV_OFFSET: u64 = 0xCBF2_9CE4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01B3;

/// FNV-1a, 64 bits.
#[must_use]
pub fn fnv_1a_64(bytes: &[u8]) -> u64 {
    bytes.iter().fold(FNV_OFFSET, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(FNV_PRIME))
}

impl World {
    /// FNV-1a (64 bits) over the canonical postcard bytes of the world.
    ///
    /// `derive(Hash)` would write lengths as `usize`, which differ between a browser and a server.
    ///
    /// # Panics
    /// Never: all types of a world have lengths that are known.
    #[must_use]
    pub fn hash(&self) -> u64 {
        let bytes = postcard::to_allocvec(self)
            .expect("a world has a postcard form because all its types have lengths that are known");
        fnv_1a_64(&bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::fnv_1a_64;

    #[test]
    fn fnv_1a_gives_its_published_numbers() {
        assert_eq!(fnv_1a_64(b""), 0xCBF2_9CE4_8422_2325);
        assert_eq!(fnv_1a_64(b"a"), 0xAF63_DC4C_8601_EC8C);
        assert_eq!(fnv_1a_64(b"foobar"), 0x8594_4171_F739_67E8);
    }
}
