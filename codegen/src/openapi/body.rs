//! Reads request bodies and responses as written.

use super::{Fields, FromNode, Header, RefOr, Schema};
use crate::diagnostics::Diagnostics;
use crate::grammar::Object;
use crate::source::{Places, Span, Spanned};
use crate::yaml::{Node, Value};

#[derive(Clone, Debug, PartialEq)]
pub struct RequestBody {
    /// Where it starts.
    pub span: Span,
    pub description: Option<Spanned<String>>,
    pub required: bool,
    /// `content`, by media type.
    pub content: Vec<(Spanned<String>, MediaType)>,
    /// Where its keywords are written.
    pub places: Places,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// `description`, or else `summary`.
    pub description: Option<Spanned<String>>,
    /// `headers`, by name.
    pub headers: Vec<(Spanned<String>, RefOr<Header>)>,
    /// `content`, by media type.
    pub content: Vec<(Spanned<String>, MediaType)>,
    /// Whether some of it cannot be read, which has been reported.
    pub content_is_incomplete: bool,
    /// Where its keywords are written.
    pub places: Places,
}

/// A body in one media type.
#[derive(Clone, Debug, PartialEq)]
pub struct MediaType {
    pub schema: Option<RefOr<Schema>>,
    /// `itemSchema`: of each part of a sequence.
    pub item_schema: Option<RefOr<Schema>>,
    /// Whether it has a schema that cannot be read, which has been reported.
    pub schema_is_unread: bool,
    /// `example`, and the values of `examples`.
    pub examples: Vec<Node>,
    /// Where the first of these keywords is written.
    pub example_at: Option<Span>,
    /// `encoding`, by property.
    pub encodings: Vec<(Spanned<String>, Encoding)>,
}

/// How a property of a body is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Encoding {
    /// `contentType`; media types with commas are a choice.
    pub content_type: Option<Spanned<String>>,
    /// `headers`, by name.
    pub headers: Vec<(Spanned<String>, RefOr<Header>)>,
    pub style: Option<Spanned<String>>,
    pub explode: Option<bool>,
    pub allow_reserved: bool,
}

impl FromNode for RequestBody {
    const OBJECT: Object = Object::RequestBody;

    fn describe(&mut self, description: Spanned<String>) {
        self.places.set("description", description.span);
        self.description = Some(description);
    }

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        let body = Self {
            span: node.span,
            description: fields.string("description"),
            required: fields.flag("required"),
            content: fields.map("content"),
            places: fields.places(),
        };
        fields.require_all(node.span);
        fields.finish();
        Some(body)
    }
}

impl FromNode for Response {
    const OBJECT: Object = Object::Response;

    fn describe(&mut self, description: Spanned<String>) {
        self.places.set("description", description.span);
        self.description = Some(description);
    }

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        let content: Vec<(Spanned<String>, Option<MediaType>)> = fields.map("content");
        let (content, content_is_incomplete) = fields.readable("content", content);
        let (summary, description) = (fields.string("summary"), fields.string("description"));
        let response = Self {
            description: description.or(summary),
            headers: fields.map("headers"),
            content,
            content_is_incomplete: content_is_incomplete || node.value == Value::Null,
            places: fields.places(),
        };
        fields.finish();
        Some(response)
    }
}

impl FromNode for MediaType {
    const OBJECT: Object = Object::MediaType;

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        let schema: Option<RefOr<Schema>> = fields.one("schema");
        let item_schema = fields.one("itemSchema");
        let schema_is_unread = schema.is_none() && fields.has("schema");
        let examples = examples(&mut fields);
        let places = fields.places();
        let example_at = places.of("example").or(places.of("examples"));
        let encodings = fields.map("encoding");
        fields.finish();
        Some(Self { schema_is_unread, item_schema, schema, examples, example_at, encodings })
    }
}

impl FromNode for Encoding {
    const OBJECT: Object = Object::Encoding;

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        let explode = fields.flag("explode");
        let encoding = Self {
            content_type: fields.string("contentType"),
            headers: fields.map("headers"),
            style: fields.string("style"),
            explode: fields.has("explode").then_some(explode),
            allow_reserved: fields.flag("allowReserved"),
        };
        fields.finish();
        Some(encoding)
    }
}

/// `example`, and the values of `examples`.
pub(super) fn examples(fields: &mut Fields<'_, '_>) -> Vec<Node> {
    let example = fields.node("example").cloned();
    let named: Vec<(_, Example)> = fields.map("examples");
    example.into_iter().chain(named.into_iter().filter_map(|(_, example)| example.value)).collect()
}

/// One of several named examples.
struct Example {
    value: Option<Node>,
}

impl FromNode for Example {
    const OBJECT: Object = Object::Example;

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        let (data, value) = (fields.node("dataValue"), fields.node("value"));
        let example = Self { value: data.or(value).cloned() };
        fields.finish();
        Some(example)
    }
}
