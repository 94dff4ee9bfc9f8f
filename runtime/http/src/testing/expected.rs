//! Compares a request with what a test expects. Knows how they can differ, and the words for that. Must not show a
//! value that is secret by its name.

use super::{Recorded, json};
use crate::secret::is_secret_name;
use bytes::Bytes;
use http::Method;
use serde::Serialize;
use serde_json::Value;
use std::fmt;

/// What a test expects of a request. What it says nothing of may be anything.
#[derive(Clone)]
pub struct Expected {
    method: Method,
    target: String,
    headers: Vec<(String, Option<String>)>,
    body: Body,
}

#[derive(Clone)]
enum Body {
    Any,
    Bytes(Bytes),
    Json(Value),
    Mistake(String),
}

impl Expected {
    /// Expects a method, and a path with its query as they are sent: `/v2/p1/quotas?limit=1`. The order of the query's
    /// parameters does not matter. With a scheme and a host before the path, those are expected too.
    pub fn new(method: Method, target: impl Into<String>) -> Self {
        Self { method, target: target.into(), headers: Vec::new(), body: Body::Any }
    }

    /// Expects a header with this value.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), Some(value.into())));
        self
    }

    /// Expects that a header is not there.
    #[must_use]
    pub fn no_header(mut self, name: impl Into<String>) -> Self {
        self.headers.push((name.into(), None));
        self
    }

    /// Expects a JSON body, compared as a value: spaces and the order of fields do not matter.
    #[must_use]
    pub fn json(mut self, body: impl Serialize) -> Self {
        self.body = match serde_json::to_value(body) {
            Ok(value) => Body::Json(value),
            Err(error) => Body::Mistake(error.to_string()),
        };
        self
    }

    /// Expects a body, byte for byte.
    #[must_use]
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = Body::Bytes(body.into());
        self
    }

    /// Expects that there is no body.
    #[must_use]
    pub fn no_body(self) -> Self {
        self.body(Bytes::new())
    }

    /// How a request differs from this, one line each.
    pub(super) fn differences(&self, request: &Recorded) -> Vec<String> {
        let mut differences = Vec::new();
        if self.method != request.method() {
            differences.push(format!("the method is {}, expected {}", request.method(), self.method));
        }
        let target = if self.target.contains("://") { request.uri().to_string() } else { request.target().to_owned() };
        let [(path, query), (expected_path, expected_query)] = [&target, &self.target].map(|target| parts(target));
        if path != expected_path {
            differences.push(format!("the path is `{path}`, expected `{expected_path}`"));
        }
        if query != expected_query {
            let [query, expected] = [query, expected_query].map(joined);
            differences.push(format!("the query is {query}, expected {expected}"));
        }
        for (name, expected) in &self.headers {
            let came = request.header(name);
            if came != expected.as_deref() {
                let [came, expected] = [came, expected.as_deref()].map(|value| match value {
                    Some(_) if is_secret_name(name) => "<redacted>".to_owned(),
                    Some(value) => format!("`{value}`"),
                    None => "not there".to_owned(),
                });
                differences.push(format!("the header `{name}` is {came}, expected {expected}"));
            }
        }
        self.body_differences(request.body(), &mut differences);
        differences
    }

    fn body_differences(&self, body: &[u8], differences: &mut Vec<String>) {
        match &self.body {
            Body::Any => {}
            Body::Mistake(error) => differences.push(format!("the expected body cannot be written as JSON: {error}")),
            Body::Bytes(expected) if expected == body => {}
            Body::Bytes(expected) => {
                let (came, expected) = (body.len(), expected.len());
                differences
                    .push(format!("the body has other bytes than expected ({came} came, {expected} were expected)"));
            }
            Body::Json(_) if body.is_empty() => differences.push("there is no body, expected one in JSON".to_owned()),
            Body::Json(expected) => match serde_json::from_slice(body) {
                Ok(value) => differences.extend(json::differences(&value, expected)),
                Err(error) => differences.push(format!("the body is not JSON: {error}")),
            },
        }
    }
}

/// A target's path, and the parameters of its query in some order.
fn parts(target: &str) -> (&str, Vec<&str>) {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut query: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty()).collect();
    query.sort_unstable();
    (path, query)
}

fn joined(query: Vec<&str>) -> String {
    if query.is_empty() { "empty".to_owned() } else { format!("`{}`", query.join("&")) }
}

/// In a few words.
impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{} {}`", self.method, self.target)
    }
}

impl fmt::Debug for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Expected({self})")
    }
}
