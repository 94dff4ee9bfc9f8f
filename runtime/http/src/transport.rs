//! How a request gets over the wire and an answer back.
//!
//! Knows the seam and its errors. The default transport behind it is the only code that knows an HTTP client;
//! whoever brings an own transport, to record requests in a test or to use another HTTP stack, implements one
//! method.

#[cfg(feature = "reqwest")]
mod http_client;
mod offline;
#[cfg(feature = "reqwest")]
mod tls;

#[cfg(feature = "reqwest")]
pub use http_client::HttpClient;

pub use crate::outcome::chunks::Chunks;
pub use crate::outcome::transport_error::{TransportError, TransportErrorKind};
pub use crate::upload::Upload;
/// The body of a request and of an answer.
pub use bytes::Bytes;
pub use offline::Offline;

use http::StatusCode;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

/// The future of one exchange.
pub type Exchange<'a> = Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, TransportError>> + Send + 'a>>;

/// The future of one exchange whose answer is read as it comes.
pub type Opening<'a> = Pin<Box<dyn Future<Output = Result<http::Response<Chunks>, TransportError>> + Send + 'a>>;

/// Carries one request to the server and the whole answer back.
///
/// It follows no redirects and treats every status alike: what an answer means is decided elsewhere. It should
/// keep to the [`Limits`] among the request's extensions; a body beyond the limit is refused in any case.
///
/// ```
/// use oaswright_runtime::{http, transport::{Bytes, Exchange, Transport}};
///
/// struct AlwaysEmpty;
///
/// impl Transport for AlwaysEmpty {
///     fn send(&self, _request: http::Request<Bytes>) -> Exchange<'_> {
///         Box::pin(async { Ok(http::Response::new(Bytes::from("{}"))) })
///     }
/// }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends the request.
    fn send(&self, request: http::Request<Bytes>) -> Exchange<'_>;

    /// Sends the request, and is done when the head of the answer has come; the body is read as it comes. For operations
    /// that answer what may be large or endless: of them, the time limit ends with the head. Unless a transport has its own
    /// way, it reads the whole answer, which is one piece then.
    fn open(&self, request: http::Request<Bytes>) -> Opening<'_> {
        let whole = self.send(request);
        Box::pin(async { Ok(whole.await?.map(Chunks::from)) })
    }

    /// Whether it ends in time by itself. Otherwise each exchange is cut off a moment after its time is up, which
    /// costs another timer.
    fn keeps_limits(&self) -> bool {
        false
    }

    /// Whether it sends an [`Upload`] that it finds among the extensions of a request, chunk by chunk. Otherwise files and streams
    /// are read into memory, and are the request's body.
    fn takes_uploads(&self) -> bool {
        false
    }

    /// Whether there is no server behind it, so that no refusal can lock a key or an account. What it refuses is then
    /// remembered for its own configuration only, and not for the whole process.
    fn is_simulated(&self) -> bool {
        false
    }
}

/// So that a test can keep its recorder.
impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: http::Request<Bytes>) -> Exchange<'_> {
        (**self).send(request)
    }

    fn open(&self, request: http::Request<Bytes>) -> Opening<'_> {
        (**self).open(request)
    }

    fn keeps_limits(&self) -> bool {
        (**self).keeps_limits()
    }

    fn takes_uploads(&self) -> bool {
        (**self).takes_uploads()
    }

    fn is_simulated(&self) -> bool {
        (**self).is_simulated()
    }
}

/// Among the extensions of a request that no proxy may see: its answer is meant for this machine alone.
#[derive(Clone, Copy)]
pub struct Direct;

/// What one exchange may cost; among the extensions of every request that a [`Transport`] is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// How long it may take, from connecting to the last byte of the answer.
    pub timeout: Duration,

    /// How many bytes the body of a successful answer may have, decompressed.
    pub max_body_size: usize,

    /// How many bytes of the body of any other answer are of use. The rest need not be read.
    pub max_error_body_size: usize,
}

impl Limits {
    /// These, for a transport that is tried by hand.
    pub fn new(timeout: Duration, max_body_size: usize, max_error_body_size: usize) -> Self {
        Self { timeout, max_body_size, max_error_body_size }
    }

    /// How many bytes of the body of an answer are read.
    pub fn of_body(&self, status: StatusCode) -> usize {
        if status.is_success() { self.max_body_size } else { self.max_error_body_size.min(self.max_body_size) }
    }
}
