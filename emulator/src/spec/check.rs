//! Checks values by the generator's own judgement, and parses the text of scalars. Knows the model of the spec; tells the path of
//! the first violation, since the documented error names one parameter. Must not know HTTP.

use apig_codegen::api::{Alternative, Definition, Json, Kind, Scalar, Schema, Type};
use apig_codegen::{Refusal, Sender, refused};

/// Checks values against the types of one service.
#[derive(Clone, Copy)]
pub(crate) struct Check<'a> {
    pub types: &'a [Definition],
}

/// What a schema is to whoever reads text.
pub(crate) enum Shape<'a> {
    /// One of these.
    Union(&'a [Alternative]),
    List(&'a Schema),
    /// Names and values.
    Object,
    /// Text that says it itself, or anything.
    Scalar,
}

impl<'a> Check<'a> {
    /// The path at which the value first violates the schema, and why. The depth is that of the value, which its reader bounds.
    pub fn value(self, schema: &Schema, value: &Json, path: &str) -> Result<(), Refusal> {
        let Some(Refusal { path: inner, reason }) = refused(value, schema, self.types, Sender::Caller) else {
            return Ok(());
        };
        let between = if path.is_empty() || inner.is_empty() || inner.starts_with('[') { "" } else { "." };
        Err(Refusal { path: format!("{path}{between}{inner}"), reason })
    }

    pub fn allows(self, schema: &Schema, value: &Json) -> bool {
        refused(value, schema, self.types, Sender::Caller).is_none()
    }

    pub fn shape<'s>(self, schema: &'s Schema) -> Shape<'s>
    where
        'a: 's,
    {
        match &schema.ty {
            Type::Array(item) => Shape::List(item),
            Type::FreeForm | Type::Map(_) => Shape::Object,
            Type::Scalar(_) | Type::Any => Shape::Scalar,
            Type::Named(id) => match self.types.get(id.0).map(|definition| &definition.kind) {
                Some(Kind::Object(_)) => Shape::Object,
                Some(Kind::Union(union)) => Shape::Union(&union.alternatives),
                Some(Kind::StringEnum(_) | Kind::IntegerEnum(..)) | None => Shape::Scalar,
            },
        }
    }

    /// What an object may hold under a name; nothing if the document does not say it.
    pub fn property<'s>(self, schema: &'s Schema, name: &str) -> Option<&'s Schema>
    where
        'a: 's,
    {
        match &schema.ty {
            Type::Map(inner) => Some(inner),
            Type::Named(id) => match self.types.get(id.0).map(|definition| &definition.kind) {
                Some(Kind::Object(object)) => {
                    let property = object.properties.iter().find(|property| property.name == name);
                    property.map(|property| &property.schema).or(object.additional.as_deref())
                }
                Some(Kind::Union(_) | Kind::StringEnum(_) | Kind::IntegerEnum(..)) | None => None,
            },
            Type::Scalar(_) | Type::Any | Type::FreeForm | Type::Array(_) => None,
        }
    }

    /// Whether an object lists a name, and whether it takes others.
    pub fn takes(self, schema: &Schema, name: &str) -> (bool, bool) {
        match &schema.ty {
            Type::Named(id) => match self.types.get(id.0).map(|definition| &definition.kind) {
                Some(Kind::Object(object)) => {
                    (object.properties.iter().any(|property| property.name == name), object.additional.is_some())
                }
                Some(Kind::Union(_) | Kind::StringEnum(_) | Kind::IntegerEnum(..)) | None => (false, false),
            },
            Type::Map(_) | Type::FreeForm | Type::Any => (false, true),
            Type::Scalar(_) | Type::Array(_) => (false, false),
        }
    }

    /// A text as a value of a type; `None` if it is none. What has parts is JSON there.
    pub fn parsed(self, schema: &Schema, text: &str) -> Option<Json> {
        match &schema.ty {
            Type::Scalar(Scalar::Boolean) => text.parse().ok().map(Json::Bool),
            Type::Scalar(Scalar::Integer(_)) => whole(text, schema.constraints.server_clamps),
            Type::Scalar(Scalar::Number(_)) => text.parse::<serde_json::Number>().ok().map(Json::Number),
            Type::Named(id) => match self.types.get(id.0).map(|definition| &definition.kind) {
                Some(Kind::IntegerEnum(..)) => whole(text, false),
                Some(Kind::StringEnum(_)) => Some(text.into()),
                Some(Kind::Union(union)) => {
                    let read = |one: &Alternative| self.parsed(&one.schema, text);
                    let allowed = |value: &Json| self.allows(schema, value);
                    union.alternatives.iter().filter_map(read).find(allowed)
                }
                Some(Kind::Object(_)) | None => serde_json::from_str(text).ok(),
            },
            Type::Scalar(Scalar::Text(_)) => Some(text.into()),
            Type::Any => {
                let value = Json::from(text);
                if self.allows(schema, &value) { Some(value) } else { serde_json::from_str(text).ok() }
            }
            Type::FreeForm | Type::Map(_) | Type::Array(_) => serde_json::from_str(text).ok(),
        }
    }
}

/// A whole number, written as one or as `1.0`, which JSON Schema takes for the same.
pub(crate) fn integer(number: &serde_json::Number) -> Option<i128> {
    let text = number.to_string();
    number.as_i128().or_else(|| text.strip_suffix(".0")?.parse().ok())
}

/// A whole number; one that is corrected anyway may be beyond all bounds.
fn whole(text: &str, is_clamped: bool) -> Option<Json> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if is_clamped && !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit()) {
        let beyond = if text.starts_with('-') { i128::MIN } else { i128::MAX };
        let number: i128 = text.parse().unwrap_or(beyond);
        let clamped = number.clamp(i128::from(i32::MIN), i128::from(i32::MAX));
        return i64::try_from(clamped).ok().map(Json::from);
    }
    serde_json::Number::from_i128(text.parse().ok()?).map(Json::Number)
}
