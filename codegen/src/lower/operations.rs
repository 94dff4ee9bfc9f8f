//! Lowers operations: a struct of what a call needs, a method that makes it, setters, checks, and how the request is
//! written.

use super::calls::{CallNames, FormerCallNames};
use super::deprecation::Told;
use super::names::{self, Namespace, Place, Wanted};
use super::parameters::{self, ParameterParts, argument_docs};
use super::{
    TypeTable, answers, bodies, clients, docs, examples, formers, media_types, other_bodies, paging, parts, security,
    waiters,
};
use crate::api::{self, Format, Location, Parameter};
use crate::diagnostics::Diagnostics;
use crate::rust::{self, Authentication, Docs, Ident, Initial, ItemKind, RuntimePackage, Setter, Write};
use std::collections::BTreeMap;

/// Lowers an operation.
pub fn lower(
    operation: &api::Operation,
    (call, told): (&CallNames, Option<Told>),
    (service, runtime): (&api::Service, RuntimePackage),
    types: &TypeTable<'_>,
    diagnostics: &mut Diagnostics,
) -> rust::Operation {
    let mut fields = Namespace::new("the parameters", "x-rust-name");
    if operation.pagination.is_some() {
        for method in ["items", "pages"] {
            fields.take(&Ident(method.to_owned()), Wanted::plain("x-pagination", operation.span));
        }
    }
    let mut parts = ParameterParts::default();
    let mut idents = Vec::new();
    let mut clients = call.clients.iter();
    let all: Vec<Parameter> = operation.parameters.iter().map(without_null).collect();
    for parameter in &all {
        if parameter.of_client {
            parts.writes.push(Write::ProjectId);
            continue;
        }
        let place = format!("in {}", parameter.location.name());
        let (place, requested) = (Place::Behind(&place), parameter.rust_name.as_deref());
        let wanted = Wanted { requested, place, ..Wanted::plain(&parameter.name, parameter.span) };
        let ident = fields.place(names::operation_field, wanted, diagnostics);
        let initial = match (parameter.location, parameter.client.as_ref().and_then(|_| clients.next())) {
            (Location::Path, Some(client)) => Initial::Client(client.field.clone()),
            (Location::Path, None) => Initial::Argument,
            (Location::Query | Location::QueryString | Location::Header | Location::Cookie, _) => Initial::None,
        };
        parts.add(parameter, &ident, initial, types);
        idents.push((parameter, ident));
    }
    parts.finish(&idents, &mut fields, types, diagnostics);
    let (mut body_check, mut of_body) = (None, BTreeMap::new());
    if let Some(written) = &operation.body {
        let body = match parts::of(written, types) {
            Some(_) => {
                let (parts, setters) = parts::lower(written, &mut fields, types, diagnostics);
                of_body = setters;
                parts
            }
            None => {
                parts::note_untold(written, diagnostics);
                let mut methods = Namespace::new("the parameters", "x-rust-name");
                let take =
                    |setter: &Setter| methods.take(&setter.ident, Wanted::plain(setter.ident.plain(), written.span));
                parts.setters.iter().for_each(take);
                let taken: Vec<Ident> = parts.setters.iter().map(|setter| setter.ident.clone()).collect();
                let mut setters = body_setters(written, types);
                for setter in &mut setters {
                    let ident = names::body_setter(&setter.ident, &taken);
                    let wanted = Wanted::plain(setter.ident.plain(), written.span);
                    let ident = methods.claim(names::method, &ident, wanted, diagnostics);
                    of_body.insert(std::mem::replace(&mut setter.ident, ident.clone()), ident);
                }
                bodies::lower(written, setters, types)
            }
        };
        parts.fields.extend(body.fields);
        parts.setters.extend(body.setters);
        let fields = parts.fields.iter().map(|field| &field.ident);
        let taken: Vec<&Ident> = fields.chain(parts.setters.iter().map(|setter| &setter.ident)).collect();
        let others = other_bodies::lower(written, &taken, types);
        parts.fields.extend(others.fields);
        parts.setters.extend(others.setters);
        parts.checks.extend(others.checks.into_iter().chain(body.checks));
        parts.writes.extend(body.writes.into_iter().chain(others.writes));
        body_check = body.check;
    }
    parts.writes.extend(media_types::accept(operation));
    let example = examples::of_operation(operation, call, (&idents, &of_body), types);
    let output = answers::output(operation, &call.output, types, diagnostics);
    let paging = paging::lower(operation, &idents, &output, types);
    let waiters = waiters::lower(operation, (call, &example.shown), &idents, (&output, paging.as_ref()), types);
    rust::Operation {
        module: call.module.clone(),
        // What readers of errors can look up.
        name: if operation.id == route(operation) { call.name.plain().to_owned() } else { operation.id.clone() },
        ident: call.name.clone(),
        docs: operation_docs(operation, (call, told.as_ref()), &idents),
        example: example.shown.clone(),
        more_docs: more_docs(operation, types),
        title: operation.summary.as_deref().map_or_else(|| docs::code(&operation.id), docs::line),
        function: call.function.clone(),
        formers: formers_of(call, &output),
        client: call.client(),
        id: operation.id.clone(),
        source: operation.defined_in.clone(),
        deprecated: told.map(|told| told.mark),
        method: operation.method.verb(),
        path: parameters::on_the_wire(&operation.path),
        server: operation.server.clone(),
        authentication: match operation.authentication {
            api::Authentication::Required => Authentication::Required,
            api::Authentication::Optional => Authentication::Optional,
            api::Authentication::None => Authentication::None,
        },
        security: security::of(operation, service, runtime),
        secret: types.secrets.are_in(operation),
        streamed: answers::streamed(&output),
        redirects: operation.successes.iter().any(|answer| answers::leads_elsewhere(answer.status)),
        fields: parts.fields,
        setters: parts.setters,
        checks: parts.checks,
        body: body_check,
        writes: parts.writes,
        successes: operation.successes.iter().map(|answer| answers::written(answer.status)).collect(),
        output,
        failure: answers::failure(operation, types),
        paging,
        waiters,
        examples: examples::tests(operation, call, &example, types),
    }
}

