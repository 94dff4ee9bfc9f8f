//! Records spans and events for `tracing`, if the feature is on; otherwise nothing at all. Knows which facts of a call
//! are recorded, under the names that OpenTelemetry gives to those of HTTP clients; an attempt is the span of a client
//! there. Texts of servers are cut to one line, so that no log can be forged.

#[cfg(not(feature = "tracing"))]
pub(crate) use off::{Span, retrying};
#[cfg(feature = "tracing")]
pub(crate) use on::{Span, retrying};

#[cfg(not(feature = "tracing"))]
mod off {
    use crate::{Call, Error, Response, Service};
    use http::Uri;
    use std::future::Future;
    use std::time::Duration;

    pub(crate) struct Span;

    impl Span {
        pub fn of_call(_: &Service, _: &Call) -> Self {
            Self
        }

        pub fn of_attempt(_: u32, _: &Call, _: &Uri) -> Self {
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
    use crate::outcome::error::one_line;
    use crate::{Call, Error, ErrorKind, Response, Service};
    use http::{StatusCode, Uri};
    use std::future::Future;
    use std::time::Duration;
    use tracing::field::{Empty, display};
    use tracing::instrument::{Instrument, Instrumented};

    /// What subscribers filter by: the crate, not its private modules.
    const TARGET: &str = "oaswright_runtime";

    /// Characters of a server's text that are recorded.
    const TEXT: usize = 160;

    pub(crate) struct Span(tracing::Span);

    impl Span {
        pub fn of_call(service: &Service, call: &Call) -> Self {
            Self(tracing::info_span!(
                target: TARGET,
                "call",
                otel.name = &*call.title(),
                service = service.name,
                operation = call.name,
                http.request.method = call.method.as_str(),
                url.template = call.path,
                http.response.status_code = Empty,
                request_id = Empty,
                attempts = Empty,
                error.type = Empty,
                error = Empty,
                otel.status_code = Empty,
            ))
        }

        pub fn of_attempt(number: u32, call: &Call, uri: &Uri) -> Self {
            let span = tracing::debug_span!(
                target: TARGET,
                "attempt",
                otel.name = Empty,
                otel.kind = "client",
                http.request.method = call.method.as_str(),
                url.template = call.path,
                server.address = uri.host(),
                server.port = Empty,
                http.request.resend_count = Empty,
                http.response.status_code = Empty,
                request_id = Empty,
                duration_ms = Empty,
                error.type = Empty,
                error = Empty,
                otel.status_code = Empty,
            );
            if !span.is_disabled() {
                span.record("otel.name", display(format_args!("{} {}", call.method, call.path)));
                span.record("server.port", port(uri));
                // Unless it is the first.
                if number > 1 {
                    span.record("http.request.resend_count", number - 1);
                }
            }
            Self(span)
        }

        pub fn around<F: Future>(&self, future: F) -> Instrumented<F> {
            future.instrument(self.0.clone())
        }

        pub fn finish(&self, attempts: u32, result: &Result<Response, Error>) {
            self.0.record("attempts", attempts);
            self.outcome(result);
            self.0.in_scope(|| match result {
                Err(error) if !is_everyday(error) => tracing::warn!(target: TARGET, "the call failed"),
                Err(_) => tracing::debug!(target: TARGET, "the call failed"),
                Ok(_) => tracing::debug!(target: TARGET, "the call succeeded"),
            });
        }

        pub fn finish_attempt(&self, duration: Duration, result: &Result<Response, Error>) {
            self.0.record("duration_ms", u64::try_from(duration.as_millis()).unwrap_or(u64::MAX));
            self.outcome(result);
            self.0.in_scope(|| tracing::debug!(target: TARGET, "the attempt is over"));
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
                self.0.record("http.response.status_code", status.as_u16());
            }
            if let Some(id) = request_id {
                self.0.record("request_id", display(one_line(id.as_bytes(), TEXT)));
            }
            if let Err(error) = result {
                self.0.record("error", display(error));
                self.0.record("otel.status_code", "ERROR");
                match (error.kind(), status) {
                    (ErrorKind::Api, Some(status)) => self.0.record("error.type", status.as_str()),
                    (kind, _) => self.0.record("error.type", display(format_args!("{kind:?}"))),
                };
            }
        }
    }

    fn port(uri: &Uri) -> u16 {
        let of_scheme = if uri.scheme_str() == Some("http") { 80 } else { 443 };
        uri.port_u16().unwrap_or(of_scheme)
    }

    /// Whether whoever calls may well expect it, such as that something is not there. Wrong credentials and too many calls
    /// are for an operator to see.
    fn is_everyday(error: &Error) -> bool {
        let is_refused = |status: StatusCode| status.is_client_error() && status != StatusCode::UNAUTHORIZED;
        match error.kind() {
            ErrorKind::Api => error.status().is_some_and(is_refused) && !error.is_throttled(),
            ErrorKind::Violations => true,
            ErrorKind::Config
            | ErrorKind::Failed
            | ErrorKind::Credentials
            | ErrorKind::Transport
            | ErrorKind::Timeout
            | ErrorKind::BodyTooLarge
            | ErrorKind::Decode
            | ErrorKind::Runtime => false,
        }
    }

    pub(crate) fn retrying(error: &Error, delay: Duration) {
        let millis = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX);
        tracing::debug!(target: TARGET, delay_ms = millis, %error, "trying again");
    }
}
