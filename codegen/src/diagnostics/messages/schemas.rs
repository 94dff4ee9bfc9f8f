//! Messages about schemas, and about the examples and defaults that must match them.

use super::{Remedy, with_remedy};
use crate::diagnostics::Diagnostic;
use crate::source::Span;

/// `enum: []`.
pub fn empty_enum(span: Span) -> Diagnostic {
    Diagnostic::fault("empty-enum", span, "`enum` lists no value").help("list the values, or remove `enum`")
}

/// An example that breaks its schema.
pub fn example_mismatch(span: Span, place: &str, reason: &str, schema: Span, remedy: Remedy<'_>) -> Diagnostic {
    let what = if place.is_empty() { "the example".to_owned() } else { format!("`{place}` in the example") };
    let message = format!("{what} does not match its schema: {reason}");
    with_remedy(Diagnostic::fault("example-mismatch", span, message).and(schema, "the schema"), span, remedy)
}

/// A default that breaks its own schema.
pub fn default_mismatch(span: Span, reason: &str, remedy: Remedy<'_>) -> Diagnostic {
    let message = format!("the default does not match its own schema: {reason}");
    with_remedy(Diagnostic::fault("default-mismatch", span, message), span, remedy)
}

/// A value of an enum that breaks the schema which lists it.
pub fn enum_value_mismatch(span: Span, reason: &str, remedy: Remedy<'_>) -> Diagnostic {
    let message = format!("this value of the enum does not match its own schema: {reason}");
    with_remedy(Diagnostic::fault("enum-value", span, message), span, remedy)
}

/// `x-separator` of what is no text, or an empty one.
pub fn separator_of_nothing(span: Span) -> Diagnostic {
    Diagnostic::fault("separator-of-nothing", span, "`x-separator` separates the values in a text, and here is none")
        .help(
            "write it beside `type: string` without a `format`, and what stands between two values: `x-separator: ','`",
        )
}

/// `minimum` above `maximum`, and the like. Both are dropped.
pub fn empty_range(span: Span, other: Span, low: &str, high: &str) -> Diagnostic {
    Diagnostic::fault("empty-range", span, format!("no value is between `{low}` and `{high}`"))
        .label("less than the other end")
        .and(other, "the other end")
        .help("mend one of them, or exchange the two")
}

/// A bound on something that cannot have it.
pub fn constraint_without_effect(span: Span, key: &str, ty: &str) -> Diagnostic {
    let diagnostic = Diagnostic::warning("constraint-without-effect", span, format!("`{key}` has no effect on {ty}"));
    let end = if key.starts_with("min") { "min" } else { "max" };
    let suggestion = match (key, ty) {
        ("minLength" | "maxLength" | "minItems" | "maxItems", "an integer" | "a number") => Some(format!("{end}imum")),
        ("minimum" | "maximum" | "minItems" | "maxItems", "a string") => Some(format!("{end}Length")),
        ("minimum" | "maximum" | "minLength" | "maxLength", "a list") => Some(format!("{end}Items")),
        _ => None,
    };
    match suggestion {
        Some(suggestion) => {
            diagnostic.help(format!("did you mean `{suggestion}`? Otherwise, mend `type`")).patch(span, suggestion)
        }
        None if ty.contains("32 bits") => diagnostic.help("mend the bound; or write `format: int64`, which holds more"),
        None => diagnostic.help("remove it, or mend `type`"),
    }
}

/// A format that has no meaning and is nearly called like one that has, or is one of another type.
pub fn wrong_format(span: Span, written: &str, ty: &str, suggestion: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::warning("wrong-format", span, format!("the format `{written}` has no effect on {ty}"));
    match suggestion {
        Some(suggestion) => diagnostic.help(format!("did you mean `{suggestion}`?")).patch(span, suggestion),
        None => diagnostic.help("remove it, or mend `type`"),
    }
}

/// A pattern that the runtime's engine does not read.
pub fn uncheckable_pattern(span: Span, reason: &str, is_advanced: bool) -> Diagnostic {
    let diagnostic =
        Diagnostic::warning("uncheckable-pattern", span, format!("the SDK cannot check this pattern: {reason}"));
    if is_advanced {
        diagnostic
            .help("it is shown in the documentation only; look-around and back references have no linear-time form")
    } else {
        diagnostic.help("mend it; as it is, it stands in the documentation only")
    }
}

/// A pattern as JavaScript writes it in a program, between slashes, which no text can match.
pub fn pattern_in_slashes(span: Span, inner: &str, flags: &str) -> Diagnostic {
    let message = "the SDK cannot check this pattern: the slashes around it are a part of it, so that no text matches";
    let diagnostic = Diagnostic::warning("uncheckable-pattern", span, message);
    if flags.is_empty() {
        diagnostic.help("write the expression alone").patch(span, inner.replace("\\/", "/"))
    } else {
        diagnostic.help("write the expression alone; a pattern has no flags, so it has to say itself what they mean")
    }
}

/// `required` names no property.
pub fn required_unknown(span: Span, name: &str, suggestion: Option<&str>) -> Diagnostic {
    let diagnostic =
        Diagnostic::warning("required-unknown", span, format!("`required` names `{name}`, which is no property"));
    match suggestion {
        None if name.contains(' ') => diagnostic.help("write a comma between two names"),
        Some(suggestion) => diagnostic.help(format!("did you mean `{suggestion}`?")).patch(span, suggestion),
        None => diagnostic.help("add the property, or remove the name"),
    }
}

/// `type` missing where it cannot be guessed.
pub fn missing_items(span: Span) -> Diagnostic {
    Diagnostic::fault("missing-keyword", span, "an array without `items`")
        .help("say what the array holds, such as `items: {type: string}`")
}

/// An enum value of another type.
pub fn enum_value(span: Span, expected: &str, found: &str, remedy: Remedy<'_>) -> Diagnostic {
    let diagnostic = Diagnostic::fault("enum-value", span, format!("this value of the enum must be {expected}"));
    with_remedy(diagnostic.label(format!("this is {found}")), span, remedy)
}

/// A value twice in an enum.
pub fn duplicate_enum_value(second: Span, first: Span, value: &str) -> Diagnostic {
    Diagnostic::fault("duplicate-enum-value", second, format!("`{value}` stands twice in the enum"))
        .label("again here")
        .and(first, "first here")
        .help("remove one of them")
}

/// `x-enum-varnames` that does not fit its enum.
pub fn enum_names_count(span: Span, of: Span, key: &str, names: usize, values: usize) -> Diagnostic {
    Diagnostic::fault("enum-names", span, format!("`{key}` has {names} entries for {values} values"))
        .and(of, "the values")
        .help("give one for each value, in the same order")
}

/// Parts of an `allOf` that no value keeps to.
pub fn all_of_conflict(here: Span, there: Span) -> Diagnostic {
    Diagnostic::fault("all-of-conflict", here, "the parts of an `allOf` contradict each other")
        .label("no value is this")
        .and(there, "and also this")
        .help("it is read and sent as whatever it is; to have a type for it, describe it alike in all parts")
}
