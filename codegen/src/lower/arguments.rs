//! Chooses the value that an example passes for a parameter: the document's, or a placeholder within the bounds. Must
//! not know bodies.

use super::TypeTable;
use super::examples::{expr, named};
use crate::api::{self, Json, Kind, Location, Parameter, Scalar, Schema, TypeId};
use crate::rust::Expr;

/// A value for a parameter: the document's example, or a placeholder of its type.
pub fn of(parameter: &Parameter, types: &TypeTable<'_>) -> Expr {
    shown_example(parameter, types).unwrap_or_else(|| placeholder(&parameter.name, &parameter.schema, types))
}

/// The document's example, unless no URL can have it.
fn shown_example(parameter: &Parameter, types: &TypeTable<'_>) -> Option<Expr> {
    let example = parameter.example.as_ref()?;
    let odd = |c: char| c.is_control() || matches!(c, '/' | '\\');
    let is_segment = |text: &str| !matches!(text, "" | "." | "..") && !text.contains(odd);
    match (parameter.location, example) {
        (Location::Path, Json::String(text)) if !is_segment(text) => None,
        (Location::Header, Json::String(text)) if !text.chars().all(|c| matches!(c, ' '..='~')) => None,
        (Location::Path | Location::Query | Location::Header, example) => expr(example, &parameter.schema, types),
    }
}

/// Whether the value surely passes the checks: a placeholder need not match a pattern.
pub fn passes(parameter: &Parameter, types: &TypeTable<'_>) -> bool {
    let is_shown = parameter.location == Location::Path || parameter.required;
    !is_shown || shown_example(parameter, types).is_some() || has_placeholder(&parameter.schema)
}

fn has_placeholder(schema: &Schema) -> bool {
    let inner = if let api::Type::Array(items) = &schema.ty { has_placeholder(items) } else { true };
    inner && schema.constraints.pattern.is_none() && schema.constraints.min_items.is_none_or(|min| min <= 1)
}

fn placeholder(name: &str, schema: &Schema, types: &TypeTable<'_>) -> Expr {
    match &schema.ty {
        api::Type::Scalar(Scalar::Boolean) => Expr::Bool(true),
        api::Type::Scalar(Scalar::Integer(_)) => Expr::Integer(integer_within(&schema.constraints)),
        api::Type::Scalar(Scalar::Number(_)) => Expr::Float(number_within(&schema.constraints)),
        api::Type::Array(items) => Expr::List(vec![placeholder(name, items, types)]),
        api::Type::Named(id) => first_variant(*id, types).unwrap_or_else(|| Expr::String(name.to_owned())),
        api::Type::Scalar(Scalar::Text(_)) | api::Type::Any | api::Type::FreeForm | api::Type::Map(_) => {
            Expr::String(text_within(name, &schema.constraints))
        }
    }
}

fn integer_within(constraints: &api::Constraints) -> i64 {
    let step = |exclusive: bool| if exclusive { 1.0 } else { 0.0 };
    let low = constraints.minimum.map_or(f64::MIN, |bound| as_f64(bound.value).ceil() + step(bound.exclusive));
    let high = constraints.maximum.map_or(f64::MAX, |bound| as_f64(bound.value).floor() - step(bound.exclusive));
    let factor = constraints.multiple_of.map_or(1.0, as_f64);
    // `as` saturates.
    ((1.0_f64.max(low).min(high) / factor).ceil() * factor) as i64
}

fn number_within(constraints: &api::Constraints) -> f64 {
    let low = constraints.minimum.map_or(f64::MIN, |bound| as_f64(bound.value));
    let high = constraints.maximum.map_or(f64::MAX, |bound| as_f64(bound.value));
    match (low < 1.0, high > 1.0) {
        (true, true) => 1.0,
        (true, false) if low > f64::MIN => f64::midpoint(low, high),
        (true, false) => high - 1.0,
        (false, _) if high < f64::MAX => f64::midpoint(low, high),
        (false, _) => low + 1.0,
    }
}

fn as_f64(number: api::Number) -> f64 {
    match number {
        api::Number::Integer(integer) => integer as f64,
        api::Number::Float(float) => float,
    }
}

/// The name, cut or repeated until it is as long as it has to be.
fn text_within(name: &str, constraints: &api::Constraints) -> String {
    let length = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    let own = name.chars().count();
    let least = length(constraints.min_length.unwrap_or(0)).min(1000);
    let most = length(constraints.max_length.unwrap_or(u64::MAX));
    name.chars().cycle().take(own.max(least).min(most)).collect()
}

fn first_variant(id: TypeId, types: &TypeTable<'_>) -> Option<Expr> {
    let first: Json = match &types.definition(id)?.kind {
        Kind::StringEnum(variants) => variants.first()?.value.clone().into(),
        Kind::IntegerEnum(_, variants) => variants.first()?.value.into(),
        Kind::Object(_) => return None,
    };
    named(&first, id, types)
}
