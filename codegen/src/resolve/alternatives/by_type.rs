//! Takes a schema apart that names several types: to each go the keywords that mean something for it. Must not know what else
//! makes a union.

use super::Part;
use crate::openapi::{self, TypeName};
use crate::source::{FileId, Spanned};
use crate::yaml::{Node, Value};

/// Each type with the keywords that mean something for it.
pub fn by_type(schema: &openapi::Schema, types: &[Spanned<TypeName>], file: FileId) -> Vec<Part> {
    let names = types.iter().filter(|ty| ty.value != TypeName::Null);
    names.map(|ty| Part::of(of_type(schema, ty.clone()), file)).collect()
}

/// What of a schema is about values of that type.
fn of_type(schema: &openapi::Schema, ty: Spanned<TypeName>) -> openapi::Schema {
    let of = |node: &Node| match (&node.value, ty.value) {
        (Value::String(_), TypeName::String) | (Value::Bool(_), TypeName::Boolean) => true,
        (Value::Number(_), TypeName::Integer | TypeName::Number) => true,
        (Value::Array(_), TypeName::Array) | (Value::Object(_), TypeName::Object) => true,
        (
            Value::Null | Value::String(_) | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_),
            _,
        ) => false,
    };
    let values =
        schema.values.as_ref().map(|values| values.value.iter().filter(|node| of(node)).cloned().collect::<Vec<_>>());
    let values = values.filter(|values| !values.is_empty()).zip(schema.values.as_ref());
    // An enum is known by its place, and here are several at one.
    let span = if values.is_some() { ty.span } else { schema.span };
    let own = openapi::Schema {
        types: vec![ty.clone()],
        values: values.map(|(values, all)| Spanned::new(values, all.span)),
        ..openapi::Schema::blank(span)
    };
    match ty.value {
        TypeName::String => openapi::Schema {
            format: schema.format.clone(),
            min_length: schema.min_length.clone(),
            max_length: schema.max_length.clone(),
            patterns: schema.patterns.clone(),
            ..own
        },
        TypeName::Integer | TypeName::Number => openapi::Schema {
            format: schema.format.clone(),
            minimum: schema.minimum.clone(),
            exclusive_minimum: schema.exclusive_minimum,
            maximum: schema.maximum.clone(),
            exclusive_maximum: schema.exclusive_maximum,
            multiple_of: schema.multiple_of.clone(),
            ..own
        },
        TypeName::Array => openapi::Schema {
            items: schema.items.clone().or_else(|| Some(openapi::Schema::blank(schema.span).into())),
            prefix_items: schema.prefix_items.clone(),
            min_items: schema.min_items.clone(),
            max_items: schema.max_items.clone(),
            unique_items: schema.unique_items,
            ..own
        },
        TypeName::Object => openapi::Schema {
            properties: schema.properties.clone(),
            required: schema.required.clone(),
            additional: schema.additional.clone(),
            pattern_properties: schema.pattern_properties.clone(),
            all_of: schema.all_of.clone(),
            min_properties: schema.min_properties.clone(),
            max_properties: schema.max_properties.clone(),
            ..own
        },
        TypeName::Boolean | TypeName::Null => own,
    }
}
