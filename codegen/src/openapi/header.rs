//! Reads a header of a response as written. Must not know what its name stands for.

use super::{Deprecation, Fields, FromNode, RefOr, Schema};
use crate::diagnostics::Diagnostics;
use crate::grammar::Object;
use crate::source::{Places, Span, Spanned};
use crate::yaml::Node;

/// A header of a response.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// Where it starts.
    pub span: Span,
    pub description: Option<Spanned<String>>,
    /// `required`: whether it is always there.
    pub required: bool,
    pub deprecated: Option<Deprecation>,
    pub schema: Option<RefOr<Schema>>,
    pub style: Option<Spanned<String>>,
    pub example: Option<Node>,
    /// `x-rust-name`.
    pub rust_name: Option<Spanned<String>>,
    /// Where its keywords are written.
    pub places: Places,
}

impl FromNode for Header {
    const OBJECT: Object = Object::Header;

    fn describe(&mut self, description: Spanned<String>) {
        self.places.set("description", description.span);
        self.description = Some(description);
    }

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        let header = Self {
            span: node.span,
            description: fields.string("description"),
            required: fields.flag("required"),
            deprecated: Deprecation::read(&mut fields),
            schema: fields.one("schema"),
            style: fields.string("style"),
            example: fields.node("example").cloned(),
            rust_name: fields.string("x-rust-name"),
            places: fields.places(),
        };
        if !fields.has("content") {
            fields.require_all(node.span);
        }
        fields.finish();
        Some(header)
    }
}
