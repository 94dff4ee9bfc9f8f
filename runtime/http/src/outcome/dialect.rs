//! Is the interface by which a provider says what its answers mean where HTTP does not. Knows the plain meaning, which
//! holds unless something else is said. Must not know any provider.

use crate::outcome::error::Error;
use http::StatusCode;
use std::borrow::Cow;
use std::fmt::Debug;

/// What a provider's answers mean where HTTP alone does not say it.
///
/// ```
/// use oaswright_runtime::{Dialect, Error, Service};
///
/// #[derive(Debug)]
/// struct Lamps;
///
/// impl Dialect for Lamps {
///     fn is_throttled(&self, error: &Error) -> bool {
///         error.code() == Some("slow_down")
///     }
/// }
///
/// static SERVICE: Service = Service::new("lamps", "lamps-sdk/0.1.0").dialect(&Lamps);
/// ```
pub trait Dialect: Debug + Send + Sync {
    /// The headers that have the id of a call, by which support finds it; the first that is there counts.
    fn request_id_headers(&self) -> &'static [&'static str] {
        &["x-request-id"]
    }

    /// Whether an error says that the thing exists already.
    fn is_already_exists(&self, error: &Error) -> bool {
        let says_so = |message: &str| message.contains("already exist");
        error.status() == Some(StatusCode::CONFLICT) || error.message().is_some_and(says_so)
    }

    /// Whether an error says that there were too many calls.
    fn is_throttled(&self, error: &Error) -> bool {
        error.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// The words of an error without secrets that the server repeats in them.
    fn redacted<'m>(&self, message: &'m str) -> Cow<'m, str> {
        Cow::Borrowed(message)
    }
}

/// Means what HTTP says.
#[derive(Debug)]
pub(crate) struct Plain;

impl Dialect for Plain {}
