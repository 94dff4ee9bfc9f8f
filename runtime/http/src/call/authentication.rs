//! Writes credentials into a request, and fixes what a rejection complains of. Knows tokens, signatures and the
//! server's clock. Must not know where credentials come from (`credentials`) or how a request is signed (`signing`).

use crate::call::client::Client;
use crate::call::project::is_in_project;
use crate::credentials::IdentityContext;
use crate::outcome::error::Error;
use crate::signing::{self, Signed, Signer};
use crate::{AccessKey, Authentication, Call, Credentials, Identity, Token, TokenHeader};
use bytes::Bytes;
use http::StatusCode;
use http::header::{AUTHORIZATION, HeaderName, HeaderValue};
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use zeroize::Zeroizing;

/// A clock that is off by less is good enough: signatures are good for fifteen minutes.
const SKEW: Duration = Duration::from_secs(60);

const PROJECT: HeaderName = HeaderName::from_static("x-project-id");
const DOMAIN: HeaderName = HeaderName::from_static("x-domain-id");

/// What one attempt is made with.
pub(crate) struct AttemptAuth {
    pub identity: Arc<Identity>,
    /// What time it is for the server, as far as it is known.
    pub now: SystemTime,
}

impl Client {
    /// The credentials that calls of this kind are made with; `None` when they go without.
    pub(crate) fn credentials_for(&self, authentication: Authentication) -> Result<Option<&Credentials>, Error> {
        match (authentication, self.config().credentials()) {
            (Authentication::None, _) | (Authentication::Optional, None) => Ok(None),
            (Authentication::Required, None) => Err(Error::credentials(
                "the operation needs credentials: give some to `Config::builder().credentials(..)`",
            )),
            (Authentication::Required | Authentication::Optional, Some(credentials)) => Ok(Some(credentials)),
        }
    }

    /// What an attempt is made with; fetched, if it must be.
    pub(crate) async fn authenticate(&self, credentials: &Credentials) -> Result<AttemptAuth, Error> {
        let identity = credentials.identity(&IdentityContext { host: self }).await?;
        Ok(self.auth(identity))
    }

    pub(crate) fn auth(&self, identity: Arc<Identity>) -> AttemptAuth {
        AttemptAuth { identity, now: self.config().now() }
    }
}

/// Writes the credentials into a request; answers what was signed, if anything was. What the operation has set by
/// itself stays.
pub(crate) fn apply(
    client: &Client,
    call: &Call,
    auth: &AttemptAuth,
    at: SystemTime,
    request: &mut http::Request<Bytes>,
) -> Result<Option<Signed>, Error> {
    match &*auth.identity {
        Identity::Token(token) => match &client.service().token {
            Some(header) => set_token(header, token, request).map(|()| None),
            None => Err(Error::credentials(format!("the service {} takes no token", client.service().name))),
        },
        Identity::AccessKey(_) if request.headers().contains_key(AUTHORIZATION) => Ok(None),
        Identity::AccessKey(key) => sign(client, call, key, at, request).map(Some),
    }
}

/// As [`apply`], for the identity service, which takes both kinds.
pub(crate) fn apply_login(
    auth: &AttemptAuth,
    at: SystemTime,
    request: &mut http::Request<Bytes>,
) -> Result<Option<Signed>, Error> {
    match &*auth.identity {
        Identity::Token(token) => set_token(&LOGIN, token, request).map(|()| None),
        Identity::AccessKey(key) => Signer::new(key).sign(request, at).map(Some),
    }
}

const LOGIN: TokenHeader = TokenHeader { name: "X-Auth-Token", prefix: "" };

