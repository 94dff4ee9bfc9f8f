//! Chooses which media type of a body is sent or accepted. Must not know what the body holds.

use super::parameters::is_header_name;
use crate::api::{self, Format, essence, is_any};
use crate::diagnostics::{Diagnostic, Diagnostics, messages, nearest};
use crate::openapi::MediaType;
use crate::source::Spanned;

const JSON: &str = "application/json";

/// What media types begin with (RFC 6838, section 4.2), ranges too.
const KINDS: &[&str] = &[
    "*",
    "application",
    "audio",
    "chemical",
    "example",
    "font",
    "haptics",
    "image",
    "message",
    "model",
    "multipart",
    "text",
    "video",
];

/// How `json` is misspelled; what is only near may be a media type of its own, such as `bson` and `json5`.
const SLIPS: &[&str] = &["jason", "josn", "jsn", "jso", "jsno", "jsonn", "jsson", "sjon"];

/// A body in one of its media types.
type Content = (Spanned<String>, MediaType);

/// The media types that a document lists.
pub fn all(content: &[Content]) -> Vec<api::MediaType> {
    content.iter().map(|(name, _)| api::MediaType { name: name.value.clone(), span: name.span }).collect()
}

/// The JSON form of a body, if it has one: the first that has a schema, else the first.
pub fn json(content: &[Content]) -> Option<&Content> {
    let has_schema = |(_, media): &&Content| media.schema.is_some() || media.schema_is_unread;
    let json = || content.iter().filter(|(name, _)| is_legal(&name.value) && Format::of(&name.value) == Format::Json);
    let any = || content.iter().find(|(name, _)| is_any(&name.value));
    json().find(has_schema).or_else(|| json().next()).or_else(any)
}

/// What is sent of a request body: what has most to say of its content, and of several the first.
pub fn sent(content: &[Content]) -> Option<&Content> {
    let legal = content.iter().filter(|(name, _)| is_legal(&name.value) && intended(&name.value).is_none());
    legal.min_by_key(|(name, media)| {
        let is_untold = media.schema.is_none() && !media.schema_is_unread;
        let rank = match Format::of(&name.value) {
            Format::Json => 0,
            Format::Form | Format::Multipart => 1,
            Format::Text if !name.value.contains('*') => 2,
            Format::Bytes if !name.value.contains('*') => 3,
            Format::Text | Format::Events | Format::Lines | Format::Bytes => 4,
        };
        // A range that has a schema can be JSON.
        (is_untold, if is_any(&name.value) && !is_untold { 2 } else { rank })
    })
}

/// The first form of a body that a request can ask for.
pub fn first(content: &[Content]) -> Option<&Content> {
    content.iter().find(|(name, _)| is_legal(&name.value))
}

/// A media type as a header has it: a wildcard becomes JSON.
pub fn on_the_wire(name: &str) -> String {
    if is_any(name) { JSON.to_owned() } else { name.trim().to_owned() }
}

/// A media type as the header `Accept` has it; nothing if none can.
pub fn accepted(name: &str, format: Option<Format>) -> Option<String> {
    let name = match format {
        Some(Format::Json) | None => on_the_wire(name),
        Some(_) => name.trim().to_owned(),
    };
    is_legal(&name).then_some(name)
}

/// The media type that was meant. It is reported if no header can say the one that is written, or nobody has it.
pub fn meant<'a>(name: &'a Spanned<String>, diagnostics: &mut Diagnostics) -> &'a str {
    if !is_legal(&name.value) {
        diagnostics.push(messages::illegal_media_type(name.span, &name.value));
    }
    match intended(&name.value) {
        Some(intended) => {
            diagnostics.push(messages::misspelled_media_type(name.span, &name.value, intended));
            intended
        }
        None => &name.value,
    }
}

/// What was meant by a media type that is that of JSON but for a letter.
pub fn intended(name: &str) -> Option<&'static str> {
    let essence = essence(name);
    let (kind, subtype) = essence.split_once('/')?;
    let is_kind = KINDS.contains(&kind) || kind.starts_with("x-");
    let is_meant = if is_kind { kind == "application" && SLIPS.contains(&subtype) } else { subtype == "json" };
    nearest(&essence, [JSON]).filter(|_| is_meant)
}

/// Whether a header can say it.
pub fn is_legal(name: &str) -> bool {
    let is_token_pair = |(ty, subtype): (&str, &str)| is_header_name(ty) && is_header_name(subtype);
    name.chars().all(|c| matches!(c, ' '..='~')) && essence(name).split_once('/').is_some_and(is_token_pair)
}

/// The message for a body that has no JSON form.
pub fn not_json(name: &Spanned<String>) -> Diagnostic {
    let what = format!("the media type `{}`", name.value);
    match nearest(&name.value, [JSON]) {
        Some(suggestion) => {
            messages::unsupported(name.span, &what, "did you mean `application/json`?").patch(name.span, suggestion)
        }
        None => messages::unsupported(name.span, &what, "describe the body as `application/json`"),
    }
}
