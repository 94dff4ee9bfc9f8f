//! Lowers lists that come page by page: which fields hold what. Must not know how pages are fetched.

use super::fields::FieldShape;
use super::types::{item, type_of};
use super::{TypeTable, docs};
use crate::api::{self, Kind, Parameter, Property, TypeId};
use crate::rust::{
    Access, Answered, Cursor, Docs, Follow, Ident, Int, Output, Paging, Place, Source, Start, Target, Text, Type, Wrap,
};

/// Lowers `x-pagination`. `None` if the operation has none, or if it was reported why not.
pub fn lower(
    operation: &api::Operation,
    idents: &[(&Parameter, Ident)],
    output: &Output,
    types: &TypeTable<'_>,
) -> Option<Paging> {
    let pagination = operation.pagination.as_ref()?;
    let body = body(output)?;
    let answer = operation.successes.first()?.schema.as_ref()?;
    let total = match &pagination.total {
        Some(total) => {
            let (fields, _, ty) = path(answer, total, types)?;
            Some((fields, ty == Type::Int(Int::I64)))
        }
        None => None,
    };
    let (items, of_list) = list(operation, types)?;
    let parameter = |name: &str| idents.iter().find(|(parameter, _)| parameter.name == *name);
    let start = pagination.offset.as_ref().or(pagination.page.as_ref());
    let start = match start {
        Some(name) => Some(parameter(name)?),
        None => None,
    };
    let from_the_first = match (start, &pagination.limit) {
        (Some(start), Some(limit)) if pagination.together => {
            let (parameter, limit) = parameter(limit)?;
            let most = i64::try_from(parameter.schema.constraints.greatest()?).ok()?;
            vec![(start.1.clone(), first(start.0)), (limit.clone(), most)]
        }
        (_, _) => Vec::new(),
    };
    let cursor = match &pagination.cursor {
        Some(name) if start.is_none() => Some(cursor(operation, name, parameter(name), types)?),
        Some(_) | None => None,
    };
    Some(Paging {
        item: item(of_list, types),
        follow: follow(pagination, start.map(|(parameter, _)| *parameter))?,
        start: start.map(|(parameter, ident)| Start {
            field: ident.clone(),
            is_wide: type_of(&parameter.schema.ty, types) == Type::Int(Int::I64),
            from_the_first,
        }),
        cursor,
        body,
        total,
        items,
        key: pagination.key.as_deref().and_then(|name| text(of_list, name, types)),
    })
}

/// The field of an answer that holds its body, if it holds more. `None` if there is no such answer.
pub fn body(output: &Output) -> Option<Option<Ident>> {
    match output {
        Output::One(Answered { ty: Type::Named(_) | Type::Vec(_), .. }) => Some(None),
        Output::WithHeaders { fields, .. } => {
            Some(Some(fields.iter().find(|field| matches!(field.source, Source::Body(_)))?.ident.clone()))
        }
        Output::One(_) | Output::ByStatus { .. } => None,
    }
}

/// The fields on the way to the items of a list, and what an item is.
pub fn list<'t>(operation: &'t api::Operation, types: &'t TypeTable<'_>) -> Option<(Vec<Access>, &'t api::Schema)> {
    let answer = operation.successes.first()?.schema.as_ref()?;
    let (items, list) = match &operation.pagination.as_ref()?.items {
        Some(items) => path(answer, items, types).map(|(fields, list, _)| (fields, list))?,
        None => (Vec::new(), answer),
    };
    match &list.ty {
        api::Type::Array(of_list) => Some((items, of_list)),
        api::Type::Scalar(_) | api::Type::Any | api::Type::FreeForm | api::Type::Map(_) | api::Type::Named(_) => None,
    }
}

/// A text of an item.
pub fn text(item: &api::Schema, name: &str, types: &TypeTable<'_>) -> Option<Text> {
    let (access, _) = access(item.ty.named()?, name, types)?;
    Some(Text { access, item_is_optional: item.nullable })
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
        return Some(Follow::Number { first: start.map_or(1, first), more });
    }
    match &pagination.cursor {
        Some(_) => Some(Follow::Cursor { next, more }),
        None => next.map(Follow::Url),
    }
}

/// The number of the first page.
fn first(page: &Parameter) -> i64 {
    let default = page.schema.default.as_ref().and_then(api::Json::as_i64);
    default.or_else(|| i64::try_from(page.schema.constraints.least()?).ok()).unwrap_or(1)
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
pub fn path<'t>(
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

/// How to read the list, for the documentation of the operation.
pub fn page_docs(pagination: &api::Pagination) -> Docs {
    let code = docs::code;
    let field =
        |pointer: &String| code(pointer.strip_prefix('/').filter(|name| !name.contains('/')).unwrap_or(pointer));
    let place = |place: &api::Place| match place {
        api::Place::Body(pointer) => field(pointer),
        api::Place::Header(name) => format!("the header {}", code(name)),
    };
    let most = if pagination.together { ", the most unless you say it" } else { "" };
    let limit = pagination.limit.as_deref().map(|limit| format!("{} how long it is{most}", code(limit)));
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
