//! Chooses among the servers that a document names, and fills the variables of their URLs. Must not know who calls, nor what
//! is sent.

use crate::endpoint::Endpoint;
use crate::validate::Violation;
use std::borrow::Cow;

/// A server that a document names.
#[derive(Debug)]
pub struct Server {
    name: &'static str,
    url: &'static str,
    variables: &'static [ServerVariable],
}

impl Server {
    /// A server by its name, its URL with `{name}` for each variable, and these. The name may be empty.
    pub const fn new(name: &'static str, url: &'static str, variables: &'static [ServerVariable]) -> Self {
        Self { name, url, variables }
    }
}

/// A variable in the URL of a server.
#[derive(Debug)]
pub struct ServerVariable {
    name: &'static str,
    default: &'static str,
}

impl ServerVariable {
    /// A variable by its name, and its value if the caller sets none.
    pub const fn new(name: &'static str, default: &'static str) -> Self {
        Self { name, default }
    }
}

/// What a caller wants of the servers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wish {
    /// The name or the URL of one; the first if there is none.
    pub server: Option<String>,
    /// Names and values of variables.
    pub variables: Vec<(String, String)>,
}

/// The base URL of the server that the caller wants.
pub(crate) fn choose(servers: &[Server], wish: &Wish, allow_http: bool) -> Result<String, Violation> {
    const SET: &str = "set it with `Config::builder().endpoint(\"https://…\")`";
    let server = match &wish.server {
        None => servers.first().ok_or_else(|| Violation::new("endpoint", format!("is required: {SET}")))?,
        Some(name) => {
            let found = servers.iter().find(|server| [server.name, server.url].contains(&name.as_str()));
            let title = |server: &Server| if server.name.is_empty() { server.url } else { server.name };
            found.ok_or_else(|| unknown("server", "server of this API", servers.iter().map(title)))?
        }
    };
    for (name, _) in &wish.variables {
        if !server.variables.iter().any(|variable| variable.name == name) {
            let names = server.variables.iter().map(|variable| variable.name);
            return Err(unknown("server_variable", &format!("variable of `{}`", server.url), names));
        }
    }
    let url = filled(server, wish);
    if url.starts_with('/') || !url.contains("://") {
        let message = format!("is required, because the API says only that it is at `{url}` of some host: {SET}");
        return Err(Violation::new("endpoint", message));
    }
    match Endpoint::parse(&url, allow_http) {
        Ok(endpoint) => Ok(endpoint.as_str().to_owned()),
        Err(message) => Err(Violation::new("endpoint", format!("of this API is `{url}`, which {message}"))),
    }
}

fn unknown(setting: &str, what: &str, names: impl Iterator<Item = &'static str>) -> Violation {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    let known = if names.is_empty() { "there is none".to_owned() } else { format!("there are {}", names.join(", ")) };
    Violation::new(setting, format!("is no {what}: {known}"))
}

/// The URL with its variables filled in: once through the template, so that no value is filled in turn.
fn filled(server: &Server, wish: &Wish) -> String {
    let value = |name: &str| {
        let set = wish.variables.iter().rev().find(|(set, _)| set == name).map(|(_, value)| value.as_str());
        set.or(server.variables.iter().find(|variable| variable.name == name).map(|variable| variable.default))
    };
    let mut parts = server.url.split('{');
    let mut url = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('}').and_then(|(name, rest)| Some((value(name)?, rest))) {
            Some((value, rest)) => url.extend([value, rest]),
            None => url.extend(["{", part]),
        }
    }
    url
}

/// Where an operation goes that has a server of its own. A path is on the host of the base URL. A URL holds unless the caller has
/// set where calls go: then nothing may get past that.
pub(crate) fn own<'a>(base: &'a str, server: &str, is_set: bool, allow_http: bool) -> Result<Cow<'a, str>, Violation> {
    if server.starts_with('/') {
        let host = base.find("://").map_or(0, |at| at + 3);
        let end = base.get(host..).and_then(|rest| rest.find('/')).map_or(base.len(), |at| host + at);
        return Ok(format!("{}{server}", base.get(..end).unwrap_or(base)).into());
    }
    if is_set {
        return Ok(base.into());
    }
    match Endpoint::parse(server, allow_http) {
        Ok(endpoint) => Ok(endpoint.as_str().to_owned().into()),
        Err(message) => Err(Violation::new("endpoint", format!("of this call is `{server}`, which {message}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVERS: &[Server] = &[
        Server::new(
            "Production",
            "https://{region}.example.com/{version}/",
            &[ServerVariable::new("region", "eu"), ServerVariable::new("version", "v1")],
        ),
        Server::new("", "http://localhost:8080", &[]),
        Server::new("Plain", "http://example.com", &[]),
        Server::new("Relative", "/api/v3", &[]),
        Server::new("Broken", "https://{zone}.example.com", &[]),
    ];

    fn chosen(server: Option<&str>, variables: &[(&str, &str)]) -> String {
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let wish = Wish { server: server.map(str::to_owned), variables };
        choose(SERVERS, &wish, false).unwrap_or_else(|violation| violation.to_string())
    }

    #[test]
    fn the_first_is_taken_unless_another_is_wanted() {
        for (server, variables, expected) in [
            (None, &[][..], "https://eu.example.com/v1"),
            (Some("Production"), &[("region", "us"), ("version", "")], "https://us.example.com"),
            (None, &[("region", "us"), ("region", "{version}")], "endpoint of this API is"),
            (None, &[("region", "evil.com/#")], "endpoint of this API is"),
            (Some("http://localhost:8080"), &[], "http://localhost:8080"),
            (Some("Plain"), &[], "endpoint of this API is `http://example.com`, which must begin with `https://`"),
            (Some("Relative"), &[], "endpoint is required, because the API says only that it is at `/api/v3`"),
            (Some("Broken"), &[], "endpoint of this API is `https://{zone}.example.com`, which must be"),
            (
                Some("Other"),
                &[],
                "server is no server of this API: there are `Production`, `http://localhost:8080`, `Plain`",
            ),
            (None, &[("zone", "x")], "server_variable is no variable of `https://{region}.example.com/{version}/`"),
        ] {
            let found = chosen(server, variables);
            assert!(found.starts_with(expected), "{found}");
        }
        let missing = choose(&[], &Wish::default(), false).unwrap_err().to_string();
        assert!(missing.starts_with("endpoint is required: set it with"), "{missing}");
        let plain = Wish { server: Some("Plain".to_owned()), ..Wish::default() };
        assert_eq!(choose(SERVERS, &plain, true).unwrap(), "http://example.com");
    }

    #[test]
    fn a_server_of_an_operation() {
        let base = "https://example.com/v1";
        for (server, is_set, expected) in [
            ("https://files.example.com/", false, "https://files.example.com"),
            ("https://files.example.com", true, base),
            ("/v2", false, "https://example.com/v2"),
            ("/v2", true, "https://example.com/v2"),
        ] {
            assert_eq!(own(base, server, is_set, false).unwrap(), expected);
        }
        assert_eq!(own("http://localhost:1", "/v2", true, false).unwrap(), "http://localhost:1/v2");
        assert!(own(base, "http://files.example.com", false, false).is_err());
    }
}
