//! Resolves answers by their status, with their bodies.

use super::headers::{self, AnswerContext, AnswerRole};
use super::types::Resolver;
use super::without_spans::{text, to_json};
use super::{content, media_types};
use crate::api::{Answer, Status};
use crate::diagnostics::messages;
use crate::openapi::{self, Method, RefOr};
use crate::source::{FileId, Span, Spanned};
use crate::yaml::Node;

/// An example with its spans, to be checked when all types are resolved.
pub type ExampleNode = Node;

/// The answers of an operation, those that mean success first, each with its examples.
pub struct Answers {
    /// 2xx; `default` if there is no other, and else redirects.
    pub successes: Vec<(Answer, Vec<ExampleNode>)>,
    /// Everything else.
    pub failures: Vec<(Answer, Vec<ExampleNode>)>,
    /// Whether they are all that it has, with their bodies; else it has been reported.
    pub are_complete: bool,
}

/// Reads the answers of an operation.
pub fn answers(
    resolver: &mut Resolver<'_, '_>,
    file: FileId,
    (method, operation): (Method, &openapi::Operation),
    id: &Spanned<String>,
) -> Answers {
    let are_complete = !operation.responses_are_incomplete;
    let mut answers = Answers { successes: Vec::new(), failures: Vec::new(), are_complete };
    let written: Vec<(Status, Span, &RefOr<openapi::Response>)> = operation
        .responses
        .iter()
        .filter_map(|(status, response)| match parse_status(&status.value) {
            Some(parsed) => Some((parsed, status.span, response)),
            None => {
                answers.are_complete = false;
                resolver.files.diagnostics.push(messages::wrong_status(status.span, &status.value));
                None
            }
        })
        .collect();
    let any_success = written.iter().any(|(status, _, _)| is_success(*status));
    // To be led elsewhere is what one called it for.
    let redirects = !any_success && written.iter().any(|(status, _, _)| is_redirect(*status));
    let means_success = |status| match redirects {
        true => is_redirect(status),
        false => is_success(status) || status == Status::Default && !any_success,
    };
    let is_one_of_several = written.iter().filter(|(status, _, _)| means_success(*status)).count() > 1;
    for (status, span, response) in written {
        let success = means_success(status);
        let name = match status {
            Status::Code(code) if success && is_one_of_several => {
                format!("{} {code} response", id.value)
            }
            Status::Code(_) | Status::Range(_) | Status::Default if success => format!("{} response", id.value),
            // Each failure may have a shape of its own.
            Status::Code(code) => format!("{} {code} error", id.value),
            Status::Range(first) => format!("{} {first}xx error", id.value),
            Status::Default => format!("{} error", id.value),
        };
        let kind = match success {
            true if is_one_of_several => AnswerRole::BodyOnly("the operation has several successes"),
            true if operation.pagination.is_some() => AnswerRole::BodyOnly("the operation answers pages"),
            true => AnswerRole::OnlySuccess,
            false => AnswerRole::Failure,
        };
        let context = AnswerContext { file, operation: &id.value, answer: kind };
        let Some((answer, is_complete)) = answer(resolver, context, response, (method, status, span), &name) else {
            answers.are_complete = false;
            continue;
        };
        answers.are_complete &= is_complete;
        if success { answers.successes.push(answer) } else { answers.failures.push(answer) }
    }
    let is_told = operation.places.of("responses").is_some();
    if !is_told && !resolver.files.is_3_1 {
        resolver.files.diagnostics.push(messages::missed_keyword(operation.span, "an operation", "responses"));
    }
    if is_told && answers.successes.is_empty() && !any_success && answers.are_complete {
        resolver.files.diagnostics.push(messages::no_success(id.span, &id.value));
    }
    answers
}

/// An answer with its examples, and whether all of its body could be read.
fn answer(
    resolver: &mut Resolver<'_, '_>,
    context: AnswerContext<'_>,
    response: &RefOr<openapi::Response>,
    (method, status, span): (Method, Status, Span),
    name: &str,
) -> Option<((Answer, Vec<ExampleNode>), bool)> {
    let found = resolver.files.find(context.file, response)?;
    let shared = found.place.as_ref().map(|place| resolver.files.name_of(place));
    let name = shared.as_deref().unwrap_or(name);
    let (response, file) = (found.value, found.file);
    // The page that some servers send beside `Location` is for browsers.
    let leads_elsewhere = is_redirect(status) && context.answer != AnswerRole::Failure;
    let has_body = has_body(method, status) && !leads_elsewhere;
    let written = if has_body { response.content.as_slice() } else { &[] };
    let content = content::of_answer(resolver, file, written, name);
    let media = content.as_ref().map(|content| content.form);
    let examples: Vec<Node> = media.map(|(_, media)| media.examples.clone()).unwrap_or_default();
    let mut places = response.places.clone();
    places.set("status", span);
    if let Some((_, media)) = media {
        places.set_if_new("example", media.example_at);
    }
    // What it would accept if it were `GET`.
    let of_head = media_types::first(&response.content).filter(|_| method == Method::Head);
    let of_head = of_head.and_then(|(name, _)| media_types::accepted(&name.value, None));
    let format = content.as_ref().map(|content| content.format);
    let (used, accepted) = content.map_or((None, None), |content| (content.used, content.accepted));
    let answer = Answer {
        status,
        places,
        media_types: media_types::all(&response.content),
        media_type: accepted.or(of_head),
        format,
        description: text(&response.description),
        span: used.as_ref().map_or(span, |used| used.span),
        schema: used.map(|used| used.schema),
        headers: headers::read(resolver, &response.headers, AnswerContext { file, ..context }),
        examples: examples.iter().map(to_json).collect(),
    };
    let is_unread = response.content_is_incomplete || media.is_some_and(|(_, media)| media.schema_is_unread);
    Some(((answer, examples), !is_unread))
}

/// Whether such an answer has a body, whatever the document says (RFC 9110, section 6.4.1). Its text on `HEAD` is about what
/// `GET` would answer.
fn has_body(method: Method, status: Status) -> bool {
    method != Method::Head && !matches!(status, Status::Code(100..=199 | 204 | 205 | 304))
}

fn is_success(status: Status) -> bool {
    match status {
        Status::Code(code) => (200..300).contains(&code),
        Status::Range(first) => first == 2,
        Status::Default => false,
    }
}

/// Whether the answer is elsewhere. 304 leads nowhere.
fn is_redirect(status: Status) -> bool {
    match status {
        Status::Code(code) => (300..400).contains(&code) && code != 304,
        Status::Range(first) => first == 3,
        Status::Default => false,
    }
}

fn parse_status(written: &str) -> Option<Status> {
    if written == "default" {
        return Some(Status::Default);
    }
    let first = written.chars().next()?.to_digit(10)?;
    let first = u16::try_from(first).ok().filter(|first| (1..=5).contains(first))?;
    match written.get(1..)? {
        "XX" | "xx" => Some(Status::Range(first)),
        _ if written.len() == 3 => written.parse().ok().map(Status::Code),
        _ => None,
    }
}
