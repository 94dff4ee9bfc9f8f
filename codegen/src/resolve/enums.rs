//! Resolves enums: values of one type, with the names and descriptions that the document gives them.

use super::files::Files;
use super::numbers::whole;
use super::operations::earlier;
use crate::api::{Kind, Variant};
use crate::diagnostics::messages::Remedy;
use crate::diagnostics::{Diagnostic, Label, MOST_SLIPS, messages};
use crate::openapi::{self, TypeName, number_in_text};
use crate::source::{Span, Spanned};
use crate::yaml::{Node, Number, Value};
use std::collections::BTreeMap;

/// What the values of most enums are.
const TEXT: &str = "a string";

const TYPE_OF_ALL: Remedy<'_> = Remedy::Words("all values of an enum have its type: mend the value or `type`");

/// The values of a type with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    Texts,
    Integers,
}

/// What the values of a schema are, by its `type` or else by themselves; `None` if they make no type with a name: numbers with
/// fractions, booleans, lists and maps keep their types, and values of several types make a union.
pub fn listed(schema: &openapi::Schema) -> Option<Listed> {
    let values = schema.values.iter().flat_map(|values| &values.value).filter(|value| value.value != Value::Null);
    let values: Vec<&Value> = values.map(|value| &value.value).collect();
    let is_text = |value: &&Value| matches!(value, Value::String(_));
    let is_integer = |value: &&Value| matches!(value, Value::Number(_)) && integer(value).is_some();
    let names = schema.types.iter().map(|name| name.value).filter(|name| *name != TypeName::Null);
    match (names.collect::<Vec<_>>().as_slice(), values.first()) {
        (_, None) => None,
        ([TypeName::String], _) => values.iter().any(|value| is_scalar(value)).then_some(Listed::Texts),
        // Longer integers have a type, and it makes no enum.
        ([TypeName::Integer], _) if values.iter().any(|value| is_longer(value)) => None,
        ([TypeName::Integer], _) => values.iter().any(|value| integer(value).is_some()).then_some(Listed::Integers),
        ([], Some(first)) if is_text(first) => values.iter().all(is_text).then_some(Listed::Texts),
        ([], Some(_)) => values.iter().all(is_integer).then_some(Listed::Integers),
        ([_, ..], _) => None,
    }
}

/// The types of which the values are, if nothing but they says so, and they are of several.
pub fn mixed(schema: &openapi::Schema) -> Vec<Spanned<TypeName>> {
    let values = || schema.values.iter().flat_map(|values| &values.value).filter(|value| value.value != Value::Null);
    if !schema.types.is_empty() || !values().all(|value| is_scalar(&value.value)) {
        return Vec::new();
    }
    let numbers = || values().filter(|value| matches!(value.value, Value::Number(_)));
    let number =
        if numbers().all(|value| integer(&value.value).is_some()) { TypeName::Integer } else { TypeName::Number };
    let first =
        |is: fn(&Value) -> bool, ty| values().find(|value| is(&value.value)).map(|value| Spanned::new(ty, value.span));
    let types = [
        first(|value| matches!(value, Value::String(_)), TypeName::String),
        first(|value| matches!(value, Value::Number(_)), number),
        first(|value| matches!(value, Value::Bool(_)), TypeName::Boolean),
    ];
    let mut types: Vec<_> = types.into_iter().flatten().collect();
    types.sort_by_key(|ty| ty.span.start);
    if types.len() > 1 { types } else { Vec::new() }
}

