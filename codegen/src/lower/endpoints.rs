//! Lowers tables of regions: a static for each service that lists some. Finds which one has the service that issues
//! tokens.

use super::{docs, names};
use crate::api::{self, Region, Service};
use crate::diagnostics::{Diagnostics, messages, nearest};
use crate::rust::{Docs, Ident, RegionTable, Server};

/// A service with the name of its module.
pub type NamedService<'a> = (&'a Service, Ident);

/// The tables of all services, in their order.
pub fn tables(services: &[NamedService<'_>]) -> Vec<RegionTable> {
    let with_regions = services.iter().filter(|(service, _)| !service.regions.is_empty());
    with_regions.map(|(service, ident)| table(service, ident)).collect()
}

fn table(service: &Service, ident: &Ident) -> RegionTable {
    let mut regions = service.regions.clone();
    regions.sort_by(|a, b| a.name.cmp(&b.name));
    RegionTable {
        ident: names::table(ident),
        docs: table_docs(service, &regions),
        service: service.name.clone(),
        regions: regions.into_iter().map(|region| [region.name, region.endpoint, region.cloud]).collect(),
    }
}

fn table_docs(service: &Service, regions: &[Region]) -> Docs {
    let mut lines = vec![format!("Where {} answers, region by region.", docs::line(&service.title))];
    let head = ["| region | endpoint | cloud |", "|---|---|---|"].map(str::to_owned);
    let row = |region: &Region| {
        let (name, endpoint) = (docs::code(&region.name), docs::code(&region.endpoint));
        format!("| {name} | {endpoint} | {} |", docs::cell(&region.cloud))
    };
    docs::paragraph_of(&mut lines, head.into_iter().chain(regions.iter().map(row)).collect());
    lines
}

/// The table of a service, if it lists regions.
pub fn of(service: &Service, ident: &Ident) -> Option<Ident> {
    (!service.regions.is_empty()).then(|| names::table(ident))
}

/// The servers that callers choose from. Regions are chosen from a table of their own.
pub fn servers(service: &Service) -> Vec<Server> {
    let servers = service.servers.iter().filter(|_| service.regions.is_empty());
    let server = |server: &api::Server| Server {
        name: server.name.as_ref().or(server.description.as_ref()).map(|name| docs::line(name)).unwrap_or_default(),
        url: server.url.clone(),
        variables: server
            .variables
            .iter()
            .filter_map(|variable| Some((variable.name.clone(), variable.default.clone()?)))
            .collect(),
    };
    servers.map(server).collect()
}

/// The table of the service that issues the tokens of another one.
pub fn of_issuer(service: &Service, services: &[NamedService<'_>], diagnostics: &mut Diagnostics) -> Option<Ident> {
    let issuer = service.issued_by.as_ref()?;
    match services.iter().find(|(other, _)| other.name == issuer.service) {
        Some((other, ident)) => of(other, ident),
        None => {
            let suggestion = nearest(&issuer.service, services.iter().map(|(other, _)| other.name.as_str()));
            diagnostics.push(messages::unknown_issuer(issuer.span, &issuer.service, suggestion));
            None
        }
    }
}
