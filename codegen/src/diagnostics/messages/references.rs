//! Messages about `$ref`s that lead nowhere, to a target of the wrong kind, or in circles.

use crate::diagnostics::{Diagnostic, Topic};
use crate::source::{Span, Spanned};

/// A keyword beside `$ref`.
pub fn ref_sibling(span: Span, reference: Span, key: &str) -> Diagnostic {
    Diagnostic::warning("ref-sibling", span, format!("`{key}` beside `$ref` has no effect"))
        .and(reference, "this takes the place of the whole")
        .help("put it into the schema that is referred to, or wrap the `$ref` into `allOf`")
}

/// A reference to something that exists.
pub struct Suggestion {
    pub reference: String,
    /// The span of the target's name, if it is similar to the one that was written.
    pub similar: Option<Span>,
}

/// A `$ref` to nothing. `topic` is the target that it names, and `there` are the names beside that.
pub fn dangling_ref(
    Spanned { value: target, span }: &Spanned<String>,
    topic: Topic,
    suggestion: Option<Suggestion>,
    there: &[&str],
) -> Diagnostic {
    let similar = suggestion.as_ref().and_then(|suggestion| suggestion.similar);
    let diagnostic = Diagnostic::error("dangling-ref", *span, format!("nothing is at `{target}`"));
    let diagnostic = diagnostic.about(topic, similar);
    match (suggestion, there) {
        (Some(Suggestion { reference, .. }), _) => {
            diagnostic.help(format!("did you mean `{reference}`?")).patch(*span, reference)
        }
        (None, []) => diagnostic.help("no component of that name is in the file"),
        (None, there) => diagnostic.help(format!("there are: {}", there.join(", "))),
    }
}

/// A `$ref` to something of another kind.
pub fn wrong_ref_target(
    span: Span,
    found: Span,
    target: &str,
    (what, section): (&str, &str),
    suggestion: Option<Suggestion>,
) -> Diagnostic {
    let diagnostic = Diagnostic::error("wrong-ref-target", span, format!("`{target}` is not {what}"))
        .and(found, "this is what it leads to");
    match suggestion {
        Some(Suggestion { reference, .. }) => {
            diagnostic.help(format!("did you mean `{reference}`?")).patch(span, reference)
        }
        None => {
            let file = target.split_once('#').map_or(target, |(file, _)| file);
            let below = if section == "pathItems" { "paths".to_owned() } else { format!("components/{section}") };
            diagnostic.help(format!("refer to something below `{file}#/{below}`"))
        }
    }
}

/// A `$ref` that is no path and pointer.
pub fn malformed_ref(span: Span, target: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error("malformed-ref", span, format!("`{target}` is not a reference"));
    let suggestion = target.replace('\\', "/").replace("#components", "#/components").replace("#paths", "#/paths");
    if suggestion != target && suggestion.contains("#/") {
        return diagnostic.help(format!("did you mean `{suggestion}`?")).patch(span, suggestion);
    }
    diagnostic.help("a reference looks like `#/components/schemas/Name` or `file.yaml#/components/schemas/Name`")
}

/// A `$ref` out of the spec root.
pub fn ref_outside_root(span: Span, target: &str, suggestion: Option<String>) -> Diagnostic {
    let message = format!("`{target}` lies outside of the specification's folder");
    let diagnostic = Diagnostic::error("ref-outside-root", span, message);
    match suggestion {
        Some(suggestion) => diagnostic.help(format!("did you mean `{suggestion}`?")).patch(span, suggestion),
        None => diagnostic.help("copy what you need below that folder; nothing outside is ever read"),
    }
}

pub fn ref_to_url(span: Span, target: &str) -> Diagnostic {
    Diagnostic::error("ref-to-url", span, format!("`{target}` is a URL, and nothing is ever fetched"))
        .help("save the document below the specification's folder and refer to the file")
}

/// `$ref`s that lead to themselves without a type on the way.
pub fn ref_cycle(span: Span, target: &str) -> Diagnostic {
    Diagnostic::error("ref-cycle", span, format!("`{target}` leads back to itself"))
        .help("references must end at something; a schema may contain itself only below a property of an object")
}

/// A chain of references that is too long to follow.
pub fn ref_too_deep(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error("too-deep", span, format!("more than {limit} schemas lead to one another"))
}
