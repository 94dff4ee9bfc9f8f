//! Reads parameters as written.

use super::body::examples;
use super::{Deprecation, Fields, FromNode, MediaType, RefOr, Schema};
use crate::diagnostics::{Diagnostics, messages};
use crate::grammar::Object;
use crate::source::{Places, Span, Spanned};
use crate::yaml::{Node, Value};

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
    /// `querystring`: it is the whole query.
    QueryString,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Where it starts.
    pub span: Span,
    pub name: Spanned<String>,
    /// `in`.
    pub location: Spanned<Location>,
    pub description: Option<Spanned<String>>,
    pub required: bool,
    pub deprecated: Option<Deprecation>,
    pub schema: Option<RefOr<Schema>>,
    /// Whether it has a schema that cannot be read, which has been reported.
    pub schema_is_unread: bool,
    /// `content`, by media type.
    pub content: Vec<(Spanned<String>, MediaType)>,
    pub style: Option<Spanned<String>>,
    pub explode: Option<Spanned<bool>>,
    /// `allowReserved`.
    pub allow_reserved: bool,
    /// `allowEmptyValue`.
    pub allow_empty: Option<Spanned<bool>>,
    /// `example`, and the values of `examples`.
    pub examples: Vec<Node>,
    /// `x-rust-name`.
    pub rust_name: Option<Spanned<String>>,
    /// `x-was`.
    pub was: Option<Spanned<String>>,
    /// `x-client-parameter`.
    pub of_client: Option<Spanned<bool>>,
    /// `x-rust-client`.
    pub client: Option<Spanned<String>>,
    /// Where its keywords are written.
    pub places: Places,
}

impl FromNode for Parameter {
    const OBJECT: Object = Object::Parameter;

    fn describe(&mut self, description: Spanned<String>) {
        self.places.set("description", description.span);
        self.description = Some(description);
    }

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        let name = fields.string("name");
        let location = location(&mut fields);
        let schema: Option<RefOr<Schema>> = fields.one("schema");
        let schema_is_unread = schema.is_none() && fields.has("schema");
        let content: Vec<(Spanned<String>, Option<MediaType>)> = fields.map("content");
        let (content, content_is_incomplete) = fields.readable("content", content);
        let schema_is_unread = schema_is_unread || content_is_incomplete;
        let description = fields.string("description");
        let (required, deprecated) = (fields.flag("required"), Deprecation::read(&mut fields));
        let (style, explode) = (fields.string("style"), fields.boolean("explode"));
        let (allow_reserved, allow_empty) = (fields.flag("allowReserved"), fields.boolean("allowEmptyValue"));
        let examples = examples(&mut fields);
        let (rust_name, of_client) = (fields.string("x-rust-name"), fields.boolean("x-client-parameter"));
        let (client, was) = (fields.string("x-rust-client"), fields.string("x-was"));
        let places = fields.places();
        // A schema without its name is reported as such, and read as what it is.
        let is_told = ["type", "$ref", "enum"].iter().any(|key| fields.has(key));
        let beside = schema.is_none() && !schema_is_unread && content.is_empty() && fields.has("type");
        let schema = if beside { schema_beside(node, fields.diagnostics) } else { schema };
        fields.require_all(node.span);
        if schema.is_none() && !schema_is_unread && content.is_empty() && !is_told {
            fields.diagnostics.push(messages::parameter_without_schema(node.span));
        }
        if let Some(location) = &location {
            check_place(&mut fields, location.value, name.as_ref(), node.span);
        }
        fields.finish();
        Some(Self {
            span: node.span,
            name: name?,
            location: location?,
            description,
            required,
            deprecated,
            schema,
            schema_is_unread,
            content,
            style,
            explode,
            allow_reserved,
            allow_empty,
            examples,
            rust_name,
            was,
            of_client,
            client,
            places,
        })
    }
}

/// The schema whose keywords stand at the parameter itself, as Swagger 2.0 has them.
fn schema_beside(node: &Node, diagnostics: &mut Diagnostics) -> Option<RefOr<Schema>> {
    let is_of_schema = |name: &str| {
        let is_own = Object::Parameter.keyword(name).is_some();
        !is_own && !name.starts_with("x-") && Object::Schema.keyword(name).is_some()
    };
    let members = node.as_object()?.members.iter().filter(|member| is_of_schema(&member.key.value)).cloned();
    let object = Value::Object(crate::yaml::Object::new(members.collect()));
    RefOr::read(&Node { span: node.span, value: object }, diagnostics)
}

fn location(fields: &mut Fields<'_, '_>) -> Option<Spanned<Location>> {
    let written = fields.string("in")?;
    let location = match written.value.as_str() {
        "path" => Location::Path,
        "query" => Location::Query,
        "header" => Location::Header,
        "cookie" => Location::Cookie,
        "querystring" => Location::QueryString,
        other => {
            fields.diagnostics.push(messages::unknown_location(written.span, other));
            return None;
        }
    };
    Some(Spanned::new(location, written.span))
}

/// Reports what does not go with the place where a parameter travels.
fn check_place(fields: &mut Fields<'_, '_>, location: Location, name: Option<&Spanned<String>>, span: Span) {
    let is_never_escaped = match location {
        Location::Header => true,
        Location::Cookie => {
            matches!(fields.node("style"), Some(Node { value: Value::String(style), .. }) if style == "cookie")
        }
        Location::Path | Location::Query | Location::QueryString => false,
    };
    if is_never_escaped && let Some(member) = fields.member("allowReserved") {
        let place =
            fields.node("in").and_then(|node| if let Value::String(place) = &node.value { Some(place) } else { None });
        let place = place.map_or("", String::as_str);
        fields.diagnostics.push(messages::keyword_without_effect(member.key.span, "allowReserved", place));
    }
    if location == Location::QueryString {
        fields.miss("content", span);
    }
    if let Some(name) = name.filter(|name| location == Location::Header && !is_header_name(&name.value)) {
        fields.diagnostics.push(messages::illegal_header_name(name.span, &name.value));
    }
}

/// Whether HTTP allows a header of that name.
pub fn is_header_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
}
