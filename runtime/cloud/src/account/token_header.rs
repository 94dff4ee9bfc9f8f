//! Writes a token into the header that a service names for it. Must not know where it comes from.

use crate::{Error, Secret};
use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use zeroize::Zeroizing;

/// The header that carries a token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TokenHeader {
    /// Its name, such as `Authorization`.
    pub name: &'static str,
    /// What stands before the token, such as `Bearer ` with its space.
    pub prefix: &'static str,
}

impl TokenHeader {
    /// Writes a token into a request.
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
