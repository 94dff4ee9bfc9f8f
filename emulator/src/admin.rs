//! Answers what is no part of the API, below `/_emulator`, which no documented path begins with: shows the state and
//! changes it at run time. Must not show a token, a key, or a password but the published one.

mod page;

use crate::answer::Answer;
use crate::answer::ended_token::EndedToken;
use crate::lock::lock;
use crate::spec::routes::Match;
use crate::spec::{Owner, escape};
use crate::state::State;
use crate::state::dump;
use crate::state::gateway::Quota;
use crate::state::gateways::App;
use crate::state::identities::Identities;
use bytes::Bytes;
use http::{Method, StatusCode};
use serde_json::{Value, json};
use std::sync::atomic::Ordering;

const ROOT: &str = "/_emulator";

/// Answers a request that is not one of the API; `None` if it is.
pub(crate) fn answer(state: &State, request: &http::Request<Bytes>) -> Option<Answer> {
    if !is_admin_request(request) {
        return None;
    }
    let path = request.uri().path();
    if path == "/" && request.method() == Method::GET {
        if is_operation(state, request) && !page::accepts_html(request) {
            return None;
        }
        return Some(if page::accepts_html(request) {
            page::index()
        } else {
            Answer::ok(operations(state)).header("vary", "accept")
        });
    }
    let rest = path.strip_prefix(ROOT).unwrap_or_default();
    let nothing = || {
        let text = format!("there is nothing to {} here", request.method());
        Answer::error(StatusCode::NOT_FOUND, "EMULATOR.0003", text)
    };
    let segments = rest.split('/').filter(|segment| !segment.is_empty());
    let Some(segments) = segments.map(escape::decoded).collect::<Option<Vec<_>>>() else { return Some(nothing()) };
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    let body: Value = serde_json::from_slice(request.body()).unwrap_or_default();
    let field = |name: &str| body.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    Some(match (request.method().as_str(), segments.as_slice()) {
        ("GET", []) => Answer::ok(overview(state)),
        ("GET", ["page"]) => Answer::ok(page::settings(state)),
        ("GET", ["page", name]) => page::file(name).unwrap_or_else(nothing),
        ("GET", ["spec", name]) => page::document(state, name).unwrap_or_else(nothing),
        ("POST", ["instances"]) => match field("instance_id") {
            Some(id) => {
                lock(&state.gateways).add_instance(id);
                Answer::created(json!({"instance_id": id}))
            }
            None => refused("a JSON object with `instance_id` is needed"),
        },
        ("POST", ["apps"]) => match (field("app_id"), field("name")) {
            (Some(id), Some(name)) => add_app(state, id, name),
            (_, _) => refused("a JSON object with `app_id` and `name` is needed"),
        },
        ("DELETE", ["apps", id]) if lock(&state.gateways).remove_app(id) => Answer::no_content(),
        ("DELETE", ["quotas"]) => {
            lock(&state.gateways).forget_quotas();
            Answer::no_content()
        }
        ("GET", ["state"]) => Answer::ok(dump::write(&lock(&state.gateways))),
        ("PUT", ["state"]) => match dump::read(&mut lock(&state.gateways), &body) {
            Ok(()) => Answer::no_content(),
            Err(error) => refused(&error),
        },
        ("DELETE", ["state"]) => {
            lock(&state.gateways).forget();
            Answer::no_content()
        }
        ("PUT", ["tokens"]) => set_tokens(state, &body),
        ("DELETE", ["tokens"]) => expire(state, request).unwrap_or_else(nothing),
        _ => nothing(),
    })
}

/// Whether a request is none of the API.
pub(crate) fn is_admin_request(request: &http::Request<Bytes>) -> bool {
    let path = request.uri().path();
    let is_below = path.strip_prefix(ROOT).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    is_below || (path == "/" && request.method() == Method::GET)
}

fn is_operation(state: &State, request: &http::Request<Bytes>) -> bool {
    matches!(state.spec.find(request), Match::Operation(_))
}

fn refused(text: &str) -> Answer {
    Answer::error(StatusCode::BAD_REQUEST, "EMULATOR.0002", text)
}

