//! Gives values the shape that the documents say: the properties that an answer tells, the defaults of what a body leaves out.
//! Knows the model of the spec. Must not know any operation.

use crate::state::records::Fields;
use crate::times;
use apig_codegen::api::{Definition, Json, Kind, Property, Scalar, Schema, Status, Text, Type};
use http::StatusCode;

/// The status that is meant by a documented one.
pub(crate) fn status(documented: Status) -> StatusCode {
    let code = match documented {
        Status::Code(code) => code,
        Status::Range(hundreds) => hundreds * 100,
        Status::Default => 200,
    };
    StatusCode::from_u16(code).unwrap_or_default()
}

/// The properties that a schema lists.
pub(crate) fn properties<'a>(schema: &Schema, types: &'a [Definition]) -> &'a [Property] {
    match schema.ty.named().and_then(|id| types.get(id.0)).map(|definition| &definition.kind) {
        Some(Kind::Object(object)) => &object.properties,
        Some(Kind::StringEnum(_) | Kind::IntegerEnum(..) | Kind::Union(_)) | None => &[],
    }
}

/// As much of a value as its schema tells, with times as precise as they are answered.
pub(crate) fn shaped(schema: &Schema, types: &[Definition], value: Json, with_fractions: bool) -> Json {
    match (&schema.ty, value) {
        (Type::Named(_), Json::Object(mut fields)) => {
            let properties = properties(schema, types);
            if properties.is_empty() {
                return Json::Object(fields);
            }
            let told = properties.iter().filter_map(|property| {
                let value =
                    fields.remove(&property.name).filter(|value| property.schema.nullable || !value.is_null())?;
                Some((property.name.clone(), shaped(&property.schema, types, value, with_fractions)))
            });
            Json::Object(told.collect())
        }
        (Type::Map(inner), Json::Object(fields)) => Json::Object(
            fields.into_iter().map(|(name, value)| (name, shaped(inner, types, value, with_fractions))).collect(),
        ),
        (Type::Array(inner), Json::Array(items)) => {
            Json::Array(items.into_iter().map(|item| shaped(inner, types, item, with_fractions)).collect())
        }
        (Type::Scalar(Scalar::Text(Text::DateTime)), Json::String(text)) if !with_fractions => {
            times::without_fraction(&text).into()
        }
        (_, value) => value,
    }
}

/// Adds what a server assumes where nothing is sent, also within what is sent.
pub(crate) fn add_defaults(schema: &Schema, types: &[Definition], fields: &mut Fields) {
    for property in properties(schema, types) {
        match (fields.get_mut(&property.name), &property.schema.default) {
            (Some(Json::Object(inner)), _) => add_defaults(&property.schema, types, inner),
            (Some(Json::Array(items)), _) => {
                if let Type::Array(item) = &property.schema.ty {
                    items.iter_mut().filter_map(Json::as_object_mut).for_each(|inner| add_defaults(item, types, inner));
                }
            }
            (None, Some(default)) => {
                fields.insert(property.name.clone(), default.clone());
            }
            (Some(_), _) | (None, None) => {}
        }
    }
}
