//! How an access key signs a request: `SDK-HMAC-SHA256`, as the vendor's signing guide describes it.
//!
//! Knows the headers that a signature needs and the form it has. What exactly is signed is in `signing/canonical`,
//! what a server says of a signature in `signing/echo`. Knows neither where keys come from nor whether a request is
//! to be signed: an operation that sets `Authorization` itself must not get here, since that header is replaced.
//!
//! A signature is good for 15 minutes, so every attempt is signed anew:
//!
//! ```
//! use apig_runtime::{AccessKey, bytes::Bytes, http, signing::Signer};
//! use std::time::SystemTime;
//!
//! let key = AccessKey::new("QTWAOYTTINDUT2QVKYUC", "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc");
//! let mut request = http::Request::get("https://apig.example.com/v2/p1/quotas?limit=1").body(Bytes::new())?;
//! let signed = Signer::new(&key).sign(&mut request, SystemTime::now())?;
//! assert!(signed.canonical_request().starts_with("GET\n/v2/p1/quotas/\nlimit=1\nhost:apig.example.com\nx-sdk-date:"));
//! assert!(request.headers().contains_key("authorization"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod canonical;
mod echo;
#[cfg(any(test, feature = "test-util"))]
mod verify;

pub use echo::{difference, redacted, server_time};
#[cfg(any(test, feature = "test-util"))]
pub use verify::{Claim, date};

use crate::Error;
use crate::timestamp::compact;
use crate::transport::Upload;
use crate::{AccessKey, Secret, Violation};
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue};
use http::uri::Uri;
use ring::{digest, hmac};
use std::fmt;
use std::time::SystemTime;
use zeroize::Zeroizing;

const ALGORITHM: &str = "SDK-HMAC-SHA256";
const DATE: HeaderName = HeaderName::from_static("x-sdk-date");
const SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-security-token");
const BODY_HASH: HeaderName = HeaderName::from_static("x-sdk-content-sha256");
const UNSIGNED_PAYLOAD: HeaderValue = HeaderValue::from_static("UNSIGNED-PAYLOAD");

/// Which headers are signed. The server reads the list from the signature and needs `X-Sdk-Date` only.
///
/// Never signed is a header whose name has a `_`, as in the vendor's signers, or whose value is not UTF-8.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignedHeaders {
    /// What decides over the call: `Host`, `Content-Type` and the `X-` headers, except those that proxies write.
    /// `User-Agent`, `Accept` and the like may be rewritten on the way without harm.
    #[default]
    Essential,

    /// Every header that the request has.
    All,

    /// These, in lower case, as far as the request has them, and `x-sdk-date`.
    Only(&'static [&'static str]),
}

impl SignedHeaders {
    fn include(self, name: &str) -> bool {
        match self {
            Self::Essential => match name {
                "host" | "content-type" => true,
                "x-real-ip" | "x-request-id" => false,
                _ => name.starts_with("x-") && !name.starts_with("x-forwarded-") && !name.starts_with("x-b3-"),
            },
            Self::All => true,
            Self::Only(names) => name == DATE.as_str() || names.contains(&name),
        }
    }
}

/// Signs requests with one access key.
#[derive(Clone, Copy, Debug)]
pub struct Signer<'a> {
    key: &'a AccessKey,
    headers: SignedHeaders,
}

impl<'a> Signer<'a> {
    /// A signer that signs the [essential](SignedHeaders::Essential) headers.
    pub fn new(key: &'a AccessKey) -> Self {
        Self { key, headers: SignedHeaders::default() }
    }

    /// Says which headers are signed.
    #[must_use]
    pub fn signed_headers(mut self, headers: SignedHeaders) -> Self {
        self.headers = headers;
        self
    }

    /// Signs a request that is complete but for its credentials: what is added or changed later is either not
    /// covered or breaks the signature.
    ///
    /// Sets `Authorization`, and `Host`, so that what is sent is what was signed; `X-Security-Token`, if the key has
    /// one; `X-Sdk-Content-Sha256: UNSIGNED-PAYLOAD`, if the content is of a type that servers do not hash, or is a file or a
    /// stream, of which nobody knows the hash before it is sent; and `X-Sdk-Date`, unless the request has its own. A request that
    /// was signed before gets a new date.
    ///
    /// # Errors
    ///
    /// The key cannot be written in a header, the time is not between the years 1970 and 9999, the request's own
    /// `X-Sdk-Date` is no such date, or there is neither a `Host` header nor a host in the URL.
    pub fn sign(&self, request: &mut http::Request<Bytes>, at: SystemTime) -> Result<Signed, Error> {
        let host = if request.headers().contains_key(HOST) { None } else { Some(host(request.uri())?) };
        let is_upload = is_upload(request);
        let headers = request.headers_mut();
        self.forget(headers);
        if let Some(host) = host {
            headers.insert(HOST, host);
        }
        let date = date_of(headers, at)?;
        if let Some(token) = &self.key.security_token {
            headers.insert(SECURITY_TOKEN, sensitive(token.expose(), "the security token")?);
        }
        let is_unhashed = is_upload || headers.get(CONTENT_TYPE).is_some_and(|kind| !is_hashed(kind));
        if is_unhashed && !headers.contains_key(BODY_HASH) {
            headers.insert(BODY_HASH, UNSIGNED_PAYLOAD);
        }

        let canonical = canonical::write(request, |name| self.headers.include(name));
        let string_to_sign = string_to_sign(&date, &canonical.text);
        let signature = canonical::hex(hmac(&self.key.secret, &string_to_sign).as_ref());
        let authorization = [
            ALGORITHM,
            " Access=",
            &self.key.id,
            ", SignedHeaders=",
            canonical.signed_headers(),
            ", Signature=",
            &signature,
        ];
        let authorization = sensitive(&authorization.concat(), "the access key's ID")?;
        request.headers_mut().insert(AUTHORIZATION, authorization);
        Ok(Signed { canonical_request: canonical.text, string_to_sign })
    }

