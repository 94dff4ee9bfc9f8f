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

/// `together` where one of both is not named, or how many there are at most is not known.
pub fn pagination_together(span: Span, limit: Option<Span>) -> Diagnostic {
    let message = "`page` and `limit` cannot be sent together: how long a page is at most is not known";
    let diagnostic = Diagnostic::error("pagination-together", span, message);
    match limit {
        Some(limit) => diagnostic.and(limit, "this has no `maximum`"),
        None => diagnostic.help("`x-pagination` names both: `{page: page, limit: per_page, together: true}`"),
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
