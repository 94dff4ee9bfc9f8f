//! Reads a schema as written. Knows the keywords of JSON Schema as OpenAPI 3.0 and 3.1 use them.

use super::wrong::wrong_type;
use super::{Discriminator, Fields, FromNode, RefOr, Reference};
use crate::diagnostics::{Diagnostics, messages};
use crate::grammar::Object;
use crate::source::{Places, Span, Spanned};
use crate::yaml::{Node, Number, Value};

/// A schema as written, nothing inferred.
#[derive(Clone, Debug, PartialEq)]
pub struct Schema {
    /// Where it starts.
    pub span: Span,
    /// `type`; 3.1 allows several.
    pub types: Vec<Spanned<TypeName>>,
    pub format: Option<Spanned<String>>,
    /// `contentMediaType`.
    pub content_media_type: Option<Spanned<String>>,
    /// `contentEncoding`.
    pub content_encoding: Option<Spanned<String>>,
    pub title: Option<Spanned<String>>,
    pub description: Option<Spanned<String>>,
    /// `enum`, or the one value of `const`.
    pub values: Option<Spanned<Vec<Node>>>,
    pub default: Option<Node>,
    /// `example`, and what 3.1 lists as `examples`.
    pub examples: Vec<Node>,
    /// `nullable: true`, which 3.1 writes as a type.
    pub nullable: Option<Span>,
    pub required: Vec<Spanned<String>>,
    pub properties: Vec<(Spanned<String>, RefOr<Schema>)>,
    /// `additionalProperties`.
    pub additional: Option<Spanned<AdditionalProperties>>,
    pub items: Option<Box<RefOr<Schema>>>,
    /// `prefixItems`.
    pub prefix_items: Vec<RefOr<Schema>>,
    /// `patternProperties`.
    pub pattern_properties: Vec<(Spanned<String>, RefOr<Schema>)>,
    pub all_of: Vec<RefOr<Schema>>,
    pub one_of: Vec<RefOr<Schema>>,
    pub any_of: Vec<RefOr<Schema>>,
    pub discriminator: Option<Discriminator>,
    /// `minimum`; 3.1 writes an exclusive one as a number of its own.
    pub minimum: Option<Spanned<Number>>,
    /// Whether `minimum` itself is excluded.
    pub exclusive_minimum: bool,
    pub maximum: Option<Spanned<Number>>,
    /// Whether `maximum` itself is excluded.
    pub exclusive_maximum: bool,
    pub multiple_of: Option<Spanned<Number>>,
    /// `minLength`, in characters.
    pub min_length: Option<Spanned<u64>>,
    /// `maxLength`, in characters.
    pub max_length: Option<Spanned<u64>>,
    pub pattern: Option<Spanned<String>>,
    pub min_items: Option<Spanned<u64>>,
    pub max_items: Option<Spanned<u64>>,
    pub unique_items: bool,
    pub min_properties: Option<Spanned<u64>>,
    pub max_properties: Option<Spanned<u64>>,
    pub deprecated: bool,
    pub read_only: bool,
    pub write_only: bool,
    /// `x-rust-name`.
    pub rust_name: Option<Spanned<String>>,
    /// `x-enum-varnames`.
    pub variant_names: Vec<Spanned<String>>,
    /// `x-enum-descriptions`.
    pub variant_descriptions: Vec<Spanned<String>>,
    /// `x-server-clamps`.
    pub server_clamps: bool,
    /// The schema `false`, which no value matches.
    pub never: bool,
    /// Whether its type is written and cannot be read, so that nothing more can be checked.
    pub untold: bool,
    /// Where its keywords are written.
    pub places: Places,
}

/// A name that `type` may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum TypeName {
    Array,
    Boolean,
    Integer,
    Null,
    Number,
    Object,
    String,
}

impl TypeName {
    /// All of them, and how they are written.
    const ALL: [(&str, TypeName); 7] = [
        ("array", TypeName::Array),
        ("boolean", TypeName::Boolean),
        ("integer", TypeName::Integer),
        ("null", TypeName::Null),
        ("number", TypeName::Number),
        ("object", TypeName::Object),
        ("string", TypeName::String),
    ];

