//! Lowers lists that come page by page: which fields hold what, and the names of waiters. Must not know how pages are
//! fetched.

use super::calls::CallNames;
use super::types::{FieldShape, item, type_of};
use super::{TypeTable, docs, names};
use crate::api::{self, Kind, Parameter, Property, TypeId, Until};
use crate::rust::{
    Access, Answered, Cursor, Docs, Follow, Ident, Int, Output, Paging, Place, Source, Start, Target, Text, Type,
    Waiter, Wrap,
};

/// Lowers `x-pagination` and `x-waiters`. `None` if the operation has none, or if it was reported why not.
pub fn lower(
    operation: &api::Operation,
    call: &CallNames,
    idents: &[(&Parameter, Ident)],
    output: &Output,
    types: &TypeTable<'_>,
) -> Option<Paging> {
    let pagination = operation.pagination.as_ref()?;
    let body = match output {
        Output::One(Answered { ty: Type::Named(_) | Type::Vec(_), .. }) => None,
        Output::WithHeaders { fields, .. } => {
            Some(fields.iter().find(|field| matches!(field.source, Source::Body(_)))?.ident.clone())
        }
        Output::One(_) | Output::ByStatus { .. } => return None,
    };
    let answer = operation.successes.first()?.schema.as_ref()?;
    let total = match &pagination.total {
        Some(total) => {
            let (fields, _, ty) = path(answer, total, types)?;
            Some((fields, ty == Type::Int(Int::I64)))
        }
        None => None,
    };
    let (items, list) = match &pagination.items {
        Some(items) => path(answer, items, types).map(|(fields, list, _)| (fields, list))?,
        None => (Vec::new(), answer),
    };
    let of_list = match &list.ty {
        api::Type::Array(of_list) => of_list,
        api::Type::Scalar(_) | api::Type::Any | api::Type::FreeForm | api::Type::Map(_) | api::Type::Named(_) => {
            return None;
        }
    };
    let text = |name: &str| {
        let (access, _) = access(of_list.ty.named()?, name, types)?;
        Some(Text { access, item_is_optional: of_list.nullable })
    };
    let parameter = |name: &str| idents.iter().find(|(parameter, _)| parameter.name == *name);
    let start = pagination.offset.as_ref().or(pagination.page.as_ref());
    let start = match start {
        Some(name) => Some(parameter(name)?),
        None => None,
    };
    let cursor = match &pagination.cursor {
        Some(name) if start.is_none() => Some(cursor(operation, name, parameter(name), types)?),
        Some(_) | None => None,
    };
    let limit = pagination.limit.as_ref().and_then(|limit| parameter(limit));
    let limit = limit.and_then(|(limit, ident)| Some((names::setter(ident), largest(limit)?)));
    let arguments: Vec<&Ident> = idents
        .iter()
        .filter(|(parameter, _)| parameter.location == api::Location::Path)
        .map(|(_, ident)| ident)
        .collect();
    let waiter = |(waiter, function): (&api::Waiter, &Ident)| {
        let value = value(&waiter.item, &arguments);
        Some(Waiter {
            name: waiter.name.clone(),
            function: function.clone(),
            docs: waiter_docs(waiter, operation, call, idents, &value),
            value,
            text: text(&waiter.item)?,
            present: waiter.until == Until::Present,
            not_found_is_absent: waiter.not_found_is_absent,
            what: format!("{} was not {}", subject(&waiter.name).0, subject(&waiter.name).1),
            limit: limit.clone(),
        })
    };
    Some(Paging {
        item: item(of_list, types),
        follow: follow(pagination, start.map(|(parameter, _)| *parameter))?,
        start: start.map(|(parameter, ident)| Start {
            field: ident.clone(),
            is_wide: type_of(&parameter.schema.ty, types) == Type::Int(Int::I64),
        }),
        cursor,
        body,
        total,
        items,
        key: pagination.key.as_deref().and_then(text),
        waiters: operation.waiters.iter().zip(&call.waiters).filter_map(waiter).collect(),
    })
}

