//! Prints a stage of the generator for people: documents as JSON, or a model as `Debug` does, all of it or an operation
//! with the types that it uses. Knows how `api` and `rust` name operations and types. Must not know how a model is
//! made.

use crate::diagnostics::{Report, nearest};
use crate::job::{Job, Read};
use crate::resolve::{self, Files};
use crate::{api, lower, rust, yaml};
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::mem::take;

/// What to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// What the documents say, as JSON, whatever it means.
    Json,
    /// What the documents mean.
    Api,
    /// What will be emitted.
    Rust,
}

/// A wider line is not joined from several.
const WIDTH: usize = 120;

/// A service, ready to be printed.
struct ServiceDump {
    name: String,
    /// Everything but operations and types, with its title.
    facts: String,
    operations: Vec<Section>,
    types: Vec<Section>,
}

/// An operation or a type.
struct Section {
    title: String,
    /// The names that select an operation; of a type, how others refer to it.
    names: Vec<String>,
    text: String,
}

/// Prints a stage of documents, or the part that belongs to an operation: `CreateThing`, or `service/CreateThing` where
/// several services have one. The text is an error if there is no such operation, and empty if the report has errors.
pub fn dump(job: &Job, read: &Read<'_>, stage: Stage, operation: Option<&str>) -> (Result<String, String>, Report) {
    let (shown, files): (Vec<ServiceDump>, Files<'_>) = match stage {
        Stage::Json => {
            let mut files = Files::new(read, job.strict, job.examples);
            job.documents.iter().for_each(|document| files.expect(document));
            let loaded = job.documents.iter().filter_map(|document| files.load(&document.path, None));
            (loaded.map(|document| of_text(&document.node)).collect(), files)
        }
        Stage::Api => {
            let (services, files) = resolve::all(job, read);
            (services.into_iter().map(of_api).collect(), files)
        }
        Stage::Rust => {
            let (services, mut files) = resolve::all(job, read);
            let crate_ = lower::lower(&services, |_| true, job, false, &mut files.diagnostics);
            (crate_.services.into_iter().map(of_rust).collect(), files)
        }
    };
    let report = Report::new(files.diagnostics.into_sorted(), files.sources);
    let text = match operation {
        _ if report.has_errors() => Ok(String::new()),
        Some(_) if stage == Stage::Json => Err("JSON is of whole documents: name no operation".to_owned()),
        None => Ok(shown.iter().map(whole).collect()),
        Some(operation) => part(&shown, operation),
    };
    (text, report)
}

fn of_text(document: &yaml::Node) -> ServiceDump {
    let facts = yaml::to_json(document);
    ServiceDump { name: String::new(), facts, operations: Vec::new(), types: Vec::new() }
}

fn of_api(mut service: api::Service) -> ServiceDump {
    // Spans, which are left out everywhere.
    service.files.clear();
    let name = service.name.clone();
    let title = |what: &str, of: &str| format!("{what} {name}/{of}");
    let operations = take(&mut service.operations).into_iter().map(|operation| Section {
        title: title("operation", &operation.id),
        text: pruned(&operation),
        names: vec![operation.id],
    });
    let types = take(&mut service.types).into_iter().enumerate().map(|(number, definition)| {
        let reference = format!("{:?}", api::TypeId(number));
        let title = format!("{}, {reference}", title("type", &definition.name));
        Section { title, text: pruned(&definition), names: vec![reference] }
    });
    let (operations, types) = (operations.collect(), types.collect());
    ServiceDump { operations, types, facts: format!("service {name}:\n{}\n", pruned(&service)), name }
}

