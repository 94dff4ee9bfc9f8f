//! Resolves servers, and the regions that the templates of their URLs list. Must not know who chooses one.

use super::operations::earlier;
use super::without_spans::text;
use crate::api::{Region, Server, ServerVariable, path_names};
use crate::diagnostics::{Diagnostics, messages};
use crate::openapi;
use crate::source::{Span, Spanned};
use std::collections::BTreeMap;

/// The variable that turns one URL into a table of regions.
const REGION: &str = "region";

/// Resolves a server; a variable that nothing describes is reported.
pub fn server(server: &openapi::Server, diagnostics: &mut Diagnostics) -> Server {
    let url = &server.url;
    for name in path_names(&url.value) {
        let described = server.variables.iter().find(|(variable, _)| variable.value == name);
        let has_value = |variable: &openapi::ServerVariable| variable.default.is_some() || !variable.values.is_empty();
        if !described.is_some_and(|(_, variable)| has_value(variable)) {
            diagnostics.push(messages::server_variable(url.span, name));
        }
    }
    let variable = |(name, variable): &(Spanned<String>, openapi::ServerVariable)| ServerVariable {
        name: name.value.clone(),
        default: text(&variable.default).or_else(|| variable.values.first().map(|value| value.value.clone())),
        values: variable.values.iter().map(|text| text.value.clone()).collect(),
        description: text(&variable.description),
        places: variable.places.clone(),
    };
    Server {
        url: server.url.value.clone(),
        name: text(&server.name),
        description: text(&server.description),
        variables: server.variables.iter().map(variable).collect(),
        places: server.places.clone(),
        span: server.url.span,
    }
}

/// Where an operation is sent that has servers of its own: the first, its variables filled in.
pub fn of_operation(
    item: &openapi::PathItem,
    operation: &openapi::Operation,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let first = operation.servers.first().or(item.servers.first())?;
    let own = server(first, diagnostics);
    let filled = own.variables.iter().fold(own.url, |url, variable| {
        url.replace(&format!("{{{}}}", variable.name), variable.default.as_deref().unwrap_or_default())
    });
    let is_plain = |c: char| c.is_ascii_graphic() && !matches!(c, '{' | '}' | '"' | '<' | '>' | '\\' | '?' | '#');
    let is_url = ["https://", "http://", "/"].iter().any(|start| filled.starts_with(start));
    if is_url && filled.chars().all(is_plain) {
        return Some(filled.trim_end_matches('/').to_owned()).filter(|url| !url.is_empty());
    }
    diagnostics.push(messages::ignored(first.url.span, "the server", "no call can be sent there"));
    None
}

/// The regions of all servers whose URL has a list of regions in it and nothing else to fill.
pub fn regions(servers: &[openapi::Server], diagnostics: &mut Diagnostics) -> Vec<Region> {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    let mut regions = Vec::new();
    for server in servers.iter().filter(|server| server.regions) {
        let cloud = text(&server.description).unwrap_or_default();
        for region in listed(server) {
            if let Some(first) = earlier(&mut seen, region.value.clone(), region.span) {
                diagnostics.push(messages::duplicate_region(region.span, first, &region.value));
                continue;
            }
            let endpoint = server.url.value.replace(&format!("{{{REGION}}}"), &region.value);
            let endpoint = endpoint.trim_end_matches('/').to_owned();
            match wrong(&region.value, &endpoint) {
                Some((reason, help)) => {
                    diagnostics.push(messages::wrong_endpoint(region.span, &endpoint, server.url.span, reason, help));
                }
                None => {
                    let (name, cloud) = (region.value.clone(), cloud.clone());
                    regions.push(Region { name, endpoint, cloud, span: region.span });
                }
            }
        }
    }
    regions
}

/// The regions of a server; none if its URL is no template for them.
fn listed(server: &openapi::Server) -> &[Spanned<String>] {
    let braces = server.url.value.matches('{').count();
    let is_template = braces == 1 && server.url.value.contains(&format!("{{{REGION}}}"));
    let variable = server.variables.iter().find(|(name, _)| name.value == REGION).filter(|_| is_template);
    variable.map_or(&[], |(_, variable)| variable.values.as_slice())
}

/// Why credentials cannot be sent to an endpoint, and what to do about it. As strict as the runtime's configuration.
fn wrong(region: &str, endpoint: &str) -> Option<(&'static str, &'static str)> {
    let is_name = !region.is_empty() && region.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !is_name {
        return Some(("this is no name of a region", "a region has letters, digits and `-`"));
    }
    let Some(rest) = endpoint.strip_prefix("https://") else {
        return Some(("it does not start with `https://`", "over anything else, the token could be read on the way"));
    };
    let (authority, path) = rest.split_once('/').map_or((rest, None), |(authority, path)| (authority, Some(path)));
    let (host, port) = authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
    let plain = |text: &str, more: &[u8]| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || more.contains(&byte));
    let good_host = !host.is_empty() && plain(host, b"-.") && !host.split('.').any(str::is_empty);
    let good_port = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    let good_segment = |segment: &str| !matches!(segment, "" | "." | "..") && plain(segment, b"-._~");
    let good_path = path.is_none_or(|path| path.split('/').all(good_segment));
    let form = "an endpoint looks like `https://apig.eu-de.example.com`, perhaps with a port and a plain path";
    (!(good_host && good_port && good_path)).then_some(("it is no URL that calls can be sent to", form))
}

#[cfg(test)]
mod tests {
    use super::wrong;

    #[test]
    fn endpoints() {
        for (endpoint, good) in [
            ("https://apig.eu-de.example.com", true),
            ("https://apig.example.com:8443/v2/x_y", true),
            ("http://apig.example.com", false),
            ("HTTPS://apig.example.com", false),
            ("//apig.example.com", false),
            ("/v2", false),
            ("https://", false),
            ("https:///v2", false),
            ("https://a..b", false),
            ("https://user@a.b", false),
            ("https://a.b?x", false),
            ("https://a.b#x", false),
            ("https://a.b/../c", false),
            ("https://a.b//c", false),
            ("https://a.b:0", false),
            ("https://a.b:port", false),
            ("https://a b", false),
            ("https://a.b/%2e", false),
            ("https://\u{e9}.b", false),
        ] {
            assert_eq!(wrong("eu-de", endpoint).is_none(), good, "{endpoint}");
        }
        for region in ["", "eu/de", "eu.de", "eu de", "\u{fc}", "a\"b"] {
            assert!(wrong(region, "https://a.b").is_some(), "{region}");
        }
    }
}
