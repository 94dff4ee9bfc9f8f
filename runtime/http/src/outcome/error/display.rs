//! Words errors: one line, no control characters, no secrets. Knows how to show an error's parts. Must not decide
//! anything.

use super::{Cause, Error};
use crate::Response;
use http::header::LOCATION;
use std::fmt;

/// Characters of a server's message, and of a body that has none, that are shown.
const MESSAGE: usize = 500;
const EXCERPT: usize = 160;

/// Characters of what is said of credentials: every place that was looked at, with its paths.
const CREDENTIALS: usize = 4000;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(call) = self.call() {
            write!(f, "{}: ", call.title())?;
        }
        if let Some(status) = self.status() {
            write!(f, "{status}: ")?;
        }
        self.write_cause(f)?;
        self.write_notes(f)?;
        if self.attempts() > 1 {
            write!(f, " (after {} attempts)", self.attempts())?;
        }
        if let Some(id) = self.request_id() {
            write!(f, " (request id {})", one_line(id.as_bytes(), EXCERPT))?;
        }
        Ok(())
    }
}

impl Error {
    fn write_cause(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.cause() {
            Cause::Api { response, excerpt, .. } => self.write_api(f, response, excerpt.as_deref()),
            Cause::Failed { message, .. } => {
                f.write_str(message)?;
                match self.coded() {
                    Some(reason) => write!(f, ": {reason}"),
                    None => Ok(()),
                }
            }
            Cause::Violations(_) => {
                f.write_str("nothing was sent: ")?;
                self.write_violations(f)
            }
            Cause::Config(_) => {
                f.write_str("the configuration is wrong: ")?;
                self.write_violations(f)
            }
            Cause::Credentials { message, source } => {
                f.write_str(&one_line(message.as_bytes(), CREDENTIALS))?;
                match source {
                    Some(source) => write!(f, ": {}", one_line(source.to_string().as_bytes(), MESSAGE)),
                    None => Ok(()),
                }
            }
            // `cause` has gone to the original already.
            Cause::Shared(original) => original.write_cause(f),
            Cause::Other(_, message) => f.write_str(message),
            Cause::Transport(error) => f.write_str(&one_line(error.to_string().as_bytes(), MESSAGE)),
            Cause::Decode { path, what, source, .. } => {
                f.write_str(what)?;
                if let Some(path) = path {
                    write!(f, " at `{}`", one_line(path.as_bytes(), EXCERPT))?;
                }
                match source {
                    Some(source) => {
                        write!(f, ": {}", one_line(source.to_string().as_bytes(), MESSAGE))
                    }
                    None => Ok(()),
                }
            }
        }
    }

    fn write_notes(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Cause::Shared(original) = &self.inner.cause {
            original.write_notes(f)?;
        }
        match &self.inner.note {
            Some(note) => write!(f, "; {}", one_line(note.as_bytes(), MESSAGE)),
            None => Ok(()),
        }
    }

    fn write_api(&self, f: &mut fmt::Formatter<'_>, response: &Response, excerpt: Option<&str>) -> fmt::Result {
        if response.leads_elsewhere() {
            f.write_str("redirects are not followed")?;
            return match location_host(response) {
                Some(host) => write!(f, " (to {host})"),
                None => Ok(()),
            };
        }
        match self.coded() {
            Some(reason) => f.write_str(&reason),
            None if response.body().is_empty() => f.write_str("no body"),
            None => f.write_str(&one_line(excerpt.map_or(response.body(), str::as_bytes), EXCERPT)),
        }
    }

    /// The service's code and its words, as far as it has them.
    fn coded(&self) -> Option<String> {
        let message = self.message().map(|text| one_line(text.as_bytes(), MESSAGE));
        match (self.code().map(|text| one_line(text.as_bytes(), EXCERPT)), message) {
            (Some(code), Some(message)) => Some(format!("{code}: {message}")),
            (code, message) => code.or(message),
        }
    }

    fn write_violations(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.violations().iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{violation}")?;
        }
        Ok(())
    }
}

/// The host that a redirect leads to. Only the host: the rest may carry secrets.
fn location_host(response: &Response) -> Option<String> {
    let location: http::Uri = response.header(LOCATION.as_str())?.parse().ok()?;
    Some(one_line(location.host()?.as_bytes(), EXCERPT))
}

/// At most `limit` characters on one line, without control characters and without those that reorder text.
pub(crate) fn one_line(text: &[u8], limit: usize) -> String {
    // A character has at most 4 bytes, so what is cut off here would not be shown anyway.
    let start = text.get(..limit.saturating_mul(16)).unwrap_or(text);
    let clean = |c: char| match c {
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => ' ',
        c if c.is_control() => ' ',
        c => c,
    };
    let line: String = String::from_utf8_lossy(start).chars().map(clean).collect();
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

/// What `Display` says, since it is what a `main` that fails prints; `{:#?}` shows the parts.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            return fmt::Display::fmt(self, f);
        }
        f.debug_struct("Error")
            .field("kind", &self.kind())
            .field("call", &self.call().map(ToString::to_string))
            .field("response", &self.response())
            .field("display", &self.to_string())
            .finish()
    }
}
