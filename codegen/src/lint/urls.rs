//! Rules about URLs: of servers, and of pages that a document names. Must not know who calls them.

use super::model::{Element, Model, describe, text};
use super::rule::{Findings, Preset, Rule};
use crate::diagnostics::Severity;
use crate::grammar::Object;
use crate::source::Span;

pub const NO_SERVERS: Rule = Rule {
    id: "no-servers",
    preset: Preset::Recommended,
    severity: Severity::Error,
    summary: "A document names a server.",
    rationale: "Without `servers`, callers must know from elsewhere where the service is, and no generated client has an endpoint of its own.",
    bad: "\
servers: []
",
    good: "\
servers:
  - url: https://things.example.com
    description: Example
",
    vendor: &[],
    fixes: false,
    check: no_servers,
};

pub const SERVER_URL: Rule = Rule {
    id: "server-url",
    preset: Preset::Minimal,
    severity: Severity::Error,
    summary: "The URL of a server can have a path behind it: it ends without a slash, a query or a fragment.",
    rationale: "A path of the document, which begins with a slash, is appended to it as it is: `https://a.example/` makes `https://a.example//things`.",
    bad: "\
- url: https://things.example.com/
",
    good: "\
- url: https://things.example.com
",
    vendor: &[],
    fixes: false,
    check: server_url,
};

pub const MALFORMED_URL: Rule = Rule {
    id: "malformed-url",
    preset: Preset::Minimal,
    severity: Severity::Error,
    summary: "What is called a URL is one.",
    rationale: "A link in the documentation that leads nowhere, because of a blank or a scheme without its slashes, is found by readers only.",
    bad: "\
url: https:/example.com/things
",
    good: "\
url: https://example.com/things
",
    vendor: &[],
    fixes: false,
    check: malformed_url,
};

pub const HTTPS: Rule = Rule {
    id: "https-server",
    preset: Preset::Recommended,
    severity: Severity::Error,
    summary: "Servers are reached by HTTPS.",
    rationale: "Tokens and signatures travel in headers; without TLS everybody on the way reads them.",
    bad: "\
- url: http://things.example.com
",
    good: "\
- url: https://things.example.com
",
    vendor: &["COD-010-01-2507-2507-M"],
    fixes: false,
    check: https,
};

fn https(model: &Model<'_>, findings: &mut Findings) {
    for (_, element) in model.of(Object::Server) {
        if let Some((url, span)) = element.text("url").filter(|(url, _)| !url.starts_with("https://")) {
            findings.at(element, span, format!("`{url}` is not reached by HTTPS")).help("write `https://…`");
        }
    }
}

fn no_servers(model: &Model<'_>, findings: &mut Findings) {
    for element in model.services.iter().filter_map(|service| model.element(service.root)) {
        if element.list("servers").is_empty() {
            let span = element.get("servers").map_or(element.span(), |member| member.key.span);
            findings
                .at(element, span, "the document names no server")
                .help("add `servers` with the `url` that paths are appended to");
        }
    }
}

fn server_url(model: &Model<'_>, findings: &mut Findings) {
    for (_, element) in model.of(Object::Server) {
        let Some((url, span)) = element.text("url") else { continue };
        // The root of the host that the document came from.
        let ends_with = if url.contains(['?', '#']) {
            "has a query or a fragment"
        } else if url.ends_with('/') && url != "/" {
            "ends with a slash"
        } else {
            continue;
        };
        let help = "each path of the document is appended to it as it is: end it before that";
        findings.at(element, span, format!("the URL of a server {ends_with}")).help(help);
    }
}

fn malformed_url(model: &Model<'_>, findings: &mut Findings) {
    for element in model.elements.iter().filter(|element| !element.is_reference()) {
        for (what, url, span) in urls(element) {
            if let Some(reason) = fault(url) {
                findings.at(element, span, format!("the {what} of {} is no URL: it {reason}", describe(element)));
            }
        }
    }
}

/// The URLs that stand in an element, with what they are.
fn urls<'n>(element: &Element<'n>) -> Vec<(&'static str, &'n str, Span)> {
    let own = |key: &'static str| element.text(key).map(|(url, span)| (key, url, span));
    let inside = |key: &'static str| {
        let object = element.get(key).and_then(|member| member.value.as_object());
        object.and_then(|object| object.get("url")).and_then(|url| text(&url.value)).map(|(url, span)| (key, url, span))
    };
    let found = match element.kind {
        Object::Server | Object::ExternalDocs => [own("url"), None, None],
        Object::Info => [own("termsOfService"), inside("contact"), inside("license")],
        Object::SecurityScheme => [own("openIdConnectUrl"), None, None],
        _ => return Vec::new(),
    };
    found.into_iter().flatten().collect()
}

/// What keeps a text from being a URL, or one that is relative to the document.
fn fault(url: &str) -> Option<&'static str> {
    let scheme = url.split_once(':').map(|(scheme, rest)| (scheme, rest.strip_prefix("//")));
    let is_scheme = |text: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    };
    match scheme {
        _ if url.trim().is_empty() => Some("is empty"),
        _ if url.contains(|c: char| {
            c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`' | '\\' | '^' | '|')
        }) =>
        {
            Some("has characters that stand in none")
        }
        Some(("http" | "https", None)) => Some("lacks `//` behind the scheme"),
        Some((scheme, Some(rest)))
            if is_scheme(scheme) && rest.split(['/', '?', '#']).next().is_none_or(str::is_empty) =>
        {
            Some("names no host")
        }
        Some(_) | None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn urls_have_a_host_behind_two_slashes_or_are_relative() {
        for (url, is_one) in [
            ("https://example.com", true),
            ("https://{region}.example.com:{port}/v2", true),
            ("/v2", true),
            ("v2/things", true),
            ("//example.com/v2", true),
            ("mailto:a@example.com", true),
            ("https:/example.com", false),
            ("https:example.com", false),
            ("https://", false),
            ("https:///things", false),
            ("https://example.com/a b", false),
            ("https://example.com|http://example.com", false),
            ("", false),
            (" ", false),
        ] {
            assert_eq!(fault(url).is_none(), is_one, "{url:?}");
        }
    }
}
