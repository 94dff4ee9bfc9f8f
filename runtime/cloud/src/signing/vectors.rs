//! Compares the signer with the vendor's own, byte for byte.

use super::{SignedHeaders, Signer};
use crate::AccessKey;
use crate::timestamp::compact;
use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Made by running the vendor's Python signer.
const VECTORS: &str = include_str!("../../tests/signing_vectors.json");

#[derive(Deserialize)]
struct File {
    vectors: Vec<Vector>,
    vectors_that_sign_only_the_date: Vec<Vector>,
}

#[derive(Clone, Deserialize)]
struct Vector {
    name: String,
    method: String,
    url: String,
    headers_in: BTreeMap<String, String>,
    #[serde(default)]
    body: String,
    ak: String,
    sk: String,
    security_token: Option<String>,
    project_id: Option<String>,
    domain_id: Option<String>,
    date: String,
    canonical_request: String,
    string_to_sign: String,
    authorization: String,
}

impl Vector {
    fn check(&self, headers: SignedHeaders) {
        let mut key = AccessKey::new(self.ak.as_str(), self.sk.as_str());
        if let Some(token) = &self.security_token {
            key = key.security_token(token.as_str());
        }
        let mut request = self.request();
        let at = compact::read(&self.date).unwrap();
        let signed = Signer::new(&key).signed_headers(headers).sign(&mut request, at).unwrap();
        assert_eq!(signed.canonical_request(), self.canonical_request, "{}", self.name);
        assert_eq!(signed.string_to_sign(), self.string_to_sign, "{}", self.name);
        assert_eq!(request.headers()["authorization"], self.authorization, "{}", self.name);
        assert!(signed.canonical_request.capacity() >= signed.canonical_request.len());

        // Once more, as an attempt that follows another one.
        let again = Signer::new(&key).signed_headers(headers).sign(&mut request, at).unwrap();
        assert!(again == signed, "{}", self.name);
        assert_eq!(request.headers()["authorization"], self.authorization, "{}", self.name);
    }

    fn request(&self) -> http::Request<Bytes> {
        let mut request = http::Request::builder()
            .method(self.method.as_str())
            .uri(&self.url)
            .body(Bytes::from(self.body.clone()))
            .unwrap();
        let ids = [("X-Project-Id", &self.project_id), ("X-Domain-Id", &self.domain_id)];
        let ids = ids.into_iter().filter_map(|(name, id)| Some((name, id.as_deref()?)));
        for (name, value) in self.headers_in.iter().map(|(name, value)| (name.as_str(), value.as_str())).chain(ids) {
            let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
            request.headers_mut().insert(name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        request
    }
}

#[test]
fn as_the_vendors_signer() {
    let file: File = serde_json::from_str(VECTORS).unwrap();
    assert_eq!((file.vectors.len(), file.vectors_that_sign_only_the_date.len()), (39, 2));
    for mut vector in file.vectors {
        vector.check(SignedHeaders::All);
        // The same with the date from the clock.
        vector.headers_in.retain(|name, _| !name.eq_ignore_ascii_case("x-sdk-date"));
        vector.check(SignedHeaders::All);
    }
    for vector in file.vectors_that_sign_only_the_date {
        vector.check(SignedHeaders::Only(&[]));
    }
}
