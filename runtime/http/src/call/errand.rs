//! Sends errands through a client: safe to repeat, within the limits that all calls share. Must not know what they are for.

use crate::Retry;
use crate::authentication::{Answering, Errand, SendErrand};
use crate::call::attempts::{self, By, CallLimits, Job};
use crate::call::client::Client;
use crate::call::operation::Terms;
use crate::timer::Deadline;
use http::header::HeaderValue;

impl SendErrand for Client {
    fn send<'a>(&'a self, errand: Errand<'a>) -> Answering<'a> {
        Box::pin(async move {
            let Errand { call, request, authenticating, is_secret, once } = errand;
            let none = Retry::none();
            let limits = match once {
                Some(time) => CallLimits { timeout: time, attempt_timeout: time, retry: &none },
                None => self.shared_limits(),
            };
            let job = Job {
                call: &call,
                request,
                terms: Terms { is_secret, redirects: false, streamed: &[] },
                is_idempotent: true,
                deadline: Deadline::after(limits.timeout),
                limits,
                again: None,
            };
            attempts::run(self, &job, By::Errand(authenticating)).await
        })
    }

    fn user_agent(&self) -> &HeaderValue {
        Client::user_agent(self)
    }
}
