//! Prepares what the template of example tests prints: the documents' requests and answers, encoded and decoded.

use super::super::code::{Code, code, raw_string};
use super::super::types::Scope;
use super::super::{Printer, expr, uses};
use crate::render::RUNTIME;
use crate::rust::{Example, Service};
use minijinja::{Value, context};

/// The file of a service's examples.
pub fn page(service: &Service, printer: &Printer) -> Result<String, String> {
    let examples = service.operations.iter().flat_map(|operation| &operation.examples);
    let tests: Vec<Test> = examples.map(test).collect();
    // All that a test has of its own, but for JSON in literals.
    let all = Code::list(tests.iter().map(|test| test.shows.clone()), " ");
    let uses = expr::imports(&all, &code!("{}", RUNTIME), &code!("super"), &["Value", "types"]);
    let uses_types = uses::mentioned(&all).contains("types");
    let client = if uses_types { code!("super::{{Client, types}}") } else { code!("super::Client") };
    let view = |test: Test| context! { name => test.name, statements => test.statements };
    let tests: Vec<Value> = tests.into_iter().map(view).collect();
    let of_project = service.of_project;
    printer.print("service/examples.rs", context! { client, of_project, uses, tests })
}

/// A test, and the expression or type in it.
struct Test {
    name: Code,
    shows: Code,
    statements: Vec<Code>,
}

fn test(example: &Example) -> Test {
    match example {
        Example::Request { test, call, json, passes } => {
            let body = if *passes { code!("body(&operation)") } else { code!("operation.body") };
            let call = expr::call(call);
            let statements = vec![
                code!("let client = client();"),
                code!("let operation = {};", call),
                code!("let example = parse({});", raw_string(json)),
                code!("assert_json(&{}, example);", body),
            ];
            Test { name: Code::from(test), shows: call, statements }
        }
        Example::Answer { test, ty, json, kept } => {
            let ty = Scope::Operations.ty(ty);
            // What the type has no place for is not expected back.
            let expected = if json == kept { code!("example") } else { code!("parse({})", raw_string(kept)) };
            let statements = vec![
                code!("let example = parse({});", raw_string(json)),
                code!("let answer: {} = decode(&example);", ty),
                code!("assert_json(&answer, {});", expected),
            ];
            Test { name: Code::from(test), shows: ty, statements }
        }
    }
}
