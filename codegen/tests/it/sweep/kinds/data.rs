//! Edits of data: properties, types, formats, bounds, values. Must not know operations.

use super::Kind;
use crate::sweep::document::{Document, Node, str, yaml};
use crate::sweep::places::{Place, below, components, objects, operation, properties, schemas};
use apig_codegen::diff::Rust::{Dangerous as Refused, Major, Minor, None as Same, Patch};
use apig_codegen::diff::Wire::{self, Breaking, Compatible, Dangerous, Documentation, None as Nothing};
use serde_yaml::Value;

const REQUIRES: (Wire, Wire) = (Breaking, Compatible);
const ALLOWS: (Wire, Wire) = (Compatible, Dangerous);
const OTHER: (Wire, Wire) = (Breaking, Breaking);
const WORDS: (Wire, Wire) = (Documentation, Documentation);
const EQUAL: (Wire, Wire) = (Nothing, Nothing);

pub const KINDS: &[Kind] = &[
    Kind::of("property removed", properties, remove, (Dangerous, Breaking), &[Major]),
    Kind::of("property renamed", properties, |d, at| rename(d, at, "_of_old"), OTHER, &[Major]),
    Kind::of("optional property added", objects, |d, at| add(d, at, false), (Compatible, Compatible), &[Minor, Major]),
    Kind::of("required property added", objects, |d, at| add(d, at, true), REQUIRES, &[Refused, Minor, Major]),
    Kind::of("property made required", properties, |d, at| require(d, at, true), REQUIRES, &[Refused, Major, Same]),
    Kind::of(
        "property made optional",
        properties,
        |d, at| require(d, at, false),
        (Compatible, Breaking),
        &[Major, Patch],
    ),
    Kind::of(
        "property made read-only",
        properties,
        |d, at| only(d, at, "readOnly"),
        (Dangerous, Nothing),
        &[Major, Patch],
    ),
    Kind::of(
        "property made write-only",
        properties,
        |d, at| only(d, at, "writeOnly"),
        (Nothing, Breaking),
        &[Major, Patch],
    ),
    Kind::of("text made a number", schemas, |d, at| retype(d, at, "string", "{type: integer}"), OTHER, &[Major]),
    Kind::of(
        "text made a list",
        schemas,
        |d, at| retype(d, at, "string", "{type: array, items: {type: string}}"),
        OTHER,
        &[Major],
    ),
    Kind::of("truth made text", schemas, |d, at| retype(d, at, "boolean", "{type: string}"), OTHER, &[Major]).seldom(),
    Kind::of("number made text", schemas, |d, at| retype(d, at, "integer", "{type: string}"), OTHER, &[Major]),
    Kind::of("text made anything", properties, |d, at| retype(d, at, "string", "{}"), (Compatible, Breaking), &[Major]),
    Kind::of("text made a time", schemas, |d, at| reformed(d, at, "date-time"), REQUIRES, &[Major]),
    Kind::of("text made a secret", schemas, |d, at| reformed(d, at, "password"), (Compatible, Compatible), &[Major]),
    Kind::of(
        "text made an id",
        schemas,
        |d, at| put(scalar(d, at, "string")?, "format", "uuid"),
        (Dangerous, Compatible),
        &[Refused, Patch, Same],
    ),
    Kind::of("time made a day", schemas, |d, at| reform(d, at, "date-time", Some("date")), OTHER, &[Major]),
    Kind::of("time made text", schemas, |d, at| reform(d, at, "date-time", None), (Compatible, Breaking), &[Major]),
    Kind::of("secret made text", schemas, |d, at| reform(d, at, "password", None), (Dangerous, Dangerous), &[Major])
        .seldom(),
    Kind::of("int32 made int64", schemas, |d, at| reform(d, at, "int32", Some("int64")), ALLOWS, &[Major]),
    Kind::of("int64 made int32", schemas, |d, at| reform(d, at, "int64", Some("int32")), REQUIRES, &[Major]),
    Kind::of("int64 made uint64", schemas, |d, at| reform(d, at, "int64", Some("uint64")), OTHER, &[Major]).seldom(),
    Kind::of("int32 made uint64", schemas, |d, at| reform(d, at, "int32", Some("uint64")), OTHER, &[Major]),
    Kind::of(
        "integer made a number",
        schemas,
        |d, at| {
            let schema = scalar(d, at, "integer")?;
            schema.as_mapping_mut()?.remove("format");
            put(schema, "type", "number")
        },
        (Compatible, Breaking),
        &[Major],
    ),
    Kind::of(
        "number made an integer",
        schemas,
        |d, at| {
            let schema = scalar(d, at, "number")?;
            schema.as_mapping_mut()?.remove("format");
            put(schema, "type", "integer")
        },
        REQUIRES,
        &[Major],
    )
    .rare("\"number\""),
    Kind::of(
        "longest text added",
        schemas,
        |d, at| bound(d, at, "string", "maxLength", |old| old.is_none().then_some(2)),
        REQUIRES,
        &[Refused, Patch, Same],
    ),
    Kind::of(
        "longest text shorter",
        schemas,
        |d, at| bound(d, at, "string", "maxLength", |old| Some(old? / 2).filter(|new| *new > 0)),
        REQUIRES,
        &[Refused, Patch, Same],
    ),
    Kind::of(
        "longest text longer",
        schemas,
        |d, at| bound(d, at, "string", "maxLength", |old| Some(old? + 1)),
        ALLOWS,
        &[Patch, Same],
    ),
    Kind::of("longest text gone", schemas, |d, at| unbound(d, at, "maxLength"), ALLOWS, &[Patch, Same]),
    Kind::of(
        "shortest text added",
        schemas,
        |d, at| bound(d, at, "string", "minLength", |old| old.is_none().then_some(2)),
        REQUIRES,
        &[Refused, Patch, Same],
    ),
    Kind::of(
        "shortest text gone",
        schemas,
        |d, at| {
            let least = d.get(&at.path)?.get("minLength")?.as_u64()?;
            (least > 0).then(|| unbound(d, at, "minLength"))?
        },
        ALLOWS,
        &[Patch, Same],
    )
    .seldom(),
    Kind::of(
        "least number added",
        schemas,
        |d, at| bound(d, at, "integer", "minimum", |old| old.is_none().then_some(3)),
        REQUIRES,
        &[Refused, Patch, Same],
    ),
    Kind::of(
        "least number raised",
        schemas,
        |d, at| bound(d, at, "integer", "minimum", |old| Some(old? + 1)),
        REQUIRES,
        &[Refused, Patch, Same],
    )
    .seldom(),
    Kind::of(
        "least number lowered",
        schemas,
        |d, at| bound(d, at, "integer", "minimum", |old| Some(old? - 1)),
        ALLOWS,
        &[Patch, Same],
    )
    .seldom(),
    Kind::of(
        "greatest number added",
        schemas,
        |d, at| bound(d, at, "integer", "maximum", |old| old.is_none().then_some(90)),
        REQUIRES,
        &[Refused, Patch, Same],
    ),
    Kind::of(
        "greatest number lowered",
        schemas,
        |d, at| bound(d, at, "integer", "maximum", |old| Some(old? - 1)),
        REQUIRES,
        &[Refused, Patch, Same],
    )
    .seldom(),
    Kind::of("greatest number gone", schemas, |d, at| unbound(d, at, "maximum"), ALLOWS, &[Patch, Same]).seldom(),
    Kind::of(
        "step added",
        schemas,
        |d, at| bound(d, at, "integer", "multipleOf", |old| old.is_none().then_some(5)),
        REQUIRES,
        &[Refused, Patch, Same],
    ),
    Kind::of(
        "fewest items added",
        schemas,
        |d, at| bound(d, at, "array", "minItems", |old| (old.unwrap_or(0) == 0).then_some(2)),
        REQUIRES,
        &[Refused, Patch, Same],
    ),
    Kind::of(
        "most items added",
        schemas,
        |d, at| bound(d, at, "array", "maxItems", |old| old.is_none().then_some(2)),
        REQUIRES,
        &[Refused, Patch, Same],
    ),
    Kind::of("most items gone", schemas, |d, at| unbound(d, at, "maxItems"), ALLOWS, &[Patch, Same]).rare("maxItems"),
    Kind::of(
        "items made unique",
        schemas,
        |d, at| {
            let schema = typed(d, at, "array").filter(|schema| schema.get("uniqueItems").is_none())?;
            put(schema, "uniqueItems", true)
        },
        REQUIRES,
        &[Refused, Patch, Same],
    ),
    Kind::of(
        "pattern added",
        schemas,
        |d, at| {
            let schema = scalar(d, at, "string")
                .filter(|schema| schema.get("pattern").is_none() && schema.get("format").is_none())?;
            put(schema, "pattern", "^[a-f]{2,}$")
        },
        REQUIRES,
        &[Refused, Patch, Same],
    ),
    Kind::of(
        "pattern changed",
        schemas,
        |d, at| {
            let schema = scalar(d, at, "string").filter(|schema| schema.get("pattern").is_some())?;
            put(schema, "pattern", "^[a-f]{2,}$")
        },
        (Dangerous, Dangerous),
        &[Refused, Patch, Same],
    )
    .rare("\"pattern\""),
    Kind::of("pattern gone", schemas, |d, at| unbound(d, at, "pattern"), ALLOWS, &[Patch, Same]).rare("\"pattern\""),
    Kind::of(
        "value added",
        schemas,
        |d, at| {
            let schema = enumeration(d, at)?;
            let value: Node = if schema["type"] == "integer" { 97.into() } else { "one_more".into() };
            for (list, added) in
                [("enum", value), ("x-enum-varnames", "OneMore".into()), ("x-enum-descriptions", "One more.".into())]
            {
                schema
                    .get_mut(list)
                    .and_then(Node::as_sequence_mut)
                    .into_iter()
                    .for_each(|list| list.push(added.clone()));
            }
            Some(())
        },
        ALLOWS,
        &[Minor],
    ),
    Kind::of(
        "value removed",
        schemas,
        |d, at| {
            let schema = enumeration(d, at).filter(|schema| schema.get("default").is_none())?;
            schema["enum"].as_sequence().filter(|values| values.len() > 1)?;
            for list in ["enum", "x-enum-varnames", "x-enum-descriptions"] {
                schema.get_mut(list).and_then(Node::as_sequence_mut).into_iter().for_each(|list| drop(list.pop()));
            }
            Some(())
        },
        REQUIRES,
        &[Major],
    ),
    Kind::of(
        "list of values dropped",
        schemas,
        |d, at| {
            let schema = enumeration(d, at).filter(|schema| schema["type"] == "string")?.as_mapping_mut()?;
            ["enum", "x-enum-varnames", "x-enum-descriptions"].iter().for_each(|list| drop(schema.remove(*list)));
            Some(())
        },
        (Compatible, Breaking),
        &[Major],
    ),
    Kind::of(
        "null allowed",
        properties,
        |d, at| put(whole(d, at).filter(|schema| schema.get("nullable").is_none())?, "nullable", true),
        (Compatible, Breaking),
        &[Major, Patch, Same],
    ),
    Kind::of(
        "null forbidden",
        properties,
        |d, at| {
            whole(d, at).filter(|schema| schema["nullable"] == true)?.as_mapping_mut()?.remove("nullable").map(drop)
        },
        REQUIRES,
        &[Major, Refused, Patch, Same],
    )
    .rare("nullable"),
    Kind::of(
        "default added",
        schemas,
        |d, at| put(scalar(d, at, "integer").filter(|schema| schema.get("default").is_none())?, "default", 7),
        (Compatible, Documentation),
        &[Patch, Same],
    ),
    Kind::of(
        "default changed",
        schemas,
        |d, at| {
            put(
                typed(d, at, "integer").filter(|schema| schema.get("default").is_some_and(|old| *old != 7))?,
                "default",
                7,
            )
        },
        (Dangerous, Documentation),
        &[Patch, Same],
    ),
    Kind::of("default gone", schemas, |d, at| unbound(d, at, "default"), (Dangerous, Documentation), &[Patch, Same]),
    Kind::of(
        "other names forbidden",
        objects,
        |d, at| put(d.at(&at.path), "additionalProperties", false),
        REQUIRES,
        &[Refused, Patch, Same],
    ),
    Kind::of(
        "other names described",
        objects,
        |d, at| {
            // What else is in a form has a field of its own on the operation.
            let body = d.behind(&below(&d.at, &["requestBody"]));
            let is_form = d.get(&body).is_some_and(|body| body["content"].get("multipart/form-data").is_some());
            (!is_form).then_some(())?;
            let schema = Some(d.at(&at.path)).filter(|schema| schema.get("additionalProperties").is_none())?;
            put(schema, "additionalProperties", yaml("{type: string}"))
        },
        (Compatible, Compatible),
        &[Minor, Major],
    ),
    Kind::of(
        "properties required together",
        objects,
        |d, at| {
            let schema = d.at(&at.path);
            let is_sent = |property: &Node| property.get("readOnly").is_none() && property.get("writeOnly").is_none();
            let names = schema["properties"]
                .as_mapping()?
                .iter()
                .filter(|(_, property)| is_sent(property))
                .map(|(name, _)| name.clone());
            let names: Vec<Node> = names.filter(|name| !required(schema).contains(name)).take(2).collect();
            let [one, other] = names.as_slice() else { return None };
            let set = |name: &Node| {
                Node::Mapping([(Node::from("required"), vec![name.clone()].into())].into_iter().collect())
            };
            put(schema, "anyOf", vec![set(one), set(other)])
        },
        (Dangerous, Dangerous),
        &[Refused, Patch, Same],
    ),
    Kind::of(
        "part of a whole tightened",
        schemas,
        |d, at| {
            let whole = d.get(&at.path).filter(|_| !at.composed)?;
            let parts = whole.get("allOf")?.as_sequence()?.len();
            // One part alone is the whole under another name.
            (parts > 1 || whole.get("required").is_some()).then_some(())?;
            let parts = (0..parts).map(|part| d.behind(&below(&at.path, &["allOf", &part.to_string()])));
            let parts: Vec<&Node> = parts.filter_map(|part| d.get(&part)).collect();
            let is_text = |property: &Node| property.get("type").is_some_and(|ty| *ty == "string");
            let is_free = |property: &Node| ["enum", "format", "pattern"].iter().all(|key| property.get(key).is_none());
            let mut all = parts.iter().filter_map(|part| part.get("properties")?.as_mapping()).flatten();
            let name = all.find(|(_, property)| is_text(property) && is_free(property))?.0.clone();
            let mut part = yaml("{type: object, properties: {}}");
            put(&mut part["properties"], str(&name), yaml("{type: string, pattern: '^[a-f]*$'}"))?;
            d.at(&at.path)["allOf"].as_sequence_mut()?.push(part);
            Some(())
        },
        REQUIRES,
        &[Refused, Patch, Same],
    )
    .rare("allOf"),
    Kind::of(
        "property described otherwise",
        properties,
        |d, at| put(whole(d, at)?, "description", "Said otherwise."),
        WORDS,
        &[Patch, Same],
    ),
    Kind::of(
        "property shown otherwise",
        properties,
        |d, at| {
            put(scalar(d, at, "string").filter(|schema| schema.get("format").is_none())?, "example", "shown-otherwise")
        },
        WORDS,
        &[Patch, Same],
    ),
    Kind::of(
        "property deprecated",
        properties,
        |d, at| put(whole(d, at).filter(|schema| schema.get("deprecated").is_none())?, "deprecated", true),
        (Compatible, Compatible),
        &[Minor, Patch, Same],
    ),
    Kind::of(
        "component renamed",
        components,
        |d, at| {
            let schemas = d.root["components"]["schemas"].as_mapping_mut()?;
            let schema = schemas.remove(at.path[2].as_str())?;
            let name = format!("{}OfOld", at.path[2]);
            schemas.insert(name.as_str().into(), schema);
            let to = format!("#/components/schemas/{name}");
            point(&mut d.root, &format!("#/components/schemas/{}", at.path[2]), &to.as_str().into());
            Some(())
        },
        EQUAL,
        &[Major, Same],
    ),
    Kind::of(
        "component copied to where it is used",
        components,
        |d, at| {
            let from = format!("#/components/schemas/{}", at.path[2]);
            let schema = d.get(&at.path)?.clone();
            let is_used_once = d.text().matches(&format!("\"{from}\"")).count() == 1;
            (is_used_once && schema.get("properties").is_some()).then_some(())?;
            inline(&mut d.root, &from, &schema);
            d.root["components"]["schemas"].as_mapping_mut()?.remove(at.path[2].as_str());
            Some(())
        },
        EQUAL,
        &[Major, Same],
    ),
    Kind::of(
        "everything in another order",
        operation,
        |d, _| {
            reverse(&mut d.root);
            Some(())
        },
        EQUAL,
        &[Same],
    )
    .changes(0),
    Kind::of("nothing", operation, |_, _| Some(()), EQUAL, &[Same]).changes(0),
];

