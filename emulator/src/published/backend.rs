//! Says what a backend answers: the content of a mock, or whatever runs on this machine and is asked for it. Knows how a request
//! is rewritten. Must not know sockets.

use super::found::Called;
use super::{Refusal, Reply, text};
use crate::answer::{Answer, Content};
use crate::operations::resources::Scope;
use crate::operations::resources::reached::{members_of, variable};
use crate::outcome::Forward;
use crate::spec::escape::escaped;
use apig_codegen::api::Json;
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use http::uri::Authority;
use http::{HeaderName, HeaderValue, Method, Request, StatusCode};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

const NONE: Refusal = (StatusCode::BAD_GATEWAY, "APIG.0610", "No backend available");
const ELSEWHERE: Refusal = (
    StatusCode::BAD_GATEWAY,
    "APIG.0201",
    "Backend unavailable: the emulator asks backends on this machine only, and only by HTTP",
);
const NOT_RUN: Refusal = (StatusCode::NOT_IMPLEMENTED, "EMULATOR.0009", "The emulator does not run functions");

/// What answers a call.
pub(super) fn reply(
    scope: &mut Scope<'_>,
    call: &Called,
    request: &Request<Bytes>,
    codes: &'static str,
) -> Result<Reply, Refusal> {
    match text(&call.definition, "backend_type") {
        "MOCK" => Ok(Reply::Answer(mock(call))),
        "HTTP" => Ok(Reply::Forward(Box::new(forward(scope, call, request, codes)?))),
        _ => Err(NOT_RUN),
    }
}

fn mock(call: &Called) -> Answer {
    let info = call.definition.get("mock_info").unwrap_or(&Json::Null);
    let content = text(info, "result_content").to_owned();
    let status = info.get("status_code").and_then(Json::as_u64).and_then(|code| u16::try_from(code).ok());
    let status = status.and_then(|code| StatusCode::from_u16(code).ok()).unwrap_or_default();
    let is_json = serde_json::from_str::<Json>(&content).is_ok();
    let media_type = if is_json { "application/json" } else { "text/plain" };
    Answer { status, headers: Vec::new(), body: Some(Content::Bytes(media_type.into(), content.into())) }
}

fn forward(
    scope: &mut Scope<'_>,
    call: &Called,
    request: &Request<Bytes>,
    codes: &'static str,
) -> Result<Forward, Refusal> {
    let backend = call.definition.get("backend_api").ok_or(NONE)?;
    if text(backend, "req_protocol") == "HTTPS" {
        return Err(ELSEWHERE);
    }
    let channel = backend.get("vpc_channel_info").map_or("", |info| text(info, "vpc_channel_id"));
    let host = if channel.is_empty() {
        filled(scope, call, text(backend, "url_domain"))?
    } else {
        member(scope, channel).ok_or(NONE)?
    };
    let to = on_this_machine(&host).ok_or(ELSEWHERE)?;
    let (path, query, headers) = mapped(call, filled(scope, call, text(backend, "req_uri"))?);
    let mut queries: Vec<&str> = request.uri().query().into_iter().collect();
    queries.extend(query.iter().map(String::as_str));
    let target = if queries.is_empty() { path } else { format!("{path}?{}", queries.join("&")) };
    let method = match text(backend, "req_method") {
        "" | "ANY" => request.method().clone(),
        method => Method::from_bytes(method.as_bytes()).map_err(|_| NONE)?,
    };
    let mut sent = Request::builder().method(method).uri(target).header(HOST, &host);
    let own = [HOST, CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING, AUTHORIZATION];
    for (name, value) in request.headers().iter().filter(|(name, _)| !own.contains(name) && *name != "x-apig-appcode") {
        sent = sent.header(name, value);
    }
    for (name, value) in headers {
        sent = sent.header(name, value);
    }
    let request = sent.body(request.body().clone()).map_err(|_| NONE)?;
    let timeout = backend.get("timeout").and_then(Json::as_u64).unwrap_or(5_000);
    Ok(Forward { to, request, timeout: Duration::from_millis(timeout), codes, changes: Vec::new() })
}

