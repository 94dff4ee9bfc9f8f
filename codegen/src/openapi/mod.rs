//! Reads OpenAPI as written: each keyword is read, listed as harmless, or refused by name. Knows 3.0 and 3.1. Must not
//! know what a `$ref` points to, nor Rust.

mod body;
mod discriminator;
mod document;
mod header;
mod misplaced;
mod operation;
mod paging;
mod parameter;
mod parts;
mod reader;
mod references;
mod repair;
mod schema;
mod security;
mod tag;
#[cfg(test)]
mod tests;
mod wrong;

pub use body::{MediaType, RequestBody, Response};
pub use discriminator::Discriminator;
pub use document::{Document, Server, ServerVariable};
pub use header::Header;
pub use operation::{Method, Operation, PathItem};
pub use paging::{Pagination, Until, Waiter};
pub use parameter::{Location, Parameter};
pub use parts::Parts;
pub use reader::{Fields, FromNode, Readable};
pub use references::{Mention, mentions};
pub use repair::{parse, repair};
pub use schema::{AdditionalProperties, Schema, TypeName};
pub use security::{SecurityScheme, security};
pub use tag::{ExternalDocs, Tag};
pub use wrong::number_in_text;

use crate::diagnostics::{Diagnostics, messages};
use crate::grammar::Object;
use crate::source::Spanned;
use crate::yaml::Node;

/// A `$ref`, not followed yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// The text of the `$ref`.
    pub target: Spanned<String>,
    /// A description beside it, which replaces the target's own.
    pub description: Option<Spanned<String>>,
}

/// An object, or a reference to it.
#[derive(Clone, Debug, PartialEq)]
pub enum RefOr<T> {
    Ref(Reference),
    Value(T),
}

/// An item that keeps its place in a list or map when it cannot be read, which has been reported.
impl<T: FromNode> FromNode for Option<T> {
    const OBJECT: Object = T::OBJECT;
    const MAY_BE_REF: bool = T::MAY_BE_REF;

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        Some(T::read(node, diagnostics))
    }
}

impl<T: FromNode> FromNode for RefOr<T> {
    const OBJECT: Object = T::OBJECT;
    const MAY_BE_REF: bool = true;

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        // `$ref` as the name of a property is no reference; only a string is.
        let Some((object, target)) = node.as_object().and_then(|object| Some((object, object.get("$ref")?))) else {
            return T::read(node, diagnostics).map(RefOr::Value);
        };
        let target = reader::string(&target.value, &"`$ref`", diagnostics);
        let description =
            object.get("description").and_then(|member| reader::string(&member.value, &"`description`", diagnostics));
        let at = target.as_ref().map_or(node.span, |target| target.span);
        for sibling in &object.members {
            let key = sibling.key.value.as_str();
            if !matches!(key, "$ref" | "description" | "summary") && !key.starts_with("x-") {
                diagnostics.push(messages::ref_sibling(sibling.key.span, at, key));
            }
        }
        Some(RefOr::Ref(Reference { target: target?, description }))
    }
}
