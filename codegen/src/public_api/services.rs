//! Lists the items of the crate itself, its endpoints, and the modules and clients of its services.

use super::{Names, PublicItem, PublicKind, Request, impls};
use crate::api::Subject;
use crate::render::code::{Code, Word, code};
use crate::render::declared;
use crate::rust::{Crate, Operation, OperationField, PathClient, RegionTable, Service};
use std::collections::BTreeSet;

/// The items that belong to no service, and the tables of endpoints.
pub fn of_crate(crate_: &Crate) -> Vec<PublicItem> {
    let Crate { name, runtime, docs, license: _, front_page: _, extra: _, recursion_limit: _, services: _, endpoints } =
        crate_;
    let from = Word(runtime.ident());
    let nowhere = |item: PublicItem| PublicItem { subject: None, ..item };
    let item = |kind, path, declaration| nowhere(PublicItem::new(kind, path, declaration, Subject::Service));
    let mut items = vec![item(PublicKind::Module, Code::from(name), code!("pub mod {}", name)).behind(docs)];
    items.push(item(PublicKind::Type, code!("runtime"), code!("pub use {} as runtime", from)));
    items.extend(declared::exports(*runtime).map(|name| {
        let name = code!("{}", name);
        item(PublicKind::Type, name.clone(), code!("pub use {}::{}", from, name))
    }));
    if !endpoints.is_empty() {
        items.push(item(PublicKind::Module, code!("endpoints"), code!("pub mod endpoints")));
        items.extend([Word("Region"), Word("Regions")].map(|name| {
            let path = code!("endpoints::{}", name);
            item(PublicKind::Type, path.clone(), code!("pub use {}::{} as {}", from, name, path))
        }));
    }
    items.extend(endpoints.iter().map(region_table));
    items
}

fn region_table(table: &RegionTable) -> PublicItem {
    let RegionTable { ident, docs, service, regions } = table;
    let path = code!("endpoints::{}", ident);
    let item =
        PublicItem::new(PublicKind::Static, path.clone(), code!("pub static {}: Regions", path), Subject::Service);
    let shows = regions.iter().map(|[name, _, _]| Subject::Region { name: name.clone() }).collect();
    PublicItem { service: Some(service.clone()), ..item.shows(shows).behind((docs, regions)) }
}

/// The modules of a service, and what its client has whatever the document says.
pub fn of_service(service: &Service) -> Vec<PublicItem> {
    let Service {
        ident: module,
        name,
        source: _,
        docs,
        client_docs,
        region,
        endpoint,
        of_project,
        more_client_docs,
        // Follows from servers and regions.
        endpoint_docs: _,
        allows: _,
        servers,
        schemes,
        security,
        token,
        signature,
        regions,
        identity,
        // Items of their own.
        clients: _,
        groups: _,
        operations,
        types: _,
    } = service;
    let item = |kind, path, declaration| PublicItem::new(kind, path, declaration, Subject::Service);
    let client = code!("{}::Client", module);
    let config = ((name, servers), (schemes, security), token, signature, regions, identity);
    let words = (client_docs, region, endpoint, of_project, more_client_docs);
    let mut items = vec![
        item(PublicKind::Module, Code::from(module), code!("pub mod {}", module)).behind(docs),
        item(PublicKind::Module, code!("{}::types", module), code!("pub mod {}::types", module)),
        item(PublicKind::Type, client.clone(), code!("pub struct {}", client)).behind((config, words)),
    ];
    let fixed = ["service/client.rs", "service/reach.rs"].into_iter();
    items.extend(fixed.flat_map(|template| PublicItem::functions(&client, template, &code!(""), &Subject::Service)));
    if *of_project {
        let more = PublicItem::functions(&client, "service/in_project.rs", &code!(""), &Subject::Service);
        items.extend(more.into_iter().map(|item| item.shows(operations.iter().map(project_of).collect())));
    }
    let derived = ["Clone", "Debug", "PartialEq"].map(|name| code!("{}", Word(name)));
    items.extend(impls(&client, derived, &Subject::Service));
    items
}

/// A client of a part of the path: the method that makes it, and what it has.
pub fn of_client(client: &PathClient, all: &[Operation], names: &Names<'_>) -> Vec<PublicItem> {
    let PathClient { parameter, operations, module: _, ident, docs, parent, function, function_docs, fields } = client;
    let (path, parent) = (code!("{}::{}", names.module, ident), code!("{}::{}", names.module, parent));
    let subject = |operation: &String| {
        let (operation, name) = (operation.clone(), parameter.clone());
        Subject::Parameter { operation, location: "path", name }
    };
    let about: BTreeSet<Subject> = operations.iter().map(subject).collect();
    let declaration = code!("#[non_exhaustive] pub struct {}", path);
    let signature = declared::client(client, names.scope());
    let mut items = vec![
        PublicItem::function(&parent, &Code::from(function), &signature, Subject::Service).behind(function_docs),
        PublicItem::new(PublicKind::Type, path.clone(), declaration, Subject::Service).behind(docs),
    ];
    // What it has of its parent fills another parameter. That is compared, and stands in no line.
    let below = all.iter().filter(|operation| names.compared && operations.contains(&operation.id));
    let requests: Vec<(&str, Request)> = below.map(|below| (below.id.as_str(), Request::of(below))).collect();
    items.extend(fields.iter().map(|OperationField { ident, docs, ty, initial }| {
        let declared = declared::field(ident, ty, names.scope());
        let shows = requests.iter().flat_map(|(operation, request)| request.filled_by(operation, ident)).collect();
        PublicItem::member(&path, ident, &declared, Subject::Service).shows(shows).behind((docs, initial))
    }));
    let derived = ["Clone", "Debug", "PartialEq"].map(|name| code!("{}", Word(name)));
    items.extend(impls(&path, derived, &Subject::Service));
    items.extend(PublicItem::functions(&path, "service/path_client/options.rs", &code!(""), &Subject::Service));
    let shown = |item: PublicItem| if item.shows.is_empty() { item.shows(about.clone()) } else { item };
    items.into_iter().map(shown).collect()
}

/// The parameter that a call in another project is about.
fn project_of(operation: &Operation) -> Subject {
    let (operation, name) = (operation.id.clone(), "project_id".to_owned());
    Subject::Parameter { operation, location: "path", name }
}
