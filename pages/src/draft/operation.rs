//! Makes the operation of a draft: words, parameters, body, answers. Must not know how schemas are made.

use super::schemas::Schemas;
use super::spec::Spec;
use super::words::{self, TODO};
use super::{Note, Options, examples, map, suits};
use crate::document::Line;
use crate::page::{Example, Field, Location, Page, Parameter, Response, Type};
use serde_yaml::{Mapping, Value};
use std::collections::BTreeMap;

/// operationId: what was asked for, the page's own name, else a guess from its title.
pub fn id(page: &Page, options: &Options, notes: &mut Vec<Note>) -> String {
    if let Some(id) = options.operation.clone().or_else(|| page.name.as_ref().map(|name| words::camel(&name.text))) {
        return id;
    }
    let title = page.title.clone().unwrap_or_default();
    let mut id = words::operation_id(&title.text);
    if let Some(rest) = id.strip_prefix("Show").filter(|_| paging(page).is_some()) {
        id = format!("List{rest}");
    }
    notes.push(Note::new(&title, format!("operationId `{id}` is a guess from the title: --operation says another")));
    id
}

/// The operation, its keys in the order of the spec.
pub fn operation(page: &Page, spec: &Spec, options: &Options, id: &str, schemas: &mut Schemas<'_>) -> Value {
    let title = page.title.as_ref().map_or(TODO, |title| &title.text);
    let mut operation = Mapping::new();
    let mut add = |key: &str, value: Value| drop(operation.insert(key.into(), value));
    add("summary", title.into());
    let function = words::text(&page.function);
    add("description", if options.without_words || function.is_empty() { TODO.into() } else { function.into() });
    let neighbour = page.path.as_ref().and_then(|path| spec.nearest(&path.text)).map(|(_, written)| written.value);
    let source = match &page.updated {
        Some(day) => format!("{title}, updated on {}", day.text),
        None => title.to_owned(),
    };
    let url = neighbour.and_then(|operation| operation.get("externalDocs")?.get("url"));
    let mut docs = map([("description", source.into())]);
    docs.insert("url".into(), url.cloned().unwrap_or_else(|| "https://example.com/TODO".into()));
    add("externalDocs", docs.into());
    add("operationId", id.into());
    if let Some(tags) = tags(page, spec, neighbour) {
        add("tags", tags);
    }
    if let Some(paging) = paging(page) {
        add("x-pagination", paging);
    }
    let parameters = parameters(page, spec, options, schemas);
    if !parameters.is_empty() {
        add("parameters", Value::Sequence(parameters));
    }
    if !page.request.fields.is_empty() {
        let schema = schemas.body(&page.request, &format!("{id}Request"));
        let media = if page.request.is_form { "multipart/form-data" } else { "application/json" };
        let content = content(media, schema, &page.examples, schemas);
        add("requestBody", map([("required", true.into()), ("content", content)]).into());
    }
    add("responses", responses(page, spec, options, id, schemas));
    operation.into()
}

/// The group of the page if the spec has such a tag, else the tags of the nearest operation.
fn tags(page: &Page, spec: &Spec, neighbour: Option<&Value>) -> Option<Value> {
    let known = spec.root().and_then(|root| root.get("tags")).and_then(Value::as_sequence);
    let group = page.group.as_ref().map(|group| Value::from(group.text.clone()));
    let is_known = |group: &Value| known.into_iter().flatten().any(|tag| tag.get("name") == Some(group));
    let of_page = group.filter(|group| known.is_none() || is_known(group)).map(|group| Value::Sequence(vec![group]));
    of_page.or_else(|| neighbour?.get("tags").cloned())
}

