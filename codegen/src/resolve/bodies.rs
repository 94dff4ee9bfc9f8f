//! Resolves request bodies: which of their media types is sent, and what it holds. Must not know answers.

use super::answers::ExampleNode;
use super::schemas::SchemaUse;
use super::types::Resolver;
use super::without_spans::{text, to_json};
use super::{encodings, media_types};
use crate::api::{Body, Format, Kind, OtherBody, Scalar, Schema, Text, Type, essence, is_any, short_name};
use crate::diagnostics::messages;
use crate::openapi::{self, RefOr, TypeName};
use crate::source::{FileId, Span, Spanned};
use crate::yaml::Value;

/// A request body and its examples.
pub fn body(
    resolver: &mut Resolver<'_, '_>,
    file: FileId,
    body: &RefOr<openapi::RequestBody>,
    operation: &str,
) -> Option<(Body, Vec<ExampleNode>)> {
    let found = resolver.files.find(file, body)?;
    let shared = found.place.as_ref().map(|place| resolver.files.name_of(place));
    let (body, file) = (found.value, found.file);
    let Some((media_name, media)) = media_types::sent(&body.content) else {
        let (first, _) = body.content.first()?;
        resolver.files.diagnostics.push(media_types::not_json(first));
        return None;
    };
    if media.schema_is_unread {
        return None;
    }
    let name = Spanned::new(shared.unwrap_or_else(|| format!("{operation} request")), media_name.span);
    let (format, used) = content(resolver, file, media_name, media, &name);
    let others = others(resolver, file, &body.content, (media_name, format, &used.schema), &name);
    let mut places = body.places.clone();
    places.set_if_new("description", used.schema.places.of("description"));
    places.set_if_new("example", media.example_at);
    let is_shown = |example: &&ExampleNode| match format {
        Format::Json | Format::Form | Format::Multipart => true,
        Format::Lines => matches!(example.value, Value::Array(_)),
        Format::Text | Format::Events | Format::Bytes => matches!(example.value, Value::String(_)),
    };
    let examples: Vec<ExampleNode> = media.examples.iter().filter(is_shown).cloned().collect();
    let resolved = Body {
        description: text(&body.description).or(used.description),
        required: body.required,
        format,
        schema: used.schema,
        encodings: encodings::of(resolver, file, media, format),
        media_types: media_types::all(&body.content),
        media_type: match format {
            Format::Json => media_types::on_the_wire(&media_name.value),
            Format::Form | Format::Multipart | Format::Text | Format::Events | Format::Lines | Format::Bytes => {
                media_name.value.trim().to_owned()
            }
        },
        others,
        examples: examples.iter().map(to_json).collect(),
        span: used.span,
        places,
    };
    Some((resolved, examples))
}

/// How a body is written in one of its media types, and what it holds.
fn content(
    resolver: &mut Resolver<'_, '_>,
    file: FileId,
    media_name: &Spanned<String>,
    media: &openapi::MediaType,
    name: &Spanned<String>,
) -> (Format, SchemaUse) {
    let written = Format::of(&media_name.value);
    let items =
        (written == Format::Lines).then(|| super::content::part(resolver, file, media, written, name)).flatten();
    // Text is lines that the caller has written already.
    if let Some(items) = items.filter(|items| !matches!(items.schema.ty, Type::Any | Type::Scalar(Scalar::Text(_)))) {
        let mut used = SchemaUse::any(items.span);
        used.schema.ty = Type::Array(Box::new(items.schema));
        return (Format::Lines, used);
    }
    // What such bytes hold is for the caller to know.
    let is_read = written != Format::Bytes || is_any(&media_name.value);
    let schema = media.schema.as_ref().filter(|_| is_read);
    let mut used = match schema {
        Some(schema) => resolver.resolve_or_any(schema, file, name),
        None => {
            if written == Format::Json {
                resolver.files.diagnostics.push(messages::became_value(name.span, "the body has no `schema`"));
            }
            without_schema(written, name.span)
        }
    };
    let told = used.schema.ty.clone();
    let format = settled(Format::of_body(&media_name.value, &used.schema.ty), &mut used.schema, resolver);
    if media.schema.as_ref().is_some_and(|schema| !is_read && says_more(schema)) || (is_read && told != used.schema.ty)
    {
        let what = format!("the schema of `{}`", media_name.value.trim());
        let reason = if format == Format::Text { "the body is sent as text" } else { "the body is sent as it is" };
        resolver.files.diagnostics.push(messages::ignored(media_name.span, &what, reason));
    }
    (format, used)
}