fn of_rust(mut service: rust::Service) -> ServiceDump {
    let name = service.name.clone();
    let title = |what: &str, of: &str| format!("{what} {name}/{of}");
    let operations = take(&mut service.operations).into_iter().map(|operation| Section {
        title: title("operation", &operation.id),
        text: pruned(&operation),
        names: vec![operation.id, operation.ident.0, operation.function.0],
    });
    let types = take(&mut service.types).into_iter().map(|item| Section {
        title: title("type", &item.ident.0),
        text: pruned(&item),
        names: vec![format!("Named({:?})", item.ident), format!("Union({:?})", item.ident)],
    });
    let (operations, types) = (operations.collect(), types.collect());
    ServiceDump { operations, types, facts: format!("service {name}:\n{}\n", pruned(&service)), name }
}

fn whole(service: &ServiceDump) -> String {
    let parts = service.operations.iter().chain(&service.types).map(titled);
    format!("{}{}", service.facts, parts.collect::<String>())
}

fn titled(part: &Section) -> String {
    format!("{}:\n{}\n", part.title, part.text)
}

fn part(services: &[ServiceDump], query: &str) -> Result<String, String> {
    let (of, name) = query.split_once('/').map_or((None, query), |(service, name)| (Some(service), name));
    let mut text = String::new();
    for service in services.iter().filter(|service| of.is_none_or(|of| of == service.name)) {
        for operation in service.operations.iter().filter(|operation| operation.names.iter().any(|it| it == name)) {
            text.push_str(&titled(operation));
            text.extend(used(service, operation).map(titled));
        }
    }
    if !text.is_empty() {
        return Ok(text);
    }
    let names = services.iter().flat_map(|service| {
        let prefix = of.map_or_else(String::new, |_| format!("{}/", service.name));
        service.operations.iter().flat_map(|part| &part.names).map(move |name| format!("{prefix}{name}"))
    });
    let names: BTreeSet<String> = names.collect();
    let nearest = nearest(query, names.iter().map(String::as_str));
    let hint = nearest.map_or_else(String::new, |name| format!("; did you mean `{name}`?"));
    Err(format!("there is no operation `{}`{hint}", query.escape_debug()))
}

/// The types that an operation mentions, and those that they mention, in the order of the service.
fn used<'s>(service: &'s ServiceDump, operation: &'s Section) -> impl Iterator<Item = &'s Section> {
    let mut used = BTreeSet::new();
    let mut to_visit = vec![operation];
    while let Some(part) = to_visit.pop() {
        for (at, ty) in service.types.iter().enumerate() {
            if ty.names.iter().any(|name| part.text.contains(name)) && used.insert(at) {
                to_visit.push(ty);
            }
        }
    }
    used.into_iter().filter_map(|at| service.types.get(at))
}

/// The text of `Debug`, without spans and without what is absent, `false` or empty. A line that starts with a quote is a member
/// of data, of which nothing is left out.
fn pruned(value: &dyn Debug) -> String {
    let is_noise = |line: &str| {
        let Some((key, value)) = line.split_once(": ") else { return false };
        let is_place = ["Span(", "Some(Span(", "Places("].iter().any(|place| value.starts_with(place));
        !key.starts_with('"') && (is_place || matches!(value, "None," | "false," | "[]," | "{},"))
    };
    let mut lines: Vec<String> = Vec::new();
    for line in joined(&format!("{value:#?}")) {
        let is_empty =
            line.trim_start() == "}," && lines.last().is_some_and(|last| last.contains(": ") && last.ends_with('{'));
        if is_empty {
            lines.pop();
        } else if !is_noise(line.trim_start()) {
            lines.push(line);
        }
    }
    lines.join("\n") + "\n"
}

/// The lines of a text, with what `Debug` spreads over three lines (`Some(`, `"text",`, `),`) on one.
fn joined(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        match (lines.as_slice(), line.trim_start()) {
            ([.., open, only], end @ (")" | "),"))
                if open.ends_with('(') && open.len() + only.trim_start().len() < WIDTH =>
            {
                let joined = format!("{open}{}{end}", only.trim_start().trim_end_matches(','));
                lines.truncate(lines.len() - 2);
                lines.push(joined);
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}
