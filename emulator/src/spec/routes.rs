//! Matches requests to operations, by method, path template and what a template says of the query. Knows templates and escapes.
//! Must not know which values parameters may have.

use crate::spec::escape::{RawPair, decoded, raw_pairs};
use crate::spec::servers;
use apig_codegen::api::{Location, Operation, Parameter, PathPart, Service, Style, path_parts};
use http::{Method, Uri};

#[derive(Debug)]
pub(crate) enum Match<'a> {
    Operation(MatchedOperation<'a>),
    /// No operation of this method; there are these at the path.
    MethodNotAllowed(Vec<&'static str>),
    NotFound,
}

/// An operation, with the values of its path parameters.
#[derive(Clone, Debug)]
pub(crate) struct MatchedOperation<'a> {
    pub service: &'a Service,
    pub operation: &'a Operation,
    /// Others at this path, which only what no request carries tells apart: a fragment, or the names of parameters.
    pub twins: Vec<Self>,
    /// Name and value, with its escapes, in the order of the path.
    pub path: Vec<(&'a str, String)>,
}

/// The templates of all operations, the most literal ones first.
#[derive(Debug)]
pub(crate) struct Routes(Vec<Route>);

#[derive(Debug)]
struct Route {
    service: usize,
    operation: usize,
    method: &'static str,
    segments: Vec<Vec<Part>>,
    /// What some documents write into the path: `/?action=list`.
    query: Vec<(String, Vec<Part>)>,
}

#[derive(Debug, PartialEq, Eq)]
enum Part {
    Literal(String),
    /// A name, and what its value begins with, as its style says.
    Parameter(String, &'static str),
}

impl Routes {
    /// The templates, as they stand and behind the paths of the servers' URLs.
    pub fn new(services: &[Service]) -> Self {
        let mut routes = Vec::new();
        for (service, of) in services.iter().enumerate() {
            for (operation, of_service) in of.operations.iter().enumerate() {
                let path = of_service.path.split('#').next().unwrap_or_default();
                // Not that of a name, as in `{id?}`.
                let end = path
                    .match_indices('?')
                    .find(|(at, _)| path[..*at].matches('{').count() == path[..*at].matches('}').count());
                let (path, query) = end.map_or((path, ""), |(at, mark)| (&path[..at], &path[at + mark.len()..]));
                for base in servers::bases(of, of_service) {
                    let parts = |segment: &str| parts(segment, of_service);
                    let segments = format!("{base}{path}").split('/').map(parts).collect();
                    let pair = |pair: &str| {
                        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                        (name.to_owned(), parts(value))
                    };
                    let query = query.split('&').filter(|pair| !pair.is_empty()).map(pair).collect();
                    routes.push(Route { service, operation, method: of_service.method.verb(), segments, query });
                }
            }
        }
        // OpenAPI: what is written out goes before a parameter at the same place.
        let rank = |parts: &Vec<Part>| match parts.as_slice() {
            [] | [Part::Literal(_)] => 0,
            [Part::Parameter(..)] => 2,
            [..] => 1,
        };
        routes.sort_by_cached_key(|route| {
            (route.segments.iter().map(rank).collect::<Vec<_>>(), usize::MAX - route.query.len())
        });
        Self(routes)
    }

    pub fn find<'a>(&'a self, services: &'a [Service], method: &Method, uri: &Uri) -> Match<'a> {
        let segments: Vec<&str> = uri.path().split('/').collect();
        let query = raw_pairs(uri.query().unwrap_or_default());
        let Some(texts) = segments.iter().map(|raw| decoded(raw)).collect::<Option<Vec<_>>>() else {
            return Match::NotFound;
        };
        // The methods at the most literal template that fits; one that is less so is another path.
        let (mut others, mut at): (Vec<&'static str>, Option<&[Vec<Part>]>) = (Vec::new(), None);
        for route in &self.0 {
            let path = route.matched(&segments, &texts);
            let Some(path) = path.and_then(|path| route.queried(path, &query)) else { continue };
            if route.method != method.as_str() {
                if *at.get_or_insert(&route.segments) == route.segments && !others.contains(&route.method) {
                    others.push(route.method);
                }
                continue;
            }
            let of = |route: &Route, path| {
                let service = services.get(route.service)?;
                let operation = service.operations.get(route.operation)?;
                Some(MatchedOperation { service, operation, twins: Vec::new(), path })
            };
            let twin = |other: &'a Route| {
                let path = other.matched(&segments, &texts).and_then(|path| other.queried(path, &query))?;
                of(other, path).filter(|_| route.is_twin(other))
            };
            if let Some(matched) = of(route, path) {
                let twins = self.0.iter().filter_map(twin).collect();
                return Match::Operation(MatchedOperation { twins, ..matched });
            }
        }
        if others.is_empty() { Match::NotFound } else { Match::MethodNotAllowed(others) }
    }
}

impl Route {
    fn matched(&self, segments: &[&str], texts: &[String]) -> Option<Vec<(&str, String)>> {
        if self.segments.len() != segments.len() {
            return None;
        }
        let mut values = Vec::new();
        for ((template, raw), text) in self.segments.iter().zip(segments).zip(texts) {
            match template.as_slice() {
                [] if text.is_empty() => {}
                [Part::Literal(literal)] if literal == text => {}
                [Part::Parameter(name, _)] if !text.is_empty() => values.push((name.as_str(), (*raw).to_owned())),
                [] | [_] => return None,
                several => fill(several, raw, &mut values)?,
            }
        }
        Some(values)
    }

    fn is_twin(&self, other: &Self) -> bool {
        let place = |route: &Self| (route.service, route.method);
        let is_alike = are_alike(&self.segments, &other.segments) && self.query == other.query;
        is_alike && place(self) == place(other) && self.operation != other.operation
    }

    /// The same with what the query has of the template; `None` if it has not all of it.
    fn queried<'a>(&'a self, mut path: Vec<(&'a str, String)>, query: &[RawPair]) -> Option<Vec<(&'a str, String)>> {
        for (name, template) in &self.query {
            let (_, value) = query.iter().find(|(given, _)| given == name)?;
            match template.as_slice() {
                [] => {}
                several => fill(several, value, &mut path)?,
            }
        }
        Some(path)
    }
}

/// Whether templates differ in nothing but the names of their parameters.
fn are_alike(one: &[Vec<Part>], other: &[Vec<Part>]) -> bool {
    let is_alike = |(one, other): (&Part, &Part)| match (one, other) {
        (Part::Parameter(..), Part::Parameter(..)) => true,
        (Part::Literal(_) | Part::Parameter(..), _) => one == other,
    };
    let are_segments =
        |(one, other): (&Vec<Part>, &Vec<Part>)| one.len() == other.len() && one.iter().zip(other).all(is_alike);
    one.len() == other.len() && one.iter().zip(other).all(are_segments)
}

/// Takes a text apart as a template says: each parameter has one character at least, and as few as will do.
fn fill<'a>(template: &'a [Part], text: &str, values: &mut Vec<(&'a str, String)>) -> Option<()> {
    match template {
        [] => text.is_empty().then_some(()),
        [Part::Literal(literal), rest @ ..] => fill(rest, text.strip_prefix(literal.as_str())?, values),
        [Part::Parameter(name, start), rest @ ..] if text.starts_with(start) => {
            let known = values.len();
            let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
            for end in ends {
                let (value, others) = text.split_at(end);
                values.push((name, value.to_owned()));
                if fill(rest, others, values).is_some() {
                    return Some(());
                }
                values.truncate(known);
            }
            None
        }
        [Part::Parameter(..), ..] => None,
    }
}

/// The parts of a segment. A literal is as it is behind its escapes, if it is the whole segment.
fn parts(segment: &str, operation: &Operation) -> Vec<Part> {
    let start = |name: &str| {
        let of_path = |parameter: &&Parameter| parameter.location == Location::Path && parameter.name == name;
        match operation.parameters.iter().find(of_path).map(|parameter| parameter.style) {
            Some(Style::Label) => ".",
            Some(Style::Matrix) => ";",
            Some(
                Style::Simple
                | Style::Form
                | Style::SpaceDelimited
                | Style::PipeDelimited
                | Style::DeepObject
                | Style::Cookie
                | Style::Json,
            )
            | None => "",
        }
    };
    let part = |part: PathPart<'_>| match part {
        PathPart::Text(text) => Part::Literal(text.to_owned()),
        PathPart::Name(name) => Part::Parameter(name.to_owned(), start(name)),
    };
    match path_parts(segment).as_slice() {
        [PathPart::Text(text)] => vec![Part::Literal(decoded(text).unwrap_or_else(|| (*text).to_owned()))],
        several => several.iter().map(|one| part(*one)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Spec;
    use bytes::Bytes;

    fn found(spec: &Spec, method: &str, target: &str) -> String {
        match spec.find(&http::Request::builder().method(method).uri(target).body(Bytes::new()).unwrap()) {
            Match::Operation(matched) => {
                let values: Vec<_> = matched.path.iter().map(|(name, value)| format!("{name}={value}")).collect();
                format!("{} {} {}", matched.service.name, matched.operation.id, values.join(" "))
            }
            Match::MethodNotAllowed(methods) => methods.join(","),
            Match::NotFound => "nothing".to_owned(),
        }
    }

    #[test]
    fn paths_and_methods() {
        let spec = Spec::embedded().unwrap();
        let find = |method: &str, path: &str| found(&spec, method, path);
        let base = "/v2/p/apic/instances/i/app-quotas";
        assert_eq!(find("POST", base), "roma CreateAppQuota project_id=p instance_id=i");
        assert_eq!(find("DELETE", base), "POST,GET");
        // A group could have the id `check`; the methods are those of the path that has the name.
        assert_eq!(find("PATCH", "/v2/p/apigw/instances/i/api-groups/check"), "POST");
        assert_eq!(find("GET", &format!("{base}/")), "nothing");
        assert_eq!(
            find("GET", &format!("{base}/a%2Fb")),
            "roma ShowAppQuota project_id=p instance_id=i app_quota_id=a%2Fb"
        );
        assert_eq!(find("GET", &format!("{base}/%FF")), "nothing");
        assert_eq!(find("GET", "/v3/projects"), "iam KeystoneListProjects ");
        assert_eq!(find("GET", "/"), "nothing");
    }

    #[test]
    fn parts_of_segments_queries_and_servers() {
        let spec = Spec::of_text(
            "openapi: 3.0.3\ninfo: {title: T, version: '1'}\nservers: [{url: 'https://example.com/{v}/x', variables: {v: {default: v1}}}]\n\
             paths:\n  /{a}: {get: &get {responses: {'200': {description: d}}}}\n  /{a}.json: {get: *get}\n  /at/{a}-{b}: {get: *get}\n  \
             /l/{a}{b}: {parameters: [{name: a, in: path, required: true, schema: {type: string}}, {name: b, in: path, required: true, style: label, schema: {type: string}}], get: *get}\n  \
             /a b: {get: *get}\n  /q?kind=x: {get: *get}\n  /q?id={id}: {get: *get}\n  /q: {get: *get}\n  \
             /own: {servers: [{url: /v9}], get: *get}\n  \
             /w/{a?}?kind=y: {parameters: [{name: 'a?', in: path, required: true, schema: {type: string}}], get: *get}\n  /f#one: {get: *get}\n"
                .replace("*get", "{responses: {'200': {description: d}}}")
                .replace("&get ", "")
                .as_str(),
        );
        for (target, expected) in [
            ("/x", "GET /{a} a=x"),
            ("/x.json", "GET /{a}.json a=x"),
            ("/at/1-2-3", "GET /at/{a}-{b} a=1 b=2-3"),
            ("/at/1-", "nothing"),
            ("/l/1-2.x", "GET /l/{a}{b} a=1-2 b=.x"),
            ("/a%20b", "GET /a b "),
            ("/q?kind=x", "GET /q?kind=x "),
            ("/q?id=4", "GET /q?id={id} id=4"),
            ("/q?kind=y", "GET /q "),
            ("/v1/x/q", "GET /q "),
            ("/v2/x/q", "nothing"),
            ("/v9/own", "GET /own "),
            ("/own", "GET /own "),
            ("/w/7?kind=y", "GET /w/{a?}?kind=y a?=7"),
            ("/f", "GET /f#one "),
        ] {
            assert_eq!(
                found(&spec, "GET", target),
                format!("openapi {expected}").replace("openapi nothing", "nothing"),
                "{target}"
            );
        }
    }
}
