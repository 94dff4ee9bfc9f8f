//! Resolves the data type of a schema: by `type`, or what implies one, with `format`, `enum` and what is inside. Must
//! not know the other keywords of a schema.

use super::enums::{self, Listed};
use super::files::Files;
use super::numbers::compare;
use super::types::Resolver;
use crate::api::{Precision, Scalar, Schema, Text, Type, Width};
use crate::diagnostics::messages;
use crate::openapi::{self, AdditionalProperties, TypeName};
use crate::source::{FileId, Spanned};
use crate::yaml::{Node, Number, Value};
use std::cmp::Ordering;

impl Resolver<'_, '_> {
    /// The type, and whether `null` is a value of it. `None` means that a diagnostic says why there is none.
    pub fn type_of(&mut self, schema: &openapi::Schema, file: FileId, name: &Spanned<String>) -> Option<(Type, bool)> {
        check_version(schema, self.files);
        let mut nullable = schema.nullable.is_some();
        nullable |= schema.types.iter().any(|ty| ty.value == TypeName::Null);
        // Several make a union, which this is not.
        let first = schema.types.iter().find(|ty| ty.value != TypeName::Null);
        nullable |= schema.values.iter().flat_map(|values| &values.value).any(|value| value.value == Value::Null);
        let listed = enums::listed(schema);
        let ty = match first.map(|ty| ty.value).or_else(|| implied(schema, listed)) {
            Some(TypeName::Integer | TypeName::String) if listed.is_some() => {
                self.definition(schema, listed, file, name)
            }
            Some(TypeName::Boolean) => Type::Scalar(Scalar::Boolean),
            Some(TypeName::Integer) => Type::Scalar(Scalar::Integer(width(schema))),
            Some(TypeName::Number) => Type::Scalar(Scalar::Number(precision(schema))),
            Some(TypeName::String) => {
                Type::Scalar(Scalar::Text(match schema.format.as_ref().map(|format| format.value.as_str()) {
                    Some("date-time") => Text::DateTime,
                    Some("date") => Text::Date,
                    Some("byte") => Text::Base64,
                    Some("password") => Text::Secret,
                    Some(_) | None => Text::Plain,
                }))
            }
            Some(TypeName::Array) => {
                let Some(items) = &schema.items else {
                    self.files.diagnostics.push(match self.files.is_3_1 {
                        true => messages::became_value(schema.span, "the list has no `items`"),
                        false => messages::missing_items(schema.span),
                    });
                    return Some((Type::Array(Box::new(Schema::plain(Type::Any))), nullable));
                };
                let item = self.resolve(items, items.span().file, &part(name, "item"))?;
                Type::Array(Box::new(item.schema))
            }
            Some(TypeName::Object) => self.object_type(schema, file, name)?,
            Some(TypeName::Null) | None => {
                if let Some(values) = schema.values.as_ref().filter(|values| !values.value.iter().all(is_null)) {
                    let reason = "its values have no type in common";
                    self.files.diagnostics.push(messages::became_value(values.span, reason));
                }
                Type::Any
            }
        };
        Some((ty, nullable))
    }

    fn object_type(&mut self, schema: &openapi::Schema, file: FileId, name: &Spanned<String>) -> Option<Type> {
        if !schema.properties.is_empty() {
            return Some(self.definition(schema, None, file, name));
        }
        match schema.additional.as_ref().map(|additional| &additional.value) {
            Some(AdditionalProperties::Schema(values)) => {
                let value = self.resolve(values, values.span().file, &part(name, "value"))?;
                Some(Type::Map(Box::new(value.schema)))
            }
            // Closed and without a property: an empty object, which is a type of its own.
            Some(AdditionalProperties::Allowed(false)) => Some(self.definition(schema, None, file, name)),
            Some(AdditionalProperties::Allowed(true)) | None => Some(Type::FreeForm),
        }
    }
}

/// The name of something inside of something.
fn part(name: &Spanned<String>, part: &str) -> Spanned<String> {
    Spanned::new(format!("{} {part}", name.value), name.span)
}

/// Reports what is written as the other version of OpenAPI writes it.
fn check_version(schema: &openapi::Schema, files: &mut Files<'_>) {
    if files.is_3_1 {
        if let Some(span) = schema.nullable {
            let help = "write `type: [string, \"null\"]`, with the type that it has";
            files.diagnostics.push(messages::other_version(span, "`nullable`", "3.0", help));
        }
    } else if let Some(null) = schema.types.iter().find(|ty| ty.value == TypeName::Null) {
        let help = "write `nullable: true`, and `type` with one name";
        files.diagnostics.push(messages::other_version(null.span, "the type `null`", "3.1", help));
    }
}

/// The type of a schema that does not say it.
fn implied(schema: &openapi::Schema, listed: Option<Listed>) -> Option<TypeName> {
    if !schema.properties.is_empty() || schema.additional.is_some() {
        return Some(TypeName::Object);
    }
    if schema.items.is_some() {
        return Some(TypeName::Array);
    }
    match listed {
        Some(Listed::Texts) => return Some(TypeName::String),
        Some(Listed::Integers) => return Some(TypeName::Integer),
        None => {}
    }
    let mut values = schema.values.as_ref()?.value.iter().filter(|value| !is_null(value)).peekable();
    match values.peek().map(|first| &first.value)? {
        Value::Number(_) => values.all(|value| matches!(value.value, Value::Number(_))).then_some(TypeName::Number),
        Value::Bool(_) => values.all(|value| matches!(value.value, Value::Bool(_))).then_some(TypeName::Boolean),
        Value::Null | Value::String(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn is_null(value: &Node) -> bool {
    value.value == Value::Null
}

/// The width of an integer; 64 bits if the schema does not say, or as many as its bounds need.
pub fn width(schema: &openapi::Schema) -> Width {
    match schema.format.as_ref().map(|format| format.value.as_str()) {
        Some("int32" | "int16" | "int8" | "uint16" | "uint8") => Width::Int32,
        Some("int64") => Width::Int64,
        Some("uint32") => Width::Uint32,
        Some("uint64" | "uint") => Width::Uint64,
        Some("int128") => Width::Int128,
        Some("uint128") => Width::Uint128,
        Some(_) | None => bounded(schema),
    }
}

/// Servers count up to what the bounds say, whatever is usual.
fn bounded(schema: &openapi::Schema) -> Width {
    let end = |bound: &Option<Spanned<Number>>| bound.as_ref().map(|bound| bound.value);
    let is_within = |(least, most): (i128, i128)| {
        let is = |end: Option<Number>, limit: i128, beyond: Ordering| {
            end.is_none_or(|end| compare(end, Number::Integer(limit)) != Some(beyond))
        };
        is(end(&schema.minimum), least, Ordering::Less) && is(end(&schema.maximum), most, Ordering::Greater)
    };
    let is_positive =
        end(&schema.minimum).is_some_and(|least| compare(least, Number::Integer(0)).is_some_and(Ordering::is_ge));
    let widths = [Width::Int64, Width::Uint64, Width::Int128];
    let mut widths = widths.into_iter().filter(|width| is_positive || *width != Width::Uint64);
    widths.find(|width| is_within(width.limits())).unwrap_or(Width::Int128)
}

fn precision(schema: &openapi::Schema) -> Precision {
    match schema.format.as_ref().map(|format| format.value.as_str()) {
        Some("float") => Precision::Float,
        Some("decimal" | "decimal128") => Precision::Decimal,
        Some(_) | None => Precision::Double,
    }
}