fn is_scalar(value: &Value) -> bool {
    match value {
        Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
}

fn is_longer(value: &Value) -> bool {
    matches!(value, Value::Number(Number::Integer(integer)) if !is_of_64_bits(*integer))
}

/// The integer that is meant, be it in quotes.
fn integer(value: &Value) -> Option<i128> {
    let integer = match value {
        Value::Number(number) => whole(*number),
        Value::String(text) => text.parse().ok(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    };
    integer.filter(|integer| is_of_64_bits(*integer))
}

/// With a sign or without one.
fn is_of_64_bits(integer: i128) -> bool {
    i64::try_from(integer).is_ok() || u64::try_from(integer).is_ok()
}

/// Reads the values of an enum schema.
pub fn read(schema: &openapi::Schema, listed: Listed, files: &mut Files<'_>) -> Kind {
    let written = schema.values.as_ref();
    let values: Vec<&Node> =
        written.iter().flat_map(|values| &values.value).filter(|value| value.value != Value::Null).collect();
    let mut fitting = |key: &str, list: &'_ [Spanned<String>]| -> Vec<Spanned<String>> {
        if let (Some(first), Some(written)) = (list.first(), written)
            && list.len() != values.len()
        {
            let message = messages::enum_names_count(first.span, written.span, key, list.len(), values.len());
            files.diagnostics.push(message);
            return Vec::new();
        }
        list.to_vec()
    };
    let names = fitting("x-enum-varnames", &schema.variant_names);
    let descriptions = fitting("x-enum-descriptions", &schema.variant_descriptions);
    let were = fitting("x-enum-was", &schema.variants_were);
    let words = [names.as_slice(), were.as_slice(), descriptions.as_slice()];
    match listed {
        Listed::Texts => {
            let is_text = |value: &Value| matches!(value, Value::String(_));
            Kind::StringEnum(variants(&values, words, files, (TEXT, is_text), |node, files| match &node.value {
                Value::String(text) => Some(text.clone()),
                // As it is written: `1.10` is no other text than it is.
                Value::Bool(_) | Value::Number(_) => {
                    let Span { file, start, end } = node.span;
                    files.sources.text(file).get(start..end).map(str::to_owned)
                }
                Value::Null | Value::Array(_) | Value::Object(_) => None,
            }))
        }
        Listed::Integers => {
            let is_number = |value: &Value| matches!(value, Value::Number(_)) && integer(value).is_some();
            let expected = ("an integer of 64 bits", is_number as fn(&Value) -> bool);
            let width = super::data_types::width(schema);
            Kind::IntegerEnum(width, variants(&values, words, files, expected, |node, _| integer(&node.value)))
        }
    }
}

/// The values that can be read as what all are, and what else is written in their place.
fn variants<T: Clone + Ord + ToString>(
    values: &[&Node],
    [names, were, descriptions]: [&[Spanned<String>]; 3],
    files: &mut Files<'_>,
    (expected, is_of_type): (&str, fn(&Value) -> bool),
    read: impl Fn(&Node, &Files<'_>) -> Option<T>,
) -> Vec<Variant<T>> {
    let mut seen: BTreeMap<T, Span> = BTreeMap::new();
    let mut variants = Vec::new();
    let mut misfits: Vec<Diagnostic> = Vec::new();
    for (at, node) in values.iter().enumerate() {
        if !is_of_type(&node.value) {
            let message = misfit(node, expected);
            // Who forgot the quotes once forgot them in the whole list: that is one message.
            match misfits.iter_mut().find(|other| other.help == message.help) {
                Some(other) if other.labels.len() >= MOST_SLIPS => {}
                Some(other) => other.labels.push(Label { span: node.span, text: String::new() }),
                None => misfits.push(message),
            }
        }
        let Some(value) = read(node, files) else { continue };
        if let Some(first) = earlier(&mut seen, value.clone(), node.span) {
            files.diagnostics.push(messages::duplicate_enum_value(node.span, first, &value.to_string()));
            continue;
        }
        let text = |list: &[Spanned<String>]| list.get(at).map(|text| text.value.clone());
        let was = were.get(at).filter(|name| !name.value.is_empty()).cloned();
        variants.push(Variant { value, name: text(names), was, description: text(descriptions), span: node.span });
    }
    misfits.into_iter().for_each(|message| files.diagnostics.push(message));
    variants
}

/// A value of another type than the enum.
fn misfit(node: &Node, expected: &str) -> Diagnostic {
    let (found, remedy) = match &node.value {
        Value::Number(Number::Integer(integer)) if expected != TEXT && i64::try_from(*integer).is_err() => {
            ("a longer integer", Remedy::Words("describe it as text, or leave the value out"))
        }
        Value::Bool(_) | Value::Number(_) if expected == TEXT => (node.kind(), Remedy::AddQuotes),
        Value::String(text) => (node.kind(), number_in_text(text, "an integer").unwrap_or(TYPE_OF_ALL)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            (node.kind(), TYPE_OF_ALL)
        }
    };
    messages::enum_value(node.span, expected, found, remedy)
}
