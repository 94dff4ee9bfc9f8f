//! Tests what the signer promises beyond the vectors.

use super::*;
use crate::ErrorKind;
use std::time::{Duration, UNIX_EPOCH};

const AT: Duration = Duration::from_secs(1_704_164_645);

fn key() -> AccessKey {
    AccessKey::new("AKID", "s3cret-key").security_token("s3cret-token")
}

fn request(uri: &str) -> http::Request<Bytes> {
    let builder = http::Request::post(uri).header("Content-Type", "application/json").header("X-Project-Id", "p1");
    builder.header("User-Agent", "sdk").header("X-Forwarded-For", "10.0.0.1").body(Bytes::from("{\"a\":1}")).unwrap()
}

fn sign(request: &mut http::Request<Bytes>) -> Signed {
    Signer::new(&key()).sign(request, UNIX_EPOCH + AT).unwrap()
}

fn signature(request: &http::Request<Bytes>) -> String {
    request.headers()[AUTHORIZATION].to_str().unwrap().to_owned()
}

#[test]
fn what_is_signed_and_set() {
    let mut request = request("https://H.example.com:443/v2/p1/quotas?b=2&a=1");
    let signed = sign(&mut request);
    let names = "content-type;host;x-project-id;x-sdk-date;x-security-token";
    assert_eq!(
        signed.canonical_request(),
        format!(
            "POST\n/v2/p1/quotas/\na=1&b=2\ncontent-type:application/json\nhost:h.example.com\nx-project-id:p1\n\
             x-sdk-date:20240102T030405Z\nx-security-token:s3cret-token\n\n{names}\n\
             015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"
        )
    );
    assert!(
        signature(&request).starts_with(&format!("SDK-HMAC-SHA256 Access=AKID, SignedHeaders={names}, Signature="))
    );
    // The URL is sent as it was.
    assert_eq!(request.uri(), "https://H.example.com:443/v2/p1/quotas?b=2&a=1");
    assert_eq!(request.headers()[HOST], "h.example.com");
}

#[test]
fn hosts() {
    for (uri, host) in [
        ("https://a.example.com/", "a.example.com"),
        ("https://a.example.com:443/", "a.example.com"),
        ("http://a.example.com:80/", "a.example.com"),
        ("http://a.example.com:443/", "a.example.com:443"),
        ("https://a.example.com:80/", "a.example.com:80"),
        ("https://user:pass@A.example.com:8443/", "a.example.com:8443"),
        ("http://[::1]:8080/", "[::1]:8080"),
        ("http://[::1]", "[::1]"),
        ("a.example.com:443", "a.example.com:443"),
    ] {
        let mut request = request(uri);
        sign(&mut request);
        assert_eq!(request.headers()[HOST], host, "{uri}");
    }
    let mut own = request("/v2/quotas");
    own.headers_mut().insert(HOST, HeaderValue::from_static("b.example.com"));
    assert!(sign(&mut own).canonical_request().contains("\nhost:b.example.com\n"));
}

