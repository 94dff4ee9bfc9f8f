//! Lowers multipart bodies: each part is a field of the operation. Must not know bodies that one field holds.

use super::bodies::BodyParts;
use super::fields::field_docs;
use super::members::FieldNames;
use super::names::{self, Namespace, Place, Wanted};
use super::types::type_of;
use super::{TypeTable, checks, deprecation, docs, examples, formers};
use crate::api::{self, Constraints, Encoding, Format, Json, Kind, Property, Schema, TypeId, part_format};
use crate::diagnostics::{Diagnostics, messages};
use crate::rust::{Expr, Ident, Initial, OperationField, PartFormat, Setter, Target, Type, Upload, Wrap, Write};
use std::collections::BTreeMap;

/// The type of a body whose properties are its parts, if it is an object that has some.
pub fn of(body: &api::Body, types: &TypeTable<'_>) -> Option<TypeId> {
    match body.format {
        Format::Multipart => {}
        Format::Json | Format::Form | Format::Text | Format::Events | Format::Lines | Format::Bytes => return None,
    }
    let id = body.schema.ty.named()?;
    match types.kind(id)? {
        Kind::Object(object) => (!object.properties.is_empty()).then_some(id),
        Kind::StringEnum(_) | Kind::IntegerEnum(..) | Kind::Union(_) => None,
    }
}

/// The properties that are sent, each with the names that it would have in a struct.
fn sent<'a>(body: &api::Body, types: &'a TypeTable<'_>) -> Vec<(&'a Property, &'a FieldNames)> {
    let Some(id) = of(body, types) else { return Vec::new() };
    let (members, kind) = (types.members(id), types.kind(id));
    let properties: &[Property] = match kind {
        Some(Kind::Object(object)) => &object.properties,
        Some(Kind::StringEnum(_) | Kind::IntegerEnum(..) | Kind::Union(_)) | None => &[],
    };
    let sent = properties.iter().filter(|property| !property.read_only);
    sent.filter_map(|property| Some((property, members.field(&property.name)?))).collect()
}

/// What other parts hold, if there may be some.
fn others(kind: &Kind) -> Option<&Schema> {
    match kind {
        Kind::Object(object) => object.additional.as_deref(),
        Kind::StringEnum(_) | Kind::IntegerEnum(..) | Kind::Union(_) => None,
    }
}

/// Notes that callers add the parts of a body one by one, though the document describes some.
pub fn note_untold(body: &api::Body, diagnostics: &mut Diagnostics) {
    match (body.format, body.schema.ty.named()) {
        (Format::Multipart, Some(_)) => {
            let reason = "it lists no properties, so parts are added one by one";
            diagnostics.push(messages::ignored(body.span, "the schema of the body", reason));
        }
        (
            Format::Json
            | Format::Form
            | Format::Multipart
            | Format::Text
            | Format::Events
            | Format::Lines
            | Format::Bytes,
            _,
        ) => {}
    }
}

