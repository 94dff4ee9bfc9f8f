//! Turns the API into the Rust that will be emitted. The only place of policy: names, types, documentation, derives.
//! Must not know OpenAPI's spelling, nor templates.

mod answers;
mod arguments;
mod bodies;
mod checks;
mod derives;
pub mod docs;
mod endpoints;
mod examples;
mod lints;
mod media_types;
pub mod names;
mod operations;
mod paging;
mod parameters;
mod recursion;
mod secrets;
mod security;
mod sendable;
mod service_docs;
mod types;
mod unions;
mod usage;

use crate::api::{Definition, Kind, Service, TypeId};
use crate::cores::on_all_cores;
use crate::diagnostics::Diagnostics;
use crate::rust::{self, Ident};
use names::Namespace;

/// The types of a service with their names, which everything else refers to.
pub struct TypeTable<'a> {
    /// As the API has them.
    pub definitions: &'a [Definition],
    /// Their names in Rust.
    pub idents: Vec<Ident>,
    /// Which of them contain themselves.
    pub recursion: recursion::Recursion,
    /// Which of them hold secrets.
    pub secrets: secrets::Secrets,
}

impl TypeTable<'_> {
    /// The name of a type.
    pub fn ident(&self, id: TypeId) -> Ident {
        self.idents.get(id.0).cloned().unwrap_or_else(|| Ident("Missing".to_owned()))
    }

    /// What a type with a name is.
    pub fn kind(&self, id: TypeId) -> Option<&Kind> {
        self.definition(id).map(|definition| &definition.kind)
    }

    /// The definition of a type.
    pub fn definition(&self, id: TypeId) -> Option<&Definition> {
        self.definitions.get(id.0)
    }
}

/// Decides how the selected services look in Rust.
pub fn lower(
    services: &[Service],
    is_wanted: impl Fn(&Service) -> bool,
    (package, front_page): (&str, bool),
    diagnostics: &mut Diagnostics,
) -> rust::Crate {
    let name = Ident(package.replace('-', "_"));
    let mut scope = Namespace::new("the services", "x-rust-name");
    let mut named = Vec::new();
    for service in services {
        let root = crate::source::Span { start: 0, end: 0, ..service.span };
        let Some(ident) = scope.name(names::service, &service.name, None, root, diagnostics) else { continue };
        named.push((service, ident));
    }
    let identities: Vec<Option<Ident>> =
        named.iter().map(|(service, _)| endpoints::of_issuer(service, &named, diagnostics)).collect();
    let parts: Vec<_> = named.iter().zip(&identities).filter(|((service, _), _)| is_wanted(service)).collect();
    let services = each(&parts, diagnostics, |((service, ident), identity), complaints| {
        lower_service(service, ident, identity.as_ref(), complaints)
    });
    rust::Crate {
        docs: service_docs::of_crate(&named),
        front_page,
        name,
        services,
        endpoints: endpoints::tables(&named),
    }
}

/// Lowers each item, on all cores.
fn each<'a, T: Sync, R: Send>(
    items: &'a [T],
    diagnostics: &mut Diagnostics,
    lower: impl Fn(&'a T, &mut Diagnostics) -> R + Sync,
) -> Vec<R> {
    let lowered = on_all_cores(items, |item| {
        let mut complaints = Diagnostics::default();
        (lower(item, &mut complaints), complaints)
    });
    let mut all = Vec::new();
    for (lowered, complaints) in lowered {
        diagnostics.append(complaints);
        all.push(lowered);
    }
    all
}

fn lower_service(
    service: &Service,
    ident: &Ident,
    identity: Option<&Ident>,
    diagnostics: &mut Diagnostics,
) -> rust::Service {
    let types = name_types(&service.types, diagnostics);
    let mut scope = Namespace::new("the operations", "x-rust-name");
    let mut structs = Namespace::new("the operations", "x-rust-name");
    let mut waiters = Namespace::new("the waiters", "name");
    let (mut functions, mut calls) = (Vec::new(), Vec::new());
    for operation in &service.operations {
        let requested = operation.rust_name.as_deref();
        let function = scope.name(names::function, &operation.id, requested, operation.span, diagnostics);
        functions.push(function.clone());
        let Some(function) = function else { continue };
        let Some(name) = names::operation(requested.unwrap_or(&operation.id)) else { continue };
        // Two operations whose names clash here clashed as functions already, and have been reported.
        structs.take(&name, &operation.id, operation.span);
        waiters.take(&function, &operation.id, operation.span);
        let wait = |waiter: &crate::api::Waiter| {
            let ident = waiters.name(names::waiter, &waiter.name, None, waiter.span, diagnostics)?;
            // For the operations that follow.
            scope.take(&ident, &waiter.name, waiter.span);
            Some(ident)
        };
        let waiters = operation.waiters.iter().map(wait).collect();
        calls.push((operation, operations::CallNames { function, name, waiters }));
    }
    let operations = each(&calls, diagnostics, |(operation, call), diagnostics| {
        operations::lower(operation, call.clone(), service, &types, diagnostics)
    });
    // Only now, because an operation further down may have the name.
    for ((operation, _), lowered) in calls.iter().zip(&operations) {
        if let Some(ident) = lowered.output.own_type() {
            structs.claim(ident, &operation.id, operation.span, diagnostics);
        }
    }
    let usages = usage::of_types(service, &functions, &types);
    let used = types.definitions.iter().zip(usages).enumerate();
    let used = used.filter(|(_, (definition, _))| definition.in_request || definition.in_response);
    let used: Vec<_> = used.map(|(at, (definition, usage))| (TypeId(at), definition, usage)).collect();
    let mut items = each(&used, diagnostics, |(id, definition, usage), diagnostics| {
        types::lower(*id, definition, usage.clone(), &types, diagnostics)
    });
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
        schemes: security::schemes(service),
        security: if service.signature { Vec::new() } else { service.security.clone() },
        token: service
            .token
            .as_ref()
            .filter(|_| service.signature)
            .map(|token| (token.name.clone(), token.prefix.to_owned())),
        signature: service.signature,
        servers: endpoints::servers(service),
        regions: endpoints::of(service, ident),
        identity: identity.cloned(),
        ident: ident.clone(),
        operations,
        types: items,
    };
    lowered.allows = lints::of(&lowered);
    lowered
}

fn name_types<'a>(definitions: &'a [Definition], diagnostics: &mut Diagnostics) -> TypeTable<'a> {
    let mut scope = Namespace::new("the types", "x-rust-name");
    let name = |definition: &Definition| {
        let requested = definition.rust_name.as_deref();
        // A name that cannot be one has been reported; the type goes on as `Unnamed`.
        scope
            .name(names::item, &definition.name, requested, definition.span, diagnostics)
            .unwrap_or_else(|| Ident("Unnamed".to_owned()))
    };
    let idents = definitions.iter().map(name).collect();
    let (recursion, secrets) = (recursion::Recursion::of(definitions), secrets::Secrets::of(definitions));
    TypeTable { definitions, idents, recursion, secrets }
}