/// How pages follow one another.
fn follow(pagination: &api::Pagination, start: Option<&Parameter>) -> Option<Follow> {
    let place = |place: &Option<api::Place>| {
        place.as_ref().map(|place| match place {
            api::Place::Body(pointer) => Place::Body(pointer.clone()),
            api::Place::Header(name) => Place::Header(name.clone()),
        })
    };
    let (next, more) = (place(&pagination.next), place(&pagination.more));
    if pagination.offset.is_some() {
        return Some(Follow::Offset);
    }
    if pagination.page.is_some() {
        let schema = start.map(|parameter| &parameter.schema);
        let default = schema.and_then(|schema| schema.default.as_ref()).and_then(api::Json::as_i64);
        let minimum = schema.and_then(|schema| schema.constraints.minimum).and_then(|least| match least.value {
            api::Number::Integer(least) => i64::try_from(least).ok(),
            api::Number::Float(_) => None,
        });
        return Some(Follow::Number { first: default.or(minimum).unwrap_or(1), more });
    }
    match &pagination.cursor {
        Some(_) => Some(Follow::Cursor { next, more }),
        None => next.map(Follow::Url),
    }
}

/// The field that takes a cursor: that of a parameter, or of the body.
fn cursor(
    operation: &api::Operation,
    name: &str,
    parameter: Option<&(&Parameter, Ident)>,
    types: &TypeTable<'_>,
) -> Option<Cursor> {
    let is_number = |schema: &api::Schema| matches!(schema.ty, api::Type::Scalar(api::Scalar::Integer(_)));
    if let Some((parameter, ident)) = parameter {
        let target = Target::Own(ident.clone());
        return Some(Cursor { target, wrap: Wrap::Option, is_number: is_number(&parameter.schema) });
    }
    let body = operation.body.as_ref()?;
    let id = body.schema.ty.named()?;
    let (access, _) = access(id, name, types)?;
    let target = if body.required { Target::Body(access.field) } else { Target::OptionalBody(access.field) };
    Some(Cursor { target, wrap: access.wrap, is_number: is_number(&property(id, name, types)?.schema) })
}

/// The fields on the way to what is at a pointer, that value, and its type.
fn path<'t>(
    answer: &'t api::Schema,
    pointer: &str,
    types: &'t TypeTable<'_>,
) -> Option<(Vec<Access>, &'t api::Schema, Type)> {
    let (mut fields, mut schema, mut last) = (Vec::new(), answer, Type::Unit);
    for token in pointer.split('/').skip(1) {
        let (id, name) = (schema.ty.named()?, token.replace("~1", "/").replace("~0", "~"));
        let (field, ty) = access(id, &name, types)?;
        fields.push(field);
        (schema, last) = (&property(id, &name, types)?.schema, ty);
    }
    Some((fields, schema, last))
}

/// The field that holds a property.
fn access(id: TypeId, name: &str, types: &TypeTable<'_>) -> Option<(Access, Type)> {
    let (definition, property) = (types.definition(id)?, property(id, name, types)?);
    let ident = types.members(id).field(name)?.field.clone();
    let FieldShape { ty, wrap } = FieldShape::of(property, definition, id, types);
    Some((Access { field: ident, wrap }, ty))
}

/// A property of an object.
fn property<'t>(id: TypeId, name: &str, types: &'t TypeTable<'_>) -> Option<&'t Property> {
    match types.kind(id)? {
        Kind::Object(object) => object.properties.iter().find(|property| property.name == name),
        Kind::StringEnum(_) | Kind::IntegerEnum(..) | Kind::Union(_) => None,
    }
}

/// The largest page that a document allows.
fn largest(limit: &Parameter) -> Option<i64> {
    let maximum = limit.schema.constraints.maximum.filter(|bound| !bound.exclusive)?;
    let api::Number::Integer(maximum) = maximum.value else { return None };
    let Some(api::Scalar::Integer(width)) = limit.schema.ty.scalar() else { return None };
    let (least, most) = width.limits();
    i64::try_from(maximum).ok().filter(|_| (least..=most).contains(&maximum))
}

