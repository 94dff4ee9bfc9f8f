//! Messages about names in Rust, and about mistakes of the generator itself.

use crate::diagnostics::Diagnostic;
use crate::source::Span;

/// Two items that would get one name in Rust.
pub fn name_clash(second: Span, first: Span, what: &str, rust: &str, names: (&str, &str), key: &str) -> Diagnostic {
    let message = format!("{what} `{}` and `{}` would both be `{rust}` in Rust", names.0, names.1);
    Diagnostic::error("name-clash", second, message)
        .label("the second one")
        .and(first, "the first one")
        .help(format!("give one of them another name with `{key}`"))
}

/// A name without anything that Rust allows in one.
pub fn unnameable(span: Span, what: &str, name: &str, key: &str) -> Diagnostic {
    Diagnostic::error("unnameable", span, format!("{} `{name}` cannot be named in Rust", singular(what)))
        .help(format!("give it a name of ASCII letters, digits and `_` with `{key}`"))
}

fn singular(what: &str) -> String {
    match what.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => what.strip_suffix('s').unwrap_or(what).to_owned(),
    }
}

/// `x-rust-name` that is no name.
pub fn illegal_rust_name(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("illegal-rust-name", span, format!("`{name}` is not a Rust name"))
        .help("use ASCII letters, digits and `_`, starting with a letter")
}

/// Something that should not happen.
pub fn defect(span: Span, reason: &str) -> Diagnostic {
    Diagnostic::error("defect", span, format!("the generator made something that is not Rust: {reason}"))
        .help("this is a defect of the generator, not of the specification: please report it with the specification")
}