#[test]
fn a_signature_depends_on_all_that_is_signed() {
    type Change = fn(&mut http::Request<Bytes>);
    let header = |name: &'static str| HeaderName::from_static(name);
    let signed = |change: &dyn Fn(&mut http::Request<Bytes>), key: &AccessKey, at: u64| {
        let mut request = request("https://h.example.com/v2/p?a=1");
        change(&mut request);
        Signer::new(key).sign(&mut request, UNIX_EPOCH + AT + Duration::from_secs(at)).unwrap();
        signature(&request).rsplit('=').next().unwrap().to_owned()
    };
    let plain = signed(&|_| (), &key(), 0);

    let changes: &[(&str, Change)] = &[
        ("the method", |request| *request.method_mut() = http::Method::PUT),
        ("the host", |request| *request.uri_mut() = Uri::from_static("https://i.example.com/v2/p?a=1")),
        ("the port", |request| *request.uri_mut() = Uri::from_static("https://h.example.com:444/v2/p?a=1")),
        ("the path", |request| *request.uri_mut() = Uri::from_static("https://h.example.com/v2/P?a=1")),
        ("a value in the query", |request| *request.uri_mut() = Uri::from_static("https://h.example.com/v2/p?a=2")),
        ("no query", |request| *request.uri_mut() = Uri::from_static("https://h.example.com/v2/p")),
        ("the body", |request| *request.body_mut() = Bytes::from("{\"a\":2}")),
        ("no body", |request| *request.body_mut() = Bytes::new()),
    ];
    let mut all = vec![plain.clone()];
    for (what, change) in changes {
        let other = signed(change, &key(), 0);
        assert!(!all.contains(&other), "{what}");
        all.push(other);
    }
    for name in ["x-project-id", "x-domain-id", "x-trace", "content-type", "x-sdk-content-sha256"] {
        let set = |request: &mut http::Request<Bytes>| {
            request.headers_mut().insert(header(name), HeaderValue::from_static("application/json;x"));
        };
        let other = signed(&set, &key(), 0);
        assert!(!all.contains(&other), "{name}");
        all.push(other);
    }
    for (what, key, at) in [
        ("the time", key(), 1),
        ("the secret", AccessKey::new("AKID", "s3cret-kez").security_token("s3cret-token"), 0),
        ("the token", key().security_token("s3cret-tokem"), 0),
        ("no token", AccessKey::new("AKID", "s3cret-key"), 0),
    ] {
        let other = signed(&|_| (), &key, at);
        assert!(!all.contains(&other), "{what}");
        all.push(other);
    }
    for name in
        ["user-agent", "accept", "content-length", "connection", "x-forwarded-for", "x-request-id", "via", "x_y"]
    {
        let set = |request: &mut http::Request<Bytes>| {
            request.headers_mut().insert(header(name), HeaderValue::from_static("1"));
        };
        assert_eq!(signed(&set, &key(), 0), plain, "{name}");
    }
}

#[test]
fn another_attempt_has_another_date_and_key() {
    let mut request = request("https://h.example.com/");
    sign(&mut request);
    let first = signature(&request);
    let later = UNIX_EPOCH + AT + Duration::from_secs(901);
    Signer::new(&AccessKey::new("OTHER", "other")).sign(&mut request, later).unwrap();
    assert_ne!(signature(&request), first);
    assert_eq!(request.headers()[DATE], "20240102T031906Z");
    assert!(!request.headers().contains_key(SECURITY_TOKEN));
    assert_eq!(request.headers().get_all(AUTHORIZATION).iter().count(), 1);
}

#[test]
fn own_dates() {
    for (date, is_good) in
        [("20300102T030405Z", true), (" 20300102T030405Z ", true), ("", false), ("2030-01-02T03:04:05Z", false)]
    {
        let mut request = request("https://h.example.com/");
        request.headers_mut().insert(DATE, HeaderValue::from_static(date));
        match Signer::new(&key()).sign(&mut request, UNIX_EPOCH) {
            Ok(signed) => assert!(is_good && signed.string_to_sign().contains("\n20300102T030405Z\n")),
            Err(error) => assert!(!is_good && error.to_string().contains("20240102T030405Z"), "{error}"),
        }
    }
}

#[test]
fn what_cannot_be_signed_is_an_error_that_shows_nothing() {
    for (key, at, uri, kind) in [
        (AccessKey::new("A\nK", "s3cret"), UNIX_EPOCH, "https://h", ErrorKind::Credentials),
        (AccessKey::new("AK", "s3cret").security_token("s3cret\n"), UNIX_EPOCH, "https://h", ErrorKind::Credentials),
        (AccessKey::new("AK", "s3cret"), UNIX_EPOCH - AT, "https://h", ErrorKind::Credentials),
        (AccessKey::new("AK", "s3cret"), UNIX_EPOCH, "/v2", ErrorKind::Violations),
    ] {
        let error = Signer::new(&key).sign(&mut request(uri), at).unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert!(!format!("{error} {error:?}").contains("s3cret"), "{error}");
    }
}

