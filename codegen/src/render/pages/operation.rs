//! What the template of operations is given.

use super::super::attributes::deprecated;
use super::super::code::{code, documented, inner_docs, string};
use super::super::types::Scope;
use super::super::{Printer, checks, expr, output, uses};
use crate::rust::{Authentication, BodyCheck, Ident, Initial, List, Operation, OperationField, Write};
use minijinja::context;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// The file of an operation.
pub fn page(package: &Ident, service: &Ident, operation: &Operation, printer: &Printer) -> Result<String, String> {
    let mut words = operation.docs.clone();
    words.extend([String::new(), "# Example".to_owned(), String::new()]);
    words.extend(expr::call_example(operation, service, package)?);
    if !operation.more_docs.is_empty() {
        words.push(String::new());
        words.extend(operation.more_docs.iter().cloned());
    }
    let statements = checks::of_operation(&operation.checks, &operation.fields);
    let body_check = operation.body.map(|body| match body {
        BodyCheck::Plain => quote!(self.body.validate(check);),
        BodyCheck::Optional => quote!(check.nested("", self.body.as_ref());),
    });
    let checks: Vec<TokenStream> = statements.into_iter().chain(body_check).collect();
    let writes: Vec<TokenStream> = operation.writes.iter().flat_map(write).collect();
    let (method, output) = (quote::format_ident!("{}", operation.method), output::ty(&operation.output));
    let function = operation.function.plain();
    let uses = operation_uses(operation, &checks, &output);
    let view = context! {
        docs => inner_docs(std::slice::from_ref(&operation.title)),
        uses => uses.into_iter().map(code).collect::<Vec<_>>(),
        attributes => documented(&words, [deprecated(operation.deprecated)]),
        struct_docs => documented(&[format!("A call of [`Client::{function}`]; [`send`](Self::send) or `.await` sends it.")], []),
        ident => code(&operation.ident),
        function => code(&operation.function),
        arguments => operation.fields.iter().filter_map(argument).map(code).collect::<Vec<_>>(),
        initializers => operation.fields.iter().map(|field| code(initializer(field))).collect::<Vec<_>>(),
        fields => operation.fields.iter().map(|field| super::super::field(&field.docs, &field.ident, &field.ty)).collect::<Vec<_>>(),
        setters => super::setters_of(&operation.setters, Scope::Operations),
        output => code(&output),
        outputs => output::view(&operation.output, function),
        answer => output::fields(&operation.output, function),
        name => code(string(&operation.name)),
        method => code(quote!(#method)),
        path => code(string(&operation.path)),
        authentication => authentication(operation.authentication).map(code),
        secret => operation.secret.then(|| code(quote!(true))),
        check => code(if checks.is_empty() { quote!(_check) } else { quote!(check) }),
        checks => checks.iter().map(code).collect::<Vec<_>>(),
        request => code(if writes.is_empty() { quote!(_request) } else { quote!(request) }),
        writes => writes.iter().map(code).collect::<Vec<_>>(),
        paging => operation.paging.as_ref().map(super::paging::view),
        waiters => super::paging::waiters(operation),
        decode => code(output::decode(&operation.output)),
    };
    printer.print("service/operation.rs", view)
}

/// Nothing where it is what the trait says anyway.
fn authentication(authentication: Authentication) -> Option<TokenStream> {
    match authentication {
        Authentication::Required => None,
        Authentication::Optional => Some(quote!(Authentication::Optional)),
        Authentication::None => Some(quote!(Authentication::None)),
    }
}

fn operation_uses(operation: &Operation, statements: &[TokenStream], output: &TokenStream) -> Vec<TokenStream> {
    let types = operation.fields.iter().map(|field| Scope::Operations.ty(&field.ty));
    let setters = operation.setters.iter().map(|setter| Scope::Operations.argument(&setter.ty, &setter.ident).0);
    let variants = output::inside(&operation.output);
    let null = operation.setters.iter().any(|setter| setter.null || setter.wrap == crate::rust::Wrap::Nullable);
    let null = null.then(|| quote!(Nullable));
    let calls_validate = operation.body == Some(BodyCheck::Plain) || checks::call_validate(&operation.checks);
    let validate = calls_validate.then(|| quote!(Validate));
    let authentication = authentication(operation.authentication);
    let item = operation.paging.as_ref().map(|paging| Scope::Operations.ty(&paging.item));
    let names = quote!(#authentication #item #(#types)* #(#setters)* #(#variants)* #output #(#statements)* #null #validate
        Error Method Operation Request Response Sending Validator);
    let mut uses = vec![quote!(
        use super::Client;
    )];
    if names.to_string().contains("types ::") {
        uses = vec![quote!(
            use super::{Client, types};
        )];
    }
    uses.extend(uses::of(&names, &BTreeSet::new(), None));
    uses
}

fn argument(field: &OperationField) -> Option<TokenStream> {
    let ident = &field.ident;
    let (ty, _) = Scope::Operations.argument(&field.ty, ident);
    is_argument(field).then(|| quote!(#ident: #ty))
}

/// Whether a field is an argument of the client's method.
pub fn is_argument(field: &OperationField) -> bool {
    field.initial == Initial::Argument
}

fn initializer(field: &OperationField) -> TokenStream {
    let ident = &field.ident;
    match field.initial {
        Initial::Argument => {
            let (_, value) = Scope::Operations.argument(&field.ty, ident);
            if value.to_string() == ident.0 { quote!(#ident) } else { quote!(#ident: #value) }
        }
        Initial::Default => {
            let ty = Scope::Operations.ty(&field.ty);
            quote!(#ident: #ty::default())
        }
        Initial::None => quote!(#ident: None),
    }
}

/// One statement each.
fn write(write: &Write) -> Vec<TokenStream> {
    let name = |name: &str| string(name);
    let statement = match write {
        Write::ProjectId => quote!(request.project_id();),
        Write::Path { name: wire, field, list } => {
            let (name, function) = (name(wire), ident(if *list { "path_list" } else { "path" }));
            quote!(request.#function(#name, &self.#field);)
        }
        Write::Query { name: wire, field, list } => {
            let function = ident(match list {
                List::No => "query",
                List::Repeat => "query_each",
                List::Commas => "query_list",
            });
            let name = name(wire);
            quote!(request.#function(#name, self.#field.as_ref());)
        }
        Write::Header { name: wire, field, list } => {
            let (name, function) = (name(wire), ident(if *list { "header_list" } else { "header" }));
            quote!(request.#function(#name, self.#field.as_ref());)
        }
        Write::SecretHeader { name: wire, field } => {
            let name = name(wire);
            quote!(request.secret_header(#name, self.#field.as_ref());)
        }
        Write::Body { field, optional, media_type } => {
            let body = match optional {
                false => quote!(request.json(&self.#field);),
                true => quote!(request.json_optional(self.#field.as_ref());),
            };
            let media_type = media_type.as_deref().map(name);
            let media_type = media_type.map(|media_type| quote!(request.content_type(#media_type);));
            return std::iter::once(body).chain(media_type).collect();
        }
        Write::Accept(media_types) => {
            let media_types = name(media_types);
            quote!(request.accept(#media_types);)
        }
    };
    vec![statement]
}

fn ident(name: &str) -> Ident {
    Ident(name.to_owned())
}
