//! Is the one error type. Knows causes and their parts; errors are made in `constructors`, worded in `display`, asked
//! in `predicates`, and read from bodies in `api`. Must not know how calls are carried out.

mod api;
mod constructors;
mod display;
mod predicates;
mod redaction;

pub(crate) use display::one_line;
pub(crate) use redaction::Sent;

use crate::outcome::transport_error::{TransportError, TransportErrorKind};
use crate::{Call, Response, Violation};
use api::ApiBody;
use http::StatusCode;
use serde::de::DeserializeOwned;
use std::sync::Arc;

type Source = Box<dyn std::error::Error + Send + Sync>;

/// Why a call failed.
///
/// One type for all operations; small, so that results stay small. The parts that do not apply are `None` or
/// empty. `Display` is one line; `Debug` shows sizes of bodies, never their text.
pub struct Error {
    inner: Box<Inner>,
}

struct Inner {
    call: Option<Call>,
    cause: Cause,
    attempts: u32,
    /// Whether an attempt before the last one may have carried the call out.
    is_uncertain: bool,
    /// What else is known of it.
    note: Option<String>,
}

enum Cause {
    Api {
        response: Response,
        body: ApiBody,
        /// The body's text without secrets, if there were any in it.
        excerpt: Option<String>,
    },
    /// What was waited for will not come about: an answer of success says so.
    Failed {
        response: Response,
        body: ApiBody,
        message: String,
    },
    Violations(Vec<Violation>),
    Config(Vec<Violation>),
    Credentials {
        message: String,
        source: Option<Source>,
    },
    /// One failure that several calls waited for.
    Shared(Arc<Error>),
    Transport(TransportError),
    /// Of waiting and blocking: an error of ours, without an answer.
    Other(ErrorKind, String),
    Decode {
        response: Option<Response>,
        path: Option<String>,
        what: &'static str,
        source: Option<Source>,
    },
}

/// The kinds of [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The server answered with a status other than success.
    Api,

    /// Parameters that the service would refuse; nothing was sent.
    Violations,

    /// The configuration is wrong; see [`Error::violations`].
    Config,

    /// Credentials are missing or cannot be used; the operation's request was not sent, unless an attempt before was:
    /// [`Error::may_have_been_carried_out`]. Where logging in failed,
    /// the [source](std::error::Error::source) is the identity service's answer, an [`Error`] too.
    Credentials,

    /// The request did not get through, or the answer did not come back whole.
    Transport,

    /// The answer did not come in time, and the server may have carried the call out; or what a
    /// [`Waiter`](crate::Waiter) waited for did not come about in time.
    Timeout,

    /// What a [`Waiter`](crate::Waiter) waited for will not come about, as the service says; see [`Error::code`],
    /// [`Error::message`] and [`Error::response`].
    Failed,

    /// The answer's body is larger than [`ConfigBuilder::max_body_size`](crate::ConfigBuilder::max_body_size).
    BodyTooLarge,

    /// A successful answer, or a value in one, cannot be read.
    Decode,

    /// There is no async runtime where one is needed, or there is one where blocking would stop it.
    Runtime,
}

impl Error {
    /// What happened, whoever was told first.
    fn cause(&self) -> &Cause {
        match &self.inner.cause {
            Cause::Shared(original) => original.cause(),
            cause => cause,
        }
    }

    /// How many attempts were made; 0 when nothing was sent.
    pub fn attempts(&self) -> u32 {
        // An answer that cannot be decoded knows it by itself.
        self.inner.attempts.max(self.response().map_or(0, Response::attempts))
    }

    /// Whether the server may have carried the call out although it failed: the answer was lost, or was of no use, or was
    /// that to an attempt before. Such a call may come to 404 (a DELETE that had succeeded) or to "already exists" (a
    /// creation that had succeeded). Never for methods that change nothing, such as GET.
    pub fn may_have_been_carried_out(&self) -> bool {
        let is_safe = self.call().is_some_and(|call| call.method.is_safe());
        self.inner.is_uncertain || (self.is_lost() && self.attempts() > 0 && !is_safe)
    }

    /// What kind of error it is.
    pub fn kind(&self) -> ErrorKind {
        match self.cause() {
            Cause::Api { .. } => ErrorKind::Api,
            Cause::Failed { .. } => ErrorKind::Failed,
            Cause::Violations(_) => ErrorKind::Violations,
            Cause::Config(_) => ErrorKind::Config,
            Cause::Credentials { .. } => ErrorKind::Credentials,
            // `cause` has gone to the original already.
            Cause::Shared(original) => original.kind(),
            Cause::Transport(error) => match error.kind() {
                TransportErrorKind::Connect | TransportErrorKind::Other => ErrorKind::Transport,
                TransportErrorKind::Timeout => ErrorKind::Timeout,
                TransportErrorKind::TooLarge => ErrorKind::BodyTooLarge,
            },
            Cause::Other(kind, _) => *kind,
            Cause::Decode { .. } => ErrorKind::Decode,
        }
    }

