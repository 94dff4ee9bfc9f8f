//! Reads what a server says of a signature that it refuses. Knows the two messages: the canonical request as the server
//! read it, and the server's time. Both come from outside and may be anything.

use crate::timestamp::compact;
use oaswright_runtime::support::is_secret_name;
use std::borrow::Cow;
use std::time::SystemTime;

const CANONICAL_REQUEST: &str = "canonicalRequest:";
const SERVER_TIME: &str = "server time:";

/// The longest text of either side that is quoted.
const LONGEST: usize = 120;

/// The time by the server's clock, as told in `signature expired, signature time:20260528T092752Z,server
/// time:20260528T094410Z`.
pub fn server_time(message: &str) -> Option<SystemTime> {
    let (_, after) = message.split_once(SERVER_TIME)?;
    compact::read(after.trim_start().get(..16)?)
}

/// The first difference between the canonical request that was signed and the one that a server read, as told in
/// `verify aksk signature fail, canonicalRequest:GET|/v2/…|…`, where `|` stands for a line break.
///
/// One line in plain words, without the values of headers and parameters that are secret by their names. If there is
/// no difference, it says what that means. `None` if the message tells no canonical request, or not enough of it.
pub fn difference(ours: &str, message: &str) -> Option<String> {
    let (_, echo) = message.split_once(CANONICAL_REQUEST)?;
    let echo = echo.trim().replace("\r\n", "|").replace('\n', "|");
    let mut rest = echo.trim_end_matches('…').trim_end_matches("...");
    let lines: Vec<&str> = ours.split('\n').collect();
    // Method, path, query, at least one header, the empty line, the names, the hash.
    let (hash, before) = lines.split_last().filter(|(_, before)| before.len() >= 6)?;
    for (index, line) in before.iter().enumerate() {
        match rest.strip_prefix(line).and_then(|after| after.strip_prefix('|')) {
            Some(after) => rest = after,
            None if line.starts_with(rest) => return None,
            None => return Some(describe(&lines, index, rest)),
        }
    }
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
    let read = rest.get(..end).unwrap_or_default();
    if read == *hash {
        Some("the server read the request as it was signed, so the secret key is not that of the access key".to_owned())
    } else if hash.starts_with(read) {
        None
    } else {
        Some(differs("the hash of the body", &body(read), &body(hash)))
    }
}

/// Says how the server's text differs from our line, which it does not begin with.
fn describe(lines: &[&str], index: usize, rest: &str) -> String {
    let line = lines.get(index).copied().unwrap_or_default();
    let next = lines.get(index + 1).copied().unwrap_or_default();
    let first = rest.split('|').next().unwrap_or_default();
    let blank = lines.len().saturating_sub(3);
    match index {
        0 => differs("the method", &quoted(first), &quoted(line)),
        1 => differs("the path", &quoted(first), &quoted(line)),
        2 => query(first, line),
        _ if index == blank + 1 => differs("the list of signed headers", &quoted(first), &quoted(line)),
        _ => {
            let headers = lines.get(index..blank).unwrap_or_default();
            let (name, signed) = line.split_once(':').unwrap_or((line, ""));
            match rest.strip_prefix(name).and_then(|after| after.strip_prefix(':')) {
                Some(after) if index < blank => {
                    // A value may have a `|` in it, so it ends where our next line begins.
                    let end = format!("|{}", next.split_inclusive(':').next().unwrap_or("|"));
                    let value =
                        after.split_once(&end).or_else(|| after.split_once('|')).map_or(after, |(value, _)| value);
                    header(name, value, signed)
                }
                _ => {
                    let other = first.split(':').next().unwrap_or_default();
                    let is_later = headers.iter().any(|line| line.split(':').next() == Some(other));
                    if index < blank && (other.is_empty() || is_later) {
                        format!("the header {} was signed, and the server read none", quoted(name))
                    } else {
                        format!("the server read a header {}, which was not signed", quoted(other))
                    }
                }
            }
        }
    }
}

fn header(name: &str, read: &str, signed: &str) -> String {
    if is_secret_name(name) {
        format!("the header {}: the server read another value than was signed", quoted(name))
    } else {
        differs(&format!("the header {}", quoted(name)), &quoted(read), &quoted(signed))
    }
}

/// The first parameter that differs; a query may be long.
fn query(read: &str, signed: &str) -> String {
    let (mut read, mut signed) = (read.split('&'), signed.split('&'));
    loop {
        let (read, signed) = (read.next(), signed.next());
        if read != signed || read.is_none() {
            return differs("the query", &parameter(read), &parameter(signed));
        }
    }
}

fn parameter(pair: Option<&str>) -> String {
    match pair.unwrap_or_default() {
        "" => "nothing".to_owned(),
        pair => match pair.split_once('=') {
            Some((name, _)) if is_secret_name(name) => quoted(&format!("{name}=<redacted>")),
            _ => quoted(pair),
        },
    }
}

/// A hash, with the body that it stands for if that is known.
fn body(hash: &str) -> String {
    let body = match hash {
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" => " (of no body)",
        "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a" => " (of `{}`)",
        _ => "",
    };
    format!("{}{body}", quoted(hash))
}

fn differs(what: &str, read: &str, signed: &str) -> String {
    format!("{what}: the server read {read}, signed was {signed}")
}

/// A text from outside, on one line and not too long.
fn quoted(text: &str) -> String {
    if text.is_empty() {
        return "nothing".to_owned();
    }
    let end = if text.chars().nth(LONGEST).is_some() { "…" } else { "" };
    let text: String = text.chars().take(LONGEST).map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect();
    format!("`{text}{end}`")
}

/// A server's message without the secrets that it repeats: the values of headers that are secret by their names.
///
/// A server that tells the canonical request tells the security token with it, so its message is not to be shown as
/// it is.
pub fn redacted(message: &str) -> Cow<'_, str> {
    let Some((before, echo)) = message.split_once(CANONICAL_REQUEST) else {
        return Cow::Borrowed(message);
    };
    let mut text = format!("{before}{CANONICAL_REQUEST}");
    let mut in_secret = false;
    for piece in echo.split_inclusive(['|', '\n']) {
        let content = piece.trim_end_matches(['|', '\n']);
        match content.split_once(':') {
            Some((name, _)) if is_secret_name(name) => {
                text.push_str(name);
                text.push_str(":<redacted>");
                in_secret = true;
            }
            // What follows a secret is a part of it until something looks like a header, or like the end of all.
            None if in_secret && !content.is_empty() => text.push_str("<redacted>"),
            _ => {
                text.push_str(content);
                in_secret = false;
            }
        }
        text.push_str(piece.get(content.len()..).unwrap_or_default());
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests;
