//! Chooses the value that an example passes for a parameter: the document's, or a placeholder within the bounds. Must
//! not know bodies.

use super::TypeTable;
use super::examples::expr;
use crate::api::{self, Json, Kind, Location, Parameter, Scalar, Schema, TextForm, TypeId};
use crate::rust::Expr;

/// A value for a parameter: the document's example, or a placeholder of its type.
pub fn of(parameter: &Parameter, types: &TypeTable<'_>) -> Expr {
    let placeholder = || expr(&placeholder(&parameter.name, &parameter.schema, types), &parameter.schema, types);
    shown_example(parameter, types).or_else(placeholder).unwrap_or_else(|| Expr::String(parameter.name.clone()))
}

/// The document's example, unless no URL can have it.
fn shown_example(parameter: &Parameter, types: &TypeTable<'_>) -> Option<Expr> {
    let example = parameter.example.as_ref()?;
    let odd = |c: char| c.is_control() || matches!(c, '/' | '\\');
    let is_segment = |text: &str| !matches!(text, "" | "." | "..") && !text.contains(odd);
    match (parameter.location, example) {
        (Location::Path, Json::String(text)) if !is_segment(text) => None,
        (Location::Header, Json::String(text)) if !text.chars().all(|c| matches!(c, ' '..='~')) => None,
        (Location::Cookie, Json::String(text)) if !text.chars().all(|c| c.is_ascii_alphanumeric()) => None,
        (Location::Path | Location::Query | Location::QueryString | Location::Header | Location::Cookie, example) => {
            expr(example, &parameter.schema, types)
        }
    }
}

/// Whether the value surely passes the checks: a placeholder need not match a pattern.
pub fn passes(parameter: &Parameter, types: &TypeTable<'_>) -> bool {
    let is_shown = parameter.location == Location::Path || parameter.required;
    !is_shown || shown_example(parameter, types).is_some() || has_placeholder(&parameter.schema, types)
}

fn has_placeholder(schema: &Schema, types: &TypeTable<'_>) -> bool {
    let inner = match &schema.ty {
        api::Type::Array(inner) | api::Type::Map(inner) => has_placeholder(inner, types),
        api::Type::Named(id) => match types.kind(*id) {
            Some(Kind::Object(object)) => object.properties.iter().all(|property| !property.required),
            Some(Kind::Union(union)) => {
                union.alternatives.first().is_some_and(|first| first.schema.ty.named().is_none())
            }
            Some(Kind::StringEnum(_) | Kind::IntegerEnum(..)) | None => true,
        },
        api::Type::Scalar(_) | api::Type::Any | api::Type::FreeForm => true,
    };
    let has_length = |form: TextForm| text_within(form.sample(), &schema.constraints) == form.sample();
    let inner = inner && TextForm::of(schema).is_none_or(has_length);
    inner && schema.constraints.patterns.is_empty() && schema.constraints.min_items.is_none_or(|min| min <= 1)
}

fn placeholder(name: &str, schema: &Schema, types: &TypeTable<'_>) -> Json {
    let entry = |value: Json| Json::Object(std::iter::once((name.to_owned(), value)).collect());
    match &schema.ty {
        api::Type::Scalar(Scalar::Boolean) => true.into(),
        api::Type::Scalar(Scalar::Integer(_)) => integer_within(&schema.constraints).into(),
        api::Type::Scalar(Scalar::Number(_)) => number_within(&schema.constraints).into(),
        api::Type::Array(items) => Json::Array(vec![placeholder(name, items, types)]),
        api::Type::Map(values) => entry(placeholder(name, values, types)),
        api::Type::FreeForm => entry(name.into()),
        api::Type::Named(id) => first_variant(name, *id, types),
        api::Type::Scalar(Scalar::Text(_)) | api::Type::Any => match TextForm::of(schema) {
            Some(form) => form.sample().into(),
            None => text_within(name, &schema.constraints).into(),
        },
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

/// The first value of an enum; an object without anything in it; a value of the first type of a union, if that is none in turn.
fn first_variant(name: &str, id: TypeId, types: &TypeTable<'_>) -> Json {
    match types.kind(id) {
        Some(Kind::StringEnum(variants)) => variants.first().map_or(Json::Null, |first| first.value.clone().into()),
        Some(Kind::IntegerEnum(_, variants)) => variants.first().map_or(Json::Null, |first| api::whole(first.value)),
        Some(Kind::Union(union)) => {
            let is_union =
                |schema: &Schema| matches!(schema.ty.named().and_then(|id| types.kind(id)), Some(Kind::Union(_)));
            let first = union.alternatives.iter().map(|one| &one.schema).find(|schema| !is_union(schema));
            first.map_or(Json::Null, |first| placeholder(name, first, types))
        }
        Some(Kind::Object(_)) | None => Json::Object(serde_json::Map::new()),
    }
}
