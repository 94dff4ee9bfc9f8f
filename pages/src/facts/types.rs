//! Says the types of the spec in the words of pages. Must not know where they stand.

use crate::page::Type;
use apig_codegen::api::{self, Definition, Json, Kind, Precision, Scalar, Schema, Text, Width};

/// The definition of a type that has a name.
pub fn definition<'t>(ty: &api::Type, types: &'t [Definition]) -> Option<&'t Definition> {
    ty.named().and_then(|id| types.get(id.0))
}

/// A type as a page writes it.
pub fn type_of(ty: &api::Type, types: &[Definition]) -> Type {
    match ty {
        api::Type::Scalar(scalar) => of_scalar(*scalar),
        api::Type::Any | api::Type::FreeForm => Type::Object,
        api::Type::Array(items) => Type::Array(Box::new(type_of(&items.ty, types))),
        api::Type::Map(values) => Type::Map(Box::new(type_of(&values.ty, types))),
        api::Type::Named(_) => match definition(ty, types) {
            Some(definition) => match &definition.kind {
                Kind::StringEnum(_) => Type::String,
                Kind::IntegerEnum(width, _) => of_scalar(Scalar::Integer(*width)),
                Kind::Object(_) | Kind::Union(_) => Type::Named(definition.name.clone()),
            },
            None => Type::Object,
        },
    }
}

/// Pages know two widths of integers, and have no formats of text.
fn of_scalar(scalar: Scalar) -> Type {
    match scalar {
        Scalar::Boolean => Type::Boolean,
        Scalar::Integer(Width::Int32 | Width::Uint32) => Type::Integer,
        Scalar::Integer(Width::Int64 | Width::Uint64 | Width::Int128 | Width::Uint128) => Type::Long,
        Scalar::Number(Precision::Float) => Type::Float,
        Scalar::Number(Precision::Double | Precision::Decimal) => Type::Double,
        Scalar::Text(Text::Plain | Text::DateTime | Text::Date | Text::Base64 | Text::Secret) => Type::String,
        Scalar::Text(Text::Binary) => Type::File,
    }
}

/// A type that is known by its words in the spec alone: `integer int64`.
pub fn written(words: &str) -> Type {
    let (ty, format) = words.split_once(' ').unwrap_or((words, ""));
    match (ty, format) {
        ("" | "string", _) => Type::String,
        ("integer", "int32") => Type::Integer,
        ("integer", _) => Type::Long,
        ("number", "float") => Type::Float,
        ("number", _) => Type::Double,
        ("boolean", _) => Type::Boolean,
        (other, _) => Type::Other(other.to_owned()),
    }
}

/// The values that there are, with commas between them.
pub fn values(schema: &Schema, types: &[Definition]) -> Option<String> {
    let joined = |values: Vec<String>| values.join(",");
    match definition(&schema.ty, types).map(|definition| &definition.kind) {
        Some(Kind::StringEnum(variants)) => {
            Some(joined(variants.iter().map(|variant| variant.value.clone()).collect()))
        }
        Some(Kind::IntegerEnum(_, variants)) => {
            Some(joined(variants.iter().map(|variant| variant.value.to_string()).collect()))
        }
        Some(Kind::Object(_) | Kind::Union(_)) | None => {
            let values = schema.constraints.values.as_ref()?;
            Some(joined(values.iter().map(text).collect()))
        }
    }
}

/// A value as pages write it: text without quotes.
pub fn text(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
