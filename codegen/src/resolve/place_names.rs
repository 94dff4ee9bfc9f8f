//! Names what references lead to: components by their names, and what stands deeper as the type is called that is written
//! there. Must not know what leads there.

use super::files::Files;
use super::references::RefTarget;
use crate::yaml::{Node, Value};

impl Files<'_> {
    /// The name of what is at a place: the names on the way to it, with spaces.
    pub(super) fn name_of(&self, place: &RefTarget) -> String {
        let parts: Vec<&str> = place.pointer.iter().map(String::as_str).collect();
        let root = self.by_id.get(&place.file).map(|loaded| &loaded.node);
        let text = |way: &[&str], key: &str| root.and_then(|root| text(root.follow(way.iter().copied())?, key));
        match parts.as_slice() {
            [] => place.name(&self.sources).to_owned(),
            ["components", "pathItems", item, rest @ ..] => {
                of_path(item, rest, |way, key| text(&[&["components", "pathItems", item], way].concat(), key))
            }
            [holder @ ("paths" | "webhooks"), path, rest @ ..] => {
                of_path(path, rest, |way, key| text(&[&[*holder, *path], way].concat(), key))
            }
            [.., last] => {
                let section = parts.iter().position(|part| kind(part).is_some());
                match section.and_then(|at| parts.get(at..)) {
                    Some([section, name, rest @ ..]) => inside(with(name, kind(section).unwrap_or_default()), rest),
                    Some(_) | None => (*last).to_owned(),
                }
            }
        }
    }
}

/// The name of what a pointer into a path item leads to. `text` reads what that says.
fn of_path<'n>(path: &str, parts: &[&str], text: impl Fn(&[&str], &str) -> Option<&'n str>) -> String {
    match parts {
        [] => path.to_owned(),
        ["parameters", at, rest @ ..] => {
            let name = text(&["parameters", at], "name");
            inside(with(name.unwrap_or(path), "parameter"), rest)
        }
        [method, rest @ ..] => {
            let id = text(&[method], "operationId");
            let id = id.map_or_else(|| format!("{} {path}", method.to_uppercase()), str::to_owned);
            match rest {
                ["responses", status, rest @ ..] if status.starts_with('2') => inside(with(&id, "response"), rest),
                ["responses", status, rest @ ..] => inside(format!("{id} {status} error"), rest),
                ["requestBody", rest @ ..] => inside(with(&id, "request"), rest),
                ["parameters", at, rest @ ..] => {
                    let name = text(&[method, "parameters", at], "name");
                    inside(format!("{id} {}", name.unwrap_or_default()), rest)
                }
                rest => inside(id, rest),
            }
        }
    }
}

/// What names people give in a part of a file: nothing is said of schemas.
fn kind(section: &str) -> Option<&'static str> {
    match section {
        "schemas" | "definitions" | "$defs" => Some(""),
        "responses" => Some("response"),
        "requestBodies" => Some("request"),
        "parameters" => Some("parameter"),
        "headers" => Some("header"),
        _ => None,
    }
}

/// A name that says what kind of thing it is.
fn with(name: &str, kind: &str) -> String {
    let says_so = name.to_lowercase().ends_with(kind);
    if says_so { name.to_owned() } else { format!("{name} {kind}") }
}

/// The name of what stands inside of something.
fn inside(name: String, parts: &[&str]) -> String {
    match parts {
        [] => name,
        ["content", _, rest @ ..] | ["schema", rest @ ..] => inside(name, rest),
        ["$defs" | "definitions", own, rest @ ..] => inside((*own).to_owned(), rest),
        ["properties" | "patternProperties" | "headers", own, rest @ ..] => inside(format!("{name} {own}"), rest),
        ["items" | "itemSchema", rest @ ..] => inside(format!("{name} item"), rest),
        ["additionalProperties", rest @ ..] => inside(format!("{name} value"), rest),
        ["allOf" | "oneOf" | "anyOf" | "prefixItems", at, rest @ ..] => inside(format!("{name} {at}"), rest),
        [other, rest @ ..] => inside(format!("{name} {other}"), rest),
    }
}

fn text<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    match &node.follow([key])?.value {
        Value::String(text) => Some(text),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
    }
}
