//! Answers what callers ask of an error. Must not know codes of services: where a status misleads, the dialect knows.

use super::{Cause, Error, ErrorKind};
use crate::Response;
use crate::outcome::dialect::{Dialect, Plain};
use http::StatusCode;

impl Error {
    fn has_status(&self, status: StatusCode) -> bool {
        self.status() == Some(status)
    }

    fn dialect(&self) -> &'static dyn Dialect {
        self.response().map_or(&Plain, Response::dialect)
    }

    /// The thing does not exist: status 404.
    pub fn is_not_found(&self) -> bool {
        self.has_status(StatusCode::NOT_FOUND)
    }

    /// The thing exists already: status 409, or words that say so, or what else the provider says it with.
    pub fn is_already_exists(&self) -> bool {
        self.dialect().is_already_exists(self)
    }

    /// Too many calls: status 429, or what else the provider says it with.
    pub fn is_throttled(&self) -> bool {
        self.dialect().is_throttled(self)
    }

    /// The credentials are missing, wrong or expired: status 401, or nothing was sent for want of them. Not when they
    /// could not be fetched for a reason that passes, such as an identity service that does not answer.
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(StatusCode::UNAUTHORIZED)
            || self.kind() == ErrorKind::Credentials && !(self.failed_login().is_some() && self.is_retryable())
    }

    /// Why the credentials could not be fetched, if it was an exchange that failed.
    pub(crate) fn failed_login(&self) -> Option<&Self> {
        match self.cause() {
            Cause::Credentials { source: Some(source), .. } => source.downcast_ref(),
            _ => None,
        }
    }

    /// The credentials are good but do not suffice, or a quota of the account is used up: status 403.
    pub fn is_forbidden(&self) -> bool {
        self.has_status(StatusCode::FORBIDDEN)
    }

    /// The answer did not come in time, or what was waited for did not come about in time.
    pub fn is_timeout(&self) -> bool {
        self.kind() == ErrorKind::Timeout
    }

    /// No connection was made, so the server has not seen the request.
    pub fn is_connect(&self) -> bool {
        match self.cause() {
            Cause::Transport(error) => error.is_connect(),
            _ => false,
        }
    }

    /// Whether the server may have done what it was asked for, and only the answer is missing or of no use.
    pub(crate) fn is_lost(&self) -> bool {
        match self.kind() {
            ErrorKind::Api => {
                (self.is_server_error() && !self.is_throttled()) || self.has_status(StatusCode::REQUEST_TIMEOUT)
            }
            ErrorKind::Transport | ErrorKind::Timeout => !self.is_connect(),
            ErrorKind::BodyTooLarge | ErrorKind::Decode => true,
            ErrorKind::Failed
            | ErrorKind::Violations
            | ErrorKind::Config
            | ErrorKind::Credentials
            | ErrorKind::Runtime => false,
        }
    }

    /// The server failed: status 500 to 599.
    pub fn is_server_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_server_error())
    }
}
