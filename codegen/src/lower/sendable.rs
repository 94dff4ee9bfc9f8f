//! Drops from an example what its type cannot carry, so that the rest is what is sent or comes back. Must not know
//! where examples are used.

use super::TypeTable;
use crate::api::{self, Definition, Json, Kind, Precision, Scalar, Schema};

/// An example without what no field can hold: unknown properties, `null` where it means nothing, and what only the
/// server sets.
pub fn of(value: &Json, schema: &Schema, types: &TypeTable<'_>) -> Json {
    match (&schema.ty, value) {
        (api::Type::Scalar(Scalar::Number(Precision::Float | Precision::Double)), Json::Number(number)) => {
            number.as_f64().and_then(serde_json::Number::from_f64).map_or(Json::Null, Json::Number)
        }
        (api::Type::Array(items), Json::Array(values)) => {
            Json::Array(values.iter().map(|value| of(value, items, types)).collect())
        }
        (api::Type::Map(inner), Json::Object(entries)) => {
            Json::Object(entries.iter().map(|(key, value)| (key.clone(), of(value, inner, types))).collect())
        }
        (api::Type::Named(id), value) => match (types.definition(*id), value) {
            (Some(Definition { kind: Kind::Union(union), .. }), value) => {
                let alternative = union.alternative(value);
                alternative.map_or_else(|| value.clone(), |alternative| of(value, &alternative.schema, types))
            }
            (Some(definition), Json::Object(entries)) => named(entries, definition, types),
            (Some(_) | None, value) => value.clone(),
        },
        (
            api::Type::Scalar(_) | api::Type::Any | api::Type::FreeForm | api::Type::Array(_) | api::Type::Map(_),
            value,
        ) => value.clone(),
    }
}

fn named(entries: &serde_json::Map<String, Json>, definition: &Definition, types: &TypeTable<'_>) -> Json {
    let object = match &definition.kind {
        Kind::Object(object) => object,
        Kind::StringEnum(_) | Kind::IntegerEnum(..) | Kind::Union(_) => return Json::Object(entries.clone()),
    };
    let keep = |(key, value): (&String, &Json)| {
        let property = object.properties.iter().find(|property| property.name == *key);
        match (property, &object.additional) {
            (Some(property), _) => {
                let sendable = !(definition.in_request && property.read_only);
                let says = !value.is_null() || definition.in_request && property.schema.nullable;
                let any = matches!(property.schema.ty, api::Type::Any) && !value.is_null();
                (sendable && (says || any)).then(|| (key.clone(), of(value, &property.schema, types)))
            }
            (None, Some(additional)) => Some((key.clone(), of(value, additional, types))),
            (None, None) => None,
        }
    };
    Json::Object(entries.iter().filter_map(keep).collect())
}
