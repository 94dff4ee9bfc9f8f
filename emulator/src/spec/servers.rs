//! Finds the paths that the servers of a document begin with: clients that are told the emulator's address send none of them, those
//! that replace a host do. Must not know what follows.

use apig_codegen::api::{Operation, Server, Service};

/// What may stand before the path of an operation, without a slash at its end; nothing first.
pub(crate) fn bases(service: &Service, operation: &Operation) -> Vec<String> {
    let mut bases = vec![String::new()];
    let own = operation.server.as_deref().map(path);
    for base in own.into_iter().chain(service.servers.iter().map(of)) {
        if !bases.contains(&base) && !base.contains(['{', '?', '#']) {
            bases.push(base);
        }
    }
    bases
}

/// The path of a server's URL, its variables as they are by default.
fn of(server: &Server) -> String {
    let filled = server.variables.iter().fold(server.url.clone(), |url, variable| {
        url.replace(&format!("{{{}}}", variable.name), variable.default.as_deref().unwrap_or_default())
    });
    path(&filled)
}

fn path(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path =
        if url.starts_with('/') { url } else { rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default() };
    path.trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn paths() {
        for (url, expected) in [
            ("https://example.com", ""),
            ("https://example.com/", ""),
            ("https://example.com/v1/", "/v1"),
            ("/v1", "/v1"),
            ("/", ""),
            ("example.com/v1", "/v1"),
        ] {
            assert_eq!(path(url), expected, "{url}");
        }
    }
}
