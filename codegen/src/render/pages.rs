//! The files of a crate: which there are, and what each template is given.

use super::attributes::{deprecated, serde};
use super::code::{code, docs, inner_docs, raw_string, string};
use super::setters::{self, SetterView};
use super::types::Scope;
use super::{Page, Printer, checks, expr, output, uses};
use crate::rust::{
    BodyCheck, Crate, Example, Field, Ident, Initial, Item, ItemKind, List, Operation, OperationField, Service, Struct,
    Variant, Write,
};
use minijinja::{Value, context};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde::Serialize;
use std::collections::BTreeSet;

/// All files, in no particular order.
pub fn all(crate_: &Crate, printer: &Printer) -> Result<Vec<Page>, String> {
    let sources: Vec<&str> = crate_.services.iter().map(|service| service.source.as_str()).collect();
    let services: Vec<Value> = crate_.services.iter().map(service_line).collect();
    let lib = context! { docs => code(inner_docs(&crate_.docs)), services };
    let mut pages = vec![page("lib.rs", &sources, printer.print("lib.rs", lib)?)];
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
    if has_examples {
        modules.push((
            "examples",
            quote!(
                #[cfg(test)]
                mod examples;
            ),
        ));
    }
    modules.sort_by_key(|(name, _)| *name);
    let mut exports: Vec<(String, TokenStream)> = service.operations.iter().map(export).collect();
    exports.sort_by(|a, b| a.0.cmp(&b.0));
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
        modules => modules.into_iter().map(|(_, module)| code(module)).collect::<Vec<_>>(),
        exports => exports.into_iter().map(|(_, export)| code(export)).collect::<Vec<_>>(),
        client_docs => code(docs(&client_docs)),
        name => code(string(&service.name)),
        token => code(&token),
        token_header => service.token.as_ref().map(|_| code(quote!(TokenHeader))),
    };
    pages.push(page(&format!("{folder}.rs"), &[&service.source], printer.print("service.rs", view)?));
    let declare = |item: &Item| {
        let (module, ident) = (&item.module, &item.ident);
        context! { module => code(quote!(mod #module;)), export => code(quote!(pub use #module::#ident;)) }
    };
    let types = context! { items => service.types.iter().map(declare).collect::<Vec<_>>() };
    pages.push(page(&format!("{folder}/types.rs"), &[&service.source], printer.print("service/types.rs", types)?));
    let siblings: BTreeSet<String> = service.types.iter().map(|item| item.ident.0.clone()).collect();
    for item in &service.types {
        let path = format!("{folder}/types/{}.rs", item.module.plain());
        pages.push(page(&path, &[&item.source], of_item(item, &siblings, printer)?));
    }
    for operation in &service.operations {
        let path = format!("{folder}/{}.rs", operation.module.plain());
        pages.push(page(&path, &[&operation.source], of_operation(crate_, service, operation, printer)?));
    }
    if has_examples {
        let examples = service.operations.iter().flat_map(|operation| &operation.examples).map(example);
        let view = context! { tests => examples.map(code).collect::<Vec<_>>() };
        let text = printer.print("service/examples.rs", view)?;
        pages.push(page(&format!("{folder}/examples.rs"), &[&service.source], text));
    }
    Ok(())
}

fn export(operation: &Operation) -> (String, TokenStream) {
    let (module, ident) = (&operation.module, &operation.ident);
    let export = match &operation.output {
        crate::rust::Output::One(_) => quote!(pub use #module::#ident;),
        crate::rust::Output::ByStatus { ident: output, .. } => quote!(pub use #module::{#ident, #output};),
    };
    (module.plain().to_owned(), export)
}

fn of_item(item: &Item, siblings: &BTreeSet<String>, printer: &Printer) -> Result<String, String> {
    let attributes = {
        let (docs, deprecated) = (docs(&item.docs), deprecated(item.deprecated));
        code(quote!(#docs #deprecated))
    };
    let ident = &item.ident;
    let title = [format!("[`{}`].", ident.plain())];
    match &item.kind {
        ItemKind::Struct(item_) => {
            let fields: Vec<FieldView> = item_.fields.iter().map(field).collect();
            let checks = item_.checks.as_ref().map(|list| checks::of_struct(list)).unwrap_or_default();
            let is_request = item_.checks.is_some();
            let mut siblings = siblings.clone();
            siblings.remove(&ident.0);
            let uses = uses::of(&mentioned(item_, &checks), &siblings);
            let view = context! {
                docs => code(inner_docs(&title)),
                allows => allows(item.deprecated || item_.fields.iter().any(|field| field.deprecated)),
                uses => uses.into_iter().map(code).collect::<Vec<_>>(),
                attributes,
                derives => code(derives(item_)),
                ident => code(ident),
                fields => Value::from(minijinja::value::Serde(&fields)),
                setters => setters_of(&item_.setters, Scope::Types),
                validates => is_request.then(|| code(ident)),
                check => code(if checks.is_empty() { quote!(_check) } else { quote!(check) }),
                checks => checks.iter().map(code).collect::<Vec<_>>(),
            };
            printer.print("service/types/struct.rs", view)
        }
        ItemKind::StringEnum(variants) => {
            let views: Vec<VariantView> = variants.iter().map(|v| variant(v, quote_string(&v.value))).collect();
            let view = context! {
                docs => code(inner_docs(&title)), attributes, ident => code(ident),
                variants => Value::from(minijinja::value::Serde(&views)),
            };
            printer.print("service/types/string_enum.rs", view)
        }
        ItemKind::IntegerEnum(ty, variants) => {
            let views: Vec<VariantView> = variants.iter().map(|v| variant(v, quote_integer(v.value))).collect();
            let ty = Scope::Types.ty(ty);
            let view = context! {
                docs => code(inner_docs(&title)), attributes, ident => code(ident),
                integer => code(&ty), integer_name => code(string(&ty.to_string())),
                variants => Value::from(minijinja::value::Serde(&views)),
            };
            printer.print("service/types/integer_enum.rs", view)
        }
    }
}

/// Everything in a struct's file that can name something from elsewhere.
fn mentioned(item: &Struct, checks: &[TokenStream]) -> TokenStream {
    let types = item.fields.iter().map(|field| Scope::Types.ty(&field.ty));
    let derives = derives(item);
    let setters = item.setters.iter().map(|setter| Scope::Types.argument(&setter.ty, &setter.ident).0);
    let validate = item.checks.as_ref().map(|_| quote!(Validate Validator));
    quote!(#(#types)* #(#setters)* #(#checks)* #derives #validate)
}

fn derives(item: &Struct) -> TokenStream {
    let default = item.has_default.then(|| quote!(Default,));
    quote!(#[derive(Clone, Debug, #default PartialEq, Serialize, Deserialize)])
}

fn allows(deprecated: bool) -> Option<Value> {
    deprecated.then(|| code(quote!(#![allow(deprecated)])))
}

fn setters_of(list: &[crate::rust::Setter], scope: Scope) -> Value {
    let views: Vec<SetterView> = list.iter().map(|setter| setters::view(setter, scope)).collect();
    Value::from(minijinja::value::Serde(&views))
}

#[derive(Serialize)]
struct FieldView {
    attributes: Value,
    ident: Value,
    ty: Value,
}

fn field(field: &Field) -> FieldView {
    let (docs, deprecated, serde) = (docs(&field.docs), deprecated(field.deprecated), serde(field));
    FieldView {
        attributes: code(quote!(#docs #deprecated #serde)),
        ident: code(&field.ident),
        ty: code(Scope::Types.ty(&field.ty)),
    }
}

#[derive(Serialize)]
struct VariantView {
    docs: Value,
    ident: Value,
    value: Value,
}

fn variant<T>(variant: &Variant<T>, value: TokenStream) -> VariantView {
    let words = if variant.docs.is_empty() {
        vec![format!("`{}`", value.to_string().trim_matches('"').replace('`', "'"))]
    } else {
        variant.docs.clone()
    };
    VariantView { docs: code(docs(&words)), ident: code(&variant.ident), value: code(value) }
}

fn quote_string(text: &str) -> TokenStream {
    let text = string(text);
    quote!(#text)
}

fn quote_integer(integer: i64) -> TokenStream {
    let literal = Literal::u64_unsuffixed(integer.unsigned_abs());
    if integer.is_negative() { quote!(-#literal) } else { quote!(#literal) }
}

fn of_operation(crate_: &Crate, service: &Service, operation: &Operation, printer: &Printer) -> Result<String, String> {
    let mut words = operation.docs.clone();
    words.extend([String::new(), "# Example".to_owned(), String::new()]);
    words.extend(expr::call_example(&operation.example, service, &crate_.name));
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
    let writes: Vec<TokenStream> = operation.writes.iter().map(write).collect();
    let (docs_, deprecated) = (docs(&words), deprecated(operation.deprecated));
    let (method, output) = (quote::format_ident!("{}", operation.method), output::ty(&operation.output));
    let function = operation.function.plain();
    let uses = operation_uses(operation, &checks, &output);
    let view = context! {
        docs => code(inner_docs(std::slice::from_ref(&operation.title))),
        allows => allows(operation.deprecated || operation.setters.iter().any(|setter| setter.deprecated)),
        uses => uses.into_iter().map(code).collect::<Vec<_>>(),
        attributes => code(quote!(#docs_ #deprecated)),
        struct_docs => code(docs(&[format!("A call of [`Client::{function}`]; [`send`](Self::send) or `.await` sends it.")])),
        ident => code(&operation.ident),
        function => code(&operation.function),
        arguments => operation.fields.iter().filter_map(argument).map(code).collect::<Vec<_>>(),
        initializers => operation.fields.iter().map(|field| code(initializer(field))).collect::<Vec<_>>(),
        fields => operation.fields.iter().map(operation_field).collect::<Vec<_>>(),
        setters => setters_of(&operation.setters, Scope::Operations),
        output => code(&output),
        outputs => output::view(&operation.output, function).map(|view| Value::from(minijinja::value::Serde(&view))),
        name => code(string(&operation.id)),
        method => code(quote!(#method)),
        path => code(string(&operation.path)),
        anonymous => (!operation.authenticated).then(|| code(quote!(false))),
        check => code(if checks.is_empty() { quote!(_check) } else { quote!(check) }),
        checks => checks.iter().map(code).collect::<Vec<_>>(),
        request => code(if writes.is_empty() { quote!(_request) } else { quote!(request) }),
        writes => writes.iter().map(code).collect::<Vec<_>>(),
        decode => code(output::decode(&operation.output)),
    };
    printer.print("service/operation.rs", view)
}

fn operation_uses(operation: &Operation, checks: &[TokenStream], output: &TokenStream) -> Vec<TokenStream> {
    let types = operation.fields.iter().map(|field| Scope::Operations.ty(&field.ty));
    let setters = operation.setters.iter().map(|setter| Scope::Operations.argument(&setter.ty, &setter.ident).0);
    let variants: Vec<TokenStream> = match &operation.output {
        crate::rust::Output::One(_) => Vec::new(),
        crate::rust::Output::ByStatus { variants, .. } => {
            variants.iter().map(|variant| Scope::Operations.ty(&variant.ty)).collect()
        }
    };
    let null = operation.setters.iter().any(|setter| setter.null || setter.wrap == crate::rust::Wrap::Nullable);
    let null = null.then(|| quote!(Nullable));
    let validate = (operation.body == Some(BodyCheck::Plain)
        || checks.iter().any(|check| check.to_string().contains("validate")))
    .then(|| quote!(Validate));
    let names = quote!(#(#types)* #(#setters)* #(#variants)* #output #(#checks)* #null #validate
        Error Method Operation Request Response Sending Validator);
    let mut uses = vec![quote!(
        use super::Client;
    )];
    if names.to_string().contains("types ::") {
        uses = vec![quote!(
            use super::{Client, types};
        )];
    }
    uses.extend(uses::of(&names, &BTreeSet::new()));
    uses
}

fn argument(field: &OperationField) -> Option<TokenStream> {
    let ident = &field.ident;
    let (ty, _) = Scope::Operations.argument(&field.ty, ident);
    (field.initial == Initial::Argument).then(|| quote!(#ident: #ty))
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

fn operation_field(field: &OperationField) -> Value {
    let (docs, ident, ty) = (docs(&field.docs), &field.ident, Scope::Operations.ty(&field.ty));
    code(quote!(#docs pub #ident: #ty))
}

fn write(write: &Write) -> TokenStream {
    let name = |name: &str| string(name);
    match write {
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
        Write::Body { field, optional: false } => quote!(request.json(&self.#field);),
        Write::Body { field, optional: true } => quote!(request.json_optional(self.#field.as_ref());),
    }
}

fn ident(name: &str) -> Ident {
    Ident(name.to_owned())
}

fn example(example: &Example) -> TokenStream {
    match example {
        Example::Request { test, call, json } => {
            let (call, json) = (expr::tokens(call, &quote!(apig_runtime)), raw_string(json));
            quote! {
                #[test]
                fn #test() {
                    let client = client();
                    let operation = #call;
                    let example = json(#json);
                    assert_json(&body(&operation), example);
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
                quote!(json(#kept))
            };
            quote! {
                #[test]
                fn #test() {
                    let example = json(#example);
                    let answer: #ty = decode(&example);
                    assert_json(&answer, #expected);
                }
            }
        }
    }
}
