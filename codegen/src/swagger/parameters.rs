//! Turns parameters of Swagger 2.0 into parameters and request bodies of OpenAPI 3.0. Must not know operations.

use super::{flag, map, members, named, schemas, string, text};
use crate::source::{Span, Spanned};
use crate::yaml::{Member, Node, Object, Value};

/// Keywords of a parameter that are not of its schema.
const OF_PARAMETERS: [&str; 7] =
    ["name", "in", "description", "required", "allowEmptyValue", "deprecated", "collectionFormat"];

/// `in`.
pub fn place(node: &Node) -> Option<&str> {
    string(&node.as_object()?.get("in")?.value)
}

/// A parameter in the path, the query or a header.
pub fn parameter(node: Node) -> Node {
    if node.as_object().is_none_or(|object| object.has("$ref")) {
        return node;
    }
    let (span, is_query) = (node.span, place(&node) == Some("query"));
    let Parts { mut own, schema, collection } = parts(node);
    if let Value::Object(object) = &schema.value
        && object.get("type").is_some_and(|member| string(&member.value) == Some("array"))
    {
        own.extend(style(span, collection.as_deref().unwrap_or("csv"), is_query));
    }
    own.push(named(span, "schema", schema));
    map(span, own)
}

/// How a list is written.
fn style(span: Span, collection: &str, is_query: bool) -> Vec<Member> {
    let (style, explode) = match collection {
        "multi" => ("form", true),
        "ssv" => ("spaceDelimited", false),
        "pipes" => ("pipeDelimited", false),
        // Tabs have no style in OpenAPI 3.
        _ => ("form", false),
    };
    // Elsewhere there is one style, which is the default.
    if !is_query {
        return Vec::new();
    }
    vec![named(span, "style", text(span, style)), named(span, "explode", flag(span, explode))]
}

/// What a parameter consists of.
struct Parts {
    own: Vec<Member>,
    schema: Node,
    collection: Option<String>,
}

fn parts(node: Node) -> Parts {
    let span = node.span;
    let (mut own, mut schema, mut collection) = (Vec::new(), Vec::new(), None);
    for member in members(node) {
        match member.key.value.as_str() {
            "collectionFormat" => collection = string(&member.value).map(str::to_owned),
            key if OF_PARAMETERS.contains(&key) || key.starts_with("x-") && key != "x-nullable" => own.push(member),
            _ => schema.push(member),
        }
    }
    Parts { own, schema: schemas::schema(map(span, schema)), collection }
}

/// A body.
pub fn body(node: Node, consumes: &[Spanned<String>]) -> Node {
    let (span, mut out, mut schema) = (node.span, Vec::new(), None);
    for Member { key, value } in members(node) {
        match key.value.as_str() {
            "name" | "in" => {}
            "schema" => schema = Some(Member { key, value: schemas::schema(value) }),
            _ => out.push(Member { key, value }),
        }
    }
    out.push(named(span, "content", content(span, consumes, &map(span, schema.into_iter().collect()))));
    map(span, out)
}

/// The same under each media type, JSON if none is named.
pub fn content(span: Span, types: &[Spanned<String>], media: &Node) -> Node {
    if types.is_empty() {
        return map(span, vec![named(span, "application/json", media.clone())]);
    }
    let member = |written: &Spanned<String>| Member { key: written.clone(), value: media.clone() };
    map(span, types.iter().map(member).collect())
}

/// A body of the fields of a form.
pub fn form(span: Span, fields: Vec<Node>, consumes: &[Spanned<String>]) -> Node {
    let (mut properties, mut required, mut encoding) = (Vec::new(), Vec::new(), Vec::new());
    let mut has_file = false;
    for field in fields {
        let span = field.span;
        let object = field.as_object();
        let Some(name) = object.and_then(|object| object.get("name")).map(|member| member.value.clone()) else {
            continue;
        };
        let key = Spanned::new(string(&name).unwrap_or_default().to_owned(), name.span);
        has_file |= object.is_some_and(|object| is(object, "type", "file"));
        let is_list = object.is_some_and(|object| is(object, "type", "array"));
        if object
            .and_then(|object| object.get("required"))
            .is_some_and(|member| member.value.value == Value::Bool(true))
        {
            required.push(name);
        }
        let Parts { own, schema, collection } = parts(field);
        let described =
            own.into_iter().filter(|member| matches!(member.key.value.as_str(), "description" | "x-rust-name"));
        let schema = members(schema).into_iter().chain(described).collect();
        if is_list {
            let style = style(span, collection.as_deref().unwrap_or("csv"), true);
            encoding.push(Member { key: key.clone(), value: map(span, style) });
        }
        properties.push(Member { key, value: map(span, schema) });
    }
    let mut schema = vec![named(span, "type", text(span, "object")), named(span, "properties", map(span, properties))];
    let is_required = !required.is_empty();
    if is_required {
        schema.push(named(span, "required", Node { span, value: Value::Array(required) }));
    }
    let mut media = vec![named(span, "schema", map(span, schema))];
    if !encoding.is_empty() {
        media.push(named(span, "encoding", map(span, encoding)));
    }
    let of_forms = |written: &&Spanned<String>| {
        written.value.starts_with("multipart/") || !has_file && written.value.ends_with("form-urlencoded")
    };
    let mut types: Vec<_> = consumes.iter().filter(of_forms).cloned().collect();
    if types.is_empty() {
        let default = if has_file { "multipart/form-data" } else { "application/x-www-form-urlencoded" };
        types.push(Spanned::new(default.to_owned(), span));
    }
    let content = content(span, &types, &map(span, media));
    map(span, vec![named(span, "required", flag(span, is_required)), named(span, "content", content)])
}

fn is(object: &Object, key: &str, value: &str) -> bool {
    object.get(key).is_some_and(|member| string(&member.value) == Some(value))
}
