//! Writes a line per request, for people. Knows what came of it. Must not show a header, a body or a query, so that no
//! secret gets there by mistake.

pub(crate) mod record;

use crate::outcome::Outcome;
use crate::state::faults::Ending;
use bytes::Bytes;
use http::Request;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// The longest path that is shown.
const LONGEST: usize = 200;

/// Who wants to know of each request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sinks {
    /// Lines for people.
    pub log: Option<Sink>,
    /// Lines for programs, of what `record` makes.
    pub record: Option<Sink>,
}

/// Where the lines go.
#[derive(Clone)]
pub(crate) struct Sink(Arc<dyn Fn(&str) + Send + Sync>);

impl fmt::Debug for Sink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sink")
    }
}

/// One request and what came of it.
pub(crate) struct LogLine<'a> {
    pub request: &'a Request<Bytes>,
    pub outcome: &'a Outcome,
    pub duration: Duration,
}

impl Sink {
    pub fn new(write: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self(Arc::new(write))
    }

    pub fn write(&self, line: &str) {
        (self.0)(line);
    }
}

impl fmt::Display for LogLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { request, outcome, duration } = self;
        let status = match outcome.ending {
            Some(Ending::Dropped | Ending::DroppedAfter) => "---".to_owned(),
            Some(Ending::Truncated) | None => outcome.answer.status.as_u16().to_string(),
        };
        let path: String =
            request.uri().path().chars().take(LONGEST).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
        write!(f, "{status} {:<6} {path}", request.method().as_str())?;
        for word in [&outcome.operation, &outcome.caller].into_iter().flatten() {
            write!(f, "  {word}")?;
        }
        if let Some(code) = outcome.answer.code() {
            write!(f, "  {code}")?;
        }
        let ending = match outcome.ending {
            Some(Ending::Dropped) => "  dropped",
            Some(Ending::DroppedAfter) => "  carried out and dropped",
            Some(Ending::Truncated) => "  truncated",
            None => "",
        };
        write!(f, "{ending}  {:.1} ms  {}", duration.as_secs_f64() * 1000.0, outcome.request_id)
    }
}
