//! Writes the canonical form of a request, which is hashed: method, path, query, headers, the headers' names, the
//! body's hash. Knows the quirks of the vendor's Python signer, which the tests compare with byte for byte. Must not
//! know a key.

use super::{BODY_HASH, is_upload};
use bytes::Bytes;
use http::header::{HeaderMap, HeaderName};
use ring::digest;
use std::borrow::Cow;
use std::ops::Range;
use zeroize::Zeroizing;

/// A canonical request; it has the security token in it.
pub(super) struct Canonical {
    pub text: Zeroizing<String>,
    names: Range<usize>,
}

impl Canonical {
    /// The names of the signed headers: `host;x-sdk-date`.
    pub fn signed_headers(&self) -> &str {
        self.text.get(self.names.clone()).unwrap_or_default()
    }
}

/// Writes a request in the form that is hashed, with the headers that are to be signed.
pub(super) fn write(request: &http::Request<Bytes>, signed: impl Fn(&str) -> bool) -> Canonical {
    let (uri, headers) = (request.uri(), request.headers());
    let names = names(headers, signed);

    // Enough for all of it, so that the text is not left behind in memory when it grows.
    let lines: usize = names
        .iter()
        .map(|name| 2 * name.as_str().len() + 3 + values(headers, name).map(|v| v.len() + 1).sum::<usize>())
        .sum();
    let url = uri.path().len() + uri.query().unwrap_or_default().len();
    let hash = headers.get(BODY_HASH).map_or(64, |value| value.len().max(64));
    let mut text = Zeroizing::new(String::with_capacity(request.method().as_str().len() + 3 * url + lines + hash + 16));

    text.push_str(request.method().as_str());
    text.push('\n');
    path(&mut text, uri.path());
    text.push('\n');
    query(&mut text, uri.query().unwrap_or_default());
    text.push('\n');
    for name in &names {
        text.push_str(name.as_str());
        for (index, value) in values(headers, name).enumerate() {
            text.push(if index == 0 { ':' } else { ',' });
            text.push_str(value);
        }
        text.push('\n');
    }
    text.push('\n');
    let start = text.len();
    for (index, name) in names.iter().enumerate() {
        if index > 0 {
            text.push(';');
        }
        text.push_str(name.as_str());
    }
    let names = start..text.len();
    text.push('\n');
    body(&mut text, headers, request.body(), is_upload(request));
    Canonical { text, names }
}

/// The names of the headers to sign, in order. They are in lower case already.
fn names(headers: &HeaderMap, signed: impl Fn(&str) -> bool) -> Vec<&HeaderName> {
    let is_text =
        |name: &HeaderName| headers.get_all(name).iter().all(|value| str::from_utf8(value.as_bytes()).is_ok());
    let mut names: Vec<_> =
        headers.keys().filter(|name| !name.as_str().contains('_') && signed(name.as_str()) && is_text(name)).collect();
    names.sort_unstable_by_key(|name| name.as_str());
    names
}

/// A header's values, without the spaces around them. There is more than one if the header was added repeatedly.
fn values<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'a str> {
    let values = headers.get_all(name).into_iter();
    values.map(|value| str::from_utf8(value.as_bytes()).unwrap_or_default().trim_ascii())
}

/// The path is unquoted and quoted again, so `%2F` becomes a slash. It ends with a slash, sent or not.
fn path(text: &mut String, path: &str) {
    quote(text, &unquote(path), b"/");
    if !text.ends_with('/') {
        text.push('/');
    }
}

/// The query's pairs are sorted as they were before they were quoted, by name and then by value.
fn query(text: &mut String, query: &str) {
    let mut pairs: Vec<_> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (unquote_plus(name), unquote_plus(value))
        })
        .collect();
    pairs.sort_unstable();
    for (index, (name, value)) in pairs.iter().enumerate() {
        if index > 0 {
            text.push('&');
        }
        quote(text, name, b"");
        text.push('=');
        quote(text, value, b"");
    }
}

