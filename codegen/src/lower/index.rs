//! Puts what a service has in order, by tag: the methods of its clients, and on the first page of its module operations with a
//! line each, and types. Must not know what is emitted of them.

use super::calls::CallNames;
use super::names::{self, Namespace};
use super::{TypeTable, docs};
use crate::api::{Definition, Kind, Operation, Schema, Tag, TypeId};
use crate::rust::{Docs, Group, Ident};
use std::collections::{BTreeMap, BTreeSet};

/// The operations of each tag: the tags in the order of the document, then what operations have besides.
pub fn groups(tags: &[Tag], operations: &[Operation]) -> Vec<Group> {
    let mut names: Vec<&str> = tags.iter().map(|tag| tag.name.as_str()).collect();
    for operation in operations {
        let tag = tag_of(operation);
        names.extend((!names.contains(&tag)).then_some(tag));
    }
    let mut files = Namespace::new("the tags", "name");
    let group = |name: &str| {
        let tagged = operations.iter().enumerate().filter(|(_, operation)| tag_of(operation) == name);
        let tagged: Vec<usize> = tagged.map(|(at, _)| at).collect();
        let (title, ident) = match name {
            "" => ("Operations".to_owned(), Ident("operations".to_owned())),
            _ => (docs::line(name), names::field(name)),
        };
        let described = tags.iter().find(|tag| tag.name == name).and_then(|tag| tag.description.as_deref());
        let mut lines = vec![format!("# {title}")];
        docs::paragraph_of(&mut lines, described.map(docs::text).unwrap_or_default());
        let is_used = !tagged.is_empty();
        is_used.then(|| Group {
            module: files.file(&ident),
            tag: name.to_owned(),
            title,
            docs: lines,
            operations: tagged,
        })
    };
    names.into_iter().filter_map(group).collect()
}

/// The list: what each tag has, then what several tags share.
pub fn of_service(groups: &[Group], operations: &[Operation], calls: &[CallNames], types: &TypeTable<'_>) -> Docs {
    let named: Vec<_> = operations.iter().zip(calls).collect();
    let owners = owners(operations, types);
    let mut lines = Docs::new();
    for Group { module: _, tag, title: _, docs: words, operations } in groups {
        docs::paragraph_of(&mut lines, words.clone());
        let tagged = operations.iter().filter_map(|at| named.get(*at));
        docs::paragraph_of(&mut lines, tagged.map(|(operation, call)| line(operation, call)).collect());
        docs::paragraph_of(&mut lines, links("Types: ", owners.get(tag.as_str()), types));
    }
    let shared: BTreeSet<TypeId> = owners.get(SHARED).into_iter().flatten().copied().collect();
    if !shared.is_empty() {
        docs::paragraph_of(&mut lines, vec!["# Types of several".to_owned()]);
        docs::paragraph_of(&mut lines, links("", owners.get(SHARED), types));
    }
    lines
}

/// What belongs to no tag alone. No tag is called so: its name is on one line.
const SHARED: &str = "\n";

fn tag_of(operation: &Operation) -> &str {
    operation.tags.first().map_or("", String::as_str)
}

fn line(operation: &Operation, call: &CallNames) -> String {
    let link = format!("[`{}`]", call.method());
    match operation.summary.as_deref().map(docs::line).filter(|words| !words.is_empty()) {
        Some(words) => format!("- {link}: {words}"),
        None => format!("- {link}"),
    }
}

fn links(before: &str, ids: Option<&Vec<TypeId>>, types: &TypeTable<'_>) -> Docs {
    let link = |id: &TypeId| format!("[`{0}`](types::{0})", types.ident(*id).plain());
    let mut links: Vec<String> = ids.into_iter().flatten().map(link).collect();
    links.sort();
    if links.is_empty() { Docs::new() } else { docs::wrapped(&format!("{before}{}", links.join(", "))) }
}

/// The emitted types by the tag whose operations send or answer them, themselves or inside of others.
fn owners<'a>(operations: &'a [Operation], types: &TypeTable<'_>) -> BTreeMap<&'a str, Vec<TypeId>> {
    let mut tags: BTreeMap<TypeId, BTreeSet<&str>> = BTreeMap::new();
    for operation in operations {
        let mut open: Vec<TypeId> = schemas(operation).filter_map(|schema| schema.ty.named_inside()).collect();
        while let Some(id) = open.pop() {
            if tags.entry(id).or_default().insert(tag_of(operation)) {
                open.extend(types.definition(id).into_iter().flat_map(held).filter_map(|one| one.ty.named_inside()));
            }
        }
    }
    let mut owners: BTreeMap<&str, Vec<TypeId>> = BTreeMap::new();
    for (at, definition) in types.definitions.iter().enumerate() {
        let tags = tags.get(&TypeId(at)).into_iter().flatten();
        let owner = match tags.collect::<Vec<_>>().as_slice() {
            [only] => **only,
            _ => SHARED,
        };
        if definition.in_request || definition.in_response {
            owners.entry(owner).or_default().push(TypeId(at));
        }
    }
    owners
}

/// What an operation sends and answers. Errors belong to all.
fn schemas(operation: &Operation) -> impl Iterator<Item = &Schema> {
    let bodies = operation
        .body
        .iter()
        .flat_map(|body| std::iter::once(&body.schema).chain(body.others.iter().map(|other| &other.schema)));
    let answers = operation.successes.iter().flat_map(|answer| {
        answer.schema.iter().chain(answer.headers.iter().filter_map(|header| header.schema.as_ref()))
    });
    operation.parameters.iter().map(|parameter| &parameter.schema).chain(bodies).chain(answers)
}

fn held(definition: &Definition) -> Vec<&Schema> {
    match &definition.kind {
        Kind::Object(object) => {
            object.properties.iter().map(|one| &one.schema).chain(object.additional.as_deref()).collect()
        }
        Kind::Union(union) => union.alternatives.iter().map(|one| &one.schema).collect(),
        Kind::StringEnum(_) | Kind::IntegerEnum(..) => Vec::new(),
    }
}
