//! Rules about the names of operations. Must not know anything else of them.

use super::model::Model;
use super::rule::{Findings, Preset, Rule};
use crate::diagnostics::{Severity, nearest};
use crate::grammar::Object;

/// The vendor's verbs, and the methods that its operations of that name use.
const VERBS: &[(&str, &[&str])] = &[
    ("Accept", &["post"]),
    ("Add", &["post", "put"]),
    ("Associate", &["post", "put"]),
    ("Attach", &["post", "put"]),
    ("Batch", &["post", "put", "delete"]),
    ("Cancel", &["delete", "post", "put"]),
    ("Change", &["post", "put", "patch"]),
    ("Check", &["get", "head", "post"]),
    ("Create", &["post", "put"]),
    ("Debug", &["post"]),
    ("Delete", &["delete", "post"]),
    ("Detach", &["delete", "post", "put"]),
    ("Disassociate", &["delete", "post", "put"]),
    ("Export", &["get", "post"]),
    ("Import", &["post", "put"]),
    ("List", &["get"]),
    ("Remove", &["delete", "post"]),
    ("Reset", &["post", "put"]),
    ("Show", &["get", "head"]),
    ("Update", &["patch", "post", "put"]),
    ("Validate", &["get", "head", "post"]),
];

/// What the vendor puts before the verb of operations that are OpenStack's, too.
const PREFIXES: &[&str] = &["Keystone"];

pub const OPERATION_ID: Rule = Rule {
    id: "operation-id",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "An operation has an `operationId` in UpperCamelCase that starts with one of the vendor's verbs.",
    rationale: "The `operationId` becomes the function that users call. The vendor's ids start with a verb, such as Create, List, Show, \
                Update or Delete, so users of its other SDKs find the function at once.",
    bad: "\
operationId: GetThings
",
    good: "\
operationId: ListThings
",
    vendor: &[],
    fixes: false,
    check: operation_id,
};

pub const OPERATION_METHOD: Rule = Rule {
    id: "operation-method",
    preset: Preset::Vendor,
    severity: Severity::Error,
    summary: "The verb of an `operationId` fits the method.",
    rationale: "Whoever calls a function named List or Show expects that nothing changes. A verb that does not fit the method means that \
                the one or the other was copied from the operation above.",
    bad: "\
get:
  summary: Querying Things
  description: Lists the things.
  externalDocs:
    description: Querying Things
    url: https://example.com/things
  operationId: AddThings
",
    good: "\
get:
  summary: Querying Things
  description: Lists the things.
  externalDocs:
    description: Querying Things
    url: https://example.com/things
  operationId: ListThings
",
    vendor: &["STC-010-01-2507-2507-M-3"],
    fixes: false,
    check: operation_method,
};

/// The verb at the start of an id, and the letters that follow it.
fn verb(id: &str) -> Option<&'static (&'static str, &'static [&'static str])> {
    let rest = PREFIXES.iter().find_map(|prefix| id.strip_prefix(prefix)).unwrap_or(id);
    VERBS.iter().find(|(verb, _)| {
        rest.strip_prefix(verb)
            .is_some_and(|object| object.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit()))
    })
}

/// Whether a name is in UpperCamelCase.
pub fn is_upper_camel(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(|c| c.is_ascii_alphanumeric())
}

/// The verb that was probably intended.
fn suggestion(id: &str) -> Option<&'static str> {
    let first: String =
        id.chars().enumerate().take_while(|(at, c)| *at == 0 || c.is_ascii_lowercase()).map(|(_, c)| c).collect();
    match first.to_ascii_lowercase().as_str() {
        "get" | "query" | "describe" | "read" => Some("Show` or `List"),
        "modify" | "edit" | "set" | "put" => Some("Update"),
        "bind" => Some("Associate"),
        "unbind" => Some("Disassociate"),
        "post" | "make" | "new" => Some("Create"),
        _ => nearest(&first, VERBS.iter().map(|(verb, _)| *verb)),
    }
}

fn operation_id(model: &Model<'_>, findings: &mut Findings) {
    for (_, element) in model.of(Object::Operation) {
        let Some((id, span)) = element.text("operationId") else {
            let method = element.name.map_or("", |name| name.value.as_str());
            findings
                .of(element, format!("this `{method}` has no `operationId`"))
                .help("take the vendor's, such as `ListAppQuotas`");
            continue;
        };
        if is_upper_camel(id) && verb(id).is_some() {
            continue;
        }
        let reason =
            if is_upper_camel(id) { "does not start with a verb of the vendor's" } else { "is not in UpperCamelCase" };
        let camel = upper_camel(id);
        let suggestion = if verb(&camel).is_some() && camel != id { Some(camel.as_str()) } else { suggestion(id) };
        let finding = findings.at(element, span, format!("the `operationId` `{id}` {reason}"));
        match suggestion {
            Some(suggestion) => finding.help(format!("did you mean `{suggestion}`?")),
            None => {
                let verbs: Vec<&str> = VERBS.iter().map(|(verb, _)| *verb).collect();
                finding.help(format!("it starts with one of: {}", verbs.join(", ")))
            }
        };
    }
}

/// A name as it would be in UpperCamelCase.
fn upper_camel(name: &str) -> String {
    let mut starts = true;
    let mut camel = String::new();
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            camel.push(if starts { c.to_ascii_uppercase() } else { c });
        }
        starts = !c.is_ascii_alphanumeric();
    }
    camel
}

fn operation_method(model: &Model<'_>, findings: &mut Findings) {
    for (_, element) in model.of(Object::Operation) {
        let (Some((id, span)), Some(method)) = (element.text("operationId"), element.name) else { continue };
        let Some((verb, methods)) = verb(id) else { continue };
        if methods.contains(&method.value.as_str()) {
            continue;
        }
        findings
            .at(element, span, format!("`{verb}` does not fit the method `{}`", method.value))
            .and(method.span, "the method")
            .help(format!("an operation that starts with `{verb}` is {}", methods.join(", ")));
    }
}
