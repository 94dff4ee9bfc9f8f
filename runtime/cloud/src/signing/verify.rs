//! Verifies that a signature is that of a key, for servers that tests talk to. Knows the form of `Authorization`. Must
//! not decide whose key it is, how old a signature may be, or what is answered.

use super::{ALGORITHM, DATE, canonical, string_to_sign};
use crate::Secret;
use crate::timestamp::compact;
use bytes::Bytes;
use http::header::{AUTHORIZATION, HeaderMap};
use ring::hmac;
use std::fmt;
use std::time::SystemTime;
use zeroize::Zeroizing;

/// What a signed request says of its signature.
#[derive(Clone, PartialEq, Eq)]
pub struct Claim {
    key_id: String,
    signed_headers: Vec<String>,
    signature: Vec<u8>,
    date: String,
}

impl Claim {
    /// Reads the header `Authorization`; `None` if there is none, or none of this algorithm and form, or no
    /// `X-Sdk-Date`.
    pub fn read(headers: &HeaderMap) -> Option<Self> {
        let rest = headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix(ALGORITHM)?.strip_prefix(' ')?;
        let part = |name: &str| {
            let mut parts = rest.split(',').map(str::trim_ascii);
            parts.find_map(|part| part.strip_prefix(name)?.strip_prefix('='))
        };
        Some(Self {
            key_id: part("Access")?.to_owned(),
            signed_headers: part("SignedHeaders")?.split(';').map(str::to_ascii_lowercase).collect(),
            signature: bytes(part("Signature")?)?,
            date: headers.get(DATE)?.to_str().ok()?.trim_ascii().to_owned(),
        })
    }

    /// The ID of the access key.
    pub fn key_id(&self) -> &str {
        &self.key_id
    }

    /// Whether a header, in lower case, is among those that were signed.
    pub fn signs(&self, header: &str) -> bool {
        self.signed_headers.iter().any(|name| name == header)
    }

    /// `X-Sdk-Date` as it came.
    pub fn date(&self) -> &str {
        &self.date
    }

    /// When it was signed; `None` if the date is none.
    pub fn time(&self) -> Option<SystemTime> {
        compact::read(&self.date)
    }

    /// The request as it must have been signed, from what has come. It has the security token in it.
    pub fn canonical_request(&self, request: &http::Request<Bytes>) -> Zeroizing<String> {
        canonical::write(request, |name| self.signs(name)).text
    }

    /// Whether the signature is that of this secret key and this canonical request.
    pub fn is_made_with(&self, secret: &Secret, canonical_request: &str) -> bool {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.expose().as_bytes());
        hmac::verify(&key, string_to_sign(&self.date, canonical_request).as_bytes(), &self.signature).is_ok()
    }
}

impl fmt::Debug for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Claim").field("key_id", &self.key_id).finish_non_exhaustive()
    }
}

/// A time as signatures write it: `20240102T030405Z`; `None` before 1970 and after 9999.
pub fn date(time: SystemTime) -> Option<String> {
    compact::write(time)
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = hex.chars().map(|c| u8::try_from(c.to_digit(16)?).ok()).collect();
    let digits = digits.filter(|digits| digits.len() == 64)?;
    Some(digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect())
}

#[cfg(test)]
mod tests {
    use super::super::{SignedHeaders, Signer};
    use super::*;
    use crate::AccessKey;

    fn signed(key: &AccessKey, headers: SignedHeaders) -> http::Request<Bytes> {
        let request =
            http::Request::put("https://a.example.com/v2/p%2F1?b=2&a=1").header("content-type", "application/json");
        let mut request = request.header("user-agent", "x").body(Bytes::from_static(b"{}")).unwrap();
        Signer::new(key).signed_headers(headers).sign(&mut request, SystemTime::now()).unwrap();
        request
    }

    #[test]
    fn what_was_signed_is_recognised() {
        let key = AccessKey::new("AK", "SK").security_token("T");
        for headers in [SignedHeaders::Essential, SignedHeaders::All, SignedHeaders::Only(&["x-security-token"])] {
            let request = signed(&key, headers);
            let claim = Claim::read(request.headers()).unwrap();
            let canonical = claim.canonical_request(&request);
            assert_eq!((claim.key_id(), claim.signs("x-security-token"), claim.signs("accept")), ("AK", true, false));
            assert!(claim.time().is_some() && claim.is_made_with(&"SK".into(), &canonical));
            assert!(!claim.is_made_with(&"sk".into(), &canonical));
            let mut other = request.clone();
            *other.body_mut() = Bytes::from_static(b"[]");
            assert!(!claim.is_made_with(&"SK".into(), &claim.canonical_request(&other)));
            assert!(!format!("{claim:?}").contains("signature"));
        }
    }

    #[test]
    fn what_is_no_claim() {
        let key = AccessKey::new("AK", "SK");
        for text in
            ["", "Bearer x", "SDK-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature=zz", "SDK-HMAC-SHA256 Access=AK"]
        {
            let mut request = signed(&key, SignedHeaders::Essential);
            request.headers_mut().insert(AUTHORIZATION, text.parse().unwrap());
            assert_eq!(Claim::read(request.headers()), None, "{text:?}");
        }
        let mut request = signed(&key, SignedHeaders::Essential);
        request.headers_mut().remove(DATE);
        assert_eq!(Claim::read(request.headers()), None);
    }
}
