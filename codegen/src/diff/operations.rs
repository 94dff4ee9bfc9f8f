//! Pairs the operations of two versions of a service, and compares two versions of one. Must not know services as a
//! whole.

use super::annotations::{self, Annotations};
use super::catalogue::{Rule, rules};
use super::finding::Finding;
use super::pairing::Pairs;
use super::schemas::{Findings, Sides};
use super::similarity::Similarity;
use super::{Subject, answers, paging, parameters, security, waiters, words};
use crate::api::{self, Authentication, Operation, PathPart, Service};
use std::collections::{BTreeMap, BTreeSet};

/// The operations of two versions of a service, in the order of the newer one: by `operationId`, also a former one, else
/// by method and path.
pub fn pairs<'a>(sides: Sides<'a>) -> Pairs<'a, Operation> {
    let place = |operation: &Operation| (operation.method, api::path_shape(&operation.path));
    let mut pairs = Pairs::by(&sides.before.operations, &sides.after.operations, |operation| operation.id.clone());
    for at_place in exchanged_ids(sides, &mut pairs.both) {
        pairs.both.push(at_place);
    }
    // What a document says of a former name is certain.
    let was = pairs.told(|old| Some(old.id.as_str()), |new| new.was.as_ref().map(|was| was.value.as_str()));
    pairs.both.extend(was);
    let further = pairs.further(place);
    pairs.both.extend(further);
    let renamed = pairs.renamed(
        |operation| &operation.id,
        |operation| operation.summary.as_deref(),
        |old, new| similarity(sides, old, new),
    );
    pairs.both.extend(renamed);
    let order: BTreeMap<&str, usize> =
        sides.after.operations.iter().enumerate().map(|(at, operation)| (operation.id.as_str(), at)).collect();
    pairs.both.sort_by_key(|(_, new)| order.get(new.id.as_str()));
    pairs
}

/// Takes apart what has the same `operationId` at two places that exchanged theirs, and pairs it by place; unless what the documents
/// say of it went with the `operationId`.
fn exchanged_ids<'a>(
    sides: Sides<'a>,
    by_id: &mut Vec<(&'a Operation, &'a Operation)>,
) -> Vec<(&'a Operation, &'a Operation)> {
    let place = |operation: &Operation| (operation.method, api::path_shape(&operation.path));
    let moved = by_id.iter().filter(|(old, new)| place(old) != place(new));
    let new_at: BTreeMap<_, &Operation> = moved.clone().map(|(_, new)| (place(new), *new)).collect();
    let goes_along = |old: &Operation, new: &Operation| {
        let says = |service, operation: &Operation| {
            let words = (operation.summary.clone(), operation.description.clone());
            (words, data(service, operation).into_iter().map(str::to_owned).collect::<Vec<_>>())
        };
        says(sides.before, old) == says(sides.after, new)
    };
    let at_place = moved.filter_map(|(old, by_id)| {
        let new = *new_at.get(&place(old))?;
        (goes_along(old, new) || !goes_along(old, by_id)).then_some((*old, new))
    });
    let at_place: Vec<_> = at_place.collect();
    by_id.retain(|(old, _)| !at_place.iter().any(|(other, _)| std::ptr::eq(*old, *other)));
    at_place
}

/// How similar two operations are whose id and path differ: what they do, to what, and which data they carry.
fn similarity(sides: Sides<'_>, before: &Operation, after: &Operation) -> Similarity {
    let data = data(sides.before, before);
    let same_data = !data.is_empty() && data == self::data(sides.after, after);
    match (before.method == after.method, same_data, end(&before.path) == end(&after.path)) {
        (false, true | false, true | false) => Similarity::Never,
        (true, true, true) => Similarity::Equal,
        (true, true, false) | (true, false, true) => Similarity::Similar,
        (true, false, false) => Similarity::Possible,
    }
}

/// The names of the components that an operation takes and answers.
fn data<'a>(service: &'a Service, operation: &'a Operation) -> Vec<&'a str> {
    let answers = operation.successes.iter().filter_map(|answer| answer.schema.as_ref());
    let schemas = operation.body.iter().map(|body| &body.schema).chain(answers);
    let definitions = schemas.filter_map(|schema| service.types.get(schema.ty.named_inside()?.0));
    definitions.filter(|definition| definition.component).map(|definition| definition.name.as_str()).collect()
}

/// What a path leads to: its last part that is no parameter.
fn end(path: &str) -> Option<&str> {
    path.rsplit('/').find(|part| !part.is_empty() && !part.contains('{'))
}