fn put(schema: &mut Node, key: &str, value: impl Into<Node>) -> Option<()> {
    schema.as_mapping_mut()?.insert(key.into(), value.into());
    Some(())
}

/// What alone says what stands here.
fn whole<'d>(d: &'d mut Document, at: &Place) -> Option<&'d mut Node> {
    let schema = d.at(&at.path);
    let is_whole = ["allOf", "oneOf", "anyOf", "$ref"].iter().all(|key| schema.get(key).is_none());
    (is_whole && !at.composed).then_some(schema)
}

/// The same, of this type.
fn typed<'d>(d: &'d mut Document, at: &Place, ty: &str) -> Option<&'d mut Node> {
    whole(d, at).filter(|schema| schema.get("type").is_some_and(|own| *own == ty))
}

/// The same, of any values.
fn scalar<'d>(d: &'d mut Document, at: &Place, ty: &str) -> Option<&'d mut Node> {
    let special = ["enum", "x-separator", "x-server-clamps"];
    let is_plain = |schema: &Node| {
        special.iter().all(|key| schema.get(key).is_none())
            && !schema
                .get("format")
                .is_some_and(|format| ["date-time", "date", "byte", "binary", "password"].contains(&str(format)))
    };
    typed(d, at, ty).filter(|schema| is_plain(schema))
}

