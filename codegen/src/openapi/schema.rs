//! Holds a schema as written. Knows the keywords of JSON Schema as OpenAPI 3.0 and 3.1 use them. Must not know how they are read
//! (`read`).

mod read;

use super::{Deprecation, Discriminator, RefOr};
use crate::source::{Places, Span, Spanned};
use crate::yaml::{Node, Number};
use std::rc::Rc;

/// A schema as written, nothing inferred; one that says nothing, by default.
#[derive(Clone, Debug, Default, PartialEq)]
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
    pub items: Option<RefOr<Schema>>,
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
    /// `pattern`; those of all parts, if it was made of several.
    pub patterns: Vec<Spanned<String>>,
    pub min_items: Option<Spanned<u64>>,
    pub max_items: Option<Spanned<u64>>,
    pub unique_items: bool,
    pub min_properties: Option<Spanned<u64>>,
    pub max_properties: Option<Spanned<u64>>,
    pub deprecated: Option<Deprecation>,
    pub read_only: bool,
    pub write_only: bool,
    /// `x-rust-name`.
    pub rust_name: Option<Spanned<String>>,
    /// `x-was`.
    pub was: Option<Spanned<String>>,
    /// `x-enum-varnames`.
    pub variant_names: Vec<Spanned<String>>,
    /// `x-enum-was`.
    pub variants_were: Vec<Spanned<String>>,
    /// `x-enum-descriptions`.
    pub variant_descriptions: Vec<Spanned<String>>,
    /// `x-server-clamps`.
    pub server_clamps: bool,
    /// `x-separator`.
    pub separator: Option<Spanned<String>>,
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

    /// The type of that name.
    pub fn named(written: &str) -> Option<Self> {
        Self::ALL.iter().find(|(name, _)| *name == written).map(|(_, name)| *name)
    }

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
    Schema(RefOr<Schema>),
}

impl Schema {
    /// A schema that says nothing.
    pub fn blank(span: Span) -> Self {
        Self { span, places: Places::new(span), ..Self::default() }
    }

    /// A schema that demands what all of these do.
    pub fn all_of(parts: Vec<RefOr<Schema>>) -> Self {
        let span = parts.first().map_or_else(Span::default, RefOr::span);
        Self { all_of: parts, ..Self::blank(span) }
    }
}

impl From<Schema> for RefOr<Schema> {
    fn from(schema: Schema) -> Self {
        Self::Value(Rc::new(schema))
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
