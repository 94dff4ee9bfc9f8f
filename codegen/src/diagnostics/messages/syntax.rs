//! Text that is no YAML or JSON, and what YAML allows and a specification must not need.

use crate::diagnostics::Diagnostic;
use crate::source::Span;

/// What the YAML parser says. `yaml::advice` knows the words and adds the help.
pub fn yaml_syntax(span: Span, reason: &str) -> Diagnostic {
    Diagnostic::error("yaml-syntax", span, format!("this is not YAML: {reason}"))
}

/// What the JSON parser says.
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

/// A list or a map as the key of a map.
pub fn complex_key(span: Span) -> Diagnostic {
    Diagnostic::error("complex-key", span, "the name in a map must be plain text, not a list, a map or an alias")
        .help("text that starts with `[`, `{`, `*` or `?` needs quotes")
}

/// `<<: *anchor`.
pub fn merge_key(span: Span) -> Diagnostic {
    Diagnostic::error("merge-key", span, "merge keys (`<<`) are not supported")
        .help("write the members out, or use `allOf` to combine schemas")
}

/// `!tag`.
pub fn yaml_tag(span: Span) -> Diagnostic {
    Diagnostic::error("yaml-tag", span, "YAML tags (`!…`) are not supported")
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
