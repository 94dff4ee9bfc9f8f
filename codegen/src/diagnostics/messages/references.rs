//! Messages about `$ref`s that lead nowhere, to a target of the wrong kind, or in circles.

use crate::diagnostics::{Diagnostic, Topic};
use crate::grammar::Object;
use crate::source::{Span, Spanned};

/// A keyword beside `$ref`.
pub fn ref_sibling(span: Span, reference: Span, key: &str) -> Diagnostic {
    Diagnostic::warning("ref-sibling", span, format!("`{key}` beside `$ref` has no effect"))
        .and(reference, "this takes the place of the whole")
        .help("put it into the schema that is referred to, or wrap the `$ref` into `allOf`")
}

/// Whether one goes on without such an object: a schema is any then.
fn is_dispensable(object: Object) -> bool {
    matches!(object, Object::Schema | Object::Example)
}

/// A `$ref` where OpenAPI has none. `what` it takes the place of.
pub fn ref_elsewhere(span: Span, what: &str) -> Diagnostic {
    Diagnostic::fault("ref-elsewhere", span, format!("a `$ref` in the place of {what} is no OpenAPI"))
        .label("understood here, but not by other tools")
        .help("write what it leads to in its place, or refer to each part of it")
}

/// A `$ref` to a schema where one to a media type may stand.
pub fn ref_in_media_type(span: Span) -> Diagnostic {
    Diagnostic::fault("unknown-keyword", span, "unknown keyword `$ref` in a media type")
        .help("it belongs into `schema`: add `schema:` above it, and indent it deeper")
}

/// A reference to something that exists.
pub struct Suggestion {
    pub reference: String,
    /// The span of the target's name, if it is similar to the one that was written.
    pub similar: Option<Span>,
}

/// A `$ref` to nothing, where such an object is needed. `topic` is the target that it names, `there` are the names beside that,
/// and `end` is how far one gets, if it is no component. A schema that is nowhere is any.
pub fn dangling_ref(
    (Spanned { value: target, span }, needs): (&Spanned<String>, Object),
    topic: Topic,
    suggestion: Option<Suggestion>,
    there: &[&str],
    end: Option<&[String]>,
) -> Diagnostic {
    let similar = suggestion.as_ref().and_then(|suggestion| suggestion.similar);
    let message = format!("nothing is at `{target}`");
    let diagnostic = match is_dispensable(needs) {
        true => Diagnostic::fault("dangling-ref", *span, message),
        false => Diagnostic::error("dangling-ref", *span, message),
    };
    let diagnostic = diagnostic.about(topic, similar);
    match (suggestion, there, end) {
        (Some(Suggestion { reference, .. }), ..) => {
            diagnostic.help(format!("did you mean `{reference}`?")).patch(*span, reference)
        }
        (None, [], None) => diagnostic.help("no component of that name is in the file"),
        (None, [], Some([])) => diagnostic.help("the file has nothing of that name"),
        (None, [], Some(end)) => diagnostic.help(format!("the way to it ends at `#/{}`", end.join("/"))),
        (None, there, _) => diagnostic.help(format!("there are: {}", there.join(", "))),
    }
}

/// A `$ref` to something of another kind.
pub fn wrong_ref_target(
    (Spanned { value: target, span }, needs): (&Spanned<String>, Object),
    found: Span,
    suggestion: Option<Suggestion>,
) -> Diagnostic {
    let (span, section) = (*span, needs.section().unwrap_or_default());
    let message = format!("`{target}` is not {}", needs.what());
    let diagnostic = match is_dispensable(needs) {
        true => Diagnostic::fault("wrong-ref-target", span, message),
        false => Diagnostic::error("wrong-ref-target", span, message),
    };
    let diagnostic = diagnostic.and(found, "this is what it leads to");
    match suggestion {
        Some(Suggestion { reference, .. }) => {
            diagnostic.help(format!("did you mean `{reference}`?")).patch(span, reference)
        }
        None => {
            let file = target.split_once('#').map_or(target.as_str(), |(file, _)| file);
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
        None => diagnostic.help(
            "copy what you need below that folder, or name one above both by `gen --spec-root`; nothing outside is ever read",
        ),
    }
}

pub fn ref_to_url(span: Span, target: &str) -> Diagnostic {
    Diagnostic::error("ref-to-url", span, format!("`{target}` is a URL, and nothing is ever fetched"))
        .help("save the document below the specification's folder and refer to the file")
}

/// `$ref`s that lead to themselves without a type on the way.
pub fn ref_cycle(Spanned { value: target, span }: &Spanned<String>, needs: Object) -> Diagnostic {
    let message = format!("`{target}` leads back to itself");
    let diagnostic = match is_dispensable(needs) {
        true => Diagnostic::fault("ref-cycle", *span, message),
        false => Diagnostic::error("ref-cycle", *span, message),
    };
    diagnostic.help("references must end at something; a schema may contain itself only below a property of an object")
}

/// A chain of references that is too long to follow.
pub fn ref_too_deep(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error("too-deep", span, format!("more than {limit} schemas lead to one another"))
}
