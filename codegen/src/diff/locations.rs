//! Locates in the documents what public items come from. Must not know items, nor what differs.

use super::finding::locate;
use super::parameters::location;
use super::services::Version;
use super::{Change, Subject, words};
use crate::api::{self, Definition, Json, Kind, Operation, Service, Variant};
use crate::source::Span;
use std::collections::BTreeMap;

/// Gives changes without a location that of their subject, in each version that has it: else that of what the subject is a
/// part of, else that of the document.
pub fn complete(changes: &mut [Change], before: Version<'_>, after: Version<'_>) {
    let mut without = changes.iter_mut().filter(|change| change.before.is_none() && change.after.is_none()).peekable();
    if without.peek().is_none() {
        return;
    }
    let (old, new) = (Index::of(before.services), Index::of(after.services));
    for change in without {
        let subjects = || std::iter::once(&change.subject).chain(&change.also);
        let find = |index: &Index<'_>| subjects().find_map(|subject| index.nearest(&change.service, subject));
        let found = match (find(&old), find(&new)) {
            (None, None) => (old.document(&change.service), new.document(&change.service)),
            found => found,
        };
        change.before = found.0.map(|span| locate(before.sources, span));
        change.after = found.1.map(|span| locate(after.sources, span));
    }
}

/// The operations and types of a version, by service and name.
struct Index<'a> {
    services: &'a [Service],
    operations: BTreeMap<(&'a str, &'a str), &'a Operation>,
    types: BTreeMap<(&'a str, &'a str), &'a Definition>,
}

impl<'a> Index<'a> {
    fn of(services: &'a [Service]) -> Self {
        let mut index = Self { services, operations: BTreeMap::new(), types: BTreeMap::new() };
        for service in services {
            let name = service.name.as_str();
            let operations = service.operations.iter().map(|operation| ((name, operation.id.as_str()), operation));
            index.operations.extend(operations);
            index.types.extend(service.types.iter().map(|ty| ((name, ty.name.as_str()), ty)));
        }
        index
    }

    /// The document of a service; for what belongs to none, the first one.
    fn document(&self, service: &str) -> Option<Span> {
        let of_service = |candidate: &&Service| service.is_empty() || candidate.name == service;
        self.services.iter().find(of_service).map(|service| service.places.of("info").unwrap_or(service.span))
    }

    fn nearest(&self, service: &str, subject: &Subject) -> Option<Span> {
        self.exact(service, subject).or_else(|| subject.ancestors().find_map(|subject| self.exact(service, &subject)))
    }

    fn exact(&self, name: &str, subject: &Subject) -> Option<Span> {
        let service = || self.services.iter().find(|service| service.name == name);
        let operation = |id: &str| self.operations.get(&(name, id)).copied();
        let ty = |ty: &str| self.types.get(&(name, ty)).copied();
        match subject {
            // A change of the whole document has no location but its first line.
            Subject::Service => None,
            Subject::Server { url } => service()?.servers.iter().find(|server| server.url == *url).map(|it| it.span),
            Subject::Region { name } => service()?.regions.iter().find(|region| region.name == *name).map(|it| it.span),
            Subject::Tag { name } => service()?.tags.iter().find(|tag| tag.name == *name).map(|it| it.span),
            Subject::Operation { id } => operation(id).map(|operation| operation.span),
            Subject::Parameter { operation: id, location: way, name } => {
                let parameters = &operation(id)?.parameters;
                let is_it = |it: &&api::Parameter| location(it) == *way && it.name == *name;
                parameters.iter().find(is_it).map(|parameter| parameter.span)
            }
            Subject::Body { operation: id } => operation(id)?.places.of("requestBody"),
            Subject::Answer { operation: id, status } => answer(operation(id)?, status)?.places.at("status"),
            Subject::Header { operation: id, status, name } => {
                let headers = &answer(operation(id)?, status)?.headers;
                headers.iter().find(|header| header.name == *name).map(|header| header.span)
            }
            Subject::Waiter { operation: id, name } => {
                operation(id)?.waiters.iter().find(|waiter| waiter.name == *name).map(|waiter| waiter.span)
            }
            Subject::Type { name } => ty(name).map(|ty| ty.span),
            Subject::Property { ty: of, name } => property(ty(of)?, name),
            Subject::Alternative { ty: of, name } => alternative(ty(of)?, name),
            Subject::Value { ty: of, value } => self::value(ty(of)?, value),
        }
    }
}

fn answer<'a>(operation: &'a Operation, status: &str) -> Option<&'a api::Answer> {
    let mut answers = operation.successes.iter().chain(&operation.failures);
    answers.find(|answer| words::status(answer.status) == *status)
}

fn property(ty: &Definition, name: &str) -> Option<Span> {
    match &ty.kind {
        Kind::Object(object) => {
            object.properties.iter().find(|property| property.name == *name).map(|property| property.span)
        }
        Kind::StringEnum(_) | Kind::IntegerEnum(..) | Kind::Union(_) => None,
    }
}

fn alternative(ty: &Definition, name: &str) -> Option<Span> {
    match &ty.kind {
        Kind::Union(union) => union
            .alternatives
            .iter()
            .find(|one| one.names.first().is_some_and(|first| first == name))
            .map(|one| one.span),
        Kind::Object(_) | Kind::StringEnum(_) | Kind::IntegerEnum(..) => None,
    }
}

fn value(ty: &Definition, written: &str) -> Option<Span> {
    fn find<T>(variants: &[Variant<T>], json: impl Fn(&T) -> Json, written: &str) -> Option<Span> {
        let mut texts = variants.iter().map(|variant| (json(&variant.value).to_string(), variant.span));
        texts.find(|(text, _)| text == written).map(|(_, span)| span)
    }
    match &ty.kind {
        Kind::Object(_) | Kind::Union(_) => None,
        Kind::StringEnum(variants) => find(variants, |text| text.clone().into(), written),
        Kind::IntegerEnum(_, variants) => find(variants, |number| api::whole(*number), written),
    }
}
