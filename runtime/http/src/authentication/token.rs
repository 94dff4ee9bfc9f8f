//! Writes a token into the header that the service names for it. Must not know where it comes from.

use super::{Authenticate, AuthenticatedCall, Authenticating};
use crate::outcome::error::Error;
use crate::secret::Secret;
use crate::service::TokenHeader;
use crate::validate::is_header_text;
use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use std::borrow::Cow;
use zeroize::Zeroizing;

/// A token that never changes.
pub(super) struct TokenAuthentication(pub Secret);

struct Sending<'a> {
    token: &'a Secret,
    header: &'static TokenHeader,
}

impl Authenticate for TokenAuthentication {
    fn begin<'a>(&'a self, call: AuthenticatedCall<'a>) -> Result<Box<dyn Authenticating + 'a>, Error> {
        match call.service.token_header() {
            Some(header) => Ok(Box::new(Sending { token: &self.0, header })),
            None => Err(Error::credentials(format!("the service {} takes no token", call.service.name()))),
        }
    }

    fn mistake(&self) -> Option<&'static str> {
        mistake_of_token(&self.0)
    }
}

impl Authenticating for Sending<'_> {
    fn apply(&mut self, request: &mut http::Request<Bytes>) -> Result<(), Error> {
        self.header.set(self.token, request)
    }

    fn secrets(&self) -> Vec<Cow<'_, str>> {
        vec![self.token.expose().into()]
    }
}

/// What is wrong with a token, in words that do not show it.
pub fn mistake_of_token(token: &Secret) -> Option<&'static str> {
    match token.expose() {
        "" => Some("must not have an empty token"),
        token if !is_header_text(token) => {
            Some("have a token with characters that a header cannot carry (is there a line break at its end?)")
        }
        _ => None,
    }
}

impl TokenHeader {
    /// Writes a token into a request.
    ///
    /// # Errors
    ///
    /// A header cannot carry it.
    pub fn set(&self, token: &Secret, request: &mut http::Request<Bytes>) -> Result<(), Error> {
        // Most tokens stand alone, and need no copy that must be wiped.
        let value = match self.prefix {
            "" => HeaderValue::from_str(token.expose()),
            prefix => HeaderValue::from_str(&Zeroizing::new([prefix, token.expose()].concat())),
        };
        let (Ok(name), Ok(mut value)) = (HeaderName::from_bytes(self.name.as_bytes()), value) else {
            return Err(Error::credentials("the token cannot be sent in a header"));
        };
        value.set_sensitive(true);
        request.headers_mut().insert(name, value);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_goes_into_the_header_that_the_service_names() {
        for (name, prefix, sent) in [("X-Token", "", "abc"), ("Authorization", "Bearer ", "Bearer abc")] {
            let mut request = http::Request::new(Bytes::new());
            TokenHeader { name, prefix }.set(&"abc".into(), &mut request).unwrap();
            let value = &request.headers()[name];
            assert_eq!(value, sent);
            assert!(value.is_sensitive());
            assert!(!format!("{request:?}").contains("abc"));
        }
    }
}
