//! Lists the items of an operation: the client's methods, its struct with fields and setters, and what it answers.

use super::types::{of_setter, target};
use super::{Names, PublicItem, PublicKind, implementation, impls};
use crate::api::Subject;
use crate::render::code::{Code, Word, code};
use crate::render::declared;
use crate::rust::{
    Answered, FormerNames, Ident, Operation, OperationField, Output, OutputField, Paging, Setter, Source,
    StatusVariant, Target, Waiter, Write,
};
use std::collections::BTreeSet;

/// The items of an operation.
pub fn of_operation(operation: &Operation, names: &Names<'_>) -> Vec<PublicItem> {
    let (module, ident) = (names.module, &operation.ident);
    let (client, path) = (code!("{}::{}", module, operation.client), code!("{}::{}", module, ident));
    let subject = Subject::Operation { id: operation.id.clone() };
    let shown = of_arguments(operation, names);
    let mut items = vec![
        PublicItem::function(
            &client,
            &Code::from(&operation.function),
            &declared::call(operation, &operation.function, names.scope()),
            subject.clone(),
        )
        .deprecated(operation.deprecated.as_ref())
        .shows(shown.clone())
        .requests(names, operation)
        .behind_in(names, behind(operation)),
        PublicItem::new(
            PublicKind::Type,
            path.clone(),
            code!("#[non_exhaustive] pub struct {}", path),
            subject.clone(),
        ),
    ];
    let FormerNames { function, types } = &operation.formers;
    items.extend(function.iter().map(|former| {
        let (name, signature) = (Code::from(&former.ident), declared::call(operation, &former.ident, names.scope()));
        PublicItem::function(&client, &name, &signature, subject.clone())
            .shows(shown.clone())
            .requests(names, operation)
            .alias(former, &code!("{}::{}", client, operation.function), names)
    }));
    items.extend(types.iter().map(|(now, former)| {
        let target = code!("{}::{}", module, now);
        PublicItem::type_alias(former, &Code::from(module), &target, subject.clone(), names)
    }));
    items.extend(impls(&path, ["Clone", "Debug", "PartialEq"].map(|name| code!("{}", Word(name))), &subject));
    items.extend(operation.fields.iter().map(|field| of_field(operation, field, &path, names)));
    items.extend(operation.setters.iter().map(|setter| {
        let setter = of_setter(setter, &path, set_by(operation, setter, names), names);
        PublicItem { within: Some(subject.clone()), ..setter }
    }));
    items.extend(of_output(operation, &path, names));
    items.extend(operation.paging.iter().flat_map(|paging| of_paging(operation, paging, &path, names)));
    items.extend(
        operation.waiters.iter().map(|waiter| of_waiter(operation, waiter, &client, names).shows(shown.clone())),
    );
    items
}

/// The parameters that are arguments of the client's method, and the types of these.
fn of_arguments(operation: &Operation, names: &Names<'_>) -> BTreeSet<Subject> {
    let mut shows = BTreeSet::new();
    for field in declared::taken(&operation.fields) {
        shows.insert(of_write(operation, write_of(operation, &field.ident)));
        shows.extend(names.shown(&field.ty));
    }
    shows
}

/// What is generated for an operation beside what its items show. What has an item of its own is behind that one.
fn behind(operation: &Operation) -> impl std::fmt::Debug {
    let Operation {
        module: _,
        ident: _,
        client: _,
        function: _,
        formers: _,
        id,
        name,
        source: _,
        docs,
        example,
        more_docs,
        title,
        deprecated: _,
        method,
        path,
        server,
        authentication,
        security,
        secret,
        redirects,
        streamed,
        fields: _,
        setters: _,
        checks: _,
        body: _,
        writes,
        successes: _,
        output: _,
        // The table of errors names its type, too.
        failure: _,
        paging: _,
        waiters: _,
        examples,
    } = operation;
    let no_field = |write: &&Write| matches!(write, Write::ProjectId | Write::Accept(_) | Write::Multipart { .. });
    let of_no_field: Vec<&Write> = writes.iter().filter(no_field).collect();
    let words = (title, docs, example, more_docs);
    (
        words,
        ((id, name), method, (path, server), authentication, security, secret, (redirects, streamed), of_no_field),
        examples,
    )
}

