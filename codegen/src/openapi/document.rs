//! Reads a file as written: a root document, or a fragment that a root refers to.

use super::parts::{keep, read_section};
use super::{
    ExternalDocs, Fields, FromNode, Header, Needed, Parameter, Parts, PathItem, RefOr, RequestBody, Response, Schema,
    SecurityScheme, Tag, security,
};
use crate::diagnostics::{Diagnostics, messages};
use crate::grammar::Object;
use crate::source::{Places, Span, Spanned};
use crate::yaml::{Node, Number, Value};

/// A root document.
#[derive(Clone, Debug)]
pub struct Document {
    /// Where it starts.
    pub span: Span,
    /// Whether it is OpenAPI 3.1 or later, whose schemas are JSON Schema; otherwise it is 3.0.
    pub is_3_1: bool,
    pub info: Option<Info>,
    pub servers: Vec<Server>,
    pub paths: Vec<(Spanned<String>, RefOr<PathItem>)>,
    /// `security`: alternatives.
    pub security: Option<Vec<Vec<Needed>>>,
    /// `components/securitySchemes`; one that cannot be read has been reported.
    pub security_schemes: Vec<(Spanned<String>, Option<RefOr<SecurityScheme>>)>,
    pub tags: Vec<Tag>,
    /// `externalDocs`: the page that it transcribes.
    pub external_docs: Option<ExternalDocs>,
    /// `x-rust-name`: the name of the module.
    pub rust_name: Option<Spanned<String>>,
    /// Its `components`.
    pub parts: Parts,
    /// Where its keywords are written.
    pub places: Places,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Info {
    pub title: Option<Spanned<String>>,
    pub version: Option<Spanned<String>>,
    pub description: Option<Spanned<String>>,
    /// `license`: its `identifier`, else its `name`.
    pub license: Option<String>,
    /// Where its keywords are written.
    pub places: Places,
}

/// A server of the service.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    /// `url`, with variables in braces.
    pub url: Spanned<String>,
    pub name: Option<Spanned<String>>,
    /// `x-regions`.
    pub regions: bool,
    pub description: Option<Spanned<String>>,
    pub variables: Vec<(Spanned<String>, ServerVariable)>,
    /// Where its keywords are written.
    pub places: Places,
}

/// A variable of a server's URL.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerVariable {
    pub default: Option<Spanned<String>>,
    /// `enum`.
    pub values: Vec<Spanned<String>>,
    pub description: Option<Spanned<String>>,
    /// Where its keywords are written.
    pub places: Places,
}

impl Document {
    /// Reads the root of a document.
    pub fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Object::Document, diagnostics)?;
        let is_3_1 = version(&mut fields, node)?;
        let info = fields.one("info");
        let paths = paths(&mut fields);
        fields.require_all(node.span);
        let is_empty = !["paths", "components", "webhooks"].iter().any(|key| fields.has(key));
        match (is_empty, is_3_1) {
            (true, _) => fields.require("paths", node.span),
            (false, true) => {}
            (false, false) => fields.miss("paths", node.span),
        }
        let Components { security_schemes, parts } = fields.one("components").unwrap_or_default();
        let document = Self {
            span: node.span,
            is_3_1,
            info,
            servers: fields.all("servers"),
            paths,
            security: security(&mut fields),
            security_schemes,
            parts,
            tags: fields.all("tags"),
            external_docs: fields.one("externalDocs"),
            rust_name: fields.string("x-rust-name"),
            places: fields.places(),
        };
        fields.finish();
        Some(document)
    }

    /// Whether a file that a root refers to holds `paths` or `components`.
    pub fn is_fragment(node: &Node) -> bool {
        node.as_object().is_some_and(|object| ["paths", "components"].iter().any(|key| object.has(key)))
    }

    /// Reads a file that a root refers to, if it holds `paths` or `components`, so that nothing in it goes unread.
    pub fn read_fragment(node: &Node, diagnostics: &mut Diagnostics) -> Parts {
        if !Self::is_fragment(node) {
            return Parts::default();
        }
        let fields = Fields::new(node, Object::Fragment, diagnostics);
        let Some(mut fields) = fields else { return Parts::default() };
        let paths = fields.map::<RefOr<PathItem>>("paths");
        let Components { mut parts, .. } = fields.one("components").unwrap_or_default();
        keep(&mut parts, &["paths"], paths);
        fields.finish();
        parts
    }
}

