//! Holds the body of a request that is sent as it is. Must not know what it holds.

use bytes::Bytes;
use std::fmt;

/// A body that is sent as it is.
///
/// ```
/// use apig_runtime::Body;
///
/// let body = Body::from("a,b\n1,2\n");
/// assert_eq!(body.len(), Some(8));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Body(Bytes);

impl Body {
    /// How many bytes it has, if that is known before it is read.
    #[allow(clippy::len_without_is_empty, reason = "a body of unknown length may be empty or not")]
    pub fn len(&self) -> Option<u64> {
        u64::try_from(self.0.len()).ok()
    }

    pub(crate) fn into_bytes(self) -> Bytes {
        self.0
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self(bytes.into())
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // It may hold secrets.
        write!(f, "Body({} bytes)", self.0.len())
    }
}
