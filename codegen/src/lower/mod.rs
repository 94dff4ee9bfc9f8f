//! Turns the API into the Rust that will be emitted. The only place of policy: names, types, documentation, derives.
//! Must not know OpenAPI's spelling, nor templates.

mod answers;
mod arguments;
mod bodies;
mod calls;
mod checks;
mod clients;
mod deprecation;
mod derives;
mod directions;
pub mod docs;
mod endpoints;
mod examples;
mod fields;
mod formers;
mod index;
mod lints;
mod media_types;
mod members;
pub mod names;
mod nesting;
mod operations;
mod other_bodies;
mod paging;
mod parameters;
mod parts;
mod recursion;
mod reuse;
mod secrets;
mod security;
mod sendable;
mod service_docs;
mod table;
mod types;
mod unions;
mod usage;
mod waiters;

use crate::api::{Service, TypeId};
use crate::cores::on_all_cores;
use crate::diagnostics::Diagnostics;
use crate::job::{Job, RuntimeChoice};
use crate::rust::{self, Ident, RuntimePackage};
use deprecation::Instead;
use directions::Directed;
use names::{Namespace, Wanted};
use reuse::Reuse;
pub use table::TypeTable;

/// Decides how the selected services look in Rust.
pub fn lower(
    services: &[Service],
    is_wanted: impl Fn(&Service) -> bool,
    job: &Job,
    front_page: bool,
    diagnostics: &mut Diagnostics,
) -> rust::Crate {
    let name = Ident(job.package.replace('-', "_"));
    let runtime = runtime(job.runtime, services);
    let mut scope = Namespace::new("the services", "x-rust-name");
    let mut named = Vec::new();
    for service in services {
        let root = crate::source::Span { start: 0, end: 0, ..service.span };
        named.push((service, scope.name(names::service, &service.name, None, root, diagnostics)));
    }
    let identities: Vec<Option<Ident>> =
        named.iter().map(|(service, _)| endpoints::of_issuer(service, &named, diagnostics)).collect();
    let parts: Vec<_> = named.iter().zip(&identities).filter(|((service, _), _)| is_wanted(service)).collect();
    let services = each(&parts, diagnostics, |((service, ident), identity), complaints| {
        lower_service(service, ident, identity.as_ref(), runtime, complaints)
    });
    rust::Crate {
        docs: service_docs::of_crate(&named, runtime),
        license: license(parts.iter().map(|((service, _), _)| *service)),
        runtime,
        front_page,
        extra: job.extra,
        name,
        recursion_limit: nesting::recursion_limit(services.iter().map(|service| service.types.as_slice())),
        services,
        endpoints: endpoints::tables(&named),
    }
}

/// What all of them say, if cargo knows it.
fn license<'a>(mut services: impl Iterator<Item = &'a Service>) -> Option<String> {
    let license = services.next()?.license.as_ref()?;
    let is_general = services.all(|service| service.license.as_ref() == Some(license));
    (is_general && spdx::Expression::parse(license).is_ok()).then(|| license.clone())
}

/// What only the runtime of this cloud can do: sign requests, and find endpoints by regions and projects by names.
fn runtime(choice: RuntimeChoice, services: &[Service]) -> RuntimePackage {
    let needs_cloud =
        |service: &Service| service.signature || !service.regions.is_empty() || service_docs::is_of_project(service);
    match choice {
        RuntimeChoice::OfDocuments if !services.iter().any(needs_cloud) => RuntimePackage::General,
        RuntimeChoice::OfDocuments | RuntimeChoice::Cloud => RuntimePackage::Cloud,
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
    runtime: RuntimePackage,
    diagnostics: &mut Diagnostics,
) -> rust::Service {
    let Directed { operations, types, twins } = Directed::of(service);
    formers::note(service, diagnostics);
    let mut types = TypeTable::of(&types, twins, diagnostics);
    types.reuse = Reuse::of(&operations, &types);
    types.service = ident.clone();
    let (calls, path_clients, structs) = calls::name(&operations, diagnostics);
    let named: Vec<_> = operations.iter().zip(&calls).collect();
    let lowered = each(&named, diagnostics, |(operation, call), diagnostics| {
        let told = deprecation::told(operation.deprecated.as_ref(), |id| {
            let (_, other) = named.iter().find(|(other, _)| other.id == id)?;
            Some(Instead::at(&other.function, format!("crate::{}::{}", ident.plain(), other.method())))
        });
        operations::lower(operation, (call, told), (service, runtime), &types, diagnostics)
    });
    for ((operation, names), call) in named.iter().zip(&lowered) {
        if call.output.own_type().is_some() {
            let wanted = Wanted::plain(&operation.id, operation.span);
            structs.tell(&names::output(&names.name), &names.output, wanted, diagnostics);
        }
    }
    let usages = usage::of_types(&operations, &calls, &types);
    let used = types.definitions.iter().zip(usages).enumerate();
    let used = used.filter(|(_, (definition, _))| definition.in_request || definition.in_response);
    let used: Vec<_> = used.map(|(at, (definition, usage))| (TypeId(at), definition, usage)).collect();
    let mut items = on_all_cores(&used, |(id, definition, usage)| types::lower(*id, definition, usage.clone(), &types));
    items.sort_by(|a, b| a.module.plain().cmp(b.module.plain()));
    let groups = index::groups(&service.tags, &operations);
    let mut module = rust::Service {
        allows: Vec::new(),
        docs: service_docs::of_module(service, index::of_service(&groups, &operations, &calls, &types)),
        client_docs: service_docs::of_client(service),
        region: service_docs::region(service),
        endpoint: service_docs::endpoint(service),
        of_project: service_docs::is_of_project(service),
        endpoint_docs: service_docs::of_endpoint(service),
        more_client_docs: service_docs::endpoints(service),
        name: service.name.clone(),
        source: service.path.clone(),
        schemes: Vec::new(),
        security: Vec::new(),
        token: None,
        signature: false,
        servers: endpoints::servers(service),
        regions: endpoints::of(service, ident),
        identity: identity.cloned(),
        ident: ident.clone(),
        clients: clients::lower(&path_clients, &types),
        operations: lowered,
        groups,
        types: items,
    };
    security::lower(service, runtime, &mut module, diagnostics);
    module.allows = lints::of(&module);
    module
}
