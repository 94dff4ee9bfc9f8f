//! What the template of the tests of examples is given: the documents' requests and answers, there and back.

use super::super::code::{code, raw_string};
use super::super::types::Scope;
use super::super::{Printer, expr, uses};
use super::codes;
use crate::rust::{Example, Service};
use minijinja::context;
use proc_macro2::TokenStream;
use quote::quote;

/// The file of a service's examples.
pub fn page(service: &Service, printer: &Printer) -> Result<String, String> {
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
    printer.print("service/examples.rs", view)
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