/// Lowers the parts of a body; answers, too, what the setters are called that a struct of them would have.
pub fn lower(
    body: &api::Body,
    fields: &mut Namespace,
    types: &TypeTable<'_>,
    diagnostics: &mut Diagnostics,
) -> (BodyParts, BTreeMap<Ident, Ident>) {
    let owner = of(body, types).and_then(|id| types.definition(id)).map_or("", |definition| &definition.name);
    let start = Write::Multipart { media_type: body.media_type.clone(), optional: !body.required };
    let mut parts =
        BodyParts { fields: Vec::new(), setters: Vec::new(), checks: Vec::new(), check: None, writes: vec![start] };
    let mut setters = BTreeMap::new();
    for (property, usual) in sent(body, types) {
        let (place, requested) = (Place::Behind("in body"), property.rust_name.as_deref());
        let wanted = Wanted { requested, place, ..Wanted::plain(&property.name, property.span) };
        // Properties that meet have been reported, and a parameter has precedence.
        let ident = fields.place(names::operation_field, wanted, &mut Diagnostics::default());
        let setter = names::setter(&ident);
        setters.insert(usual.setter.clone(), setter.clone());
        let part = Part::of(property, &body.encodings, types);
        // Without any part, a body that may be left out is.
        let required = property.required && body.required;
        let value = checks::CheckedValue { name: &property.name, field: &ident, required, nullable: false };
        parts.checks.extend(checks::of(value, &part.checked(&property.schema), types));
        // Each part has its name only when all before it have theirs.
        let told = deprecation::told(property.deprecated.as_ref(), |_| None);
        let mut docs = field_docs(property, true, told.as_ref());
        part.tell_headers(property, &mut docs, diagnostics);
        parts.setters.push(Setter {
            ident: setter,
            docs: docs.clone(),
            deprecated: told.map(|told| told.mark),
            target: Target::Own(ident.clone()),
            ty: part.ty.clone(),
            wrap: Wrap::Option,
            null: false,
        });
        parts.writes.push(Write::Part {
            owner: owner.to_owned(),
            name: property.name.clone(),
            field: ident.clone(),
            format: part.format,
            list: part.is_list,
            media_type: part.media_type,
        });
        let (ty, initial) = (Type::Option(Box::new(part.ty)), Initial::None);
        parts.fields.push(OperationField { ident, docs, ty, initial });
    }
    keep_formers(body, fields, &mut parts.setters, types, diagnostics);
    if let Some(schema) = of(body, types).and_then(|id| types.kind(id)).and_then(others) {
        if schema.ty != api::Type::Any {
            let reason = "parts that the document does not name are added one by one";
            diagnostics.push(messages::ignored(body.span, "the schema of `additionalProperties`", reason));
        }
        further(body, fields, &mut parts);
    }
    (parts, setters)
}

/// What the setters of parts were called.
fn keep_formers(
    body: &api::Body,
    fields: &mut Namespace,
    setters: &mut Vec<Setter>,
    types: &TypeTable<'_>,
    diagnostics: &mut Diagnostics,
) {
    let own = setters.clone();
    for ((property, _), setter) in sent(body, types).into_iter().zip(&own) {
        let Some(was) = &property.was else { continue };
        let former = fields.former(names::setter(&names::operation_field(&was.value)), &setter.ident, was, diagnostics);
        let path = format!("Self::{}()", setter.ident.plain());
        setters.extend(former.map(|former| formers::setter(setter, former, &path)));
    }
}

/// The parts that the document does not name.
fn further(body: &api::Body, fields: &mut Namespace, parts: &mut BodyParts) {
    // The name is ours, so nobody misses it.
    let name = names::additional();
    let wanted = Wanted { place: Place::Behind("parts"), ..Wanted::plain(name.plain(), body.span) };
    let ident = fields.place(names::operation_field, wanted, &mut Diagnostics::default());
    let docs = vec!["Parts that have other names.".to_owned()];
    let ty = Type::Upload(Upload::Multipart);
    parts.setters.push(Setter {
        ident: names::setter(&ident),
        docs: docs.clone(),
        deprecated: None,
        target: Target::Own(ident.clone()),
        ty: ty.clone(),
        wrap: Wrap::Option,
        null: false,
    });
    parts.writes.push(Write::FurtherParts { field: ident.clone() });
    let (ty, initial) = (Type::Option(Box::new(ty)), Initial::None);
    parts.fields.push(OperationField { ident, docs, ty, initial });
}

/// The setters that make the parts out of an example; `None` if they cannot be made so.
pub fn setters(example: &Json, body: &api::Body, types: &TypeTable<'_>) -> Option<Vec<(Ident, Option<Expr>)>> {
    let (_, example) = (of(body, types)?, example.as_object()?);
    let mut setters = Vec::new();
    for (property, names) in sent(body, types) {
        let Some(value) = example.get(&property.name).filter(|value| !value.is_null()) else { continue };
        let part = Part::of(property, &body.encodings, types);
        let text = |value: &Json| Some(Expr::String(value.as_str()?.to_owned()));
        let value = match (part.format, part.is_list) {
            (PartFormat::Json | PartFormat::Text, _) => examples::expr(value, &property.schema, types)?,
            (PartFormat::Bytes, false) => text(value)?,
            (PartFormat::Bytes, true) if value.as_array().is_some_and(Vec::is_empty) => {
                Expr::Empty(Type::Vec(Box::new(Type::Upload(Upload::Part))))
            }
            (PartFormat::Bytes, true) => Expr::List(value.as_array()?.iter().map(text).collect::<Option<_>>()?),
        };
        setters.push((names.setter.clone(), Some(value)));
    }
    Some(setters)
}

