//! Reads the addresses that access control lists: one, two with a hyphen between them, or a block. Must not know whom they keep out.

use std::net::IpAddr;
use std::ops::RangeInclusive;

/// The addresses of `192.168.0.1`, `192.168.0.5-192.168.0.10` or `192.168.0.100/28`; `None` if it is none of these.
pub(crate) fn range(pattern: &str) -> Option<RangeInclusive<IpAddr>> {
    if let Some((first, last)) = pattern.split_once('-') {
        let (first, last): (IpAddr, IpAddr) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        return (first.is_ipv4() == last.is_ipv4() && first <= last).then_some(first..=last);
    }
    let (address, bits) = match pattern.split_once('/') {
        Some((address, bits)) => (address, Some(bits.trim().parse::<u32>().ok()?)),
        None => (pattern, None),
    };
    // Shifting by all bits leaves none: a block of one address.
    match address.trim().parse().ok()? {
        IpAddr::V4(address) => {
            let bits = bits.or(Some(u32::BITS)).filter(|bits| *bits <= u32::BITS)?;
            let (address, hosts) = (address.to_bits(), u32::MAX.checked_shr(bits).unwrap_or(0));
            Some(IpAddr::V4((address & !hosts).into())..=IpAddr::V4((address | hosts).into()))
        }
        IpAddr::V6(address) => {
            let bits = bits.or(Some(u128::BITS)).filter(|bits| *bits <= u128::BITS)?;
            let (address, hosts) = (address.to_bits(), u128::MAX.checked_shr(bits).unwrap_or(0));
            Some(IpAddr::V6((address & !hosts).into())..=IpAddr::V6((address | hosts).into()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_patterns_cover() {
        for (pattern, covered, other) in [
            ("192.168.0.1", "192.168.0.1", "192.168.0.2"),
            (" 192.168.0.5 - 192.168.0.10", "192.168.0.10", "192.168.0.11"),
            ("192.168.0.100/28", "192.168.0.96", "192.168.0.112"),
            ("10.0.0.1/32", "10.0.0.1", "10.0.0.0"),
            ("0.0.0.0/0", "255.255.255.255", "::1"),
            ("fe80::/10", "febf::1", "fec0::1"),
            ("::/0", "::1", "127.0.0.1"),
            ("::2/126", "::1", "::4"),
            ("::1/128", "::1", "::2"),
        ] {
            let has = |address: &str| range(pattern).unwrap().contains(&address.parse::<IpAddr>().unwrap());
            assert!(has(covered) && !has(other), "{pattern}");
        }
    }

    #[test]
    fn what_is_no_pattern() {
        for other in
            ["", "example.com", "10.0.0.1/33", "::1/129", "10.0.0.2-10.0.0.1", "10.0.0.1-::1", "1.2.3", "1.2.3.4/", "-"]
        {
            assert_eq!(range(other), None, "{other}");
        }
    }
}