fn of_field(operation: &Operation, field: &OperationField, path: &Code, names: &Names<'_>) -> PublicItem {
    let OperationField { ident, docs, ty, initial } = field;
    let checks = operation.checks.iter().filter(|check| check.field == *ident);
    let write = write_of(operation, ident);
    let body = matches!(write, Some(Write::Body { .. })).then_some(operation.body);
    let subject = of_write(operation, write);
    // A part of the body that is a field of the operation goes with the operation.
    let within = matches!(subject, Subject::Property { .. }).then(|| Subject::Operation { id: operation.id.clone() });
    let field = PublicItem::member(path, ident, &declared::field(ident, ty, names.scope()), subject)
        .shows(names.shown(ty))
        .behind_in(names, (docs, initial, checks.collect::<Vec<_>>(), write, body));
    PublicItem { within, ..field }
}

fn write_of<'a>(operation: &'a Operation, ident: &Ident) -> Option<&'a Write> {
    operation.writes.iter().find(|write| match write {
        Write::ProjectId | Write::Accept(_) | Write::Multipart { .. } => false,
        Write::Path { field, .. }
        | Write::Query { field, .. }
        | Write::QueryString { field, .. }
        | Write::Cookie { field, .. }
        | Write::Header { field, .. }
        | Write::SecretHeader { field, .. }
        | Write::SecretPath { field, .. }
        | Write::Body { field, .. }
        | Write::OtherBody { field, .. }
        | Write::FurtherParts { field }
        | Write::Part { field, .. } => field == ident,
    })
}

/// What a field comes from: a parameter or the body.
fn of_write(operation: &Operation, write: Option<&Write>) -> Subject {
    let id = || operation.id.clone();
    let parameter = |location, name: &String| Subject::Parameter { operation: id(), location, name: name.clone() };
    match write {
        Some(Write::Path { name, .. } | Write::SecretPath { name, .. }) => parameter("path", name),
        Some(Write::Cookie { name, .. }) => parameter("cookie", name),
        Some(Write::Query { name, .. } | Write::QueryString { name, .. }) => parameter("query", name),
        Some(Write::Header { name, .. } | Write::SecretHeader { name, .. }) => parameter("header", name),
        Some(Write::Body { .. } | Write::OtherBody { .. } | Write::FurtherParts { .. }) => {
            Subject::Body { operation: id() }
        }
        Some(Write::Part { owner, name, .. }) => Subject::Property { ty: owner.clone(), name: name.clone() },
        Some(Write::ProjectId | Write::Accept(_) | Write::Multipart { .. }) | None => Subject::Operation { id: id() },
    }
}

/// What a setter comes from: a parameter, the body, or a property of the body.
fn set_by(operation: &Operation, setter: &Setter, names: &Names<'_>) -> Subject {
    match &setter.target {
        Target::Own(ident) => of_write(operation, write_of(operation, ident)),
        Target::Body(_) | Target::OptionalBody(_) => {
            let body = operation.fields.iter().find(|field| field.ident.0 == "body");
            let body = body.and_then(|body| names.item(&body.ty));
            let of_body = || Subject::Body { operation: operation.id.clone() };
            body.map_or_else(of_body, |item| target(item, &setter.target))
        }
    }
}

