//! Spans and events for `tracing`, if the feature is on; otherwise nothing at all.
//!
//! Knows which facts of a call are recorded. Texts of servers are cut to one line, so that no log can be forged.

#[cfg(not(feature = "tracing"))]
pub(crate) use off::{Span, retrying};
#[cfg(feature = "tracing")]
pub(crate) use on::{Span, retrying};

#[cfg(not(feature = "tracing"))]
mod off {
    use crate::{Call, Error, Response, Service};
    use std::future::Future;
    use std::time::Duration;

    pub(crate) struct Span;

    impl Span {
        pub fn of_call(_: &Service, _: &Call) -> Self {
            Self
        }

        pub fn of_attempt(_: u32) -> Self {
            Self
        }

        pub fn around<F: Future>(&self, future: F) -> F {
            future
        }

        pub fn finish(&self, _: u32, _: &Result<Response, Error>) {}

        pub fn finish_attempt(&self, _: Duration, _: &Result<Response, Error>) {}
    }

    pub(crate) fn retrying(_: &Error, _: Duration) {}
}

#[cfg(feature = "tracing")]
mod on {
    use crate::error::one_line;
    use crate::{Call, Error, Response, Service};
    use std::future::Future;
    use std::time::Duration;
    use tracing::field::{Empty, display};
    use tracing::instrument::{Instrument, Instrumented};

    /// Characters of a server's text that are recorded.
    const TEXT: usize = 160;

    pub(crate) struct Span(tracing::Span);

    impl Span {
        pub fn of_call(service: &Service, call: &Call) -> Self {
            Self(tracing::info_span!(
                "call",
                service = service.name,
                operation = call.name,
                method = call.method.as_str(),
                path = call.path,
                status = Empty,
                request_id = Empty,
                attempts = Empty,
                error = Empty,
            ))
        }

        pub fn of_attempt(number: u32) -> Self {
            Self(tracing::debug_span!(
                "attempt",
                attempt = number,
                status = Empty,
                request_id = Empty,
                duration_ms = Empty,
                error = Empty,
            ))
        }

        pub fn around<F: Future>(&self, future: F) -> Instrumented<F> {
            future.instrument(self.0.clone())
        }

        pub fn finish(&self, attempts: u32, result: &Result<Response, Error>) {
            self.0.record("attempts", attempts);
            self.outcome(result);
            self.0.in_scope(|| match result {
                Ok(_) => tracing::debug!("the call succeeded"),
                Err(_) => tracing::warn!("the call failed"),
            });
        }

        pub fn finish_attempt(&self, duration: Duration, result: &Result<Response, Error>) {
            self.0.record("duration_ms", u64::try_from(duration.as_millis()).unwrap_or(u64::MAX));
            self.outcome(result);
            self.0.in_scope(|| tracing::debug!("the attempt is over"));
        }

        fn outcome(&self, result: &Result<Response, Error>) {
            // Nobody collects, so nothing is made ready for it.
            if self.0.is_disabled() {
                return;
            }
            let (status, request_id) = match result {
                Ok(response) => (Some(response.status()), response.request_id()),
                Err(error) => (error.status(), error.request_id()),
            };
            if let Some(status) = status {
                self.0.record("status", status.as_u16());
            }
            if let Some(id) = request_id {
                self.0.record("request_id", display(one_line(id.as_bytes(), TEXT)));
            }
            if let Err(error) = result {
                self.0.record("error", display(error));
            }
        }
    }

    pub(crate) fn retrying(error: &Error, delay: Duration) {
        let millis = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX);
        tracing::debug!(delay_ms = millis, %error, "trying again");
    }
}
