//! Tests redirects: none leads to another host with a token.

use super::wire::{Faulty, answer};
use super::{METHODS, assert_presentable, client};
use crate::run;
use crate::sdk::{TOKEN, builder};
use oaswright_runtime::ErrorKind;

#[test]
fn are_told_and_not_followed() {
    let other = Faulty::start(|_, _| vec![answer(200, "", "[]")]);
    for status in [300, 301, 302, 303, 307, 308] {
        for location in [
            other.url(),
            other.tls_url(),
            format!("{}/v2/p1/quotas?token=s3cret", other.url()),
            other.url().replace("http:", ""),
            other.url().replace("http://", "http://user:s3cret@"),
            "/v2/p1/quotas/".to_owned(),
            "http://[".to_owned(),
            String::new(),
        ] {
            for method in METHODS {
                let headers = format!("location: {location}\r\nrefresh: 0; url={location}\r\n");
                let server = Faulty::start(move |_, _| vec![answer(status, &headers, "")]);
                let error = run(method.call(&client(builder(server.url())))).unwrap_err();
                assert_eq!(error.kind(), ErrorKind::Api);
                assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (status, 1));
                let shown = error.to_string();
                assert!(shown.contains("redirects are not followed") && !shown.contains("s3cret"), "{shown}");
                assert_presentable(&error);
                let requests = server.requests();
                assert_eq!(requests.len(), 1, "{status} to {location}");
                assert_eq!(requests[0].header("x-auth-token"), Some(TOKEN));
            }
        }
    }
    assert_eq!(other.connections(), 0, "nobody has come to the other host");
}