/// The ways to send, and what they answer.
fn of_output(operation: &Operation, path: &Code, names: &Names<'_>) -> Vec<PublicItem> {
    let Operation { output, successes, .. } = operation;
    let id = || operation.id.clone();
    let answer = |status: &String| Subject::Answer { operation: id(), status: status.clone() };
    let subject = successes.first().map_or_else(|| Subject::Operation { id: id() }, answer);
    let module = names.module;
    let (shown, shows, mut items) = match output {
        Output::One(Answered { ty, decode: _ }) => (names.ty(ty), names.shown(ty), Vec::new()),
        Output::ByStatus { ident, variants } => {
            let owner = code!("{}::{}", module, ident);
            let variant = |variant: &StatusVariant| {
                let StatusVariant { ident, docs, status, statuses, answered: Answered { ty, decode: _ } } = variant;
                PublicItem::member(&owner, ident, &declared::variant(variant, names.scope()), answer(status))
                    .shows(names.shown(ty))
                    .behind_in(names, (docs, statuses))
            };
            let mut items: Vec<PublicItem> = variants.iter().map(variant).collect();
            items.extend(output_type(&owner, Word("enum"), output, &subject));
            (owner, Default::default(), items)
        }
        Output::WithHeaders { ident, fields } => {
            let owner = code!("{}::{}", module, ident);
            let status = successes.first().cloned().unwrap_or_default();
            let field = |field: &OutputField| {
                let OutputField { ident, docs, ty, source } = field;
                let subject = match source {
                    Source::Header(name) => {
                        Subject::Header { operation: id(), status: status.clone(), name: name.clone() }
                    }
                    Source::Body(_) => subject.clone(),
                };
                PublicItem::member(&owner, ident, &declared::field(ident, ty, names.scope()), subject)
                    .shows(names.shown(ty))
                    .behind_in(names, docs)
            };
            let mut items: Vec<PublicItem> = fields.iter().map(field).collect();
            items.extend(output_type(&owner, Word("struct"), output, &subject));
            (owner, Default::default(), items)
        }
    };
    let functions = PublicItem::functions(path, "service/operation/send.rs", &shown, &subject);
    let calls = [
        ("Operation", code!("Operation<Output = {}>", shown)),
        ("IntoFuture", code!("IntoFuture<Output = Result<{}, Error>, IntoFuture = Sending<{}>>", shown, shown)),
    ];
    let calls = calls.map(|(name, full)| implementation(path, &code!("{}", Word(name)), &full, &subject));
    items.extend(functions.into_iter().chain(calls).map(|item| item.shows(shows.clone())));
    items
}

/// A type that only one operation has.
fn output_type(owner: &Code, word: Word, output: &Output, subject: &Subject) -> Vec<PublicItem> {
    let declaration = code!("#[non_exhaustive] pub {} {}", word, owner);
    let ty = PublicItem::new(PublicKind::Type, owner.clone(), declaration, subject.clone());
    let derived = output.derives().iter().map(|name| code!("{}", Word(name)));
    std::iter::once(ty).chain(impls(owner, derived, subject)).collect()
}

fn of_paging(operation: &Operation, paging: &Paging, path: &Code, names: &Names<'_>) -> Vec<PublicItem> {
    let Paging { item, follow, start, cursor, body, total, items, key } = paging;
    let subject = Subject::Operation { id: operation.id.clone() };
    let shown = names.ty(item);
    let call = implementation(path, &code!("Paginate"), &code!("Paginate<Item = {}>", shown), &subject)
        .shows(names.shown(item))
        .behind_in(names, (follow, start, cursor, body, total, items, key));
    PublicItem::functions(path, "service/operation/lists.rs", &code!(""), &subject).into_iter().chain([call]).collect()
}

fn of_waiter(operation: &Operation, waiter: &Waiter, client: &Code, names: &Names<'_>) -> PublicItem {
    let Waiter { name, function: ident, docs, example, goal, what, interval, timeout } = waiter;
    let subject = Subject::Waiter { operation: operation.id.clone(), name: name.clone() };
    let signature = declared::waiter(waiter, operation, names.scope());
    let behind = (docs, example, goal, what, interval, timeout);
    PublicItem::function(client, &Code::from(ident), &signature, subject).behind_in(names, behind)
}
