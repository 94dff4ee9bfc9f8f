//! Is the interface by which requests are authenticated, and by which a refusal leads to another attempt. Knows the order
//! of questions. Each way of authenticating is a file below `authentication/`. Must not know how attempts are made.

pub(crate) mod client_credentials;
pub(crate) mod credentials;
pub(crate) mod written;

pub use credentials::mistake_of_token;

use crate::outcome::call::Call;
use crate::outcome::error::Error;
use crate::outcome::response::Response;
use crate::service::{Security, Service};
use bytes::Bytes;
use http::Uri;
use http::header::HeaderValue;
use std::borrow::Cow;
use std::future::{self, Future};
use std::pin::Pin;
use std::time::Duration;

/// A way of authenticating calls, for [`Credentials::by`](crate::Credentials::by).
///
/// ```
/// use oaswright_runtime::http::{HeaderValue, Request};
/// use oaswright_runtime::{Authenticate, AuthenticatedCall, Authenticating, Credentials, Error, Secret, bytes::Bytes};
///
/// /// A secret in a header of its own.
/// struct Badge(Secret);
///
/// struct Shown<'a>(&'a Badge);
///
/// impl Authenticate for Badge {
///     fn begin<'a>(&'a self, _: AuthenticatedCall<'a>) -> Result<Box<dyn Authenticating + 'a>, Error> {
///         Ok(Box::new(Shown(self)))
///     }
/// }
///
/// impl Authenticating for Shown<'_> {
///     fn apply(&mut self, request: &mut Request<Bytes>) -> Result<(), Error> {
///         let Badge(secret) = self.0;
///         let mut value = HeaderValue::from_str(secret.expose()).map_err(|_| Error::no_credentials("it is no header"))?;
///         value.set_sensitive(true);
///         request.headers_mut().insert("x-badge", value);
///         Ok(())
///     }
/// }
///
/// let credentials = Credentials::by(Badge("a secret".into()));
/// # let _ = credentials;
/// ```
pub trait Authenticate: Send + Sync + 'static {
    /// Begins to authenticate a call.
    ///
    /// # Errors
    ///
    /// It cannot be authenticated this way. Nothing is sent.
    fn begin<'a>(&'a self, call: AuthenticatedCall<'a>) -> Result<Box<dyn Authenticating + 'a>, Error>;

    /// What is wrong with it, in words that show no secret; told when the configuration is built.
    fn mistake(&self) -> Option<&'static str> {
        None
    }

    /// Whether it sets this header, which is in lower case: nobody else may.
    fn sets_header(&self, _name: &str) -> bool {
        false
    }
}

/// The call that is to be authenticated.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct AuthenticatedCall<'a> {
    /// Which call it is.
    pub call: &'a Call,

    /// Where it goes.
    pub uri: &'a Uri,

    /// The service that it goes to.
    pub service: &'static Service,

    /// The security schemes that it takes.
    pub security: Security,

    /// What the client's options say of the parameter of URLs that is its own.
    pub path_parameter: Option<&'a str>,

    /// The way to the network, for whoever must log in.
    pub sender: &'a dyn SendErrand,
}

/// Authenticates one call, attempt by attempt. The methods are called in their order here.
pub trait Authenticating: Send {
    /// Gets ready for the next attempt: fetches a token, waits for its turn. It may be dropped when the call is out of time.
    fn ready(&mut self) -> Readying<'_> {
        Box::pin(future::ready(Ok(())))
    }

    /// Writes credentials into the request, which is complete but for them. What is secret is to be marked as sensitive.
    ///
    /// # Errors
    ///
    /// They cannot be written.
    fn apply(&mut self, request: &mut http::Request<Bytes>) -> Result<(), Error>;

    /// What else is secret of it, beside headers that are marked as sensitive: nothing repeats it, should the server do so.
    fn secrets(&self) -> Vec<Cow<'_, str>> {
        Vec::new()
    }

    /// Adds what it knows of a failure.
    fn explain(&self, error: Error) -> Error {
        error
    }

    /// Learns what came of the attempt, and says what that means for the call.
    fn judge(&mut self, outcome: Result<Response, Error>) -> Judgement {
        Judgement::Stands(outcome)
    }
}

/// The future of [`Authenticating::ready`].
pub type Readying<'a> = Pin<Box<dyn Future<Output = Result<(), Error>> + Send + 'a>>;

/// What an outcome means for a call, as far as authentication goes.
#[derive(Debug)]
pub enum Judgement {
    /// The outcome is not about credentials: what failed for a moment is tried again as usual.
    Stands(Result<Response, Error>),

    /// They were refused, and others may do: the attempt is made again at once. Heeded once in a call.
    Again(Error),

    /// They were refused for good: no attempt is made again, whatever else is said of such failures.
    Final(Error),
}

/// Sends what must be sent so that calls can be made; a client does.
pub trait SendErrand: Send + Sync {
    /// Sends a request as it is, within the limits of the configuration. What fails for a moment is tried again.
    fn send<'a>(&'a self, errand: Errand<'a>) -> Answering<'a>;

    /// What it says of itself to servers.
    fn user_agent(&self) -> &HeaderValue;
}

/// The future of [`SendErrand::send`].
pub type Answering<'a> = Pin<Box<dyn Future<Output = Result<Response, Error>> + Send + 'a>>;

/// A request that must be made so that calls can be: a login, say. It must be safe to repeat.
pub struct Errand<'a> {
    pub(crate) call: Call,
    pub(crate) request: http::Request<Bytes>,
    pub(crate) authenticating: Option<Box<dyn Authenticating + 'a>>,
    pub(crate) is_secret: bool,
    pub(crate) once: Option<Duration>,
}

impl<'a> Errand<'a> {
    /// A request; `name` stands in errors and logs.
    pub fn new(name: &'static str, request: http::Request<Bytes>) -> Self {
        let call = Call { name, method: request.method().clone(), path: "" };
        Self { call, request, authenticating: None, is_secret: false, once: None }
    }

    /// The URL template, for errors and logs.
    #[must_use]
    pub fn path(mut self, path: &'static str) -> Self {
        self.call.path = path;
        self
    }

    /// Authenticates it, which goes without credentials otherwise.
    #[must_use]
    pub fn authenticating(mut self, authenticating: Box<dyn Authenticating + 'a>) -> Self {
        self.authenticating = Some(authenticating);
        self
    }

    /// Says that bodies and headers hold secrets, so that nothing shows them.
    #[must_use]
    pub fn secret(mut self) -> Self {
        self.is_secret = true;
        self
    }

    /// Tries once only, and waits no longer than this.
    #[must_use]
    pub fn once_within(mut self, time: Duration) -> Self {
        self.once = Some(time);
        self
    }
}
