//! Reads OpenAPI as written: each keyword is read, listed as harmless, or refused by name. Knows 3.0 and 3.1. Must not
//! know what a `$ref` points to, nor Rust.

mod body;
mod deprecation;
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
mod unread;
mod waiter;
mod wrong;

pub use body::{Encoding, MediaType, RequestBody, Response};
pub use deprecation::Deprecation;
pub use discriminator::Discriminator;
pub use document::{Document, Server, ServerVariable};
pub use header::Header;
pub use operation::{METHODS, Method, Operation, PathItem};
pub use paging::Pagination;
pub use parameter::{Location, Parameter, is_header_name};
pub use parts::Parts;
pub use reader::{Fields, FromNode, Readable};
pub use references::{Mention, mentions};
pub use repair::{parse, repair};
pub use schema::{AdditionalProperties, Schema, TypeName};
pub use security::{Needed, SecurityScheme, security};
pub use tag::{ExternalDocs, Tag};
pub use unread::check as check_unread;
pub use waiter::{Goal, State, Until, Waiter};
pub use wrong::number_in_text;

use crate::diagnostics::{Diagnostics, messages};
use crate::grammar::Object;
use crate::source::Spanned;
use crate::yaml::{self, Member, Node, Value};
use std::rc::Rc;

/// A `$ref`, not followed yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// The text of the `$ref`.
    pub target: Spanned<String>,
    /// A description or summary beside it, which replaces the target's own.
    pub description: Option<Spanned<String>>,
    /// All of it, if there are other keywords of such an object beside it, and they may mean something.
    pub siblings: Option<Box<Node>>,
}

impl Reference {
    /// A reference with nothing beside it.
    pub fn to(target: Spanned<String>) -> Self {
        Self { target, description: None, siblings: None }
    }

    /// The reference without what stands beside it.
    pub fn alone(&self) -> Self {
        Self::to(self.target.clone())
    }
}

/// An object, or a reference to it. Schemas hold schemas and are copied in part: what is in them is shared.
#[derive(Clone, Debug, PartialEq)]
pub enum RefOr<T> {
    Ref(Reference),
    Value(Rc<T>),
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
        let Some((object, target)) = node.as_object().and_then(|object| Some((object, reference(T::OBJECT, object)?)))
        else {
            return T::read(node, diagnostics).map(|object| RefOr::Value(Rc::new(object)));
        };
        if target.key.value == "$dynamicRef" {
            let reason = "a type in Rust is always the same, so it is read as `$ref`";
            diagnostics.push(messages::ignored(target.key.span, "what makes a `$dynamicRef` dynamic", reason));
        }
        let key = &target.key.value;
        let Value::String(written) = &target.value.value else {
            diagnostics.push(wrong::wrong_type(&target.value, &format!("`{key}`"), "a string"));
            return None;
        };
        let target = Spanned::new(written.clone(), target.value.span);
        let text = |key| object.get(key).filter(|member: &&Member| member.value.value != Value::Null);
        let text = text("description")
            .map(|member| (member, "`description`"))
            .or(text("summary").map(|member| (member, "`summary`")));
        let description = text.and_then(|(member, what)| reader::string(&member.value, &what, diagnostics));
        let others = object.members.iter().filter(|member| is_sibling(key, &member.key.value));
        let siblings = match T::OBJECT.may_have_siblings() {
            true => others.count() > 0,
            false => {
                others.for_each(|other| {
                    diagnostics.push(messages::ref_sibling(other.key.span, target.span, &other.key.value))
                });
                false
            }
        };
        Some(RefOr::Ref(Reference { target, description, siblings: siblings.then(|| Box::new(node.clone())) }))
    }
}

/// What makes such an object a reference.
fn reference(object: Object, members: &yaml::Object) -> Option<&Member> {
    let dynamic = || members.get("$dynamicRef").filter(|_| object == Object::Schema);
    members.get("$ref").or_else(dynamic)
}

/// Whether a keyword beside a reference is more than words about it.
pub fn is_sibling(reference: &str, key: &str) -> bool {
    key != reference && !matches!(key, "description" | "summary") && !key.starts_with("x-")
}
