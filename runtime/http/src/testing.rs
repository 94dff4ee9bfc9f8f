//! A transport for tests of code that uses the SDK: gives scripted answers and checks what was asked.
//!
//! Knows the script and its order; what is expected of a request is in `testing/expected`, what is answered in
//! `testing/canned`. Opens no socket, and panics in functions named `assert_…` only.

mod canned;
mod error;
mod expected;
mod json;
mod recorded;

pub use canned::Canned;
pub use error::ReplayError;
pub use expected::Expected;
pub use recorded::Recorded;

use crate::lock::lock;
use crate::transport::{Exchange, Transport, TransportError, TransportErrorKind};
use bytes::Bytes;
use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard};

/// A transport that gives the answers of a script, one per request and in order.
///
/// A request that is not the expected one fails, and the error says how they differ. Clones share the script, so that
/// a test can keep one and look at what was asked.
///
/// ```
/// use oaswright_runtime::testing::{Canned, Expected, Replay};
/// use oaswright_runtime::transport::TransportErrorKind;
/// use oaswright_runtime::{Config, Credentials, Method, serde_json::json};
/// # use oaswright_runtime::{Client, Error, Operation, Request, Response, Scheme, Service, Validator, Value};
/// # static SERVICE: Service = Service::new("quotas", "quotas-sdk/0").schemes(&[Scheme::bearer("login")]).security(&[&["login"]]);
/// # struct CreateQuota(Client);
/// # impl CreateQuota {
/// #     async fn send(self) -> Result<Value, Error> { oaswright_runtime::send(self).await }
/// # }
/// # impl Operation for CreateQuota {
/// #     type Output = Value;
/// #     const NAME: &'static str = "CreateQuota";
/// #     const METHOD: Method = Method::POST;
/// #     const PATH: &'static str = "/v2/quotas";
/// #     fn client(&self) -> &Client { &self.0 }
/// #     fn validate(&self, _: &mut Validator) {}
/// #     fn build(&self, request: &mut Request) {
/// #         request.json(&json!({ "name": "demo" }));
/// #     }
/// #     fn decode(response: &Response) -> Result<Value, Error> { response.json() }
/// # }
/// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
/// # runtime.block_on(async {
///
/// let replay = Replay::new()
///     .expect(
///         Expected::new(Method::POST, "/v2/quotas").json(json!({ "name": "demo" })),
///         Canned::json(201, r#"{ "id": "q1", "name": "demo" }"#),
///     )
///     .answer(Canned::json(403, r#"{ "error_code": "API.1005", "error_msg": "no permission" }"#))
///     .fail(TransportErrorKind::Timeout);
/// let config = Config::builder()
///     .endpoint("https://api.example.com")
///     .credentials(Credentials::bearer("t"))
///     .transport(replay.clone())
///     .build()?;
/// # let create_quota = || CreateQuota(Client::new(config.clone(), &SERVICE));
///
/// // Here, `create_quota` makes an operation with a client of this configuration.
/// assert_eq!(create_quota().send().await?["id"], "q1");
/// assert_eq!(create_quota().send().await.unwrap_err().code(), Some("API.1005"));
/// # create_quota().send().await.unwrap_err();
///
/// assert_eq!(replay.requests()[1].header("authorization"), Some("Bearer t"));
/// replay.assert_done();
/// # Ok::<(), Error>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default)]
pub struct Replay {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    script: VecDeque<(Option<Expected>, Canned)>,
    requests: Vec<Recorded>,
    mismatches: Vec<String>,
    /// The request that was refused last, and why.
    refused: Option<(Recorded, String)>,
    taken: usize,
}

impl Replay {
    /// A script without answers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers the next request, whatever it is.
    #[must_use]
    pub fn answer(self, answer: Canned) -> Self {
        self.push(None, answer)
    }

    /// Answers the next request if it is this one; fails it otherwise.
    #[must_use]
    pub fn expect(self, request: Expected, answer: Canned) -> Self {
        self.push(Some(request), answer)
    }