/// Whether it is 3.1 or later rather than 3.0.
fn version(fields: &mut Fields<'_, '_>, node: &Node) -> Option<bool> {
    let Some(member) = fields.member("openapi") else {
        let swagger = node.as_object().and_then(|root| root.get("swagger")).map(|member| member.key.span);
        fields.diagnostics.push(messages::not_openapi(swagger.unwrap_or(node.span), swagger.is_some()));
        return None;
    };
    let text = match &member.value.value {
        Value::String(text) => text.clone(),
        Value::Number(Number::Float(number)) => format!("{number:?}"),
        Value::Number(Number::Integer(number)) => number.to_string(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => String::new(),
    };
    let (minor, is_whole) =
        text.match_indices('.').nth(1).map_or((&*text, false), |(end, _)| (text.get(..end).unwrap_or(&text), true));
    if !is_whole || !matches!(minor, "3.0" | "3.1" | "3.2") {
        fields.diagnostics.push(messages::wrong_version(member.value.span, &text));
    }
    match minor {
        "3.0" | "3" => Some(false),
        "3.1" | "3.2" => Some(true),
        _ => None,
    }
}

fn paths(fields: &mut Fields<'_, '_>) -> Vec<(Spanned<String>, RefOr<PathItem>)> {
    let mut paths: Vec<(Spanned<String>, RefOr<PathItem>)> = fields.extensible_map("paths");
    for (path, _) in &mut paths {
        if !path.value.starts_with('/') {
            fields.diagnostics.push(messages::path_without_slash(path.span, &path.value));
            path.value.insert(0, '/');
        }
    }
    paths
}

/// `components`. All are read, so that a slip in one that nobody refers to is seen too.
#[derive(Default)]
struct Components {
    /// Those that are referred to by name, too.
    security_schemes: Vec<(Spanned<String>, Option<RefOr<SecurityScheme>>)>,
    parts: Parts,
}

impl FromNode for Components {
    const OBJECT: Object = Object::Components;

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        let mut parts = Parts::default();
        read_section::<Schema>(&mut parts, &mut fields);
        read_section::<Parameter>(&mut parts, &mut fields);
        read_section::<RequestBody>(&mut parts, &mut fields);
        read_section::<Response>(&mut parts, &mut fields);
        read_section::<Header>(&mut parts, &mut fields);
        read_section::<PathItem>(&mut parts, &mut fields);
        let security_schemes: Vec<(Spanned<String>, Option<RefOr<SecurityScheme>>)> = fields.map("securitySchemes");
        let read = security_schemes.iter().filter_map(|(name, scheme)| Some((name.clone(), scheme.clone()?)));
        keep(&mut parts, &["components", "securitySchemes"], read);
        fields.finish();
        Some(Self { security_schemes, parts })
    }
}

impl FromNode for Info {
    const OBJECT: Object = Object::Info;

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        let info = Self {
            title: fields.string("title"),
            version: fields.string("version"),
            description: fields.string("description"),
            license: license(&mut fields),
            places: fields.places(),
        };
        fields.require_all(node.span);
        fields.finish();
        Some(info)
    }
}

fn license(fields: &mut Fields<'_, '_>) -> Option<String> {
    let license = fields.node("license")?.as_object()?;
    match &license.get("identifier").or_else(|| license.get("name"))?.value.value {
        Value::String(text) => Some(text.clone()),
        _ => None,
    }
}

impl FromNode for Server {
    const OBJECT: Object = Object::Server;

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        let url = fields.string("url");
        fields.require_all(node.span);
        let (name, regions) = (fields.string("name"), fields.flag("x-regions"));
        let (description, variables) = (fields.string("description"), fields.map("variables"));
        let places = fields.places();
        fields.finish();
        Some(Self { url: url?, name, regions, description, variables, places })
    }
}

impl FromNode for ServerVariable {
    const OBJECT: Object = Object::ServerVariable;

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        let variable = Self {
            default: fields.string("default"),
            values: fields.strings("enum"),
            description: fields.string("description"),
            places: fields.places(),
        };
        if let Some(Node { value: Value::Array(values), span }) = fields.node("enum")
            && values.is_empty()
        {
            fields.diagnostics.push(messages::empty_enum(*span));
        }
        fields.finish();
        Some(variable)
    }
}
