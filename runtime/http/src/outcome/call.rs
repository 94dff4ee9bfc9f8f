//! Names the operation that a call is of. Plain data.

use http::Method;
use std::borrow::Cow;
use std::fmt;

/// Which operation it was: a part of an [`Error`](crate::Error).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Call {
    /// The operation's name in the API documents; empty for a [`RawRequest`](crate::RawRequest).
    pub name: &'static str,

    /// The HTTP method.
    pub method: Method,

    /// The URL template, with `{name}` segments.
    pub path: &'static str,
}

impl Call {
    /// A call by hand, or of whoever must ask something before a call can be made.
    pub const fn new(name: &'static str, method: Method, path: &'static str) -> Self {
        Self { name, method, path }
    }

    /// What errors call it: its name, else method and path.
    pub(crate) fn title(&self) -> Cow<'static, str> {
        if self.name.is_empty() { Cow::Owned(self.to_string()) } else { Cow::Borrowed(self.name) }
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name {
            "" => write!(f, "{} {}", self.method, self.path),
            name => write!(f, "{name} ({} {})", self.method, self.path),
        }
    }
}
