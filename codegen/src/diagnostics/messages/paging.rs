//! Messages about `x-pagination`.

use crate::diagnostics::Diagnostic;
use crate::source::Span;

/// `x-pagination` that names nothing, or something of another type.
pub fn pagination_unknown(span: Span, owner: &str, what: &str, name: &str, suggestion: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::error("pagination-unknown", span, format!("{owner} has no {what} `{name}`"));
    match suggestion {
        Some(suggestion) => diagnostic.help(format!("did you mean `{suggestion}`?")).patch(span, suggestion),
        None => diagnostic.help("`x-pagination` names what stands in `parameters` and in the schema of the response"),
    }
}

/// `x-pagination` where the answer is unknown.
pub fn pagination_answer(span: Span, answers: impl Iterator<Item = Span>) -> Diagnostic {
    let diagnostic =
        Diagnostic::error("pagination-answer", span, "a list that comes page by page has one kind of answer");
    answers
        .fold(diagnostic, |diagnostic, answer| diagnostic.and(answer, "this is what it answers"))
        .help("all statuses that mean success answer the same object, which is not `null`")
}
