//! What the template of the tests of examples is given: the documents' requests and answers, there and back.

use super::super::code::{code, raw_string};
use super::super::types::Scope;
use super::super::{Printer, expr, uses};
use super::codes;
use crate::rust::{Example, Ident, Service};
use minijinja::{Value, context};
use proc_macro2::TokenStream;
use quote::quote;

/// The file of a service's examples.
pub fn page(service: &Service, printer: &Printer) -> Result<String, String> {
    let examples = service.operations.iter().flat_map(|operation| &operation.examples);
    let tests: Vec<(&Ident, Vec<TokenStream>)> = examples.map(example).collect();
    let statements = tests.iter().flat_map(|(_, statements)| statements);
    let all = quote!(#(#statements)*);
    let uses = expr::imports(&all, &quote!(apig_runtime), &quote!(super), &["Value", "types"]);
    let uses_types = uses::mentioned(&all).contains("types");
    let client = if uses_types { quote!(super::{Client, types}) } else { quote!(super::Client) };
    let test = |(name, statements): &(&Ident, Vec<TokenStream>)| {
        context! { name => code(name), statements => codes(statements) }
    };
    let tests: Vec<Value> = tests.iter().map(test).collect();
    printer.print("service/examples.rs", context! { client => code(client), uses => codes(&uses), tests })
}

/// The name of a test, and its statements.
fn example(example: &Example) -> (&Ident, Vec<TokenStream>) {
    match example {
        Example::Request { test, call, json, passes } => {
            let body = if *passes { quote!(body(&operation)) } else { quote!(operation.body) };
            let (call, json) = (expr::tokens(call), raw_string(json));
            let statements = vec![
                quote!(let client = client();),
                quote!(let operation = #call;),
                quote!(let example = parse(#json);),
                quote!(assert_json(&#body, example);),
            ];
            (test, statements)
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
            let statements = vec![
                quote!(let example = parse(#example);),
                quote!(let answer: #ty = decode(&example);),
                quote!(assert_json(&answer, #expected);),
            ];
            (test, statements)
        }
    }
}
