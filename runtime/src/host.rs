//! A client as the credentials see it.

use crate::attempts::{self, Job};
use crate::client::Client;
use crate::credentials::{Answering, Host};
use crate::error::Error;
use crate::{Authentication, Call};
use bytes::Bytes;
use std::time::SystemTime;

impl Host for Client {
    fn region(&self) -> Option<&str> {
        self.config().region()
    }

    fn project_id(&self) -> Option<&str> {
        self.config().project_id()
    }

    fn identity_endpoint(&self) -> Result<String, Error> {
        self.identity_endpoint()
    }

    fn now(&self) -> SystemTime {
        self.config().now()
    }

    fn send<'a>(&'a self, name: &'static str, request: http::Request<Bytes>) -> Answering<'a> {
        Box::pin(async move {
            let call = Call { name, method: request.method().clone(), path: "" };
            let job = Job {
                call: &call,
                request,
                authentication: Authentication::None,
                is_secret: true,
                is_idempotent: true,
                limits: self.limits(),
            };
            attempts::run(self, &job).await.map_err(|error| error.during(call.clone()))
        })
    }
}
