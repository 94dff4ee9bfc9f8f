//! Messages about text that is no YAML or JSON, and about what YAML allows and a specification must not need.

use crate::diagnostics::{Diagnostic, Topic};
use crate::source::Span;

/// An error of the YAML parser. `yaml::advice` knows its messages and adds the help.
pub fn yaml_syntax(span: Span, reason: &str) -> Diagnostic {
    Diagnostic::error("yaml-syntax", span, format!("this is not YAML: {reason}"))
}

/// An error of the JSON parser.
pub fn json_syntax(span: Span, reason: &str, help: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::error("json-syntax", span, format!("this is not JSON: {reason}"));
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// The same key twice in a map.
pub fn duplicate_key(second: Span, first: Span, key: &str) -> Diagnostic {
    Diagnostic::error("duplicate-key", second, format!("`{key}` stands twice in the same map"))
        .label("again here")
        .and(first, "first here")
        .help("remove one of them, or rename it")
}

/// All keys of an item once more: there are two items, and the second lacks its dash. `dash` is where it belongs.
pub fn missing_dash(second: Span, first: Span, key: &str, dash: Span) -> Diagnostic {
    Diagnostic::error("duplicate-key", second, format!("`{key}` stands twice in the same item of a list"))
        .label("again here")
        .and(first, "first here")
        .help("if another item begins here, it needs its `- `")
        .rewrite(dash, "- ")
}

/// Text that a comment cuts off, because it has a `#` after a space. `whole` is all of it.
pub fn comment_in_text(span: Span, whole: Span) -> Diagnostic {
    Diagnostic::warning("comment-in-text", span, "this is a comment, and the text ends before it")
        .label("a `#` after a space starts a comment")
        .help("put the whole text into quotes; or write `# `, with a space, if it is a comment")
        .quote(whole)
}

/// A name without a value but with a comment that looks like one.
pub fn comment_for_value(span: Span, key: &str) -> Diagnostic {
    Diagnostic::fault("comment-in-text", span, format!("`{key}` has no value: this is a comment"))
        .label("a `#` after a space starts a comment")
        .help("put it in quotes")
        .quote(span)
}

/// Text in quotes that YAML does not know, which are then a part of it.
pub fn typographic_quotes(span: Span, inner: &str) -> Diagnostic {
    Diagnostic::warning("typographic-quotes", span, "these quotes are a part of the text: YAML does not know them")
        .help("write `'` or `\"`, or no quotes")
        .rewrite(span, format!("'{}'", inner.replace('\'', "''")))
}

/// The code of [`ambiguous_text`].
pub const AMBIGUOUS: &str = "ambiguous-text";

/// Text that other readers of YAML take for something else.
pub fn ambiguous_text(span: Span, what: &str) -> Diagnostic {
    Diagnostic::warning("ambiguous-text", span, format!("text here, but {what} to other readers of YAML"))
        .help("put it in quotes")
        .quote(span)
        .about(Topic::AmbiguousText(span.file), None)
}

/// A number that is another one, or none, to other readers of YAML. Quotes help only where text is intended.
pub fn ambiguous_number(span: Span, here: &str, other: &str) -> Diagnostic {
    Diagnostic::warning("ambiguous-text", span, format!("{here} here, but {other} to other readers of YAML"))
        .help("put it in quotes if it is text, or write the number in digits alone, the first of them not 0")
        .about(Topic::AmbiguousText(span.file), None)
}

/// A name that other readers of YAML do not find the end of.
pub fn long_key(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error("yaml-syntax", span, format!("this is not YAML: a name of more than {limit} characters"))
        .help("write it behind `? ` in a line of its own, and below it `: ` with its value")
}

/// A list or a map as the key of a map.
pub fn complex_key(span: Span, is_template: bool) -> Diagnostic {
    let diagnostic =
        Diagnostic::error("complex-key", span, "the name in a map must be plain text, not a list, a map or an alias");
    if is_template {
        diagnostic.help("`{{ … }}` looks like a template that nobody filled in: write the text itself")
    } else {
        diagnostic.help("text that starts with `[`, `{`, `*` or `?` needs quotes")
    }
}

/// `<<: *anchor`.
pub fn merge_key(span: Span) -> Diagnostic {
    Diagnostic::error(
        "merge-key",
        span,
        "merge keys (`<<`) are not supported: YAML 1.2 has none, and readers differ on them",
    )
    .help("write the members out, or use `allOf` to combine schemas")
}

/// `!tag`.
pub fn yaml_tag(span: Span) -> Diagnostic {
    Diagnostic::error("yaml-tag", span, "YAML tags (`!…`) are not supported: JSON, which OpenAPI is made of, has none")
        .help("remove the tag; quote the value if it must be a string")
}

/// An alias to something that contains it.
pub fn alias_cycle(span: Span) -> Diagnostic {
    Diagnostic::error("alias-cycle", span, "this alias points to something that contains it")
        .help("use `$ref` for a schema that contains itself")
}

/// An alias to nothing.
pub fn unknown_anchor(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("unknown-anchor", span, format!("nothing above is marked `&{name}`"))
        .help("an alias (`*…`) repeats what an anchor (`&…`) marks further up; text that starts with `*` needs quotes")
}

/// Aliases of aliases of aliases.
pub fn alias_bomb(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error("alias-bomb", span, format!("aliases repeat more than {limit} values"))
        .help("use `$ref` for what is needed in many places")
}

/// Too many levels.
pub fn too_deep(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error("too-deep", span, format!("nested more than {limit} levels deep"))
        .help("move inner schemas to `components/schemas` and refer to them")
}
