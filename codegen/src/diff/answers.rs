//! Compares the bodies of two versions of an operation: of the request, and of its answers with their headers. Must not
//! know what else an operation has.

use super::catalogue::{Rule, rules};
use super::finding::Way;
use super::pairing::Pairs;
use super::schemas::{self, Context, Findings, Sides};
use super::{Subject, annotations, headers, words};
use crate::api::{Answer, Body, Encoding, Format, MediaType, Operation, OtherBody};

/// Compares the bodies of requests.
pub fn requests(sides: Sides<'_>, before: &Operation, after: &Operation, findings: &mut Findings) {
    let subject = |operation: &Operation| Subject::Body { operation: operation.id.clone() };
    let context = Context::new(subject(before), subject(after), Way::Request);
    match (&before.body, &after.body) {
        (None, None) => {}
        (None, Some(body)) => {
            let (rule, what) = match body.required {
                true => (&rules::REQUIRED_BODY_ADDED, "is new, and must be sent"),
                false => (&rules::OPTIONAL_BODY_ADDED, "is new, and may be left out"),
            };
            findings.push(context.finding(rule, what).at(None, after.places.at("requestBody")));
        }
        (Some(_), None) => {
            let finding = context.finding(&rules::BODY_REMOVED, "vanished");
            findings.push(finding.at(before.places.at("requestBody"), None));
        }
        (Some(old), Some(new)) => body(sides, &context, old, new, findings),
    }
}

fn body(sides: Sides<'_>, context: &Context, before: &Body, after: &Body, findings: &mut Findings) {
    let Body {
        description,
        required,
        format,
        schema,
        encodings,
        media_types,
        media_type,
        others,
        examples,
        span: _,
        places,
    } = before;
    let mut report = |rule: &'static Rule, keyword: &str, what: String| {
        findings.push(context.finding(rule, what).at(places.at(keyword), after.places.at(keyword)));
    };
    annotations::description(description, &after.description, &mut report);
    if *required != after.required {
        let (rule, what) = match after.required {
            true => (&rules::BODY_BECAME_REQUIRED, "must be sent now"),
            false => (&rules::BODY_BECAME_OPTIONAL, "may be left out now"),
        };
        report(rule, "required", what.to_owned());
    }
    if *examples != after.examples {
        report(&rules::EXAMPLE_CHANGED, "example", "has other examples".to_owned());
    }
    // Parts are fields by themselves. A change of the format is one of the media type or the schema.
    let types = [(sides.before, schema), (sides.after, &after.schema)].map(|(service, schema)| {
        let id = schema.ty.named().filter(|_| *format == Format::Multipart);
        id.and_then(|id| service.types.get(id.0)).map(|definition| definition.name.as_str())
    });
    encoded(context, types, (encodings, &after.encodings), findings);
    media(context, media_types, &after.media_types, findings);
    let before = (media_types.as_slice(), Some(media_type.as_str()));
    used(context, "sent", before, (&after.media_types, Some(&after.media_type)), findings);
    schemas::compare(sides, context, schema, &after.schema, findings);
    // Which of them there are, the media types say.
    for OtherBody { name: _, format: _, schema, encodings, media_type, span: _ } in others {
        if let Some(new) = after.others.iter().find(|new| meant(&new.media_type) == meant(media_type)) {
            encoded(context, [None, None], (encodings, &new.encodings), findings);
            schemas::compare(sides, context, schema, &new.schema, findings);
        }
    }
}