fn add_app(state: &State, id: &str, name: &str) -> Answer {
    let app = App { id: id.to_owned(), name: name.to_owned(), key: id.to_owned(), registered: state.clock.now() };
    if lock(&state.gateways).add_app(app) {
        Answer::created(json!({"app_id": id, "name": name}))
    } else {
        refused("there are too many apps")
    }
}

/// How tokens are answered from now on.
fn set_tokens(state: &State, body: &Value) -> Answer {
    let ended = body.get("ended").map(|code| code.as_str().unwrap_or_default().parse::<EndedToken>());
    let refuse = body.get("refuse").map(Value::as_bool);
    let mut identities = lock(&state.identities);
    match (ended, refuse) {
        (None, None) | (_, Some(None)) => return refused("a JSON object with `ended`, a code, or `refuse`, is needed"),
        (Some(Err(unknown)), _) => return refused(&unknown.to_string()),
        (Some(Ok(ended)), _) => identities.ended = ended,
        (None, Some(Some(_))) => {}
    }
    identities.all_are_ended = refuse.flatten().unwrap_or(identities.all_are_ended);
    Answer::ok(tokens(&identities))
}

fn tokens(identities: &Identities) -> Value {
    json!({"ended": identities.ended.code(), "refuse": identities.all_are_ended})
}

/// Ends the token that a header names, which is where IAM has it, or else all; `None` if there is no such token.
fn expire(state: &State, request: &http::Request<Bytes>) -> Option<Answer> {
    let mut identities = lock(&state.identities);
    match request.headers().get("x-subject-token") {
        Some(token) if identities.expire_token(token.to_str().ok()?, state.clock.now()) => {}
        Some(_) => return None,
        None => identities.expire_tokens(),
    }
    Some(Answer::no_content())
}

/// What can be called.
fn operations(state: &State) -> Value {
    let of = |service: &apig_codegen::api::Service| {
        let operations = service.operations.iter();
        let line =
            operations.map(|one| format!("{} {} {}", one.id, format!("{:?}", one.method).to_uppercase(), one.path));
        (service.name.clone(), json!(line.collect::<Vec<_>>()))
    };
    let services: serde_json::Map<String, Value> = state.spec.services().iter().map(of).collect();
    json!({"emulator": env!("CARGO_PKG_VERSION"), "state": ROOT, "services": services})
}

/// What there is, and how often who was let in or refused.
pub(crate) fn overview(state: &State) -> Value {
    let requests = state.requests.load(Ordering::Relaxed);
    match state.spec.owner() {
        Owner::Cloud => {}
        Owner::Anybody => return json!({"requests": requests, "warnings": state.spec.warnings()}),
    }
    let (tokens, logins, refused_logins) = {
        let identities = lock(&state.identities);
        (tokens(&identities), identities.logins(), identities.failures.refused())
    };
    let refused_signatures = lock(&state.failures).refused();
    let gateways = lock(&state.gateways);
    let states = gateways.gateways().map(|((service, project, instance), gateway)| {
        let quota = |quota: &Quota| {
            let apps: Vec<&str> = gateway.apps_of(&quota.id).collect();
            json!({
                "app_quota_id": quota.id, "name": quota.terms.name, "call_limits": quota.terms.call_limits,
                "bound_app_num": apps.len(), "apps": apps,
            })
        };
        let quotas: Vec<Value> = gateway.quotas().map(quota).collect();
        let has: serde_json::Map<String, Value> =
            gateway.records.kinds().map(|(kind, records)| (kind.to_owned(), records.len().into())).collect();
        json!({"service": service, "project_id": project, "instance_id": instance, "quotas": quotas, "has": has})
    });
    let apps = gateways.apps().iter().map(|app| json!({"app_id": app.id, "name": app.name}));
    json!({
        "requests": requests,
        "tokens": tokens,
        "callers": {
            "logins": logins, "refused_logins": refused_logins, "refused_signatures": refused_signatures,
        },
        "instances": gateways.instances().collect::<Vec<_>>(),
        "apps": apps.collect::<Vec<_>>(),
        "gateways": states.collect::<Vec<_>>(),
    })
}
