//! Writes each request of the API as a line of JSON, to be compared with what other clients send. Knows what is no
//! secret: some headers, and what the spec describes, but secrets. Must not show more than the name of anything else.

use crate::outcome::Outcome;
use crate::spec::escape;
use crate::spec::routes::Match;
use crate::state::State;
use apig_codegen::api::{Definition, Json, Kind, Location, Operation, Scalar, Schema, Text, Type};
use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName, Request};
use serde_json::{Map, json};

/// In place of what is redacted.
const HIDDEN: &str = "***";

const SECRET: Type = Type::Scalar(Scalar::Text(Text::Secret));

/// Headers that hold no secret. Those that a spec describes are not taken for such: many describe API keys like that.
const NOT_SECRET: [&str; 21] = [
    "accept",
    "accept-charset",
    "accept-encoding",
    "accept-language",
    "cache-control",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "date",
    "expect",
    "host",
    "traceparent",
    "transfer-encoding",
    "user-agent",
    "x-domain-id",
    "x-emulator-fault",
    "x-project-id",
    "x-request-id",
    "x-sdk-content-sha256",
    "x-sdk-date",
];

/// One request and what came of it; nothing if it is none of the API.
pub(crate) fn line(state: &State, request: &Request<Bytes>, outcome: &Outcome) -> Option<String> {
    let (method, uri) = (request.method(), request.uri());
    let matched = match state.spec.find(request) {
        Match::Operation(matched) => Some(matched),
        Match::MethodNotAllowed(_) | Match::NotFound => None,
    };
    if matched.is_none() && crate::admin::is_admin_request(request) {
        return None;
    }
    let body =
        matched.as_ref().and_then(|matched| Some((&matched.operation.body.as_ref()?.schema, &matched.service.types)));
    let record = json!({
        "service": matched.as_ref().map(|matched| &matched.service.name),
        "operation": matched.as_ref().map(|matched| &matched.operation.id),
        "method": method.as_str(),
        "path": uri.path(),
        "query": query(uri.query().unwrap_or_default(), matched.as_ref().map(|matched| matched.operation)),
        "headers": headers(request.headers()),
        "body": content(request.body(), body.map(|(schema, types)| (schema, types.as_slice()))),
        "caller": outcome.caller,
        "status": outcome.answer.status.as_u16(),
    });
    Some(record.to_string())
}

/// Names and values, in the order in which they came.
fn headers(headers: &HeaderMap) -> Vec<[String; 2]> {
    let redacted = |name: &HeaderName, value: &[u8]| {
        let value = String::from_utf8_lossy(value).into_owned();
        if NOT_SECRET.contains(&name.as_str()) {
            value
        } else if name == AUTHORIZATION {
            without_secret(&value)
        } else {
            HIDDEN.to_owned()
        }
    };
    headers.iter().map(|(name, value)| [name.as_str().to_owned(), redacted(name, value.as_bytes())]).collect()
}

/// As it came, since escapes and order are a part of what is compared.
fn query(query: &str, operation: Option<&Operation>) -> String {
    let parameters = operation.map_or(&[][..], |operation| &operation.parameters);
    let is_shown = |name: &str| {
        let is_it = |name: &str| parameters.iter().find(|one| one.location == Location::Query && one.name == name);
        escape::decoded(name).is_some_and(|name| is_it(&name).is_some_and(|one| one.schema.ty != SECRET))
    };
    let pair = |pair: &str| match pair.split_once('=') {
        Some((name, _)) if is_shown(name) => pair.to_owned(),
        Some((name, _)) => format!("{name}={HIDDEN}"),
        // What has no value may be one.
        None if pair.is_empty() || is_shown(pair) => pair.to_owned(),
        None => HIDDEN.to_owned(),
    };
    query.split('&').map(pair).collect::<Vec<_>>().join("&")
}

/// Of a signature all but itself: who signed, and what.
fn without_secret(value: &str) -> String {
    match value.split_once("Signature=") {
        Some((before, _)) if value.starts_with("SDK-HMAC-SHA256 ") => format!("{before}Signature={HIDDEN}"),
        Some(_) | None => HIDDEN.to_owned(),
    }
}

fn content(body: &[u8], described: Option<(&Schema, &[Definition])>) -> Json {
    if body.is_empty() {
        return Json::Null;
    }
    match (serde_json::from_slice(body), described) {
        (Ok(value), Some((schema, types))) => redacted(value, schema, types),
        (Ok(_) | Err(_), _) => HIDDEN.into(),
    }
}

/// A value without what is secret in it. The depth is that of the value, which its reader bounds.
fn redacted(value: Json, schema: &Schema, types: &[Definition]) -> Json {
    match (&schema.ty, value) {
        (Type::Array(item), Json::Array(items)) => {
            items.into_iter().map(|value| redacted(value, item, types)).collect()
        }
        (Type::Map(_), Json::Object(map)) => members(map, |_| None, types),
        (Type::Named(id), value) => match (types.get(id.0).map(|definition| &definition.kind), value) {
            (Some(Kind::Object(object)), Json::Object(map)) => {
                let property = |name: &str| object.properties.iter().find(|property| property.name == name);
                members(map, |name| property(name).map(|property| &property.schema), types)
            }
            (Some(Kind::Union(union)), value) => match union.alternative(&value) {
                Some(alternative) => redacted(value, &alternative.schema, types),
                None => HIDDEN.into(),
            },
            (Some(Kind::StringEnum(_) | Kind::IntegerEnum(..)), value @ (Json::String(_) | Json::Number(_))) => value,
            (_, Json::Null) => Json::Null,
            (Some(Kind::Object(_) | Kind::StringEnum(_) | Kind::IntegerEnum(..)) | None, _) => HIDDEN.into(),
        },
        (_, Json::Null) => Json::Null,
        (Type::Scalar(Scalar::Text(Text::Secret)), _) => HIDDEN.into(),
        (Type::Scalar(_) | Type::Any, value @ (Json::Bool(_) | Json::Number(_) | Json::String(_))) => value,
        (Type::Scalar(_) | Type::Any | Type::FreeForm | Type::Array(_) | Type::Map(_), _) => HIDDEN.into(),
    }
}

fn members<'s>(map: Map<String, Json>, described: impl Fn(&str) -> Option<&'s Schema>, types: &[Definition]) -> Json {
    let member = |(name, value): (String, Json)| {
        let value = described(&name).map_or(HIDDEN.into(), |schema| redacted(value, schema, types));
        (name, value)
    };
    Json::Object(map.into_iter().map(member).collect())
}
