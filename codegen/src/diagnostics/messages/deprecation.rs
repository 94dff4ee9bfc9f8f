//! Messages about what should no longer be used.

use crate::diagnostics::Diagnostic;
use crate::source::{Span, Spanned};

/// Something that says more of a deprecation, where nothing or `deprecated: false` says that there is one.
pub fn not_deprecated(key: &Spanned<String>, flag: Option<Span>) -> Diagnostic {
    let key_ = &key.value;
    let diagnostic = Diagnostic::fault("not-deprecated", key.span, format!("`{key_}` without `deprecated: true`"));
    match flag {
        Some(flag) => diagnostic
            .and(flag, "this says that it is not deprecated")
            .help(format!("write `deprecated: true`, or remove `{key_}`")),
        None => diagnostic.help(format!("add `deprecated: true` beside it, or remove `{key_}`")),
    }
}

/// `x-sunset` that is no day, and has no effect then.
pub fn no_day(span: Span, written: &str) -> Diagnostic {
    Diagnostic::fault("wrong-sunset", span, format!("`{written}` is no day"))
        .help("write year, month and day: `x-sunset: '2027-06-30'`")
}

/// `x-deprecated-since` that is no version, and has no effect then.
pub fn no_version(span: Span, written: &str) -> Diagnostic {
    Diagnostic::fault("wrong-deprecated-since", span, format!("`{written}` is no version of the crate"))
        .help("write all three numbers: `x-deprecated-since: 0.2.0`")
}

/// `x-replaced-by` that names nothing, and has no effect then.
pub fn unknown_replacement(span: Span, name: &str, what: &str, suggestion: Option<&str>) -> Diagnostic {
    let message = format!("no other {what} is called `{name}`");
    let diagnostic = Diagnostic::fault("unknown-replacement", span, message).label("so nobody can use it instead");
    match suggestion {
        Some(suggestion) => diagnostic.help(format!("did you mean `{suggestion}`?")).patch(span, suggestion),
        None => diagnostic.help("what replaces it by several things, or in other words, belongs into its description"),
    }
}
