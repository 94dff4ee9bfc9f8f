//! What one asks of an error.
//!
//! The only module that knows codes of the services, and only those whose status misleads.

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

    /// The thing exists already: status 409, or the code for a name that is taken, which comes with 400.
    pub fn is_already_exists(&self) -> bool {
        self.has_status(StatusCode::CONFLICT) || self.has_code(&["APIG.3325"])
    }

    /// Too many calls: status 429, or the codes for it, one of which comes with 500.
    pub fn is_throttled(&self) -> bool {
        self.has_status(StatusCode::TOO_MANY_REQUESTS) || self.has_code(&["APIG.0308", "APIG.9008"])
    }

    /// The credentials are missing, wrong or expired: status 401, or nothing was sent for want of them.
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(StatusCode::UNAUTHORIZED) || self.kind() == ErrorKind::Credentials
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

    /// The answer did not come in time.
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

    /// Whether the identity service looked at the credentials and refused them, so that asking again at once would
    /// only count as one more failed login.
    pub(crate) fn is_refused_login(&self) -> bool {
        match self.cause() {
            Cause::Api { response, .. } => {
                let status = response.status();
                status.is_client_error() && !matches!(status.as_u16(), 408 | 429)
            }
            Cause::Credentials { source: Some(source), .. } => {
                source.downcast_ref::<Self>().is_some_and(Self::is_refused_login)
            }
            _ => false,
        }
    }

    /// The server failed: status 500 to 599.
    pub fn is_server_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_server_error())
    }
}
