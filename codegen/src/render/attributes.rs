//! Attributes.

use super::code::{Code, code, string};
use crate::rust::{Field, Skip};

/// `#[deprecated]`, or nothing.
pub fn deprecated(deprecated: bool) -> Option<Code> {
    deprecated.then(|| code!("#[deprecated]"))
}

/// How serde reads and writes a field, if it has to be told.
pub fn serde(field: &Field) -> Option<Code> {
    let rename = field.rename.as_ref().map(|name| code!("rename = {}", string(name)));
    let skip = match field.skip {
        Skip::Never => None,
        Skip::None => Some(code!("skip_serializing_if = \"Option::is_none\"")),
        Skip::Absent => Some(code!("default, skip_serializing_if = \"Nullable::is_absent\"")),
        Skip::Sending => Some(code!("default, skip_serializing")),
        Skip::Flatten => Some(code!("flatten")),
    };
    let is_needed = rename.is_some() || skip.is_some();
    is_needed.then(|| code!("#[serde({})]", Code::list(rename.into_iter().chain(skip), ", ")))
}
