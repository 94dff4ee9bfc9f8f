//! Lists the files of a crate, and prints each by its template.

mod clients;
mod examples;
mod item;
mod methods;
mod operation;
mod origin;
mod paging;
mod union;
mod waiters;

use super::code::{Code, Word, code, documented, inner_docs, string};
use super::setters;
use super::types::Scope;
use super::{Printer, RUNTIME, programs, uses};
use crate::job::{EXTRA, FRONT_PAGE};
use crate::rust::{
    Crate, Group, Ident, Item, Operation, PathClient, RegionTable, RuntimePackage, Scheme, SchemeKind, Server, Service,
    Setter,
};
use minijinja::{Value, context};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A file to be printed.
pub struct Page<'a> {
    /// Its path below `src/`.
    pub path: String,
    /// The files of the spec that it comes from.
    pub sources: Vec<&'a str>,
    content: Content<'a>,
}

/// The content of a file.
enum Content<'a> {
    Library(&'a Crate),
    Endpoints(&'a [RegionTable]),
    Service(&'a Ident, &'a Service),
    Types(&'a Service),
    Type { item: &'a Item, siblings: Arc<BTreeSet<&'a str>> },
    Client(&'a PathClient),
    Operation { package: &'a Ident, service: &'a Service, operation: &'a Operation },
    Methods(&'a Service),
    Group { package: &'a Ident, service: &'a Service, group: &'a Group },
    Examples(&'a Service),
}

/// All files, in no particular order.
pub fn all(crate_: &Crate) -> Vec<Page<'_>> {
    let sources: Vec<&str> = crate_.services.iter().map(|service| service.source.as_str()).collect();
    let page = |path: &str, content| Page { path: path.to_owned(), sources: sources.clone(), content };
    let mut pages = vec![page("lib.rs", Content::Library(crate_))];
    if !crate_.endpoints.is_empty() {
        pages.push(page("endpoints.rs", Content::Endpoints(&crate_.endpoints)));
    }
    pages.extend(crate_.services.iter().flat_map(|service| of_service(&crate_.name, service)));
    pages
}

fn of_service<'a>(package: &'a Ident, service: &'a Service) -> Vec<Page<'a>> {
    let folder = service.ident.plain();
    let page = |name: &str, source: &'a String, content| Page {
        path: format!("{folder}{name}.rs"),
        sources: vec![source.as_str()],
        content,
    };
    let mut pages = vec![
        page("", &service.source, Content::Service(package, service)),
        page("/methods", &service.source, Content::Methods(service)),
        page("/types", &service.source, Content::Types(service)),
    ];
    let siblings: Arc<BTreeSet<&str>> = Arc::new(service.types.iter().map(|item| item.ident.0.as_str()).collect());
    pages.extend(service.types.iter().map(|item| {
        let content = Content::Type { item, siblings: Arc::clone(&siblings) };
        page(&format!("/types/{}", item.module.plain()), &item.source, content)
    }));
    pages.extend(
        service
            .clients
            .iter()
            .map(|client| page(&format!("/{}", client.module.plain()), &service.source, Content::Client(client))),
    );
    pages.extend(service.operations.iter().map(|operation| {
        let content = Content::Operation { package, service, operation };
        page(&format!("/{}", operation.module.plain()), &operation.source, content)
    }));
    pages.extend(service.groups.iter().map(|group| {
        let mut sources: Vec<&str> = methods::operations(service, group).map(|one| one.source.as_str()).collect();
        sources.sort_unstable();
        sources.dedup();
        let path = format!("{folder}/methods/{}.rs", group.module.plain());
        Page { path, sources, content: Content::Group { package, service, group } }
    }));
    if has_examples(service) {
        pages.push(page("/examples", &service.source, Content::Examples(service)));
    }
    pages
}

impl Page<'_> {
    /// What the templates make of it.
    pub fn print(&self, printer: &Printer) -> Result<String, String> {
        match &self.content {
            Content::Library(crate_) => library(crate_, printer),
            Content::Endpoints(tables) => {
                let tables: Vec<Value> = tables.iter().map(region_table).collect();
                printer.print("endpoints.rs", context! { tables })
            }
            Content::Service(package, service) => self::service(package, service, printer),
            Content::Types(service) => types(service, printer),
            Content::Type { item, siblings } => item::page(item, siblings, printer),
            Content::Client(client) => clients::page(client, printer),
            Content::Operation { package, service, operation } => {
                operation::page(package, &service.ident, operation, printer)
            }
            Content::Methods(service) => methods::list(service, printer),
            Content::Group { package, service, group } => methods::page(package, service, group, printer),
            Content::Examples(service) => examples::page(service, printer),
        }
    }
}

fn library(crate_: &Crate, printer: &Printer) -> Result<String, String> {
    let services: Vec<Value> = crate_.services.iter().map(service_line).collect();
    let endpoints = (!crate_.endpoints.is_empty()).then(|| code!("endpoints"));
    // From `src/`, where the file is.
    let front = crate_.front_page.then(|| string(&format!("../{FRONT_PAGE}")));
    let extra = crate_.extra.then(|| string(&format!("../{EXTRA}")));
    let (cloud, general) = match crate_.runtime {
        RuntimePackage::Cloud => (Some(code!("")), None),
        RuntimePackage::General => (None, Some(code!(""))),
    };
    let recursion_limit = crate_.recursion_limit.map(|limit| string(&limit.to_string()));
    let docs = inner_docs(&crate_.docs);
    printer.print("lib.rs", context! { docs, recursion_limit, front, extra, cloud, general, endpoints, services })
}

fn has_examples(service: &Service) -> bool {
    service.operations.iter().any(|operation| !operation.examples.is_empty())
}

fn service_line(service: &Service) -> Value {
    context! { ident => Code::from(&service.ident), feature => string(service.ident.plain()) }
}

fn region_table(table: &RegionTable) -> Value {
    let region = |[name, endpoint, cloud]: &[String; 3]| {
        code!("Region::new({}, {}, {})", string(name), string(endpoint), string(cloud))
    };
    context! {
        docs => documented(&table.docs, []),
        ident => Code::from(&table.ident),
        service => string(&table.service),
        regions => table.regions.iter().map(region).collect::<Vec<_>>(),
    }
}

/// `Server::new("Production", "https://example.com", &[])`
fn server(server: &Server) -> Code {
    let Server { name, url, variables } = server;
    let variable = |(name, default): &(String, String)| {
        code!("{}::ServerVariable::new({}, {})", RUNTIME, string(name), string(default))
    };
    let variables = Code::list(variables.iter().map(variable), ", ");
    code!("{}::Server::new({}, {}, &[{}])", RUNTIME, string(name), string(url), variables)
}

/// What the runtime is told of a service.
fn facts(service: &Service) -> Vec<Code> {
    let schemes = service.schemes.iter().map(scheme);
    let schemes = (!service.schemes.is_empty()).then(|| code!("schemes(&[{}])", Code::list(schemes, ", ")));
    let security = (!service.security.is_empty()).then(|| code!("security({})", security(&service.security)));
    let token = service.token.as_ref();
    let token = token.map(|(name, prefix)| code!("token({}, {})", string(name), string(prefix)));
    let signature = service.signature.then(|| code!("signature()"));
    // By its path, because an operation's module may be called `endpoints` too.
    let regions = service.regions.as_ref().map(|table| code!("regions(&super::endpoints::{})", table));
    let identity = service.identity.as_ref().map(|table| code!("identity(&super::endpoints::{})", table));
    let servers = service.servers.iter().map(server);
    let servers = (!service.servers.is_empty()).then(|| code!("servers(&[{}])", Code::list(servers, ", ")));
    [servers, schemes, security, token, signature, regions, identity].into_iter().flatten().collect()
}

fn scheme(scheme: &Scheme) -> Code {
    let name = string(&scheme.name);
    match &scheme.kind {
        SchemeKind::Bearer => code!("{}::Scheme::bearer({})", RUNTIME, name),
        SchemeKind::Basic => code!("{}::Scheme::basic({})", RUNTIME, name),
        SchemeKind::Header(header) => code!("{}::Scheme::header({}, {})", RUNTIME, name, string(header)),
        SchemeKind::Query(parameter) => code!("{}::Scheme::query({}, {})", RUNTIME, name, string(parameter)),
        SchemeKind::Cookie(cookie) => code!("{}::Scheme::cookie({}, {})", RUNTIME, name, string(cookie)),
        SchemeKind::OAuth2 => code!("{}::Scheme::oauth2({})", RUNTIME, name),
        SchemeKind::OAuth2Client { token_url } => {
            code!("{}::Scheme::oauth2_client({}, {})", RUNTIME, name, string(token_url))
        }
        SchemeKind::Other => code!("{}::Scheme::other({})", RUNTIME, name),
    }
}

/// Alternatives, each the names of schemes.
fn security(alternatives: &[Vec<String>]) -> Code {
    let together = |names: &Vec<String>| code!("&[{}]", Code::list(names.iter().map(|name| string(name)), ", "));
    code!("&[{}]", Code::list(alternatives.iter().map(together), ", "))
}

fn service(package: &Ident, service: &Service, printer: &Printer) -> Result<String, String> {
    let modules = service.operations.iter().map(|operation| &operation.module);
    let modules = modules.chain(service.clients.iter().map(|client| &client.module));
    let mut modules: Vec<(&str, Code)> = modules.map(|module| (module.plain(), code!("mod {};", module))).collect();
    modules.extend([("methods", code!("mod methods;")), ("types", code!("pub mod types;"))]);
    modules.sort_by_key(|(name, _)| *name);
    let clients = service.clients.iter().map(|client| (&client.module, vec![&client.ident]));
    let operations = service.operations.iter().map(|one| {
        let formers = one.formers.types.iter().map(|(_, former)| &former.ident);
        (&one.module, [&one.ident].into_iter().chain(one.output.own_type()).chain(formers).collect())
    });
    let mut exported: Vec<(&Ident, Vec<&Ident>)> = clients.chain(operations).collect();
    exported.sort_by_cached_key(|(module, _)| uses::version(module.plain()));
    let mut client_docs = service.client_docs.clone();
    client_docs.push(String::new());
    client_docs.extend(programs::client_example(service, package)?);
    if let Some(example) = programs::error_example(service, package)? {
        let words = "The body of an error, as the type that the documentation of the operation names:";
        client_docs.extend([String::new(), words.to_owned(), String::new()]);
        client_docs.extend(example);
    }
    if !service.more_client_docs.is_empty() {
        client_docs.push(String::new());
        client_docs.extend(service.more_client_docs.iter().cloned());
    }
    let view = context! {
        docs => inner_docs(&service.docs),
        allows => allows(service),
        examples => has_examples(service).then(|| Code::from(&service.ident)),
        modules => modules.into_iter().map(|(_, module)| module).collect::<Vec<_>>(),
        exports => exported.into_iter().map(|(module, idents)| export(module, idents)).collect::<Vec<_>>(),
        client_docs => documented(&client_docs, []),
        endpoint_docs => documented(&service.endpoint_docs, []),
        of_project => service.of_project,
        name => string(&service.name),
        facts => facts(service),
    };
    printer.print("service.rs", view)
}

fn types(service: &Service, printer: &Printer) -> Result<String, String> {
    let modules = service.types.iter().map(|item| code!("mod {};", item.module));
    let mut exported: Vec<&Item> = service.types.iter().collect();
    exported.sort_by_cached_key(|item| uses::version(item.module.plain()));
    let exports = exported.iter().map(|item| {
        let former = item.former.as_ref().map(|former| &former.ident);
        export(&item.module, [&item.ident].into_iter().chain(former))
    });
    let view = context! { modules => modules.collect::<Vec<_>>(), exports => exports.collect::<Vec<_>>() };
    printer.print("service/types.rs", view)
}

fn export<'a>(module: &Ident, idents: impl IntoIterator<Item = &'a Ident>) -> Code {
    let mut idents: Vec<&Ident> = idents.into_iter().collect();
    idents.sort_by_cached_key(|ident| uses::version(&ident.0));
    match idents.as_slice() {
        [only] => code!("pub use {}::{};", module, *only),
        several => code!("pub use {}::{{{}}};", module, Code::list(several.iter().copied().map(Code::from), ", ")),
    }
}

fn allows(service: &Service) -> Option<Code> {
    let lints = service.allows.iter().map(|lint| code!("{}", Word(lint)));
    (!service.allows.is_empty()).then(|| code!("#![allow({})]", Code::list(lints, ", ")))
}

fn setters_of(list: &[Setter], scope: Scope<'_>) -> Value {
    list.iter().map(|setter| setters::view(setter, scope)).collect()
}