/// A parameter is text, which cannot say that an item of a list is `null`.
fn without_null(parameter: &Parameter) -> Parameter {
    let mut parameter = parameter.clone();
    if let api::Type::Array(items) = &mut parameter.schema.ty {
        items.nullable = false;
    }
    parameter
}

/// The setters of the struct that a body is.
fn body_setters(body: &api::Body, types: &TypeTable<'_>) -> Vec<Setter> {
    match body.format {
        Format::Json | Format::Form => {}
        Format::Multipart | Format::Text | Format::Events | Format::Lines | Format::Bytes => return Vec::new(),
    }
    let Some(id) = body.schema.ty.named() else { return Vec::new() };
    let Some(definition) = types.definition(id) else { return Vec::new() };
    let item = super::types::lower(id, definition, None, types);
    match item.kind {
        ItemKind::Struct(item) => item.setters,
        ItemKind::StringEnum(_) | ItemKind::IntegerEnum(..) | ItemKind::Union(_) => Vec::new(),
    }
}

/// The names that an operation had.
fn formers_of(call: &CallNames, output: &rust::Output) -> rust::FormerNames {
    let FormerCallNames { function, name, output: answer } = call.formers.clone();
    let (function_now, name_now) = (&call.function, &call.name);
    rust::FormerNames {
        function: function
            .map(|former| formers::alias(former, function_now, &format!("Self::{}", function_now.plain()))),
        types: [(name, Some(name_now)), (answer, output.own_type())]
            .into_iter()
            .filter_map(|(former, now)| Some((former?, now?)))
            .map(|(former, now)| (now.clone(), formers::alias(former, now, now.plain())))
            .collect(),
    }
}

/// The documentation of the method: short, because a client has a method for each operation.
fn operation_docs(
    operation: &api::Operation,
    (call, told): (&CallNames, Option<&Told>),
    idents: &[(&Parameter, Ident)],
) -> Docs {
    let mut lines = Vec::new();
    lines.push(operation.summary.as_deref().map_or_else(|| docs::code(&operation.id), docs::line));
    if let Some(description) = operation.description.as_ref().filter(|text| Some(*text) != operation.summary.as_ref()) {
        docs::paragraph_of(&mut lines, docs::text(description));
    }
    let wire = docs::code(&route(operation));
    if !lines.contains(&wire) {
        docs::paragraph_of(&mut lines, vec![wire]);
    }
    if let Some(server) = &operation.server {
        docs::paragraph_of(&mut lines, docs::wrapped(&format!("Sent to {}.", docs::code(server))));
    }
    docs::paragraph_of(&mut lines, told.map(|told| told.docs.clone()).unwrap_or_default());
    docs::paragraph_of(&mut lines, security::scope_docs(operation));
    let arguments: Docs = idents
        .iter()
        .filter(|(parameter, _)| clients::is_argument(parameter))
        .flat_map(|(parameter, ident)| argument_docs(parameter, ident))
        .collect();
    if !arguments.is_empty() {
        docs::paragraph_of(&mut lines, vec!["# Arguments".to_owned(), String::new()]);
        lines.extend(arguments);
    }
    docs::paragraph_of(&mut lines, vec![format!("[Example and errors]({})", call.name.plain())]);
    lines
}

/// The documentation of the struct after the example: paging, errors, the source.
fn more_docs(operation: &api::Operation, types: &TypeTable<'_>) -> Docs {
    let mut lines = Vec::new();
    if let Some(pagination) = &operation.pagination {
        docs::paragraph_of(&mut lines, vec!["# Pages".to_owned()]);
        docs::paragraph_of(&mut lines, paging::page_docs(pagination));
    }
    docs::paragraph_of(&mut lines, answers::header_docs(operation));
    docs::paragraph_of(&mut lines, answers::error_docs(operation, types));
    if let Some(source) = &operation.source {
        let title = docs::line(source);
        let url = operation.source_url.as_deref().map(docs::line).unwrap_or_default();
        let words = if url.is_empty() { title } else { format!("{title}: {url}") };
        docs::paragraph_of(&mut lines, vec!["# Source".to_owned()]);
        docs::paragraph_of(&mut lines, docs::wrapped(&words));
    }
    lines
}

/// Method and path, as they are in a request.
pub fn route(operation: &api::Operation) -> String {
    format!("{} {}", operation.method.verb(), operation.path)
}
