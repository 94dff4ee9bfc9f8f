//! The files of a crate: which there are, and what each template is given.

mod item;
mod operation;
mod paging;

use super::code::{code, docs, inner_docs, raw_string, string};
use super::setters;
use super::types::Scope;
use super::{Page, Printer, expr, uses};
use crate::rust::{Crate, Example, Ident, Item, Operation, RegionTable, Service, Setter};
use minijinja::{Value, context};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// All files, in no particular order.
pub fn all(crate_: &Crate, printer: &Printer) -> Result<Vec<Page>, String> {
    let sources: Vec<&str> = crate_.services.iter().map(|service| service.source.as_str()).collect();
    let services: Vec<Value> = crate_.services.iter().map(service_line).collect();
    let tables: Vec<Value> = crate_.endpoints.iter().map(region_table).collect();
    let endpoints = (!tables.is_empty()).then(|| code(quote!(endpoints)));
    let lib = context! { docs => code(inner_docs(&crate_.docs)), endpoints, services };
    let mut pages = vec![page("lib.rs", &sources, printer.print("lib.rs", lib)?)];
    if !tables.is_empty() {
        pages.push(page("endpoints.rs", &sources, printer.print("endpoints.rs", context! { tables })?));
    }
    for service in &crate_.services {
        of_service(crate_, service, printer, &mut pages)?;
    }
    Ok(pages)
}

fn page(path: &str, sources: &[&str], text: String) -> Page {
    Page { path: path.to_owned(), sources: sources.iter().map(|source| (*source).to_owned()).collect(), text }
}

fn service_line(service: &Service) -> Value {
    context! { ident => code(&service.ident), feature => code(string(service.ident.plain())) }
}