    /// Removes what an earlier signature left: its date is too old, and its key may have been another one.
    fn forget(&self, headers: &mut HeaderMap) {
        let is_ours = |value: &HeaderValue| value.as_bytes().starts_with(ALGORITHM.as_bytes());
        if headers.remove(AUTHORIZATION).is_some_and(|value| is_ours(&value)) {
            headers.remove(DATE);
            headers.remove(SECURITY_TOKEN);
        }
    }
}

/// What was signed, for comparison with what the server read.
///
/// The texts have the values of all signed headers, the security token included; `Debug` shows none of them.
#[derive(Clone, PartialEq, Eq)]
pub struct Signed {
    canonical_request: Zeroizing<String>,
    string_to_sign: String,
}

impl Signed {
    /// The request in the form that is hashed.
    pub fn canonical_request(&self) -> &str {
        &self.canonical_request
    }

    /// What the secret key was applied to: algorithm, date, and the hash of the canonical request.
    pub fn string_to_sign(&self) -> &str {
        &self.string_to_sign
    }

    /// See [`difference`].
    pub fn difference(&self, message: &str) -> Option<String> {
        difference(&self.canonical_request, message)
    }
}

impl fmt::Debug for Signed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signed").finish_non_exhaustive()
    }
}

/// The host as HTTP clients send it: in lower case, without the port that the scheme implies.
fn host(uri: &Uri) -> Result<HeaderValue, Error> {
    let written = uri.authority().and_then(|authority| {
        let host = authority.host().to_ascii_lowercase();
        let host = match (authority.port_u16(), uri.scheme_str()) {
            (None, _) | (Some(443), Some("https")) | (Some(80), Some("http")) => host,
            (Some(port), _) => format!("{host}:{port}"),
        };
        HeaderValue::try_from(host).ok()
    });
    written.ok_or_else(|| Error::refused(vec![Violation::new("the URL", "must have a host to be signed")]))
}

/// The date that is signed: the request's own, else the one that is set here.
fn date_of(headers: &mut HeaderMap, at: SystemTime) -> Result<String, Error> {
    if let Some(own) = headers.get(DATE) {
        let text = own.to_str().ok().map(str::trim_ascii).filter(|text| compact::read(text).is_some());
        return text.map(str::to_owned).ok_or_else(|| {
            Error::refused(vec![Violation::new("X-Sdk-Date", "must be a time such as `20240102T030405Z`")])
        });
    }
    let written = compact::write(at).and_then(|text| Some((HeaderValue::from_str(&text).ok()?, text)));
    let Some((value, text)) = written else {
        return Err(Error::credentials("the time cannot be written in a signature: is this machine's clock right?"));
    };
    headers.insert(DATE, value);
    Ok(text)
}

/// Whether the body is a file or a stream with something in it.
fn is_upload(request: &http::Request<Bytes>) -> bool {
    request.extensions().get::<Upload>().is_some_and(|upload| upload.body().len() != Some(0))
}

/// Whether the server hashes content of this type; for any other it wants to be told what to compare with.
fn is_hashed(content_type: &HeaderValue) -> bool {
    ["application/json", "application/bson"].iter().any(|kind| content_type.as_bytes().starts_with(kind.as_bytes()))
}

/// What the secret key is applied to.
fn string_to_sign(date: &str, canonical_request: &str) -> String {
    let hash = canonical::hex(digest::digest(&digest::SHA256, canonical_request.as_bytes()).as_ref());
    [ALGORITHM, "\n", date, "\n", &hash].concat()
}

fn hmac(key: &Secret, text: &str) -> hmac::Tag {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key.expose().as_bytes()), text.as_bytes())
}

fn sensitive(text: &str, what: &str) -> Result<HeaderValue, Error> {
    let mut value = HeaderValue::from_str(text)
        .map_err(|_| Error::credentials(format!("{what} has characters that a header cannot carry")))?;
    value.set_sensitive(true);
    Ok(value)
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod vectors;