fn enumeration<'d>(d: &'d mut Document, at: &Place) -> Option<&'d mut Node> {
    whole(d, at).filter(|schema| schema.get("enum").is_some())
}

fn required(schema: &Node) -> Vec<Node> {
    schema.get("required").and_then(Node::as_sequence).cloned().unwrap_or_default()
}

fn set_required(schema: &mut Node, names: Vec<Node>) {
    let mapping = schema.as_mapping_mut().unwrap();
    if names.is_empty() {
        drop(mapping.remove("required"))
    } else {
        drop(mapping.insert("required".into(), names.into()))
    }
}

fn remove(d: &mut Document, at: &Place) -> Option<()> {
    let (owner, name) = at.property()?;
    let owner = d.at(owner);
    let properties = owner["properties"].as_mapping_mut().filter(|properties| properties.len() > 1)?;
    properties.remove(name);
    let mut required = required(owner);
    required.retain(|other| *other != name);
    set_required(owner, required);
    Some(())
}

fn rename(d: &mut Document, at: &Place, end: &str) -> Option<()> {
    let (owner, name) = at.property()?;
    let new = Node::from(format!("{name}{end}"));
    let owner = d.at(owner);
    let renamed = |old: &Node| if *old == name { new.clone() } else { old.clone() };
    let properties = owner["properties"].as_mapping()?;
    let properties: serde_yaml::Mapping =
        properties.iter().map(|(name, property)| (renamed(name), property.clone())).collect();
    owner["properties"] = properties.into();
    let required = required(owner).iter().map(renamed).collect();
    set_required(owner, required);
    Some(())
}

