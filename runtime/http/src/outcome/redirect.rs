//! Holds an answer that says where something is. Must not know who would go there.

use crate::Response;
use crate::outcome::error::Error;
use http::header::LOCATION;
use http::{StatusCode, Uri};
use std::fmt;

/// An answer that leads elsewhere (3xx): where the operation documents that. Nobody followed it.
///
/// `Debug` shows the host alone, since such URLs may be secrets.
#[derive(Clone, PartialEq, Eq)]
pub struct Redirect {
    status: StatusCode,
    location: String,
}

impl Redirect {
    /// The HTTP status, which says whether it is for now or for ever.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The header `Location` as it came: a URL, or a reference that is relative to the request's.
    pub fn location(&self) -> &str {
        &self.location
    }
}

impl fmt::Debug for Redirect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let uri: Option<Uri> = self.location.parse().ok();
        let host = uri.as_ref().and_then(Uri::host);
        f.debug_struct("Redirect").field("status", &self.status).field("host", &host).finish_non_exhaustive()
    }
}

impl Response {
    /// Whether what was asked for is elsewhere. 304 leads nowhere.
    pub(crate) fn leads_elsewhere(&self) -> bool {
        self.status().is_redirection() && self.status() != StatusCode::NOT_MODIFIED
    }

    /// Where the answer leads.
    ///
    /// # Errors
    ///
    /// It leads nowhere: another status, or no header `Location`.
    pub fn redirect(&self) -> Result<Redirect, Error> {
        if !self.status().is_redirection() {
            return Err(self.unexpected_status());
        }
        let location = self.required_header(LOCATION.as_str())?;
        Ok(Redirect { status: self.status(), location })
    }
}
