//! Holds who calls, whatever the way of authenticating. Must not know any of them.

use super::Authenticate;
use super::token::TokenAuthentication;
use crate::secret::Secret;
use std::fmt;
use std::sync::Arc;

/// Who calls. Cheap to clone; shows no secret in `Debug`.
#[derive(Clone)]
pub struct Credentials {
    way: Arc<dyn Authenticate>,
}

impl Credentials {
    /// A token, which goes into the header that the service names for it.
    ///
    /// It is sent as it is and never renewed. A text that no header can carry, such as one with the line break of the
    /// file it was read from, is reported by [`ConfigBuilder::build`](crate::ConfigBuilder::build).
    pub fn token(token: impl Into<Secret>) -> Self {
        Self::by(TokenAuthentication(token.into()))
    }

    /// Any other way of authenticating.
    pub fn by(way: impl Authenticate) -> Self {
        Self { way: Arc::new(way) }
    }

    pub(crate) fn way(&self) -> &Arc<dyn Authenticate> {
        &self.way
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(<redacted>)")
    }
}
