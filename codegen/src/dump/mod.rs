//! Shows a model to people: a whole one, or an operation with the types that it uses. Knows how `api` and `rust` name
//! operations and types; must not know how a model is made.
//!
//! What is shown is what `Debug` says, without places, without what is absent, `false` or empty, and as narrow as it may
//! be. So a field that a model gets is shown without a line of code here.

mod debug;
mod never_absent;
mod shown;

use crate::diagnostics::{Diagnostics, nearest};
use crate::{Job, Memory, Read, Report, api, lower, resolve_all, rust};
use shown::Shown;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Debug;
use std::sync::Arc;

/// Which model to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// What the documents mean.
    Api,
    /// What will be emitted.
    Rust,
}

/// A service, ready to be shown.
struct Service {
    name: String,
    /// Everything but operations and types.
    facts: Shown,
    operations: Vec<Named>,
    types: BTreeMap<String, Shown>,
    /// The order of the types.
    order: Vec<String>,
}

struct Named {
    /// The names that it can be asked for by; the first is that of the document.
    names: Vec<String>,
    shown: Shown,
}

/// Shows a model of documents, or the part that belongs to an operation: `CreateThing`, or `service/CreateThing` where
/// several services have one. The text is an error if there is no such operation, and empty if the report has errors.
pub fn dump(job: &Job, read: &Read<'_>, stage: Stage, operation: Option<&str>) -> (Result<String, String>, Report) {
    let memory = Memory::default();
    let (services, mut files) = resolve_all(job, read, &memory);
    let shown: Vec<Service> = match stage {
        Stage::Api => services.iter().map(|service| of_api(service)).collect(),
        Stage::Rust => of_rust(&services, &job.package, &mut files.diagnostics),
    };
    let report = Report::new(files.diagnostics.into_sorted(), files.sources);
    let text = match operation {
        _ if report.has_errors() => Ok(String::new()),
        None => Ok(shown.iter().map(whole).collect()),
        Some(operation) => part(&shown, operation),
    };
    (text, report)
}

fn of_api(service: &api::Service) -> Service {
    let names: Vec<String> = service.types.iter().map(|definition| definition.name.clone()).collect();
    let show = |value: &dyn Debug| Shown::new(value).with_types(&names);
    let operations =
        service.operations.iter().map(|operation| Named { names: vec![operation.id.clone()], shown: show(operation) });
    let types = service.types.iter().map(|definition| (definition.name.clone(), show(definition)));
    Service {
        name: service.name.clone(),
        facts: show(service).without(&["operations", "types"]),
        operations: operations.collect(),
        types: types.collect(),
        order: names.clone(),
    }
}

fn of_rust(services: &[Arc<api::Service>], package: &str, diagnostics: &mut Diagnostics) -> Vec<Service> {
    let (crate_, _) = lower::lower(services, (package, false), &|_| true, &[], diagnostics);
    let show = |service: &rust::Service| {
        let operations = service.operations.iter().map(|operation| Named {
            names: vec![operation.id.clone(), operation.ident.0.clone(), operation.function.0.clone()],
            shown: Shown::new(operation),
        });
        Service {
            name: service.name.clone(),
            facts: Shown::new(service).without(&["operations", "types"]),
            operations: operations.collect(),
            types: service.types.iter().map(|item| (item.ident.0.clone(), Shown::new(item))).collect(),
            order: service.types.iter().map(|item| item.ident.0.clone()).collect(),
        }
    };
    crate_.services.iter().map(|service| show(service)).collect()
}

fn whole(service: &Service) -> String {
    let mut text = format!("service {}:\n{}", service.name, service.facts.text());
    for operation in &service.operations {
        text.push_str(&titled("operation", service, operation.names.first(), &operation.shown));
    }
    for name in &service.order {
        text.extend(service.types.get(name).map(|shown| titled("type", service, Some(name), shown)));
    }
    text.push('\n');
    text
}

fn titled(what: &str, service: &Service, name: Option<&String>, shown: &Shown) -> String {
    format!("\n{what} {}/{}:\n{}", service.name, name.map_or("", String::as_str), shown.text())
}

fn part(services: &[Service], asked: &str) -> Result<String, String> {
    let (of, name) = asked.split_once('/').map_or((None, asked), |(service, name)| (Some(service), name));
    let mut text = String::new();
    for service in services.iter().filter(|service| of.is_none_or(|of| of == service.name)) {
        let asked = |operation: &&Named| operation.names.iter().any(|known| known == name);
        for operation in service.operations.iter().filter(asked) {
            text.push_str(titled("operation", service, operation.names.first(), &operation.shown).trim_start());
            for (name, shown) in used(service, operation) {
                text.push_str(&titled("type", service, Some(name), shown));
            }
            text.push('\n');
        }
    }
    if !text.is_empty() {
        return Ok(text);
    }
    let qualified = |service: &Service, name: &String| match of {
        Some(_) => format!("{}/{name}", service.name),
        None => name.clone(),
    };
    let known: BTreeSet<String> = services
        .iter()
        .flat_map(|service| {
            service.operations.iter().flat_map(|operation| operation.names.iter().map(|name| qualified(service, name)))
        })
        .collect();
    let meant = nearest(asked, known.iter().map(String::as_str));
    let hint = meant.map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
    Err(format!("there is no operation `{}`{hint}", asked.escape_debug()))
}

/// The types of an operation, and theirs, in the order in which they are met.
fn used<'s>(service: &'s Service, operation: &'s Named) -> Vec<(&'s String, &'s Shown)> {
    let mut found: Vec<(&String, &Shown)> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut waiting = VecDeque::from([&operation.shown]);
    while let Some(shown) = waiting.pop_front() {
        for name in shown.types() {
            let Some((name, shown)) = service.types.get_key_value(name).filter(|(name, _)| seen.insert(*name)) else {
                continue;
            };
            found.push((name, shown));
            waiting.push_back(shown);
        }
    }
    found
}
