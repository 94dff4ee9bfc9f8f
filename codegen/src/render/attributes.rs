//! Renders attributes.

use super::code::{Code, code};

/// `#[deprecated]`, or nothing.
pub fn deprecated(deprecated: bool) -> Option<Code> {
    deprecated.then(|| code!("#[deprecated]"))
}
