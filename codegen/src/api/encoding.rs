//! Holds how the properties of a form or of a multipart body are written. Plain data. Must not know what they hold.

use super::{Definition, Format, Kind, Scalar, Style, Text, Type, Union};
use crate::source::Span;
use std::collections::BTreeSet;

/// How a property of a form or of a multipart body is written.
#[derive(Clone, Debug)]
pub struct Encoding {
    /// The property.
    pub property: String,
    /// The media type of its part.
    pub content_type: Option<String>,
    /// The headers of its part, beside its media type, each with its description.
    pub headers: Vec<(String, Option<String>)>,
    /// How a list or an object is spread over pairs of a form, if the document says so.
    pub style: Option<Style>,
    /// Whether each item of a list is a pair of its own, if the document says so.
    pub explode: Option<bool>,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: bool,
    /// Where it is written.
    pub span: Span,
}

impl Encoding {
    /// That of a property of which nothing else is said.
    pub fn usual(property: String, span: Span) -> Self {
        let (content_type, headers) = (None, Vec::new());
        Self { property, content_type, headers, style: None, explode: None, allow_reserved: false, span }
    }
}

impl PartialEq for Encoding {
    /// Wherever they are written.
    fn eq(&self, other: &Self) -> bool {
        let Self { property, content_type, headers, style, explode, allow_reserved, span: _ } = self;
        let others = (&other.headers, &other.style, &other.explode, &other.allow_reserved);
        (property, content_type) == (&other.property, &other.content_type)
            && (headers, style, explode, allow_reserved) == others
    }
}

/// How a property is written as a part of a multipart body: as its media type says, if it has one, else as its type suggests. Each
/// item of a list is a part.
pub fn part_format(media_type: Option<&str>, ty: &Type, types: &[Definition]) -> Format {
    let by_type = by_type(ty, types);
    match media_type.map(Format::of) {
        None => by_type,
        // Bytes that are written as text stay so, whatever they are.
        Some(_) if *ty == Type::Scalar(Scalar::Text(Text::Base64)) => by_type,
        // Text that is JSON is not written as JSON again.
        Some(Format::Json | Format::Text) => {
            if by_type == Format::Bytes {
                Format::Bytes
            } else {
                by_type
            }
        }
        Some(Format::Form | Format::Multipart | Format::Events | Format::Lines | Format::Bytes) => Format::Bytes,
    }
}

fn by_type(ty: &Type, types: &[Definition]) -> Format {
    match ty {
        Type::Scalar(Scalar::Text(Text::Binary)) | Type::Any => Format::Bytes,
        Type::Scalar(_) => Format::Text,
        Type::Array(_) | Type::Map(_) | Type::FreeForm => Format::Json,
        Type::Named(id) => match types.get(id.0).map(|definition| &definition.kind) {
            Some(Kind::StringEnum(_) | Kind::IntegerEnum(..)) => Format::Text,
            Some(Kind::Union(union)) => by_alternatives(union, types),
            Some(Kind::Object(_)) | None => Format::Json,
        },
    }
}

/// Bytes are whatever a caller makes of them; text has no structure.
fn by_alternatives(union: &Union, types: &[Definition]) -> Format {
    let formats: BTreeSet<Format> = union
        .alternatives
        .iter()
        .map(|alternative| match &alternative.schema.ty {
            // Unions in unions are taken for JSON, since there may be no end of them.
            Type::Named(id) if matches!(types.get(id.0).map(|of| &of.kind), Some(Kind::Union(_))) => Format::Json,
            Type::Array(items) if by_type(&items.ty, &[]) == Format::Bytes => Format::Bytes,
            ty => by_type(ty, types),
        })
        .collect();
    match (formats.contains(&Format::Bytes), formats.contains(&Format::Json)) {
        (true, _) => Format::Bytes,
        (false, true) => Format::Json,
        (false, false) => Format::Text,
    }
}