/// Whether names in two paths changed places.
fn is_exchanged(before: &str, after: &str) -> bool {
    let names = |path| -> Vec<String> {
        let parts = api::path_parts(path).into_iter();
        parts.filter_map(|part| if let PathPart::Name(name) = part { Some(name.to_owned()) } else { None }).collect()
    };
    let (before, after) = (names(before), names(after));
    before.iter().zip(&after).any(|(old, new)| old != new && (after.contains(old) || before.contains(new)))
}

/// What an operation is, as the subject of a change.
pub fn subject(operation: &Operation) -> Subject {
    Subject::Operation { id: operation.id.clone() }
}

/// Compares two versions of an operation.
pub fn compare(sides: Sides<'_>, before: &Operation, after: &Operation) -> Findings {
    let Operation {
        id,
        rust_name,
        was,
        method,
        path,
        summary,
        description,
        source,
        source_url,
        tags,
        deprecated,
        authentication,
        server,
        security,
        places,
        // Compared below, as a whole.
        pagination: _,
        waiters: _,
        parameters: _,
        body: _,
        successes: _,
        failures: _,
        // The keywords have spans of their own.
        span: _,
        // An operation that moved to another file is the same operation.
        defined_in: _,
    } = before;
    let mut findings = Findings::default();
    let mut report = |rule: &'static Rule, keyword: &str, what: String| {
        let finding = Finding::new(rule, subject(after), what).once(subject(before));
        findings.push(finding.at(places.at(keyword), after.places.at(keyword)));
    };
    if *id != after.id {
        report(&rules::OPERATION_ID_CHANGED, "operationId", format!("was called {}", words::former(id, &after.id)));
    }
    annotations::compare(
        Annotations { name: id, was, rust_name, description, deprecated },
        Annotations {
            name: &after.id,
            was: &after.was,
            rust_name: &after.rust_name,
            description: &after.description,
            deprecated: &after.deprecated,
        },
        &mut report,
    );
    if *method != after.method {
        let what = format!("has the method {} instead of {}", after.method.verb(), method.verb());
        report(&rules::METHOD_CHANGED, "method", what);
    }
    let same_path = api::path_shape(path) == api::path_shape(&after.path) && !is_exchanged(path, &after.path);
    if !same_path {
        let what = format!("has the path {}", words::instead(path, &after.path));
        report(&rules::PATH_CHANGED, "path", what);
    }
    if *server != after.server {
        let url =
            |server: &Option<String>| server.as_deref().map_or_else(|| "its usual server".to_owned(), words::quoted);
        let what = format!("is sent to {} instead of {}", url(&after.server), url(server));
        report(&rules::SERVER_URL_CHANGED, "servers", what);
    }
    if *summary != after.summary {
        report(&rules::SUMMARY_CHANGED, "summary", words::text("summary", summary, &after.summary));
    }
    if (source, source_url) != (&after.source, &after.source_url) {
        report(
            &rules::EXTERNAL_DOCS_CHANGED,
            "externalDocs",
            "transcribes another page, or another date of it".to_owned(),
        );
    }
    let sorted = |tags: &[String]| tags.iter().cloned().collect::<BTreeSet<_>>();
    if sorted(tags) != sorted(&after.tags) {
        report(&rules::TAGS_CHANGED, "tags", "is sorted under other tags".to_owned());
    }
    if *authentication != after.authentication {
        let strict = |authentication: Authentication| match authentication {
            Authentication::None => (0, "takes no credentials"),
            Authentication::Optional => (1, "works without credentials, too"),
            Authentication::Required => (2, "asks for credentials"),
        };
        let ((old, _), (new, what)) = (strict(*authentication), strict(after.authentication));
        let rule = if new > old { &rules::SECURITY_TIGHTENED } else { &rules::SECURITY_LOOSENED };
        report(rule, "security", format!("now {what}"));
    }
    // What the service says for all is compared there.
    let is_inherited = *security == sides.before.security && after.security == sides.after.security;
    if *authentication == after.authentication
        && !is_inherited
        && let Some((rule, what)) = security::compare(security, &after.security)
    {
        report(rule, "security", what);
    }
    if *authentication == after.authentication
        && let Some((rule, what)) = security::scopes(security, &after.security)
    {
        report(rule, "security", what);
    }
    paging::pagination(sides, before, after, &mut findings);
    waiters::compare(sides, before, after, &mut findings);
    parameters::compare(sides, before, after, same_path, &mut findings);
    answers::requests(sides, before, after, &mut findings);
    answers::answers(sides, before, after, &mut findings);
    findings
}
