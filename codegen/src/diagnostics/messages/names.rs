//! Messages about names in Rust, and about mistakes of the generator itself.

use crate::diagnostics::Diagnostic;
use crate::source::Span;

/// Two items that would get one name in Rust; the second has another then.
pub fn name_clash(
    second: Span,
    first: Span,
    what: &str,
    (rust, other): (&str, &str),
    names: (&str, &str),
    key: &str,
) -> Diagnostic {
    let message = format!("{what} `{}` and `{}` would both be `{rust}` in Rust", names.0, names.1);
    Diagnostic::fault("name-clash", second, message)
        .label("the second one")
        .and(first, "the first one")
        .help(format!("give one of them another name with `{key}`, or the second one is `{other}`"))
}

/// `x-rust-name` that is no name, and has no effect then.
pub fn illegal_rust_name(span: Span, name: &str) -> Diagnostic {
    Diagnostic::fault("illegal-rust-name", span, format!("`{name}` is not a Rust name"))
        .help("use ASCII letters, digits and `_`, starting with a letter")
}

/// Something that should not happen.
pub fn defect(span: Span, reason: &str) -> Diagnostic {
    Diagnostic::error("defect", span, format!("the generator made something that is not Rust: {reason}"))
        .help("this is a defect of the generator, not of the specification: please report it with the specification")
}
