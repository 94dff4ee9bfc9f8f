//! Writes the YAML of a new operation, in the key order of the spec. Knows how we write. Must not know where it is
//! inserted.

use super::options::NewOperation;

/// What an operation refers to, each as a `$ref` if it is there already.
pub struct Parts {
    /// Name and location of each parameter, and where it is shared.
    pub parameters: Vec<(String, &'static str, Option<String>)>,
    pub body: Option<String>,
    pub answer: Option<String>,
    /// Status and answer of each error that all operations have.
    pub errors: Vec<(u16, String)>,
    /// The tags of the neighbours, as they are written.
    pub tags: Option<String>,
    /// The field of the answer that holds the items of a list.
    pub items: Option<String>,
}

/// Stands for words that only the page has.
const DESCRIPTION: &str = "description: 'TODO: what the table says.'";

/// The lines of an operation, from its method on.
pub fn operation(request: &NewOperation, parts: &Parts) -> Vec<String> {
    let mut lines = Lines::default();
    lines.add(0, &format!("{}:", request.method));
    lines.add(1, "summary: 'TODO: the title of the page'");
    lines.add(1, "description: 'TODO: the text under \"Function\".'");
    lines.add(1, "externalDocs:");
    lines.add(2, "description: 'TODO: the title of the page, and its date if it states one.'");
    lines.add(1, &format!("operationId: {}", request.operation));
    if let Some(tags) = &parts.tags {
        lines.add(1, &format!("tags: {tags}"));
    }
    if let Some(items) = &parts.items {
        lines.add(1, "x-pagination:");
        for (key, value) in [("offset", "offset"), ("limit", "limit"), ("total", "total"), ("items", items)] {
            lines.add(2, &format!("{key}: {value}"));
        }
        lines.add(2, "# TODO: key, if items have a field that tells one from all others.");
    }
    if !parts.parameters.is_empty() {
        lines.add(1, "parameters:");
    }
    for (name, location, shared) in &parts.parameters {
        match shared {
            Some(target) => lines.add(2, &format!("- $ref: '{target}'")),
            None => parameter(&mut lines, name, location),
        }
    }
    if let Some(body) = &parts.body {
        lines.add(1, "requestBody:");
        lines.add(2, "required: true");
        content(&mut lines, 2, body);
    }
    lines.add(1, "responses:");
    lines.add(2, &format!("'{}':", request.status));
    lines.add(3, "description: OK");
    if let Some(answer) = &parts.answer {
        content(&mut lines, 3, answer);
    }
    lines.add(2, "# TODO: the other documented status codes, such as 400 and 404.");
    for (status, target) in &parts.errors {
        lines.add(2, &format!("'{status}':"));
        lines.add(3, &format!("$ref: '{target}'"));
    }
    lines.lines
}

fn parameter(lines: &mut Lines, name: &str, location: &str) {
    lines.add(2, &format!("- name: {}", quoted(name)));
    lines.add(3, &format!("in: {location}"));
    lines.add(3, DESCRIPTION);
    if location == "path" {
        lines.add(3, "required: true");
    }
    if name == "project_id" {
        lines.add(3, "x-client-parameter: true");
    }
    lines.add(3, "schema:");
    let ty = if matches!(name, "offset" | "limit") { "integer" } else { "string" };
    lines.add(4, &format!("type: {ty}"));
    if ty == "integer" {
        lines.add(4, if name == "offset" { "format: int64" } else { "format: int32" });
    }
}

fn content(lines: &mut Lines, depth: usize, target: &str) {
    lines.add(depth, "content:");
    lines.add(depth + 1, "application/json:");
    lines.add(depth + 2, "schema:");
    lines.add(depth + 3, &format!("$ref: '{target}'"));
    lines.add(depth + 2, "# TODO: example, verbatim.");
}

/// The first lines of an object's schema, up to its properties.
fn object(name: &str) -> Lines {
    let mut lines = Lines::default();
    lines.add(0, &format!("{name}:"));
    lines.add(1, "type: object");
    lines.add(1, "properties:");
    lines
}

/// The lines of a schema, from its name on.
pub fn schema(name: &str) -> Vec<String> {
    let mut lines = object(name);
    lines.add(2, "# TODO: the rows of the table, one after another; what is mandatory in a request is `required`.");
    lines.add(2, "name:");
    lines.add(3, "type: string");
    lines.add(3, DESCRIPTION);
    lines.lines
}

/// The lines of the schema of a page of a list.
pub fn page(name: &str, items: &str, item: &str) -> Vec<String> {
    let mut lines = object(name);
    lines.add(2, "total:");
    lines.add(3, "type: integer");
    lines.add(3, "format: int64");
    lines.add(3, DESCRIPTION);
    lines.add(2, &format!("{items}:"));
    lines.add(3, "type: array");
    lines.add(3, DESCRIPTION);
    lines.add(3, "items:");
    lines.add(4, &format!("$ref: '{item}'"));
    lines.lines
}

/// Words that YAML takes for something else.
fn quoted(name: &str) -> String {
    let is_other =
        ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(&name.to_lowercase().as_str());
    if is_other { format!("'{name}'") } else { name.to_owned() }
}

/// The parts of a path that come after the project and the instance.
pub fn own_segments(path: &str) -> Vec<&str> {
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let is_prefix = |segment: &str| matches!(segment, "{project_id}" | "{instance_id}" | "{domain_id}");
    let first = segments.iter().rposition(|segment| is_prefix(segment)).map_or(0, |at| at + 1);
    segments.get(first..).unwrap_or_default().to_vec()
}

/// `/v2/{project_id}/apigw/instances/{instance_id}/apps/{app_id}/bound-quota` is `AppBoundQuota`: what comes after the
/// project and the instance, each thing that has an id in the singular.
pub fn item_name(path: &str) -> String {
    let is_parameter = |segment: &&str| segment.starts_with('{');
    let own = own_segments(path);
    let words = own.iter().enumerate().filter(|(_, segment)| !is_parameter(segment));
    let name: String = words
        .map(|(at, segment)| {
            let has_id = own.get(at + 1).is_some_and(is_parameter);
            camel(if has_id { singular(segment) } else { segment })
        })
        .collect();
    match name.chars().next() {
        Some(c) if c.is_ascii_alphabetic() => name,
        Some(_) | None => format!("Path{name}"),
    }
}

/// `bound-apps` is `bound_apps`.
pub fn items_name(path: &str) -> String {
    let last = path.rsplit('/').find(|segment| !segment.is_empty() && !segment.starts_with('{')).unwrap_or("items");
    last.replace(['-', '.', '~'], "_").to_lowercase()
}

/// `bound_apps` is `BoundApp`.
pub fn item_of(items: &str) -> String {
    let name = camel(singular(items));
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { format!("Item{name}") }
}

fn singular(word: &str) -> &str {
    if word.ends_with("ss") || word.ends_with("us") { word } else { word.strip_suffix('s').unwrap_or(word) }
}

fn camel(words: &str) -> String {
    let word = |word: &str| {
        let mut chars = word.chars();
        chars.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + chars.as_str())
    };
    words.split(|c: char| !c.is_ascii_alphanumeric()).map(word).collect()
}

#[derive(Default)]
struct Lines {
    lines: Vec<String>,
}

impl Lines {
    fn add(&mut self, depth: usize, line: &str) {
        // What an item of a list holds stands below its text, not below its dash.
        self.lines.push(format!("{}{line}", "  ".repeat(depth)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_the_spec_has() {
        let base = "/v2/{project_id}/apigw/instances/{instance_id}";
        for (path, name) in [
            ("/app-quotas", "AppQuotas"),
            ("/app-quotas/{app_quota_id}", "AppQuota"),
            ("/app-quotas/{app_quota_id}/bound-apps/{app_id}", "AppQuotaBoundApp"),
            ("/apps/{app_id}/bound-quota", "AppBoundQuota"),
        ] {
            assert_eq!(item_name(&format!("{base}{path}")), name);
        }
        assert_eq!(item_name("/{a}"), "Path");

        assert_eq!((items_name(base).as_str(), items_name("/x/bound-apps").as_str()), ("instances", "bound_apps"));
        assert_eq!((item_of("bound_apps").as_str(), item_of("status").as_str()), ("BoundApp", "Status"));
    }
}
