//! Takes an operation value to its response: checks, builds, signs, sends, decodes. Knows the order of these steps and
//! none of them in detail. Generic code here is compiled once per operation, so it is kept to a few lines.

use crate::call::parameter::Known;
use crate::outcome::error::Error;
use crate::timer::Deadline;
use crate::validate::Violation;
use crate::{Call, Client, Request, Response, Security, Validator};
use bytes::Bytes;
use http::Method;
use std::future::Future;
use std::pin::Pin;

/// The future of a call.
// One type for all calls: for a type of its own, the compiler would have to find out of each operation anew that it can move to
// another thread, which was a fifth of the time for checking a generated crate.
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

    /// Where it is sent, if not where others are: a URL, or a path on the same host.
    const SERVER: Option<&'static str> = None;

    /// Whether the call carries credentials.
    const AUTHENTICATION: Authentication = Authentication::Required;

    /// The security schemes that the call takes, if they are others than its service says.
    const SECURITY: Option<Security> = None;

    /// Whether bodies or headers hold secrets, so that no log or hook may show them.
    const SECRET: bool = false;

    /// Whether an answer that leads elsewhere (3xx) is what one calls it for, and no failure.
    const REDIRECTS: bool = false;

    /// The statuses, first and last, of answers whose bodies are read as they come.
    const STREAMED: &'static [(u16, u16)] = &[];

    /// The client that the call goes through.
    fn client(&self) -> &Client;

    /// Reports everything about the parameters that the service would refuse.
    fn validate(&self, check: &mut Validator);

    /// Writes the parameters into the request.
    fn build(&self, request: &mut Request);

    /// Reads an answer of success (2xx, or 3xx with [`REDIRECTS`](Self::REDIRECTS)).
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
        match self.client().known_parameter(Self::PATH) {
            Some(Known::ToBeFound(message)) => filled(self, Some(Known::Missing(message))).finish(),
            known => filled(self, known).finish(),
        }
    }
}

/// The operation as a request, with all that is wrong with it.
fn filled<O: Operation>(operation: &O, own: Option<Known>) -> Request {
    let mut check = Validator::default();
    operation.validate(&mut check);
    let mut request = Request::at(operation.client(), O::SERVER, Call::of::<O>(), own).secret(O::SECRET);
    operation.build(&mut request);
    request.checked(check)
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

/// What an operation says of its calls, beside the request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms {
    /// Whether bodies hold secrets.
    pub is_secret: bool,
    /// Whether to be led elsewhere is a success.
    pub redirects: bool,
    /// The statuses, first and last, of answers whose bodies are read as they come.
    pub streamed: &'static [(u16, u16)],
}

impl Terms {
    fn of<O: Operation>() -> Self {
        Self { is_secret: O::SECRET, redirects: O::REDIRECTS, streamed: O::STREAMED }
    }
}

/// Checks, sends and decodes one call.
///
/// # Errors
///
/// See [`ErrorKind`](crate::ErrorKind).
pub fn send<O: Operation + 'static>(operation: O) -> Sending<O::Output> {
    Box::pin(async { Ok(answer(operation, Ok).await?.0) })
}

/// As [`send`], and keeps the answer that the output was read from: its status, headers, request id and body.
///
/// # Errors
///
/// See [`ErrorKind`](crate::ErrorKind).
pub fn send_with_response<O: Operation + 'static>(operation: O) -> Sending<(O::Output, Response)> {
    Box::pin(answer(operation, Ok))
}

/// As [`send_with_response`], to another URL than the operation makes.
pub(crate) fn send_elsewhere<O: Operation + 'static>(
    operation: O,
    at: impl FnOnce(&http::Uri) -> Result<http::Uri, Violation> + Send + 'static,
) -> Sending<(O::Output, Response)> {
    Box::pin(answer(operation, move |mut request| {
        *request.uri_mut() =
            at(request.uri()).map_err(|violation| Error::refused(vec![violation]).during(Call::of::<O>()))?;
        Ok(request)
    }))
}

async fn answer<O: Operation>(
    operation: O,
    change: impl FnOnce(http::Request<Bytes>) -> Result<http::Request<Bytes>, Error>,
) -> Result<(O::Output, Response), Error> {
    let call = Call::of::<O>();
    let client = operation.client().clone();
    let deadline = Deadline::after(client.limits().timeout);
    let own = match client.known_parameter(O::PATH) {
        Some(known @ Known::ToBeFound(_)) => {
            let mut request = filled(&operation, Some(known));
            // The operation may have a parameter of this name, which its caller knows.
            let checked = request.awaits_own().then(|| request.check());
            drop(request);
            match checked {
                Some(checked) => Box::pin(client.find_parameter(&call, checked, deadline)).await?,
                None => None,
            }
        }
        known => known,
    };
    let request = filled(&operation, own).finish().and_then(change);
    drop(operation);
    let by = (O::AUTHENTICATION, O::SECURITY);
    let response = client.execute(request?, &call, by, Terms::of::<O>(), deadline).await?;
    match O::decode(&response) {
        Ok(output) => Ok((output, response)),
        Err(error) => Err(error.during(call)),
    }
}

impl Call {
    /// The call that an operation type makes.
    pub fn of<O: Operation>() -> Self {
        Self { name: O::NAME, method: O::METHOD, path: O::PATH }
    }
}
