//! Lowers lists that come page by page: which fields hold what, and the names of waiters. Must not know how pages are
//! fetched.

use super::calls::CallNames;
use super::types::{FieldShape, item, type_of};
use super::{TypeTable, docs, names};
use crate::api::{self, Kind, Parameter, Property, TypeId, Until};
use crate::rust::{Access, Docs, Ident, Int, Output, Paging, Text, Type, Waiter};

/// Lowers `x-pagination` and `x-waiters`. `None` if the operation has none, or if it was reported why not.
pub fn lower(
    operation: &api::Operation,
    call: &CallNames,
    idents: &[(&Parameter, Ident)],
    output: &Output,
    types: &TypeTable<'_>,
) -> Option<Paging> {
    let pagination = operation.pagination.as_ref()?;
    let Output::One(Type::Named(_)) = output else { return None };
    let answer = operation.successes.first()?.schema.as_ref()?.ty.named()?;
    let (total, total_type) = access(answer, &pagination.total, types)?;
    let (items, _) = access(answer, &pagination.items, types)?;
    let of_list = match &property(answer, &pagination.items, types)?.schema.ty {
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
    let (offset, offset_ident) = parameter(&pagination.offset)?;
    let limit = parameter(&pagination.limit).and_then(|(limit, ident)| Some((names::setter(ident), largest(limit)?)));
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
        offset: offset_ident.clone(),
        offset_is_wide: type_of(&offset.schema.ty, types) == Type::Int(Int::I64),
        total,
        total_is_wide: total_type == Type::Int(Int::I64),
        items,
        key: pagination.key.as_deref().and_then(text),
        waiters: operation.waiters.iter().zip(&call.waiters).filter_map(waiter).collect(),
    })
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
    let words = format!(
        "Answers a page at a time: {} says where it starts, {} how long it is; {} counts all, {} holds the page.",
        code(&pagination.offset),
        code(&pagination.limit),
        code(&pagination.total),
        code(&pagination.items),
    );
    let mut lines = docs::wrapped(&words);
    let more = "`.items()` and `.pages()` read the whole list, and fetch each page when it is needed.";
    lines.extend(docs::wrapped(more));
    lines
}
