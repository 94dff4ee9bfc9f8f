//! Turns operations and responses of Swagger 2.0 into those of OpenAPI 3.0. Must not know what their schemas say.

use super::parameters::{body, content, form, parameter, place};
use super::{Shared, each, map, members, named, schemas, servers, string, strings};
use crate::source::Spanned;
use crate::yaml::{Member, Node, Value};

const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

/// The operations of a path.
pub fn path_item(node: Node, shared: &Shared) -> Node {
    if node.as_object().is_none() {
        return node;
    }
    let span = node.span;
    let mut bodies = Vec::new();
    let mut out: Vec<Member> = Vec::new();
    let (own, operations): (Vec<_>, Vec<_>) =
        members(node).into_iter().partition(|member| !METHODS.contains(&member.key.value.as_str()));
    for Member { key, value } in own {
        if key.value == "parameters" {
            let (plain, of_body) = apart(value.clone(), shared);
            bodies = of_body;
            out.push(Member { key, value: Node { value: Value::Array(plain), ..value } });
        } else {
            out.push(Member { key, value });
        }
    }
    let changed = |Member { key, value }| Member { key, value: operation(value, &bodies, shared) };
    out.extend(operations.into_iter().map(changed));
    map(span, out)
}

/// Parameters that stay ones, and those that are a body or fields of a form.
fn apart(list: Node, shared: &Shared) -> (Vec<Node>, Vec<Node>) {
    let items = if let Value::Array(items) = list.value { items } else { Vec::new() };
    let (mut plain, mut bodies) = (Vec::new(), Vec::new());
    for item in items {
        let target = item.as_object().and_then(|object| object.get("$ref")).and_then(|member| string(&member.value));
        let named = target.and_then(|target| target.strip_prefix("#/parameters/"));
        let meant = named.and_then(|name| shared.parameters.get(name)).unwrap_or(&item);
        match place(meant) {
            Some("body") => bodies.push(item),
            Some("formData") => bodies.push(meant.clone()),
            Some(_) | None => plain.push(parameter(item)),
        }
    }
    (plain, bodies)
}

fn operation(node: Node, of_path: &[Node], shared: &Shared) -> Node {
    let Some(object) = node.as_object() else { return node };
    let span = node.span;
    let texts = |name: &str| object.get(name).map(|member| strings(&member.value));
    let consumes = texts("consumes").unwrap_or_else(|| shared.consumes.clone());
    let produces = texts("produces").unwrap_or_else(|| shared.produces.clone());
    let mut bodies = Vec::new();
    let mut out = Vec::new();
    for Member { key, value } in members(node) {
        match key.value.as_str() {
            "consumes" | "produces" => {}
            "schemes" => out.push(named(key.span, "servers", servers(value.span, &strings(&value), shared))),
            "parameters" => {
                let (plain, of_body) = apart(value.clone(), shared);
                bodies = of_body;
                out.push(Member { key, value: Node { value: Value::Array(plain), ..value } });
            }
            "responses" => out.push(Member { key, value: each(value, |value| response(value, &produces)) }),
            _ => out.push(Member { key, value }),
        }
    }
    if bodies.is_empty() {
        bodies = of_path.to_vec();
    }
    if let Some(first) = bodies.first() {
        let at = first.span;
        let request = match place(first) {
            Some("formData") => form(at, bodies, &consumes),
            // A reference to a shared body.
            None => bodies.remove(0),
            Some(_) => body(bodies.remove(0), &consumes),
        };
        out.push(named(at, "requestBody", request));
    }
    map(span, out)
}

/// A response.
pub fn response(node: Node, produces: &[Spanned<String>]) -> Node {
    if node.as_object().is_none_or(|object| object.has("$ref")) {
        return node;
    }
    let span = node.span;
    let (mut out, mut schema, mut examples) = (Vec::new(), None, Vec::new());
    for Member { key, value } in members(node) {
        match key.value.as_str() {
            "schema" => schema = Some(Member { key, value }),
            "examples" => examples = members(value),
            "headers" => out.push(Member { key, value: each(value, header) }),
            _ => out.push(Member { key, value }),
        }
    }
    if let Some(Member { key, value }) = schema {
        let object = value.as_object();
        let is_file =
            object.and_then(|object| object.get("type")).and_then(|member| string(&member.value)) == Some("file");
        let bytes = [Spanned::new("application/octet-stream".to_owned(), span)];
        let types = if is_file && produces.is_empty() { &bytes } else { produces };
        let media = map(span, vec![Member { key, value: schemas::schema(value) }]);
        let mut content = members(content(span, types, &media));
        for Member { key, value } in examples {
            let of_type = content.iter_mut().find(|member| member.key.value == key.value);
            if let Some(Value::Object(object)) = of_type.map(|member| &mut member.value.value) {
                object.set(Spanned::new("example".to_owned(), key.span), value);
            }
        }
        out.push(named(span, "content", map(span, content)));
    }
    map(span, out)
}

/// A header of a response.
fn header(node: Node) -> Node {
    let span = node.span;
    let (own, schema): (Vec<_>, Vec<_>) = members(node).into_iter().partition(|member| {
        let key = member.key.value.as_str();
        key == "description" || key.starts_with("x-")
    });
    let schema = schema.into_iter().filter(|member| member.key.value != "collectionFormat").collect();
    let schema = named(span, "schema", schemas::schema(map(span, schema)));
    map(span, own.into_iter().chain([schema]).collect())
}