/// The member of a channel whose turn it is: each comes as often as its weight says.
fn member(scope: &mut Scope<'_>, channel: &str) -> Option<String> {
    let members: Vec<(String, u64)> = members_of(scope, channel).collect();
    let all = members.iter().map(|(_, weight)| weight).sum();
    let mut turn = scope.gateway.windows.turn(&format!("channel {channel}")).checked_rem(all)?;
    let is_next = |(_, weight): &(String, u64)| {
        let is_next = turn < *weight;
        turn = turn.saturating_sub(*weight);
        is_next
    };
    members.into_iter().find(is_next).map(|(member, _)| member)
}

/// A text with the values of the variables that it names, `#name#`.
fn filled(scope: &Scope<'_>, call: &Called, template: &str) -> Result<String, Refusal> {
    let group = text(&call.definition, "group_id");
    let (mut out, mut rest) = (String::new(), template);
    while let Some((before, (name, after))) = rest.split_once('#').and_then(|(to, at)| Some((to, at.split_once('#')?)))
    {
        out.push_str(before);
        out.push_str(variable(scope, group, &call.env, name).ok_or(NONE)?);
        rest = after;
    }
    Ok(out + rest)
}

/// The address of this machine that a host and port mean; `None` if they mean another one.
fn on_this_machine(host: &str) -> Option<SocketAddr> {
    let authority: Authority = host.parse().ok()?;
    let name = authority.host().trim_start_matches('[').trim_end_matches(']');
    let address = if name.eq_ignore_ascii_case("localhost") {
        Ipv4Addr::LOCALHOST.into()
    } else {
        name.parse::<IpAddr>().ok()?
    };
    address.is_loopback().then(|| SocketAddr::new(address, authority.port_u16().unwrap_or(80)))
}

/// The path that the backend is asked for, and what parameters add to query and headers.
fn mapped(call: &Called, mut path: String) -> (String, Vec<String>, Vec<(HeaderName, HeaderValue)>) {
    let (mut query, mut headers) = (Vec::new(), Vec::new());
    let none = Vec::new();
    for parameter in call.definition.get("backend_params").and_then(Json::as_array).unwrap_or(&none) {
        let (name, value) = (text(parameter, "name"), text(parameter, "value"));
        let value = match text(parameter, "origin") {
            "CONSTANT" => escaped(value),
            "REQUEST" => call.path.get(value).cloned().unwrap_or_default(),
            _ => String::new(),
        };
        match text(parameter, "location") {
            "PATH" => path = path.replace(&format!("{{{name}}}"), &value),
            "QUERY" if !value.is_empty() => query.push(format!("{}={value}", escaped(name))),
            "HEADER" if !value.is_empty() => {
                let written = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(&value));
                if let (Ok(name), Ok(value)) = written {
                    headers.push((name, value));
                }
            }
            _ => {}
        }
    }
    for (name, value) in &call.path {
        path = path.replace(&format!("{{{name}}}"), value).replace(&format!("{{{name}+}}"), value);
    }
    // "The characters of the API request path excluding the prefix are transparently transmitted to the backend."
    if !call.rest.is_empty() {
        path = format!("{}/{}", path.trim_end_matches('/'), call.rest);
    }
    (path, query, headers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_this_machine() {
        for (host, expected) in [
            ("127.0.0.1:9000", Some("127.0.0.1:9000")),
            ("localhost", Some("127.0.0.1:80")),
            ("[::1]:1", Some("[::1]:1")),
            ("10.0.0.7:80", None),
            ("example.com", None),
            ("127.0.0.1.example.com", None),
            ("user@127.0.0.1:1", Some("127.0.0.1:1")),
            ("", None),
            ("a b", None),
        ] {
            assert_eq!(on_this_machine(host), expected.map(|address| address.parse().unwrap()), "{host}");
        }
    }
}
