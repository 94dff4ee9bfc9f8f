//! Finds enums that are written as a union: values one by one, each with words about it. Must not know how an enum is resolved.

use super::Part;
use super::rules::has_members;
use crate::openapi;
use crate::source::Spanned;
use crate::yaml::{Node, Value};

/// Values that are listed one by one, each with words about it: an enum.
pub fn listed(schema: &openapi::Schema, parts: &[Part]) -> Option<openapi::Schema> {
    let is_value = |part: &Part| {
        let openapi::Schema { values, properties, all_of, one_of, any_of, .. } = &*part.found;
        let is_plain = properties.is_empty() && all_of.is_empty() && one_of.is_empty() && any_of.is_empty();
        let same = |node: &Node| matches!(node.value, Value::String(_) | Value::Number(_));
        is_plain && part.place.is_none() && values.as_ref().is_some_and(|list| list.value.iter().all(same))
    };
    if parts.is_empty() || !parts.iter().all(is_value) || has_members(schema) {
        return None;
    }
    let values: Vec<(Node, Option<Spanned<String>>)> = parts
        .iter()
        .flat_map(|part| {
            let words = part.found.description.clone().or_else(|| part.found.title.clone());
            part.found.values.iter().flat_map(|values| &values.value).map(move |node| (node.clone(), words.clone()))
        })
        .collect();
    let is_text = |(node, _): &(Node, Option<Spanned<String>>)| matches!(node.value, Value::String(_));
    if values.iter().any(is_text) != values.iter().all(is_text) {
        return None;
    }
    let has_words = values.iter().any(|(_, words)| words.is_some());
    let words = |(node, words): &(Node, Option<Spanned<String>>)| {
        words.clone().unwrap_or_else(|| Spanned::new(String::new(), node.span))
    };
    let span = schema.places.of("oneOf").or(schema.places.of("anyOf")).unwrap_or(schema.span);
    let types = match schema.types.is_empty() {
        true => parts.iter().find_map(|part| (!part.found.types.is_empty()).then(|| part.found.types.clone())),
        false => None,
    };
    Some(openapi::Schema {
        types: types.unwrap_or_else(|| schema.types.clone()),
        variant_descriptions: if has_words { values.iter().map(words).collect() } else { Vec::new() },
        values: Some(Spanned::new(values.into_iter().map(|(node, _)| node).collect(), span)),
        one_of: Vec::new(),
        any_of: Vec::new(),
        ..schema.clone()
    })
}
