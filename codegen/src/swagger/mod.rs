//! Turns a document of Swagger 2.0 into what it means in OpenAPI 3.0, before it is read: all that is moved keeps the place where it
//! is written. Must not know what any of it means in Rust, nor who reads it.

mod operations;
mod parameters;
mod schemas;

use crate::source::{Span, Spanned};
use crate::yaml::{Member, Node, Number, Object, Value};
use std::collections::BTreeMap;

/// Whether a document is Swagger 2.0, and not one of OpenAPI 3 that says so.
pub fn is_swagger(root: &Node) -> bool {
    let root = root.as_object().filter(|root| !root.has("components"));
    match root.and_then(|root| root.get("swagger")).map(|member| &member.value.value) {
        Some(Value::String(text)) => text == "2.0",
        // Without quotes.
        Some(Value::Number(number)) => *number == Number::Float(2.0),
        Some(Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_)) | None => false,
    }
}

/// What the whole document says for each operation that does not say it itself.
struct Shared {
    consumes: Vec<Spanned<String>>,
    produces: Vec<Spanned<String>>,
    /// `parameters`, by name, as they are written.
    parameters: BTreeMap<String, Node>,
    host: Option<String>,
    base_path: String,
}

/// The document as OpenAPI 3.0.
pub fn to_openapi(mut root: Node) -> Node {
    let span = root.span;
    let Value::Object(object) = &mut root.value else { return root };
    let members = std::mem::take(object).members;
    let shared = shared(&members);
    let (mut out, mut components) = (Vec::new(), Vec::new());
    for Member { key, value } in members {
        match key.value.as_str() {
            "swagger" => out.push(named(key.span, "openapi", text(value.span, "3.0.3"))),
            "host" | "basePath" | "consumes" | "produces" => {}
            "schemes" => out.push(named(key.span, "servers", servers(value.span, &strings(&value), &shared))),
            "definitions" => components.push(named(key.span, "schemas", each(value, schemas::schema))),
            "responses" => {
                let response = |value| operations::response(value, &shared.produces);
                components.push(named(key.span, "responses", each(value, response)));
            }
            "parameters" => components.extend(shared_parameters(key.span, value, &shared)),
            "securityDefinitions" => components.push(named(key.span, "securitySchemes", each(value, scheme))),
            "paths" => out.push(Member { key, value: each(value, |item| operations::path_item(item, &shared)) }),
            _ => out.push(Member { key, value }),
        }
    }
    if !out.iter().any(|member| member.key.value == "servers") && (shared.host.is_some() || shared.base_path != "/") {
        out.push(named(span, "servers", servers(span, &[], &shared)));
    }
    if !components.is_empty() {
        out.push(named(span, "components", map(span, components)));
    }
    let mut root = map(span, out);
    follow_moves(&mut root, &shared);
    root
}

fn shared(members: &[Member]) -> Shared {
    let find = |name: &str| members.iter().find(|member| member.key.value == name).map(|member| &member.value);
    let texts = |name: &str| find(name).map(strings).unwrap_or_default();
    let parameters = find("parameters").and_then(Node::as_object);
    let parameters = parameters.iter().flat_map(|object| &object.members);
    Shared {
        consumes: texts("consumes"),
        produces: texts("produces"),
        parameters: parameters.map(|member| (member.key.value.clone(), member.value.clone())).collect(),
        host: find("host").and_then(string).map(str::to_owned),
        base_path: find("basePath").and_then(string).unwrap_or("/").to_owned(),
    }
}

/// `host`, `basePath` and `schemes` as servers, those over TLS first: the first one is where calls go by default.
fn servers(span: Span, schemes: &[Spanned<String>], shared: &Shared) -> Node {
    let path = shared.base_path.trim_end_matches('/');
    let urls: Vec<String> = match &shared.host {
        None => vec![if path.is_empty() { "/".to_owned() } else { path.to_owned() }],
        Some(host) if schemes.is_empty() => vec![format!("https://{host}{path}")],
        Some(host) => {
            let mut schemes: Vec<&str> = schemes.iter().map(|scheme| scheme.value.as_str()).collect();
            schemes.sort_by_key(|scheme| *scheme != "https");
            schemes.iter().map(|scheme| format!("{scheme}://{host}{path}")).collect()
        }
    };
    let server = |url: String| map(span, vec![named(span, "url", text(span, &url))]);
    Node { span, value: Value::Array(urls.into_iter().map(server).collect()) }
}