/// A list that comes page by page: `offset` and `limit`, a total, and one list of objects.
fn paging(page: &Page) -> Option<Value> {
    let asks = |name: &str| {
        page.parameters
            .iter()
            .any(|parameter| parameter.location == Location::Query && parameter.field.name.text == name)
    };
    let content = &page.responses.iter().find(|response| response.status.text.starts_with('2'))?.content;
    let has = |name: &str| content.fields.iter().any(|field| field.name.text == name);
    let is_list = |field: &&Field| matches!(field.ty, Type::Array(_));
    let mut lists = content.fields.iter().filter(is_list);
    let (Some(items), None) = (lists.next(), lists.next()) else { return None };
    if !(asks("offset") && asks("limit") && has("total")) {
        return None;
    }
    let mut paging = map([("offset", "offset".into()), ("limit", "limit".into()), ("total", "total".into())]);
    paging.insert("items".into(), items.name.text.clone().into());
    let object =
        content.objects.iter().find(|object| items.ty == Type::Array(Box::new(Type::Named(object.name.text.clone()))));
    let named = |is_key: fn(&str) -> bool| object?.fields.iter().find(|field| is_key(&field.name.text));
    let key = named(|name| name == "id").or_else(|| named(|name| name.ends_with("_id")));
    if let Some(key) = key {
        paging.insert("key".into(), key.name.text.clone().into());
    }
    Some(paging.into())
}

fn parameters(page: &Page, spec: &Spec, options: &Options, schemas: &mut Schemas<'_>) -> Vec<Value> {
    let mut parameters = Vec::new();
    for parameter in &page.parameters {
        let name = parameter.field.name.text.as_str();
        // OpenAPI leaves these to media types and security; the token is a scheme of the spec.
        let is_said_elsewhere = ["X-Auth-Token", "Authorization", "Content-Type", "Accept"]
            .iter()
            .any(|header| header.eq_ignore_ascii_case(name));
        if parameter.location == Location::Header && is_said_elsewhere {
            continue;
        }
        let is_same = |other: &&Parameter| other.location == parameter.location && other.field.name.text == name;
        if page.parameters.iter().find(is_same).is_some_and(|first| !std::ptr::eq(first, parameter)) {
            schemas.note(
                &parameter.field.name,
                format!("`{name}` stands twice among the parameters: the first was taken"),
            );
            continue;
        }
        parameters.push(shared(parameter, spec, options).unwrap_or_else(|| own(parameter, options, schemas)));
    }
    parameters
}

fn location(parameter: &Parameter) -> &'static str {
    match parameter.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
    }
}

/// A parameter of the spec that says the same.
fn shared(parameter: &Parameter, spec: &Spec, options: &Options) -> Option<Value> {
    let field = &parameter.field;
    let suits = |value: &Value, file: &str| {
        let is = |key: &str, text: &str| value.get(key).and_then(Value::as_str) == Some(text);
        let required = value.get("required").and_then(Value::as_bool).unwrap_or(false);
        let words = value.get("description").and_then(Value::as_str).unwrap_or_default();
        let same_words =
            options.without_words || suits::squeezed(words) == suits::squeezed(&words::text(&field.description));
        is("name", &field.name.text)
            && is("in", location(parameter))
            && required == (field.mandatory == Some(true))
            && same_words
            && value
                .get("schema")
                .is_some_and(|schema| suits::field(spec, file, schema, field, suits::Terms::default()))
    };
    let components = spec.components("parameters", &options.file);
    let found = components.into_iter().find(|component| suits(component.value, component.file))?;
    Some(map([("$ref", found.reference.into())]).into())
}

fn own(parameter: &Parameter, options: &Options, schemas: &mut Schemas<'_>) -> Value {
    let field = &parameter.field;
    let mut made = map([("name", field.name.text.clone().into()), ("in", location(parameter).into())]);
    made.insert("description".into(), super::fields::description(field, options.without_words).into());
    if field.mandatory == Some(true) || parameter.location == Location::Path {
        made.insert("required".into(), true.into());
    }
    if field.name.text == "project_id" {
        made.insert("x-client-parameter".into(), true.into());
    }
    let mut schema = schemas.property(field, "", &BTreeMap::new());
    if let Some(schema) = schema.as_mapping_mut() {
        // The parameter has them.
        schema.shift_remove("description");
        if let Some(deprecated) = schema.shift_remove("deprecated") {
            made.insert("deprecated".into(), deprecated);
        }
        let says = |words: &str| field.description.iter().any(|line| line.text.contains(words));
        if says("automatically converted") {
            schema.insert("x-server-clamps".into(), true.into());
        }
    }
    made.insert("schema".into(), schema);
    made.into()
}

