//! Resolves enums: values of one type, with the names and descriptions that the document gives them.

use super::numbers::whole;
use super::operations::earlier;
use crate::api::{Kind, Variant};
use crate::diagnostics::messages::Remedy;
use crate::diagnostics::{Diagnostic, Diagnostics, Label, MOST_SLIPS, messages};
use crate::openapi::{self, TypeName, number_in_text};
use crate::source::{Span, Spanned};
use crate::yaml::{Node, Number, Value};
use std::collections::BTreeMap;

/// What the values of most enums are.
const TEXT: &str = "a string";

const TYPE_OF_ALL: Remedy<'_> = Remedy::Words("all values of an enum have its type: mend the value or `type`");

/// Reads the values of an enum schema.
pub fn read(schema: &openapi::Schema, values: &Spanned<Vec<Node>>, diagnostics: &mut Diagnostics) -> Kind {
    let written = values;
    let values: Vec<&Node> = values.value.iter().filter(|value| value.value != Value::Null).collect();
    for (key, list) in
        [("x-enum-varnames", &schema.variant_names), ("x-enum-descriptions", &schema.variant_descriptions)]
    {
        if let Some(first) = list.first()
            && list.len() != values.len()
        {
            diagnostics.push(messages::enum_names_count(first.span, written.span, key, list.len(), values.len()));
        }
    }
    let is_string = match schema.types.iter().find(|ty| ty.value != TypeName::Null) {
        Some(ty) => ty.value == TypeName::String,
        None => matches!(values.first().map(|value| &value.value), Some(Value::String(_))),
    };
    if is_string {
        Kind::StringEnum(variants(schema, &values, diagnostics, TEXT, |value| match value {
            Value::String(text) => Some(text.clone()),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
        }))
    } else {
        let width = super::data_types::width(schema);
        Kind::IntegerEnum(
            width,
            variants(schema, &values, diagnostics, "an integer of 64 bits", |value| match value {
                Value::Number(number) => i64::try_from(whole(*number)?).ok(),
                Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => None,
            }),
        )
    }
}

fn variants<T: Clone + Ord + ToString>(
    schema: &openapi::Schema,
    values: &[&Node],
    diagnostics: &mut Diagnostics,
    expected: &str,
    read: impl Fn(&Value) -> Option<T>,
) -> Vec<Variant<T>> {
    let mut seen: BTreeMap<T, Span> = BTreeMap::new();
    let mut variants = Vec::new();
    let mut misfits: Vec<Diagnostic> = Vec::new();
    for (at, node) in values.iter().enumerate() {
        let Some(value) = read(&node.value) else {
            let message = misfit(node, expected);
            // Who forgot the quotes once forgot them in the whole list: that is one message.
            match misfits.iter_mut().find(|other| other.help == message.help) {
                Some(other) if other.labels.len() >= MOST_SLIPS => {}
                Some(other) => other.labels.push(Label { span: node.span, text: String::new() }),
                None => misfits.push(message),
            }
            continue;
        };
        if let Some(first) = earlier(&mut seen, value.clone(), node.span) {
            diagnostics.push(messages::duplicate_enum_value(node.span, first, &value.to_string()));
            continue;
        }
        let nth = |list: &[Spanned<String>]| list.get(at).map(|text| text.value.clone());
        variants.push(Variant {
            value,
            name: nth(&schema.variant_names),
            description: nth(&schema.variant_descriptions),
            span: node.span,
        });
    }
    misfits.into_iter().for_each(|message| diagnostics.push(message));
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
