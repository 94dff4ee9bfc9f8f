//! Reads `x-pagination` as written: how a list comes page by page.

use super::wrong::strange_value;
use super::{Fields, FromNode};
use crate::diagnostics::Diagnostics;
use crate::grammar::Object;
use crate::source::{Places, Span, Spanned};
use crate::yaml::Node;

/// `x-pagination`: the names of what pages through a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Pagination {
    /// Where it starts.
    pub span: Span,
    /// The query parameter that says where to start.
    pub offset: Option<Spanned<String>>,
    /// The query parameter that is the number of the page.
    pub page: Option<Spanned<String>>,
    /// What takes what an answer says of the next page.
    pub cursor: Option<Spanned<String>>,
    /// Where an answer says what comes next.
    pub next: Option<Spanned<String>>,
    /// Where an answer says whether there is more.
    pub more: Option<Spanned<String>>,
    /// The query parameter that says how many.
    pub limit: Option<Spanned<String>>,
    /// Whether the number of a page and the query parameter that says how many are sent together or not at all.
    pub together: bool,
    /// What counts all items.
    pub total: Option<Spanned<String>>,
    /// What holds a page of items; the answer is the list without it.
    pub items: Option<Spanned<String>>,
    /// The property that tells an item from all others.
    pub key: Option<Spanned<String>>,
    /// Where its keywords are written.
    pub places: Places,
}

impl FromNode for Pagination {
    const OBJECT: Object = Object::Pagination;

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        if node.as_object().is_none() {
            diagnostics.push(strange_value(node, "`x-pagination`", "a map"));
            return None;
        }
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        let missing: &[&str] = if fields.has("offset") {
            &["limit", "total", "items"]
        } else if fields.has("cursor") && !fields.has("next") {
            &["key"]
        } else if ["page", "cursor", "next"].iter().any(|key| fields.has(key)) {
            &[]
        } else {
            &["offset", "limit", "total", "items"]
        };
        // Without it, the list is read page by page. The name is also used with other keywords, or with none.
        missing.iter().for_each(|key| fields.miss(key, node.span));
        let is_complete = missing.iter().all(|key| fields.has(key));
        let pagination = Self {
            span: node.span,
            offset: fields.string("offset"),
            page: fields.string("page"),
            cursor: fields.string("cursor"),
            next: fields.string("next"),
            more: fields.string("more"),
            limit: fields.string("limit"),
            together: fields.flag("together"),
            total: fields.string("total"),
            items: fields.string("items"),
            key: fields.string("key"),
            places: fields.places(),
        };
        fields.finish();
        is_complete.then_some(pagination)
    }
}
