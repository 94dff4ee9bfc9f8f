//! Resolves what was written to what it means: follows `$ref` (also across files, never outside the spec root), merges
//! `allOf`, names inline types, and checks that everything agrees. Must not know Rust.

mod all_of;
mod alternatives;
mod anchors;
mod answers;
mod bodies;
mod constraints;
mod content;
mod data_types;
mod deprecation;
mod derived;
mod encodings;
mod enums;
mod files;
mod formats;
mod headers;
mod inlined;
mod media_types;
mod numbers;
mod objects;
mod operations;
mod paging;
mod parameters;
mod path_parameters;
mod place_names;
mod places;
mod prefetch;
mod received;
mod references;
mod schemas;
mod security;
mod servers;
mod shapes;
mod styles;
mod tags;
mod targets;
mod types;
mod unions;
mod unsound;
mod values;
mod waiters;
mod without_spans;

pub use files::{Files, Loaded};
pub use prefetch::{is_same, prefetch};
pub use received::{Refusal, Sender, refused};
pub use references::{RefTarget, reference};
pub use targets::parse as parse_target;
pub use unsound::{Cause, Unsound, unsound};

use crate::api::{Body, Definition, Format, Kind, Operation, Property, Schema, Service};
use crate::grammar::Object;
use crate::job::{self, Examples, Job};
use crate::openapi::{Document, check_unread, mentions};

use std::collections::BTreeSet;
use types::{Resolver, ValueRole};
use without_spans::text;

/// Reads all documents, each with all it refers to: what they mean, and the files.
pub fn all<'r>(job: &Job, read: &'r job::Read<'r>) -> (Vec<Service>, Files<'r>) {
    let mut files = Files::new(read, job.strict, job.examples);
    let services = each(&job.documents, &mut files);
    (services, files)
}

/// Reads documents, each with all it refers to.
pub fn each(documents: &[job::Document], files: &mut Files<'_>) -> Vec<Service> {
    documents.iter().for_each(|document| files.expect(document));
    files.each(documents, |files, document| resolve(files, &document.path)).into_iter().flatten().collect()
}

/// Reads a root document and all it refers to. `None` means that diagnostics say why not.
pub fn resolve(files: &mut Files<'_>, path: &str) -> Option<Service> {
    files.used.clear();
    let root = files.load(path, None)?;
    let node = files.inlined(Object::Document, &root.node);
    let mut document = Document::read(&node, &mut files.diagnostics)?;
    check_unread(Object::Document, &node, &mut files.diagnostics);
    files.is_3_1 = document.is_3_1;
    root.keep(std::mem::take(&mut document.parts));
    let mentions = mentions(Object::Document, &node);
    let mut security = security::read(files, root.id, &document);
    let mut resolver = Resolver::new(files);
    let mut operations = operations::read(&mut resolver, root.id, &document, &mut security);
    resolver.fill();
    let Resolver { definitions: mut types, examples, files, .. } = resolver;
    security.check(&mut files.diagnostics);
    shapes::settle(&mut types, &mut files.diagnostics);
    for (node, schema, at, check) in examples {
        match (files.examples, check) {
            (Examples::Unchecked, ValueRole::Example | ValueRole::Value) => continue,
            (Examples::Unchecked, ValueRole::Default) | (Examples::Checked, _) => {}
        }
        for mismatch in values::check(&node, &schema, &types, values::Direction::Any) {
            files.diagnostics.push(match check {
                ValueRole::Example => mismatch.into_example(at),
                ValueRole::Default => mismatch.into_default(),
                ValueRole::Value => mismatch.into_value(),
            });
        }
    }
    operations::check_bodies(files, &mut operations, &types);
    files.mentioned.push_back(mentions);
    files.check_mentions();
    let mut operations: Vec<Operation> = operations.into_iter().map(|read| read.operation).collect();
    deprecation::check(&mut operations, &mut types, &mut files.diagnostics);
    mark_usage(&operations, &mut types);
    let info = document.info.as_ref();
    let mut places = document.places.clone();
    if let Some(info) = info {
        places.overlay(&info.places);
    }
    places.overlay(&security.places);
    let (source, source_url) = tags::source(document.external_docs.as_ref());
    Some(Service {
        name: text(&document.rust_name).unwrap_or_else(|| name_of(path)),
        title: info.and_then(|info| text(&info.title)).unwrap_or_default(),
        version: info.and_then(|info| text(&info.version)).unwrap_or_default(),
        description: info.and_then(|info| text(&info.description)),
        license: info.and_then(|info| info.license.clone()),
        path: path.to_owned(),
        source,
        source_url,
        tags: document.tags.iter().map(tags::tag).collect(),
        servers: document.servers.iter().map(|server| servers::server(server, &mut files.diagnostics)).collect(),
        regions: servers::regions(&document.servers, &mut files.diagnostics),
        security: security.by_default.alternatives,
        token: security.token,
        signature: security.signature,
        algorithm: security.algorithm,
        schemes: security.used.into_values().collect(),
        issued_by: security.issued_by,
        types,
        operations,
        span: document.span,
        files: std::mem::take(&mut files.used),
        places,
    })
}

