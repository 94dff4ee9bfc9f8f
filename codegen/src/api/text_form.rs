//! Tells apart the forms of text that are checked: `format`s of which it is sure what no server takes for one. Knows how they are
//! written. Must not know where the text stands.
//!
//! A `format` is a remark, and servers read more than its definition: a UUID without hyphens or in braces, an address with the length of
//! its network. So all of that passes, and so does no text at all, which says that there is none. Not checked are `uri`, `hostname` and
//! `email`: references, templates, letters of all alphabets and names with an underscore go by these, and servers take them.

use super::{Scalar, Schema, Text, Type};
use std::net::Ipv6Addr;

/// A form of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum TextForm {
    Uuid,
    Ipv4,
    Ipv6,
}

impl TextForm {
    /// That of a schema.
    pub fn of(schema: &Schema) -> Option<Self> {
        match (&schema.ty, schema.format.as_deref()) {
            (Type::Scalar(Scalar::Text(Text::Plain)), Some("uuid")) => Some(Self::Uuid),
            (Type::Scalar(Scalar::Text(Text::Plain)), Some("ipv4")) => Some(Self::Ipv4),
            (Type::Scalar(Scalar::Text(Text::Plain)), Some("ipv6")) => Some(Self::Ipv6),
            (_, Some(_) | None) => None,
        }
    }

    /// As a `format` has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Uuid => "uuid",
            Self::Ipv4 => "ipv4",
            Self::Ipv6 => "ipv6",
        }
    }

    /// As a sentence has it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Uuid => "a UUID",
            Self::Ipv4 => "an IPv4 address",
            Self::Ipv6 => "an IPv6 address",
        }
    }

    /// A text of this form.
    pub fn sample(self) -> &'static str {
        match self {
            Self::Uuid => "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            Self::Ipv4 => "192.0.2.1",
            Self::Ipv6 => "2001:db8::1",
        }
    }

    /// Whether a server may take a text for one. The runtime judges what is sent alike: `runtime/http/src/validate/forms.tsv`.
    pub fn matches(self, text: &str) -> bool {
        let (address, network) = text.split_once('/').unwrap_or((text, "0"));
        let is_length = |most: u8| network.parse::<u8>().is_ok_and(|length| length <= most);
        text.is_empty()
            || match self {
                Self::Uuid => is_uuid(text),
                Self::Ipv4 => is_ipv4(address) && (is_length(32) || is_ipv4(network)),
                Self::Ipv6 => is_ipv6(address) && is_length(128),
            }
    }
}

/// 32 digits, however they are parted.
fn is_uuid(text: &str) -> bool {
    let text = text.strip_prefix("urn:uuid:").unwrap_or(text);
    let text = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(text);
    text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
        && text.bytes().filter(u8::is_ascii_hexdigit).count() == 32
}

/// Four numbers, with leading zeros if need be.
fn is_ipv4(text: &str) -> bool {
    let is_byte = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()) && part.parse::<u8>().is_ok();
    text.split('.').count() == 4 && text.split('.').all(is_byte)
}

/// With the zone that it is of, if it says one.
fn is_ipv6(text: &str) -> bool {
    text.split('%').next().unwrap_or(text).parse::<Ipv6Addr>().is_ok()
}