/// Shared parameters; one that is a body is a request body, and fields of forms go to the operations that use them.
fn shared_parameters(span: Span, value: Node, shared: &Shared) -> Vec<Member> {
    let (mut plain, mut bodies) = (Vec::new(), Vec::new());
    for Member { key, value } in members(value) {
        match parameters::place(&value) {
            Some("body") => bodies.push(Member { key, value: parameters::body(value, &shared.consumes) }),
            Some("formData") => {}
            Some(_) | None => plain.push(Member { key, value: parameters::parameter(value) }),
        }
    }
    let part = |name, members: Vec<Member>| (!members.is_empty()).then(|| named(span, name, map(span, members)));
    part("parameters", plain).into_iter().chain(part("requestBodies", bodies)).collect()
}

/// A security scheme.
fn scheme(node: Node) -> Node {
    let span = node.span;
    let Some(object) = node.as_object() else { return node };
    let kind = object.get("type").and_then(|member| string(&member.value));
    let flow = object.get("flow").and_then(|member| string(&member.value));
    let (kind, flow) = match (kind, flow) {
        (Some("basic"), _) => ("http", None),
        (Some("oauth2"), Some("application")) => ("oauth2", Some("clientCredentials")),
        (Some("oauth2"), Some("accessCode")) => ("oauth2", Some("authorizationCode")),
        (Some("oauth2"), Some("password")) => ("oauth2", Some("password")),
        (Some("oauth2"), _) => ("oauth2", Some("implicit")),
        (_, _) => return node,
    };
    let (mut out, mut of_flow) = (Vec::new(), Vec::new());
    for Member { key, value } in members(node) {
        match key.value.as_str() {
            "type" => {
                out.push(Member { key: key.clone(), value: text(value.span, kind) });
                if kind == "http" {
                    out.push(named(key.span, "scheme", text(value.span, "basic")));
                }
            }
            "flow" => {}
            "authorizationUrl" | "tokenUrl" | "scopes" => of_flow.push(Member { key, value }),
            _ => out.push(Member { key, value }),
        }
    }
    if let Some(flow) = flow {
        if !of_flow.iter().any(|member| member.key.value == "scopes") {
            of_flow.push(named(span, "scopes", map(span, Vec::new())));
        }
        out.push(named(span, "flows", map(span, vec![named(span, flow, map(span, of_flow))])));
    }
    map(span, out)
}

/// Leads references to where their targets are now.
fn follow_moves(node: &mut Node, shared: &Shared) {
    match &mut node.value {
        Value::Array(items) => items.iter_mut().for_each(|item| follow_moves(item, shared)),
        Value::Object(object) => {
            for Member { key, value } in &mut object.members {
                match &mut value.value {
                    Value::String(target) if key.value == "$ref" => *target = moved(target, shared),
                    _ => follow_moves(value, shared),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn moved(target: &str, shared: &Shared) -> String {
    let to = |folder: &str, name: &str| format!("#/components/{folder}/{name}");
    if let Some(name) = target.strip_prefix("#/definitions/") {
        return to("schemas", name);
    }
    if let Some(name) = target.strip_prefix("#/responses/") {
        return to("responses", name);
    }
    match target.strip_prefix("#/parameters/") {
        Some(name) if shared.parameters.get(name).and_then(parameters::place) == Some("body") => {
            to("requestBodies", name)
        }
        Some(name) => to("parameters", name),
        None => target.to_owned(),
    }
}

/// A map with each of its values changed.
fn each(node: Node, change: impl Fn(Node) -> Node) -> Node {
    let Value::Object(_) = &node.value else { return node };
    let span = node.span;
    let changed = |Member { key, value }| {
        let is_extension = key.value.starts_with("x-");
        Member { value: if is_extension { value } else { change(value) }, key }
    };
    map(span, members(node).into_iter().map(changed).collect())
}

/// The members of a map; none of what is no map.
fn members(node: Node) -> Vec<Member> {
    if let Value::Object(object) = node.value { object.members } else { Vec::new() }
}

fn map(span: Span, members: Vec<Member>) -> Node {
    Node { span, value: Value::Object(Object::new(members)) }
}

fn named(span: Span, key: &str, value: Node) -> Member {
    Member { key: Spanned::new(key.to_owned(), span), value }
}

fn text(span: Span, text: &str) -> Node {
    Node { span, value: Value::String(text.to_owned()) }
}

fn flag(span: Span, flag: bool) -> Node {
    Node { span, value: Value::Bool(flag) }
}

fn string(node: &Node) -> Option<&str> {
    if let Value::String(text) = &node.value { Some(text) } else { None }
}

fn strings(node: &Node) -> Vec<Spanned<String>> {
    let items = if let Value::Array(items) = &node.value { items.as_slice() } else { &[] };
    items.iter().filter_map(|item| Some(Spanned::new(string(item)?.to_owned(), item.span))).collect()
}
