//! Answers what callers ask of an error. The only module that knows codes of the services, and only those whose status
//! misleads.

use super::{Cause, Error, ErrorKind};
use http::StatusCode;

impl Error {
    fn has_status(&self, status: StatusCode) -> bool {
        self.status() == Some(status)
    }

    fn has_code(&self, codes: &[&str]) -> bool {
        self.code().is_some_and(|code| codes.contains(&code))
    }

    /// The thing does not exist: status 404.
    pub fn is_not_found(&self) -> bool {
        self.has_status(StatusCode::NOT_FOUND)
    }

    /// The thing exists already. The gateway's services say so with 400 and use 409 for other conflicts, such as an
    /// instance that is being upgraded; elsewhere it is status 409.
    pub fn is_already_exists(&self) -> bool {
        let says_so = |message: &str| message.contains("already exist");
        let is_theirs = |code: &str| code.starts_with("APIG.") || code.starts_with("APIC.");
        self.has_code(&["APIG.3325"])
            || self.message().is_some_and(says_so)
            || self.has_status(StatusCode::CONFLICT) && !self.code().is_some_and(is_theirs)
    }

    /// Too many calls: status 429, or the codes for it, one of which comes with 500.
    pub fn is_throttled(&self) -> bool {
        self.has_status(StatusCode::TOO_MANY_REQUESTS) || self.has_code(&["APIG.0308", "APIG.9008"])
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

    /// Whether a signature was refused, as it is for a wrong key or clock. The control plane's own codes with 401 come
    /// from behind the gate that checks signatures.
    pub(crate) fn is_refused_signature(&self) -> bool {
        let is_later = |code: &str| code.starts_with("APIG.1") || code.starts_with("APIC.");
        self.has_status(StatusCode::UNAUTHORIZED) && !self.code().is_some_and(is_later)
    }

    /// The token has expired, and a new one will do. Other rejections of a token are final.
    pub(crate) fn wants_new_token(&self) -> bool {
        let says_so = |message: &str| message.contains("token must be updated");
        self.has_status(StatusCode::UNAUTHORIZED)
            && (self.has_code(&["APIG.0307", "APIG.1001", "APIC.7101"]) || self.message().is_some_and(says_so))
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
            ErrorKind::Violations | ErrorKind::Config | ErrorKind::Credentials | ErrorKind::Runtime => false,
        }
    }

    /// Whether the identity service looked at the credentials and refused them, so that asking again at once would
    /// only count as one more failed login.
    pub(crate) fn is_refused_login(&self) -> bool {
        match self.cause() {
            Cause::Api { response, .. } => {
                let status = response.status();
                status.is_client_error() && !matches!(status.as_u16(), 408 | 429)
            }
            _ => self.failed_login().is_some_and(Self::is_refused_login),
        }
    }

    /// The server failed: status 500 to 599.
    pub fn is_server_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_server_error())
    }
}
