//! Sends the requests of credentials through a client: safe to repeat, and never shown. Knows both sides. Must not know
//! what is in them.

use crate::call::attempts::{self, CallLimits, Job};
use crate::call::client::Client;
use crate::credentials::{CredentialClient, ResponseFuture};
use crate::outcome::error::Error;
use crate::timer::Deadline;
use crate::{Authentication, Call, Identity, Response, Retry};
use bytes::Bytes;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

impl CredentialClient for Client {
    fn region(&self) -> Option<&str> {
        self.config().region()
    }

    fn project_id(&self) -> Option<&str> {
        self.set_project()
    }

    fn identity_endpoint(&self) -> Result<String, Error> {
        self.identity_endpoint()
    }

    fn now(&self) -> SystemTime {
        self.config().now()
    }

    fn simulated(&self) -> Option<usize> {
        self.config().simulated()
    }

    fn send<'a>(&'a self, name: &'static str, request: http::Request<Bytes>) -> ResponseFuture<'a> {
        Box::pin(send(self, name, request, None, self.shared_limits()))
    }

    fn send_once<'a>(
        &'a self,
        name: &'static str,
        time: Duration,
        request: http::Request<Bytes>,
    ) -> ResponseFuture<'a> {
        Box::pin(async move {
            let limits = CallLimits { timeout: time, attempt_timeout: time, retry: &Retry::none() };
            send(self, name, request, None, limits).await
        })
    }

    fn send_as<'a>(
        &'a self,
        name: &'static str,
        identity: &'a Identity,
        request: http::Request<Bytes>,
    ) -> ResponseFuture<'a> {
        Box::pin(send(self, name, request, Some(Arc::new(identity.clone())), self.shared_limits()))
    }
}

/// Sends a request for credentials: safe to repeat, and never shown.
async fn send(
    client: &Client,
    name: &'static str,
    request: http::Request<Bytes>,
    login: Option<Arc<Identity>>,
    limits: CallLimits<'_>,
) -> Result<Response, Error> {
    let call = Call { name, method: request.method().clone(), path: "" };
    let job = Job {
        call: &call,
        request,
        authentication: Authentication::None,
        login,
        is_secret: true,
        is_idempotent: true,
        deadline: Deadline::after(limits.timeout),
        limits,
    };
    attempts::run(client, &job).await
}
