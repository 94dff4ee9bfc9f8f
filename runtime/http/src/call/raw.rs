//! Makes a call that is written by hand, of an operation that the SDK does not have. Knows as much of a request as its
//! caller says. It goes the way of all calls: checks, credentials, attempts, errors.

use crate::call::operation::Terms;
use crate::call::parameter::Known;
use crate::outcome::error::Error;
use crate::timer::Deadline;
use crate::{Authentication, Body, Call, Client, Method, Multipart, Request, Response, Secret};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::{self, Display};

impl Client {
    /// A call by method and URL template, from the first slash on: for an operation that the SDK does not have.
    ///
    /// It has the client's credentials, is tried again as other calls are, and fails with the same errors. Each `{name}` is
    /// filled by [`path`](RawRequest::path), but for one that is the client's own.
    ///
    /// ```no_run
    /// # async fn example(client: oaswright_runtime::Client) -> Result<(), oaswright_runtime::Error> {
    /// use oaswright_runtime::{Method, Value};
    ///
    /// let lamps: Value = client.request(Method::GET, "/rooms/{room}/lamps").path("room", 7).query("limit", 5).json().await?;
    /// println!("{}", lamps["total"]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn request(&self, method: Method, path: &'static str) -> RawRequest {
        let call = Call { name: "", method, path };
        let request = Request::new(self, call.clone(), None);
        let takes_credentials = self.service().takes_credentials;
        let authentication = if takes_credentials { Authentication::Required } else { Authentication::None };
        RawRequest { client: self.clone(), call, request, authentication, is_secret: false }
    }
}

/// A call that is written by hand: see [`Client::request`]. What cannot be sent is reported by
/// [`send`](Self::send), all of it together.
#[must_use = "a request does nothing until it is sent"]
pub struct RawRequest {
    client: Client,
    call: Call,
    request: Request,
    authentication: Authentication,
    is_secret: bool,
}

impl RawRequest {
    /// Fills `{name}` of the URL template. The value is escaped, and must not be empty, `.` or `..`.
    pub fn path(mut self, name: &'static str, value: impl Display) -> Self {
        self.request.path(name, &value);
        self
    }

    /// Adds a query parameter.
    pub fn query(mut self, name: &str, value: impl Display) -> Self {
        self.request.query(name, Some(&value));
        self
    }

    /// Sets a header.
    pub fn header(mut self, name: &str, value: impl Display) -> Self {
        self.request.header(name, Some(&value));
        self
    }

    /// Sets a header that nothing may show.
    pub fn secret_header(mut self, name: &str, value: impl Into<Secret>) -> Self {
        self.request.secret_header(name, Some(&value.into()));
        self
    }

    /// Sets the JSON body.
    pub fn body(mut self, body: &(impl Serialize + ?Sized)) -> Self {
        self.request.json(body);
        self
    }

    /// Sets a body that is sent as it is, of this media type unless it has its own.
    pub fn bytes(mut self, body: impl Into<Body>, media_type: &str) -> Self {
        self.request.bytes(Some(&body.into()));
        self.request.content_type(media_type);
        self
    }

    /// Sets a body of parts: `multipart/form-data`.
    pub fn parts(mut self, parts: Multipart) -> Self {
        self.request.parts(Some(&parts));
        self
    }

    /// Says that bodies hold secrets, so that no hook or error shows them.
    pub fn secret(mut self) -> Self {
        self.is_secret = true;
        self.request = self.request.secret(true);
        self
    }

    /// Whether it carries credentials, as it does unless the service takes none.
    pub fn authentication(mut self, authentication: Authentication) -> Self {
        self.authentication = authentication;
        self
    }

    /// Sends it; any status of success (2xx) will do.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub async fn send(self) -> Result<Response, Error> {
        self.answer(&[]).await
    }

    /// Sends it and gives the answer once its head has come; [`Response::download`] reads the body as it comes.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub async fn open(self) -> Result<Response, Error> {
        self.answer(&[(200, 299)]).await
    }

    async fn answer(self, streamed: &'static [(u16, u16)]) -> Result<Response, Error> {
        let Self { client, call, mut request, authentication, is_secret } = self;
        let deadline = Deadline::after(client.limits().timeout);
        let own = match client.known_parameter(call.path) {
            Some(Known::ToBeFound(_)) => {
                let checked = request.check();
                Box::pin(client.find_parameter(&call, checked, deadline)).await?
            }
            known => known,
        };
        if let (Some(known), Some(parameter)) = (own, client.parameter()) {
            request.set_own(known);
            request.path_of_client(parameter.name());
        }
        let terms = Terms { is_secret, redirects: false, streamed };
        client.execute(request.finish()?, &call, (authentication, None), terms, deadline).await
    }

    /// Sends it and decodes the answer's body.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub async fn json<T: DeserializeOwned>(self) -> Result<T, Error> {
        let call = self.call.clone();
        self.send().await?.json().map_err(|error| error.during(call))
    }
}

impl fmt::Debug for RawRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RawRequest").field(&self.call.to_string()).finish()
    }
}
