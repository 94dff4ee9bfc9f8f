//! Reads `x-pagination` and `x-waiters` as written: how a list comes page by page, and what one can wait for in it.

use super::{Fields, FromNode};
use crate::diagnostics::{Diagnostics, messages};
use crate::grammar::Object;
use crate::source::{Places, Span, Spanned};
use crate::yaml::Node;

/// `x-pagination`: the names of what pages through a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Pagination {
    /// Where it starts.
    pub span: Span,
    /// The query parameter that says where to start.
    pub offset: Spanned<String>,
    /// The query parameter that says how many.
    pub limit: Spanned<String>,
    /// The response property that counts all items.
    pub total: Spanned<String>,
    /// The response property that holds a page of items.
    pub items: Spanned<String>,
    /// The property that tells an item from all others.
    pub key: Option<Spanned<String>>,
    /// Where its keywords are written.
    pub places: Places,
}

/// An item of `x-waiters`: what one can wait for in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiter {
    /// `name`: what comes about, such as `AppBound`.
    pub name: Spanned<String>,
    pub description: Option<Spanned<String>>,
    /// `item`: the property of an item that is compared.
    pub item: Spanned<String>,
    pub until: Until,
    /// `not_found_is_absent`: whether status 404 means that the item is gone.
    pub not_found_is_absent: bool,
    /// Where its keywords are written.
    pub places: Places,
}

/// What a waiter waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// The item is in the list.
    Present,
    /// It is not.
    Absent,
}

impl FromNode for Pagination {
    const OBJECT: Object = Object::Pagination;

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        fields.require_all(node.span);
        let mut name = |key| fields.string(key);
        let (offset, limit, total, items) = (name("offset"), name("limit"), name("total"), name("items"));
        let key = fields.string("key");
        let places = fields.places();
        fields.finish();
        Some(Self { span: node.span, offset: offset?, limit: limit?, total: total?, items: items?, key, places })
    }
}

impl FromNode for Waiter {
    const OBJECT: Object = Object::Waiter;

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        fields.require_all(node.span);
        let (name, description, item) = (fields.string("name"), fields.string("description"), fields.string("item"));
        let until = until(&mut fields);
        let not_found = fields.boolean("not_found_is_absent");
        if let (Some(Until::Present), Some(flag)) = (until, &not_found) {
            fields.diagnostics.push(messages::waiter_not_found(flag.span));
        }
        let places = fields.places();
        fields.finish();
        let not_found_is_absent = not_found.is_some_and(|flag| flag.value);
        Some(Self { name: name?, description, item: item?, until: until?, not_found_is_absent, places })
    }
}

fn until(fields: &mut Fields<'_, '_>) -> Option<Until> {
    let written = fields.string("until")?;
    match written.value.as_str() {
        "present" => Some(Until::Present),
        "absent" => Some(Until::Absent),
        other => {
            fields.diagnostics.push(messages::waiter_until(written.span, other));
            None
        }
    }
}
