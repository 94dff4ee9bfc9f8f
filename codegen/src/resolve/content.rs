//! Chooses which of an answer's media types is read, and as what. Knows which of them says most. Must not know what
//! becomes of it.

use super::media_types;
use super::schemas::SchemaUse;
use super::types::Resolver;
use crate::api::{Format, Scalar, Text, Type, is_any};
use crate::diagnostics::messages;
use crate::openapi::{self, MediaType, RefOr};
use crate::source::{FileId, Spanned};

/// A body in one of its media types.
type Form = (Spanned<String>, MediaType);

/// The body of an answer, in the media type that is read.
pub struct Content<'a> {
    /// As the document has it.
    pub form: &'a Form,
    /// How it is read.
    pub format: Format,
    /// What it holds, where the format tells.
    pub used: Option<SchemaUse>,
    /// The media type that requests ask for.
    pub accepted: Option<String>,
}

/// What an answer holds, if it has a body: JSON with a schema before all else, bytes last.
pub fn of_answer<'a>(
    resolver: &mut Resolver<'_, '_>,
    file: FileId,
    content: &'a [Form],
    name: &str,
) -> Option<Content<'a>> {
    let form = content.iter().min_by_key(|(name, media)| rank(name, media))?;
    let (media_name, media) = form;
    let meant = media_types::meant(media_name, &mut resolver.files.diagnostics);
    let written = Format::of(meant);
    let tells = written == Format::Json || is_any(meant);
    let at = Spanned::new(name.to_owned(), media_name.span);
    let used = match written {
        Format::Events | Format::Lines => part(resolver, file, media, written, &at),
        Format::Json | Format::Form | Format::Multipart | Format::Text | Format::Bytes => {
            let schema = media.schema.as_ref().filter(|_| tells);
            schema.map(|schema| resolver.resolve_or_any(schema, file, &at))
        }
    };
    let format = match &used {
        Some(used) if is_binary(used) => Format::Bytes,
        Some(used) => Format::of_body(meant, &used.schema.ty),
        None => written,
    };
    let used = match format {
        Format::Json => used.or_else(|| {
            if !media.schema_is_unread {
                let note = messages::became_value(media_name.span, "the document gives no schema");
                resolver.files.diagnostics.push(note);
            }
            Some(SchemaUse::any(media_name.span))
        }),
        Format::Events | Format::Lines => used,
        Format::Form | Format::Multipart | Format::Text | Format::Bytes => {
            if media.schema.as_ref().is_some_and(has_structure) {
                let what = format!("the schema of `{}`", media_name.value);
                let note = messages::ignored(media_name.span, &what, "such a body is given as it comes");
                resolver.files.diagnostics.push(note);
            }
            None
        }
    };
    for (other, _) in content.iter().filter(|(other, _)| other.span != media_name.span) {
        let reason = format!("the answer is read as `{}`", media_name.value);
        let note = messages::ignored(other.span, &format!("the media type `{}`", other.value), &reason);
        resolver.files.diagnostics.push(note);
    }
    Some(Content { form, format, used, accepted: media_types::accepted(meant, Some(format)) })
}

/// What each part of a sequence holds: the data of an event, or a record. Nothing where it is text.
///
/// OpenAPI 3.2 says it by `itemSchema`. Documents of earlier versions have a `schema`, of a part or of a list of them; that of
/// an event is about its data, or about the event with its data as a property.
pub fn part(
    resolver: &mut Resolver<'_, '_>,
    file: FileId,
    media: &MediaType,
    format: Format,
    name: &Spanned<String>,
) -> Option<SchemaUse> {
    let mut schema = media.item_schema.as_ref().or(media.schema.as_ref())?.clone();
    let mut file = file;
    if media.item_schema.is_none() {
        let found = resolver.files.find(file, &schema)?;
        let items = found.value.items.clone();
        if let Some(items) = items {
            (schema, file) = (items, found.file);
        }
    }
    if format == Format::Events {
        let found = resolver.files.find(file, &schema)?;
        let properties = &found.value.properties;
        let is_event = properties.iter().all(|(name, _)| EVENT.contains(&name.value.as_str()));
        let data = properties.iter().find(|(name, _)| is_event && name.value == "data");
        let data = data.map(|(_, data)| data.clone());
        if let Some(data) = data {
            (schema, file) = (data, found.file);
        }
    }
    let used = resolver.resolve_or_any(&schema, file, name);
    let is_text = used.schema.ty == Type::Scalar(Scalar::Text(Text::Plain)) && format == Format::Events;
    (!is_text).then_some(used)
}

/// The fields of an event.
const EVENT: &[&str] = &["data", "event", "id", "retry"];

/// What says most about a body goes first.
fn rank(name: &Spanned<String>, media: &MediaType) -> (bool, u8) {
    let has_schema = media.schema.is_some() || media.schema_is_unread;
    let rank = match Format::of(media_types::intended(&name.value).unwrap_or(&name.value)) {
        Format::Json if has_schema => 0,
        Format::Bytes if has_schema && is_any(&name.value) => 1,
        Format::Json => 2,
        Format::Events | Format::Lines => 3,
        Format::Text => 4,
        Format::Form | Format::Multipart => 5,
        Format::Bytes => 6,
    };
    (!media_types::is_legal(&name.value), rank)
}

/// Whether a schema says more than that there is something.
fn has_structure(schema: &RefOr<openapi::Schema>) -> bool {
    match schema {
        RefOr::Ref(_) => true,
        RefOr::Value(schema) => !schema.properties.is_empty() || schema.items.is_some() || !schema.all_of.is_empty(),
    }
}

/// Whether it is a file, whatever its media type says.
fn is_binary(used: &SchemaUse) -> bool {
    matches!(used.schema.ty, Type::Scalar(Scalar::Text(Text::Binary)))
}
