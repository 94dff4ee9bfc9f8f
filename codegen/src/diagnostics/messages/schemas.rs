//! Schemas, and the examples and defaults that must match them.

use crate::diagnostics::Diagnostic;
use crate::source::Span;

/// `enum: []`.
pub fn empty_enum(span: Span) -> Diagnostic {
    Diagnostic::error("empty-enum", span, "`enum` lists no value").help("list the values, or remove `enum`")
}

/// An example that breaks its schema.
pub fn example_mismatch(span: Span, place: &str, reason: &str, schema: Span) -> Diagnostic {
    let what = if place.is_empty() { "the example".to_owned() } else { format!("`{place}` in the example") };
    Diagnostic::error("example-mismatch", span, format!("{what} does not match its schema: {reason}"))
        .and(schema, "the schema")
}

/// A default that breaks its own schema.
pub fn default_mismatch(span: Span, reason: &str) -> Diagnostic {
    Diagnostic::error("default-mismatch", span, format!("the default does not match its own schema: {reason}"))
}

/// `minimum` above `maximum`, and the like.
pub fn empty_range(span: Span, other: Span, low: &str, high: &str) -> Diagnostic {
    Diagnostic::error("empty-range", span, format!("no value is between `{low}` and `{high}`"))
        .and(other, "the other end")
}

/// A bound on something that cannot have it.
pub fn constraint_without_effect(span: Span, key: &str, ty: &str) -> Diagnostic {
    Diagnostic::warning("constraint-without-effect", span, format!("`{key}` has no effect on {ty}"))
        .help("remove it, or mend `type`")
}

/// A pattern that the runtime's engine does not read.
pub fn uncheckable_pattern(span: Span, reason: &str) -> Diagnostic {
    Diagnostic::warning("uncheckable-pattern", span, format!("the SDK cannot check this pattern: {reason}"))
        .help("it is shown in the documentation only; look-around and back references have no linear-time form")
}

/// `required` names no property.
pub fn required_unknown(span: Span, name: &str, meant: Option<&str>) -> Diagnostic {
    let diagnostic =
        Diagnostic::warning("required-unknown", span, format!("`required` names `{name}`, which is no property"));
    match meant {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).patch(span, meant),
        None => diagnostic.help("add the property, or remove the name"),
    }
}

/// `type` missing where it cannot be guessed.
pub fn missing_items(span: Span) -> Diagnostic {
    Diagnostic::error("missing-keyword", span, "an array without `items`").help("say what the array holds")
}

/// An enum value of another type.
pub fn enum_value(span: Span, expected: &str, found: &str, help: &str) -> Diagnostic {
    Diagnostic::error("enum-value", span, format!("this value of the enum must be {expected}"))
        .label(format!("this is {found}"))
        .help(help)
}

/// A value twice in an enum.
pub fn duplicate_enum_value(second: Span, first: Span, value: &str) -> Diagnostic {
    Diagnostic::error("duplicate-enum-value", second, format!("`{value}` stands twice in the enum"))
        .label("again here")
        .and(first, "first here")
}

/// `x-enum-varnames` that does not fit its enum.
pub fn enum_names_count(span: Span, key: &str, names: usize, values: usize) -> Diagnostic {
    Diagnostic::error("enum-names", span, format!("`{key}` has {names} entries for {values} values"))
        .help("give one for each value, in the same order")
}

/// Parts of an `allOf` that contradict.
pub fn all_of_conflict(second: Span, first: Span, what: &str) -> Diagnostic {
    Diagnostic::error("all-of-conflict", second, format!("the parts of this `allOf` disagree: {what}"))
        .label("here")
        .and(first, "and here")
}
