//! Holds what comes of a request. Knows the answer and how it is delivered. Must not know how it came about.

use crate::answer::Answer;
use crate::state::faults::Ending;
use bytes::Bytes;
use http::Request;
use std::net::SocketAddr;
use std::time::Duration;

/// A request for a backend on this machine.
#[derive(Debug)]
pub(crate) struct Forward {
    pub to: SocketAddr,
    pub request: Request<Bytes>,
    pub timeout: Duration,
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
    pub caller: Option<String>,
}

impl Outcome {
    /// An answer that is sent at once and whole.
    pub fn of(answer: Answer, request_id: String) -> Self {
        Self { answer, forward: None, request_id, latency: Duration::ZERO, ending: None, operation: None, caller: None }
    }
}
