//! Finds the group that a call is for, by host or path, and the API of it that runs. Knows paths and how they match. Must not know
//! who calls.

use super::text;
use crate::operations::resources::{RELEASE, SUBDOMAIN, Scope, reached};
use crate::spec::escape;
use crate::state::gateways::{GatewayKey, Gateways};
use crate::state::records::Records;
use apig_codegen::api::Json;
use bytes::Bytes;
use http::Request;
use http::header::HOST;
use http::uri::Authority;
use std::collections::BTreeMap;
use std::net::IpAddr;

/// Where calls come in that cannot name a host: the id of a group and the path of an API follow.
const CALL: &str = "/_emulator/call/";

/// What a call is for.
#[derive(Debug)]
pub(crate) struct Target {
    pub key: GatewayKey,
    pub group: String,
    /// The path of the call, with its escapes.
    pub path: String,
    /// The name that was called, if it is one that somebody has bound.
    pub domain: Option<String>,
}

impl Target {
    /// The group that a request is for; `None` if it is for none.
    pub fn of(gateways: &Gateways, request: &Request<Bytes>) -> Option<Self> {
        let path = request.uri().path();
        if let Some((group, path)) = path.strip_prefix(CALL).map(|rest| rest.split_once('/').unwrap_or((rest, ""))) {
            return Self::new(gateways, format!("/{path}"), |records| reached::group(records, group));
        }
        let header = request.headers().get(HOST)?.to_str().ok()?.parse::<Authority>().ok()?;
        let host = request.uri().authority().unwrap_or(&header).host().to_ascii_lowercase();
        match host.strip_suffix(SUBDOMAIN) {
            Some(group) => Self::new(gateways, path.to_owned(), |records| reached::group(records, group)),
            // The API's own, which most requests are for.
            None if host == "localhost" || host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok() => None,
            None => {
                let mut bound = gateways.projects().filter_map(|((service, project), of)| {
                    let (instance, group) = reached::group_of_domain(&of.records, &host)?;
                    Some(((service.clone(), project.clone(), instance.to_owned()), group.to_owned()))
                });
                let (key, group) = bound.next()?;
                Some(Self { key, group, path: path.to_owned(), domain: Some(host) })
            }
        }
    }

    fn new(gateways: &Gateways, path: String, group: impl Fn(&Records) -> Option<&str>) -> Option<Self> {
        let mut of_gateways = gateways.gateways();
        let (key, group) = of_gateways.find_map(|(key, gateway)| Some((key, group(&gateway.records)?)))?;
        Some(Self { key: key.clone(), group: group.to_owned(), path, domain: None })
    }
}

/// An API that a call is for.
pub(super) struct Called {
    pub publication: String,
    pub api: String,
    pub env: String,
    /// As it was when it was published.
    pub definition: Json,
    /// What stands in the path for its parameters.
    pub path: BTreeMap<String, String>,
    /// What follows the path of an API that matches by prefix.
    pub rest: String,
}

/// The API that answers a call: exact matches go before prefixes, long paths before short ones.
pub(super) fn api(scope: &Scope<'_>, target: &Target, request: &Request<Bytes>, method: &str) -> Option<Called> {
    let stage = request.headers().get("x-stage").map_or(Ok("RELEASE"), |stage| stage.to_str()).ok()?;
    let env = if stage == "RELEASE" { RELEASE } else { reached::environment(scope, stage)? };
    let candidates = reached::running_in(scope, env).filter_map(|(publication, definition)| {
        let is_of_group = text(definition, "group_id") == target.group;
        if !is_of_group || !["ANY", method].contains(&text(definition, "req_method")) {
            return None;
        }
        let is_prefix = text(definition, "match_mode") == "SWA";
        let (path, rest) = matched(text(definition, "req_uri"), &target.path, is_prefix)?;
        let order = (is_prefix, path.len(), std::cmp::Reverse(text(definition, "req_uri").len()));
        let (publication, api) = (publication.id.clone(), publication.text("api_id").to_owned());
        Some((order, Called { publication, api, env: env.to_owned(), definition: definition.clone(), path, rest }))
    });
    candidates.min_by_key(|(order, _)| *order).map(|(_, called)| called)
}

/// What stands for the parameters of a path, `/a/{b}`, and what follows it.
fn matched(template: &str, path: &str, is_prefix: bool) -> Option<(BTreeMap<String, String>, String)> {
    let mut segments = path.trim_start_matches('/').split('/');
    let mut values = BTreeMap::new();
    for part in template.trim_matches('/').split('/').filter(|part| !part.is_empty() || !is_prefix) {
        let segment = segments.next()?;
        match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
            // `{proxy+}` takes all that follows.
            Some(name) if name.ends_with('+') => {
                let rest: Vec<&str> = [segment].into_iter().chain(segments.by_ref()).collect();
                values.insert(name.trim_end_matches('+').to_owned(), rest.join("/"));
            }
            Some(name) => {
                values.insert(name.to_owned(), segment.to_owned());
            }
            None if escape::decoded(segment)? == part => {}
            None => return None,
        }
    }
    let rest: Vec<&str> = segments.collect();
    (is_prefix || rest.iter().all(|rest| rest.is_empty())).then(|| (values, rest.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        let is = |template, path, is_prefix| {
            matched(template, path, is_prefix).map(|(values, rest)| {
                let values: Vec<String> = values.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
                format!("{} {rest}", values.join(","))
            })
        };
        for (template, path, is_prefix, expected) in [
            ("/", "/", false, Some(" ")),
            ("/a", "/a", false, Some(" ")),
            ("/a", "/a/", false, Some(" ")),
            ("/a", "/a/b", false, None),
            ("/a b", "/a%20b", false, Some(" ")),
            ("/a/{id}/c", "/a/1%2F2/c", false, Some("id=1%2F2 ")),
            ("/a/{id}", "/a", false, None),
            ("/a/{proxy+}", "/a/b/c", false, Some("proxy=b/c ")),
            ("/test/AA", "/test/AA/BB", true, Some(" BB")),
            ("/test/AA", "/test/AA", true, Some(" ")),
            ("/test/AA", "/test/AACC", true, None),
            ("/", "/any/thing", true, Some(" any/thing")),
        ] {
            assert_eq!(is(template, path, is_prefix).as_deref(), expected, "{template} {path}");
        }
    }
}
