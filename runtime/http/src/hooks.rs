//! Shows a caller every call and attempt, and lets it add headers. Redacted by construction: headers that carry secrets
//! show none, and bodies of operations that hold secrets are not shown at all, so a hook can log whatever it gets. Must
//! not know how a call is carried out.

mod answers;
mod requests;

pub use answers::{FinishedCall, ReceivedAnswer};
pub use requests::{PreparedRequest, SentRequest};

use crate::secret::is_secret_name;
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Uri};

/// Looks on at every call and its attempts, the calls for credentials included, and may add headers.
///
/// It is called on the task that makes the call, so it should be quick.
///
/// ```
/// use oaswright_runtime::{Hook, ReceivedAnswer, SentRequest};
///
/// struct Log;
///
/// impl Hook for Log {
///     fn sent(&self, request: &SentRequest<'_>) {
///         println!("{} #{}: {} {}", request.call().name, request.attempt(), request.method(), request.uri());
///     }
///
///     fn received(&self, answer: &ReceivedAnswer<'_>) {
///         println!("{:?} after {:?}", answer.status(), answer.duration());
///     }
/// }
/// ```
pub trait Hook: Send + Sync + 'static {
    /// An attempt is about to be signed: headers may be added or changed, such as `traceparent`.
    fn prepare(&self, request: &mut PreparedRequest<'_>) {
        let _ = request;
    }

    /// A request is about to be sent.
    fn sent(&self, request: &SentRequest<'_>) {
        let _ = request;
    }

    /// An answer has come, or will not come.
    fn received(&self, answer: &ReceivedAnswer<'_>) {
        let _ = answer;
    }

    /// A call is over, with all its attempts: what one counts and measures.
    fn finished(&self, call: &FinishedCall<'_>) {
        let _ = call;
    }
}

/// Says of a request that the path of its URL holds a secret.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SecretPath;

/// The URL of a request as it is shown: without the query of an operation that holds secrets, and without a path that does.
pub(crate) fn shown(request: &http::Request<Bytes>, is_secret: bool) -> Uri {
    let uri = request.uri();
    let path = match request.extensions().get::<SecretPath>() {
        Some(SecretPath) => "/redacted",
        None => uri.path(),
    };
    let query = uri.query().map(|query| if is_secret { "redacted" } else { query });
    let text = query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = text.parse().ok();
    Uri::from_parts(parts).unwrap_or_default()
}

fn redacted(headers: &HeaderMap) -> HeaderMap {
    let mut copy = headers.clone();
    for (name, value) in &mut copy {
        if value.is_sensitive() || is_secret_name(name.as_str()) {
            *value = HeaderValue::from_static("<redacted>");
        }
    }
    copy
}
