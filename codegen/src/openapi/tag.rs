//! Reads tags and external documentation as written. Must not know what has them.

use super::{Fields, FromNode};
use crate::diagnostics::Diagnostics;
use crate::grammar::Object;
use crate::source::{Places, Span, Spanned};
use crate::yaml::Node;

/// A group of operations.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// Where it starts.
    pub span: Span,
    pub name: Spanned<String>,
    pub description: Option<Spanned<String>>,
    /// `externalDocs`: the page that it transcribes.
    pub external_docs: Option<ExternalDocs>,
    /// Where its keywords are written.
    pub places: Places,
}

/// Where a document can be read.
#[derive(Clone, Debug, PartialEq)]
pub struct ExternalDocs {
    /// `description`: its title and date.
    pub description: Option<Spanned<String>>,
    pub url: Option<Spanned<String>>,
}

impl FromNode for Tag {
    const OBJECT: Object = Object::Tag;

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        let name = fields.string("name");
        fields.require_all(node.span);
        let (description, external_docs) = (fields.string("description"), fields.one("externalDocs"));
        let places = fields.places();
        fields.finish();
        Some(Self { span: node.span, name: name?, description, external_docs, places })
    }
}

impl FromNode for ExternalDocs {
    const OBJECT: Object = Object::ExternalDocs;

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        let docs = Self { description: fields.string("description"), url: fields.string("url") };
        fields.finish();
        Some(docs)
    }
}