fn add(d: &mut Document, at: &Place, is_required: bool) -> Option<()> {
    let schema = d.at(&at.path);
    schema["properties"].as_mapping_mut()?.insert("one_more".into(), yaml("{type: string, description: One more.}"));
    if is_required {
        set_required(schema, [required(schema), vec!["one_more".into()]].concat());
    }
    Some(())
}

fn require(d: &mut Document, at: &Place, is_required: bool) -> Option<()> {
    let (owner, name) = at.property()?;
    let owner = d.at(owner);
    let mut names = required(owner);
    if names.iter().any(|other| *other == name) == is_required {
        return None;
    }
    if is_required {
        names.push(name.into())
    } else {
        names.retain(|other| *other != name)
    }
    set_required(owner, names);
    Some(())
}

fn only(d: &mut Document, at: &Place, key: &str) -> Option<()> {
    let free = |schema: &&mut Node| schema.get("readOnly").is_none() && schema.get("writeOnly").is_none();
    put(whole(d, at).filter(free)?, key, true)
}

/// Another type in the place of one, with the same words.
fn retype(d: &mut Document, at: &Place, ty: &str, new: &str) -> Option<()> {
    let schema = scalar(d, at, ty)?;
    let mut new = yaml(new);
    for key in ["description", "readOnly", "writeOnly", "x-rust-name", "deprecated", "nullable"] {
        if let Some(value) = schema.get(key) {
            put(&mut new, key, value.clone())?;
        }
    }
    *schema = new;
    Some(())
}

