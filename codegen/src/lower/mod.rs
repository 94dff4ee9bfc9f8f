//! From what is meant to what is emitted. All policy is here: names, types, documentation, derives. Must not know
//! OpenAPI's spelling, nor templates.

mod answers;
mod arguments;
mod bodies;
mod checks;
mod derives;
pub mod docs;
mod endpoints;
mod examples;
mod known;
mod layout;
mod lints;
pub mod names;
mod operations;
mod paging;
mod purpose;
mod secrets;
mod service_docs;
mod types;

use crate::api::{Definition, Kind, Object, Service, Type, TypeId};
use crate::diagnostics::Diagnostics;
use crate::rust::{self, Ident};
use names::Scope;

/// Names and layout of a service's types, which everything else refers to.
pub struct Types<'a> {
    /// The types as they are meant.
    pub definitions: &'a [Definition],
    /// Their names in Rust.
    pub idents: Vec<Ident>,
    /// Which types contain each other.
    pub layout: layout::Layout,
}

impl Types<'_> {
    /// The name of a type.
    pub fn ident(&self, id: TypeId) -> Ident {
        self.idents.get(id.0).cloned().unwrap_or_else(|| Ident("Missing".to_owned()))
    }

    /// The object that a type is, if it is one.
    pub fn object(&self, ty: &Type) -> Option<&Object> {
        match &self.definition(ty.named()?)?.kind {
            Kind::Object(object) => Some(object),
            Kind::StringEnum(_) | Kind::IntegerEnum(..) => None,
        }
    }

    /// A type as it is meant.
    pub fn definition(&self, id: TypeId) -> Option<&Definition> {
        self.definitions.get(id.0)
    }
}

/// Decides how all services look in Rust.
pub fn lower(services: &[Service], package: &str, diagnostics: &mut Diagnostics) -> rust::Crate {
    let name = Ident(package.replace('-', "_"));
    let mut scope = Scope::new("the services", "x-rust-name");
    let mut named = Vec::new();
    for service in services {
        let root = crate::source::Span { start: 0, end: 0, ..service.span };
        let Some(ident) = scope.name(names::service, &service.name, None, root, diagnostics) else { continue };
        named.push((service, ident));
    }
    let lowered: Vec<_> = named.iter().map(|service| lower_service(service, &named, diagnostics)).collect();
    let docs = service_docs::of_crate(services, &lowered);
    rust::Crate { docs, name, services: lowered, endpoints: endpoints::tables(&named) }
}

fn lower_service(
    (service, ident): &endpoints::Named<'_>,
    services: &[endpoints::Named<'_>],
    diagnostics: &mut Diagnostics,
) -> rust::Service {
    let types = name_types(&service.types, diagnostics);
    let mut scope = Scope::new("the operations", "x-rust-name");
    let mut structs = Scope::new("the operations", "x-rust-name");
    let mut waiters = Scope::new("the waiters", "name");
    let mut operations = Vec::new();
    let (mut functions, mut outputs) = (Vec::new(), Vec::new());
    for operation in &service.operations {
        let asked = operation.rust_name.as_deref();
        let function = scope.name(names::function, &operation.id, asked, operation.span, diagnostics);
        functions.push(function.clone());
        let Some(function) = function else { continue };
        let Some(name) = names::operation(asked.unwrap_or(&operation.id)) else { continue };
        // Two operations that meet here have met as functions already, and been reported.
        structs.take(&name, &operation.id, operation.span);
        waiters.take(&function, &operation.id, operation.span);
        let wait = |waiter: &crate::api::Waiter| {
            let ident = waiters.name(names::waiter, &waiter.name, None, waiter.span, diagnostics)?;
            // For the operations that follow.
            scope.take(&ident, &waiter.name, waiter.span);
            Some(ident)
        };
        let call = operations::Call { function, name, waiters: operation.waiters.iter().map(wait).collect() };
        let lowered = operations::lower(operation, call, &types, diagnostics);
        outputs.extend(lowered.output.own_type().map(|ident| (ident.clone(), operation)));
        operations.push(lowered);
    }
    // Only now, because an operation further down may have the name.
    for (ident, operation) in outputs {
        structs.claim(&ident, &operation.id, operation.span, diagnostics);
    }
    let purposes = purpose::of_types(service, &functions, &types);
    let mut items: Vec<rust::Item> = types
        .definitions
        .iter()
        .zip(purposes)
        .enumerate()
        .filter(|(_, (definition, _))| definition.in_request || definition.in_response)
        .map(|(at, (definition, purpose))| types::lower(TypeId(at), definition, purpose, &types, diagnostics))
        .collect();
    items.sort_by(|a, b| a.module.plain().cmp(b.module.plain()));
    let mut lowered = rust::Service {
        allows: Vec::new(),
        docs: service_docs::of_module(service),
        client_docs: service_docs::of_client(service),
        region: service_docs::region(service),
        endpoint: service_docs::endpoint(service),
        of_project: service_docs::is_of_project(service),
        more_client_docs: service_docs::endpoints(service),
        name: service.name.clone(),
        source: service.path.clone(),
        token: service.token.as_ref().map(|token| (token.name.clone(), token.prefix.to_owned())),
        signature: service.signature,
        regions: endpoints::of(service, ident),
        identity: endpoints::of_issuer(service, services, diagnostics),
        ident: ident.clone(),
        operations,
        types: items,
    };
    lowered.allows = lints::of(&lowered);
    lowered
}

fn name_types<'a>(definitions: &'a [Definition], diagnostics: &mut Diagnostics) -> Types<'a> {
    let mut scope = Scope::new("the types", "x-rust-name");
    let name = |definition: &Definition| {
        let asked = definition.rust_name.as_deref();
        // A name that is none has been reported; the type goes on under one that shows it.
        scope
            .name(names::item, &definition.name, asked, definition.span, diagnostics)
            .unwrap_or_else(|| Ident("Unnamed".to_owned()))
    };
    let idents = definitions.iter().map(name).collect();
    Types { definitions, idents, layout: layout::Layout::of(definitions) }
}
