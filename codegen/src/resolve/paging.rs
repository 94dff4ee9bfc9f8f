//! Checks that what `x-pagination` names exists, and is of a type that fits, with the items that `waiters` look for.

use super::waiters;
use super::without_spans::text;
use crate::api::{
    Definition, Kind, Location, Object, Operation, Pagination, Place, Scalar, Schema, Text, Type, TypeId, Width,
};
use crate::diagnostics::{Diagnostics, messages, nearest};
use crate::openapi;
use crate::source::Spanned;

/// What `x-pagination` means.
pub fn pagination(written: &openapi::Pagination) -> Pagination {
    let place = |written: &Option<Spanned<String>>| {
        let text = &written.as_ref()?.value;
        Some(match text.strip_prefix("header:") {
            Some(name) => Place::Header(name.trim().to_owned()),
            None => Place::Body(pointer(text)),
        })
    };
    let pointed = |written: &Option<Spanned<String>>| written.as_ref().map(|text| pointer(&text.value));
    Pagination {
        offset: text(&written.offset),
        page: text(&written.page),
        cursor: text(&written.cursor),
        next: place(&written.next),
        more: place(&written.more),
        limit: text(&written.limit),
        together: written.together,
        total: pointed(&written.total),
        items: pointed(&written.items),
        key: text(&written.key),
        places: written.places.clone(),
    }
}

/// The pointer to a field, or one as it is written.
pub fn pointer(text: &str) -> String {
    if text.starts_with('/') { text.to_owned() } else { format!("/{}", text.replace('~', "~0").replace('/', "~1")) }
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
    waiters::check_calls(diagnostics, waiters, operation);
    if complete.answers {
        waiters::check_states(diagnostics, waiters, operation, types);
    }
    let Some(pagination) = pagination else {
        if complete.pagination {
            waiters::check_list(diagnostics, waiters);
        }
        return;
    };
    if complete.parameters {
        check_parameters(diagnostics, pagination, operation);
        check_cursor(diagnostics, pagination, operation, types);
        check_together(diagnostics, pagination, operation);
    }
    let Some(success) = operation.successes.first().filter(|_| complete.answers) else { return };
    let first = success.schema.as_ref();
    if is_unknown(first, diagnostics) {
        return;
    }
    let is_list = |schema: &&Schema| matches!(schema.ty, Type::Array(_));
    let is_object = |schema: &&Schema| object(&schema.ty, types).is_some();
    let fits = |schema: &&Schema| if pagination.items.is_some() { is_object(schema) } else { is_list(schema) };
    let Some(answer) = only_answer(operation).filter(fits) else {
        diagnostics
            .push(messages::pagination_answer(pagination.span, operation.successes.iter().map(|answer| answer.span)));
        return;
    };
    let has_errors = diagnostics.has_errors();
    let is_any = |ty: &Type| *ty == Type::Any && has_errors;
    let counts = |schema: &Schema| is_count(&schema.ty) || is_any(&schema.ty);
    let lists = |schema: &Schema| matches!(schema.ty, Type::Array(_)) || is_any(&schema.ty);
    let scalars = |schema: &Schema| matches!(schema.ty, Type::Scalar(_) | Type::Named(_) | Type::Any);
    let named: [(_, _, &Fits<'_>); 4] = [
        (&pagination.total, "whole number", &counts),
        (&pagination.items, "list", &lists),
        (&pagination.next, "text", &scalars),
        (&pagination.more, "text", &scalars),
    ];
    for (name, what, fits) in named {
        let Some(name) = name.as_ref().filter(|name| !name.value.starts_with("header:")) else { continue };
        if let Err(suggestion) = find(answer, &pointer(&name.value), types, fits) {
            let suggestion = suggestion.filter(|_| !name.value.starts_with('/'));
            diagnostics.push(messages::pagination_unknown(name.span, "the response", what, &name.value, suggestion));
        }
    }
    let list = match &pagination.items {
        Some(items) => find(answer, &pointer(&items.value), types, &lists).ok(),
        None => Some(answer),
    };
    // Without a list, its items cannot be checked.
    let Some(Type::Array(item)) = list.map(|list| &list.ty) else { return };
    let texts = names(object(&item.ty, types), |schema| {
        schema.ty == Type::Scalar(Scalar::Text(Text::Plain)) || is_any(&schema.ty)
    });
    if let Some(key) = &pagination.key
        && let Some(suggestion) = missing(key, &texts)
    {
        diagnostics.push(messages::pagination_unknown(key.span, "an item of the list", "text", &key.value, suggestion));
    }
    waiters::check_items(diagnostics, waiters, &texts);
}

/// Whether an answer could not be resolved, which has been reported.
pub fn is_unknown(answer: Option<&Schema>, diagnostics: &Diagnostics) -> bool {
    answer.is_some_and(|schema| schema.ty == Type::Any) && diagnostics.has_errors()
}

/// What all answers of success are, if that is one thing.
pub fn only_answer(operation: &Operation) -> Option<&Schema> {
    let first = operation.successes.first()?.schema.as_ref();
    let is_one = operation.successes.iter().all(|answer| answer.schema.as_ref() == first);
    first.filter(|schema| is_one && !schema.nullable)
}

/// What a value has to be.
pub type Fits<'a> = dyn Fn(&Schema) -> bool + 'a;

/// The value at a pointer that fits, or a suggestion.
pub fn find<'t>(
    answer: &'t Schema,
    pointer: &str,
    types: &'t [Definition],
    fits: &Fits<'_>,
) -> Result<&'t Schema, Option<&'t str>> {
    let mut schema = answer;
    let mut tokens = pointer.split('/').skip(1).peekable();
    while let Some(token) = tokens.next() {
        let name = token.replace("~1", "/").replace("~0", "~");
        let is_last = tokens.peek().is_none();
        let names = names(object(&schema.ty, types), |schema| !is_last || fits(schema));
        let known = object(&schema.ty, types).into_iter().flat_map(|object| &object.properties);
        let found = known.filter(|property| names.contains(&property.name.as_str())).find(|known| known.name == name);
        schema = &found.ok_or_else(|| nearest(&name, names.iter().copied()))?.schema;
    }
    Ok(schema)
}

