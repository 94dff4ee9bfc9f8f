//! The one way from an operation value to its answer: check, build, sign, send, decode.
//!
//! Knows the order of these steps and none of them in detail. What generic code there is here is compiled once
//! per operation, so it is kept to a few lines.

use crate::error::Error;
use crate::timer::Deadline;
use crate::{Client, Request, Response, Validator};
use bytes::Bytes;
use http::Method;
use std::fmt;
use std::future::Future;
use std::pin::Pin;

/// The future of a call, as `.await` on an operation value uses it.
pub type Sending<T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>;

/// A call of an API: how it is checked, built and decoded.
///
/// Implemented by generated code.
pub trait Operation: Sized + Send {
    /// What a successful call answers.
    type Output;

    /// The operation's name in the API documents.
    const NAME: &'static str;

    /// The HTTP method.
    const METHOD: Method;

    /// The URL template, from the first slash on, with `{name}` segments.
    const PATH: &'static str;

    /// Whether the call carries credentials.
    const AUTHENTICATION: Authentication = Authentication::Required;

    /// Whether bodies or headers hold secrets, so that no log or hook may show them.
    const SECRET: bool = false;

    /// The client that the call goes through.
    fn client(&self) -> &Client;

    /// Reports everything about the parameters that the service would refuse.
    fn validate(&self, check: &mut Validator);

    /// Writes the parameters into the request.
    fn build(&self, request: &mut Request);

    /// Reads a successful (2xx) answer.
    ///
    /// # Errors
    ///
    /// The body is not what the operation documents.
    fn decode(response: &Response) -> Result<Self::Output, Error>;

    /// Checks and builds the HTTP request without sending it. It carries no credentials.
    ///
    /// # Errors
    ///
    /// All violations together.
    fn to_request(&self) -> Result<http::Request<Bytes>, Error> {
        build(self, false)
    }
}

/// Builds the request; a project that is yet to be found is no violation then.
fn build<O: Operation>(operation: &O, finds_project: bool) -> Result<http::Request<Bytes>, Error> {
    let call = Call::of::<O>();
    let mut check = Validator::default();
    operation.validate(&mut check);
    let mut request = Request::new(operation.client(), &call, finds_project).secret(O::SECRET);
    operation.build(&mut request);
    request.finish(check).map_err(|error| error.during(call))
}

/// Whether a call carries credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authentication {
    /// It does; without them it fails before anything is sent.
    Required,

    /// It does if the client has some.
    Optional,

    /// It never does.
    None,
}

/// Checks, sends and decodes one call.
///
/// # Errors
///
/// See [`ErrorKind`](crate::ErrorKind).
pub async fn send<O: Operation>(operation: O) -> Result<O::Output, Error> {
    let (output, _) = send_with_response(operation).await?;
    Ok(output)
}

/// As [`send`], and keeps the answer that the output was read from: its status, headers, request id and body.
///
/// # Errors
///
/// See [`ErrorKind`](crate::ErrorKind).
pub async fn send_with_response<O: Operation>(operation: O) -> Result<(O::Output, Response), Error> {
    let call = Call::of::<O>();
    let client = operation.client().clone();
    let deadline = Deadline::after(client.limits().timeout);
    let mut request = build(&operation, true);
    if request.is_ok() && client.lacks_project(O::PATH) {
        request = match Box::pin(client.find_project(deadline)).await {
            Ok(()) => build(&operation, false),
            Err(error) => Err(error.noting(format!(
                "this was to find the project for {}, which `Config::builder().project_id(..)` makes needless",
                call.name
            ))),
        };
    }
    drop(operation);
    let response = client.execute(request?, &call, O::AUTHENTICATION, O::SECRET, deadline).await?;
    match O::decode(&response) {
        Ok(output) => Ok((output, response)),
        Err(error) => Err(error.during(call)),
    }
}

/// Which operation it was: a part of an [`Error`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Call {
    /// The operation's name in the API documents.
    pub name: &'static str,

    /// The HTTP method.
    pub method: Method,

    /// The URL template, with `{name}` segments.
    pub path: &'static str,
}

impl Call {
    /// The call that an operation type makes.
    pub fn of<O: Operation>() -> Self {
        Self { name: O::NAME, method: O::METHOD, path: O::PATH }
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} {})", self.name, self.method, self.path)
    }
}