/// What a service is called: its folder, or its file if that has a name of its own.
pub fn name_of(path: &str) -> String {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.split('.').next().unwrap_or(file);
    let folder = folder.rsplit('/').next().unwrap_or(folder);
    let generic = matches!(stem, "openapi" | "swagger" | "api" | "index" | "spec");
    if generic && !folder.is_empty() { folder.to_owned() } else { stem.to_owned() }
}

/// Marks which types travel from the caller and which from the server.
fn mark_usage(operations: &[Operation], types: &mut [Definition]) {
    let requests = operations.iter().flat_map(|operation| {
        let body = operation.body.iter().flat_map(|body| {
            // Of several parts, no value holds them together.
            let others = body.others.iter().filter(|other| other.format != Format::Multipart);
            let others = others.map(|other| &other.schema);
            sent(body, types).into_iter().chain(others)
        });
        body.chain(operation.parameters.iter().map(|parameter| &parameter.schema))
    });
    for id in reachable(requests, types, |property| !property.read_only) {
        if let Some(definition) = types.get_mut(id) {
            definition.in_request = true;
        }
    }
    let answers = operations.iter().flat_map(|operation| operation.successes.iter().chain(&operation.failures));
    let sent = answers.flat_map(|answer| {
        let headers = answer.headers.iter().filter_map(|header| header.schema.as_ref());
        answer.schema.iter().chain(headers)
    });
    for id in reachable(sent, types, |_| true) {
        if let Some(definition) = types.get_mut(id) {
            definition.in_response = true;
        }
    }
}

/// What travels of a body: of a multipart one its parts, which no value holds together.
fn sent<'a>(body: &'a Body, types: &'a [Definition]) -> Vec<&'a Schema> {
    let definition = body.schema.ty.named().and_then(|id| types.get(id.0));
    match (body.format, definition.map(|definition| &definition.kind)) {
        (Format::Multipart, Some(Kind::Object(object))) => {
            let properties = object.properties.iter().filter(|property| !property.read_only);
            properties.map(|property| &property.schema).collect()
        }
        // Callers add the parts one by one.
        (Format::Multipart, _) => Vec::new(),
        (Format::Json | Format::Form | Format::Text | Format::Events | Format::Lines | Format::Bytes, _) => {
            vec![&body.schema]
        }
    }
}

fn reachable<'a>(
    roots: impl Iterator<Item = &'a Schema>,
    types: &[Definition],
    travels: impl Fn(&Property) -> bool,
) -> BTreeSet<usize> {
    let mut seen = BTreeSet::new();
    let named = |schema: &Schema| schema.ty.named_inside().map(|id| id.0);
    let mut open: Vec<usize> = roots.filter_map(named).collect();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let Some(definition) = types.get(id) else { continue };
        match &definition.kind {
            Kind::Object(object) => {
                let properties = object.properties.iter().filter(|property| travels(property));
                let properties = properties.map(|property| &property.schema);
                open.extend(properties.chain(object.additional.as_deref()).filter_map(named));
            }
            Kind::Union(union) => open.extend(union.alternatives.iter().map(|one| &one.schema).filter_map(named)),
            Kind::StringEnum(_) | Kind::IntegerEnum(..) => {}
        }
    }
    seen
}