/// The items of the list that a property may be, if it may be something else, too.
fn alternative_items<'a>(schema: &Schema, types: &'a TypeTable<'_>) -> Option<&'a Schema> {
    match types.kind(schema.ty.named()?)? {
        Kind::Union(union) => union.alternatives.iter().find_map(|alternative| match &alternative.schema.ty {
            api::Type::Array(items) => Some(&**items),
            api::Type::Scalar(_) | api::Type::Any | api::Type::FreeForm | api::Type::Map(_) | api::Type::Named(_) => {
                None
            }
        }),
        Kind::Object(_) | Kind::StringEnum(_) | Kind::IntegerEnum(..) => None,
    }
}

/// How a property is a part.
struct Part {
    format: PartFormat,
    /// Whether it is a list, of which each item is a part.
    is_list: bool,
    ty: Type,
    /// If it is not what the format goes without.
    media_type: Option<String>,
    /// Those that the document gives it, beside its media type.
    headers: Vec<(String, Option<String>)>,
}

impl Part {
    /// How a property is written; the document may say it.
    fn of(property: &Property, encodings: &[Encoding], types: &TypeTable<'_>) -> Self {
        let encoding = encodings.iter().find(|encoding| encoding.property == property.name);
        let told = encoding.and_then(|encoding| encoding.content_type.as_deref());
        let first = told.and_then(|told| told.split(',').next());
        let items = if let api::Type::Array(items) = &property.schema.ty { Some(&**items) } else { None };
        // One file or several are several.
        let items = items.or_else(|| {
            let files = alternative_items(&property.schema, types)?;
            (part_format(first, &files.ty, types.definitions) == Format::Bytes).then_some(files)
        });
        let ty = items.map_or(&property.schema.ty, |items| &items.ty);
        let (format, usual) = match part_format(first, ty, types.definitions) {
            Format::Json => (PartFormat::Json, "application/json"),
            Format::Text => (PartFormat::Text, "text/plain"),
            Format::Form | Format::Multipart | Format::Events | Format::Lines | Format::Bytes => {
                (PartFormat::Bytes, "application/octet-stream")
            }
        };
        let one = match format {
            PartFormat::Json | PartFormat::Text => type_of(ty, types),
            PartFormat::Bytes => Type::Upload(Upload::Part),
        };
        // Of several, the caller knows which it is.
        let is_one = |told: &&str| !told.contains([',', '*']) && !told.eq_ignore_ascii_case(usual);
        Self {
            format,
            is_list: items.is_some(),
            ty: if items.is_some() { Type::Vec(Box::new(one)) } else { one },
            media_type: told.filter(is_one).map(str::to_owned),
            headers: encoding.map(|encoding| encoding.headers.clone()).unwrap_or_default(),
        }
    }

    /// Says which headers a caller may set, if the part is the caller's.
    fn tell_headers(&self, property: &Property, docs: &mut Vec<String>, diagnostics: &mut Diagnostics) {
        match self.format {
            _ if self.headers.is_empty() => {}
            PartFormat::Bytes => {
                let header = |(name, words): &(String, Option<String>)| {
                    let words = words.as_deref().map(|words| format!(": {}", docs::line(words))).unwrap_or_default();
                    docs::wrapped(&format!("- {}{words}", docs::code(name)))
                };
                docs::paragraph_of(docs, vec!["Headers, which the part sets:".to_owned(), String::new()]);
                docs.extend(self.headers.iter().flat_map(header));
            }
            PartFormat::Json | PartFormat::Text => {
                let what = format!("`headers` of the encoding of `{}`", property.name);
                diagnostics.push(messages::ignored(property.span, &what, "only parts that are bytes have headers"));
            }
        }
    }

    /// What is checked of it: of bytes, only how many there are.
    fn checked(&self, schema: &Schema) -> Schema {
        let Constraints { min_items, max_items, .. } = schema.constraints;
        match (self.format, self.is_list) {
            (PartFormat::Json | PartFormat::Text, _) => schema.clone(),
            (PartFormat::Bytes, true) => Schema {
                constraints: Constraints { min_items, max_items, ..Constraints::default() },
                ..Schema::plain(api::Type::Array(Box::new(Schema::plain(api::Type::Any))))
            },
            (PartFormat::Bytes, false) => Schema::plain(api::Type::Any),
        }
    }
}
