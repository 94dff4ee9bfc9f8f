//! Reads a schema keyword by keyword. Must not know what it means.

use super::{AdditionalProperties, Schema, TypeName};
use crate::diagnostics::{Diagnostics, messages};
use crate::grammar::Object;
use crate::openapi::wrong::{strange_value, wrong_type};
use crate::openapi::{Deprecation, Fields, FromNode, RefOr, Reference};
use crate::source::{Places, Span, Spanned};
use crate::yaml::{Node, Number, Value};

impl FromNode for Schema {
    const OBJECT: Object = Object::Schema;

    fn beside(mut self, reference: Reference) -> Option<Self> {
        self.all_of.insert(0, RefOr::Ref(reference));
        Some(self)
    }

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        if let Value::Bool(anything) = node.value {
            return Some(Self { never: !anything, ..Self::blank(node.span) });
        }
        if let Some(name) = type_alone(node) {
            diagnostics.push(strange_value(node, "a schema", "a map"));
            return Some(Self { types: vec![name], ..Self::blank(node.span) });
        }
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        let exclusive_minimum = exclusive(&mut fields, "exclusiveMinimum");
        let exclusive_maximum = exclusive(&mut fields, "exclusiveMaximum");
        let (minimum, exclusive_minimum) = bound(fields.number("minimum"), exclusive_minimum);
        let (maximum, exclusive_maximum) = bound(fields.number("maximum"), exclusive_maximum);
        let mut examples: Vec<Node> = fields.node("example").cloned().into_iter().collect();
        examples.extend(fields.list("examples").iter().cloned());
        let types = types(&mut fields);
        let (items, mut prefix_items) = items(&mut fields);
        let is_unread = items.is_none() && prefix_items.is_empty() && fields.has("items");
        prefix_items.extend(fields.all("prefixItems"));
        let untold = types.is_none() || is_unread;
        let schema = Self {
            span: node.span,
            types: types.unwrap_or_default(),
            never: false,
            untold,
            format: fields.string("format"),
            content_media_type: fields.string("contentMediaType"),
            content_encoding: fields.string("contentEncoding"),
            title: fields.string("title"),
            description: fields.string("description"),
            values: values(&mut fields),
            default: fields.node("default").cloned(),
            examples,
            nullable: nullable(&mut fields),
            required: required(&mut fields),
            properties: fields.map("properties"),
            additional: additional(&mut fields),
            items,
            prefix_items,
            pattern_properties: fields.map("patternProperties"),
            all_of: fields.all("allOf"),
            one_of: fields.all("oneOf"),
            any_of: fields.all("anyOf"),
            discriminator: fields.one("discriminator"),
            minimum,
            exclusive_minimum,
            maximum,
            exclusive_maximum,
            multiple_of: fields.number("multipleOf"),
            min_length: fields.count("minLength"),
            max_length: fields.count("maxLength"),
            patterns: fields.string("pattern").into_iter().collect(),
            min_items: fields.count("minItems"),
            max_items: fields.count("maxItems"),
            unique_items: fields.flag("uniqueItems"),
            min_properties: fields.count("minProperties"),
            max_properties: fields.count("maxProperties"),
            deprecated: Deprecation::read(&mut fields),
            read_only: fields.flag("readOnly"),
            write_only: fields.flag("writeOnly"),
            rust_name: fields.string("x-rust-name"),
            was: fields.string("x-was"),
            variant_names: fields.strings("x-enum-varnames"),
            variants_were: fields.strings("x-enum-was"),
            variant_descriptions: fields.strings("x-enum-descriptions"),
            server_clamps: fields.flag("x-server-clamps"),
            separator: fields.string("x-separator"),
            places: described(fields.places()),
        };
        conditions(&mut fields);
        if schema.values.is_none() {
            for key in ["x-enum-varnames", "x-enum-was", "x-enum-descriptions"] {
                if let Some(member) = fields.member(key).filter(|_| !fields.has("enum")) {
                    let message = messages::misplaced_extension(member.key.span, key, "a schema without `enum`");
                    fields.diagnostics.push(message);
                }
            }
        }
        fields.finish();
        Some(schema)
    }
}

/// Reports what no type says. It is read all the same, so that mistakes in it are found.
fn conditions(fields: &mut Fields<'_, '_>) {
    for key in ["not", "if", "then", "else"] {
        fields.one::<RefOr<Schema>>(key);
        if let Some(member) = fields.member(key).filter(|_| matches!(key, "not" | "if")) {
            let reason = "no type says what a value is not, or is under a condition";
            fields.diagnostics.push(messages::ignored(member.key.span, &format!("`{key}`"), reason));
        }
    }
}

/// Where there is no description, the title is one.
fn described(mut places: Places) -> Places {
    places.set_if_new("description", places.of("title"));
    places
}

