//! Resolves how the properties of a body are written: what `encoding` says, and of parts what their schemas say. Must not know what
//! the properties hold.

use super::types::Resolver;
use super::without_spans::text;
use crate::api::{Encoding, Format, Style};
use crate::diagnostics::messages;
use crate::openapi::{self, MediaType, RefOr};
use crate::source::{FileId, Span, Spanned};

/// Parts in one another, up to which schemas are looked at.
const DEPTH: usize = 8;

/// How the properties of a body are written, where the document says so.
pub fn of(resolver: &mut Resolver<'_, '_>, file: FileId, media: &MediaType, format: Format) -> Vec<Encoding> {
    match format {
        Format::Form | Format::Multipart => {}
        Format::Json | Format::Text | Format::Events | Format::Lines | Format::Bytes => return Vec::new(),
    }
    let mut encodings = Vec::new();
    for (property, written) in &media.encodings {
        note(resolver, property, written, format);
        encodings.push(encoding(resolver, file, property, written));
    }
    let schema = media.schema.as_ref().filter(|_| format == Format::Multipart);
    for (property, media_type, span) in schema.map(|schema| told(resolver, file, schema, DEPTH)).unwrap_or_default() {
        match encodings.iter_mut().find(|encoding| encoding.property == property) {
            Some(encoding) => encoding.content_type = encoding.content_type.take().or(Some(media_type)),
            None => encodings.push(Encoding { content_type: Some(media_type), ..Encoding::usual(property, span) }),
        }
    }
    encodings
}

fn encoding(
    resolver: &mut Resolver<'_, '_>,
    file: FileId,
    property: &Spanned<String>,
    written: &openapi::Encoding,
) -> Encoding {
    let mut headers = Vec::new();
    // The media type is said by `contentType`.
    for (name, header) in written.headers.iter().filter(|(name, _)| !name.value.eq_ignore_ascii_case("content-type")) {
        let header = resolver.files.find(file, header);
        headers.push((name.value.clone(), header.and_then(|header| text(&header.value.description))));
    }
    Encoding {
        content_type: written.content_type.as_ref().map(|content_type| content_type.value.trim().to_owned()),
        headers,
        style: written.style.as_ref().map(|style| match style.value.as_str() {
            "deepObject" => Style::DeepObject,
            "spaceDelimited" => Style::SpaceDelimited,
            "pipeDelimited" => Style::PipeDelimited,
            // A form has no other.
            _ => Style::Form,
        }),
        explode: written.explode,
        allow_reserved: written.allow_reserved,
        ..Encoding::usual(property.value.clone(), property.span)
    }
}

/// Notes what of an encoding such a body cannot have.
fn note(resolver: &mut Resolver<'_, '_>, property: &Spanned<String>, written: &openapi::Encoding, format: Format) {
    let openapi::Encoding { content_type, headers, style, explode, allow_reserved } = written;
    let has_style = style.is_some() || explode.is_some() || *allow_reserved;
    let mut ignored = |keyword: &str, reason: &str| {
        let what = format!("{keyword} of the encoding of `{}`", property.value);
        resolver.files.diagnostics.push(messages::ignored(property.span, &what, reason));
    };
    if format == Format::Multipart {
        if has_style {
            ignored("the style", "a part has a media type instead");
        }
        return;
    }
    if !headers.is_empty() {
        ignored("`headers`", "only a part has headers");
    }
    let told = content_type.as_ref().map(|told| Format::of(told.value.split(',').next().unwrap_or_default()));
    let is_read = matches!(told, None | Some(Format::Json | Format::Text));
    if !is_read && !has_style {
        ignored("`contentType`", "a form has text and JSON");
    }
}

/// The media types that schemas give to properties: by `contentMediaType`, or that of bytes where `contentEncoding` says that they
/// are some.
fn told(
    resolver: &mut Resolver<'_, '_>,
    file: FileId,
    schema: &RefOr<openapi::Schema>,
    depth: usize,
) -> Vec<(String, String, Span)> {
    let Some(found) = resolver.files.find(file, schema).filter(|_| depth > 0) else { return Vec::new() };
    let file = found.file;
    let mut all = Vec::new();
    for (name, property) in &found.value.properties {
        let media_type = content(resolver, file, property, depth);
        all.extend(media_type.map(|media_type| (name.value.clone(), media_type, name.span)));
    }
    for part in &found.value.all_of {
        all.extend(told(resolver, file, part, depth - 1));
    }
    all
}

/// The media type of what a schema holds, or of each item of a list.
fn content(
    resolver: &mut Resolver<'_, '_>,
    file: FileId,
    schema: &RefOr<openapi::Schema>,
    depth: usize,
) -> Option<String> {
    let found = resolver.files.find(file, schema).filter(|_| depth > 0)?;
    let openapi::Schema { content_media_type, content_encoding, items, .. } = &*found.value;
    match (content_media_type, content_encoding, items) {
        (Some(media_type), _, _) => Some(media_type.value.trim().to_owned()),
        (None, Some(_), _) => Some("application/octet-stream".to_owned()),
        (None, None, Some(items)) => content(resolver, found.file, items, depth - 1),
        (None, None, None) => None,
    }
}
