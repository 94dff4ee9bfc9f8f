//! Does what the plug-ins do that are attached to an API: limits calls, and changes the headers of answers. Knows the settings of three
//! kinds; the others do nothing here. Must not know how plug-ins are attached.

use super::callers::Caller;
use super::found::Called;
use super::limits::{Peer, THROTTLED, unit};
use super::{Refusal, text};
use crate::operations::resources::{Scope, reached};
use crate::outcome::Change;
use apig_codegen::api::Json;
use bytes::Bytes;
use http::header::{ACCESS_CONTROL_REQUEST_METHOD, ORIGIN};
use http::{Method, Request};
use std::time::SystemTime;

/// The id of the plug-in of a kind that an API has, and its settings.
fn settings(scope: &Scope<'_>, call: &Called, kind: &str) -> Option<(String, Json)> {
    let plugin = reached::plugin_of(scope, &call.api, &call.env, kind)?;
    Some((plugin.id.clone(), serde_json::from_str(plugin.text("plugin_content")).ok()?))
}

/// The method that a browser asks about before it calls.
pub(super) fn asked_about(request: &Request<Bytes>) -> Option<&str> {
    let asked = request.headers().get(ACCESS_CONTROL_REQUEST_METHOD)?;
    asked.to_str().ok().filter(|_| request.method() == Method::OPTIONS)
}

/// Whether an API lets in pages of the site that a call is from.
pub(super) fn lets_in(scope: &Scope<'_>, call: &Called, request: &Request<Bytes>) -> bool {
    let cors = settings(scope, call, "cors").map(|(_, cors)| cors);
    origin(request).zip(cors).is_some_and(|(origin, cors)| allowed(origin, &cors).is_some())
}

/// The site of the page that a call is from, if it is from one.
fn origin(request: &Request<Bytes>) -> Option<&str> {
    let mut origins = request.headers().get_all(ORIGIN).into_iter();
    let origin = origins.next()?.to_str().ok()?;
    origins.next().is_none().then_some(origin)
}

/// What such a page is told if it is let in.
fn allowed<'a>(origin: &'a str, cors: &'a Json) -> Option<&'a str> {
    match text(cors, "allow_origin") {
        "*" => Some("*"),
        list => list.split(',').any(|one| one.trim() == origin).then_some(origin),
    }
}

/// What is changed of the headers of an answer.
pub(super) fn changes(scope: &Scope<'_>, call: &Called, request: &Request<Bytes>) -> Vec<Change> {
    let cors = origin(request).zip(settings(scope, call, "cors")).map(|(origin, (_, cors))| shared(origin, &cors));
    let mut changes = cors.unwrap_or_default();
    if let Some((_, headers)) = settings(scope, call, "set_resp_headers") {
        let headers = headers.get("response_headers").and_then(Json::as_array).into_iter().flatten();
        changes.extend(headers.filter_map(|header| {
            let replaces = text(header, "action") == "override";
            Change::of(text(header, "name"), text(header, "value"), replaces)
        }));
    }
    changes
}

/// What a browser is told that shows a page of this origin.
fn shared(origin: &str, cors: &Json) -> Vec<Change> {
    let Some(allowed) = allowed(origin, cors) else { return Vec::new() };
    let number = cors.get("max_age").and_then(Json::as_i64).map(|age| age.to_string()).unwrap_or_default();
    let credentials = cors.get("allow_credentials").and_then(Json::as_bool) == Some(true);
    let told = [
        ("access-control-allow-origin", allowed),
        ("access-control-allow-methods", text(cors, "allow_methods")),
        ("access-control-allow-headers", text(cors, "allow_headers")),
        ("access-control-expose-headers", text(cors, "expose_headers")),
        ("access-control-max-age", &number),
        ("access-control-allow-credentials", if credentials { "true" } else { "" }),
    ];
    told.iter()
        .filter(|(_, value)| !value.is_empty())
        .filter_map(|(name, value)| Change::of(name, value, true))
        .collect()
}

/// Counts a call. What the rules of a plug-in say of single requests is not looked at.
pub(super) fn count(
    scope: &mut Scope<'_>,
    call: &Called,
    caller: &Caller,
    peer: Option<Peer>,
    now: SystemTime,
) -> Result<(), Refusal> {
    let Some((id, limits)) = settings(scope, call, "rate_limit") else { return Ok(()) };
    let of = |name: &str| limits.get(name).and_then(Json::as_u64).filter(|limit| *limit > 0);
    let special = |kind: &str, key: &str| {
        let specials = limits.get("specials").and_then(Json::as_array).into_iter().flatten();
        let policies =
            specials.filter(|one| text(one, "type") == kind).filter_map(|one| one.get("policies")?.as_array());
        policies.flatten().find(|policy| text(policy, "key") == key)?.get("limit")?.as_u64()
    };
    let mut all = vec![("api", of("api_limit"), String::new())];
    match caller {
        Caller::Anybody => {}
        Caller::App(app) => all.push(("app", special("app", app).or(of("app_limit")), app.clone())),
        Caller::User { name, .. } => all.push(("user", special("user", name).or(of("user_limit")), name.clone())),
    }
    all.extend(peer.map(|Peer(address)| ("ip", of("ip_limit"), address.to_string())));
    let counted = if text(&limits, "scope") == "share" { "" } else { &call.publication };
    let interval = of("default_interval").and_then(|interval| u32::try_from(interval).ok()).unwrap_or(1);
    let length = unit(&text(&limits, "default_time_unit").to_uppercase()).saturating_mul(interval);
    for (what, limit, who) in all {
        let what = format!("{id} {counted} {what} {who}");
        if let Some(limit) = limit {
            scope.gateway.windows.count(&what, limit, length, now).ok_or(THROTTLED)?;
        }
    }
    Ok(())
}