/// The other media types that a caller may choose. Of JSON that holds the same, another name is no other choice.
fn others(
    resolver: &mut Resolver<'_, '_>,
    file: FileId,
    written: &[(Spanned<String>, openapi::MediaType)],
    (sent, format, schema): (&Spanned<String>, Format, &Schema),
    name: &Spanned<String>,
) -> Vec<OtherBody> {
    let mut taken = vec![(essence(&sent.value), format, schema.ty.clone())];
    let mut others = Vec::new();
    if format == Format::Lines {
        // There may be too many for a list.
        others.push(OtherBody {
            name: "stream".to_owned(),
            format: Format::Bytes,
            schema: Schema::plain(BINARY),
            encodings: Vec::new(),
            media_type: sent.value.trim().to_owned(),
            span: sent.span,
        });
    }
    for (media_name, media) in written.iter().filter(|(other, _)| other.span != sent.span) {
        let media_type = media_name.value.trim();
        let is_sendable = media_types::is_legal(media_type) && media_types::intended(media_type).is_none();
        let is_told = taken.iter().any(|(known, ..)| *known == essence(media_type));
        if is_sendable && !is_told && !media.schema_is_unread {
            let short = short_name(media_type);
            let name = Spanned::new(format!("{} {short}", name.value), media_name.span);
            let (format, used) = content(resolver, file, media_name, media, &name);
            if format == Format::Multipart && media.schema.is_some() {
                let what = format!("the schema of `{media_type}`");
                let reason = "it is not the usual body, so parts are added one by one";
                resolver.files.diagnostics.push(messages::ignored(media_name.span, &what, reason));
            }
            let is_same = |(_, known, ty): &(_, Format, Type)| *known == format && *ty == used.schema.ty;
            if format != Format::Json || !taken.iter().any(is_same) {
                taken.push((essence(media_type), format, used.schema.ty.clone()));
                others.push(OtherBody {
                    name: short,
                    format,
                    schema: used.schema,
                    encodings: encodings::of(resolver, file, media, format),
                    media_type: media_type.to_owned(),
                    span: media_name.span,
                });
                continue;
            }
        }
        let reason = format!("the body is sent as `{}`", sent.value.trim());
        resolver.files.diagnostics.push(messages::ignored(media_name.span, &format!("`{media_type}`"), &reason));
    }
    others
}

/// Whether a schema says more than that there are bytes.
fn says_more(schema: &RefOr<openapi::Schema>) -> bool {
    match schema {
        RefOr::Ref(_) => true,
        RefOr::Value(schema) => {
            let is_text = |ty: &Spanned<TypeName>| matches!(ty.value, TypeName::String | TypeName::Null);
            !schema.types.iter().all(is_text) || !schema.properties.is_empty() || !schema.all_of.is_empty()
        }
    }
}

/// What a body holds of which the document says no more than its media type.
fn without_schema(format: Format, span: Span) -> SchemaUse {
    let ty = match format {
        Format::Json => Type::Any,
        Format::Form | Format::Multipart => Type::FreeForm,
        Format::Text => Type::Scalar(Scalar::Text(Text::Plain)),
        Format::Events | Format::Lines | Format::Bytes => BINARY,
    };
    let mut used = SchemaUse::any(span);
    used.schema.ty = ty;
    used
}

const BINARY: Type = Type::Scalar(Scalar::Text(Text::Binary));

/// The format of a body that holds this. What the format cannot say of the schema is dropped: of bytes and of text there are no
/// properties.
fn settled(format: Format, schema: &mut Schema, resolver: &Resolver<'_, '_>) -> Format {
    let plain = |schema: &mut Schema, ty: Type| {
        let (places, reference) = (schema.places.clone(), schema.reference.take());
        *schema = Schema { places, reference, ..Schema::plain(ty) };
    };
    let text = Type::Scalar(Scalar::Text(Text::Plain));
    match (format, &schema.ty) {
        (Format::Json, Type::Scalar(Scalar::Text(Text::Binary))) => Format::Bytes,
        (Format::Json, _) => Format::Json,
        // Pairs that the caller has written already.
        (Format::Form, Type::Scalar(_) | Type::Array(_)) => {
            plain(schema, text);
            Format::Text
        }
        (Format::Form | Format::Multipart, Type::Any) => {
            plain(schema, Type::FreeForm);
            format
        }
        (Format::Form, Type::FreeForm | Type::Map(_) | Type::Named(_)) => Format::Form,
        (Format::Multipart, _) => Format::Multipart,
        (Format::Text, Type::Scalar(Scalar::Text(Text::Binary))) => Format::Bytes,
        (Format::Text, Type::Scalar(_)) => Format::Text,
        (Format::Text, Type::Named(id)) if is_enum(resolver, *id) => Format::Text,
        (Format::Text, Type::Any | Type::FreeForm | Type::Array(_) | Type::Map(_) | Type::Named(_)) => {
            plain(schema, text);
            Format::Text
        }
        (Format::Events | Format::Lines | Format::Bytes, _) => {
            plain(schema, BINARY);
            Format::Bytes
        }
    }
}

fn is_enum(resolver: &Resolver<'_, '_>, id: crate::api::TypeId) -> bool {
    match resolver.definitions.get(id.0).map(|definition| &definition.kind) {
        Some(Kind::StringEnum(_) | Kind::IntegerEnum(..)) => true,
        Some(Kind::Object(_) | Kind::Union(_)) | None => false,
    }
}
