//! Lowers request bodies: an object's fields are set on the operation itself, anything else is set whole. Must not know
//! parameters.

use super::types::type_of;
use super::{TypeTable, checks, docs, media_types};
use crate::api::{self, Encoding, Format, Kind};
use crate::rust::{
    BodyCheck, BodyFormat, Check, Demand, Ident, Initial, OperationField, Setter, Style, Target, Type, Upload, Wrap,
    Write,
};

/// What a body adds to an operation.
pub struct BodyParts {
    /// The fields that hold it.
    pub fields: Vec<OperationField>,
    /// Setters: of its fields, and of the whole.
    pub setters: Vec<Setter>,
    /// Checks of what has no checks of its own.
    pub checks: Vec<Check>,
    /// How a body that has fields checks itself.
    pub check: Option<BodyCheck>,
    /// How it is written.
    pub writes: Vec<Write>,
}

/// Lowers a body that one field holds. `struct_setters` are those of the struct, if it is one.
pub fn lower(body: &api::Body, struct_setters: Vec<Setter>, types: &TypeTable<'_>) -> BodyParts {
    let ident = Ident("body".to_owned());
    let (format, ty) = written((body.format, &body.media_type), &body.schema, &body.encodings, types);
    let is_upload = matches!(ty, Type::Upload(_));
    let is_struct = match body.schema.ty.named().and_then(|id| types.kind(id)) {
        Some(Kind::Object(_)) => !is_upload,
        Some(Kind::StringEnum(_) | Kind::IntegerEnum(..) | Kind::Union(_)) | None => false,
    };
    let plain = is_struct && body.required;
    let mut words = body.description.as_deref().map(docs::text).unwrap_or_default();
    if words.is_empty() {
        words.push("The request body.".to_owned());
    }
    let mut setters: Vec<Setter> = struct_setters.into_iter().map(|setter| retarget(setter, plain)).collect();
    let mut whole = vec!["Sets the whole request body.".to_owned()];
    if let Some(id) = body.schema.ty.named().filter(|id| types.reuse.received(*id).next().is_some()) {
        let link = format!("[`{0}`](super::types::{0})", types.ident(id).plain());
        docs::paragraph_of(
            &mut whole,
            docs::wrapped(&format!("`.body(answer.into())` takes what came back; see {link}.")),
        );
    }
    setters.push(Setter {
        ident: ident.clone(),
        docs: if is_struct { whole } else { words.clone() },
        deprecated: None,
        target: Target::Own(ident.clone()),
        ty: ty.clone(),
        wrap: if plain { Wrap::Plain } else { Wrap::Option },
        null: false,
    });
    let demands = if is_struct || is_upload { Vec::new() } else { checks::demands_of(&body.schema, types) };
    let required = (body.required && !plain).then_some(Demand::Required);
    let check = |demand| Check { name: "body".to_owned(), field: ident.clone(), demand };
    let media_type = media_types::of_body(&body.media_type, &format);
    BodyParts {
        checks: required.into_iter().chain(demands).map(check).collect(),
        check: match (is_struct, plain) {
            (true, true) => Some(BodyCheck::Plain),
            (true, false) => Some(BodyCheck::Optional),
            (false, _) => None,
        },
        writes: vec![Write::Body { field: ident.clone(), optional: !plain, format, media_type }],
        fields: vec![OperationField {
            ident,
            docs: words,
            ty: if plain { ty } else { Type::Option(Box::new(ty)) },
            initial: if plain { Initial::Default } else { Initial::None },
        }],
        setters,
    }
}

/// How a body is written, and its type.
pub fn written(
    (format, media_type): (Format, &str),
    schema: &api::Schema,
    encodings: &[Encoding],
    types: &TypeTable<'_>,
) -> (BodyFormat, Type) {
    match format {
        Format::Json => (BodyFormat::Json, type_of(&schema.ty, types)),
        Format::Form => (BodyFormat::Form(encodings.iter().filter_map(style).collect()), type_of(&schema.ty, types)),
        Format::Text => (BodyFormat::Text, type_of(&schema.ty, types)),
        Format::Multipart => (BodyFormat::Multipart, Type::Upload(Upload::Multipart)),
        Format::Lines if media_type.to_ascii_lowercase().contains("json-seq") => {
            (BodyFormat::Sequence, type_of(&schema.ty, types))
        }
        Format::Lines => (BodyFormat::Lines, type_of(&schema.ty, types)),
        Format::Events | Format::Bytes => (BodyFormat::Bytes, Type::Upload(Upload::Body)),
    }
}

/// How a property of a form is written, if not as usual: each item of a list as a pair of its own, and an object as JSON.
fn style(encoding: &Encoding) -> Option<(String, Style)> {
    let Encoding { property, content_type, headers: _, style, explode, allow_reserved, span: _ } = encoding;
    if style.is_none() && explode.is_none() && !allow_reserved {
        // A list, too, is then one value.
        let is_json = content_type.as_deref().map(Format::of) == Some(Format::Json);
        return is_json.then(|| (property.clone(), Style { name: "JSON", exploded: false, reserved: false }));
    }
    let (name, explodes) = match style {
        Some(api::Style::DeepObject) => ("DEEP_OBJECT", false),
        Some(api::Style::SpaceDelimited) => ("SPACE_DELIMITED", explode == &Some(true)),
        Some(api::Style::PipeDelimited) => ("PIPE_DELIMITED", explode == &Some(true)),
        Some(
            api::Style::Form
            | api::Style::Simple
            | api::Style::Label
            | api::Style::Matrix
            | api::Style::Cookie
            | api::Style::Json,
        )
        | None => ("FORM", explode != &Some(false)),
    };
    Some((property.clone(), Style { name, exploded: explodes, reserved: *allow_reserved }))
}

/// A setter of the struct as a setter of the operation that has it as body.
fn retarget(setter: Setter, plain: bool) -> Setter {
    let field = match setter.target {
        Target::Own(field) | Target::Body(field) | Target::OptionalBody(field) => field,
    };
    Setter { target: if plain { Target::Body(field) } else { Target::OptionalBody(field) }, ..setter }
}