    /// The operation that failed; `None` for errors outside a call.
    pub fn call(&self) -> Option<&Call> {
        self.inner.call.as_ref()
    }

    /// The server's answer, with its headers, as far as it came.
    pub fn response(&self) -> Option<&Response> {
        match self.cause() {
            Cause::Api { response, .. } | Cause::Failed { response, .. } => Some(response),
            Cause::Decode { response, .. } => response.as_ref(),
            Cause::Transport(error) => error.response(),
            // A failed login has an answer too, but the operation has none: see `source`.
            Cause::Violations(_)
            | Cause::Config(_)
            | Cause::Credentials { .. }
            | Cause::Shared(_)
            | Cause::Other(..) => None,
        }
    }

    /// The HTTP status, if there was an answer.
    pub fn status(&self) -> Option<StatusCode> {
        self.response().map(Response::status)
    }

    /// The answer's body as it came, or as far as it came.
    pub fn body(&self) -> Option<&[u8]> {
        self.response().map(Response::body)
    }

    /// The id by which the provider's support finds the call: from the headers, else from an error body.
    pub fn request_id(&self) -> Option<&str> {
        let in_body = || self.api_body()?.request_id.as_deref();
        self.response().and_then(Response::request_id).or_else(in_body)
    }

    /// The service's error code, such as `API.3093`. An open set: the documented tables are incomplete.
    pub fn code(&self) -> Option<&str> {
        self.api_body()?.code.as_deref()
    }

    /// The service's own words.
    pub fn message(&self) -> Option<&str> {
        self.api_body()?.message.as_deref()
    }

    fn api_body(&self) -> Option<&ApiBody> {
        match self.cause() {
            Cause::Api { body, .. } | Cause::Failed { body, .. } => Some(body),
            _ => None,
        }
    }

    /// Everything that was found wrong before sending, or with the configuration.
    pub fn violations(&self) -> &[Violation] {
        match self.cause() {
            Cause::Violations(violations) | Cause::Config(violations) => violations,
            _ => &[],
        }
    }

    /// Why the exchange failed, with the HTTP client's own error as its source; `None` for other errors.
    pub fn transport_error(&self) -> Option<&TransportError> {
        match self.cause() {
            Cause::Transport(error) => Some(error),
            _ => None,
        }
    }

    /// The JSON path of what could not be decoded, such as `apps[0].name`.
    pub fn path(&self) -> Option<&str> {
        match self.cause() {
            Cause::Decode { path, .. } => path.as_deref(),
            _ => None,
        }
    }

    /// Decodes the answer's body, which is JSON, as the type that the operation's table of errors names for this
    /// [`status`](Self::status):
    ///
    /// ```
    /// # use oaswright_runtime::Error;
    /// # type Conflict = std::collections::BTreeMap<String, String>;
    /// fn title(error: &Error) -> Result<Option<String>, Error> {
    ///     match error.status() {
    ///         Some(status) if status == 409 => Ok(error.decode_body::<Conflict>()?.remove("title")),
    ///         _ => Ok(None),
    ///     }
    /// }
    /// ```
    ///
    /// Of a call that failed there is one error for all operations, so the type is the caller's choice, as is that of
    /// [`Response::json`]. A body of another kind is read by [`body`](Self::body), or [`Response::text`].
    ///
    /// # Errors
    ///
    /// There is no body, or it is not JSON of this type.
    pub fn decode_body<T: DeserializeOwned>(&self) -> Result<T, Self> {
        let result = match self.response() {
            Some(response) => response.json(),
            None => Err(Self::value("there is no body to decode", "the call had no answer")),
        };
        result.map_err(|error| match self.call() {
            Some(call) => error.during(call.clone()),
            None => error,
        })
    }
}

impl std::error::Error for Error {
    /// Why credentials could not be fetched, an `Error` itself if it was an exchange that failed. `Display` says all of
    /// it, and of other causes, so that those are none: whoever prints errors with their sources would print them twice.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self.cause() {
            Cause::Credentials { source, .. } => Some(&**source.as_ref()?),
            Cause::Api { .. }
            | Cause::Failed { .. }
            | Cause::Violations(_)
            | Cause::Config(_)
            | Cause::Shared(_)
            | Cause::Transport(_)
            | Cause::Other(..)
            | Cause::Decode { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests;
