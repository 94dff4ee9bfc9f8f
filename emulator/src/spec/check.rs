//! Checks values by the generator's own judgement, and parses the text of parameters. Knows the model of the spec;
//! tells the path of the first violation, since the documented error names one parameter. Must not know HTTP.

use apig_codegen::api::{Alternative, Definition, Json, Kind, Scalar, Schema, Text, Type};
use apig_codegen::refused;

/// Checks values against the types of one service.
#[derive(Clone, Copy)]
pub(crate) struct Check<'a> {
    pub types: &'a [Definition],
}

impl Check<'_> {
    /// The path at which the value first violates the schema. The depth is that of the value, which its reader
    /// bounds.
    pub fn value(self, schema: &Schema, value: &Json, path: &str) -> Result<(), String> {
        match refused(value, schema, self.types, is_form) {
            None => Ok(()),
            Some(inner) if path.is_empty() || inner.is_empty() || inner.starts_with('[') => {
                Err(format!("{path}{inner}"))
            }
            Some(inner) => Err(format!("{path}.{inner}")),
        }
    }
}

/// Whether text has the form that its type names.
fn is_form(form: Text, text: &str) -> bool {
    match form {
        Text::DateTime => apig_runtime::DateTime::from(text).parse().is_ok(),
        Text::Date => apig_runtime::Date::from(text).parse().is_ok(),
        Text::Base64 => is_base64(text),
        Text::Plain | Text::Binary | Text::Secret => true,
    }
}

fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && digits.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/')
}

/// A whole number, written as one or as `1.0`, which JSON Schema takes for the same.
pub(crate) fn integer(number: &serde_json::Number) -> Option<i128> {
    let text = number.to_string();
    number.as_i128().or_else(|| text.strip_suffix(".0")?.parse().ok())
}

/// A parameter's text as a value of its type; `None` if it is none. A list is split at its commas.
pub(crate) fn parsed(schema: &Schema, types: &[Definition], text: &str) -> Option<Json> {
    let number = |text: &str| text.parse::<serde_json::Number>().ok().map(Json::Number);
    match &schema.ty {
        Type::Scalar(Scalar::Boolean) => text.parse().ok().map(Json::Bool),
        Type::Scalar(Scalar::Integer(_)) => whole(text, schema.constraints.server_clamps),
        Type::Scalar(Scalar::Number(_)) => number(text),
        Type::Array(item) => {
            text.split(',').map(|text| parsed(item, types, text)).collect::<Option<_>>().map(Json::Array)
        }
        Type::Named(id) => match types.get(id.0).map(|definition| &definition.kind) {
            Some(Kind::IntegerEnum(..)) => whole(text, false),
            Some(Kind::StringEnum(_)) => Some(text.into()),
            Some(Kind::Union(union)) => {
                let read = |one: &Alternative| {
                    let value = parsed(&one.schema, types, text)?;
                    refused(&value, &one.schema, types, is_form).is_none().then_some(value)
                };
                union.alternatives.iter().find_map(read)
            }
            Some(Kind::Object(_)) | None => None,
        },
        Type::Scalar(Scalar::Text(_)) | Type::Any => Some(text.into()),
        Type::FreeForm | Type::Map(_) => None,
    }
}

/// A whole number; one that is corrected anyway may be beyond all bounds.
fn whole(text: &str, is_clamped: bool) -> Option<Json> {
    let number: i128 = text.parse().ok()?;
    if is_clamped {
        let clamped = number.clamp(i128::from(i32::MIN), i128::from(i32::MAX));
        return i64::try_from(clamped).ok().map(Json::from);
    }
    serde_json::Number::from_i128(number).map(Json::Number)
}
