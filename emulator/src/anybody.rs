//! Answers for a document of anybody: what it says, with nothing remembered and nobody known. Knows how such answers are chosen
//! and how a refusal is worded. Must not know how requests are read.

use crate::answer::{Answer, Content};
use crate::operations::example;
use crate::spec::escape;
use crate::spec::input::{Input, Wrong};
use crate::spec::routes::MatchedOperation;
use apig_codegen::api::{
    self, Authentication, Definition, Json, KeyPlace, Need, Operation, Scheme, SchemeKind, Status,
};
use bytes::Bytes;
use http::header::{AUTHORIZATION, COOKIE, HeaderName, HeaderValue, WWW_AUTHENTICATE};
use http::{HeaderMap, Request, StatusCode};
use serde_json::json;

/// The header with the reason of a refusal, which a documented error may have no place for.
const REASON: HeaderName = HeaderName::from_static("x-emulator-reason");

/// What the document says of a request: a success, or what is wrong.
pub(crate) fn answer(matched: &MatchedOperation<'_>, request: &Request<Bytes>) -> Answer {
    let (operation, types) = (matched.operation, matched.service.types.as_slice());
    if let Some(reason) = unauthenticated(matched, request) {
        let mut answer = refused(operation, types, &[StatusCode::UNAUTHORIZED], &reason, None);
        answer.headers.push((WWW_AUTHENTICATE, HeaderValue::from_static("Bearer, Basic")));
        return answer;
    }
    match Input::read(matched, request, true) {
        Ok(_) => example::of(operation, types),
        Err(wrong) => {
            let statuses: &[StatusCode] = match wrong.is_media_type {
                true => &[StatusCode::UNSUPPORTED_MEDIA_TYPE],
                false => &[StatusCode::BAD_REQUEST, StatusCode::UNPROCESSABLE_ENTITY],
            };
            let Wrong { place, path, reason, .. } = &wrong;
            let what = if path.is_empty() { format!("the {place}") } else { format!("`{path}` in the {place}") };
            refused(operation, types, statuses, &format!("{what}: {reason}"), Some(&wrong))
        }
    }
}

/// No such operation.
pub(crate) fn unknown(status: StatusCode, reason: &str) -> Answer {
    problem(status, reason, None)
}

/// What is missing for any of the ways to prove who calls; nothing is verified.
fn unauthenticated(matched: &MatchedOperation<'_>, request: &Request<Bytes>) -> Option<String> {
    match matched.operation.authentication {
        Authentication::None | Authentication::Optional => return None,
        Authentication::Required => {}
    }
    let scheme = |need: &Need| matched.service.schemes.iter().find(|scheme| scheme.name == need.scheme);
    let is_there = |need: &Need| scheme(need).is_none_or(|scheme| is_present(scheme, request));
    let alternatives = &matched.operation.security;
    if alternatives.is_empty() || alternatives.iter().any(|needs| needs.iter().all(is_there)) {
        return None;
    }
    let names = |needs: &Vec<Need>| needs.iter().map(|need| need.scheme.as_str()).collect::<Vec<_>>().join(" and ");
    let names: Vec<String> = alternatives.iter().map(names).collect();
    Some(format!("nothing is there of the security schemes {}", names.join(", or ")))
}

fn is_present(scheme: &Scheme, request: &Request<Bytes>) -> bool {
    let headers = request.headers();
    match &scheme.kind {
        SchemeKind::Bearer | SchemeKind::OAuth2 { .. } => is_authorized(headers, "bearer "),
        SchemeKind::Basic => is_authorized(headers, "basic "),
        SchemeKind::Signature(_) => headers.contains_key(AUTHORIZATION),
        SchemeKind::Key(KeyPlace::Header, name) => headers.contains_key(name.as_str()),
        SchemeKind::Key(KeyPlace::Query, name) => {
            escape::raw_pairs(request.uri().query().unwrap_or_default()).iter().any(|(given, _)| given == name)
        }
        SchemeKind::Key(KeyPlace::Cookie, name) => {
            let cookies = headers.get_all(COOKIE).into_iter().filter_map(|value| value.to_str().ok());
            cookies
                .flat_map(|cookies| cookies.split(';'))
                .any(|cookie| cookie.trim().split_once('=').is_some_and(|(given, _)| given == name))
        }
        // A certificate, say, which is not seen here.
        SchemeKind::Other(_) => true,
    }
}

fn is_authorized(headers: &HeaderMap, start: &str) -> bool {
    let value = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    value.and_then(|value| value.get(..start.len())).is_some_and(|given| given.eq_ignore_ascii_case(start))
}

/// A documented error of one of these statuses, else a plain one of the first of them.
fn refused(
    operation: &Operation,
    types: &[Definition],
    statuses: &[StatusCode],
    reason: &str,
    wrong: Option<&Wrong>,
) -> Answer {
    let code = |status: Status| statuses.iter().find(|wanted| status == Status::Code(wanted.as_u16())).copied();
    let documented = operation.failures.iter().find_map(|failure| Some((failure, code(failure.status)?)));
    let others = || {
        let general =
            operation.failures.iter().find(|failure| matches!(failure.status, Status::Range(4) | Status::Default));
        general.zip(statuses.first().copied())
    };
    let mut answer = match documented.or_else(others) {
        Some((failure, status)) => documented_failure(failure, status, types, reason),
        None => problem(statuses.first().copied().unwrap_or(StatusCode::BAD_REQUEST), reason, wrong),
    };
    answer.headers.extend(HeaderValue::from_str(&escape::printable(reason)).ok().map(|reason| (REASON, reason)));
    answer
}

/// An error as the document has it, with the reason in it where there is a place for one.
fn documented_failure(failure: &api::Answer, status: StatusCode, types: &[Definition], reason: &str) -> Answer {
    let mut answer = example::documented_as(failure, status, types);
    if let Some(Content::Json(Json::Object(entries))) = &mut answer.body {
        let places = ["message", "detail", "error_description", "error_msg", "title", "description", "reason"];
        let place = places.into_iter().find(|name| entries.get(*name).is_some_and(Json::is_string));
        place.and_then(|place| entries.insert(place.to_owned(), reason.into()));
    }
    answer
}

/// An error of RFC 9457.
fn problem(status: StatusCode, reason: &str, wrong: Option<&Wrong>) -> Answer {
    let mut body = json!({
        "type": "about:blank",
        "title": status.canonical_reason().unwrap_or_default(),
        "status": status.as_u16(),
        "detail": reason,
    });
    if let (Some(wrong), Some(entries)) = (wrong, body.as_object_mut()) {
        entries.insert("in".to_owned(), wrong.place.into());
        entries.insert("at".to_owned(), wrong.path.as_str().into());
    }
    let body = Content::Bytes("application/problem+json".into(), body.to_string().into());
    Answer { status, headers: Vec::new(), body: Some(body) }
}
