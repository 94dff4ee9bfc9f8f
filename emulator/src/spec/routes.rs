//! Matches requests to operations, by method and path template. Knows templates and escapes. Must not know which values
//! parameters may have.

use crate::spec::escape::decoded;
use apig_codegen::api::{Method, Operation, Service};

#[derive(Debug)]
pub(crate) enum Match<'a> {
    Operation(MatchedOperation<'a>),
    /// No operation of this method; there are these at the path.
    MethodNotAllowed(Vec<&'static str>),
    NotFound,
}

/// An operation, with the values of its path parameters.
#[derive(Debug)]
pub(crate) struct MatchedOperation<'a> {
    pub service: &'a Service,
    pub operation: &'a Operation,
    /// Name and value, in the order of the path.
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
    segments: Vec<Segment>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Segment {
    Literal(String),
    Parameter(String),
}

impl Routes {
    pub fn new(services: &[Service]) -> Self {
        let mut routes = Vec::new();
        for (service, of) in services.iter().enumerate() {
            for (operation, of) in of.operations.iter().enumerate() {
                let segments = of.path.split('/').map(segment).collect();
                routes.push(Route { service, operation, method: name(of.method), segments });
            }
        }
        // OpenAPI: what is written out goes before a parameter at the same place.
        let is_parameter = |segment: &Segment| matches!(segment, Segment::Parameter(_));
        routes.sort_by_key(|route| route.segments.iter().map(is_parameter).collect::<Vec<_>>());
        Self(routes)
    }

    pub fn find<'a>(&'a self, services: &'a [Service], method: &http::Method, path: &str) -> Match<'a> {
        let Some(segments) = path.split('/').map(decoded).collect::<Option<Vec<_>>>() else {
            return Match::NotFound;
        };
        let mut others = Vec::new();
        for route in &self.0 {
            let Some(path) = route.matched(&segments) else { continue };
            if route.method != method.as_str() {
                others.push(route.method);
                continue;
            }
            let matched = services
                .get(route.service)
                .and_then(|service| Some((service, service.operations.get(route.operation)?)));
            if let Some((service, operation)) = matched {
                return Match::Operation(MatchedOperation { service, operation, path });
            }
        }
        if others.is_empty() { Match::NotFound } else { Match::MethodNotAllowed(others) }
    }
}

impl Route {
    fn matched(&self, segments: &[String]) -> Option<Vec<(&str, String)>> {
        if self.segments.len() != segments.len() {
            return None;
        }
        let mut values = Vec::new();
        for (template, text) in self.segments.iter().zip(segments) {
            match template {
                Segment::Literal(literal) if literal == text => {}
                Segment::Parameter(name) if !text.is_empty() => values.push((name.as_str(), text.clone())),
                Segment::Literal(_) | Segment::Parameter(_) => return None,
            }
        }
        Some(values)
    }
}

fn segment(text: &str) -> Segment {
    match text.strip_prefix('{').and_then(|text| text.strip_suffix('}')) {
        Some(name) => Segment::Parameter(name.to_owned()),
        None => Segment::Literal(text.to_owned()),
    }
}

fn name(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Put => "PUT",
        Method::Post => "POST",
        Method::Delete => "DELETE",
        Method::Options => "OPTIONS",
        Method::Head => "HEAD",
        Method::Patch => "PATCH",
        Method::Trace => "TRACE",
        Method::Query => "QUERY",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Spec;

    #[test]
    fn paths_and_methods() {
        let spec = Spec::embedded().unwrap();
        let find = |method: &str, path: &str| match spec.find(&method.parse().unwrap(), path) {
            Match::Operation(matched) => {
                let values: Vec<_> = matched.path.iter().map(|(name, value)| format!("{name}={value}")).collect();
                format!("{} {} {}", matched.service.name, matched.operation.id, values.join(" "))
            }
            Match::MethodNotAllowed(methods) => methods.join(","),
            Match::NotFound => "nothing".to_owned(),
        };
        let base = "/v2/p/apic/instances/i/app-quotas";
        assert_eq!(find("POST", base), "roma CreateAppQuota project_id=p instance_id=i");
        assert_eq!(find("DELETE", base), "POST,GET");
        assert_eq!(find("GET", &format!("{base}/")), "nothing");
        assert_eq!(
            find("GET", &format!("{base}/a%2Fb")),
            "roma ShowAppQuota project_id=p instance_id=i app_quota_id=a/b"
        );
        assert_eq!(find("GET", &format!("{base}/%FF")), "nothing");
        assert_eq!(find("GET", "/v3/projects"), "iam KeystoneListProjects ");
        assert_eq!(find("GET", "/"), "nothing");
    }
}
