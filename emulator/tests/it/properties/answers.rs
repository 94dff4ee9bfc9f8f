//! Tests that whatever the spec allows is answered as the spec says, by a gateway that has one of each: random requests for every
//! operation that the emulator carries out, mostly with ids that there are. Must not know any operation.

use super::wire::{Answer, Wire};
use super::{Case, check, in_halves, services, values};
use crate::lives::{begin, live, places};
use apig_codegen::api::{Format, Operation, Service, Status};
use apig_codegen::{Sender, refused};
use apig_sdk::serde_json::Value;
use proptest::prelude::*;
use std::cell::Cell;
use std::collections::BTreeMap;

/// So many requests for each operation.
const CASES: u32 = 12;

/// One of each.
const EVERYTHING: &str = include_str!("../lives/everything.life");

/// Puts in the ids that there are, in the place of whatever is called like them.
fn known(value: &mut Value, name: &str, ids: &BTreeMap<String, String>) {
    match value {
        Value::String(text) => {
            if let Some(id) = ids.get(name) {
                id.clone_into(text);
            }
        }
        Value::Array(items) => {
            let single = if name == "apis" { "api_id" } else { name.strip_suffix('s').unwrap_or(name) };
            items.iter_mut().for_each(|item| known(item, single, ids));
        }
        Value::Object(fields) => fields.iter_mut().for_each(|(name, value)| known(value, name, ids)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// What the spec says against an answer.
fn misshapen(service: &Service, operation: &Operation, answer: &Answer) -> Option<String> {
    if !answer.is_success() {
        return (answer.status >= 500 || answer.code().is_empty()).then(|| "no error of the service".to_owned());
    }
    let documented = operation.successes.iter().find(|one| one.status == Status::Code(answer.status));
    let Some(documented) = documented else { return Some("an undocumented status".to_owned()) };
    let schema = documented.schema.as_ref().filter(|_| documented.format == Some(Format::Json))?;
    let refusal = refused(&answer.json(), schema, &service.types, Sender::Server)?;
    Some(format!("{} {}", refusal.path, refusal.reason))
}

#[test]
fn whatever_the_spec_allows_is_answered_in_its_words() {
    let mut services = services();
    services.retain(|service| places(EVERYTHING).contains(&service.name.as_str()));
    let [one, other] = in_halves(&services, answered);
    let (sent, succeeded) = (one.0 + other.0, one.1 + other.1);
    eprintln!("{sent} requests, {succeeded} of them successful");
    assert!(succeeded * 3 > sent, "{succeeded} of {sent} succeeded");
}

/// How many requests were sent to operations, and how many of them succeeded.
fn answered(operations: &[(&Service, &Operation)]) -> (usize, usize) {
    let (sent, succeeded) = (Cell::new(0_usize), Cell::new(0));
    for (service, operation) in operations {
        let emulator = begin();
        let wire = Wire::new(&emulator);
        let (_, ids) = live(&emulator, &wire, EVERYTHING, service).unwrap();
        let cases = values::case(service, operation, emulator.instance_id());
        check(&operation.id, CASES, cases, |mut case: Case| {
            // One of four asks for what there is not.
            if !sent.get().is_multiple_of(4) {
                case.parameters.iter_mut().for_each(|(name, value)| known(value, name, &ids));
                case.body.iter_mut().for_each(|body| known(body, "", &ids));
            }
            let answer = wire.call(operation, &case);
            sent.set(sent.get() + 1);
            succeeded.set(succeeded.get() + usize::from(answer.is_success()));
            let misshapen = misshapen(service, operation, &answer);
            prop_assert!(misshapen.is_none(), "{}: {answer}", misshapen.unwrap_or_default());
            Ok(())
        });
    }
    (sent.get(), succeeded.get())
}
