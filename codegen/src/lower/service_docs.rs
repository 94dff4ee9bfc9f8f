//! Words the documentation of the crate, of a service's module and of its client.

use super::docs;
use super::endpoints::NamedService;
use crate::api::Service;
use crate::rust::{Docs, RuntimePackage};

/// What every crate has besides its services.
const FEATURES: [&str; 8] = [
    "| feature | gives |",
    "|---|---|",
    "| `reqwest` (default) | the HTTP client; without it, [`ConfigBuilder::transport`] must be given one |",
    "| `profiles` (default) | credentials from `~/.huaweicloud/credentials` and `clouds.yaml` |",
    "| `blocking` | all of it without async: `send_blocking`, `into_blocking`, `wait_blocking` |",
    "| `http2` | HTTP/2 with servers that offer it |",
    "| `tracing` | spans of calls and attempts, with status, request id and duration |",
    "| `test-util` | `testing`: a transport that gives scripted answers, for tests of code that uses the SDK |",
];

/// The crate: which services it has.
pub fn of_crate(services: &[NamedService<'_>], runtime: RuntimePackage) -> Docs {
    let titles: Vec<String> = services.iter().map(|(service, _)| docs::line(&service.title)).collect();
    let mut lines = vec![format!("Rust SDK of {}.", titles.join(" and "))];
    lines.push(String::new());
    lines.push("| module and feature | service |".to_owned());
    lines.push("|---|---|".to_owned());
    for (service, ident) in services {
        lines.push(format!(
            "| [`{0}`] | {1} {2} |",
            ident.plain(),
            docs::cell(&service.title),
            docs::cell(&service.version)
        ));
    }
    docs::paragraph_of(
        &mut lines,
        vec![
            "An operation is a value: the client's method makes it, setters fill it, `send` or `.await` sends it."
                .to_owned(),
            "Everything that is wrong with it is reported together, before a byte is sent.".to_owned(),
            "A list is read to its end with `.items()` or `.pages()`; methods called `wait_until_…` wait for what is in one, or for a state."
                .to_owned(),
            "Answers are tolerant: unknown fields and unknown enum values do not fail a call.".to_owned(),
        ],
    );
    let of_general = |line: &&str| runtime == RuntimePackage::Cloud || !line.starts_with("| `profiles`");
    docs::paragraph_of(&mut lines, FEATURES.iter().copied().filter(of_general).map(str::to_owned).collect());
    lines
}

/// The module of a service; `index` lists what it has.
pub fn of_module(service: &Service, index: Docs) -> Docs {
    let mut lines = vec![docs::line(&format!("{} {}", service.title, service.version))];
    let description = service.description.as_deref().map(docs::text).unwrap_or_default();
    docs::paragraph_of(&mut lines, description);
    docs::paragraph_of(&mut lines, index);
    lines
}

/// The client, before its example.
pub fn of_client(service: &Service) -> Docs {
    vec![format!("Client of {}. It is cheap to clone.", docs::line(&service.title))]
}

/// Where the service answers.
pub fn endpoints(service: &Service) -> Docs {
    if service.servers.is_empty() {
        return Vec::new();
    }
    let mut lines = vec!["# Endpoints".to_owned(), String::new()];
    for server in &service.servers {
        let name = server.name.as_deref().map(docs::code);
        let words = name.into_iter().chain(server.description.as_deref().map(docs::line));
        let words: String = words.map(|words| format!("{words}: ")).collect();
        lines.push(format!("- {words}{}", docs::code(&server.url)));
        for variable in &server.variables {
            let values: Vec<String> = variable.values.iter().map(|value| docs::code(value)).collect();
            let words = variable.description.as_deref().map(docs::line).filter(|_| service.regions.is_empty());
            let default = variable.default.as_deref().map(|default| format!("default {}", docs::code(default)));
            let default = default.filter(|_| service.regions.is_empty());
            let said: Vec<String> =
                words.into_iter().chain((!values.is_empty()).then(|| values.join(", "))).chain(default).collect();
            if !said.is_empty() {
                lines.extend(docs::wrapped(&format!("  - {}: {}", docs::code(&variable.name), said.join("; "))));
            }
        }
    }
    if service.regions.is_empty() {
        docs::paragraph_of(&mut lines, chosen(service));
    }
    lines
}

/// How a caller says where to call.
fn chosen(service: &Service) -> Docs {
    let mut words = "Calls go to the first unless `Config::builder()` has an `endpoint`".to_owned();
    if service.servers.len() > 1 {
        words.push_str(", or names another `server`");
    }
    if service.servers.iter().any(|server| !server.variables.is_empty()) {
        words.push_str("; `server_variable` sets what stands in braces");
    }
    docs::wrapped(&(words + "."))
}

/// The region that an example shows: the default of the first server, as far as it is one.
pub fn region(service: &Service) -> Option<String> {
    let mut variables = service.servers.iter().flat_map(|server| &server.variables);
    let default = variables.find_map(|variable| variable.default.as_ref());
    let listed = service.regions.iter().find(|region| Some(&region.name) == default);
    listed.or(service.regions.first()).map(|region| region.name.clone())
}

/// What the client's `endpoint` answers.
pub fn of_endpoint(service: &Service) -> Docs {
    let (what, error) = match (service.regions.is_empty(), service.servers.is_empty()) {
        (false, _) => ("else that of its region", "The region is not known; the error lists near names."),
        (true, false) => ("else the server of the document", "A server or a variable of it that was named is none."),
        (true, true) => ("which must be set", "None was set."),
    };
    let first = format!("The base URL of the service: the configuration's endpoint, {what}.");
    [first.as_str(), "", "# Errors", "", error].map(str::to_owned).to_vec()
}

/// Whether the client has to know a project.
pub fn is_of_project(service: &Service) -> bool {
    service.operations.iter().flat_map(|operation| &operation.parameters).any(|parameter| parameter.of_client)
}

/// The first endpoint, its variables filled in.
pub fn endpoint(service: &Service) -> String {
    let Some(server) = service.servers.first() else { return "https://api.example.com".to_owned() };
    let fill = |url: String, variable: &crate::api::ServerVariable| match &variable.default {
        Some(value) => url.replace(&format!("{{{}}}", variable.name), value),
        None => url,
    };
    let url = server.variables.iter().fold(server.url.clone(), fill);
    match url.strip_prefix('/') {
        Some(path) => format!("https://api.example.com/{}", path.trim_end_matches('/')),
        None if url.starts_with("https://") => url,
        None => "https://api.example.com".to_owned(),
    }
}
