//! Notes: what is not in the crate as the document has it, though nothing is wrong. They are counted, and listed by
//! `--report`, so whatever has no effect is noted, however small it is.

use crate::diagnostics::Diagnostic;
use crate::source::Span;

/// Something for which the crate has no type. `reason` says why, as a clause.
pub fn became_value(span: Span, reason: &str) -> Diagnostic {
    Diagnostic::note("became-value", span, format!("this is `Value` in Rust, which is any JSON: {reason}"))
}

/// Something that has no effect on the crate: `what` names it, `reason` says why, as a clause.
pub fn ignored(span: Span, what: &str, reason: &str) -> Diagnostic {
    Diagnostic::note("ignored", span, format!("{what} has no effect: {reason}"))
}

/// Something that has another name in Rust than one expects. `reason` says why, as a clause.
pub fn renamed(span: Span, from: &str, to: &str, reason: &str) -> Diagnostic {
    Diagnostic::note("renamed", span, format!("`{from}` is `{to}` in Rust: {reason}"))
}