fn set_token(header: &TokenHeader, token: &Token, request: &mut http::Request<Bytes>) -> Result<(), Error> {
    // Most tokens stand alone, and need no copy that must be wiped.
    let value = match header.prefix {
        "" => HeaderValue::from_str(token.value.expose()),
        prefix => HeaderValue::from_str(&Zeroizing::new([prefix, token.value.expose()].concat())),
    };
    let (Ok(name), Ok(mut value)) = (HeaderName::from_bytes(header.name.as_bytes()), value) else {
        return Err(Error::credentials("the token cannot be sent in a header"));
    };
    value.set_sensitive(true);
    request.headers_mut().insert(name, value);
    Ok(())
}

fn sign(
    client: &Client,
    call: &Call,
    key: &AccessKey,
    now: SystemTime,
    request: &mut http::Request<Bytes>,
) -> Result<Signed, Error> {
    if !client.service().signature {
        return Err(Error::credentials(format!("the service {} takes no signed requests", client.service().name)));
    }
    // The documents demand it for projects within a region's own project, and the vendor's SDKs send it always.
    // Outside of projects, services of whole accounts ask for the account in its place.
    let domain = client.config().domain_id().filter(|_| !is_in_project(call.path)).map(|id| (DOMAIN, id));
    if let Some((name, id)) = domain.or_else(|| Some((PROJECT, client.project_id()?))) {
        let value = HeaderValue::from_str(id).map_err(|_| Error::credentials(format!("`{name}` is no header")))?;
        request.headers_mut().insert(name, value);
    }
    Signer::new(key).sign(request, now)
}

/// Whether a signature was rejected. The same key would only be rejected again, and five failures lock it for minutes.
pub(crate) fn is_rejected(auth: &AttemptAuth, error: &Error) -> bool {
    matches!(&*auth.identity, Identity::AccessKey(_)) && error.status() == Some(StatusCode::UNAUTHORIZED)
}

/// What was done about a rejection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fix {
    /// The clock was wrong and is right now.
    Clock,
    /// There is, or will be, another token or key.
    Identity,
}

/// Fixes what a rejection complains of, if it can: a wrong clock, a token or temporary key that is good no
/// longer, perhaps before its time, since the identity service may end what it has issued.
pub(crate) fn fix(client: &Client, auth: &AttemptAuth, error: &Error) -> Option<Fix> {
    if error.status() != Some(StatusCode::UNAUTHORIZED) {
        return None;
    }
    let renews = match &*auth.identity {
        Identity::Token(_) => true,
        Identity::AccessKey(key) => {
            if let Some(time) = server_time(error) {
                let is_wrong = distance(time, auth.now) > SKEW;
                return is_wrong.then(|| client.config().set_clock(time)).map(|()| Fix::Clock);
            }
            // A refusal counts against one key only, and the next temporary one is another.
            key.security_token.is_some()
        }
    };
    let credentials = client.config().credentials().filter(|_| renews)?;
    credentials.renew(&auth.identity, error.wants_new_token()).then_some(Fix::Identity)
}

/// The server's clock, as an answer tells it that complains of ours: in its words, else by the header `Date`.
fn server_time(error: &Error) -> Option<SystemTime> {
    let message = error.message()?;
    let of_header = || if message.contains("signature expired") { error.response()?.date() } else { None };
    signing::server_time(message).or_else(of_header)
}

fn distance(a: SystemTime, b: SystemTime) -> Duration {
    a.duration_since(b).unwrap_or_else(|error| error.duration())
}

/// Says why a signature was rejected, if the server tells what it has read.
pub(crate) fn explain(error: Error, signed: &Signed) -> Error {
    match error.message().and_then(|message| signed.difference(message)) {
        Some(difference) => error.noting(difference),
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_goes_into_the_header_that_the_service_names() {
        for (name, prefix, sent) in [("X-Auth-Token", "", "abc"), ("Authorization", "Bearer ", "Bearer abc")] {
            let mut request = http::Request::new(Bytes::new());
            set_token(&TokenHeader { name, prefix }, &Token::new("abc"), &mut request).unwrap();
            let value = &request.headers()[name];
            assert_eq!(value, sent);
            assert!(value.is_sensitive());
            assert!(!format!("{request:?}").contains("abc"));
        }
    }
}
