//! Builds an HTTP request, as an operation fills it. Knows URL templates, escaping and headers. What cannot be written
//! becomes a violation and is reported with all others, so filling needs no error handling. Must not know credentials.

mod bodies;
mod escape;
mod form;
mod parameters;
mod secrets;
mod style;

pub use escape::escape;
pub(crate) use secrets::WrittenSecrets;
pub use style::Style;

use crate::call::parameter::Known;
use crate::config::extra_header::extra_header;
use crate::hooks::SecretPath;
use crate::outcome::error::Error;
use crate::upload::Upload;
use crate::validate::{Validator, Violation};
use crate::{Body, Call, Client, Secret};
use bytes::Bytes;
use escape::{fill, has_dot_segment};
use http::Uri;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use serde::Serialize;
use std::fmt;
use std::mem;

/// Headers that most requests do not exceed, credentials included.
const HEADERS: usize = 6;

/// Bytes that most paths do not exceed.
const URL: usize = 200;

/// Bytes that most bodies do not exceed, and those that hold secrets: tokens have up to 10 KiB.
const BODY: usize = 128;
const SECRET_BODY: usize = 32 * 1024;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// The request of one operation, while it is being filled.
pub struct Request {
    call: Call,
    base: String,
    /// What is known of the client's own parameter.
    own: Option<Known>,
    /// Whether the URL lacks it, and nothing else will do.
    awaits_own: bool,
    segments: Vec<(&'static str, String)>,
    query: String,
    headers: HeaderMap,
    content: Content,
    /// How fields of a form are written, if not as usual.
    styles: Vec<(&'static str, Style)>,
    parts: Option<bodies::Parts>,
    /// Whether the body holds secrets, and is wiped once it was sent.
    is_secret: bool,
    has_secret_path: bool,
    /// What nobody may be told.
    secrets: Vec<Secret>,
    violations: Vec<Violation>,
}

/// The body of a request.
enum Content {
    None,
    /// What was written for it.
    Own(Vec<u8>),
    /// What it was given.
    Body(Body),
}

impl Request {
    pub(crate) fn new(client: &Client, call: Call, own: Option<Known>) -> Self {
        Self::at(client, None, call, own)
    }

    /// A request to a server of its own, if there is one.
    pub(crate) fn at(client: &Client, server: Option<&str>, call: Call, own: Option<Known>) -> Self {
        let (base, no_base) = match client.base_of(server) {
            Ok(base) => (base.into_owned(), None),
            Err(violation) => (String::new(), Some(violation)),
        };
        let mut request = Self {
            call,
            base,
            own,
            awaits_own: false,
            segments: Vec::new(),
            query: String::new(),
            headers: HeaderMap::with_capacity(HEADERS),
            content: Content::None,
            styles: Vec::new(),
            parts: None,
            is_secret: false,
            has_secret_path: false,
            secrets: Vec::new(),
            violations: Vec::new(),
        };
        request.headers.insert(ACCEPT, JSON);
        request.headers.insert(USER_AGENT, client.user_agent().clone());
        request.violations.extend(no_base);
        for (name, value) in client.headers() {
            match extra_header(name, value, client.authenticate()) {
                Ok(_) if client.service().takes_header(name) => request.refuse(name, "is set by the SDK itself"),
                Ok((name, value)) => drop(request.headers.insert(name, value)),
                Err(message) => request.refuse(name, message),
            }
        }
        request
    }

    /// Says what is known of the client's own parameter.
    pub(crate) fn set_own(&mut self, known: Known) {
        self.own = Some(known);
    }

    /// Whether the client's own parameter has to be found for it.
    pub(crate) fn awaits_own(&self) -> bool {
        self.awaits_own
    }

    /// Says that bodies hold secrets.
    pub(crate) fn secret(mut self, is_secret: bool) -> Self {
        self.is_secret = is_secret;
        self
    }

    /// Fills a segment of the URL template with the client's own parameter.
    pub fn path_of_client(&mut self, name: &'static str) {
        match self.own.take() {
            Some(Known::Value(value)) => self.segment(name, &value, escape(&value)),
            // Where there is no base URL, that is the mistake to mend first.
            Some(Known::Missing(_)) if self.base.is_empty() => {}
            Some(Known::Missing(message)) => self.refuse(name, message),
            Some(known @ Known::ToBeFound(_)) => (self.own, self.awaits_own) = (Some(known), true),
            None => self.refuse(name, "is not known to the client"),
        }
    }

    fn set_header(&mut self, name: &str, value: &str) {
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            (Err(_), _) => self.refuse(name, "is not a name that a header can have"),
            (_, Err(_)) => self.refuse(name, "has characters that a header cannot carry"),
        }
    }

    /// Sets the JSON body.
    pub fn json(&mut self, body: &(impl Serialize + ?Sized)) {
        let text = self.json_text(body);
        self.set_body(text);
    }

    /// Sets the JSON body, if it is there.
    pub fn json_optional(&mut self, body: Option<&(impl Serialize + ?Sized)>) {
        if let Some(body) = body {
            self.json(body);
        }
    }

    fn buffer(&self) -> Vec<u8> {
        // What is to be wiped must not move while it grows.
        Vec::with_capacity(if self.is_secret { SECRET_BODY } else { BODY })
    }

    fn set_body(&mut self, body: serde_json::Result<Vec<u8>>) {
        match body {
            Ok(body) => {
                self.content = Content::Own(body);
                self.headers.insert(CONTENT_TYPE, JSON);
            }
            Err(error) => self.refuse("", format!("cannot be written as JSON: {error}")),
        }
    }

    /// Says of which media type the body is that was set, such as `application/merge-patch+json`. Nothing is said of a body that
    /// is not there.
    pub fn content_type(&mut self, media_type: &str) {
        let is_told = match &self.content {
            Content::None => true,
            Content::Own(_) => false,
            // The caller knows better.
            Content::Body(body) => body.own_type().is_some(),
        };
        if !self.parts_type(media_type) && !is_told {
            self.set_header(CONTENT_TYPE.as_str(), media_type);
        }
    }

    /// Sets the body to another one, as `write` does, if it is there: then no other is sent.
    pub fn instead<T: ?Sized>(&mut self, body: Option<&T>, write: fn(&mut Self, Option<&T>), media_type: &str) {
        if body.is_some() {
            self.parts = None;
            if let Content::Own(bytes) = mem::replace(&mut self.content, Content::None) {
                drop(self.owned(bytes));
            }
            write(self, body);
            self.content_type(media_type);
        }
        self.styles.clear();
    }

    /// Says which kinds of JSON are understood in an answer, instead of `application/json`: media types with commas.
    pub fn accept(&mut self, media_types: &str) {
        self.set_header(ACCEPT.as_str(), media_types);
    }

    fn refuse(&mut self, place: &str, message: impl Into<String>) {
        self.violations.push(Violation::new(place, message));
    }

    /// Adds what was found wrong before, each thing once.
    pub(crate) fn checked(mut self, check: Validator) -> Self {
        let own = mem::replace(&mut self.violations, check.into_violations());
        for violation in own {
            if !self.violations.contains(&violation) {
                self.violations.push(violation);
            }
        }
        self
    }

    /// Whether nothing is wrong with it so far.
    pub(crate) fn check(&mut self) -> Result<(), Error> {
        match mem::take(&mut self.violations) {
            violations if violations.is_empty() => Ok(()),
            violations => Err(Error::refused(violations).during(self.call.clone())),
        }
    }

    /// The finished request, unless something is wrong with it. Nothing in its URL is empty or left to be filled.
    pub(crate) fn finish(mut self) -> Result<http::Request<Bytes>, Error> {
        self.frame();
        self.check()?;
        let mut url = mem::take(&mut self.base);
        url.reserve(URL);
        let start = url.len();
        match fill(&mut url, self.call.path, &self.segments) {
            Err(name) => self.refuse(&name, "is not filled in the URL"),
            // Several values may make one segment.
            Ok(()) if has_dot_segment(url.get(start..).unwrap_or_default()) => {
                self.refuse("the path", "must have no segment that is `.` or `..`");
            }
            Ok(()) => {}
        }
        self.check()?;
        // Some documents write a part of the query into the path.
        if url.contains('?') && self.query.starts_with('?') {
            self.query.replace_range(..1, "&");
        }
        url.push_str(&self.query);
        let mut upload = None;
        let body = match mem::replace(&mut self.content, Content::None) {
            Content::None => Bytes::new(),
            Content::Own(bytes) => self.owned(bytes),
            Content::Body(body) => match body.bytes() {
                Some(bytes) => bytes.clone(),
                None => {
                    upload = Some(Upload(body));
                    Bytes::new()
                }
            },
        };
        let mut request = http::Request::new(body);
        upload.map(|upload| request.extensions_mut().insert(upload));
        // Everything is escaped, so only an over-long URL (64 KiB) gets here.
        *request.uri_mut() = Uri::try_from(url).map_err(|error| {
            Error::refused(vec![Violation::new("the URL", format!("cannot be sent: {error}"))])
                .during(self.call.clone())
        })?;
        *request.method_mut() = self.call.method;
        *request.headers_mut() = self.headers;
        if self.has_secret_path {
            request.extensions_mut().insert(SecretPath);
        }
        WrittenSecrets::of(self.secrets).map(|secrets| request.extensions_mut().insert(secrets));
        Ok(request)
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither body nor values: they may be secrets of the caller.
        f.debug_struct("Request")
            .field("method", &self.call.method)
            .field("template", &self.call.path)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
