//! Reads what tells the types of a union apart.

use super::reader::string;
use super::{Fields, FromNode};
use crate::diagnostics::Diagnostics;
use crate::grammar::Object;
use crate::source::{Span, Spanned};
use crate::yaml::Node;

/// A `discriminator` as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Discriminator {
    pub span: Span,
    /// `propertyName`.
    pub property: Spanned<String>,
    /// `mapping`: values, each with the name of a schema or a reference to it.
    pub mapping: Vec<(Spanned<String>, Spanned<String>)>,
    /// `defaultMapping`, of 3.2.
    pub default: Option<Spanned<String>>,
}

impl FromNode for Discriminator {
    const OBJECT: Object = Object::Discriminator;

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        fields.require_all(node.span);
        let property = fields.string("propertyName");
        let target = |node: &Node, diagnostics: &mut Diagnostics| string(node, &"a value of `mapping`", diagnostics);
        let mapping = fields.entries("mapping", |_| true, target);
        let default = fields.string("defaultMapping");
        fields.finish();
        Some(Self { span: node.span, property: property?, mapping, default })
    }
}