fn check_parameters(diagnostics: &mut Diagnostics, pagination: &openapi::Pagination, operation: &Operation) {
    let queries = || operation.parameters.iter().filter(|parameter| parameter.location == Location::Query);
    let numbers = queries().filter(|one| is_count(&one.schema.ty) || one.schema.ty == Type::Any);
    let numbers: Vec<&str> = numbers.map(|parameter| parameter.name.as_str()).collect();
    for name in [&pagination.offset, &pagination.page, &pagination.limit].into_iter().flatten() {
        if let Some(suggestion) = missing(name, &numbers) {
            let what = "whole-number query parameter";
            diagnostics.push(messages::pagination_unknown(name.span, "the operation", what, &name.value, suggestion));
        }
    }
}

/// What is sent with each page has to be known.
fn check_together(diagnostics: &mut Diagnostics, pagination: &openapi::Pagination, operation: &Operation) {
    if !pagination.together {
        return;
    }
    let limit = pagination.limit.as_ref().filter(|_| pagination.page.is_some());
    let mut parameters = operation.parameters.iter();
    let limit = limit.and_then(|limit| parameters.find(|parameter| parameter.name == limit.value));
    if limit.is_none_or(|limit| limit.schema.constraints.greatest().is_none()) {
        let span = pagination.places.of("together").unwrap_or(pagination.span);
        diagnostics.push(messages::pagination_together(span, limit.map(|limit| limit.span)));
    }
}

/// Whether items are counted in it.
fn is_count(ty: &Type) -> bool {
    matches!(ty, Type::Scalar(Scalar::Integer(Width::Int32 | Width::Int64)))
}

/// Whether the value can be what an answer says of the next page: a text, or a whole number.
fn is_cursor(ty: &Type) -> bool {
    matches!(ty, Type::Scalar(Scalar::Text(Text::Plain) | Scalar::Integer(_)))
}

/// What takes the cursor is a parameter of the query, or else a property of the body.
fn check_cursor(
    diagnostics: &mut Diagnostics,
    pagination: &openapi::Pagination,
    operation: &Operation,
    types: &[Definition],
) {
    let Some(cursor) = &pagination.cursor else { return };
    let queries = operation.parameters.iter().filter(|parameter| parameter.location == Location::Query);
    let mut known: Vec<&str> =
        queries.filter(|one| is_cursor(&one.schema.ty)).map(|parameter| parameter.name.as_str()).collect();
    let body = operation.body.as_ref().and_then(|body| object(&body.schema.ty, types));
    known.extend(names(body, |schema| is_cursor(&schema.ty)));
    if let Some(suggestion) = missing(cursor, &known) {
        let (owner, what) = ("what the operation sends", "text or whole number");
        diagnostics.push(messages::pagination_unknown(cursor.span, owner, what, &cursor.value, suggestion));
    }
}

/// `None` if the name is there, else a suggestion, if there is one.
pub fn missing<'n>(name: &Spanned<String>, names: &[&'n str]) -> Option<Option<&'n str>> {
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