/// Compares how properties are written, whatever their order.
fn encoded(
    context: &Context,
    [old, new]: [Option<&str>; 2],
    (before, after): (&[Encoding], &[Encoding]),
    findings: &mut Findings,
) {
    let pairs = Pairs::by(before, after, |encoding| encoding.property.clone());
    let mut report = |property: &str, before: Option<&Encoding>, after: Option<&Encoding>| {
        let subject = |ty: &str| Subject::Property { ty: ty.to_owned(), name: property.to_owned() };
        let own = old.zip(new).map(|(old, new)| Context::new(subject(old), subject(new), Way::Request));
        let what = match own {
            Some(_) => "has another encoding".to_owned(),
            None => format!("has another encoding of {}", words::quoted(property)),
        };
        let at = |encoding: Option<&Encoding>| encoding.map(|encoding| encoding.span);
        let finding = own.as_ref().unwrap_or(context).finding(&rules::ENCODING_CHANGED, what);
        findings.push(finding.at(at(before), at(after)));
    };
    pairs
        .both
        .iter()
        .filter(|(old, new)| old != new)
        .for_each(|(old, new)| report(&old.property, Some(old), Some(new)));
    pairs.removed.iter().for_each(|old| report(&old.property, Some(old), None));
    pairs.added.iter().for_each(|new| report(&new.property, None, Some(new)));
}

/// All answers of an operation, each with whether it means success.
fn all(operation: &Operation) -> Vec<(bool, &Answer)> {
    let successes = operation.successes.iter().map(|answer| (true, answer));
    successes.chain(operation.failures.iter().map(|answer| (false, answer))).collect()
}

/// Compares the answers by their status.
pub fn answers(sides: Sides<'_>, before: &Operation, after: &Operation, findings: &mut Findings) {
    let subject = |operation: &Operation, answer: &Answer| Subject::Answer {
        operation: operation.id.clone(),
        status: words::status(answer.status),
    };
    let (old, new) = (all(before), all(after));
    let mut pairs = Pairs::by(&old, &new, |(_, answer)| answer.status);
    let mut both = std::mem::take(&mut pairs.both);
    let mut successes = Pairs { both: Vec::new(), removed: pairs.removed.clone(), added: pairs.added.clone() };
    successes.removed.retain(|(success, _)| *success);
    successes.added.retain(|(success, _)| *success);
    if let Some((old, new)) = successes.last_ones(|_, _| true) {
        let context = Context::new(subject(before, old.1), subject(after, new.1), Way::Response);
        let what = format!("is where the answer {} was", words::status(old.1.status));
        let finding = context.finding(&rules::STATUS_CHANGED, what);
        findings.push(finding.at(old.1.places.at("status"), new.1.places.at("status")));
        pairs.removed.retain(|other| !std::ptr::eq(*other, old));
        pairs.added.retain(|other| !std::ptr::eq(*other, new));
        both.push((old, new));
    }
    for (success, answer) in pairs.removed {
        let subject = subject(before, answer);
        let rule = if *success { &rules::SUCCESS_REMOVED } else { &rules::FAILURE_REMOVED };
        let finding = Context::new(subject.clone(), subject, Way::Response).finding(rule, "vanished");
        findings.push(finding.at(answer.places.at("status"), None));
    }
    for (success, answer) in pairs.added {
        let subject = subject(after, answer);
        let rule = if *success { &rules::SUCCESS_ADDED } else { &rules::FAILURE_ADDED };
        let finding = Context::new(subject.clone(), subject, Way::Response).finding(rule, "is new");
        findings.push(finding.at(None, answer.places.at("status")));
    }
    for ((_, old), (_, new)) in both {
        let context = Context::new(subject(before, old), subject(after, new), Way::Response);
        answer(sides, &context, old, new, findings);
    }
}

