//! Messages about OpenAPI Overlays.

use crate::diagnostics::{Diagnostic, nearest};
use crate::source::Span;

/// A file that is none.
pub fn no_overlay(span: Span) -> Diagnostic {
    Diagnostic::error("overlay", span, "this is no OpenAPI Overlay")
        .help("an overlay begins with `overlay: 1.1.0`, and lists its `actions`")
}

/// A version that is not known.
pub fn overlay_version(span: Span, version: &str) -> Diagnostic {
    Diagnostic::error("overlay", span, format!("overlays of version `{version}` are not known"))
        .help("known are 1.0 and 1.1: `overlay: 1.1.0`")
}

/// Something that is not what an overlay is made of.
pub fn overlay_action(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error("overlay", span, format!("this cannot be applied: {what}"))
        .help("an action has a `target` and one of `update`, `copy` and `remove: true`")
}

/// A misspelled keyword.
pub fn overlay_keyword(span: Span, written: &str, known: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::error("overlay", span, format!("an action has no `{written}`"));
    match nearest(written, known.iter().copied()) {
        Some(known) => diagnostic.help(format!("did you mean `{known}`?")).patch(span, known),
        None => diagnostic.help(format!("it has `{}`; names of your own start with `x-`", known.join("`, `"))),
    }
}

/// A JSONPath that cannot be read.
pub fn overlay_path(span: Span, read: &str, expected: &str) -> Diagnostic {
    let place = if read.is_empty() { "at its start".to_owned() } else { format!("behind `{read}`") };
    Diagnostic::error("overlay-path", span, format!("this JSONPath cannot be read: {place} stands no {expected}"))
        .help("RFC 9535 has the notation: `$.paths['/apps'].get.parameters[?@.name == 'limit']`")
}

/// A `copy` of nothing, or of several values.
pub fn overlay_copy(span: Span, found: usize) -> Diagnostic {
    Diagnostic::error("overlay-path", span, format!("`copy` takes one value, and this selects {found}"))
}

/// What selects nothing has no effect.
pub fn overlay_without_target(span: Span) -> Diagnostic {
    Diagnostic::warning("overlay-target", span, "this selects nothing, so the action has no effect")
        .help("is a name misspelled, or was the document mended?")
}

/// To remove the document leaves nothing.
pub fn overlay_root(span: Span) -> Diagnostic {
    Diagnostic::error("overlay-target", span, "this would remove the whole document")
}

/// A map cannot be merged with a list or a text.
pub fn overlay_mismatch(span: Span, value: &str, target: &str) -> Diagnostic {
    Diagnostic::error("overlay-update", span, format!("{value} cannot be merged into {target}"))
        .help("to replace a map or a list, remove it first and update what holds it in a second action")
}
