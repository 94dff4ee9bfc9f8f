//! Signed calls go one at a time until a signature was accepted.
//!
//! Five refused signatures lock an access key for minutes, for everybody who uses it. So where the key or the clock may be
//! wrong, a thousand calls that start together must not find that out a thousand times: one goes ahead and sets the clock
//! right, or is refused for all of them. Knows neither keys nor clocks.

use crate::error::Error;
use crate::remembered::Remembered;
use crate::timer;
use crate::{ErrorKind, Response};
use http::StatusCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::{Mutex, MutexGuard};

/// How long a call is held back by another one, which may be slow, or not be driven by its task. Then it goes all the same.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a refusal is told to everybody before a signature is tried again.
const PAUSE: Duration = Duration::from_secs(30);

#[derive(Default)]
pub(crate) struct Probation {
    is_over: AtomicBool,
    turn: Mutex<()>,
    refusal: Remembered,
}

/// Held by the call that goes ahead of the others; `None` for one that need not wait.
pub(crate) type Turn<'a> = Option<MutexGuard<'a, ()>>;

impl Probation {
    /// Waits for one's turn; fails as the call before did, if its signature was refused.
    pub async fn turn(&self, left: Option<Duration>) -> Result<Turn<'_>, Error> {
        if self.is_over.load(Ordering::Acquire) {
            return Ok(None);
        }
        self.refused()?;
        let patience = left.map_or(PATIENCE, |left| left.min(PATIENCE));
        let turn = timer::within(Some(patience), self.turn.lock()).await;
        self.refused()?;
        Ok(turn.filter(|_| !self.is_over.load(Ordering::Acquire)))
    }

    fn refused(&self) -> Result<(), Error> {
        self.refusal.told(PAUSE).map_or(Ok(()), Err)
    }

    /// Learns from an answer to a signed request.
    pub fn learn(&self, result: Result<Response, Error>) -> Result<Response, Error> {
        match result {
            // A key that was good before is looked at again, but one refusal is not held against it.
            Err(error) if error.is_refused_signature() => match self.is_over.swap(false, Ordering::AcqRel) {
                true => Err(error),
                false => Err(self.refusal.keep(error)),
            },
            result => {
                if result.as_ref().map_or_else(is_judged, |_| true) && !self.is_over.swap(true, Ordering::AcqRel) {
                    self.refusal.forget();
                }
                result
            }
        }
    }
}

/// Whether the server has looked at the signature before it failed the call for another reason.
fn is_judged(error: &Error) -> bool {
    let is_early = |status: StatusCode| {
        status.is_server_error()
            || status.is_redirection()
            || matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS)
    };
    error.kind() == ErrorKind::Api && !error.is_throttled() && !error.status().is_some_and(is_early)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;

    fn answer(status: u16, body: &'static str) -> Result<Response, Error> {
        let mut answer = http::Response::new(Bytes::from(body));
        *answer.status_mut() = StatusCode::from_u16(status).unwrap();
        if status == 200 { Ok(answer.into()) } else { Err(Error::api(answer.into())) }
    }

    async fn is_free(probation: &Probation) -> bool {
        matches!(probation.turn(None).await, Ok(None))
    }

    #[tokio::test]
    async fn what_ends_it_and_what_does_not() {
        for (status, body, ends) in [
            (200, "", true),
            (400, "", true),
            (404, "", true),
            (401, r#"{"error_code":"APIG.1005"}"#, true),
            (401, r#"{"error_code":"APIC.7103"}"#, true),
            (401, r#"{"error_code":"APIGW.0301"}"#, false),
            (401, "", false),
            (302, "", false),
            (408, "", false),
            (429, "", false),
            (403, r#"{"error_code":"APIG.0308"}"#, false),
            (503, "", false),
        ] {
            let probation = Probation::default();
            let turn = probation.turn(None).await.unwrap();
            assert!(turn.is_some());
            let _ = probation.learn(answer(status, body));
            drop(turn);
            assert_eq!(is_free(&probation).await, ends, "{status} {body}");
        }
    }

    #[tokio::test]
    async fn a_refusal_is_told_and_a_key_that_was_good_is_only_looked_at_again() {
        let probation = Probation::default();
        assert!(probation.learn(answer(401, "")).is_err());
        let told = probation.turn(None).await.err().unwrap();
        assert_eq!((told.status(), told.attempts()), (Some(StatusCode::UNAUTHORIZED), 0));
        // One that was under way meanwhile knows better.
        assert!(probation.learn(answer(200, "")).is_ok());
        assert!(is_free(&probation).await);
        assert!(probation.learn(answer(401, "")).is_err());
        assert!(probation.turn(None).await.unwrap().is_some());
    }

    #[tokio::test]
    async fn who_is_held_back_for_too_long_goes_all_the_same() {
        let probation = Probation::default();
        let first = probation.turn(None).await.unwrap();
        assert!(first.is_some());
        assert!(probation.turn(Some(Duration::from_millis(20))).await.unwrap().is_none());
        drop(first);
        assert!(probation.turn(None).await.unwrap().is_some());
    }
}
