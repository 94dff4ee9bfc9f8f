//! Makes calls of every operation: by what the document shows, with everything that can be sent, and with as little as must be.
//! Fills values in where the document shows none, and lets `lower` make calls of them. Must not know how values are made.

use crate::api::{self, Format, Json, Location, Operation, Parameter, Schema};
use crate::diagnostics::Diagnostics;
use crate::job::Job;
use crate::lower;
use crate::render::smoke;
use crate::resolve::{Sender, refused};
use crate::rust::SmokeCall;
use crate::sample::{self, Amount};

/// The text of a program that calls the operations of the first service.
pub fn program(services: &[api::Service], job: &Job) -> Result<String, String> {
    // Whatever is said of them has been said already.
    let lowered =
        |filled: &[api::Service]| lower::lower(filled, |_| true, job, job.front_page, &mut Diagnostics::default());
    let filled = |fill: Fill| services.iter().map(|service| filled(service, fill)).collect::<Vec<_>>();
    let crates = Fill::ALL.map(|fill| (fill, lowered(&filled(fill))));
    let [(_, first), ..] = &crates;
    let service = first.services.first().ok_or("there is no service")?;
    let mut calls: Vec<SmokeCall<'_>> = Vec::new();
    for (at, operation) in service.operations.iter().enumerate() {
        let known = calls.len();
        for (fill, crate_) in &crates {
            let call = crate_.services.first().and_then(|service| service.operations.get(at));
            let Some(call) = call.map(|operation| operation.example.clone()) else { continue };
            if !calls.iter().skip(known).any(|other| other.call == call) {
                calls.push(SmokeCall { operation, what: fill.name(), call });
            }
        }
    }
    smoke::program((first, service), &calls, (&job.command, &job.spec_root))
}

/// What a call is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fill {
    /// What the document shows, and made-up values for the rest.
    Shown,
    /// Everything that can be sent, bodies made up.
    Most,
    /// What must be sent.
    Least,
}

impl Fill {
    const ALL: [Self; 3] = [Self::Shown, Self::Most, Self::Least];

    fn name(self) -> &'static str {
        match self {
            Self::Shown => "as shown",
            Self::Most => "all",
            Self::Least => "what is required",
        }
    }
}

fn filled(service: &api::Service, fill: Fill) -> api::Service {
    let mut filled = service.clone();
    for operation in &mut filled.operations {
        parameters(operation, fill, &service.types);
        body(operation, fill, &service.types);
    }
    filled
}

fn parameters(operation: &mut Operation, fill: Fill, types: &[api::Definition]) {
    for parameter in &mut operation.parameters {
        let is_left_out = fill == Fill::Least && !parameter.required;
        parameter.example = value(parameter, types).filter(|_| !is_left_out);
    }
}

/// What the document shows of a parameter, if any server takes it; else what it allows.
fn value(parameter: &Parameter, types: &[api::Definition]) -> Option<Json> {
    let is_fit = |value: &Json| is_fit(value, parameter.location);
    let is_allowed = |value: &Json| refused(value, &parameter.schema, types, Sender::Caller).is_none();
    let shown = parameter.example.clone().filter(|value| is_fit(value) && is_allowed(value));
    let made = |schema: &Schema| sample::of(schema, types, Sender::Caller, Amount::Most);
    shown.or_else(|| made(&parameter.schema).filter(is_fit)).or_else(|| {
        let mut schema = parameter.schema.clone();
        (schema.default, schema.examples) = (None, Vec::new());
        made(&schema)
    })
}

/// Whether a text can be where it is to be.
fn is_fit(value: &Json, location: Location) -> bool {
    let Some(text) = value.as_str() else { return true };
    match location {
        Location::Path => !matches!(text, "" | "." | "..") && !text.contains(['/', '\\']),
        Location::Header => text.chars().all(|c| matches!(c, ' '..='~')) && text.trim() == text && !text.is_empty(),
        Location::Cookie => text.chars().all(|c| c.is_ascii_alphanumeric()),
        Location::Query | Location::QueryString => true,
    }
}

fn body(operation: &mut Operation, fill: Fill, types: &[api::Definition]) {
    let Some(body) = &mut operation.body else { return };
    let is_allowed = |value: &Json| refused(value, &body.schema, types, Sender::Caller).is_none();
    let is_said = |value: &Json| can_say(body.format, value);
    let shown = body.examples.iter().find(|value| is_said(value) && is_allowed(value)).cloned();
    let made = |amount| sample::of(&body.schema, types, Sender::Caller, amount);
    let value = match fill {
        Fill::Shown => shown.or_else(|| made(Amount::Most)),
        Fill::Most => made(Amount::Most),
        Fill::Least if !body.required => None,
        Fill::Least => made(Amount::Least).filter(is_said).or_else(|| made(Amount::Most)),
    };
    body.examples = value.into_iter().collect();
}

/// Whether a server finds in a body what is in the value: nothing in pairs and parts says that a list is there, and empty.
fn can_say(format: Format, value: &Json) -> bool {
    match (format, value) {
        (Format::Form, Json::Array(items)) => !items.is_empty() && items.iter().all(|item| can_say(format, item)),
        (Format::Form, Json::Object(entries)) => {
            !entries.is_empty() && entries.values().all(|one| can_say(format, one))
        }
        (Format::Multipart, Json::Object(entries)) => {
            !entries.values().any(|part| part.as_array().is_some_and(Vec::is_empty))
        }
        (_, _) => true,
    }
}