/// The argument for the value: a parameter of the operation may have its name already.
fn value(property: &str, arguments: &[&Ident]) -> Ident {
    let mut value = names::field(property);
    while arguments.contains(&&value) {
        value = names::with(&value, "value");
    }
    value
}

/// Splits `AppBound` into its subject and its state: "the app", "bound".
fn subject(name: &str) -> (String, String) {
    let words = names::field(name).plain().replace('_', " ");
    match words.trim().rsplit_once(' ') {
        Some((thing, state)) => (format!("the {thing}"), state.to_owned()),
        None => ("it".to_owned(), words.trim().to_owned()),
    }
}

fn waiter_docs(
    waiter: &api::Waiter,
    operation: &api::Operation,
    call: &CallNames,
    idents: &[(&Parameter, Ident)],
    value: &Ident,
) -> Docs {
    let (thing, state) = subject(&waiter.name);
    let mut lines = waiter.description.as_deref().map(docs::text).filter(|lines| !lines.is_empty());
    let lines = lines.get_or_insert_with(|| vec![format!("Waits until {thing} is {state}.")]);
    let (list, property) = (call.function.plain(), docs::code(&waiter.item));
    let until = match waiter.until {
        Until::Present => format!("until an item has this {property}"),
        Until::Absent => format!("until no item has this {property}"),
    };
    let gone = if waiter.not_found_is_absent { ", or the list is gone (status 404)" } else { "" };
    let how = format!(
        "Looks through all pages of [`{list}`](Self::{list}) {until}{gone}. `.await` waits; how often it looks and how long \
         it waits is said with `.interval(…)` and `.timeout(…)`. When the time is over, the error's `is_timeout()` says so; \
         any other error ends the wait too."
    );
    docs::paragraph_of(lines, docs::wrapped(&how));
    docs::paragraph_of(lines, vec!["# Arguments".to_owned(), String::new()]);
    let path = idents.iter().filter(|(parameter, _)| parameter.location == api::Location::Path);
    lines.extend(path.flat_map(|(parameter, ident)| super::operations::argument_docs(parameter, ident)));
    let words = format!("- `{}`: the {property} of an item of {}", value.plain(), docs::code(&operation.id));
    lines.extend(docs::wrapped(&words));
    lines.clone()
}

/// How to read the list, for the documentation of the operation.
pub fn page_docs(pagination: &api::Pagination) -> Docs {
    let code = docs::code;
    let field =
        |pointer: &String| code(pointer.strip_prefix('/').filter(|name| !name.contains('/')).unwrap_or(pointer));
    let place = |place: &api::Place| match place {
        api::Place::Body(pointer) => field(pointer),
        api::Place::Header(name) => format!("the header {}", code(name)),
    };
    let limit = pagination.limit.as_deref().map(|limit| format!("{} how long it is", code(limit)));
    let how = match (&pagination.offset, &pagination.page, &pagination.cursor, &pagination.next) {
        (Some(offset), _, _, _) => format!("{} says where it starts", code(offset)),
        (None, Some(page), _, _) => format!("{} is its number", code(page)),
        (None, None, Some(cursor), Some(next)) => {
            format!("{} takes what the answer before says in {}", code(cursor), place(next))
        }
        (None, None, Some(cursor), None) => format!("{} takes the key of the last item before it", code(cursor)),
        (None, None, None, Some(next)) => format!("the answer before says in {} where it is", place(next)),
        (None, None, None, None) => "one follows another".to_owned(),
    };
    let answer = [
        pagination.total.as_ref().map(|total| format!("{} counts all", field(total))),
        pagination.items.as_ref().map(|items| format!("{} holds the page", field(items))),
    ];
    let said: Vec<String> = [Some(how), limit].into_iter().flatten().collect();
    let answer: Vec<String> = answer.into_iter().flatten().collect();
    let parts: Vec<String> = [said.join(", "), answer.join(", ")].into_iter().filter(|part| !part.is_empty()).collect();
    let mut lines = docs::wrapped(&format!("Answers a page at a time: {}.", parts.join("; ")));
    let more = "`.items()` and `.pages()` read the whole list, and fetch each page when it is needed.";
    lines.extend(docs::wrapped(more));
    lines
}