/// The hash of the body, unless a header says what stands for it. An empty body is hashed in any case.
fn body(text: &mut String, headers: &HeaderMap, body: &[u8], is_upload: bool) {
    let given = headers.get(BODY_HASH).filter(|_| is_upload || !body.is_empty());
    match given.and_then(|value| str::from_utf8(value.as_bytes()).ok()) {
        Some(given) => text.push_str(given.trim_ascii()),
        None => push_hex(text, digest::digest(&digest::SHA256, body).as_ref()),
    }
}

/// Escapes all but the unreserved characters of RFC 3986 and those that are to be kept.
fn quote(text: &mut String, bytes: &[u8], keep: &[u8]) {
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || keep.contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push('%');
            push_digits(text, byte, b"0123456789ABCDEF");
        }
    }
}

/// A `+` in a query is a space to whoever reads it as a form, as servers do. The SDK itself writes `%20` and `%2B`.
fn unquote_plus(text: &str) -> Cow<'_, [u8]> {
    if text.contains('+') { Cow::Owned(unquote(&text.replace('+', " ")).into_owned()) } else { unquote(text) }
}

/// Decodes `%` escapes; a `%` that begins none is kept.
fn unquote(text: &str) -> Cow<'_, [u8]> {
    if !text.contains('%') {
        return Cow::Borrowed(text.as_bytes());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let escaped = match rest {
            [b'%', high, low, after @ ..] => digit(*high).zip(digit(*low)).map(|(high, low)| (high << 4 | low, after)),
            _ => None,
        };
        let (byte, after) = escaped.unwrap_or((*first, after));
        bytes.push(byte);
        rest = after;
    }
    Cow::Owned(bytes)
}

fn digit(byte: u8) -> Option<u8> {
    u8::try_from(char::from(byte).to_digit(16)?).ok()
}

/// Bytes in lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    push_hex(&mut text, bytes);
    text
}

fn push_hex(text: &mut String, bytes: &[u8]) {
    bytes.iter().for_each(|&byte| push_digits(text, byte, b"0123456789abcdef"));
}

fn push_digits(text: &mut String, byte: u8, digits: &[u8; 16]) {
    text.push(char::from(digits[usize::from(byte >> 4)]));
    text.push(char::from(digits[usize::from(byte & 15)]));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: fn(&mut String, &str), input: &str) -> String {
        let mut text = String::new();
        write(&mut text, input);
        text
    }

    #[test]
    fn paths() {
        for (input, output) in [
            ("/", "/"),
            ("", "/"),
            ("*", "%2A/"),
            ("/a", "/a/"),
            ("/a/", "/a/"),
            ("/a//b", "/a//b/"),
            ("/a%2F", "/a/"),
            ("/a+b:c", "/a%2Bb%3Ac/"),
            ("/%e9%zz%", "/%E9%25zz%25/"),
            ("/100%2525", "/100%2525/"),
            ("/é", "/%C3%A9/"),
        ] {
            assert_eq!(written(path, input), output, "{input:?}");
        }
    }

    #[test]
    fn queries() {
        for (input, output) in [
            ("", ""),
            ("&&", ""),
            ("a", "a="),
            ("=", "="),
            ("b=1&a=2", "a=2&b=1"),
            ("a=b=c", "a=b%3Dc"),
            ("a=1,2", "a=1%2C2"),
            // By what was quoted: `-` comes after a space and before `0`, but `%` before both.
            ("a=-&a=%20&a=0&a=~", "a=%20&a=-&a=0&a=~"),
            ("a%C3%A9=1&az=2&a-=3", "a-=3&az=2&a%C3%A9=1"),
            ("a=x+y&b=x%2By", "a=x%20y&b=x%2By"),
            ("a=%FF%", "a=%FF%25"),
        ] {
            assert_eq!(written(query, input), output, "{input:?}");
        }
    }

    #[test]
    fn only_unreserved_characters_stay() {
        let mut text = String::new();
        quote(&mut text, &(0..=255).collect::<Vec<u8>>(), b"/");
        let kept: String = text.split('%').map(|rest| rest.get(2..).unwrap_or_default()).collect();
        assert_eq!(kept, "-./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~");
    }
}