fn region_table(table: &RegionTable) -> Value {
    let region = |[name, endpoint, cloud]: &[String; 3]| {
        let [name, endpoint, cloud] = [name, endpoint, cloud].map(|text| string(text));
        code(quote!(Region::new(#name, #endpoint, #cloud)))
    };
    context! {
        docs => code(docs(&table.docs)),
        ident => code(&table.ident),
        service => code(string(&table.service)),
        regions => table.regions.iter().map(region).collect::<Vec<_>>(),
    }
}

/// `Some(&super::endpoints::APIG)`; by its path, because an operation's module may be called `endpoints` too.
fn table(table: Option<&Ident>) -> Value {
    code(table.map_or_else(|| quote!(None), |table| quote!(Some(&super::endpoints::#table))))
}

fn of_service(crate_: &Crate, service: &Service, printer: &Printer, pages: &mut Vec<Page>) -> Result<(), String> {
    let folder = service.ident.plain();
    let has_examples = service.operations.iter().any(|operation| !operation.examples.is_empty());
    let mut modules: Vec<(&str, TokenStream)> = service
        .operations
        .iter()
        .map(|operation| (operation.module.plain(), &operation.module))
        .map(|(plain, module)| (plain, quote!(mod #module;)))
        .collect();
    modules.push((
        "types",
        quote!(
            pub mod types;
        ),
    ));
    modules.sort_by_key(|(name, _)| *name);
    let mut exports: Vec<(String, TokenStream)> = service.operations.iter().map(export).collect();
    exports.sort_by_key(|(name, _)| uses::version(name));
    let mut client_docs = service.client_docs.clone();
    client_docs.push(String::new());
    client_docs.extend(expr::client_example(service, &crate_.name));
    if !service.more_client_docs.is_empty() {
        client_docs.push(String::new());
        client_docs.extend(service.more_client_docs.iter().cloned());
    }
    let token = service.token.as_ref().map_or_else(
        || quote!(None),
        |(name, prefix)| {
            let (name, prefix) = (string(name), string(prefix));
            quote!(Some(TokenHeader { name: #name, prefix: #prefix }))
        },
    );
    let view = context! {
        docs => code(inner_docs(&service.docs)),
        allows => allows(service),
        examples => has_examples.then(|| code(&service.ident)),
        modules => modules.into_iter().map(|(_, module)| code(module)).collect::<Vec<_>>(),
        exports => exports.into_iter().map(|(_, export)| code(export)).collect::<Vec<_>>(),
        client_docs => code(docs(&client_docs)),
        name => code(string(&service.name)),
        token => code(&token),
        signature => code(if service.signature { quote!(true) } else { quote!(false) }),
        regions => table(service.regions.as_ref()),
        identity => table(service.identity.as_ref()),
        token_header => service.token.as_ref().map(|_| code(quote!(TokenHeader))),
    };
    pages.push(page(&format!("{folder}.rs"), &[&service.source], printer.print("service.rs", view)?));
    let modules = service.types.iter().map(|item| &item.module).map(|module| code(quote!(mod #module;)));
    let mut exported: Vec<&Item> = service.types.iter().collect();
    exported.sort_by_key(|item| uses::version(item.module.plain()));
    let exports = exported.iter().map(|item| (&item.module, &item.ident));
    let exports = exports.map(|(module, ident)| code(quote!(pub use #module::#ident;)));
    let types = context! { modules => modules.collect::<Vec<_>>(), exports => exports.collect::<Vec<_>>() };
    pages.push(page(&format!("{folder}/types.rs"), &[&service.source], printer.print("service/types.rs", types)?));
    let siblings: BTreeSet<String> = service.types.iter().map(|item| item.ident.0.clone()).collect();
    for item in &service.types {
        let path = format!("{folder}/types/{}.rs", item.module.plain());
        pages.push(page(&path, &[&item.source], item::page(item, &siblings, printer)?));
    }
    for operation in &service.operations {
        let path = format!("{folder}/{}.rs", operation.module.plain());
        pages.push(page(&path, &[&operation.source], operation::page(crate_, service, operation, printer)?));
    }
    if has_examples {
        let examples = service.operations.iter().flat_map(|operation| &operation.examples).map(example);
        let tests: Vec<TokenStream> = examples.collect();
        let all = quote!(#(#tests)*);
        let uses = expr::imports(&all, &quote!(apig_runtime), &quote!(super), &["Value", "types"]);
        let client = if uses::mentioned(&all).contains("types") {
            quote!(
                use super::{Client, types};
            )
        } else {
            quote!(
                use super::Client;
            )
        };
        let view = context! { client => code(client), uses => codes(&uses), tests => codes(&tests) };
        let text = printer.print("service/examples.rs", view)?;
        pages.push(page(&format!("{folder}/examples.rs"), &[&service.source], text));
    }
    Ok(())
}

fn export(operation: &Operation) -> (String, TokenStream) {
    let (module, ident) = (&operation.module, &operation.ident);
    let export = match operation.output.own_type() {
        None => quote!(pub use #module::#ident;),
        Some(output) => quote!(pub use #module::{#ident, #output};),
    };
    (module.plain().to_owned(), export)
}

fn allows(service: &Service) -> Option<Value> {
    let lints = service.allows.iter().filter_map(|lint| lint.parse::<TokenStream>().ok());
    (!service.allows.is_empty()).then(|| code(quote!(#![allow(#(#lints),*)])))
}

fn codes(list: &[TokenStream]) -> Vec<Value> {
    list.iter().map(code).collect()
}

fn setters_of(list: &[Setter], scope: Scope<'_>) -> Value {
    list.iter().map(|setter| setters::view(setter, scope)).collect()
}

fn example(example: &Example) -> TokenStream {
    match example {
        Example::Request { test, call, json, passes } => {
            let body = if *passes { quote!(body(&operation)) } else { quote!(operation.body) };
            let (call, json) = (expr::tokens(call), raw_string(json));
            quote! {
                #[test]
                fn #test() {
                    let client = client();
                    let operation = #call;
                    let example = parse(#json);
                    assert_json(&#body, example);
                }
            }
        }
        Example::Answer { test, ty, json, kept } => {
            let (ty, example) = (Scope::Operations.ty(ty), raw_string(json));
            // What the type has no place for is not expected back.
            let expected = if json == kept {
                quote!(example)
            } else {
                let kept = raw_string(kept);
                quote!(parse(#kept))
            };
            quote! {
                #[test]
                fn #test() {
                    let example = parse(#example);
                    let answer: #ty = decode(&example);
                    assert_json(&answer, #expected);
                }
            }
        }
    }
}
