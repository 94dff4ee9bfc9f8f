//! Resolves tags, and the pages that are transcribed. Must not know what has them.

use super::without_spans::text;
use crate::api::Tag;
use crate::openapi::{self, ExternalDocs};

/// Resolves a tag.
pub fn tag(tag: &openapi::Tag) -> Tag {
    let (source, source_url) = source(tag.external_docs.as_ref());
    Tag {
        name: tag.name.value.clone(),
        description: text(&tag.description),
        source,
        source_url,
        span: tag.name.span,
        places: tag.places.clone(),
    }
}

/// The title of a page that is transcribed, and where it can be read.
pub fn source(docs: Option<&ExternalDocs>) -> (Option<String>, Option<String>) {
    (docs.and_then(|docs| text(&docs.description)), docs.and_then(|docs| text(&docs.url)))
}