    /// Fails the next request, whatever it is: short for an answer that is a [`Canned::failure`].
    #[must_use]
    pub fn fail(self, kind: TransportErrorKind) -> Self {
        self.push(None, Canned::failure(kind))
    }

    fn push(self, request: Option<Expected>, answer: Canned) -> Self {
        self.state().script.push_back((request, answer));
        self
    }

    /// The requests that came so far, attempts that were made again included.
    pub fn requests(&self) -> Vec<Recorded> {
        self.state().requests.clone()
    }

    /// Says whether all went by the script.
    ///
    /// # Errors
    ///
    /// A request was not the expected one or came after the last answer, or answers are left.
    pub fn finish(&self) -> Result<(), ReplayError> {
        let state = self.state();
        let left = state.script.iter().enumerate().map(|(index, (expected, answer))| {
            let expected = expected.as_ref().map(|expected| format!(" to {expected}")).unwrap_or_default();
            format!("answer {} was not asked for: {answer}{expected}", state.taken + index + 1)
        });
        let mistakes: Vec<String> = state.mismatches.iter().cloned().chain(left).collect();
        if mistakes.is_empty() { Ok(()) } else { Err(ReplayError { mistakes }) }
    }

    /// Asserts that all went by the script.
    ///
    /// # Panics
    ///
    /// [`finish`](Self::finish) has something to report.
    #[track_caller]
    pub fn assert_done(&self) {
        let outcome = self.finish();
        assert!(outcome.is_ok(), "{}", outcome.err().map(|error| error.to_string()).unwrap_or_default());
    }

    /// Asserts that exactly these requests came, in this order, each as `GET /v2/quotas?limit=1`.
    ///
    /// # Panics
    ///
    /// Others came.
    #[track_caller]
    pub fn assert_requests(&self, lines: &[&str]) {
        let came: Vec<String> = self.requests().iter().map(Recorded::line).collect();
        assert!(came == lines, "other requests came than expected\n  expected: {lines:#?}\n  came: {came:#?}");
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }
}

impl State {
    /// Takes the next answer, if the request is the one that it is for.
    fn next(&mut self, request: Recorded) -> Result<Canned, String> {
        self.requests.push(request.clone());
        // Another attempt of what was refused is refused again, and the next answer is kept for the next request.
        if let Some((_, reason)) = self.refused.as_ref().filter(|(refused, _)| refused.is_attempt_of(&request)) {
            return Err(reason.clone());
        }
        let number = self.requests.len();
        let outcome = match self.script.pop_front() {
            None => Err(format!("request {number}, `{}`, came after the last answer of the script", request.line())),
            Some((expected, answer)) => {
                self.taken += 1;
                let differences = expected.map(|expected| expected.differences(&request)).unwrap_or_default();
                if differences.is_empty() {
                    Ok(answer)
                } else {
                    let (line, differences) = (request.line(), differences.join("; "));
                    Err(format!("request {number}, `{line}`, is not the expected one: {differences}"))
                }
            }
        };
        self.refused = outcome.as_ref().err().map(|reason| (request, reason.clone()));
        self.mismatches.extend(outcome.as_ref().err().cloned());
        outcome
    }
}

impl Transport for Replay {
    fn send(&self, request: http::Request<Bytes>) -> Exchange<'_> {
        let outcome = self.state().next(Recorded::new(request));
        Box::pin(async move {
            match outcome {
                Ok(answer) => answer.give(),
                Err(reason) => Err(TransportError::new(TransportErrorKind::Other, reason)),
            }
        })
    }

    /// It answers at once.
    fn keeps_limits(&self) -> bool {
        true
    }

    fn is_simulated(&self) -> bool {
        true
    }
}

impl fmt::Debug for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("Replay")
            .field("answers_left", &state.script.len())
            .field("requests", &state.requests)
            .field("mismatches", &state.mismatches)
            .finish()
    }
}

#[cfg(test)]
mod tests;
