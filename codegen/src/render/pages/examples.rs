//! Prepares what the template of example tests prints: the documents' requests and answers, encoded and decoded.

use super::super::code::{Code, code, raw_string};
use super::super::types::Scope;
use super::super::{Printer, expr, uses};
use crate::rust::{Example, Ident, Service};
use minijinja::{Value, context};

/// The file of a service's examples.
pub fn page(service: &Service, printer: &Printer) -> Result<String, String> {
    let examples = service.operations.iter().flat_map(|operation| &operation.examples);
    let tests: Vec<(&Ident, Vec<Code>)> = examples.map(example).collect();
    let statements = tests.iter().flat_map(|(_, statements)| statements);
    let all = Code::list(statements.cloned(), " ");
    let uses = expr::imports(&all, &code!("apig_runtime"), &code!("super"), &["Value", "types"]);
    let uses_types = uses::mentioned(&all).contains("types");
    let client = if uses_types { code!("super::{{Client, types}}") } else { code!("super::Client") };
    let test = |(name, statements): (&Ident, Vec<Code>)| context! { name => Code::from(name), statements };
    let tests: Vec<Value> = tests.into_iter().map(test).collect();
    printer.print("service/examples.rs", context! { client, uses, tests })
}

/// The name of a test, and its statements.
fn example(example: &Example) -> (&Ident, Vec<Code>) {
    match example {
        Example::Request { test, call, json, passes } => {
            let body = if *passes { code!("body(&operation)") } else { code!("operation.body") };
            let statements = vec![
                code!("let client = client();"),
                code!("let operation = {};", expr::of(call)),
                code!("let example = parse({});", raw_string(json)),
                code!("assert_json(&{}, example);", body),
            ];
            (test, statements)
        }
        Example::Answer { test, ty, json, kept } => {
            // What the type has no place for is not expected back.
            let expected = if json == kept { code!("example") } else { code!("parse({})", raw_string(kept)) };
            let statements = vec![
                code!("let example = parse({});", raw_string(json)),
                code!("let answer: {} = decode(&example);", Scope::Operations.ty(ty)),
                code!("assert_json(&answer, {});", expected),
            ];
            (test, statements)
        }
    }
}