/// A body with its examples.
fn content(media: &str, schema: Value, shown: &[Example], schemas: &mut Schemas<'_>) -> Value {
    let mut body = map([("schema", schema)]);
    let mut values = Vec::new();
    for example in shown {
        match examples::value(example) {
            Ok(value) => values.push((example, value)),
            Err(reason) => schemas.note(&Line::new(example.number, ""), reason),
        }
    }
    match values.as_slice() {
        [] => {}
        [(_, value)] => drop(body.insert("example".into(), value.clone())),
        several => {
            let mut named = Mapping::new();
            for (at, (example, value)) in several.iter().enumerate() {
                let mut entry = Mapping::new();
                if let Some(caption) = &example.caption {
                    entry.insert("summary".into(), caption.text.clone().into());
                }
                entry.insert("value".into(), value.clone());
                named.insert(format!("example{}", at + 1).into(), entry.into());
            }
            body.insert("examples".into(), named.into());
        }
    }
    map([(media, body.into())]).into()
}

fn responses(page: &Page, spec: &Spec, options: &Options, id: &str, schemas: &mut Schemas<'_>) -> Value {
    let mut all: BTreeMap<String, (Option<&Response>, Option<&Line>)> = BTreeMap::new();
    for response in &page.responses {
        all.entry(response.status.text.clone()).or_default().0 = Some(response);
    }
    for status in &page.statuses {
        all.entry(status.code.text.clone()).or_default().1 = Some(&status.text);
    }
    let mut responses = Mapping::new();
    for (status, (response, reason)) in all {
        // The word above an example says it too, where the page has no table of statuses.
        let above =
            response.and_then(|response| response.examples.first()).and_then(|example| example.caption.as_ref());
        let reason = reason.or(above).map_or(TODO, |line| &line.text);
        let known = response.and_then(|response| error(response, reason, spec, options));
        let value = known.unwrap_or_else(|| answer(response, reason, &status, options, id, schemas));
        responses.insert(status.into(), value);
    }
    responses.into()
}

/// A response of the spec that says the same, and shows the same example.
fn error(response: &Response, reason: &str, spec: &Spec, options: &Options) -> Option<Value> {
    let [example] = response.examples.as_slice() else { return None };
    let example = examples::value(example).ok()?;
    let components = spec.components("responses", &options.file);
    let suits = |value: &Value, file: &str| {
        let json = value.get("content").and_then(|content| content.get("application/json"));
        let terms = suits::Terms { exactly: true, objects: &response.content.objects, ..suits::Terms::default() };
        let schema = json.and_then(|json| json.get("schema"));
        value.get("description").and_then(Value::as_str) == Some(reason)
            && json.and_then(|json| json.get("example")) == Some(&example)
            && schema.is_some_and(|schema| suits::object(spec, file, schema, &response.content.fields, terms))
    };
    let found = components.into_iter().find(|component| suits(component.value, component.file))?;
    Some(map([("$ref", found.reference.into())]).into())
}

fn answer(
    response: Option<&Response>,
    reason: &str,
    status: &str,
    options: &Options,
    id: &str,
    schemas: &mut Schemas<'_>,
) -> Value {
    let mut answer = map([("description", reason.into())]);
    let Some(response) = response else { return answer.into() };
    let mut headers = Mapping::new();
    for field in &response.headers {
        let mut schema = schemas.property(field, "", &BTreeMap::new());
        let words = schema.as_mapping_mut().and_then(|schema| schema.shift_remove("description"));
        let description = words.unwrap_or_else(|| super::fields::description(field, options.without_words).into());
        headers.insert(field.name.text.clone().into(), map([("description", description), ("schema", schema)]).into());
    }
    if !headers.is_empty() {
        answer.insert("headers".into(), headers.into());
    }
    if !response.content.fields.is_empty() {
        let name = if status.starts_with('2') {
            format!("{id}Response")
        } else {
            schemas.free("ErrorBody", &format!("{id}Error"))
        };
        let schema = schemas.body(&response.content, &name);
        answer.insert("content".into(), content("application/json", schema, &response.examples, schemas));
    }
    answer.into()
}
