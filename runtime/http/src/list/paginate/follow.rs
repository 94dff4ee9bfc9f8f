//! Follows what an answer says comes next: a cursor, a number, a URL. Knows answers and trusts none: a list ends where what it says
//! came before, and no URL leads to another host. Must not know futures or operations.

use super::Page;
use crate::outcome::response::Response;
use http::Uri;
use http::header::LINK;
use http::uri::PathAndQuery;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, HashSet};

/// Pages in a row that may bring nothing, though the answer says that the list goes on.
const MOST_EMPTY: usize = 1000;

/// How the pages of a list follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follow {
    /// Where a page starts is counted in items.
    Offset,

    /// Pages are numbered, from this number on. The place says whether the list goes on, or how many pages it has.
    Number(i64, Option<Place>),

    /// The answer says at the first place what to send for the next page, or else it is the key of the last item; at the second
    /// whether the list goes on.
    Cursor(Option<Place>, Option<Place>),

    /// The answer has the URL of the next page.
    Url(Place),
}

/// Where an answer says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In its JSON, at this pointer: `/meta/next`.
    Body(&'static str),

    /// In a header. Of `Link`, it is the URL of `rel="next"`.
    Header(&'static str),
}

/// What leads to the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Number(i64),
    Cursor(String),
    Url(String),
}

/// How far a list has been followed.
#[derive(Debug, Default)]
pub(super) struct Trail {
    number: Option<i64>,
    /// Cursors and URLs that came.
    came: HashSet<String>,
    keys: HashSet<String>,
    empty: usize,
}

impl Trail {
    /// Starts at the page that the caller says.
    pub fn new(number: Option<i64>) -> Self {
        Self { number, ..Self::default() }
    }

    /// What is new on a page, and what leads to the next; `None` after the last.
    pub fn take<T>(
        &mut self,
        follow: Follow,
        page: Page<T>,
        response: &Response,
        key: fn(&T) -> Option<&str>,
    ) -> (Vec<T>, Option<Step>) {
        let last = page.items.last().and_then(key).map(str::to_owned);
        let is_new = |item: &T| key(item).is_none_or(|key| self.keys.insert(key.to_owned()));
        let mut fresh = page.items;
        fresh.retain(is_new);
        self.empty = if fresh.is_empty() { self.empty + 1 } else { 0 };
        let says = |place: Option<Place>| place.map(|place| place.read(response));
        let step = match follow {
            Follow::Offset => None,
            Follow::Number(first, more) => {
                let number = self.number.unwrap_or(first);
                let next = number.checked_add(1).filter(|next| match says(more) {
                    // A flag, or how many pages there are.
                    Some(Some(more)) => more == "true" || more.parse().is_ok_and(|count: i64| count >= *next),
                    Some(None) => false,
                    None => true,
                });
                self.number = next.or(self.number);
                // Without anything new, only the number is.
                next.filter(|_| self.empty == 0).map(Step::Number)
            }
            Follow::Cursor(next, more) => {
                let goes_on = says(more).is_none_or(|more| more.as_deref() == Some("true"));
                let next = if next.is_some() { says(next).flatten() } else { last.filter(|_| self.empty == 0) };
                next.filter(|next| goes_on && self.came.insert(next.clone())).map(Step::Cursor)
            }
            Follow::Url(place) => place.read(response).filter(|url| self.came.insert(url.clone())).map(Step::Url),
        };
        (fresh, step.filter(|_| self.empty < MOST_EMPTY))
    }
}

impl Place {
    /// What an answer says there; nothing if it is empty.
    fn read(self, response: &Response) -> Option<String> {
        let text = match self {
            Self::Body(pointer) => at(std::str::from_utf8(response.body()).ok()?, pointer)?,
            Self::Header(name) if name.eq_ignore_ascii_case(LINK.as_str()) => {
                let values = response.headers().get_all(LINK).into_iter().filter_map(|value| value.to_str().ok());
                values.flat_map(links).find_map(|(url, is_next)| is_next.then(|| url.to_owned()))?
            }
            Self::Header(name) => response.headers().get(name)?.to_str().ok()?.trim().to_owned(),
        };
        Some(text).filter(|text| !text.is_empty())
    }
}

/// A scalar in a JSON text, as text.
fn at(json: &str, pointer: &str) -> Option<String> {
    let mut value: &RawValue = serde_json::from_str(json).ok()?;
    for token in pointer.split('/').skip(1) {
        let token = token.replace("~1", "/").replace("~0", "~");
        value = match value.get().as_bytes().first()? {
            b'{' => serde_json::from_str::<BTreeMap<String, &RawValue>>(value.get()).ok()?.remove(&token)?,
            b'[' => serde_json::from_str::<Vec<&RawValue>>(value.get()).ok()?.get(token.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    match value.get() {
        "null" => None,
        text if text.starts_with('"') => serde_json::from_str(text).ok(),
        text if text.starts_with(['{', '[']) => None,
        text => Some(text.to_owned()),
    }
}

/// The URLs of a `Link` header (RFC 8288), and whether each is that of the next page.
fn links(header: &str) -> impl Iterator<Item = (&str, bool)> {
    header.split('<').skip(1).filter_map(|link| {
        let (url, parameters) = link.split_once('>')?;
        let is_next = |parameter: &str| {
            let (name, value) = parameter.trim().trim_end_matches(',').split_once('=')?;
            let value = value.trim().trim_matches('"');
            let is_next = value.split_whitespace().any(|relation| relation.eq_ignore_ascii_case("next"));
            (name.trim().eq_ignore_ascii_case("rel") && is_next).then_some(())
        };
        Some((url.trim(), parameters.split(';').filter_map(is_next).next().is_some()))
    })
}

/// The URL of the next page, seen from that of the operation. It stays on the host, whatever it says: only path and query are taken
/// of it.
pub(super) fn resolve(base: &Uri, next: &str) -> Result<Uri, &'static str> {
    const NO_URL: &str = "is at what is no URL";
    let path_and_query = match next.find("://") {
        // Not one in a query.
        Some(at) if !next.get(..at).unwrap_or_default().contains(['/', '?']) => {
            let uri: Uri = next.parse().map_err(|_| NO_URL)?;
            let is_same_host = uri.host().zip(base.host()).is_some_and(|(one, two)| one.eq_ignore_ascii_case(two));
            if !is_same_host || port(&uri) != port(base) && !(uri.port().is_none() && base.port().is_none()) {
                return Err("is on another host, where no credentials go");
            }
            uri.path_and_query().ok_or(NO_URL)?.clone()
        }
        _ if next.starts_with("//") => return Err("is on another host, where no credentials go"),
        _ => {
            let next = next.split('#').next().unwrap_or_default();
            let folder = base.path().rsplit_once('/').map_or("", |(folder, _)| folder);
            let text = match next.chars().next() {
                Some('/') => next.to_owned(),
                Some('?') => format!("{}{next}", base.path()),
                Some(_) | None => format!("{folder}/{next}"),
            };
            PathAndQuery::try_from(text).map_err(|_| NO_URL)?
        }
    };
    let mut parts = base.clone().into_parts();
    parts.path_and_query = Some(path_and_query);
    Uri::from_parts(parts).map_err(|_| NO_URL)
}

fn port(uri: &Uri) -> Option<u16> {
    uri.port_u16().or(match uri.scheme_str() {
        Some("https") => Some(443),
        Some("http") => Some(80),
        _ => None,
    })
}

#[cfg(test)]
mod tests;
