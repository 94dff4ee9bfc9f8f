//! Reads parameters as written.

use super::{Fields, FromNode, RefOr, Schema};
use crate::diagnostics::{Diagnostics, messages};
use crate::grammar::Object;
use crate::source::{Places, Span, Spanned};
use crate::yaml::Node;

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
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
    pub deprecated: bool,
    pub schema: Option<RefOr<Schema>>,
    pub style: Option<Spanned<String>>,
    pub explode: Option<Spanned<bool>>,
    pub example: Option<Node>,
    /// `x-rust-name`.
    pub rust_name: Option<Spanned<String>>,
    /// `x-client-parameter`.
    pub of_client: Option<Spanned<bool>>,
    /// Where its keywords are written.
    pub places: Places,
}

impl FromNode for Parameter {
    const OBJECT: Object = Object::Parameter;

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        let name = fields.string("name");
        let location = location(&mut fields);
        let schema = fields.one("schema");
        let description = fields.string("description");
        let (required, deprecated) = (fields.flag("required"), fields.flag("deprecated"));
        let (style, explode) = (fields.string("style"), fields.boolean("explode"));
        let example = fields.node("example").cloned();
        let (rust_name, of_client) = (fields.string("x-rust-name"), fields.boolean("x-client-parameter"));
        let places = fields.places();
        // A schema without its name is reported as such.
        let is_told = ["type", "$ref", "enum"].iter().any(|key| fields.has(key));
        for key in ["name", "in", "schema"].iter().filter(|key| **key != "schema" || !is_told) {
            if !fields.has("content") {
                fields.require(key, node.span);
            }
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
            style,
            explode,
            example,
            rust_name,
            of_client,
            places,
        })
    }
}

fn location(fields: &mut Fields<'_, '_>) -> Option<Spanned<Location>> {
    let written = fields.string("in")?;
    let location = match written.value.as_str() {
        "path" => Location::Path,
        "query" => Location::Query,
        "header" => Location::Header,
        "cookie" => Location::Cookie,
        other => {
            fields.diagnostics.push(messages::unknown_location(written.span, other));
            return None;
        }
    };
    Some(Spanned::new(location, written.span))
}
