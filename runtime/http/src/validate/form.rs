//! Tells what no server takes for a UUID or an address. More than their definitions passes: a UUID without hyphens or in braces, an
//! address with the length of its network, and no text at all, which says that there is none. The generator judges examples alike.

use std::net::Ipv6Addr;

/// 32 digits, however they are parted.
pub(super) fn is_uuid(text: &str) -> bool {
    let parts = text.strip_prefix("urn:uuid:").unwrap_or(text);
    let parts = parts.strip_prefix('{').and_then(|parts| parts.strip_suffix('}')).unwrap_or(parts);
    let is_part = |byte: u8| byte == b'-' || byte.is_ascii_hexdigit();
    text.is_empty() || parts.bytes().all(is_part) && parts.bytes().filter(u8::is_ascii_hexdigit).count() == 32
}

/// Four numbers, with leading zeros if need be, and the length of a network or its mask.
pub(super) fn is_ipv4(text: &str) -> bool {
    let is_byte = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()) && part.parse::<u8>().is_ok();
    let is_address = |text: &str| text.split('.').count() == 4 && text.split('.').all(is_byte);
    let (address, network) = text.split_once('/').unwrap_or((text, "0"));
    text.is_empty() || is_address(address) && (is_length(network, 32) || is_address(network))
}

/// With the zone that it is of, and the length of a network.
pub(super) fn is_ipv6(text: &str) -> bool {
    let (address, network) = text.split_once('/').unwrap_or((text, "0"));
    let (address, _zone) = address.split_once('%').unwrap_or((address, ""));
    text.is_empty() || address.parse::<Ipv6Addr>().is_ok() && is_length(network, 128)
}

fn is_length(text: &str, most: u8) -> bool {
    text.parse::<u8>().is_ok_and(|length| length <= most)
}
