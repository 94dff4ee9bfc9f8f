//! Checks that what `x-pagination` and `x-waiters` name exists, and is of a type that fits.

use super::without_spans::text;
use crate::api::{
    Definition, Kind, Location, Object, Operation, Pagination, Scalar, Schema, Text, Type, TypeId, Waiter, Width,
};
use crate::diagnostics::{Diagnostics, messages, nearest};
use crate::openapi;
use crate::source::Spanned;

/// What `x-pagination` means.
pub fn pagination(written: &openapi::Pagination) -> Pagination {
    Pagination {
        offset: written.offset.value.clone(),
        limit: written.limit.value.clone(),
        total: written.total.value.clone(),
        items: written.items.value.clone(),
        key: written.key.as_ref().map(|key| key.value.clone()),
        places: written.places.clone(),
    }
}

/// What an item of `x-waiters` means.
pub fn waiter(written: &openapi::Waiter) -> Waiter {
    Waiter {
        name: written.name.value.clone(),
        description: text(&written.description),
        item: written.item.value.clone(),
        until: written.until,
        not_found_is_absent: written.not_found_is_absent,
        span: written.name.span,
        places: written.places.clone(),
    }
}

/// What of an operation is there as it is written. What is not has been reported.
#[derive(Clone, Copy)]
pub struct Complete {
    /// All parameters.
    pub parameters: bool,
    /// All answers, with their bodies.
    pub answers: bool,
    /// `x-pagination`, if it is written.
    pub pagination: bool,
}

/// Compares what is named with what is there, as far as the operation is complete.
pub fn check(
    diagnostics: &mut Diagnostics,
    (pagination, waiters): (Option<&openapi::Pagination>, &[openapi::Waiter]),
    (operation, complete): (&Operation, Complete),
    types: &[Definition],
) {
    for waiter in waiters {
        check_call(diagnostics, waiter, operation);
    }
    let Some(pagination) = pagination else {
        for waiter in waiters.iter().filter(|_| complete.pagination) {
            diagnostics.push(messages::waiter_without_pagination(waiter.name.span));
        }
        return;
    };
    if complete.parameters {
        check_parameters(diagnostics, pagination, operation);
    }
    let Some(success) = operation.successes.first().filter(|_| complete.answers) else { return };
    let first = success.schema.as_ref();
    // What could not be resolved has been reported.
    let is_unknown = first.is_some_and(|schema| schema.ty == Type::Any) && diagnostics.has_errors();
    let is_one = operation.successes.iter().all(|answer| answer.schema.as_ref() == first);
    if is_unknown {
        return;
    }
    let answer = first.filter(|schema| is_one && !schema.nullable).and_then(|schema| object(&schema.ty, types));
    let Some(answer) = answer else {
        diagnostics
            .push(messages::pagination_answer(pagination.span, operation.successes.iter().map(|answer| answer.span)));
        return;
    };
    let find = |name: &str| answer.properties.iter().find(|property| property.name == name);
    let is_any = |ty: &Type| *ty == Type::Any && diagnostics.has_errors();
    let counts = names(Some(answer), |schema| is_count(&schema.ty) || is_any(&schema.ty));
    let lists = names(Some(answer), |schema| matches!(schema.ty, Type::Array(_)) || is_any(&schema.ty));
    let item = find(&pagination.items.value).map(|property| &property.schema.ty);
    let item = item.and_then(|list| if let Type::Array(item) = list { Some(item) } else { None });
    let texts = names(item.and_then(|item| object(&item.ty, types)), |schema| {
        schema.ty == Type::Scalar(Scalar::Text(Text::Plain)) || is_any(&schema.ty)
    });
    let named = [(&pagination.total, &counts, "whole number"), (&pagination.items, &lists, "list")];
    for (name, names, what) in named {
        if let Some(suggestion) = missing(name, names) {
            diagnostics.push(messages::pagination_unknown(name.span, "the response", what, &name.value, suggestion));
        }
    }
    // Without a list, its items cannot be checked.
    if item.is_none() {
        return;
    }
    if let Some(key) = &pagination.key
        && let Some(suggestion) = missing(key, &texts)
    {
        diagnostics.push(messages::pagination_unknown(key.span, "an item of the list", "text", &key.value, suggestion));
    }
    for waiter in waiters {
        if let Some(suggestion) = missing(&waiter.item, &texts) {
            diagnostics.push(messages::waiter_unknown(waiter.item.span, &waiter.item.value, suggestion));
        }
    }
}

fn check_parameters(diagnostics: &mut Diagnostics, pagination: &openapi::Pagination, operation: &Operation) {
    let queries = operation.parameters.iter().filter(|parameter| parameter.location == Location::Query);
    let queries = queries.filter(|parameter| is_count(&parameter.schema.ty) || parameter.schema.ty == Type::Any);
    let queries: Vec<&str> = queries.map(|parameter| parameter.name.as_str()).collect();
    for name in [&pagination.offset, &pagination.limit] {
        if let Some(suggestion) = missing(name, &queries) {
            let what = "whole-number query parameter";
            diagnostics.push(messages::pagination_unknown(name.span, "the operation", what, &name.value, suggestion));
        }
    }
}

/// Whether items are counted in it.
fn is_count(ty: &Type) -> bool {
    matches!(ty, Type::Scalar(Scalar::Integer(Width::Int32 | Width::Int64)))
}

/// A waiter takes what is in the path and the value, and nothing else.
fn check_call(diagnostics: &mut Diagnostics, waiter: &openapi::Waiter, operation: &Operation) {
    let parameters = operation.parameters.iter().filter(|parameter| parameter.location != Location::Path);
    let required = parameters.filter(|parameter| parameter.required).map(|parameter| parameter.name.as_str());
    let body = operation.body.as_ref().filter(|body| body.required).map(|_| "the request body");
    if let Some(name) = required.chain(body).next() {
        diagnostics.push(messages::waiter_incomplete(waiter.name.span, name));
    }
}

/// `None` if the name is there, else a suggestion, if there is one.
fn missing<'n>(name: &Spanned<String>, names: &[&'n str]) -> Option<Option<&'n str>> {
    let is_there = names.contains(&name.value.as_str());
    (!is_there).then(|| nearest(&name.value, names.iter().copied()))
}

/// The properties that fit.
fn names(object: Option<&Object>, fits: impl Fn(&Schema) -> bool) -> Vec<&str> {
    let properties = object.into_iter().flat_map(|object| &object.properties);
    properties.filter(|property| fits(&property.schema)).map(|property| property.name.as_str()).collect()
}

fn object<'t>(ty: &Type, types: &'t [Definition]) -> Option<&'t Object> {
    let TypeId(id) = ty.named()?;
    match &types.get(id)?.kind {
        Kind::Object(object) => Some(object),
        Kind::StringEnum(_) | Kind::IntegerEnum(..) | Kind::Union(_) => None,
    }
}
