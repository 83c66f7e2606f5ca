//! What every link is wrapped in: its version, the version of the model, the length, and a checksum.

use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};

use super::LinkError;
use super::v1::VERSION;

/// More characters than any link of ours has, and few enough for every browser.
pub const MAX_CHARACTERS: usize = 16_384;

/// The version of this envelope, in plain sight.
const ENVELOPE: u64 = 1;

const CHECKSUM_BYTES: usize = 4;

/// Without padding, in letters that an address may hold.
const LENIENT: GeneralPurpose = GeneralPurpose::new(&URL_SAFE, NO_PAD.with_decode_allow_trailing_bits(true));

/// The body of a link and the version of the model that made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Envelope {
    /// See `sim::VERSION`.
    pub model_version: u32,
    /// Postcard bytes.
    pub body: Vec<u8>,
}

impl Envelope {
    /// Byte 0 is the version of the wire types, byte 1 is for flags and 0, then model version and length as varints,
    /// the body, and a checksum over everything before it, kind included.
    pub fn to_fragment(&self, kind: &str) -> String {
        let mut bytes = vec![VERSION, 0];
        push_varint(&mut bytes, self.model_version);
        push_varint(&mut bytes, u32::try_from(self.body.len()).unwrap_or(u32::MAX));
        bytes.extend_from_slice(&self.body);
        let checksum = checksum(kind, &bytes);
        bytes.extend_from_slice(&checksum);
        ["#1.", kind, ".", &LENIENT.encode(bytes)].concat()
    }

    /// The kind and what is inside.
    pub fn from_fragment(fragment: &str) -> Result<(&str, Self), LinkError> {
        if fragment.len() > MAX_CHARACTERS {
            return Err(LinkError::TooLong { found: fragment.len(), most: MAX_CHARACTERS });
        }
        let text = fragment.strip_prefix('#').unwrap_or(fragment);
        let (version, rest) = text.split_once('.').ok_or(LinkError::NotOurs)?;
        match version.parse::<u64>() {
            Ok(ENVELOPE) if version == "1" => {}
            Ok(found) if found > ENVELOPE => return Err(LinkError::Newer { found, known: ENVELOPE }),
            _ => return Err(LinkError::NotOurs),
        }
        let (kind, code) = rest.split_once('.').ok_or(LinkError::NotOurs)?;
        let bytes = bytes_from(code)?;
        let envelope = Self::from_bytes(kind, &bytes)?;
        // Bits that carry nothing could make two texts of one link.
        if LENIENT.encode(&bytes) == code { Ok((kind, envelope)) } else { Err(LinkError::Damaged) }
    }

    fn from_bytes(kind: &str, bytes: &[u8]) -> Result<Self, LinkError> {
        let &[version, flags, ref rest @ ..] = bytes else {
            return Err(LinkError::Cut { found: bytes.len(), wanted: 2 });
        };
        if version > VERSION {
            return Err(LinkError::Newer { found: version.into(), known: VERSION.into() });
        }
        let cut = |wanted| LinkError::Cut { found: bytes.len(), wanted };
        let mut rest = rest;
        let model_version = take_varint(&mut rest).ok_or(cut(bytes.len() + 1))?;
        let length = take_varint(&mut rest).ok_or(cut(bytes.len() + 1))?;
        let body_from = bytes.len() - rest.len();
        let body_to = body_from.saturating_add(usize::try_from(length).unwrap_or(usize::MAX));
        let end = body_to.saturating_add(CHECKSUM_BYTES);
        if bytes.len() < end && end <= MAX_CHARACTERS {
            return Err(cut(end));
        }
        if bytes.len() != end || checksum(kind, &bytes[..body_to]) != bytes[body_to..] {
            return Err(LinkError::Damaged);
        }
        if (version, flags) != (VERSION, 0) {
            return Err(LinkError::Invalid { problem: "its first two bytes are unknown".to_owned() });
        }
        Ok(Self { model_version, body: bytes[body_from..body_to].to_vec() })
    }
}

/// Reads leniently what may be cut in the middle of a group; [`Envelope::from_fragment`] is strict about the rest.
fn bytes_from(code: &str) -> Result<Vec<u8>, LinkError> {
    let is_one_over = code.len() % 4 == 1;
    let whole = if is_one_over { code.get(..code.len() - 1).unwrap_or_default() } else { code };
    LENIENT.decode(whole).map_err(|_| LinkError::Damaged)
}

/// FNV-1a, 32 bits: it finds what goes wrong on the way; it keeps nobody from writing a link by hand.
fn checksum(kind: &str, bytes: &[u8]) -> [u8; CHECKSUM_BYTES] {
    let all = kind.bytes().chain(bytes.iter().copied());
    all.fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)).to_le_bytes()
}

/// Seven bits a byte, the lowest first.
fn push_varint(bytes: &mut Vec<u8>, mut number: u32) {
    while number > 0x7F {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}

/// The number at the start, in its shortest form; nothing when it is cut or longer than it should be.
fn take_varint(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0_u32;
    for (index, byte) in bytes.iter().enumerate().take(5) {
        let shift = 7 * u32::try_from(index).ok()?;
        let bits = u32::from(byte & 0x7F).checked_shl(shift)?;
        number |= bits;
        if byte & 0x80 == 0 {
            let is_shortest = (index == 0 || *byte != 0) && bits >> shift == u32::from(*byte);
            *bytes = &bytes[index + 1..];
            return is_shortest.then_some(number);
        }
    }
    None
}
