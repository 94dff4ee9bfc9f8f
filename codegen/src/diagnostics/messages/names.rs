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

/// `x-was` that cannot be kept as a name, and has no effect then.
pub fn former_name_taken(span: Span, first: Span, what: &str, ident: &str, key: &str) -> Diagnostic {
    Diagnostic::fault("former-name-taken", span, format!("{what} have `{ident}` in Rust already"))
        .label("so this cannot be a former name")
        .and(first, "this has the name")
        .help(format!("remove `x-was`, or give the other one another name with `{key}`"))
}

/// Something that should not happen.
pub fn defect(span: Span, reason: &str) -> Diagnostic {
    Diagnostic::error("defect", span, format!("the generator made something that is not Rust: {reason}"))
        .help("this is a defect of the generator, not of the specification: please report it with the specification")
}
