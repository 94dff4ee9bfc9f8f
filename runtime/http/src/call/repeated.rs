//! Keeps a call whose answer is read as it comes, to make it again where that ends too early. Knows which calls may be. Must not
//! know what the answer means.

use crate::call::client::Client;
use crate::call::operation::Terms;
use crate::call::telemetry;
use crate::outcome::chunks::{Again, Answering};
use crate::outcome::error::Error;
use crate::timer::Deadline;
use crate::transport::Upload;
use crate::{Authentication, Call, Security, Violation};
use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use std::sync::Arc;
use std::time::Duration;

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// A call as it was when it was made first: without credentials, which each has of its own.
pub(crate) struct Repeated {
    client: Client,
    request: http::Request<Bytes>,
    call: Call,
    by: (Authentication, Option<Security>),
    terms: Terms,
}

impl Repeated {
    /// A call that streams and changes nothing; no other is kept.
    pub fn of(
        client: &Client,
        request: &http::Request<Bytes>,
        call: &Call,
        by: (Authentication, Option<Security>),
        terms: Terms,
    ) -> Option<Arc<dyn Again>> {
        let streams = !terms.streamed.is_empty() && request.extensions().get::<Upload>().is_none();
        let repeated = || Self { client: client.clone(), request: request.clone(), call: call.clone(), by, terms };
        (streams && request.method().is_safe()).then(|| Arc::new(repeated()) as Arc<dyn Again>)
    }
}

impl Again for Repeated {
    fn pause(&self, in_vain: u32, broken: Option<&Error>) -> Option<Duration> {
        let retry = self.client.limits().retry;
        let pause = retry.again(in_vain)?;
        let Some(error) = broken else { return Some(pause) };
        let pause = pause.saturating_add(error.retry_after().unwrap_or_default());
        // Paid for last, so that what is not made costs nothing.
        let is_made = retry.passes(error) && self.client.budget().take(error);
        is_made.then(|| {
            telemetry::retrying(error, pause);
            pause
        })
    }

    fn send(self: Arc<Self>, last_id: Option<String>) -> Answering {
        Box::pin(async move {
            let Self { client, request, call, by, terms } = &*self;
            let mut request = request.clone();
            match last_id.map(|id| HeaderValue::try_from(id.into_bytes())) {
                None => {}
                // The server took it back.
                Some(Ok(id)) if id.is_empty() => drop(request.headers_mut().remove(LAST_EVENT_ID)),
                Some(Ok(id)) => drop(request.headers_mut().insert(LAST_EVENT_ID, id)),
                Some(Err(_)) => {
                    let violation = Violation::new("Last-Event-ID", "cannot be sent, since it has control characters");
                    return Err(Error::refused(vec![violation]).during(call.clone()));
                }
            }
            let deadline = Deadline::after(client.limits().timeout);
            client.execute(request, call, *by, *terms, deadline).await
        })
    }
}
