//! Tells failures that pass by themselves from others, and reads how long the server asks to wait.

use super::Verdict;
use crate::http_date;
use crate::outcome::error::{Error, ErrorKind};
use http::StatusCode;
use http::header::RETRY_AFTER;
use std::time::{Duration, SystemTime};

pub(super) fn standard(error: &Error, is_idempotent: bool) -> Verdict {
    // Neither of them was carried out.
    let unseen = error.is_throttled() || error.is_connect();
    let passes = match error.kind() {
        ErrorKind::Api => error.status().is_some_and(|status| {
            matches!(
                status,
                StatusCode::REQUEST_TIMEOUT
                    | StatusCode::BAD_GATEWAY
                    | StatusCode::SERVICE_UNAVAILABLE
                    | StatusCode::GATEWAY_TIMEOUT
            )
        }),
        ErrorKind::Transport | ErrorKind::Timeout => true,
        ErrorKind::Violations
        | ErrorKind::Failed
        | ErrorKind::Config
        | ErrorKind::Credentials
        | ErrorKind::BodyTooLarge
        | ErrorKind::Runtime
        | ErrorKind::Decode => false,
    };
    if unseen || (passes && is_idempotent) { Verdict::Retry } else { Verdict::Fail }
}

impl Error {
    /// How long the server asks to wait: its `Retry-After`, in seconds or as a date.
    pub fn retry_after(&self) -> Option<Duration> {
        let text = self.response()?.header(RETRY_AFTER.as_str())?.trim();
        if let Ok(seconds) = text.parse() {
            return Some(Duration::from_secs(seconds));
        }
        let date = http_date::read(text)?;
        // By the server's own clock, if it says what time it is.
        let now = self.response().and_then(|response| response.date()).unwrap_or_else(SystemTime::now);
        Some(date.duration_since(now).unwrap_or_default())
    }
}
