//! Has clients for credentials to use: one with scripted answers, one over a real socket.

use crate::Error;
use crate::credentials::IdentityContext;
use crate::credentials::provider::{CredentialClient, ResponseFuture};
use bytes::Bytes;
use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

#[cfg(feature = "reqwest")]
#[path = "../../../../http/tests/it/server.rs"]
pub(crate) mod server;

/// Runs a future as an application would.
pub(crate) fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// A clock that a test sets.
#[derive(Default)]
pub(crate) struct Clock(Mutex<Duration>);

impl Clock {
    pub(crate) fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + *self.0.lock().unwrap()
    }

    pub(crate) fn advance(&self, seconds: u64) {
        *self.0.lock().unwrap() += Duration::from_secs(seconds);
    }
}

/// A client whose answers are scripted; it keeps the request lines that it was given.
#[derive(Default)]
pub(crate) struct Scripted {
    pub clock: Clock,
    pub region: Option<&'static str>,
    pub project_id: Option<&'static str>,
    /// The identity service, unless it is the one of the examples.
    pub identity: &'static str,
    pub asked: Mutex<Vec<String>>,
    pub answers: Mutex<VecDeque<Result<http::Response<Bytes>, Error>>>,
}

impl Scripted {
    pub(crate) fn new(answers: Vec<Result<http::Response<Bytes>, Error>>) -> Self {
        Self { answers: Mutex::new(answers.into()), ..Self::default() }
    }

    pub(crate) fn context(&self) -> IdentityContext<'_> {
        IdentityContext { host: self }
    }
}

impl CredentialClient for Scripted {
    fn region(&self) -> Option<&str> {
        self.region
    }

    fn project_id(&self) -> Option<&str> {
        self.project_id
    }

    fn identity_endpoint(&self) -> Result<String, Error> {
        Ok(if self.identity.is_empty() { "https://iam.example.com" } else { self.identity }.to_owned())
    }

    fn now(&self) -> SystemTime {
        self.clock.now()
    }

    fn send<'a>(&'a self, _: &'static str, request: http::Request<Bytes>) -> ResponseFuture<'a> {
        self.asked.lock().unwrap().push(format!("{} {}", request.method(), request.uri()));
        let answer = self.answers.lock().unwrap().pop_front();
        Box::pin(async { sorted(answer.unwrap_or_else(|| Err(Error::credentials("nothing is there")))?) })
    }
}

/// A client over a real socket, in a region and a project, with the time of the documented answers.
#[cfg(feature = "reqwest")]
pub(crate) struct Wire {
    pub server: server::Server,
    pub clock: Clock,
    pub region: Option<&'static str>,
    pub project_id: Option<&'static str>,
    /// How long one attempt waits that is asked to wait for 3 seconds.
    pub patience: Duration,
    pub transport: crate::transport::HttpClient,
}

#[cfg(feature = "reqwest")]
impl Wire {
    pub(crate) fn new(answers: Vec<server::Answer>) -> Self {
        let server = server::Server::start(answers);
        let transport = crate::transport::HttpClient::new().unwrap();
        let clock = Clock::default();
        // 2015-11-09T00:42:57Z
        clock.advance(1_447_029_777);
        Self { server, clock, region: Some("eu-de"), project_id: None, patience: Duration::from_secs(3), transport }
    }

    pub(crate) fn context(&self) -> IdentityContext<'_> {
        IdentityContext { host: self }
    }

    /// Sends with a time limit of its own.
    async fn exchange(&self, timeout: Duration, mut request: http::Request<Bytes>) -> Result<crate::Response, Error> {
        use crate::transport::{Limits, Transport};
        request.extensions_mut().insert(Limits::new(timeout, 1 << 20, 1 << 20));
        sorted(self.transport.send(request).await?)
    }
}

#[cfg(feature = "reqwest")]
impl CredentialClient for Wire {
    fn region(&self) -> Option<&str> {
        self.region
    }

    fn project_id(&self) -> Option<&str> {
        self.project_id
    }

    fn identity_endpoint(&self) -> Result<String, Error> {
        Ok(self.server.url())
    }

    fn now(&self) -> SystemTime {
        self.clock.now()
    }

    fn send<'a>(&'a self, _: &'static str, request: http::Request<Bytes>) -> ResponseFuture<'a> {
        Box::pin(self.exchange(Duration::from_secs(5), request))
    }

    fn send_once<'a>(&'a self, _: &'static str, time: Duration, request: http::Request<Bytes>) -> ResponseFuture<'a> {
        assert_eq!(time, Duration::from_secs(3));
        Box::pin(self.exchange(self.patience, request))
    }
}

fn sorted(response: http::Response<Bytes>) -> Result<crate::Response, Error> {
    let response = crate::Response::from(response).in_dialect(&crate::dialect::OfCloud);
    if response.status().is_success() { Ok(response) } else { Err(Error::api(response)) }
}