#[test]
fn nothing_shows_a_secret() {
    let key = key();
    let signer = Signer::new(&key);
    let mut request = request("https://h.example.com/");
    let signed = signer.sign(&mut request, UNIX_EPOCH + AT).unwrap();
    let shown = format!("{key:?} {key:#?} {signer:?} {signer:#?} {signed:?} {signed:#?} {request:?} {request:#?}");
    assert!(!shown.contains("s3cret") && !shown.contains("Signature="), "{shown}");
}

#[test]
fn odd_requests_are_signed_too() {
    let odd = [
        "https://h.example.com/%",
        "https://h.example.com/%2",
        "https://h.example.com/%zz%C3",
        "https://h.example.com//a//../%2e%2e/",
        "https://h.example.com/é?é=é",
        "https://h.example.com/?",
        "https://h.example.com?%&%=%&=&&==&+=+",
        "https://h.example.com/?a=b=c&a&a=%00%ff",
        "https://h.example.com/a;b,c@d:e!$'()*[]{}|\"",
        "https://h.example.com/?a=[]{}|\\^`\"<>",
        "https://[::ffff:1.2.3.4]:65535/",
        "h.example.com",
        "*",
        "/",
    ];
    let mut count = 0;
    for uri in odd {
        let Ok(uri) = Uri::try_from(uri) else { continue };
        for secret in ["", "k", &"k".repeat(1000)] {
            for headers in [SignedHeaders::Essential, SignedHeaders::All, SignedHeaders::Only(&["x-odd", "no-such"])] {
                let mut request = http::Request::new(Bytes::from_static(b"\xff\0"));
                *request.uri_mut() = uri.clone();
                for value in [&b""[..], b"  \t ", b"\xff\xfe", b"\xc3\xa9|;:\t,"] {
                    request.headers_mut().append("x-odd", HeaderValue::from_bytes(value).unwrap());
                    request.headers_mut().insert("content-type", HeaderValue::from_bytes(value).unwrap());
                    request.headers_mut().insert("x-sdk-content-sha256", HeaderValue::from_bytes(value).unwrap());
                    let key = AccessKey::new("", secret);
                    let Ok(signed) = Signer::new(&key).signed_headers(headers).sign(&mut request, UNIX_EPOCH + AT)
                    else {
                        assert!(uri.authority().is_none());
                        continue;
                    };
                    let text = &signed.canonical_request;
                    assert!(text.capacity() >= text.len() && text.lines().count() >= 6, "{text:?}");
                    count += 1;
                }
            }
        }
    }
    assert!(count > 300, "{count}");
}

#[test]
fn repeated_headers_are_one_with_commas() {
    let mut request = request("https://h.example.com/");
    for value in [" a ", "b"] {
        request.headers_mut().append("x-list", HeaderValue::from_static(value));
    }
    assert!(sign(&mut request).canonical_request().contains("\nx-list:a,b\n"));
}

/// Nothing on the way to the wire touches what was signed.
#[cfg(feature = "reqwest")]
#[test]
fn what_is_sent_is_what_was_signed() {
    use crate::transport::{HttpClient, Transport};

    let server = server::Server::start(vec![server::Answer::json(200, "{}")]);
    let target = "/v2/a%20b%2Fc/~?b=x%2By&a=1,2&a=&c";
    let transport = HttpClient::new().unwrap();
    let mut request = request(&format!("{}{target}", server.url()));
    let signed = sign(&mut request);
    let (headers, body) = (request.headers().clone(), request.body().clone());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(transport.send(request)).unwrap();

    let [came] = server.requests().try_into().unwrap();
    assert_eq!((came.line(), &came.body), (format!("POST {target}").as_str(), &body.to_vec()));
    for (name, value) in &headers {
        let lines = came.head.lines().filter(|line| line.to_lowercase().starts_with(&format!("{name}:")));
        assert_eq!(lines.count(), 1, "{name}");
        assert_eq!(came.header(name.as_str()), value.to_str().ok(), "{name}");
    }
    assert!(signed.canonical_request().contains(&format!("\nhost:{}\n", came.header("host").unwrap())));
}

#[cfg(feature = "reqwest")]
#[allow(clippy::duplicate_mod, reason = "the tests of credentials have it too, and neither sees the other's")]
#[path = "../../../http/tests/it/server.rs"]
mod server;