    /// As it is written.
    pub fn written(self) -> &'static str {
        Self::ALL.iter().find(|(_, name)| *name == self).map_or("", |(written, _)| written)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum AdditionalProperties {
    /// `true` or `false`.
    Allowed(bool),
    /// Their schema.
    Schema(Box<RefOr<Schema>>),
}

impl Schema {
    /// A schema that says nothing.
    pub fn blank(span: Span) -> Self {
        Self {
            span,
            types: Vec::new(),
            format: None,
            content_media_type: None,
            content_encoding: None,
            title: None,
            description: None,
            values: None,
            default: None,
            examples: Vec::new(),
            nullable: None,
            required: Vec::new(),
            properties: Vec::new(),
            additional: None,
            items: None,
            prefix_items: Vec::new(),
            pattern_properties: Vec::new(),
            all_of: Vec::new(),
            one_of: Vec::new(),
            any_of: Vec::new(),
            discriminator: None,
            minimum: None,
            exclusive_minimum: false,
            maximum: None,
            exclusive_maximum: false,
            multiple_of: None,
            min_length: None,
            max_length: None,
            pattern: None,
            min_items: None,
            max_items: None,
            unique_items: false,
            min_properties: None,
            max_properties: None,
            deprecated: false,
            read_only: false,
            write_only: false,
            rust_name: None,
            variant_names: Vec::new(),
            variant_descriptions: Vec::new(),
            server_clamps: false,
            never: false,
            untold: false,
            places: Places::new(span),
        }
    }

    /// A schema that demands what all of these do.
    pub fn all_of(parts: Vec<RefOr<Schema>>) -> Self {
        let span = parts.first().map_or_else(Span::default, RefOr::span);
        Self { all_of: parts, ..Self::blank(span) }
    }
}

impl RefOr<Schema> {
    /// Where a schema or a reference to one is written.
    pub fn span(&self) -> Span {
        match self {
            Self::Ref(reference) => reference.target.span,
            Self::Value(schema) => schema.span,
        }
    }
}

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
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        let exclusive_minimum = exclusive(&mut fields, "exclusiveMinimum");
        let exclusive_maximum = exclusive(&mut fields, "exclusiveMaximum");
        let (minimum, exclusive_minimum) = bound(fields.number("minimum"), exclusive_minimum);
        let (maximum, exclusive_maximum) = bound(fields.number("maximum"), exclusive_maximum);
        let mut examples: Vec<Node> = fields.node("example").cloned().into_iter().collect();
        examples.extend(fields.list("examples").iter().cloned());
        let types = types(&mut fields);
        let items: Option<RefOr<Schema>> = fields.one("items");
        let is_unread = items.is_none() && fields.has("items");
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
            items: items.map(Box::new),
            prefix_items: fields.all("prefixItems"),
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
            pattern: fields.string("pattern"),
            min_items: fields.count("minItems"),
            max_items: fields.count("maxItems"),
            unique_items: fields.flag("uniqueItems"),
            min_properties: fields.count("minProperties"),
            max_properties: fields.count("maxProperties"),
            deprecated: fields.flag("deprecated"),
            read_only: fields.flag("readOnly"),
            write_only: fields.flag("writeOnly"),
            rust_name: fields.string("x-rust-name"),
            variant_names: fields.strings("x-enum-varnames"),
            variant_descriptions: fields.strings("x-enum-descriptions"),
            server_clamps: fields.flag("x-server-clamps"),
            places: described(fields.places()),
        };
        conditions(&mut fields);
        if schema.values.is_none() {
            for key in ["x-enum-varnames", "x-enum-descriptions"] {
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
    let find = |written: &str| TypeName::ALL.iter().find(|(name, _)| *name == written);
    let name = |(_, name): &(&str, TypeName)| Spanned::new(*name, node.span);
    if let Some(found) = find(written) {
        return Some(Some(name(found)));
    }
    let names = TypeName::ALL.iter().map(|(name, _)| *name);
    let meant = messages::meant_type(written, names.clone());
    diagnostics.push(messages::unknown_type(node.span, written, meant, names));
    if meant.is_none() {
        diagnostics.push(messages::became_value(node.span, &format!("there is no type `{written}`")));
    }
    Some(meant.and_then(find).map(name))
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
            AdditionalProperties::Schema(Box::new(RefOr::read(node, fields.diagnostics)?))
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