fn reform(d: &mut Document, at: &Place, old: &str, new: Option<&str>) -> Option<()> {
    let schema = whole(d, at).filter(|schema| schema.get("format").is_some_and(|format| *format == old))?;
    if schema.get("enum").is_some() {
        return None;
    }
    match new {
        Some(new) => put(schema, "format", new),
        None => schema.as_mapping_mut()?.remove("format").map(drop),
    }
}

/// Text without bounds as another kind of text.
fn reformed(d: &mut Document, at: &Place, format: &str) -> Option<()> {
    let schema = scalar(d, at, "string")?;
    let bounds = ["format", "minLength", "maxLength", "pattern"];
    bounds.iter().all(|key| schema.get(key).is_none()).then(|| put(schema, "format", format))?
}

fn bound(d: &mut Document, at: &Place, ty: &str, key: &str, new: impl Fn(Option<i64>) -> Option<i64>) -> Option<()> {
    let schema = if ty == "array" { typed(d, at, ty)? } else { scalar(d, at, ty)? };
    let new = new(schema.get(key).and_then(Value::as_i64))?;
    let number = |key: &str| schema.get(key).and_then(Value::as_i64);
    let ends = [("minLength", "maxLength"), ("minimum", "maximum"), ("minItems", "maxItems")];
    let is_possible = |(low, high): (&str, &str)| {
        let (low, high) =
            (if key == low { Some(new) } else { number(low) }, if key == high { Some(new) } else { number(high) });
        low.zip(high).is_none_or(|(low, high)| low <= high)
    };
    ends.into_iter().all(is_possible).then(|| put(schema, key, new))?
}