/// `items`, or the schemas of the first items: before `prefixItems`, they were a list in `items`.
fn items(fields: &mut Fields<'_, '_>) -> (Option<RefOr<Schema>>, Vec<RefOr<Schema>>) {
    let Some(node @ Node { value: Value::Array(first), .. }) = fields.node("items") else {
        return (fields.one("items"), Vec::new());
    };
    fields.diagnostics.push(strange_value(node, "`items`", "a map"));
    let first = first.iter().filter_map(|item| RefOr::read(item, fields.diagnostics));
    (None, first.collect())
}

/// The name of a type where a schema should stand.
fn type_alone(node: &Node) -> Option<Spanned<TypeName>> {
    let Value::String(written) = &node.value else { return None };
    TypeName::named(written).map(|name| Spanned::new(name, node.span))
}

/// The names in `type`; `None` if one of them is no text.
fn types(fields: &mut Fields<'_, '_>) -> Option<Vec<Spanned<TypeName>>> {
    let Some(node) = fields.node("type") else { return Some(Vec::new()) };
    let one = std::slice::from_ref(node);
    let items = if let Value::Array(items) = &node.value { items.as_slice() } else { one };
    let names: Vec<_> = items.iter().map(|item| type_name(item, fields.diagnostics)).collect::<Option<_>>()?;
    let is_known = names.iter().all(Option::is_some);
    Some(if is_known { names.into_iter().flatten().collect() } else { Vec::new() })
}

/// Where `nullable` is written, if it is true.
fn nullable(fields: &mut Fields<'_, '_>) -> Option<Span> {
    let is_true = fields.flag("nullable");
    let span = fields.member("nullable").map(|member| member.key.span);
    span.filter(|_| is_true)
}

fn required(fields: &mut Fields<'_, '_>) -> Vec<Spanned<String>> {
    match fields.node("required") {
        Some(Node { value: Value::Bool(_), span }) => {
            fields.diagnostics.push(messages::required_flag(*span));
            Vec::new()
        }
        Some(_) | None => fields.strings("required"),
    }
}

/// A name, or nothing if it is none: then the schema says no type.
fn type_name(node: &Node, diagnostics: &mut Diagnostics) -> Option<Option<Spanned<TypeName>>> {
    let written = match &node.value {
        Value::String(text) => text.as_str(),
        // `type: null` without quotes, which 3.1 documents write by mistake.
        Value::Null => "null",
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            diagnostics.push(wrong_type(node, "`type`", "a string"));
            return None;
        }
    };
    if let Some(name) = TypeName::named(written) {
        return Some(Some(Spanned::new(name, node.span)));
    }
    let names = TypeName::ALL.iter().map(|(name, _)| *name);
    let meant = messages::meant_type(written, names.clone());
    diagnostics.push(messages::unknown_type(node.span, written, meant, names));
    if meant.is_none() {
        diagnostics.push(messages::became_value(node.span, &format!("there is no type `{written}`")));
    }
    Some(meant.and_then(TypeName::named).map(|name| Spanned::new(name, node.span)))
}

fn values(fields: &mut Fields<'_, '_>) -> Option<Spanned<Vec<Node>>> {
    let constant = fields.node("const").map(|node| Spanned::new(vec![node.clone()], node.span));
    let span = fields.node("enum").map(|node| node.span);
    let is_list = matches!(fields.node("enum").map(|node| &node.value), Some(Value::Array(_)));
    let list = fields.list("enum");
    match span {
        Some(_) if !is_list => None,
        Some(span) if list.is_empty() => {
            fields.diagnostics.push(messages::empty_enum(span));
            None
        }
        Some(span) => Some(Spanned::new(list.to_vec(), span)),
        None => constant,
    }
}

fn additional(fields: &mut Fields<'_, '_>) -> Option<Spanned<AdditionalProperties>> {
    let node = fields.node("additionalProperties")?;
    let additional = match &node.value {
        Value::Bool(allowed) => AdditionalProperties::Allowed(*allowed),
        Value::Null | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
            AdditionalProperties::Schema(RefOr::read(node, fields.diagnostics)?)
        }
    };
    Some(Spanned::new(additional, node.span))
}

/// What `exclusiveMinimum` says: in 3.0 that `minimum` is exclusive, in 3.1 the bound itself.
enum Exclusive {
    Flag(bool),
    Bound(Spanned<Number>),
}

fn exclusive(fields: &mut Fields<'_, '_>, key: &'static str) -> Exclusive {
    match fields.node(key).map(|node| &node.value) {
        None => Exclusive::Flag(false),
        Some(Value::Bool(flag)) => Exclusive::Flag(*flag),
        Some(Value::Null | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_)) => {
            fields.number(key).map_or(Exclusive::Flag(false), Exclusive::Bound)
        }
    }
}

fn bound(inclusive: Option<Spanned<Number>>, exclusive: Exclusive) -> (Option<Spanned<Number>>, bool) {
    match exclusive {
        Exclusive::Flag(flag) => (inclusive, flag),
        Exclusive::Bound(bound) => (Some(bound), true),
    }
}
