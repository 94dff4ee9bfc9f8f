//! Writes secrets into requests: into headers, cookies and the query. Must not know where they come from.

use super::Authenticating;
use crate::outcome::error::Error;
use crate::secret::Secret;
use crate::service::scheme::Place;
use crate::value::base64::Base64;
use bytes::Bytes;
use http::header::{AUTHORIZATION, COOKIE, HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::borrow::Cow;
use zeroize::Zeroizing;

/// All but what RFC 3986 calls unreserved.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A secret, and how it is written.
pub(super) enum Written<'a> {
    Bearer(&'a Secret),
    Basic(&'a str, &'a Secret),
    Key(Place, &'static str, &'a Secret),
}

/// Secrets for the query. They wait among the extensions of a request until the transport takes it, so that no hook, log or error
/// sees them.
#[derive(Clone, Default)]
pub(crate) struct SecretQuery(Vec<(&'static str, Secret)>);

impl Written<'_> {
    pub fn secret(&self) -> &str {
        let (Self::Bearer(secret) | Self::Basic(_, secret) | Self::Key(_, _, secret)) = self;
        secret.expose()
    }

    pub fn apply(&self, request: &mut http::Request<Bytes>) -> Result<(), Error> {
        match self {
            Self::Bearer(token) => set(request, AUTHORIZATION, &["Bearer ", token.expose()]),
            Self::Basic(user, password) => {
                let both = Zeroizing::new([user.as_bytes(), b":", password.expose().as_bytes()].concat());
                set(request, AUTHORIZATION, &["Basic ", Base64::encode(&*both).as_str()])
            }
            Self::Key(Place::Header, name, key) => {
                let name = HeaderName::from_bytes(name.as_bytes());
                set(request, name.map_err(|_| unsendable())?, &[key.expose()])
            }
            Self::Key(Place::Cookie, name, key) => {
                let before = request.headers().get(COOKIE).and_then(|value| value.to_str().ok());
                let before = Zeroizing::new(before.map(|cookies| format!("{cookies}; ")).unwrap_or_default());
                set(request, COOKIE, &[&before, name, "=", key.expose()])
            }
            Self::Key(Place::Query, name, key) => {
                let mut query = request.extensions().get::<SecretQuery>().cloned().unwrap_or_default();
                query.0.retain(|(other, _)| other != name);
                query.0.push((name, (*key).clone()));
                request.extensions_mut().insert(query);
                Ok(())
            }
        }
    }
}

impl Authenticating for Written<'_> {
    fn apply(&mut self, request: &mut http::Request<Bytes>) -> Result<(), Error> {
        Written::apply(self, request)
    }

    fn secrets(&self) -> Vec<Cow<'_, str>> {
        vec![Cow::Borrowed(self.secret())]
    }
}

fn set(request: &mut http::Request<Bytes>, name: HeaderName, parts: &[&str]) -> Result<(), Error> {
    let mut value = HeaderValue::from_str(&Zeroizing::new(parts.concat())).map_err(|_| unsendable())?;
    value.set_sensitive(true);
    request.headers_mut().insert(name, value);
    Ok(())
}

fn unsendable() -> Error {
    Error::credentials("the secret cannot be sent in a header")
}

impl SecretQuery {
    /// Adds what waits in a request to its query.
    pub(crate) fn send_in(request: &mut http::Request<Bytes>) {
        let Some(Self(pairs)) = request.extensions_mut().remove::<Self>() else { return };
        let mut parts = request.uri().clone().into_parts();
        let path = parts.path_and_query.as_ref().map_or("/", |path| path.as_str());
        let mut text = Zeroizing::new(path.to_owned());
        for (name, key) in &pairs {
            let between = if text.contains('?') { '&' } else { '?' };
            text.push(between);
            text.extend(utf8_percent_encode(name, ESCAPED));
            text.push('=');
            text.extend(utf8_percent_encode(key.expose(), ESCAPED));
        }
        parts.path_and_query = text.parse().ok().or(parts.path_and_query);
        if let Ok(uri) = http::Uri::from_parts(parts) {
            *request.uri_mut() = uri;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_secret_goes_where_its_scheme_says_and_is_not_shown() {
        let secret = Secret::from("s3 cret&");
        for (written, uri, header) in [
            (Written::Bearer(&secret), "https://a.example/x?y=1", ("authorization", "Bearer s3 cret&")),
            (Written::Basic("me", &secret), "https://a.example/x?y=1", ("authorization", "Basic bWU6czMgY3JldCY=")),
            (Written::Key(Place::Header, "X-Key", &secret), "https://a.example/x?y=1", ("x-key", "s3 cret&")),
            (Written::Key(Place::Cookie, "sid", &secret), "https://a.example/x?y=1", ("cookie", "a=b; sid=s3 cret&")),
            (
                Written::Key(Place::Query, "k[]", &secret),
                "https://a.example/x?y=1&k%5B%5D=s3%20cret%26",
                ("cookie", "a=b"),
            ),
        ] {
            let mut request = http::Request::new(Bytes::new());
            *request.uri_mut() = "https://a.example/x?y=1".parse().unwrap();
            request.headers_mut().insert(COOKIE, HeaderValue::from_static("a=b"));
            written.apply(&mut request).unwrap();
            assert!(!format!("{request:?}").contains("s3"), "{request:?}");
            SecretQuery::send_in(&mut request);
            assert_eq!(request.uri(), uri);
            assert_eq!(request.headers()[header.0], header.1);
            // What is tried again has each once.
            written.apply(&mut request).unwrap();
            assert!(written.secret().contains("s3"));
        }
    }
}