fn answer(sides: Sides<'_>, context: &Context, before: &Answer, after: &Answer, findings: &mut Findings) {
    let Answer { status: _, description, format, schema, media_types, media_type, headers, examples, span: _, places } =
        before;
    let mut report = |rule: &'static Rule, keyword: &str, what: String| {
        findings.push(context.finding(rule, what).at(places.at(keyword), after.places.at(keyword)));
    };
    annotations::description(description, &after.description, &mut report);
    // A body appears or vanishes with its examples and media types.
    let has_body = (format.is_some(), after.format.is_some());
    match has_body {
        (false, true) => report(&rules::ANSWER_BODY_ADDED, "content", "has a body now".to_owned()),
        (true, false) => report(&rules::ANSWER_BODY_REMOVED, "content", "has no body any more".to_owned()),
        (true, true) | (false, false) if *examples != after.examples => {
            report(&rules::EXAMPLE_CHANGED, "example", "has other examples".to_owned());
        }
        (true, true) | (false, false) => {}
    }
    if let (Some(old), Some(new)) = (format, after.format)
        && *old != new
        && names(media_types) == names(&after.media_types)
    {
        let what = format!("is {} now, not {}", words::format(new), words::format(*old));
        report(&rules::BODY_FORMAT_CHANGED, "content", what);
    }
    if let (Some(old), Some(new)) = (schema, &after.schema) {
        schemas::compare(sides, context, old, new, findings);
    }
    if has_body.0 == has_body.1 {
        media(context, media_types, &after.media_types, findings);
        let before = (media_types.as_slice(), media_type.as_deref());
        used(context, "asked for", before, (&after.media_types, after.media_type.as_deref()), findings);
    }
    headers::compare(sides, context, headers, &after.headers, findings);
}

fn names(media_types: &[MediaType]) -> Vec<String> {
    media_types.iter().map(|media| meant(&media.name)).collect()
}

/// What a media type is without what goes without saying: JSON has one encoding, and text is not read in another.
fn meant(name: &str) -> String {
    let parts = name.split(';').map(|part| part.trim().to_ascii_lowercase());
    let parts = parts.filter(|part| !["charset=utf-8", "charset=\"utf-8\""].contains(&part.as_str()));
    parts.collect::<Vec<_>>().join(";")
}

/// Compares lists of media types, whatever their order.
fn media(context: &Context, before: &[MediaType], after: &[MediaType], findings: &mut Findings) {
    let mut pairs = Pairs::by(before, after, |media| media.name.to_ascii_lowercase());
    for (old, new) in pairs.further(|media| meant(&media.name)) {
        let what = format!("has the media type {}", words::instead(&old.name, &new.name));
        let finding = context.finding(&rules::MEDIA_TYPE_REWORDED, what);
        findings.push(finding.at(Some(old.span), Some(new.span)));
    }
    if let Some((old, new)) = pairs.last_ones(|_, _| (before.len(), after.len()) == (1, 1)) {
        let what = format!("has the media type {}", words::instead(&old.name, &new.name));
        let finding = context.finding(&rules::MEDIA_TYPE_CHANGED, what);
        findings.push(finding.at(Some(old.span), Some(new.span)));
    }
    for old in pairs.removed {
        let what = format!("has the media type {} no more", words::quoted(&old.name));
        findings.push(context.finding(&rules::MEDIA_TYPE_REMOVED, what).at(Some(old.span), None));
    }
    for new in pairs.added {
        let what = format!("has the media type {}, too", words::quoted(&new.name));
        findings.push(context.finding(&rules::MEDIA_TYPE_ADDED, what).at(None, Some(new.span)));
    }
}

/// The media types of a body, and the one of them that is used.
type Used<'a> = (&'a [MediaType], Option<&'a str>);

/// Compares which of the media types is used, if the one that was is still listed: else that is reported already.
fn used(context: &Context, verb: &str, (before, old): Used<'_>, (after, new): Used<'_>, findings: &mut Findings) {
    let (Some(old), Some(new)) = (old, new) else { return };
    let span = |list: &[MediaType], name: &str| {
        list.iter().find(|media| meant(&media.name) == meant(name)).map(|media| media.span)
    };
    if meant(old) != meant(new) && span(after, old).is_some() {
        let finding =
            context.finding(&rules::MEDIA_TYPE_PREFERRED, format!("is {verb} as {}", words::instead(old, new)));
        findings.push(finding.at(span(before, old), span(after, new)));
    }
}
