//! Holds what comes of a request. Knows the answer and how it is delivered. Must not know how it came about.

use crate::answer::Answer;
use crate::state::faults::Ending;
use crate::state::gateways::GatewayKey;
use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request};
use std::net::SocketAddr;
use std::time::Duration;

/// A request for a backend on this machine.
#[derive(Debug)]
pub(crate) struct Forward {
    pub to: SocketAddr,
    pub request: Request<Bytes>,
    pub timeout: Duration,
    /// What the codes begin with that tell that there is no answer.
    pub codes: &'static str,
    /// What is changed of its answer.
    pub changes: Vec<Change>,
}

/// A change of the headers of an answer.
#[derive(Debug)]
pub(crate) struct Change {
    name: HeaderName,
    value: HeaderValue,
    /// Whether it takes the place of what has its name.
    replaces: bool,
}

impl Change {
    /// `None` if that is no header.
    pub fn of(name: &str, value: &str, replaces: bool) -> Option<Self> {
        let (name, value) = (HeaderName::from_bytes(name.as_bytes()).ok()?, HeaderValue::from_str(value).ok()?);
        Some(Self { name, value, replaces })
    }

    pub fn apply(self, answer: &mut Answer) {
        if self.replaces {
            answer.headers.retain(|(name, _)| *name != self.name);
        }
        answer.headers.push((self.name, self.value));
    }
}

/// What comes of a request.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub answer: Answer,
    /// Who answers in place of it.
    pub forward: Option<Box<Forward>>,
    pub request_id: String,
    pub latency: Duration,
    pub ending: Option<Ending>,
    /// For the log: what was called, and who called.
    pub operation: Option<String>,
    /// Which published API was called: its gateway and its id.
    pub called: Option<(GatewayKey, String)>,
    pub caller: Option<String>,
}

impl Outcome {
    /// An answer that is sent at once and whole.
    pub fn of(answer: Answer, request_id: String) -> Self {
        Self {
            answer,
            forward: None,
            request_id,
            latency: Duration::ZERO,
            ending: None,
            operation: None,
            called: None,
            caller: None,
        }
    }
}
