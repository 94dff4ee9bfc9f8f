//! Checks the base URL of a service. Knows which URLs are safe to send a token to. Must not know whose they are.

use http::Uri;
use std::net::{Ipv4Addr, Ipv6Addr};

/// A base URL without the slash at its end.
#[derive(Clone, Debug)]
pub struct Endpoint {
    url: String,
}

impl Endpoint {
    /// Checks a URL; the error says what to do.
    pub fn parse(text: &str, allow_http: bool) -> Result<Self, &'static str> {
        const FORM: &str = "must be a URL like `https://api.example.com`, with a host and without spaces";
        // An http::Uri drops the fragment silently.
        if text.contains('#') {
            return Err("must have no fragment (`#`)");
        }
        let uri: Uri = text.parse().map_err(|_| FORM)?;
        let is_https = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err("must begin with `https://`"),
        };
        let authority = uri.authority().ok_or(FORM)?;
        if authority.as_str().contains('@') {
            return Err("must have no user or password before the host; use `credentials` instead");
        }
        if uri.query().is_some() {
            return Err("must have no query (`?`)");
        }
        let host = authority.host();
        let port = authority.as_str().strip_prefix(host).ok_or(FORM)?;
        if !is_host(host) || !(port.is_empty() || authority.port_u16().is_some_and(|port| port > 0)) {
            return Err(FORM);
        }
        let path = uri.path().trim_end_matches('/');
        if !is_path(path) {
            return Err("must have a plain path: no `.` or `..`, no empty segments, no special characters");
        }
        if !is_https && !is_loopback(host) && !allow_http {
            return Err("must begin with `https://`: over plain HTTP anyone on the way reads the token \
                        (`allow_http(true)` permits it)");
        }
        let scheme = if is_https { "https" } else { "http" };
        Ok(Self { url: format!("{scheme}://{authority}{path}") })
    }

    /// The URL, without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.url
    }

    /// Whether it is reached over TLS.
    pub fn is_https(&self) -> bool {
        self.url.starts_with("https:")
    }

    /// Whether the host is this machine.
    pub fn is_loopback(&self) -> bool {
        let uri: Result<Uri, _> = self.url.parse();
        uri.is_ok_and(|uri| uri.host().is_some_and(is_loopback))
    }
}

fn is_host(host: &str) -> bool {
    match in_brackets(host) {
        Some(address) => address.parse::<Ipv6Addr>().is_ok(),
        None => !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte)),
    }
}

/// Whether the host is this machine.
pub fn is_loopback(host: &str) -> bool {
    match in_brackets(host) {
        Some(address) => address.parse() == Ok(Ipv6Addr::LOCALHOST),
        None => {
            host.eq_ignore_ascii_case("localhost") || host.parse().is_ok_and(|address: Ipv4Addr| address.is_loopback())
        }
    }
}

/// Whether the host is on this machine's own link, as metadata services are: no router passes it on.
pub fn is_link_local(host: &str) -> bool {
    match in_brackets(host) {
        Some(address) => address.parse().is_ok_and(|address: Ipv6Addr| address.is_unicast_link_local()),
        None => host.parse().is_ok_and(|address: Ipv4Addr| address.is_link_local()),
    }
}

fn in_brackets(host: &str) -> Option<&str> {
    host.strip_prefix('[')?.strip_suffix(']')
}

/// What no URL library on the way rewrites.
fn is_path(path: &str) -> bool {
    path.split('/').skip(1).all(|segment| {
        !matches!(segment, "" | "." | "..")
            && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_endpoints() {
        for (text, url) in [
            ("https://api.eu.example.com", "https://api.eu.example.com"),
            ("https://a.example.com/", "https://a.example.com"),
            ("HTTPS://a.example.com:8443", "https://a.example.com:8443"),
            ("https://a.example.com/gate/v1/", "https://a.example.com/gate/v1"),
            ("http://localhost:80", "http://localhost:80"),
            ("http://LOCALHOST", "http://LOCALHOST"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("http://127.9.9.9", "http://127.9.9.9"),
            ("http://[::1]:8080", "http://[::1]:8080"),
        ] {
            assert_eq!(Endpoint::parse(text, false).unwrap().as_str(), url);
        }
        assert!(Endpoint::parse("http://a.example.com", true).is_ok());
    }

    #[test]
    fn endpoints_know_what_they_are() {
        for (text, is_https, is_loopback) in [
            ("https://a.example.com/x", true, false),
            ("https://localhost:1", true, true),
            ("http://[::1]:1/x", false, true),
            ("http://127.1.2.3", false, true),
        ] {
            let endpoint = Endpoint::parse(text, false).unwrap();
            assert_eq!((endpoint.is_https(), endpoint.is_loopback()), (is_https, is_loopback), "{text}");
        }
    }

    #[test]
    fn bad_endpoints() {
        for (text, words) in [
            ("", "must be a URL"),
            ("api.example.com", "must begin with `https://`"),
            ("/v2", "must begin with `https://`"),
            ("ftp://a.example.com", "must begin with `https://`"),
            ("https://", "must be a URL"),
            ("https:///v2", "must be a URL"),
            ("https://a b.example.com", "must be a URL"),
            (" https://a.example.com", "must be a URL"),
            ("https://a.example.com\n", "must be a URL"),
            ("https://bücher.example", "must be a URL"),
            ("https://a%2fb.example.com", "must be a URL"),
            ("https://a.example.com:", "must be a URL"),
            ("https://a.example.com:99999", "must be a URL"),
            ("https://a.example.com:0", "must be a URL"),
            ("https://[::1", "must be a URL"),
            ("https://user:s3cret@a.example.com", "must have no user"),
            ("https://a.example.com?x=1", "must have no query"),
            ("https://a.example.com/#x", "must have no fragment"),
            ("https://a.example.com/a/../b", "must have a plain path"),
            ("https://a.example.com//b", "must have a plain path"),
            ("https://a.example.com/%2e%2e/b", "must have a plain path"),
            ("http://a.example.com", "must begin with `https://`: over"),
            ("http://localhost.example.com", "must begin with `https://`: over"),
            ("http://127.0.0.1.example.com", "must begin with `https://`: over"),
            ("http://0177.0.0.1", "must begin with `https://`: over"),
            ("http://[::2]", "must begin with `https://`: over"),
        ] {
            let error = Endpoint::parse(text, false).unwrap_err();
            assert!(error.starts_with(words), "{text:?}: {error}");
        }
    }
}
