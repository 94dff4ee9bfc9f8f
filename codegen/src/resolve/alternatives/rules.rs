//! Judges by its keywords alone what a schema says: a type, a list of types, `null`, or a rule about a type that is told elsewhere.
//! Must not follow references.

use crate::openapi::{self, RefOr, TypeName};
use crate::yaml::Value;

pub fn has_members(schema: &openapi::Schema) -> bool {
    let has_two = !schema.one_of.is_empty() && !schema.any_of.iter().all(is_rule_of);
    let has_names =
        !schema.properties.is_empty() || !schema.pattern_properties.is_empty() || schema.additional.is_some();
    has_two || has_names || !schema.all_of.is_empty()
}

/// Whether a schema is a list of types and no more, which go for themselves.
pub fn is_only_union(schema: &openapi::Schema) -> bool {
    let openapi::Schema { one_of, any_of, discriminator, types, title, .. } = schema;
    let is_one = one_of.is_empty() != any_of.is_empty();
    is_one && discriminator.is_none() && types.is_empty() && title.is_none() && !has_members(schema)
}

pub fn is_null(schema: &openapi::Schema) -> bool {
    let of_type = !schema.types.is_empty() && schema.types.iter().all(|ty| ty.value == TypeName::Null);
    of_type || schema.values.as_ref().is_some_and(|values| values.value.iter().all(|node| node.value == Value::Null))
}

pub fn may_be_null(schema: &openapi::Schema) -> bool {
    let listed = schema.values.as_ref().is_some_and(|values| values.value.iter().any(|node| node.value == Value::Null));
    listed || schema.nullable.is_some() || schema.types.iter().any(|ty| ty.value == TypeName::Null)
}

/// Whether it says nothing about a type.
pub fn is_any(schema: &openapi::Schema) -> bool {
    let openapi::Schema { types, values, items, prefix_items, one_of, any_of, untold, never, .. } = schema;
    let says_items = items.is_some() || !prefix_items.is_empty();
    let says_type = !types.is_empty() || values.is_some() || says_items || !one_of.is_empty() || !any_of.is_empty();
    !says_type && !has_members(schema) && !untold && !never
}

/// Whether it only says what must be there: a rule about a type, and none itself.
pub fn is_rule(schema: &openapi::Schema) -> bool {
    is_any(schema) && !schema.required.is_empty()
}

fn is_rule_of(part: &RefOr<openapi::Schema>) -> bool {
    match part {
        RefOr::Ref(_) => false,
        RefOr::Value(schema) => is_rule(schema),
    }
}
