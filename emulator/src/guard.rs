//! Refuses requests for other hosts and from pages of other sites, which a browser on this machine would carry. Knows
//! the headers `Host` and `Origin`. Must not know what is requested.

use crate::answer::Answer;
use http::header::{HOST, ORIGIN};
use http::uri::Authority;
use http::{HeaderName, Request, StatusCode};
use std::net::IpAddr;

/// The names that the emulator goes by, beside `localhost` and addresses.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hosts(Vec<String>);

impl Hosts {
    pub fn add(&mut self, name: &str) {
        self.0.push(without_dot(name).to_owned());
    }

    /// Whoever owns a name can let it point here, and read the answers as its own pages' (DNS rebinding); an address and
    /// `localhost` (RFC 6761) are nobody's.
    fn has(&self, host: &str) -> bool {
        let host = without_dot(host);
        let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
        let top = host.rsplit('.').next().unwrap_or(host);
        bare.parse::<IpAddr>().is_ok()
            || top.eq_ignore_ascii_case("localhost")
            || self.0.iter().any(|name| name.eq_ignore_ascii_case(host))
    }
}

fn without_dot(name: &str) -> &str {
    name.strip_suffix('.').unwrap_or(name)
}

/// What is answered to a request that is for another host, or comes from a page of another site.
/// A domain that is bound to a group of APIs is a name that the emulator goes by, too; and a published API may let in pages of other
/// sites.
pub(crate) fn refusal<B>(
    request: &Request<B>,
    hosts: &Hosts,
    domain: Option<&str>,
    is_shared: bool,
    request_id: &str,
) -> Option<Answer> {
    let headers = |name: HeaderName| request.headers().get_all(name).into_iter();
    // RFC 9112, 3.2: what the request line names goes before the header, of which there must be one.
    let mut named = headers(HOST).map(|value| value.to_str().ok()?.parse::<Authority>().ok());
    let (Some(Some(host)), None) = (named.next(), named.next()) else {
        let text = "The request needs one header Host that names a host";
        return Some(Answer::front(StatusCode::BAD_REQUEST, "EMULATOR.0005", text, request_id));
    };
    let host = request.uri().authority().unwrap_or(&host);
    if !hosts.has(host.host()) && !domain.is_some_and(|domain| domain.eq_ignore_ascii_case(host.host())) {
        let name = host.host();
        let text =
            format!("The emulator does not go by the name {name}: start it with --allow-host {name}, if it should");
        return Some(Answer::front(StatusCode::MISDIRECTED_REQUEST, "EMULATOR.0006", text, request_id));
    }
    // Its own page's alone; whether by TLS, a proxy before it may know.
    let is_own = |origin: &str| {
        let site = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        site.is_some_and(|site| site.eq_ignore_ascii_case(host.as_str()))
    };
    let is_foreign = !is_shared && headers(ORIGIN).any(|origin| !origin.to_str().is_ok_and(is_own));
    is_foreign.then(|| {
        let text = "Pages of other sites must not use the emulator";
        Answer::front(StatusCode::FORBIDDEN, "EMULATOR.0007", text, request_id)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_pages() {
        let mut hosts = Hosts::default();
        hosts.add("gateway.test");
        let status = |target: &str, headers: &[(&str, &str)]| {
            let request =
                headers.iter().fold(Request::builder().uri(target), |to, (name, value)| to.header(*name, *value));
            refusal(&request.body(()).unwrap(), &hosts, None, false, "").map_or(200, |answer| answer.status.as_u16())
        };
        for (expected, names) in [
            (
                200,
                &["localhost", "LOCALHOST:1", "a.localhost", "localhost.", "127.0.0.1:8787", "[::1]:8787", "10.0.0.7"]
                    [..],
            ),
            (200, &["gateway.test", "Gateway.Test.:80"]),
            (
                421,
                &["evil.test", "localhost.evil.test", "127.0.0.1.evil.test", "notlocalhost", "gateway.test.evil.test"],
            ),
            (400, &["", "a b", "a/b"]),
        ] {
            for name in names {
                assert_eq!(status("/", &[("host", name)]), expected, "{name}");
            }
        }
        assert_eq!((status("/", &[]), status("/", &[("host", "a"), ("host", "localhost")])), (400, 400));
        assert_eq!(status("http://evil.test/", &[("host", "localhost")]), 421);
        for (expected, origin) in [
            (200, "http://localhost:8787"),
            (200, "https://LOCALHOST:8787"),
            (403, "http://localhost:3000"),
            (403, "http://localhost"),
            (403, "http://127.0.0.1:8787"),
            (403, "https://evil.test"),
            (403, "null"),
            (403, ""),
        ] {
            assert_eq!(status("/", &[("host", "localhost:8787"), ("origin", origin)]), expected, "{origin}");
        }
        let both = [("host", "localhost:1"), ("origin", "http://localhost:1"), ("origin", "http://evil.test")];
        assert_eq!(status("/", &both), 403);
    }
}
