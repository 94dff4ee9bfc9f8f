//! Makes errors, and adds to them on their way up. Knows which parts each cause has. Must not show anything.

use super::api::ApiBody;
use super::{Cause, Error, ErrorKind, Inner, Source};
use crate::outcome::transport_error::TransportError;
use crate::{Call, Response, Violation};
use http::Method;
use std::borrow::Cow;
use std::sync::Arc;

impl Error {
    fn new(cause: Cause) -> Self {
        Self { inner: Box::new(Inner { call: None, cause, attempts: 0, is_uncertain: false, note: None }) }
    }

    /// That of an answer other than success.
    pub fn api(response: Response) -> Self {
        let body = redacted(ApiBody::read(response.body()), &response);
        Self::new(Cause::Api { response, body, excerpt: None })
    }

    /// What was waited for will not come about. `reason` is what the answer says of it, as text or as JSON, if that is not
    /// an error code and a message of its own.
    pub(crate) fn failed(response: Response, reason: Option<String>, message: String) -> Self {
        let body = match reason.filter(|reason| !reason.is_empty()) {
            Some(reason) => match ApiBody::read(reason.as_bytes()) {
                body if body == ApiBody::default() => ApiBody { message: Some(reason), ..body },
                body => body,
            },
            None => ApiBody::read_success(response.body()),
        };
        Self::new(Cause::Failed { body: redacted(body, &response), response, message })
    }

    /// A call that the service would refuse, so that nothing was sent.
    pub fn refused(violations: Vec<Violation>) -> Self {
        Self::new(Cause::Violations(violations))
    }

    /// A configuration that is wrong.
    pub fn config(mistakes: Vec<Violation>) -> Self {
        Self::new(Cause::Config(mistakes))
    }

    /// Credentials are missing or cannot be used. The text must hold no secret.
    pub fn credentials(message: impl Into<String>) -> Self {
        Self::new(Cause::Credentials { message: message.into(), source: None })
    }

    /// Credentials are missing because of another failure, which is told behind the message.
    pub fn credentials_because(
        message: impl Into<String>,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::new(Cause::Credentials { message: message.into(), source: Some(source.into()) })
    }

    /// Why a source of one's own has none. The text is shown to whoever calls, so it must hold no secret.
    pub fn no_credentials(reason: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::credentials_because("there are no credentials", reason)
    }

    /// The same failure once more, for another call that waited for it.
    pub fn shared(original: &Arc<Self>) -> Self {
        Self::new(Cause::Shared(Arc::clone(original)))
    }

    pub(crate) fn decode(response: Response, path: Option<String>, message: String) -> Self {
        let (what, source) = match response.body() {
            [] => ("the body is empty", None),
            _ => ("the body cannot be decoded", Some(message.into())),
        };
        Self::new(Cause::Decode { response: Some(response), path, what, source })
    }

    pub(crate) fn header(response: Response, name: &str, problem: &str) -> Self {
        Self::new(Cause::Decode {
            response: Some(response),
            path: None,
            what: "a header cannot be read",
            source: Some(format!("`{name}` {problem}").into()),
        })
    }

    pub(crate) fn unexpected(response: Response) -> Self {
        Self::new(Cause::Decode {
            response: Some(response),
            path: None,
            what: "the operation does not document this status",
            source: None,
        })
    }

    pub(crate) fn value(what: &'static str, source: impl Into<Source>) -> Self {
        Self::new(Cause::Decode { response: None, path: None, what, source: Some(source.into()) })
    }

    /// There is no async runtime where one is needed, or one where none may be.
    pub(crate) fn runtime(message: impl Into<String>) -> Self {
        Self::new(Cause::Other(ErrorKind::Runtime, message.into()))
    }

    /// Something did not come about in time, although the calls themselves did.
    pub(crate) fn waited(message: String) -> Self {
        Self::new(Cause::Other(ErrorKind::Timeout, message))
    }

    /// Says which operation it was, unless that is known.
    #[must_use]
    pub fn during(mut self, call: Call) -> Self {
        self.inner.call.get_or_insert(call);
        self
    }

    /// Says how many attempts were made.
    pub(crate) fn after(mut self, attempts: u32) -> Self {
        self.inner.attempts = attempts;
        self
    }

    /// Says that an attempt before was lost, which matters unless the method changes nothing.
    pub(crate) fn uncertain(mut self, method: &Method) -> Self {
        if method.is_safe() {
            return self;
        }
        self.inner.is_uncertain = true;
        // Whoever reads of a refusal, or of credentials that are missing, takes it that nothing was done.
        let is_refused = self.status().is_some_and(|status| status.is_client_error());
        match is_refused || self.kind() == ErrorKind::Credentials {
            true => self.noting("an attempt before, whose answer was lost, may have carried the call out".to_owned()),
            false => self,
        }
    }

    /// Adds what else is known, behind all else.
    #[must_use]
    pub fn noting(mut self, note: String) -> Self {
        self.inner.note = Some(match self.inner.note.take() {
            Some(first) => format!("{first}; {note}"),
            None => note,
        });
        self
    }
}

/// What a body says, without secrets.
fn redacted(mut body: ApiBody, response: &Response) -> ApiBody {
    if let Some(message) = &mut body.message
        && let Cow::Owned(redacted) = response.dialect().redacted(message)
    {
        *message = redacted;
    }
    body
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        Self::new(Cause::Transport(error))
    }
}