fn unbound(d: &mut Document, at: &Place, key: &str) -> Option<()> {
    whole(d, at).filter(|schema| schema.get("x-server-clamps").is_none())?.as_mapping_mut()?.remove(key).map(drop)
}

/// Lets references lead elsewhere.
fn point(node: &mut Node, from: &str, to: &Node) {
    match node {
        Value::Mapping(mapping) => {
            if let Some(reference) = mapping.get_mut("$ref").filter(|reference| **reference == from) {
                *reference = to.clone();
            }
            mapping.values_mut().for_each(|value| point(value, from, to));
        }
        Value::Sequence(items) => items.iter_mut().for_each(|item| point(item, from, to)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Tagged(_) => {}
    }
}

/// Puts what references lead to in their place.
fn inline(node: &mut Node, from: &str, schema: &Node) {
    if node.get("$ref").is_some_and(|reference| *reference == from) {
        *node = schema.clone();
        return;
    }
    match node {
        Value::Mapping(mapping) => mapping.values_mut().for_each(|value| inline(value, from, schema)),
        Value::Sequence(items) => items.iter_mut().for_each(|item| inline(item, from, schema)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Tagged(_) => {}
    }
}

/// Turns the order of all keys around; that of lists is left.
fn reverse(node: &mut Node) {
    match node {
        Value::Mapping(mapping) => {
            let mut entries: Vec<(Node, Node)> = std::mem::take(mapping).into_iter().collect();
            entries.reverse();
            mapping.extend(entries);
            // Of several examples, readers see the first one first.
            mapping.iter_mut().filter(|(key, _)| **key != "examples").for_each(|(_, value)| reverse(value));
        }
        Value::Sequence(items) => items.iter_mut().for_each(reverse),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Tagged(_) => {}
    }
}
