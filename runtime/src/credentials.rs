//! Who calls: secrets, and how they get into a request.
//!
//! The only module that reads a secret. Nothing here prints one, not even in part, and memory is wiped when the
//! last copy goes. (The copy in a request's header is the HTTP stack's and cannot be wiped.)

mod provider;

pub(crate) use provider::{Answering, Host};
pub use provider::{IdentityContext, ProvideCredentials, Providing};

use crate::error::Error;
use crate::validate::is_header_text;

use std::fmt;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Who calls. Cheap to clone; shows no secret in `Debug`.
#[derive(Clone)]
pub struct Credentials {
    secret: Arc<Secret>,
}

enum Secret {
    Token(Zeroizing<String>),
}

impl Credentials {
    /// A token of the identity service (IAM), as it stands in the `X-Subject-Token` header of its answer.
    ///
    /// It is sent as it is and never renewed. A text that no header can carry, such as one with the line break
    /// of the file it was read from, is reported by [`ConfigBuilder::build`](crate::ConfigBuilder::build).
    pub fn token(token: impl Into<String>) -> Self {
        Self { secret: Arc::new(Secret::Token(Zeroizing::new(token.into()))) }
    }

    /// What is wrong with the secret, in words that do not show it.
    pub(crate) fn mistake(&self) -> Option<&'static str> {
        match &*self.secret {
            Secret::Token(token) if token.is_empty() => Some("must not have an empty token"),
            Secret::Token(token) if !is_header_text(token) => {
                Some("have a token with characters that a header cannot carry (is there a line break at its end?)")
            }
            Secret::Token(_) => None,
        }
    }

    pub(crate) async fn identity(&self, _: &IdentityContext<'_>) -> Result<Arc<crate::Identity>, Error> {
        let Secret::Token(token) = &*self.secret;
        Ok(Arc::new(crate::Identity::Token(crate::Token::new(token.as_str()))))
    }
    pub(crate) fn fixed(&self) -> Option<Arc<crate::Identity>> {
        let Secret::Token(token) = &*self.secret;
        Some(Arc::new(crate::Identity::Token(crate::Token::new(token.as_str()))))
    }
    pub(crate) fn renew(&self, _: &Arc<crate::Identity>) -> bool {
        false
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.secret {
            Secret::Token(_) => f.write_str("Credentials::token(<redacted>)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_never_shown() {
        let credentials = Credentials::token("s3cret");
        assert_eq!(format!("{credentials:?} {credentials:#?}").matches("s3cret").count(), 0);
    }

    #[test]
    fn tokens_that_no_header_can_carry_are_refused() {
        for (token, is_good) in
            [("MIIabc+/=", true), ("", false), ("abc\n", false), ("abc ", false), ("a\0b", false), ("é", false)]
        {
            assert_eq!(Credentials::token(token).mistake().is_none(), is_good, "{token:?}");
        }
    }
}
