//! Addresses and CIDR blocks, IPv4 and IPv6.

// From `core`: the types of addresses alone, nothing that opens a connection.
use core::net::IpAddr;

/// Whether a block, or a single address, contains an address. None when one of the two is neither.
pub(super) fn contains(block: &str, address: &str) -> Option<bool> {
    let (network, length) = match block.split_once('/') {
        Some((network, length)) => (network, Some(length)),
        None => (block, None),
    };
    let (network, address): (IpAddr, IpAddr) = (network.parse().ok()?, address.parse().ok()?);
    let most = if network.is_ipv4() { 32 } else { 128 };
    let length = match length {
        Some(text) if !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit()) => text.parse().ok()?,
        Some(_) => return None,
        None => most,
    };
    if length > most {
        return None;
    }
    Some(match (network, address) {
        (IpAddr::V4(network), IpAddr::V4(address)) => {
            let mask = u32::MAX.checked_shl(32 - length).unwrap_or(0);
            u32::from(network) & mask == u32::from(address) & mask
        }
        (IpAddr::V6(network), IpAddr::V6(address)) => {
            let mask = u128::MAX.checked_shl(128 - length).unwrap_or(0);
            u128::from(network) & mask == u128::from(address) & mask
        }
        (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_contains_its_addresses() {
        for (block, address, expected) in [
            ("10.0.0.0/8", "10.255.0.1", Some(true)),
            ("10.0.0.0/8", "11.0.0.1", Some(false)),
            ("10.0.0.5/24", "10.0.0.200", Some(true)),
            ("10.0.0.1", "10.0.0.1", Some(true)),
            ("10.0.0.1/32", "10.0.0.2", Some(false)),
            ("0.0.0.0/0", "1.2.3.4", Some(true)),
            ("0.0.0.0/0", "2001:db8::1", Some(false)),
            ("::/0", "2001:db8::1", Some(true)),
            ("2001:db8::/32", "2001:DB8:0:1::5", Some(true)),
            ("2001:db8::/32", "2001:db9::1", Some(false)),
            ("10.0.0.0/33", "10.0.0.1", None),
            ("10.0.0.0/", "10.0.0.1", None),
            ("10.0.0.0/+8", "10.0.0.1", None),
            ("10.0.0/8", "10.0.0.1", None),
            ("10.0.0.0/8", "here", None),
        ] {
            assert_eq!(contains(block, address), expected, "{block} {address}");
        }
    }
}
